import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { DesiredProduction, DesiredState, Guards } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Call, CallAction, Plan } from "../../src/model/plan.ts";
import type { Production } from "../../src/model/production.ts";
import { loosened, passedByUpload, passedLimits } from "../../src/planner/guards.ts";

const ITEMS = ["A", "B", "C", "D", "E", "F", "G", "H"];

function production(names: readonly string[]): Production {
  const items = names.map((name) => ({ name, attributes: {}, settings: [], extra: [] }));
  return { name: "P", attributes: {}, settings: [], items, extra: [] };
}

function observed(names: readonly string[] = ITEMS, bindings: readonly string[] = []): ObservedState {
  const bound = bindings.map((className) => {
    return { className, module: "m", pythonClass: "C", classpaths: "/x", super: "", usedBy: [] };
  });
  return { productions: new Map([["P", production(names)]]), git: new Map(), bindings: bound };
}

function desired(guards: Guards = {}, protect = false, name = "P"): DesiredState {
  const wanted = { name, prune: true, attributes: {}, settings: undefined, ignore: [], items: new Map(), protect };
  return { namespace: "USER", packages: [], productions: [wanted as DesiredProduction], guards };
}

function planOf(gone: readonly string[], actions: readonly CallAction[] = [], more: Partial<Plan> = {}): Plan {
  const changes = gone.map((name): Change => {
    return {
      address: ["productions", "P", "items", name],
      action: "delete",
      before: {},
      after: null,
      sensitive: false,
    };
  });
  const calls = actions.map((action, at): Call => {
    const disruption = action.kind === "stop" ? "production" : "none";
    return { id: at + 1, action, disruption, because: [], after: [], reason: `why ${at + 1}`, why: "", items: [] };
  });
  return {
    ...{ namespace: "USER", changes, calls, warnings: [], errors: [], disruption: "none", restarts: [] },
    ...{ knownAfterMigrate: [], undo: { steps: [], cannot: [], loses: [], stays: [] }, unknown: [] },
    ...more,
  };
}
const then = "start";
const stop = (name: string): CallAction => ({ kind: "stop", production: name, then });
const unbind = (className: string): CallAction => ({ kind: "unbind", className, role: "binding" });
const lifts = (...given: Parameters<typeof passedLimits>) => passedLimits(...given).map(({ lift }) => lift);

describe("how much may go", () => {
  it("by itself: three always, and half of what is there", () => {
    expect(lifts(planOf(["A", "B", "C"]), desired(), observed(["A", "B", "C"]))).toEqual([]);
    expect(lifts(planOf(["A", "B", "C", "D"]), desired(), observed())).toEqual([]);
    const [passed, ...others] = passedLimits(planOf(["A", "B", "C", "D", "E"]), desired(), observed());
    expect(others).toEqual([]);
    expect(passed).toEqual({
      rule: "prune_limit 50% (the default)",
      message: "5 of 8 items of P would go, the limit is 50 %",
      lift: "--prune-limit 5",
    });
  });

  it.each([
    [{ text: "1", count: 1 }, ["A"], []],
    [{ text: "1", count: 1 }, ["A", "B"], ["--prune-limit 2"]],
    [{ text: "0", count: 0 }, ["A"], ["--prune-limit 1"]],
    [{ text: "25%", share: 0.25 }, ["A", "B"], []],
    [{ text: "25%", share: 0.25 }, ["A", "B", "C"], ["--prune-limit 3"]],
    [{ text: "100%", share: 1 }, ITEMS, []],
  ] as const)("as the files say: %j of eight, %j go", (pruneLimit, gone, passed) => {
    expect(lifts(planOf(gone), desired({ pruneLimit }), observed())).toEqual(passed);
  });

  it("bindings count by themselves, and iopctl's own records are none", () => {
    const bound = observed(ITEMS, ["X.A", "X.B", "X.C", "X.D", MARKER_CLASS]);
    expect(lifts(planOf([], ["X.A", "X.B", "X.C"].map(unbind)), desired(), bound)).toEqual([]);
    const [passed] = passedLimits(planOf([], ["X.A", "X.B", "X.C", "X.D"].map(unbind)), desired(), bound);
    expect(passed?.message).toBe("4 of 4 bindings would go, the limit is 50 %");
  });
});

