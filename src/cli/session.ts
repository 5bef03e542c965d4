import { rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { createWriteClient, type WriteClient } from "../api/client.ts";
import { ApiError } from "../api/error.ts";
import { oneMigration, takeLock } from "../app/lock.ts";
import { bindingsOf } from "../aspects/release.ts";
import type { Target } from "../config/target.ts";
import { apply } from "../engine/apply.ts";
import { newestLogId, runChecks } from "../engine/checks.ts";
import type { ApplyEvent, ApplyOutcome, CheckResult, FinalOutcome } from "../model/event.ts";
import { isRecord } from "../model/names.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import { passedLimits } from "../planner/guards.ts";
import { eventJson } from "../report/event-json.ts";
import { plural } from "../report/style.ts";
import { changedSomething, listRuns, newRunId, type Run, type RunRecord, startRun } from "../store/runs.ts";
import { wayBackFile } from "../store/way-back.ts";
import type { Context } from "./context.ts";
import { endingOf } from "./exit.ts";
import { refusePassed } from "./limits.ts";
import { type Planned, type Planning, type PlanningFlags, planning } from "./planning.ts";
import { createProgress } from "./progress.ts";

export interface SessionFlags extends PlanningFlags {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly backup?: boolean;
  readonly allowKill?: boolean;
}

export interface SessionOptions {
  readonly command: RunRecord["command"];
  /** Stands before each line of progress, where several targets are applied at once. */
  readonly label: string;
  /** Is told of every event, for reports. */
  readonly onEvent?: (event: ApplyEvent) => void;
}

const ENDINGS: Readonly<Record<ApplyOutcome, Ending>> = {
  unchanged: "done",
  converged: "done",
  not_converged: "not_converged",
  failed: "failed",
  interrupted: "interrupted",
};

export interface SessionResult {
  readonly ending: Ending;
  readonly outcome: ApplyOutcome;
  readonly made: number;
  readonly checks: readonly CheckResult[];
}

/**
 * One plan made true: lock, backup, calls, checks, and where a check fails and the files say so the way back. Throws only
 * where nothing was changed.
 */
export async function session(
  planned: Planned,
  of: Planning,
  flags: SessionFlags,
  context: Context,
  options: SessionOptions,
): Promise<SessionResult> {
  const { desired } = planned.loaded;
  const client = clientOf(planned, of);
  const id = newRunId();
  const emit = emitter(planned, id, flags, context, options);
  const checks = desired.checks ?? [];
  const work = planned.plan.calls.length > 0;
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
      backup = startRun(planned, of.target, { id, command: options.command, keep });
      emit.into(backup);
      if (keep) emit({ type: "backup_written", run: id, folder: relative(context.cwd, backup.folder) });
    }
    // A run that outlasts its lease must stop: another may hold the lock by then.
    const lease = lock?.until === undefined ? [] : [AbortSignal.timeout(Math.max(1, lock.until - Date.now()))];
    const bounded = { ...context, signal: AbortSignal.any([context.signal, ...lease]) };
    const { outcome, made, message } = await calls(planned, of, client, flags, bounded, emit);
    called = true;
    backup?.finish(outcome, made);
    if (outcome === "interrupted" && !context.signal.aborted) {
      const why = `the lease on the server has run out after ${of.target.lockTtl / 1000} s (lock_ttl)`;
      emit({ type: "finished", outcome: "failed", made, message: `${why}; ${message}` });
      return { ending: "failed", outcome: "failed", made, checks: [] };
    }
    if (outcome !== "unchanged" && outcome !== "converged") {
      emit({ type: "finished", outcome, made, message });
      return { ending: ENDINGS[outcome], outcome, made, checks: [] };
    }
    const judged = await judge({ planned, of, flags, context, client, emit, backup, since, made });
    if (judged.final === undefined) emit({ type: "finished", outcome, made, message: `${message}${judged.text}` });
    else emit({ type: "finished", outcome: judged.final, made, message: judged.text });
    const ending = judged.final === undefined ? "done" : "not_converged";
    return { ending, outcome, made, checks: judged.results };
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
  readonly planned: Planned;
  readonly of: Planning;
  readonly flags: SessionFlags;
  readonly context: Context;
  readonly client: WriteClient;
  readonly emit: (event: ApplyEvent) => void;
  readonly backup: Run | undefined;
  /** The id of the newest log entry before the calls. */
  readonly since: number;
  readonly made: number;
}

