import { relative } from "node:path";
import { createWriteClient, type WriteClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { type ApplyResult, apply } from "../engine/apply.ts";
import { newestLogId, runChecks } from "../engine/checks.ts";
import type { ApplyEvent, ApplyOutcome, CheckResult, FinalOutcome } from "../model/event.ts";
import type { Ending } from "../model/refusal.ts";
import { type PassedLimit, passedLimits } from "../planner/guards.ts";
import { type EventPlace, eventJson } from "../report/event-json.ts";
import { plural } from "../report/style.ts";
import type { RunRecord } from "../store/run-record.ts";
import { changedSomething, listRuns, newRunId, type Run, startRun } from "../store/runs.ts";
import { refusePassed } from "./limits.ts";
import { oneMigration, takeLock } from "./lock.ts";
import type { NamespacePlan, PlanOptions, TargetPlan } from "./plan.ts";
import { planBack } from "./rollback.ts";
import { traced } from "./traced.ts";
import { passedWindow, refuseClosed } from "./window.ts";
import type { World } from "./world.ts";

/** What a rollback reached is not what the files ask for. */
function backMessage({ outcome, message }: ApplyResult, notUndone: readonly string[] = []): string {
  if (outcome !== "converged" && outcome !== "unchanged") return message;
  if (notUndone.length > 0) return `not as it was before that run: ${notUndone.join("; ")}`;
  return "what that run changed is as it was before it; `iopctl apply` would bring back what the files say";
}

export interface ApplyOptions extends PlanOptions {
  /** false: make no backup of what is overwritten. */
  readonly backup?: boolean;
  /** Force a stop that meets unfinished work. */
  readonly allowKill?: boolean;
}

export interface RunOptions {
  readonly command: RunRecord["command"];
  /** Is told the id under which the run is recorded, and waited for, before the first call. */
  readonly onRecorded?: (id: string) => Promise<void>;
  /** Ids of older runs whose records must stay. */
  readonly held?: ReadonlySet<string>;
  /** Is told of every event, and where in the run it belongs. */
  readonly onEvent?: ((event: ApplyEvent, place: EventPlace) => void) | undefined;
}

const ENDINGS: Readonly<Record<ApplyOutcome, Ending>> = {
  unchanged: "done",
  converged: "done",
  not_converged: "not_converged",
  failed: "failed",
  interrupted: "interrupted",
};

export interface RunResult {
  readonly ending: Ending;
  /** Of the calls. */
  readonly outcome: ApplyOutcome;
  /** Of all: a check that failed, and whether the way back was gone. */
  readonly final: FinalOutcome;
  /** Writing calls. */
  readonly made: number;
  readonly message: string;
  readonly checks: readonly CheckResult[];
}

/**
 * One plan made true: lock, backup, calls, checks, and where a check fails and the files say so the way back. Throws only
 * where nothing was changed.
 */
export function applyPlan(
  planned: NamespacePlan,
  of: TargetPlan,
  flags: ApplyOptions,
  world: World,
  options: RunOptions,
): Promise<RunResult> {
  const { name, url } = of.target;
  const where = { name, url, namespace: planned.shown.namespace };
  return traced(
    world,
    options.command === "rollback" ? "rollback" : "apply",
    where,
    () => applyTraced(planned, of, flags, world, options),
    ({ ending, final, made }) => ({
      attributes: { "iopctl.outcome": final, "iopctl.calls": made },
      error: ending === "done" ? undefined : ending,
    }),
  );
}

async function applyTraced(
  planned: NamespacePlan,
  of: TargetPlan,
  flags: ApplyOptions,
  world: World,
  options: RunOptions,
): Promise<RunResult> {
  const { desired } = planned.loaded;
  const client = clientOf(planned, of);
  const id = newRunId();
  const emit = emitter(planned, id, options);
  const checks = desired.checks ?? [];
  const work = planned.plan.calls.length > 0;
  // Since the plan was made somebody may have thought about it for long.
  if (work) refuseClosed(of.target, flags, world);
  const outside = work ? passedWindow(of.target, flags, world) : undefined;
  const lock = work
    ? await takeLock(of.target, desired.namespace, client, (message) => emit({ type: "warning", message }))
    : undefined;
  let backup: Run | undefined;
  let called = false;
  try {
    emit({ type: "planned", plan: planned.plan });
    if (lock) emit({ type: "lock_taken", holder: lock.holder, kind: lock.kind });
    const since = checks.some(({ kind }) => kind === "log") ? await newestLogId(client) : 0;
    if (work) {
      const keep = flags.backup !== false;
      backup = startRun(planned, of.target, {
        id,
        command: options.command,
        keep,
        ...(outside ? { outside } : {}),
        held: options.held,
      });
      emit.into(backup);
      if (outside) emit({ type: "warning", message: `${outside.rule}. It goes ahead: ${outside.reason}` });
      await options.onRecorded?.(id);
      if (keep) emit({ type: "backup_written", run: id, folder: relative(world.cwd, backup.folder) });
    }
    // A run that outlasts its lease must stop: another may hold the lock by then.
    const lease = lock?.until === undefined ? [] : [AbortSignal.timeout(Math.max(1, lock.until - Date.now()))];
    const bounded = { ...world, signal: AbortSignal.any([world.signal, ...lease]) };
    const result = await calls(planned, of, client, flags, bounded, emit);
    const { outcome, made } = result;
    called = true;
    backup?.leaves(result);
    backup?.finish(outcome, made);
    const message = options.command === "rollback" ? backMessage(result, of.notUndone) : result.message;
    const finish = (ending: Ending, final: FinalOutcome, text: string, results: readonly CheckResult[] = []) => {
      emit({ type: "finished", outcome: final, made, message: text });
      return { ending, outcome: final === "failed" ? final : outcome, final, made, message: text, checks: results };
    };
    if (outcome === "interrupted" && !world.signal.aborted) {
      const why = `the lease on the server has run out after ${of.target.lockTtl / 1000} s (lock_ttl)`;
      return finish("failed", "failed", `${why}; ${message}`);
    }
    if (outcome !== "unchanged" && outcome !== "converged") return finish(ENDINGS[outcome], outcome, message);
    const { final, results, text } = await judge({ planned, of, flags, world, client, emit, backup, since, made });
    if (final === undefined && (of.notUndone ?? []).length > 0)
      return finish("not_converged", "not_converged", `${message}${text}`, results);
    if (final === undefined) return finish("done", outcome, `${message}${text}`, results);
    return finish("not_converged", final, text, results);
  } catch (error) {
    if (!called) backup?.discard();
    throw error;
  } finally {
    await lock?.release();
    backup?.close();
  }
}

interface Judged {
  readonly results: readonly CheckResult[];
  /** undefined: all passed. */
  readonly final: FinalOutcome | undefined;
  readonly text: string;
}

interface Applied {
  readonly planned: NamespacePlan;
  readonly of: TargetPlan;
  readonly flags: ApplyOptions;
  readonly world: World;
  readonly client: WriteClient;
  readonly emit: (event: ApplyEvent) => void;
  readonly backup: Run | undefined;
  /** The id of the newest log entry before the calls. */
  readonly since: number;
  readonly made: number;
}

/** The checks of the files, and where one fails and the files say so the way back. */
async function judge(applied: Applied): Promise<Judged> {
  const { planned, of, world, client, emit, backup, since, made } = applied;
  const { checks = [], onFailure } = planned.loaded.desired;
  // A check's message holds the server's words.
  const hidden = (result: CheckResult) => ({ ...result, message: world.secrets.hide(result.message) });
  const found = await runChecks(checks, {
    client,
    since,
    signal: world.signal,
    emit: (result) => {
      const { kind, ok, milliseconds } = result;
      const span = { name: `check ${kind}`, attributes: { "iopctl.check": world.secrets.hide(result.name) } };
      world.tracer?.record(span, milliseconds, { error: ok ? undefined : "check_failed" });
      emit({ type: "check_finished", result: hidden(result) });
    },
  });
  const results = found.map(hidden);
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    const text = results.length === 0 ? "" : `, and ${plural(results.length, "check")} passed`;
    return { results, final: undefined, text };
  }
  const names = failed.map(({ name, message }) => `${name} (${message})`).join("; ");
  const verdict = `${failed.length} of ${results.length} checks failed: ${names}`;
  let final: FinalOutcome = "check_failed";
  if (onFailure === "rollback" && backup !== undefined && made > 0) {
    emit({ type: "rollback_started", message: verdict });
    if (await goBack(applied, backup)) final = "rolled_back";
  }
  backup?.finish(final, made);
  const hint = final === "check_failed" ? rollbackHint(of.target, backup) : "";
  return { results, final, text: `${verdict}${hint}` };
}

