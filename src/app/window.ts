import type { Target } from "../config/target.ts";
import { openingAt } from "../config/windows.ts";
import { Refusal } from "../model/refusal.ts";
import type { PassedLimit } from "../planner/guards.ts";
import { type LimitFlags, refusePassed } from "./limits.ts";
import type { World } from "./world.ts";

/** Flags of who changes a server. */
export type WindowFlags = Pick<LimitFlags, "outsideWindow">;

/** Why the target may not be changed now: a window that is not open, or a freeze. Empty where it may. */
export function closedNow(
  { schedule }: Pick<Target, "schedule">,
  { outsideWindow }: WindowFlags,
  { now }: Pick<World, "now">,
): PassedLimit[] {
  if (outsideWindow !== undefined) {
    // A flag in the place of a reason was meant as a flag.
    if (outsideWindow.trim() === "" || outsideWindow.startsWith("-"))
      throw new Refusal("usage", '--outside-window needs a reason, which is recorded: --outside-window "ticket 4711"');
    return [];
  }
  const opening = openingAt(schedule, now());
  if (opening.open) return [];
  const { rule, message, opens } = opening;
  return [
    {
      rule,
      message,
      lift: "--outside-window REASON",
      opens: opens === undefined ? "never" : new Date(opens).toISOString(),
    },
  ];
}

/** Throws Refusal (exit 5) where the target may not be changed now. */
export function refuseClosed(target: Target, flags: WindowFlags, world: Pick<World, "now">): void {
  refusePassed(closedNow(target, flags, world), target.name === "" ? "" : ` of ${target.name}`);
}

/** What a run that went ahead all the same records: the rule that it passed, and why. undefined: it passed none. */
export function passedWindow(
  target: Target,
  { outsideWindow: reason }: WindowFlags,
  world: Pick<World, "now">,
): { readonly rule: string; readonly reason: string } | undefined {
  if (reason === undefined) return undefined;
  const [closed] = closedNow(target, {}, world);
  return closed === undefined ? undefined : { rule: `${closed.rule}: ${closed.message}`, reason };
}
