import { isDeepStrictEqual } from "node:util";
import { applyEdits, type Edit, productionEdits } from "../aspects/edits.ts";
import { asManaged } from "../aspects/managed.ts";
import { bindingsOf, quotes } from "../aspects/release.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { PENDING_CLASS } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import {
  type Call,
  type CallAction,
  type Disruption,
  NO_MARK,
  type PendingMark,
  type Plan,
  worseDisruption,
} from "../model/plan.ts";
import { isEnabled, type Production } from "../model/production.ts";
import { ALL_ITEMS, findPending } from "../model/record.ts";
import { doubtfulRecords } from "./applied.ts";
import { drainOf } from "./drain.ts";
import { differences, type Needs } from "./join.ts";
import { markToFinish } from "./mark.ts";
import { interruptedText, recycleReason, tooOld, unbindErrors, unknownTexts, updateReason } from "./remarks.ts";
import { runtimeNeeds } from "./runtime.ts";
import { wayBack } from "./undo.ts";
import { unknownValues } from "./unknown.ts";
import { uploadsOf } from "./uploads.ts";
import { WHY } from "./why.ts";

export interface PlanOptions {
  /** Which addresses the plan is limited to. */
  readonly only?: Matcher;
  /** false: no marks for interrupted runs (`--no-pending`). */
  readonly pending?: boolean;
  /** What earlier calls of the same run have left to do; else the mark on the server says it. */
  readonly obligations?: PendingMark;
  /** The definition that runs, where one that is saved since differs; else what is saved is taken to run. */
  readonly baseline?: Production;
}

/**
 * The cheapest ordered calls that make the observed state the desired one, by (highest disruption, number of calls).
 * Pure. Order: migrate, update or restarts, bindings, default, stop and start (contract, section 4).
 */
