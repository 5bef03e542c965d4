import { describe, expect, it } from "vitest";
import { MARKER_CLASS } from "../../src/model/names.ts";
import type { ObservedState, RunState } from "../../src/model/observed.ts";
import { NOTHING_OWED, type Owed } from "../../src/model/plan.ts";
import { markerPythonClass } from "../../src/model/record.ts";
import { type Done, owedAfter, owedByMarker, type RunsOn } from "../../src/planner/owed.ts";
import type { RuntimeNeeds } from "../../src/planner/runtime.ts";
import { bindingOf, observedOf, productionOf, productionsOf } from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

const owed: Owed = {
  ...NOTHING_OWED,
  production: "A.B",
  update: true,
  because: ["packages.demo", 'productions.A.B.items."x'],
};
const server = (status: RunState, production: string, parts: Partial<ObservedState> = {}) =>
  observedOf({
    status: { status, production },
    bindings: [bindingOf(MARKER_CLASS, "/x", { pythonClass: markerPythonClass(owed) })],
    productions: productionsOf(productionOf("A.B")),
    ...parts,
  });
const only =
  (...kinds: readonly string[]) =>
  ([kind]: readonly string[]) =>
    kinds.includes(kind ?? "");

describe("whether a plan finishes what an interrupted run has left", () => {
  it.each([
    ["it knows what runs", server("running", "A.B"), undefined, true],
    ["another production runs: nothing of it is stale", server("running", "C.D"), undefined, true],
    ["nothing runs", server("stopped", ""), undefined, true],
    ["it has not read what runs", server("running", "A.B", { productions: new Map() }), undefined, false],
    [
      "it has not read whether anything runs",
      observedOf({ bindings: server("running", "A.B").bindings ?? [] }),
      undefined,
      false,
    ],
    ["there is no marker", server("running", "A.B", { bindings: [] }), undefined, false],
    ["it is limited to what the run was for", server("running", "A.B"), only("packages"), true],
    ["it is limited to something else", server("running", "A.B"), only("default"), false],
    // An address that cannot be read selects nothing.
    ["it is limited to what nobody can name", server("running", "A.B"), only("productions"), false],
  ] as const)("%s: %s", (_, observed, limit, finishes) => {
    expect(owedByMarker(observed, limit)).toEqual(finishes ? owed : undefined);
  });

  it("a marker that cannot be read stands for every production", () => {
    const bindings = [bindingOf(MARKER_CLASS, "/x", { pythonClass: "Pending_zz" })];
    expect(owedByMarker(server("running", "A.B", { bindings }), undefined)).toMatchObject({
      production: "",
      update: true,
      restart: ["*"],
    });
    expect(owedByMarker(server("running", "A.B", { bindings, productions: new Map() }), undefined)).toBeUndefined();
  });
});

describe("what is owed once uploads are made", () => {
  const upload = (name: string) => ({
    package: packageOf(name, "new"),
    reload: "all" as const,
    because: [`packages.${name}`],
  });
  const runtime = {
    ...{
      update: true,
      updateDisrupts: true,
      recycle: ["Pooled"],
      pools: ["two"],
      covers: (item: string) => item === "Covered",
    },
    mayLoad: new Map([
      ["one", ["In", "Covered"]],
      ["two", ["Pooled"]],
    ]),
    itemsOf: new Map([
      ["one", ["In", "Covered"]],
      ["two", ["Pooled"]],
    ]),
  } as unknown as RuntimeNeeds;
  const owing = (
    done: Partial<Done>,
    follows: Partial<NonNullable<RunsOn["follows"]>> = {},
    known: readonly string[] = [],
  ) =>
    owedAfter(
      { uploads: [], definitions: undefined, ...done },
      {
        known,
        runsOn: {
          production: "A.B",
          runtime,
          follows: { owed: undefined, savedDiffers: false, touches: [], held: [], ...follows },
        },
      },
    );

  it("code alone: its items, by name, and no update", () => {
    expect(owing({ uploads: [upload("one")] })).toEqual({
      ...{ production: "A.B", update: false, disrupts: false, recycle: false, restart: ["In", "Covered"], covered: [] },
      ...{ touches: [], pools: [], held: [], because: ["packages.one"] },
    });
  });

  it("with definitions: the update, which brings some of them their code", () => {
    const touches = ["Covered", "Off"];
    expect(owing({ uploads: [upload("one")], definitions: ["productions.A.B"] }, { touches })).toMatchObject({
      ...{
        update: true,
        disrupts: true,
        touches,
        restart: ["In"],
        covered: ["Covered"],
        because: ["packages.one", "productions.A.B"],
      },
    });
  });

  it("what the shared actor jobs hold needs a stop and start", () => {
    expect(owing({ uploads: [upload("one"), upload("two")] })).toMatchObject({ recycle: true, pools: ["two"] });
  });

  it("what an earlier call or run owes is owed still", () => {
    const before = {
      ...NOTHING_OWED,
      production: "A.B",
      update: true,
      recycle: true,
      restart: ["Old"],
      pools: ["three"],
      held: ["Feed"],
      because: ["default"],
    };
    expect(owing({ uploads: [upload("one")] }, { owed: before, held: ["In"] })).toMatchObject({
      ...{ update: true, disrupts: false, recycle: true, restart: ["In", "Covered", "Old"], pools: ["three"] },
      ...{ held: ["Feed", "In"], because: ["default", "packages.one"] },
    });
  });

  it.each([
    ["another definition is saved than the one that runs", { savedDiffers: true, touches: ["Out"] }, []],
    ["a settings file may have written it", {}, ["A.B"]],
  ])("an update of which nobody knows what it starts counts as one that does: %s", (_, follows, known) => {
    expect(owing({ uploads: [upload("one")] }, follows, known)).toMatchObject({
      update: true,
      disrupts: true,
      touches: ["*"],
    });
  });

  it("nothing where nothing must follow", () => {
    expect(owedAfter({ uploads: [upload("one")], definitions: [] }, { known: [], runsOn: undefined })).toBeUndefined();
  });
});
