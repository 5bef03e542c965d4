import { ApiError, neverReached } from "../api/error.ts";
import type { Call, Upload } from "../model/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { type CallResult, makeCall } from "./call.ts";
import { LIFT_LOSS, leavesNothing, refusedLoss } from "./loss.ts";
import { calling, counted, type Progress, settled } from "./progress.ts";
import { obstacleTo } from "./recheck.ts";
import { type ApplyContext, ends, fails, interrupted, makes, type Step } from "./states.ts";
import { ticks } from "./stopwatch.ts";

/** Makes the first of these calls, where nothing stands in its way. */
export async function makeNext(now: Progress, calls: readonly Call[], context: ApplyContext): Promise<Step> {
  const { emit, signal } = context;
  const [call, ...rest] = calls;
  if (call === undefined) return { now, state: { kind: "verifying" } };
  if (signal.aborted) return interrupted(now);
  const obstacle = await obstacleTo(call, now, context);
  if (obstacle !== undefined) {
    if (signal.aborted) return interrupted(now);
    emit({ type: "call_failed", call, milliseconds: 0, message: obstacle });
    return fails(now, obstacle);
  }
  emit({ type: "call_started", call, total: now.plan.calls.length });
  const began = ticks();
  const result = await attempt(call, context);
  return afterCall(calling(now, call), { call, rest, result, milliseconds: ticks() - began }, context);
}

type Attempt = CallResult | { readonly kind: "error"; readonly error: unknown };

async function attempt(call: Call, { client, patience, allowKill, emit }: ApplyContext): Promise<Attempt> {
  const onWait = (message: string) => emit({ type: "waiting", call, message });
  try {
    return await makeCall(call, { client, patience, onWait, ...(allowKill === undefined ? {} : { allowKill }) });
  } catch (error) {
    return { kind: "error", error };
  }
}

interface Attempted {
  readonly call: Call;
  /** The calls that follow it. */
  readonly rest: readonly Call[];
  readonly result: Attempt;
  readonly milliseconds: number;
}

function afterCall(now: Progress, { call, rest, result, milliseconds }: Attempted, context: ApplyContext): Step {
  const failed = (message: string) => context.emit({ type: "call_failed", call, milliseconds, message });
  switch (result.kind) {
    case "error":
      return afterError(now, call, result.error, failed);
    case "unconfirmed": {
      const { error } = result;
      const message = `not confirmed: the server accepted the call, and then ${textOf(error)}`;
      failed(message);
      const failure = { after: "failure", call, error, message, accepted: true } as const;
      return { now: counted(now), state: { kind: "observing again", ...failure } };
    }
    case "not_reached":
      failed(result.message);
      return fails(counted(now), result.message);
    case "suspended":
      return afterSuspension(counted(now), call, result, failed);
    case "done": {
      const note = result.note === undefined ? {} : { note: result.note };
      context.emit({ type: "call_finished", call, milliseconds, ...note });
      const next = settled(counted(now), call);
      if (call.action.kind !== "migrate") return makes(next, rest);
      const { upload } = call.action;
      return { now: next, state: { kind: "observing again", after: "upload", upload, calls: rest } };
    }
  }
}

function afterError(now: Progress, call: Call, error: unknown, failed: (message: string) => void): Step {
  if (now.callCount === 0 && changedNothing(error))
    return { now, state: { kind: "bringing back", end: { outcome: "error", error } } };
  const message = textOf(error);
  failed(message);
  const loss = refusedLoss(call.action, error, now.plan, now.observed);
  if (loss !== undefined && call.action.kind === "migrate") return refuseLoss(now, call.action.upload, loss);
  const next = neverReached(error) ? now : counted(now);
  return { now: next, state: { kind: "observing again", after: "failure", call, error, message } };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function changedNothing(error: unknown): boolean {
  return (
    error instanceof ApiError && (neverReached(error) || error.kind === "unauthorized" || error.kind === "forbidden")
  );
}

/** The entrypoint has found that something would be lost, before it registered anything. */
function refuseLoss(now: Progress, upload: Upload, loss: string): Step {
  if (now.callCount === 0 && leavesNothing(upload))
    throw new Refusal("guard", `refused by the loss rule: ${loss}.\n  Nothing was changed. ${LIFT_LOSS}.`);
  return fails(counted(now), `${loss}. Nothing of this upload is registered. ${LIFT_LOSS}.`, "once mended");
}

/** A stop met unfinished work. */
function afterSuspension(
  now: Progress,
  { action }: Call,
  { resumed, queues }: CallResult & { readonly kind: "suspended" },
  failed: (message: string) => void,
): Step {
  const name = action.kind === "stop" ? action.production : "";
  if (action.kind === "stop" && action.then === "stopped") {
    const message = `${name} is suspended with its messages kept, not stopped; ${queues}`;
    failed(message);
    return ends(now, "not_converged", `${message}. Running this again resumes it and tries to stop it once more`);
  }
  const again = resumed ? "it was started again" : "it could not be started again";
  const message = `${name} was suspended by the stop, since work was not finished; ${again}; ${queues}`;
  failed(message);
  return fails(now, message);
}
