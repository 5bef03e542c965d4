import { isDeepStrictEqual } from "node:util";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Call, Plan } from "../model/plan.ts";
import { basisOf } from "../planner/digest.ts";

/** Whether two plans would show the same: what they write besides, such as items that no file manages, may differ. */
export function sameShown(a: Plan, b: Plan): boolean {
  const calls = (plan: Plan) => plan.calls.map(({ action, reason, disruption }) => [action.kind, reason, disruption]);
  return isDeepStrictEqual(a.changes, b.changes) && isDeepStrictEqual(calls(a), calls(b));
}

/** The addresses whose value on the server is another than before, for people. */
export function movedAddresses(
  desired: DesiredState,
  before: ObservedState,
  now: ObservedState,
  selected: Matcher,
): string[] {
  const was = new Map(basisOf(desired, before, selected).map((entry) => [entry.address, entry.observed]));
  const is = basisOf(desired, now, selected);
  return is
    .filter(({ address, observed }) => was.get(address)?.text !== observed.text)
    .map(({ address, observed }) => {
      const old = was.get(address);
      if (observed.sensitive || old?.sensitive) return `${address}: changed on the server`;
      return `${address}: ${old?.text.trim() || "(none)"} → ${observed.text.trim() || "(none)"}`;
    });
}

/** The production that must run for a call to mean what the plan means; undefined: it does not matter. */
export function mustRun({ action }: Call, running: string): string | undefined {
  switch (action.kind) {
    case "update":
    case "restart":
    case "hold":
      return running;
    case "stop":
      return action.production;
    default:
      return undefined;
  }
}
