import { describe, expect, it } from "vitest";
import { packagesAspect } from "../../src/aspects/packages.ts";
import { directoryOf } from "../../src/aspects/places.ts";
import type { DesiredPackage, PresentPackage } from "../../src/model/desired.ts";
import { MARKER_CLASS, releaseClass } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import { bindingOf, desiredOf, observedOf, recordOf } from "../helpers/states.ts";
import { packageOf, releaseOf } from "../helpers/worlds.ts";

const demo = packageOf("demo", "new");
const before = packageOf("demo", "old");
const rootOf = (pack: PresentPackage) => `/opt/${directoryOf(pack)}`;
const classes = ["Python.Service", "Python.Process", "Python.Operation"];
/** A server on which a release is deployed. */
const deployed = (pack: PresentPackage): Binding[] => [
  recordOf(pack, rootOf(pack), { provided: classes }),
  ...classes.map((name) => bindingOf(name, rootOf(pack))),
];
const diff = (bindings: ObservedState["bindings"], packages: readonly DesiredPackage[] = [demo], rest = {}) =>
  packagesAspect.diff(
    desiredOf({ packages }),
    observedOf({ ...(bindings === undefined ? {} : { bindings }), ...rest }),
  );
const uploads = (bindings: readonly Binding[], packages?: readonly DesiredPackage[]) =>
  diff(bindings, packages).differences.map(({ change, needs }) => [
    change.action,
    change.detail,
    needs.map((need) => (need.kind === "upload" ? need.reload : need.kind)),
  ]);

describe("whether a package's files are what is deployed (contract, section 4)", () => {
  it("nothing is deployed: all of it is uploaded and loaded", () => {
    expect(uploads([])).toEqual([["create", `1 file to ${directoryOf(demo)}`, ["all"]]]);
  });

  it("the same is deployed: nothing", () => expect(uploads(deployed(demo))).toEqual([]));

  it("another release is", () => {
    const [found] = diff(deployed(before)).differences;
    expect(found?.change).toMatchObject({
      ...{ action: "update", before: before.digest.slice(0, 12), after: demo.digest.slice(0, 12) },
    });
    expect(found?.needs).toMatchObject([{ kind: "upload", reload: "all", package: demo, because: ["packages.demo"] }]);
  });

  it("the names of the files that differ, where git knows them; of many the first five", () => {
    const files = ["a.py", "b.py", "c.py", "d.py", "e.py", "f.py"];
    const detail = (changed: readonly string[] | undefined) =>
      diff(deployed(before), [demo], { git: new Map([["demo", { commit: undefined, changed }]]) }).differences[0]
        ?.change.detail;
    expect(detail(files)).toBe("a.py, b.py, c.py, d.py, e.py, … (6 of 1 file)");
    expect([detail(["a.py"]), detail([]), detail(undefined)]).toEqual(["a.py (1 of 1 file)", undefined, undefined]);
  });

  it("a class that is bound elsewhere, or to nothing, is loaded again and no other", () => {
    const [record, service, process, operation] = deployed(demo) as [Binding, Binding, Binding, Binding];
    expect(uploads([record, service, process, { ...operation, classpaths: "/hand" }])).toEqual([
      ["update", "Python.Operation is bound to /hand", [["Python.Operation"]]],
    ]);
    expect(uploads([record, service, process])).toEqual([
      ["update", "Python.Operation is not bound", [["Python.Operation"]]],
    ]);
  });

  it("the same code under other options, or in another folder, is uploaded, and nothing loads it anew", () => {
    const other = { ...demo, digest: "f".repeat(64) };
    expect(uploads(deployed(other).map((one) => ({ ...one })))).toEqual([["update", undefined, [[]]]]);
    expect(uploads(deployed(demo), [{ ...demo, remoteFolder: "/srv/iris" }])).toEqual([["update", undefined, [[]]]]);
  });

  it("a server older than 4.0 is told as such, and nothing is planned for it", () => {
    const found = diff("unsupported", [demo, { name: "old", absent: true }]);
    expect(found.differences).toEqual([]);
    expect(found.errors).toMatchObject([
      { kind: "unsupported", address: ["packages", "demo"], message: /IoP 4\.0 or later/ },
      { kind: "unsupported", address: ["packages", "old"] },
    ]);
  });

  it("a class of two packages is an error where that is certain, and else said", () => {
    const again = { ...demo, name: "again" };
    expect(diff([], [demo, again]).errors).toMatchObject(
      classes.map((name) => ({
        address: ["packages", "again"],
        message: `${name} is registered by the packages demo and again: only one package may register it`,
      })),
    );
    const file = releaseOf(
      "file",
      { settingsFile: "settings.py" },
      { "settings.py": 'CLASSES = {"Python.Service": x}' },
    );
    const found = diff([], [demo, file]);
    expect([found.errors, found.warnings?.length]).toEqual([[], 1]);
  });
});

describe("a package that must go", () => {
  const gone: DesiredPackage = { name: "demo", absent: true };

  it("its bindings first, its record last: an interrupted removal still shows", () => {
    const [found] = diff(deployed(demo), [gone]).differences;
    expect(found?.change).toMatchObject({
      action: "delete",
      before: demo.digest.slice(0, 12),
      sensitive: false,
      detail: "its files stay",
    });
    expect(found?.needs.map((need) => ("className" in need ? [need.className, need.record] : need))).toEqual([
      ...classes.map((name) => [name, false]),
      [releaseClass("demo"), true],
    ]);
  });

  it("what is not there is not removed; what has no record is told as such", () => {
    expect(diff([], [gone]).differences).toEqual([]);
    expect(diff([bindingOf("X.Y", "/opt/demo")], [gone]).differences[0]?.change.before).toBe("unrecorded");
  });
});

describe("what is read", () => {
  const reads = (bindings: readonly Binding[] | undefined, production?: string) =>
    packagesAspect
      .reads(
        desiredOf({ packages: [demo] }),
        observedOf({
          ...(bindings === undefined ? {} : { bindings }),
          ...(production === undefined ? {} : { status: { status: "running", production } }),
        }),
      )
      .map((read) => ("name" in read ? read.name : read.kind));

  it.each([
    ["at first", undefined, undefined, ["bindings"]],
    ["nothing to do", deployed(demo), "A.B", ["bindings"]],
    ["what runs must load it", deployed(before), undefined, ["bindings", "status"]],
    ["which items, its definition says", deployed(before), "A.B", ["bindings", "status", "A.B"]],
    ["nothing runs", deployed(before), "", ["bindings", "status"]],
    ["a run was interrupted", [...deployed(demo), bindingOf(MARKER_CLASS)], "A.B", ["bindings", "status", "A.B"]],
  ] as const)("%s", (_, bindings, production, found) => expect(reads(bindings, production)).toEqual(found));

  it("nothing where the files have no packages", () => {
    expect(packagesAspect.reads(desiredOf(), observedOf())).toEqual([]);
  });
});