export function plan(desired: DesiredState, observed: ObservedState, options: PlanOptions = {}): Plan {
  const selected = options.only ?? (() => true);
  const found = differences(desired, observed, selected);
  const { needs } = found;
  const edits = selectedEdits(desired, observed, needs, selected);
  const results = new Map(
    desired.productions.flatMap((wanted) => {
      const list = edits.get(wanted.name);
      if (list === undefined) return [];
      const result = applyEdits(wanted.name, observed.productions.get(wanted.name) ?? "absent", list);
      return [[wanted.name, asManaged(result, wanted)]];
    }),
  );
  const pending = findPending(bindingsOf(observed));
  const finished = markToFinish(observed, needs.uploads.length > 0 || results.size > 0, options.only);
  const mark = options.obligations ?? finished;
  const finishes = finished !== undefined || (options.obligations !== undefined && options.obligations !== NO_MARK);
  const run = runState(needs, observed, mark);
  const saved = production(observed, run.now);
  const runtime = runtimeNeeds({
    before: run.stays ? (options.baseline?.name === run.now ? options.baseline : saved) : undefined,
    after: run.stays ? (results.get(run.now) ?? saved) : undefined,
    edits: run.stays ? (edits.get(run.now) ?? []) : [],
    uploads: needs.uploads,
    mark: run.stays && (mark?.production === run.now || mark?.production === "") ? mark : undefined,
    desired,
    observed,
  });
  const known = knownAfterMigrate(desired, observed, needs, run.now);
  const certain = found.errors.filter(
    ({ kind, address }) => kind !== "incomplete" || !known.includes(address[1] ?? ""),
  );
  const errors = [...certain, ...unbindErrors(needs, results, observed), ...tooOld(needs, results, observed)];
  const unknown = unknownValues(desired).filter(selected);
  const base = { namespace: desired.namespace, changes: found.changes, errors, knownAfterMigrate: known, unknown };
  const warnings = [...found.warnings, ...known.flatMap((name) => unknownTexts(name, needs, desired, observed))];
  if (pending !== undefined && options.obligations === undefined)
    warnings.unshift(interruptedText(pending.mark, finished !== undefined));
  const undo = { steps: [], cannot: [] };
  if (errors.length > 0) return { ...base, calls: [], warnings, disruption: "none", restarts: [], undo };

  const calls = new CallList();
  const doubted = [...runtime.mayLoad.values()].some((items) => items.length > 0);
  const follows = run.stays && (runtime.update || doubted || runtime.restarts.size > 0 || runtime.recycle.length > 0);
  const savedDiffers = options.baseline?.name === run.now && !isDeepStrictEqual(options.baseline, saved);
  const marks = options.pending !== false && (needs.uploads.length > 0 || results.size > 0);
  const drain = desired.guards?.drain
    ? drainOf(run, runtime, saved, results.get(run.now) ?? saved, marks, observed, warnings)
    : undefined;
  const left =
    follows || (run.stays && known.includes(run.now))
      ? { running: run.now, runtime, mark, savedDiffers, held: drain?.services ?? [] }
      : undefined;
  const marked = left !== undefined && options.pending !== false;
  const goesOn = run.stays ? { running: run.now, runtime } : undefined;
  const uploads = uploadsOf(needs, results, known, desired, observed, left, { selected, marked }, goesOn).map(
    (planned) => ({
      ...planned,
      upload: { ...planned.upload, marked },
    }),
  );
  for (const upload of uploads)
    calls.add({ kind: "migrate", upload: upload.upload }, "none", upload.because, upload.reason, WHY.migrate);
  const becauseRun = needs.definitions.get(run.now) ?? mark?.because ?? [];
  const held = drain?.services ?? [];
  for (const item of held) {
    const because = [...becauseRun, ...needs.uploads.flatMap((need) => need.because)];
    calls.add({ kind: "hold", item }, "component", because, `${item} is held while queues run empty`, WHY.hold, [item]);
  }
  const resume = () => {
    if (!run.stays && mark?.recycle !== true) return;
    for (const item of new Set([...held, ...(mark?.held ?? [])])) {
      const wanted = (results.get(run.now || run.wanted || "") ?? production(observed, run.now || run.wanted || ""))
        ?.items;
      if (!held.includes(item) && !wanted?.some((entry) => entry.name === item && isEnabled(entry))) continue;
      const reason = held.includes(item) ? `${item} comes back` : `${item} comes back (held by an interrupted run)`;
      calls.add({ kind: "resume", item }, "none", mark?.because ?? becauseRun, reason, WHY.resume, []);
    }
  };
  const restarts: string[] = [];
  if (run.stays && runtime.recycle.length === 0) {
    if (runtime.update) {
      const level = runtime.updateDisrupts ? "component" : "none";
      const touched = [...runtime.updated, ...runtime.stopped];
      calls.add({ kind: "update" }, level, becauseRun, updateReason(runtime, run.now), WHY.update, touched);
      restarts.push(...runtime.updated);
    }
    for (const [item, packages] of runtime.restarts) {
      // Who comes back from being held starts anew anyway.
      if (held.includes(item)) continue;
      const reason =
        packages.length > 0
          ? `${item} (code of ${packages.join(", ")})`
          : options.obligations
            ? `${item} (new code)`
            : `${item} (left by an interrupted run)`;
      const because = packages.length > 0 ? packages.map((name) => `packages.${name}`) : (mark?.because ?? []);
      calls.add({ kind: "restart", item }, "component", because, reason, WHY.restart, [item]);
      restarts.push(item);
    }
  }
  for (const { className, record, because } of needs.unbinds) {
    const role = record ? "record" : "binding";
    const reason = record ? `the record ${className}` : className;
    calls.add({ kind: "unbind", className, role }, "none", because, reason, WHY.unbind);
  }
  const recycles = run.stays && runtime.recycle.length > 0;
  const hasMark = uploads.some(({ upload }) => upload.marked) || (pending !== undefined && finishes);
  const removeMark = () => {
    if (!hasMark) return;
    if (pending !== undefined) {
      const written = new Set(
        uploads.flatMap(({ upload }) => upload.definitions.map((write) => write.production.name)),
      );
      for (const className of doubtfulRecords(desired, observed, pending.mark, written)) {
        const reason = `the record ${className}: it is not certain that it was applied`;
        calls.add({ kind: "unbind", className, role: "record" }, "none", pending.mark.because, reason, WHY.unbind);
      }
    }
    const because = [...new Set([...(mark?.because ?? []), ...uploads.flatMap(({ because }) => because)])];
    const className = pending?.className ?? PENDING_CLASS;
    calls.add({ kind: "unbind", className, role: "mark" }, "none", because, "the mark of an unfinished run", WHY.mark);
  };
  const resumes = !run.stays && mark?.recycle === true;
  if (!recycles && !resumes) {
    resume();
    removeMark();
  }
  if (needs.default) {
    const { production: name, because } = needs.default;
    const reason = name === "" ? "no default production" : name;
    calls.add({ kind: "default", production: name }, "none", because, reason, WHY.default);
  }
  const recycleBecause = [...becauseRun, ...needs.uploads.flatMap(({ because }) => because)];
  addRunCalls(calls, run, recycles ? { reason: recycleReason(runtime), because: recycleBecause } : undefined);
  if (recycles || resumes) {
    resume();
    removeMark();
  }
  return {
    ...base,
    calls: calls.all,
    warnings,
    disruption: calls.disruption,
    restarts,
    undo: wayBack(calls.all, desired, observed),
    ...(drain === undefined ? {} : { drain }),
  };
}