describe("what is protected", () => {
  it("loses no item and does not go down, unless a flag names it", () => {
    const plan = planOf(["A"], [stop("P")]);
    const [passed] = passedLimits(plan, desired({}, true), observed());
    expect(passed).toEqual({
      rule: "protect of P",
      message: "P: 1 of its items would be deleted (A), and call 1 would take it down",
      lift: "--allow-protected P",
    });
    expect(lifts(plan, desired({ unprotected: ["P"] }, true), observed())).toEqual([]);
    expect(lifts(planOf([], [stop("Other")]), desired({}, true), observed())).toEqual([]);
  });
});

describe("what is disturbed", () => {
  it("at most what the files allow; the calls that are too much are named", () => {
    const plan = planOf([], [unbind("X.A"), stop("P")], { disruption: "production" });
    const [passed] = passedLimits(plan, desired({ maxDisruption: "component" }), observed());
    expect(passed).toEqual({
      rule: "max_disruption component",
      message: "1 of 2 calls has disruption production: call 2 (why 2)",
      lift: "--max-disruption production",
    });
    expect(lifts(plan, desired({ maxDisruption: "production" }), observed())).toEqual([]);
    expect(lifts(plan, desired(), observed())).toEqual([]);
  });

  it("a production that the files do not name is stopped only where they do not refuse it", () => {
    const refuse = desired({ otherProduction: "refuse" });
    expect(lifts(planOf([], [stop("Q")]), refuse, observed())).toEqual(["--other-production stop"]);
    expect(lifts(planOf([], [stop("P")]), refuse, observed())).toEqual([]);
    expect(lifts(planOf([], [stop("Q")]), desired(), observed())).toEqual([]);
  });
});

describe("what a settings file has dropped, which is known after its upload", () => {
  const dropped = (left: readonly string[], guards: Guards = {}, protect = false) =>
    passedByUpload(["P"], observed(), observed(left), desired(guards, protect));

  it("passes the limit as if the plan had said it", () => {
    expect(dropped(ITEMS)).toEqual([]);
    expect(dropped(ITEMS.slice(3))).toEqual([]);
    expect(dropped(["A"])[0]).toMatchObject({ rule: "prune_limit 50% (the default)", lift: "--prune-limit 7" });
    expect(dropped(ITEMS.slice(1), {}, true)[0]).toMatchObject({ lift: "--allow-protected P", productions: ["P"] });
    expect(dropped(ITEMS.slice(1), { unprotected: ["P"] }, true)).toEqual([]);
  });

  it("a production that is gone has lost all its items; one that was not there none", () => {
    const gone: ObservedState = { ...observed(), productions: new Map([["P", "absent"]]) };
    expect(passedByUpload(["P"], observed(), gone, desired())[0]?.lift).toBe("--prune-limit 8");
    expect(passedByUpload(["P", "Q"], gone, observed(), desired())).toEqual([]);
  });
});

it.each([
  [{}, []],
  [{ loss: "allow" }, ["guards.loss: allow"]],
  [{ pruneLimit: { text: "3", count: 3 } }, []],
  [{ pruneLimit: { text: "4", count: 4 } }, ["guards.prune_limit: 4"]],
  [{ pruneLimit: { text: "50%", share: 0.5 } }, []],
  [{ pruneLimit: { text: "51%", share: 0.51 } }, ["guards.prune_limit: 51%"]],
] as const)("files that loosen a guard are said to: %j", (guards, said) => {
  expect(loosened(desired(guards as Guards))).toEqual(said);
});
