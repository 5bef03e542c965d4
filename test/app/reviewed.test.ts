import { describe, expect, it } from "vitest";
import { isOne } from "../../src/app/apply-targets.ts";
import type { TargetPlan } from "../../src/app/plan.ts";
import type { TargetPlans } from "../../src/app/plan-each.ts";
import { refuseUnfit } from "../../src/app/reviewed.ts";
import { stoppedLines } from "../../src/app/stopped-lines.ts";
import { Refusal } from "../../src/model/refusal.ts";

const GUARD = { rule: "prune_limit", message: "3 of 4 items would go", lift: "--prune-limit" };

/** A target with a plan of one call: its digest, and the limits that it passes. */
const planned = (name: string, digest: string, refused: readonly object[] = []) =>
  ({
    target: { name },
    plans: [
      { plan: { changes: [], calls: [{}] }, refused, findings: [], shown: { target: name, namespace: "N", digest } },
    ],
  }) as unknown as TargetPlan;
const plans = (targets: readonly TargetPlan[], more: Partial<TargetPlans> = {}): TargetPlans => ({
  ...{ targets, failures: [], notReached: [] },
  ...more,
});
const failure = { target: "c", error: new Refusal("unreachable", "c is away\n  Is it up?") };

describe("what stands in the way of an apply", () => {
  it("nothing, where no limit is passed and the plans are the reviewed ones", () => {
    expect(() => refuseUnfit(plans([planned("a", "1")]), {})).not.toThrow();
    expect(() => refuseUnfit(plans([planned("a", "1"), planned("b", "2")]), { expect: ["1", "2"] })).not.toThrow();
  });

  it("a guard, which names the target only where there are several", () => {
    const bad = planned("a", "1", [GUARD]);
    expect(() => refuseUnfit(plans([bad]), {})).toThrow(
      "refused by a guard; nothing was changed.\n  prune_limit: 3 of 4",
    );
    expect(() => refuseUnfit(plans([bad], { notReached: ["b"] }), {})).toThrow("refused by a guard of a; nothing");
  });

  it("a plan that was not reviewed, though another one was; and none that was", () => {
    const two = plans([planned("a", "1"), planned("b", "2")]);
    expect(() => refuseUnfit(two, { expect: ["1"] })).toThrow("the plan is not the reviewed one: --expect 1");
    expect(() => refuseUnfit(two, { expect: ["3"] })).toThrow("what was just planned is N 1, N 2");
  });

  it("with --fail-fast a target that could not be planned, by its own ending", () => {
    const some = plans([planned("a", "1")], { failures: [failure] });
    expect(() => refuseUnfit(some, {})).not.toThrow();
    expect(() => refuseUnfit(some, { failFast: true })).toThrow(
      expect.objectContaining({ ending: "unreachable", message: expect.stringContaining("c could not be planned") }),
    );
  });
});

describe("the lines of a run that was stopped before anything was changed", () => {
  const why = new Refusal("error", "apply --json-lines cannot ask: add --auto-approve");
  const endings = (all: TargetPlans) =>
    stoppedLines(all, why, "apply", 0).map(({ target, ending, message }) => [target, ending, message.split("\n")[0]]);

  it("a target alone ends as the run does", () => {
    expect(isOne(plans([planned("a", "1")]))).toBe(true);
    expect(endings(plans([planned("a", "1")]))).toEqual([["a", "error", why.message]]);
  });

  it("of several each that is refused for its own sake says so; the others were not begun", () => {
    const all = plans([planned("a", "1", [GUARD]), planned("b", "2")], { failures: [failure], notReached: ["d"] });
    expect(isOne(all)).toBe(false);
    expect(endings(all)).toEqual([
      ["a", "guard", "refused by a guard of a; nothing was changed."],
      ["b", "not_reached", `nothing was changed: ${why.message}`],
      ["c", "unreachable", "c is away"],
      ["d", "not_reached", `nothing was changed: ${why.message}`],
    ]);
  });
});
