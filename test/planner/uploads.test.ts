import { describe, expect, it } from "vitest";
import { directoryOf } from "../../src/aspects/places.ts";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { applyEdits } from "../../src/model/edit.ts";
import type { ObservedProduction, ObservedState } from "../../src/model/observed.ts";
import { differences } from "../../src/planner/join.ts";
import type { RunsOn } from "../../src/planner/owed.ts";
import { runtimeNeeds } from "../../src/planner/runtime.ts";
import { definitionsUpload, uploadsOf } from "../../src/planner/uploads.ts";
import {
  bindingOf,
  desiredOf,
  itemOf,
  observedOf,
  productionOf,
  productionsOf,
  recordOf,
  secret,
  settingOf,
  wantedOf,
} from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

const one = packageOf("one", "new");
const two = {
  ...packageOf("two", "new"),
  entry: { components: [{ className: "Two.Op", module: "two_parts", pythonClass: "O" }] },
};
const wanted = wantedOf("A.B", { items: { In: { attributes: { comment: "new" } } } });
const live = productionOf("A.B", {
  items: [itemOf("In", "Python.Service", { settings: [settingOf("Host", "Password", "p1")] })],
});
const base = observedOf({ bindings: [], productions: productionsOf(live) });

interface Given {
  readonly desired: DesiredState;
  readonly observed?: ObservedState;
  readonly known?: readonly string[];
  readonly runsOn?: RunsOn;
}

function uploads({ desired, observed = base, known = [], runsOn }: Given) {
  const { needs } = differences(desired, observed, () => true);
  const results = new Map(
    [...needs.definitions].map(([name, { edits }]) => [
      name,
      applyEdits(name, observed.productions.get(name) ?? "absent", edits),
    ]),
  );
  const recorded = { selected: () => true, withMarker: true };
  return uploadsOf({ desired, observed, needs, results, known, recorded, runsOn });
}
const shape = (given: Given) =>
  uploads(given).map(({ upload, because }) => [
    upload.package?.name,
    upload.definitions.map(({ production }) => production.name),
    because,
  ]);
const comment = "productions.A.B.items.In.comment";

describe("one upload a package, and never more than one besides (contract, section 4)", () => {
  it.each([
    ["definitions alone", { desired: desiredOf({ productions: [wanted] }) }, [[undefined, ["A.B"], [comment]]]],
    [
      "they ride on the last of the packages, in the order of the files",
      { desired: desiredOf({ packages: [one, two], productions: [wanted] }) },
      [
        ["one", [], ["packages.one"]],
        ["two", ["A.B"], ["packages.two", comment]],
      ],
    ],
    [
      "not on a strict one, which would hold them to its rules",
      { desired: desiredOf({ packages: [{ ...one, strict: true }], productions: [wanted] }) },
      [
        ["one", [], ["packages.one"]],
        [undefined, ["A.B"], [comment]],
      ],
    ],
    [
      "not where the package's own settings file may write them too",
      { desired: desiredOf({ packages: [one], productions: [wanted] }), known: ["A.B"] },
      [
        ["one", [], ["packages.one"]],
        [undefined, ["A.B"], [comment]],
      ],
    ],
    ["no package differs, and no definition", { desired: desiredOf() }, []],
  ] as const)("%s", (_, given, found) => expect(shape(given)).toEqual(found));

  it("all changed definitions of a namespace go together", () => {
    const productions = [wanted, wantedOf("C.D", { items: { New: { attributes: { classname: "X.Y" } } } })];
    const observed = observedOf({
      bindings: [],
      productions: new Map<string, ObservedProduction>([
        ["A.B", live],
        ["C.D", "absent"],
      ]),
    });
    const [found, ...more] = uploads({ desired: desiredOf({ productions }), observed });
    expect([found?.upload.definitions.length, found?.reason, more]).toEqual([2, "2 definitions", []]);
  });

  it("definitions alone go where the files' packages go, since nothing else says a folder that the server may write", () => {
    const packages = [{ ...one, remoteFolder: "/srv/iris", strict: true }];
    expect(
      uploads({ desired: desiredOf({ packages, productions: [wanted] }) }).map(({ upload }) => upload.remoteFolder),
    ).toEqual(["/srv/iris", "/srv/iris"]);
  });
});

describe("what an upload says of a release", () => {
  const own = directoryOf(one);
  const older = "one-0123456789ab";
  const found = (bindings: ObservedState["bindings"], pack: PresentPackage = one, rest: Partial<ObservedState> = {}) =>
    uploads({
      desired: desiredOf({ packages: [pack] }),
      observed: observedOf({ bindings: bindings ?? [], ...rest }),
    })[0]?.upload;
  const record = (directories: string) =>
    recordOf({ ...one, digest: "0".repeat(64) }, `/opt/${older}`, { provided: [], directories });

  it("its digest, and the commit where git is certain of it", () => {
    const git = new Map([["one", { commit: "a".repeat(40), changed: undefined }]]);
    expect(found([], one, { git })?.release).toMatchObject({
      digest: one.digest,
      code: one.code,
      commit: "a".repeat(40),
    });
    expect(found([])?.release?.commit).toBeUndefined();
  });

  it("which directories stay: what bindings and items' own settings name, never the other layout's", () => {
    const item = itemOf("Own", "X.Y", { settings: [settingOf("Host", "%classpaths", "/opt/one-bbbbbbbbbbbb/sub")] });
    const bindings = [
      bindingOf("X.Y", `/opt/${older}/`),
      bindingOf("X.Z", "/opt/one"),
      bindingOf("X.W", "/opt/two-0123456789ab"),
    ];
    const productions = productionsOf(productionOf("A.B", { items: [item] }));
    expect(found(bindings, one, { productions })?.inUse).toEqual([older, "one-bbbbbbbbbbbb"]);
  });

  it.each([
    ["there is room", "2", 3, 0],
    ["one more than are kept", "3", 3, 1],
    ["fewer are kept now", "5", 2, 4],
    ["what is in use stays, however few are kept", "5", 1, 4],
    ["how many there are is not known", "", 3, undefined],
  ])("how many go: %s", (_, directories, keepReleases, removes) => {
    expect(found([record(directories)], { ...one, keepReleases })?.removes).toBe(removes);
  });

  it("the same release again adds no directory; in place there are none to remove", () => {
    const again = recordOf(one, `/opt/elsewhere/${own}`, { provided: [], directories: "3" });
    expect(found([again], { ...one, remoteFolder: "/opt" })?.removes).toBe(0);
    expect(found([record("9")], { ...one, layout: "in_place" })?.removes).toBeUndefined();
  });
});

