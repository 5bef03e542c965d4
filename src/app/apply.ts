import { relative } from "node:path";
import type { RunRecord } from "../documents/run-record.ts";
import type { ApplyResult } from "../engine/apply.ts";
import { newestLogId } from "../engine/checks.ts";
import type { ApplyOutcome, CheckResult, FinalOutcome } from "../model/event.ts";
import type { Ending } from "../model/refusal.ts";
import { newRunId, type Run } from "../store/runs.ts";
import { type Applying, type ApplyOptions, type Around, clientOf, makeCalls } from "./applying.ts";
import { type Called, judge } from "./judge.ts";
import { takeLock } from "./lock.ts";
import type { NamespacePlan, TargetPlan } from "./plan.ts";
import { type EventListener, emitter } from "./run-events.ts";
import { startRun } from "./start-run.ts";
import { traced } from "./traced.ts";
import { passedWindow, refuseClosed } from "./window.ts";
import type { World } from "./world.ts";

/** As what a run is recorded, and who is told of it. */
export interface RunOptions {
  readonly command: RunRecord["command"];
  /** Is told the id under which the run is recorded, and waited for, before the first call. */
  readonly onRecorded?: (id: string) => Promise<void>;
  /** Is waited for around each writing call. */
  readonly around?: Around | undefined;
  /** The id of the rollout that the run belongs to: its record says so. */
  readonly rollout?: string;
  /** Ids of older runs whose records must stay. */
  readonly held?: ReadonlySet<string>;
  /** Is told of every event, and where in the run it belongs. */
  readonly onEvent?: EventListener | undefined;
}

const ENDINGS: Readonly<Record<ApplyOutcome, Ending>> = {
  unchanged: "done",
  converged: "done",
  not_converged: "not_converged",
  failed: "failed",
  interrupted: "interrupted",
};

/** What became of a run. */
export interface RunResult {
  readonly ending: Ending;
  /** Of the calls. */
  readonly outcome: ApplyOutcome;
  /** Of all: a check that failed, and whether the way back was gone. */
  readonly final: FinalOutcome;
  /** Writing calls. */
  readonly callCount: number;
  readonly message: string;
  readonly checks: readonly CheckResult[];
}

/**
 * One plan made true: lock, backup, calls, checks, and where a check fails and the files say so the way back. Throws only
 * where nothing was changed.
 */
export function applyPlan(
  planned: NamespacePlan,
  targetPlan: TargetPlan,
  flags: ApplyOptions,
  world: World,
  options: RunOptions,
): Promise<RunResult> {
  const { name, url } = targetPlan.target;
  const where = { name, url, namespace: planned.shown.namespace };
  return traced(
    world,
    options.command === "rollback" ? "rollback" : "apply",
    where,
    () => applyTraced(planned, targetPlan, flags, world, options),
    ({ ending, final, callCount }) => ({
      attributes: { "iopctl.outcome": final, "iopctl.calls": callCount },
      error: ending === "done" ? undefined : ending,
    }),
  );
}

async function applyTraced(
  planned: NamespacePlan,
  targetPlan: TargetPlan,
  flags: ApplyOptions,
  world: World,
  options: RunOptions,
): Promise<RunResult> {
  const { target } = targetPlan;
  const { desired } = planned.loaded;
  const client = clientOf(planned, targetPlan, world.now, options.around);
  const id = newRunId(world.now());
  const emit = emitter(planned, id, world.now, options.onEvent);
  const applying: Applying = { planned, targetPlan, flags, world, client, emit };
  const work = planned.plan.calls.length > 0;
  // Since the plan was made somebody may have thought about it for long.
  if (work) refuseClosed(target, flags, world);
  const outside = work ? passedWindow(target, flags, world) : undefined;
  const lock = work
    ? await takeLock(target, desired.namespace, clientOf(planned, targetPlan, world.now), world.now, (message) =>
        emit({ type: "warning", message }),
      )
    : undefined;
  let backup: Run | undefined;
  let called = false;
  try {
    emit({ type: "planned", plan: planned.plan });
    if (lock) emit({ type: "lock_taken", holder: lock.holder, kind: lock.kind });
    const since = (desired.checks ?? []).some(({ kind }) => kind === "log") ? await newestLogId(client) : 0;
    if (work) {
      const { command, held, rollout } = options;
      const keep = flags.backup !== false;
      const { undoes } = targetPlan;
      const record = { id, now: world.now, command, keep, rollout, undoes, held, ...(outside ? { outside } : {}) };
      backup = startRun(planned, target, record);
      emit.into(backup);
      if (outside) emit({ type: "warning", message: `${outside.rule}. It goes ahead: ${outside.reason}` });
      await options.onRecorded?.(id);
      if (keep) emit({ type: "backup_written", run: id, folder: relative(world.cwd, backup.folder) });
    }
    // A run that outlasts its lease must stop: another may hold the lock by then.
    const lease = lock?.until === undefined ? [] : [AbortSignal.timeout(Math.max(1, lock.until - world.now()))];
    const bounded = { ...world, signal: AbortSignal.any([world.signal, ...lease]) };
    const result = await makeCalls({ ...applying, world: bounded });
    called = true;
    backup?.leaves(result);
    backup?.finish(result.outcome, result.callCount);
    return await resultOf(applying, result, { backup, since, callCount: result.callCount }, options.command);
  } catch (error) {
    if (!called) backup?.discard();
    throw error;
  } finally {
    await lock?.release();
    backup?.close();
  }
}

/** What became of the run: of its calls, and where these did what they were for of its checks. */
async function resultOf(
  applying: Applying,
  result: ApplyResult,
  called: Called,
  command: RunRecord["command"],
): Promise<RunResult> {
  const { targetPlan, world, emit } = applying;
  const { target, notUndone = [] } = targetPlan;
  const { outcome, callCount } = result;
  const message = command === "rollback" ? backMessage(result, notUndone) : result.message;
  const finish = (ending: Ending, final: FinalOutcome, text: string, results: readonly CheckResult[] = []) => {
    emit({ type: "finished", outcome: final, callCount, message: text });
    return { ending, outcome: final === "failed" ? final : outcome, final, callCount, message: text, checks: results };
  };
  if (outcome === "interrupted" && !world.signal.aborted) {
    const why = `the lease on the server has run out after ${target.lockTtl / 1000} s (lock_ttl)`;
    return finish("failed", "failed", `${why}; ${message}`);
  }
  if (outcome !== "unchanged" && outcome !== "converged") return finish(ENDINGS[outcome], outcome, message);
  const { final, results, text } = await judge(applying, called);
  if (final !== undefined) return finish("not_converged", final, text, results);
  if (notUndone.length > 0) return finish("not_converged", "not_converged", `${message}${text}`, results);
  return finish("done", outcome, `${message}${text}`, results);
}

/** What a rollback reached is not what the files ask for. */
function backMessage({ outcome, message }: ApplyResult, notUndone: readonly string[] = []): string {
  if (outcome !== "converged" && outcome !== "unchanged") return message;
  if (notUndone.length > 0) return `not as it was before that run: ${notUndone.join("; ")}`;
  return "what that run changed is as it was before it; `iopctl apply` would bring back what the files say";
}
