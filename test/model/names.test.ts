import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress, matchAny, parsePattern } from "../../src/model/address.ts";
import {
  className,
  definitionClass,
  isDefinitionRecord,
  isRecord,
  packageOfRelease,
  releaseClass,
} from "../../src/model/names.ts";
import { findMarker, findRelease, markerPythonClass, releaseModule } from "../../src/model/record.ts";

const binding = (name: string, module: string, pythonClass = "Release") => ({
  className: name,
  super: "IOP.BusinessOperation",
  module,
  pythonClass,
  classpaths: "/x",
  usedBy: [],
});

describe("package names as IRIS class names", () => {
  const names = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,12}$/);
  it("are letters and digits that begin with a letter, one to one even where case is ignored", () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(className(a)).toMatch(/^[A-Za-z][A-Za-z0-9]{0,57}$/);
        expect(className(a).toLowerCase() === className(b).toLowerCase()).toBe(a === b);
      }),
    );
  });

  it("say which package they are of; a production's record is of none, whatever the names", () => {
    fc.assert(
      fc.property(
        names,
        fc.stringMatching(/^%?[A-Za-z][A-Za-z0-9]{0,30}(\.[A-Za-z][A-Za-z0-9]{0,30}){1,3}$/),
        (name, production) => {
          expect(packageOfRelease(releaseClass(name))).toBe(name);
          expect(isDefinitionRecord(releaseClass(name))).toBe(false);
          const record = definitionClass(production);
          expect(record).toMatch(/^IopCtl\.Release\.[a-z0-9]{1,60}$/);
          expect([isDefinitionRecord(record), isRecord(record), packageOfRelease(record)]).toEqual([
            true,
            true,
            undefined,
          ]);
        },
      ),
    );
  });

  it.each([
    ["demo", "demo"],
    ["my_pkg", "myz5fpkg"],
    ["my-pkg", "myz2dpkg"],
    ["Demo", "z44emo"],
    ["2nd", "z32nd"],
    ["z", "z7a"],
  ])("%s is %s", (name, expected) => {
    expect(className(name)).toBe(expected);
  });
});

describe("records", () => {
  it("a release is read back from the module that carries it", () => {
    const digest = "ab".repeat(32);
    const code = "cd".repeat(8);
    for (const commit of [undefined, "0123456789abcdef0123456789abcdef01234567"]) {
      const record = { className: releaseClass("demo"), digest, code, commit };
      const found = findRelease([binding(record.className, releaseModule(record))], "demo");
      expect(found).toEqual({ record, classpaths: "/x" });
    }
    expect(findRelease([binding(releaseClass("demo"), "something_else")], "demo")).toBeUndefined();
  });

  it.each([
    ["an update that disturbs what it does not name may touch all", 1, ["*"]],
    ["one that disturbs nothing touches nothing", 2, []],
    ["nothing is to be taken up", 0, []],
  ])("a marker of an earlier version: %s", (_, u, touches) => {
    const hex = Buffer.from(JSON.stringify({ p: "A.B", u, c: 0, r: [], v: [], b: [] })).toString("hex");
    expect(findMarker([binding("IopCtl.Pending.Run", "m", `Pending_${hex}`)])?.owed.touches).toEqual(touches);
  });

  it("a marker says what is left, whatever the names; a long or unreadable one asks for more, never less", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.boolean(), fc.boolean(), (restart, update, recycle) => {
        const owed = {
          production: "A.B",
          update,
          disrupts: update && recycle,
          touches: update && recycle ? ["Out", ...restart] : [],
          recycle,
          restart,
          covered: ["x"],
          pools: ["demo"],
          held: ["In"],
          because: ["packages.demo"],
        };
        const name = markerPythonClass(owed);
        expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
        expect(findMarker([binding("IopCtl.Pending.Run", "m", name)])?.owed).toEqual(owed);
      }),
    );
    const long = {
      production: "A.B",
      update: false,
      disrupts: false,
      touches: [],
      recycle: false,
      restart: Array(2_000).fill("Item"),
      covered: [],
      pools: [],
      held: [],
      because: [],
    };
    expect(findMarker([binding("IopCtl.Pending.Run", "m", markerPythonClass(long))])?.owed.restart).toEqual(["*"]);
    const longUpdate = { ...long, update: true, disrupts: true, touches: ["Out"] };
    const cut = findMarker([binding("IopCtl.Pending.Run", "m", markerPythonClass(longUpdate))]);
    expect(cut?.owed).toMatchObject({ disrupts: true, touches: ["*"] });
    expect(findMarker([binding("IopCtl.Pending.Run", "m", "Odd")])?.owed).toMatchObject({
      update: true,
      touches: ["*"],
      restart: ["*"],
    });
    expect(isRecord("IopCtl.Pending.Run") && isRecord("IopCtl.Release.demo")).toBe(true);
  });
});

describe("addresses", () => {
  it.each([
    [["default"], "default"],
    [["packages", "my-pkg"], "packages.my-pkg"],
    [["productions", "Demo.Production"], "productions.Demo.Production"],
    [
      ["productions", "Demo.Production", "items", "Old.Item", "pool_size"],
      'productions.Demo.Production.items."Old.Item".pool_size',
    ],
    [
      ["productions", "D.P", "items", "In", "settings", "Host", "%settings"],
      "productions.D.P.items.In.settings.Host.%settings",
    ],
    [
      ["productions", "D.P", "items", 'a"b', "settings", "My Target", "x.y"],
      'productions.D.P.items."a\\"b".settings."My Target"."x.y"',
    ],
    [["bindings", "Python.Op"], "bindings.Python.Op"],
  ])("%j is %s, and back", (address, text) => {
    expect(formatAddress(address)).toBe(text);
    expect(parsePattern(text)).toEqual(address);
  });

  it("a pattern matches what it names and what is below; * is any part of one name", () => {
    const matches = (pattern: string, address: string[]) => matchAny([parsePattern(pattern)])(address);
    const at = ["productions", "Demo.Production", "items", "FileIn", "settings", "Host", "A"];
    expect(matches("productions", at)).toBe(true);
    expect(matches("productions.Demo.*", at)).toBe(true);
    expect(matches("productions.*.items.File*", at)).toBe(true);
    expect(matches("productions.Demo.Production.items.*.settings.Host.A", at)).toBe(true);
    expect(matches("productions.Demo.Production.items.Out", at)).toBe(false);
    expect(matches("productions.Demo.Production.items.*.settings.Adapter", at)).toBe(false);
    expect(matches("bindings.Python.*", ["bindings", "Python.Op"])).toBe(true);
    for (const wrong of ["", "a..b", 'items."x', "a."]) expect(() => parsePattern(wrong)).toThrow();
  });
});