describe("what definitions need of the server (contract, section 6: loss)", () => {
  const desired = desiredOf({ productions: [wanted] });
  const writer = (extra: readonly (readonly [string, unknown])[], guards: DesiredState["guards"] = {}) => {
    const item = { ...itemOf("In", "Python.Service"), extra };
    const observed = observedOf({ bindings: [], productions: productionsOf(productionOf("A.B", { items: [item] })) });
    const [found] = uploads({ desired: { ...desired, guards }, observed });
    return [found?.upload.writer, found?.upload.fragile];
  };

  it.each([
    ["nothing is dropped", [], undefined, "plain", []],
    ["what is dropped says nothing", [["@InactivityTimeout", "0"]], undefined, "plain", []],
    ["something is dropped", [["@InactivityTimeout", "20"]], undefined, "xml or nothing", ["A.B"]],
    ["it may be", [["@InactivityTimeout", "20"]], "allow", "xml", []],
  ] as const)("%s", (_, extra, loss, kind, fragile) => {
    expect(writer(extra, loss === undefined ? {} : { loss })).toEqual([kind, fragile]);
  });

  it("a setting without a target would be given one, so that XML is needed for it too", () => {
    const item = itemOf("In", "Python.Service", { settings: [settingOf(undefined, "Port", "1")] });
    const observed = observedOf({ bindings: [], productions: productionsOf(productionOf("A.B", { items: [item] })) });
    expect(uploads({ desired, observed })[0]?.upload.writer).toBe("xml");
  });

  it("an upload of definitions by hand refuses before it loses anything", () => {
    expect(definitionsUpload("USER", [])).toMatchObject({
      writer: "xml or nothing",
      package: undefined,
      withMarker: false,
    });
  });
});

describe("what is written, and what is shown of it", () => {
  it("a secret of the files, and a value whose name says so, is written and not shown", () => {
    const items = { In: { settings: { Host: { Token: secret("hunter2") } } } };
    const [found] = uploads({ desired: desiredOf({ productions: [wantedOf("A.B", { items })] }) });
    const [write] = found?.upload.definitions ?? [];
    expect(JSON.stringify(write?.production)).toMatch(/hunter2.*|p1.*/);
    expect(JSON.stringify([write?.shown, write?.record])).not.toMatch(/hunter2|p1/);
    // That it was a secret stays known when the file no longer says so.
    expect(write?.record?.written).toMatch(/_[0-9A-Za-z]{4}$/);
  });
});

describe("what an upload owes to what runs on", () => {
  const before = { ...one, digest: "0".repeat(64), code: "0".repeat(16) };
  const bindings = [
    recordOf(before, "/opt/one-000000000000", { provided: ["Python.Service"] }),
    bindingOf("Python.Service", "/opt/one-000000000000"),
  ];
  const observed = observedOf({
    bindings,
    productions: productionsOf(live),
    status: { status: "running", production: "A.B" },
  });
  const desired = desiredOf({ packages: [one, two], productions: [wanted] });
  const { needs } = differences(desired, observed, () => true);
  const edits = needs.definitions.get("A.B")?.edits ?? [];
  const after = applyEdits("A.B", live, edits);
  const runtime = runtimeNeeds({
    before: live,
    after,
    edits,
    uploads: needs.uploads,
    owed: undefined,
    desired,
    observed,
  });
  const runsOn: RunsOn = {
    production: "A.B",
    runtime,
    follows: { owed: undefined, savedDiffers: false, touches: ["Out"], held: ["In"] },
  };

  it("each what is owed by then: the first its restarts, the last the update too", () => {
    const owed = uploads({ desired, observed, runsOn }).map(({ upload }) => upload.owed);
    expect(owed).toMatchObject([
      { production: "A.B", update: false, restart: ["In"], covered: [], held: ["In"], because: ["packages.one"] },
      { production: "A.B", update: true, restart: ["In"], because: ["packages.one", "packages.two", comment] },
    ]);
  });

  it("and what is thought of it, which the bindings will tell after it", () => {
    const found = uploads({ desired, observed, runsOn }).map(({ upload }) => upload.foresight);
    expect(found.map((foresight) => [foresight?.production, foresight?.loads, foresight?.mayLoad])).toEqual([
      ["A.B", ["In"], ["In"]],
      ["A.B", [], []],
    ]);
  });

  it("nothing where nothing runs on, or nothing must follow", () => {
    for (const given of [
      { desired, observed },
      { desired, observed, runsOn: { ...runsOn, follows: undefined } },
    ])
      expect(uploads(given).map(({ upload }) => upload.owed)).toEqual([undefined, undefined]);
    expect(uploads({ desired, observed }).map(({ upload }) => upload.foresight)).toEqual([undefined, undefined]);
  });
});
