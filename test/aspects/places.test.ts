import { describe, expect, it } from "vitest";
import {
  codePlace,
  deployedRoot,
  directoryOf,
  entryFolder,
  hasReleasePath,
  isBelow,
  isInFamily,
  releaseDirectories,
  releaseRoot,
} from "../../src/aspects/places.ts";
import { findRelease, type Release } from "../../src/model/record.ts";
import { bindingOf, itemOf, recordOf, settingOf } from "../helpers/states.ts";
import { releaseOf } from "../helpers/worlds.ts";

const demo = releaseOf("demo", { settingsFile: "settings.py" }, { "settings.py": "CLASSES = {}" });
const nested = { ...demo, entry: { settingsFile: "conf/deploy/settings.py" } };
const own = `demo-${demo.digest.slice(0, 12)}`;
const release = (path: string) => findRelease([recordOf(demo, path)], "demo") as Release;

describe("the directory of a release (contract, section 4)", () => {
  it("is its own in the versioned layout, and always the same in place", () => {
    expect([directoryOf(demo), directoryOf({ ...demo, layout: "in_place" })]).toEqual([own, "demo"]);
    expect([entryFolder(demo), entryFolder(nested), entryFolder(undefined)]).toEqual(["", "conf/deploy/", ""]);
  });

  it.each([
    [`/opt/iris/${own}`, {}, true],
    [`/opt/iris/${own}/`, {}, true],
    [`C:\\iris\\${own}\\`, {}, true],
    [`/opt/iris/${own}`, { remoteFolder: "/opt/iris" }, true],
    [`/other/${own}`, { remoteFolder: "/opt/iris" }, false],
    ["/opt/iris/demo-000000000000", {}, false],
    [`/opt/iris/x${own}`, {}, false],
    ["/opt/iris/demo", {}, false],
    ["/opt/iris/demo", { layout: "in_place" as const }, true],
    [`/opt/iris/${own}/conf/deploy`, nested, true],
    [`/opt/iris/${own}`, nested, false],
  ])("%s of %j: %s", (path, parts, is) => expect(hasReleasePath({ ...demo, ...parts }, path)).toBe(is));

  it("names of releases in a path: the package's own, no other package's that only begins so", () => {
    const path = "/opt/demo/demo-0123456789ab/demo-extra/demo-0123456789abc/demo_old";
    expect(releaseDirectories("demo", path)).toEqual(["demo", "demo-0123456789ab"]);
  });

  it.each([
    [`/opt/${own}`, demo, `/opt/${own}`],
    [`/opt/${own}/conf/deploy`, nested, `/opt/${own}`],
    [`/opt/demo/${own}/demo`, demo, `/opt/demo/${own}`],
    ["/opt/demo/conf/deploy", nested, "/opt/demo"],
    ["/opt/demo/demo/conf/deploy", nested, "/opt/demo/demo"],
    ["/opt/demo-aaaaaaaaaaaa/x/demo/y", demo, "/opt/demo-aaaaaaaaaaaa/x/demo"],
    ["/opt/elsewhere", demo, undefined],
  ])("the root of what lies at %s", (path, pack, root) => expect(releaseRoot("demo", release(path), pack)).toBe(root));

  it("a package without a record has none; one whose record lies elsewhere lies there", () => {
    expect(deployedRoot(demo, [])).toBeUndefined();
    expect(deployedRoot(demo, [recordOf(demo, "/opt/elsewhere")])).toBe("/opt/elsewhere");
  });

  it.each([
    [`/opt/${own}/sub`, true],
    ["/opt/demo-0123456789ab", true],
    ["/opt/demo", true],
    ["/opt/demo-extra", false],
    ["/opt/other/demo", false],
    ["/opt", false],
  ])("the family of a release: %s: %s", (path, is) =>
    expect(isInFamily("demo", release(`/opt/${own}`), path)).toBe(is),
  );

  it("below is a matter of folders, not of letters", () => {
    expect([
      isBelow("/opt/demo", "/opt/demo/x"),
      isBelow("/opt/demo/", "/opt/demo"),
      isBelow("/opt/demo", "/opt/demo2"),
    ]).toEqual([true, true, false]);
  });
});

describe("where the code of an item comes from", () => {
  const bindings = new Map([["P.Out", bindingOf("P.Out", "/opt/demo/", { module: "parts", pythonClass: "Out" })]]);
  const place = (...settings: Parameters<typeof settingOf>[]) =>
    codePlace(itemOf("Out", "P.Out", { settings: settings.map((one) => settingOf(...one)) }), bindings);

  it("its class's binding says it, unless the item's own host settings do", () => {
    expect(place()).toEqual({ module: "parts", pythonClass: "Out", classpaths: "/opt/demo" });
    expect(place(["Host", "%classpaths", "/opt/other/"], ["Host", "%module", "m"], ["", "%classname", "C"])).toEqual({
      ...{ module: "m", pythonClass: "C", classpaths: "/opt/other" },
    });
    expect(place(["Adapter", "%module", "m"], [undefined, "%module", "m"], ["Host", "%module", ""])?.module).toBe(
      "parts",
    );
  });

  it("a class of IRIS comes from nowhere", () => {
    expect(codePlace(itemOf("X", "EnsLib.X"), bindings)).toBeUndefined();
  });
});
