import { describe, expect, it } from "vitest";
import { directoryOf } from "../../src/aspects/places.ts";
import type { ObservedProduction, ObservedState } from "../../src/model/observed.ts";
import type { Call, CallAction } from "../../src/model/plan.ts";
import { wayBack } from "../../src/planner/undo.ts";
import { definitionsUpload } from "../../src/planner/uploads.ts";
import { bindingOf, desiredOf, itemOf, observedOf, productionOf, productionsOf, recordOf } from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

const demo = packageOf("demo", "new");
const before = packageOf("demo", "old");
const call = (action: CallAction, parts: Partial<Call> = {}): Call => ({
  ...{ id: 1, action, disruption: "none", because: [], after: [], reason: "", why: "", items: [] },
  ...parts,
});
const back = (calls: readonly Call[], observed: ObservedState = observedOf(), packages = [demo]) =>
  wayBack(calls, desiredOf({ packages }), observed);
const upload = definitionsUpload("USER", []);
const stops = (then: "start" | "stopped"): CallAction => ({ kind: "stop", production: "A.B", then });
const live = productionOf("A.B", { items: [itemOf("In", "P.In")] });
const write = (...names: readonly string[]) => ({
  ...upload,
  definitions: names.map((name) => ({ production: productionOf(name), shown: productionOf(name) })),
});

describe("the way back is known before the way there", () => {
  it.each([
    ["a default", { kind: "default", production: "A.B" }, { default: "C.D" }, ['PUT /default "C.D"'], []],
    [
      "a default that was not read",
      { kind: "default", production: "A.B" },
      {},
      [],
      ["what the default production was is not known"],
    ],
    ["a restart", { kind: "restart", item: "In" }, {}, ["POST /component/restart In"], []],
    ["a stop that ends stopped", stops("stopped"), {}, ["POST /start A.B"], []],
    ["a stop before a start", stops("start"), {}, [], []],
    ["a service that is held and comes back", { kind: "hold", item: "In" }, {}, [], []],
    ["a marker that is cleared", { kind: "unbind", className: "IopCtl.Pending.Run", role: "marker" }, {}, [], []],
    [
      "a class of a package of the files",
      { kind: "unbind", className: "Python.Service", role: "binding" },
      {},
      ["PUT /migrate demo as it was, which binds Python.Service again"],
      [],
    ],
    [
      "a class of nobody's",
      { kind: "unbind", className: "Stray.One", role: "binding" },
      { bindings: [bindingOf("Stray.One")] },
      [],
      ["Stray.One (by_hand.One): no package of the files provides it"],
    ],
  ] as const)("%s", (_, action, observed, steps, cannot) => {
    expect(back([call(action)], observedOf(observed))).toMatchObject({ steps, cannot });
  });

  it.each([
    ["nothing ran", { status: "stopped", production: "" }, ["POST /stop"]],
    ["another ran", { status: "running", production: "C.D" }, ["POST /stop, POST /start C.D"]],
    ["it was suspended", { status: "suspended", production: "A.B" }, []],
  ] as const)("a start where %s", (_, status, steps) => {
    expect(back([call({ kind: "start", production: "A.B" })], observedOf({ status })).steps).toEqual(steps);
  });

  it("the last step is undone first, each once; what was processed meanwhile stays so", () => {
    const calls = [
      call({ kind: "default", production: "A.B" }),
      call({ kind: "update" }, { disruption: "component", items: ["In", "Out"] }),
      call({ kind: "update" }, { items: [] }),
      call({ kind: "update" }, { items: [] }),
    ];
    expect(back(calls, observedOf({ default: "C.D" }))).toMatchObject({
      steps: ["POST /update", "POST /update, which restarts In, Out again", 'PUT /default "C.D"'],
      cannot: ["messages that are processed in the meantime stay processed"],
    });
  });

  it("nothing is said of messages where nothing was disturbed", () => {
    expect(back([call({ kind: "update" })]).cannot).toEqual([]);
  });
});

describe("files and definitions", () => {
  const migrate = (parts: Partial<typeof upload>) => [call({ kind: "migrate", upload: { ...upload, ...parts } })];

  it("a release is brought back by its digest and commit; a first one stays on the disk", () => {
    const recorded = (commit?: string) =>
      observedOf({ bindings: [recordOf(before, "/opt/demo", commit === undefined ? {} : { commit })] });
    const digest = before.digest.slice(0, 12);
    expect(back(migrate({ package: demo }), recorded("c".repeat(40))).steps).toEqual([
      `PUT /migrate demo ${digest} (commit cccccccccccc)`,
    ]);
    expect(back(migrate({ package: demo }), recorded()).steps).toEqual([
      `PUT /migrate demo ${digest} (uncommitted files)`,
    ]);
    const first = back(migrate({ package: demo }));
    expect([first.steps, first.stays]).toEqual([[], [`the files in ${directoryOf(demo)} stay: the API deletes none`]]);
    expect(first.cannot).toEqual(first.stays);
  });

  it("in place the files before are gone", () => {
    const place = { ...demo, layout: "in_place" as const };
    const found = back(migrate({ package: place }), observedOf({ bindings: [recordOf(before, "/opt/demo")] }));
    expect(found.cannot).toEqual(["demo is overwritten in place: its files before are gone"]);
  });

  it("a definition as it is now; one that is new stays", () => {
    const observed = observedOf({
      productions: new Map<string, ObservedProduction>([
        ["A.B", live],
        ["C.D", "absent"],
      ]),
    });
    const found = back([call({ kind: "migrate", upload: write("A.B", "C.D", "E.F") })], observed);
    expect(found.steps).toEqual(["PUT /migrate the definition of A.B as it is now"]);
    expect(found.cannot).toEqual(["C.D", "E.F"].map((name) => `${name} stays defined: the API deletes no production`));
  });

  it("what the files cannot say of an item that goes is lost with it; of one that stays it is not", () => {
    const rare = { ...itemOf("Rare", "P.X"), extra: [["@InactivityTimeout", "20"]] as const };
    const observed = observedOf({ productions: productionsOf({ ...live, items: [rare, ...live.items] }) });
    const gone = back([call({ kind: "migrate", upload: write("A.B") })], observed);
    expect(gone.loses).toEqual(["the files cannot say items.Rare InactivityTimeout=20 of A.B: it is gone then"]);
    const kept = { ...write(), definitions: [{ production: { ...live, items: [rare] }, shown: live }] };
    expect(back([call({ kind: "migrate", upload: kept })], observed).loses).toEqual([]);
  });
});
