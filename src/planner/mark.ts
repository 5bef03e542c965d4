import { bindingsOf } from "../aspects/release.ts";
import { type Matcher, parsePattern } from "../model/address.ts";
import type { ObservedState } from "../model/observed.ts";
import type { PendingMark } from "../model/plan.ts";
import { findPending } from "../model/record.ts";

/**
 * The mark that an interrupted run has left, where this plan finishes what it stands for; undefined: it leaves it. A plan
 * that does not know what runs, or is limited to other addresses, can finish nothing, and must not remove it.
 * `uploads`: whether the plan writes anything that is marked itself; its mark then stands for the old one too.
 */
export function markToFinish(
  observed: ObservedState,
  uploads: boolean,
  only: Matcher | undefined,
): PendingMark | undefined {
  const mark = findPending(bindingsOf(observed))?.mark;
  const { status } = observed;
  if (mark === undefined || status === undefined) return undefined;
  const runs = status.status === "running" && (mark.production === "" || status.production === mark.production);
  if (runs && !observed.productions.has(status.production)) return undefined;
  if (uploads || only === undefined) return mark;
  return mark.because.some((address) => selects(only, address)) ? mark : undefined;
}

function selects(only: Matcher, address: string): boolean {
  try {
    return only(parsePattern(address));
  } catch {
    return false;
  }
}
