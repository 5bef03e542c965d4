import { isDeepStrictEqual } from "node:util";
import { ApiError, effectUnknown } from "../api/error.ts";
import type { Call, Plan, Upload } from "../model/plan.ts";
import { asSentence } from "../model/sentence.ts";
import { fullQueues } from "./call.ts";
import { tidyFailedUpload } from "./failed-upload.ts";
import { mayPlanAgain, type Progress, planFrom, registered, seen, settled } from "./progress.ts";
import { type ApplyContext, type CallFailed, fails, goesOnWith, interrupted, type Step } from "./states.ts";
import { ticks } from "./stopwatch.ts";

/** A call failed: where its effect is not known, what is found decides; else the run ends here. */
export async function recover(now: Progress, failure: CallFailed, context: ApplyContext): Promise<Step> {
  const { call, error, message } = failure;
  if ((failure.accepted !== true && !effectUnknown(error)) || !mayPlanAgain(now))
    return endsFailed(now, failure, context);
  // A gateway that gave up waiting says 504; the server works on as after a time-out of ours.
  const patient = error instanceof ApiError && (error.kind === "timeout" || [408, 504].includes(error.status ?? 0));
  // No route tells whether it comes yet: later it would stop a service that this run has brought back. The marker names
  // the service, so that the next run holds it again and brings it back.
  if (patient && call.action.kind === "hold") return endsFailed(now, failure, context);
  const deadline = ticks() + (patient ? context.patience : context.settle);
  try {
    for (let pause = 200; ; pause = Math.min(2_000, pause * 2)) {
      const found = await lookFor(call, now, context);
      if (context.signal.aborted) return interrupted(now);
      if (found.happened) return goesOnWith(found.now, found.plan, effectText(call, found.plan), context);
      if (ticks() + pause > deadline) {
        if (patient) return await endsFailed(now, failure, context);
        return goesOnWith(found.now, found.plan, "the call had no effect", context);
      }
      context.emit({ type: "waiting", call, message: "the server may still be working: checking what it did" });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } catch (second) {
    // What to do about the first failure stands on lines of its own; what the second one says of itself is no help.
    const [what, ...hints] = message.split("\n");
    const [then] = (second as Error).message.split("\n");
    const told = [`${what}, and then ${then}.`, ...hints, "  Whether the call took effect is not known."];
    return fails(now, told.join("\n"));
  }
}

/** What is there now, what is then left to do, and whether the call had its effect. */
async function lookFor(call: Call, before: Progress, context: ApplyContext) {
  const { desired, observe } = context;
  const now = seen(before, await observe(desired));
  const plan = planFrom(now, desired, context);
  // Only an upload may still be on its way; what is to be known of every other call is known at once.
  if (call.action.kind !== "migrate") return { happened: true, now, plan };
  const { upload } = call.action;
  if (repeats(plan, upload)) return { happened: false, now, plan };
  const known = registered(settled(before, call), upload, now.observed);
  const after = seen(known, now.observed);
  return { happened: true, now: after, plan: planFrom(after, desired, context) };
}

/**
 * What is then known of a call, and where it is made again, why. No route tells whether an update is pending or when a
 * component's jobs began (wire-notes, 8 and 9): those two are made again, since leaving one out would keep old code or an
 * old definition running.
 */
function effectText({ action }: Call, next: Plan): string {
  const again = next.calls.some((call) => isDeepStrictEqual(call.action, action));
  if (!again) return "the call took effect";
  if (action.kind === "update")
    return "the server cannot say whether the update was made, so it is sent again (it does nothing where it was)";
  if (action.kind === "restart")
    return `the server cannot say whether ${action.item} was restarted, so it is restarted again`;
  if (action.kind === "hold" || action.kind === "resume")
    return `the server cannot say whether ${action.item} runs, so the call is made again`;
  return "the call had no effect and is made again";
}

async function endsFailed(now: Progress, { call, error, message }: CallFailed, context: ApplyContext): Promise<Step> {
  const { client, emit } = context;
  const { action } = call;
  const warn = (text: string) => emit({ type: "warning", message: text });
  if (action.kind === "migrate") await tidyFailedUpload(action.upload, error, { client, observed: now.observed, warn });
  const queues = action.kind === "stop" ? ` ${await fullQueues(client, action.production)}.` : "";
  // What the server itself refused, it refuses again.
  const refused = error instanceof ApiError && error.kind === "server";
  return fails(now, `${asSentence(message)}${queues}`, refused ? "once mended" : "as it is");
}

/** Whether a new plan would make the upload again: then it has not had its effect. */
function repeats(plan: Plan, upload: Upload): boolean {
  return plan.calls.some(({ action }) => {
    if (action.kind !== "migrate") return false;
    if (action.upload.directory === upload.directory) return true;
    const names = action.upload.definitions.map(({ production }) => production.name);
    return upload.definitions.some(({ production }) => names.includes(production.name));
  });
}