/** The checks of the files, and where one fails and the files say so the way back. */
async function judge({ planned, of, flags, context, client, emit, backup, since, made }: Applied): Promise<Judged> {
  const { checks = [], onFailure } = planned.loaded.desired;
  // A check's message holds the server's words.
  const hidden = (result: CheckResult) => ({ ...result, message: context.terminal.hide(result.message) });
  const found = await runChecks(checks, {
    client,
    since,
    signal: context.signal,
    emit: (result) => emit({ type: "check_finished", result: hidden(result) }),
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
    if (await goBack(backup, planned, of, flags, context, emit)) final = "rolled_back";
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

function clientOf({ http }: Planned, { target }: Planning): WriteClient {
  const client = createWriteClient(http);
  return { ...client, migrate: (request) => oneMigration(target, () => client.migrate(request)) };
}

type Emit = ((event: ApplyEvent) => void) & { readonly into: (run: Run) => void };

/** Where events go: the terminal or standard output, a file, the backup. */
function emitter(
  planned: Planned,
  id: string,
  flags: SessionFlags,
  { terminal }: Context,
  { label, onEvent }: SessionOptions,
): Emit {
  const progress = createProgress(terminal, planned.shown, label);
  let sequence = 0;
  let run: Run | undefined;
  const early: string[] = [];
  const emit = (event: ApplyEvent) => {
    sequence += 1;
    const line = `${JSON.stringify(eventJson(event, planned.shown, { run: id, sequence, at: new Date() }))}\n`;
    if (run) run.event(line);
    else early.push(line);
    if (flags.jsonInto !== undefined) terminal.append(flags.jsonInto, line);
    if (flags.json) terminal.out(line);
    else progress(event);
    onEvent?.(event);
  };
  const into = (folder: Run) => {
    run = folder;
    for (const line of early) folder.event(line);
  };
  return Object.assign(emit, { into });
}

/** The plan's calls. A failure before the first of them is thrown; later ones are outcomes. */
async function calls(
  planned: Planned,
  { target, only, observeWith }: Planning,
  client: WriteClient,
  flags: SessionFlags,
  { signal }: Context,
  emit: (event: ApplyEvent) => void,
): Promise<{ readonly outcome: ApplyOutcome; readonly made: number; readonly message: string }> {
  let made = 0;
  let message = "";
  let tried = 0;
  try {
    const outcome = await apply(planned.loaded.desired, planned.observed, planned.plan, {
      client,
      observe: observeWith(client),
      emit: (event) => {
        if (event.type === "call_finished" || event.type === "call_failed") tried += 1;
        if (event.type === "finished") {
          made = event.made;
          message = event.message;
        } else if (event.type !== "planned") emit(event);
      },
      signal,
      ...(only === undefined ? {} : { only }),
      ...(flags.pending === undefined ? {} : { pending: flags.pending }),
      ...(flags.allowKill === undefined ? {} : { allowKill: flags.allowKill }),
      patience: target.migrateTimeout,
      settle: Math.min(target.timeout, 5_000),
      guard: (plan, observed) =>
        refusePassed(passedLimitsOf(plan, planned, observed), ", since the server is not as it was planned for"),
    });
    return { outcome, made, message };
  } catch (error) {
    if (error instanceof ApiError && tried === 0) throw error;
    if (tried === 0 && endingOf(error) !== "error") throw error;
    return { outcome: "failed", made: tried, message: (error as Error).message };
  }
}

function passedLimitsOf(plan: Planned["plan"], { loaded }: Planned, observed: Planned["observed"]) {
  return passedLimits(plan, loaded.desired, observed);
}

/** Applies what stood there before the run. Gives whether all of it is back. */
async function goBack(
  backup: Run,
  planned: Planned,
  of: Planning,
  flags: SessionFlags,
  context: Context,
  emit: (event: ApplyEvent) => void,
): Promise<boolean> {
  const finish = (isBack: boolean, message: string) => {
    emit({ type: "rollback_finished", done: isBack, message });
    return isBack;
  };
  let done = () => Promise.resolve();
  try {
    const { plannings, notes, remove } = await planBack(backup.folder, backup.saved, of.target, flags, context);
    done = remove;
    const [back] = plannings.plans;
    if (back === undefined) return finish(false, "there is nothing to go back to");
    const client = clientOf(planned, of);
    const { outcome, made } = await calls(back, plannings, client, flags, context, emit);
    const text = notes.length === 0 ? "" : `; not undone: ${notes.join("; ")}`;
    if (outcome === "converged" || outcome === "unchanged") {
      const lost = backup.saved.lost ?? [];
      if (lost.length > 0) return finish(false, `${made} calls, and the namespace is not as it was before${text}`);
      const how = notes.length === 0 ? "is as it was before" : "is as it was before, but for what no call brings back";
      return finish(true, `${made} calls, the namespace ${how}${text}`);
    }
    return finish(
      false,
      `the way back ended ${outcome} after ${made} calls; \`iopctl rollback ${backup.id}\` tries again`,
    );
  } catch (error) {
    return finish(false, `${(error as Error).message}`);
  } finally {
    // A controller goes on for long.
    await done();
  }
}

/** Classes that the run's own releases bound and that were not there before. */
function newBindings({ packages }: RunRecord, observed: Planned["observed"], known: ReadonlySet<string>): string[] {
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
  target: Planning["target"],
  flags: PlanningFlags,
  context: Context,
): Promise<{ readonly plannings: Planning; readonly notes: readonly string[]; readonly remove: () => Promise<void> }> {
  const { folder: made, path, notes } = await wayBackFile(folder, record, target, context.env);
  const remove = () => rm(made, { recursive: true, force: true });
  context.onEnd(remove);
  const { only: _only, target: _patterns, label: _labels, ...rest } = flags;
  const before = new Map(record.packages.map((pack) => [pack.name, pack.before]));
  const known = new Set(record.bindings);
  const plannings = await planning([relative(context.cwd, path) || path], rest, context, {
    ...(target.name === "" ? {} : { target: target.name }),
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
  return { plannings, notes, remove };
}
