import { rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { createWriteClient, type WriteClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { type ApplyResult, apply } from "../engine/apply.ts";
import { newestLogId, runChecks } from "../engine/checks.ts";
import type { ApplyEvent, ApplyOutcome, CheckResult, FinalOutcome } from "../model/event.ts";
import { isRecord } from "../model/names.ts";
import { bindingsOf } from "../model/observed.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import { passedLimits } from "../planner/guards.ts";
import { type EventPlace, eventJson } from "../report/event-json.ts";
import { plural } from "../report/style.ts";
import type { RunRecord } from "../store/run-record.ts";
import { changedSomething, listRuns, newRunId, type Run, startRun } from "../store/runs.ts";
import { wayBackFile } from "../store/way-back.ts";
import { refusePassed } from "./limits.ts";
import { oneMigration, takeLock } from "./lock.ts";
import { type NamespacePlan, type PlanOptions, planTarget, type TargetPlan } from "./plan.ts";
import { traced } from "./traced.ts";
import { passedWindow, refuseClosed } from "./window.ts";
import type { World } from "./world.ts";

/** What a rollback reached is not what the files ask for. */
const ROLLED_BACK = "the namespace is as it was before that run; `iopctl apply` would bring back what the files say";

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
    const { outcome, made, message } = await calls(planned, of, client, flags, bounded, emit);
    called = true;
    backup?.finish(outcome, made);
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
    const done = options.command === "rollback" && outcome === "converged" ? ROLLED_BACK : message;
    if (final === undefined) return finish("done", outcome, `${done}${text}`, results);
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
async function judge({ planned, of, flags, world, client, emit, backup, since, made }: Applied): Promise<Judged> {
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
    if (await goBack(backup, planned, of, flags, world, emit)) final = "rolled_back";
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
  { target, only, observeWith }: TargetPlan,
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
    ...(only === undefined ? {} : { only }),
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
async function goBack(
  backup: Run,
  planned: NamespacePlan,
  of: TargetPlan,
  flags: ApplyOptions,
  world: World,
  emit: (event: ApplyEvent) => void,
): Promise<boolean> {
  const finish = (isBack: boolean, message: string) => {
    emit({ type: "rollback_finished", done: isBack, message });
    return isBack;
  };
  let done = () => Promise.resolve();
  try {
    const { back, notes, remove } = await planBack(backup.folder, backup.saved, of.target, flags, world);
    done = remove;
    const [plan] = back.plans;
    if (plan === undefined) return finish(false, "there is nothing to go back to");
    const client = clientOf(planned, of);
    const { outcome, made } = await calls(plan, back, client, flags, world, emit);
    const text = notes.length === 0 ? "" : `; not undone: ${notes.join("; ")}`;
    if (outcome === "converged" || outcome === "unchanged") {
      const lost = backup.saved.lost ?? [];
      if (lost.length > 0) return finish(false, `${made} calls, and the namespace is not as it was before${text}`);
      const how = notes.length === 0 ? "is as it was before" : "is as it was before, except for what no call can undo";
      return finish(true, `${made} calls, the namespace ${how}${text}`);
    }
    return finish(
      false,
      `the rollback ended ${outcome} after ${made} calls; \`iopctl rollback ${backup.id}\` tries again`,
    );
  } catch (error) {
    return finish(false, `${(error as Error).message}`);
  } finally {
    // A controller goes on for long.
    await done();
  }
}

/** Classes that the run's own releases bound and that were not there before. */
function newBindings(
  { packages }: RunRecord,
  observed: NamespacePlan["observed"],
  known: ReadonlySet<string>,
): string[] {
  const folders = packages.filter(({ before }) => before).map(({ name, digest }) => `/${name}-${digest.slice(0, 12)}`);
  return bindingsOf(observed)
    .filter(({ className }) => !isRecord(className) && !known.has(className))
    .filter(({ classpaths }) => folders.some((folder) => `${classpaths}/`.includes(`${folder}/`)))
    .map(({ className }) => className);
}

/** The plan of the way back to what stood before a run. */
export async function planBack(
  folder: string,
  record: RunRecord,
  target: TargetPlan["target"],
  flags: PlanOptions,
  world: World,
): Promise<{ readonly back: TargetPlan; readonly notes: readonly string[]; readonly remove: () => Promise<void> }> {
  const { folder: made, path, notes } = await wayBackFile(folder, record, target, world.env);
  const remove = () => rm(made, { recursive: true, force: true });
  world.onEnd(remove);
  // What goes back is not held to what the files protect.
  const { only: _only, target: _patterns, label: _labels, allowProtected: _protected, ...rest } = flags;
  const before = new Map(record.packages.map((pack) => [pack.name, pack.before]));
  const known = new Set(record.bindings);
  const back = await planTarget([relative(world.cwd, path) || path], rest, world, {
    target,
    // What went back is not news: the files that were applied before say more than the server has.
    sources: target.state ?? ["."],
    commits: new Map([...before].map(([name, release]) => [name, release?.commit])),
    adjust: (desired) => {
      for (const pack of desired.packages) {
        const release = before.get(pack.name);
        if (!pack.absent && dirname(pack.localPath) !== join(made, "restore")) {
          throw new Refusal("error", `${folder} is not as iopctl wrote it: ${pack.name} is not of its own files`);
        }
        if (pack.absent || release === undefined || pack.code === release.code) continue;
        throw new Refusal(
          "error",
          `the files that were found for ${pack.name} are not those of ${release.digest.slice(0, 12)}: compare ${join(folder, "packages")}`,
        );
      }
      return { ...desired, guards: { ...desired.guards, pruneLimit: { text: "100%", share: 1 } } };
    },
    refine: (desired, observed) => {
      const fresh = newBindings(record, observed, known);
      if (fresh.length === 0) return desired;
      const { present = [], absent = [], prune = "none", keep = [] } = desired.bindings ?? {};
      return { ...desired, bindings: { present, absent: [...absent, ...fresh], prune, keep } };
    },
  });
  return { back, notes, remove };
}