class CallList {
  readonly all: Call[] = [];
  disruption: Disruption = "none";

  /** Calls run one after the other: each after the one before. */
  add(
    action: CallAction,
    disruption: Disruption,
    because: readonly string[],
    reason: string,
    why: string,
    items: readonly string[] = [],
  ): void {
    const id = this.all.length + 1;
    const after = id === 1 ? [] : [id - 1];
    this.all.push({ id, action, disruption, because: [...new Set(because)], after, reason, why, items });
    this.disruption = worseDisruption(this.disruption, disruption);
  }
}

interface RunState {
  /** The production that runs now; empty: none. */
  readonly now: string;
  /** The one that is suspended now; empty: none. */
  readonly suspended: string;
  /** Whether what runs now goes on, so that it must be kept from being stale. */
  readonly stays: boolean;
  /** What must run in the end; undefined: as it is. */
  readonly wanted: string | undefined;
  readonly because: readonly string[];
}

function runState(needs: Needs, observed: ObservedState, mark: PendingMark | undefined): RunState {
  const { status, production: name } = observed.status ?? { status: "stopped", production: "" };
  const now = status === "running" ? name : "";
  const suspended = status === "suspended" ? name : "";
  // A run that died between a stop and its start: nothing else says that the production is to run.
  const resume = mark?.recycle && observed.status !== undefined && now === "" ? mark.production : undefined;
  const wanted = needs.halt ? "" : (needs.run?.production ?? (resume || undefined));
  const because = needs.halt?.because ?? needs.run?.because ?? mark?.because ?? [];
  return { now, suspended, stays: now !== "" && (wanted === undefined || wanted === now), wanted, because };
}

function addRunCalls(
  calls: CallList,
  run: RunState,
  recycle: { readonly reason: string; readonly because: readonly string[] } | undefined,
): void {
  const start = (name: string, because: readonly string[], reason: string) =>
    calls.add({ kind: "start", production: name }, "none", because, reason, WHY.start);
  const stop = (
    name: string,
    then: "start" | "stopped",
    because: readonly string[],
    reason: string,
    why: string = WHY.stop,
  ) => calls.add({ kind: "stop", production: name, then }, "production", because, reason, why, [ALL_ITEMS]);
  if (recycle) {
    stop(run.now, "start", recycle.because, recycle.reason, WHY.recycle);
    start(run.now, recycle.because, `${run.now} anew`);
    return;
  }
  if (run.wanted === undefined || run.stays) return;
  let stopped = run.now;
  if (run.suspended !== "" && run.suspended !== run.wanted) {
    // Its messages are kept: only its own start lets them through, and nothing else may start before.
    start(run.suspended, run.because, `${run.suspended}, so that its queued messages are processed`);
    stopped = run.suspended;
  }
  if (stopped !== "") stop(stopped, run.wanted === "" ? "stopped" : "start", run.because, stopped);
  if (run.wanted !== "") start(run.wanted, run.because, run.wanted);
}

function selectedEdits(
  desired: DesiredState,
  observed: ObservedState,
  needs: Needs,
  selected: Matcher,
): Map<string, readonly Edit[]> {
  const out = new Map<string, readonly Edit[]>();
  const sensitive = sensitiveIn(desired, observed);
  for (const wanted of desired.productions) {
    if (!needs.definitions.has(wanted.name)) continue;
    const { edits } = productionEdits(wanted, observed.productions.get(wanted.name) ?? "absent", sensitive);
    out.set(
      wanted.name,
      edits.filter(({ address }) => selected(address)),
    );
  }
  return out;
}

function production(observed: ObservedState, name: string): Production | undefined {
  const found = observed.productions.get(name);
  return found === "absent" ? undefined : found;
}

/** Definitions whose name stands in a settings file that this plan runs: it may write them too. */
function knownAfterMigrate(desired: DesiredState, observed: ObservedState, needs: Needs, running: string): string[] {
  const names = new Set([...desired.productions.map(({ name }) => name), ...(running === "" ? [] : [running])]);
  const settings = needs.uploads.filter(({ package: { entry } }) => "settingsFile" in entry);
  return observed.bindings === undefined
    ? []
    : [...names].filter((name) => settings.some(({ package: pack }) => quotes(pack, name)));
}