/**
 * Which run to go back before. One that only finished what an interrupted run had left has nothing of its own to go back
 * to; nor has one that was told to keep nothing.
 */
function rollbackHint(target: Target, backup: Run | undefined): string {
  if (backup?.temporary) return "";
  const run =
    backup !== undefined && changedSomething(backup.saved)
      ? backup.id
      : listRuns(target).find(
          ({ record }) => record.target === target.name && record.url === target.url && changedSomething(record),
        )?.record.id;
  return run === undefined ? "" : `. \`iopctl rollback ${run}\` goes back`;
}

function clientOf({ http }: NamespacePlan, { target }: TargetPlan): WriteClient {
  const client = createWriteClient(http);
  return { ...client, migrate: (request) => oneMigration(target, () => client.migrate(request)) };
}

type Emit = ((event: ApplyEvent) => void) & { readonly into: (run: Run) => void };

/** Where events go: to the run's folder, as soon as there is one, and to who listens. */
function emitter({ shown }: NamespacePlan, id: string, { onEvent }: RunOptions): Emit {
  let sequence = 0;
  let run: Run | undefined;
  const early: string[] = [];
  const emit = (event: ApplyEvent) => {
    sequence += 1;
    const place = { run: id, sequence, at: new Date() };
    const line = `${JSON.stringify(eventJson(event, shown, place))}\n`;
    if (run) run.event(line);
    else early.push(line);
    onEvent?.(event, place);
  };
  const into = (folder: Run) => {
    run = folder;
    for (const line of early) folder.event(line);
  };
  return Object.assign(emit, { into });
}

