import type { DesiredState } from "../model/desired.ts";
import type { ApplyOutcome } from "../model/event.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import type { WrittenDefinitions } from "../planner/left.ts";
import { afterUpload } from "./after-upload.ts";
import { bringBack } from "./bring-back.ts";
import { makeNext } from "./make-next.ts";
import { begin, type Progress, rechecked } from "./progress.ts";
import { queuesBefore, recheck } from "./recheck.ts";
import { recover } from "./recover.ts";
import { type ApplyContext, type ApplyPorts, type End, ends, makes, type Step } from "./states.ts";
import { verify } from "./verify.ts";

/** What became of the calls of a plan. */
export interface ApplyResult {
  readonly outcome: ApplyOutcome;
  /** Writing calls that may have changed something. */
  readonly callCount: number;
  /** For people. */
  readonly message: string;
  /** The definitions that it wrote, whoever did in it: as they were and as it left them. */
  readonly left: WrittenDefinitions;
  /** What was there when all calls were made; undefined where the run ended before. */
  readonly observed: ObservedState | undefined;
}

/**
 * Makes a plan's calls in order and verifies. Where a call's effect is not known it observes again and goes on from what
 * it finds. Throws only when nothing was changed; all else is an outcome.
 */
export async function apply(
  desired: DesiredState,
  observed: ObservedState,
  plan: Plan,
  options: ApplyPorts,
): Promise<ApplyResult> {
  const context: ApplyContext = { ...options, desired };
  let step: Step = { now: begin(observed, plan, options.only), state: { kind: "planned" } };
  for (;;) {
    const { now, state } = step;
    if (state.kind === "ended") return resultOf(now, state.end);
    try {
      step = await following(step, context);
    } catch (error) {
      step =
        state.kind === "bringing back"
          ? { now, state: { kind: "ended", end: state.end } }
          : { now, state: { kind: "bringing back", end: { outcome: "error", error } } };
    }
  }
}

/** One transition. */
async function following({ now, state }: Step, context: ApplyContext): Promise<Step> {
  switch (state.kind) {
    case "planned":
      return beforeFirstCall(now, context);
    case "calling":
      return makeNext(now, state.calls, context);
    case "observing again":
      return state.after === "upload" ? afterUpload(now, state, context) : recover(now, state, context);
    case "verifying":
      return verify(now, context);
    case "bringing back":
      return { now: await bringBack(now, context), state: { kind: "ended", end: state.end } };
    case "ended":
      return { now, state };
  }
}

/** Before the first writing call: throws where the server is not as the plan relies on. */
async function beforeFirstCall(now: Progress, context: ApplyContext): Promise<Step> {
  const { calls, changes, drain } = now.plan;
  if (calls.length === 0) return changes.length === 0 ? ends(now, "unchanged", "nothing to do") : makes(now, []);
  if (drain === undefined) await queuesBefore(now, context);
  const { observed, plan } = await recheck(now, context);
  return makes(rechecked(now, observed, plan), plan.calls);
}

function resultOf({ callCount, left, observed }: Progress, end: End): ApplyResult {
  if (end.outcome === "error") {
    if (callCount === 0) throw end.error;
    return { outcome: "failed", callCount, message: (end.error as Error).message, left, observed: undefined };
  }
  const seen = end.outcome === "converged" || end.outcome === "not_converged";
  return { outcome: end.outcome, callCount, message: end.message, left, observed: seen ? observed : undefined };
}
