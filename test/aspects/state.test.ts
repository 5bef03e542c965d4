import { describe, expect, it } from "vitest";
import { stateAspect } from "../../src/aspects/state.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState, RunState } from "../../src/model/observed.ts";
import { desiredOf, observedOf, wantedOf } from "../helpers/states.ts";
import { releaseOf } from "../helpers/worlds.ts";

const now = (status: RunState, production = "", rest: Partial<ObservedState> = {}) =>
  observedOf({ status: { status, production }, ...rest });
const running = (rest: Partial<DesiredState> = {}) => desiredOf({ state: "running", default: "A.B", ...rest });
const stopped = desiredOf({ state: "stopped" });
const found = (desired: DesiredState, observed: ObservedState) => {
  const { differences, errors = [] } = stateAspect.diff(desired, observed);
  return {
    changes: differences.map(({ change }) => `${change.before} → ${change.after}`),
    needs: differences.flatMap(({ needs }) =>
      needs.map((need) => ("production" in need ? need.production : need.kind)),
    ),
    errors: errors.map(({ message }) => message),
  };
};
const reads = (desired: DesiredState, observed: ObservedState) =>
  stateAspect.reads(desired, observed).map(({ kind }) => kind);

describe("whether a production runs", () => {
  it.each([
    ["nothing asked", desiredOf(), now("running", "A.B"), [], []],
    ["it runs", running(), now("running", "A.B"), [], []],
    ["nothing runs", running(), now("stopped"), ["stopped → running"], ["A.B"]],
    ["another runs", running(), now("running", "C.D"), ["running C.D → running A.B"], ["A.B"]],
    ["it is suspended", running(), now("suspended", "A.B"), ["suspended → running"], ["A.B"]],
    ["nothing is to run", stopped, now("stopped"), [], []],
    ["something runs that is not to", stopped, now("running", "A.B"), ["running → stopped"], ["halt"]],
    ["a suspended one is not stopped", stopped, now("suspended", "A.B"), ["suspended → stopped"], ["halt"]],
    ["what runs was not read", running(), observedOf(), [], []],
  ] as const)("%s", (_, desired, observed, changes, needs) => {
    expect(found(desired, observed)).toEqual({ changes, needs, errors: [] });
  });

  it("is of the files' default, else of the server's (contract, section 1)", () => {
    const desired = desiredOf({ state: "running" });
    expect(found(desired, now("stopped", "", { default: "C.D" })).needs).toEqual(["C.D"]);
    expect(reads(desired, observedOf())).toEqual(["status", "default"]);
    expect(reads(running(), observedOf())).toEqual(["status"]);
    expect([reads(desiredOf(), observedOf()), reads(stopped, observedOf())]).toEqual([[], ["status"]]);
  });
});

describe("what no start could bring about is said before the first call", () => {
  it.each([
    ["no production is named", desiredOf({ state: "running" }), now("stopped"), /set default in the files/],
    ["troubled", running(), now("troubled", "A.B"), /A\.B is troubled.*RecoverProduction/],
    ["troubled, and to be stopped", stopped, now("troubled", "A.B"), /A\.B is troubled/],
    ["a state of another kind", running(), now("unknown"), /neither running, stopped nor suspended/],
    [
      "nobody defines it",
      running(),
      now("stopped", "", { list: new Set(["A.BC"]) }),
      /there is no production A\.B on the server.*did you mean "?A\.BC/,
    ],
    [
      "nobody defines the server's own default",
      desiredOf({ state: "running" }),
      now("stopped", "", { default: "Gone.Production", list: new Set() }),
      /the server's default production Gone\.Production does not exist/,
    ],
  ] as const)("%s", (_, desired, observed, words) => {
    const { changes, needs, errors } = found(desired, observed);
    expect([changes, needs, errors.length]).toEqual([[], [], 1]);
    expect(errors[0]).toMatch(words);
  });

  const settings = (text: string) => releaseOf("demo", { settingsFile: "settings.py" }, { "settings.py": text });
  it.each([
    ["the files define it", running({ productions: [wantedOf("A.B")] }), false],
    ["a settings file names it", running({ packages: [settings("PRODUCTIONS = [{'A.B': {}}]")] }), false],
    ["no file names it", running({ packages: [settings("CLASSES = {}")] }), true],
  ] as const)("the list is read where nothing else says that there is such a production: %s", (_, desired, listed) => {
    expect(reads(desired, now("stopped"))).toEqual(listed ? ["status", "list"] : ["status"]);
    // Only a list that was read says that there is none.
    expect(found(desired, now("stopped")).errors).toEqual([]);
    expect(found(desired, now("stopped", "", { list: new Set() })).errors).toHaveLength(listed ? 1 : 0);
  });

  it("what runs exists: no list is read for it", () => {
    expect(reads(running(), now("running", "A.B"))).toEqual(["status"]);
  });
});