/** The plan's calls. Throws only where nothing was changed. */
function calls(
  planned: NamespacePlan,
  { target, observeWith }: TargetPlan,
  client: WriteClient,
  flags: ApplyOptions,
  { signal }: World,
  emit: (event: ApplyEvent) => void,
): Promise<ApplyResult> {
  return apply(planned.loaded.desired, planned.observed, planned.plan, {
    client,
    observe: observeWith(client),
    emit,
    signal,
    ...(planned.only === undefined ? {} : { only: planned.only }),
    ...(flags.pending === undefined ? {} : { marker: flags.pending }),
    ...(flags.allowKill === undefined ? {} : { allowKill: flags.allowKill }),
    patience: target.migrateTimeout,
    settle: Math.min(target.timeout, 5_000),
    guard: (plan, observed) =>
      refusePassed(passedLimitsOf(plan, planned, observed), ", since the server is not as it was planned for"),
  });
}

function passedLimitsOf(plan: NamespacePlan["plan"], { loaded }: NamespacePlan, observed: NamespacePlan["observed"]) {
  return passedLimits(plan, loaded.desired, observed);
}

/** Applies what stood there before the run. Gives whether all of it is back. */
async function goBack({ planned, of, flags, world, client, emit, backup }: Applied, run: Run): Promise<boolean> {
  const finish = (reached: "all" | "part" | "none", message: string) => {
    const partly = reached === "part" ? { partly: true as const } : {};
    emit({ type: "rollback_finished", done: reached === "all", ...partly, message });
    return reached === "all";
  };
  const again = run.temporary ? "" : `; \`iopctl rollback ${run.id}\` tries again`;
  let done = () => Promise.resolve();
  try {
    const found = { folder: run.folder, record: run.saved };
    const { back, stays, remove } = await planBack(found, of.target, flags, world, planned.loaded.desired);
    done = remove;
    const { notUndone } = back;
    const [plan] = back.plans;
    if (plan === undefined) return finish("none", "there is nothing to go back to");
    // What was begun within its window ends, back or forth, whatever the hour is.
    const passed = plan.refused.filter(({ opens }) => opens === undefined);
    if (passed.length > 0) return finish("none", `refused by a guard: ${passed.map(refusedText).join("; ")}${again}`);
    const { outcome, made, observed } = await calls(plan, back, client, flags, world, emit);
    if (observed !== undefined) backup?.recorded(observed);
    const text = stays.length === 0 ? "" : `; ${stays.join("; ")}`;
    if (outcome !== "converged" && outcome !== "unchanged")
      return finish("none", `the rollback ended ${outcome} after ${made} calls${again}`);
    if (notUndone.length > 0)
      return finish(
        "part",
        `${plural(made, "call")}, and the namespace is not as it was before: ${notUndone.join("; ")}${text}`,
      );
    return finish("all", `${plural(made, "call")}, the namespace is as it was before${text}`);
  } catch (error) {
    return finish("none", `${(error as Error).message}`);
  } finally {
    // A controller goes on for long.
    await done();
  }
}

function refusedText({ rule, message, lift }: PassedLimit): string {
  return `${rule}: ${message} (${lift} lifts it)`;
}
