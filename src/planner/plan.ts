import { isDeepStrictEqual } from "node:util";
import { applyEdits, type Edit, productionEdits } from "../aspects/edits.ts";
import { asManaged } from "../aspects/managed.ts";
import { bindingsOf, quotes } from "../aspects/release.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { type ObservedState, productionOf } from "../model/observed.ts";
import { type Call, NO_MARK, type PendingMark, type Plan, worseDisruption } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { findPending } from "../model/record.ts";
import { type Course, courseOf, runningIn } from "./course.ts";
import { drainOf } from "./drain.ts";
import { differences, type Needs } from "./join.ts";
import { markToFinish } from "./mark.ts";
import { phasesOf, type Situation } from "./phases.ts";
import { interruptedText, tooOld, unbindErrors, unknownTexts } from "./remarks.ts";
import { type RuntimeNeeds, runtimeNeeds } from "./runtime.ts";
import { wayBack } from "./undo.ts";
import { unknownValues } from "./unknown.ts";
import { type LeftOver, uploadsOf } from "./uploads.ts";

export interface PlanOptions {
  /** Which addresses the plan is limited to. */
  readonly only?: Matcher;
  /** false: no in-progress marker (`--no-pending`). */
  readonly pending?: boolean;
  /** What earlier calls of the same run have left to do; else the mark on the server says it. */
  readonly obligations?: PendingMark;
  /** The definition that runs, where one that is saved since differs; else what is saved is taken to run. */
  readonly baseline?: Production;
}

/**
 * The cheapest ordered calls that make the observed state the desired one, by (highest disruption, number of calls). Pure,
 * in four steps: what differs, what becomes of what runs, what it then still needs, and the calls, phase by phase.
 */
export function plan(desired: DesiredState, observed: ObservedState, options: PlanOptions = {}): Plan {
  const selected = options.only ?? (() => true);
  const found = differences(desired, observed, selected);
  const { needs } = found;
  const edits = selectedEdits(desired, observed, needs, selected);
  const results = resultsOf(desired, observed, edits);
  const writes = needs.uploads.length > 0 || results.size > 0;
  const marker = findPending(bindingsOf(observed));
  const finished = markToFinish(observed, writes, options.only);
  const owed = options.obligations ?? finished;
  const course = courseOf(needs, observed, owed);
  const runtime = runtimeOf({ desired, observed, needs, edits, results, course, owed, baseline: options.baseline });

  const known = knownAfterMigrate(desired, observed, needs, runningIn(course));
  const warnings = [...found.warnings, ...known.flatMap((name) => unknownTexts(name, needs, desired, observed))];
  if (marker !== undefined && options.obligations === undefined)
    warnings.unshift(interruptedText(marker.mark, finished !== undefined));
  const errors = [
    ...found.errors.filter(({ kind, address }) => kind !== "incomplete" || !known.includes(address[1] ?? "")),
    ...unbindErrors(needs, results, observed),
    ...tooOld(needs, results, observed),
  ];
  const unknown = unknownValues(desired).filter(selected);
  const base = { namespace: desired.namespace, changes: found.changes, errors, knownAfterMigrate: known, unknown };
  if (errors.length > 0) return { ...base, ...NOTHING, warnings };

  const drain = drainOf({ desired, observed, course, runtime, results, marks: writes && options.pending !== false });
  const left = leftOver({ observed, course, runtime, owed, known, drain: drain.drain, baseline: options.baseline });
  const marked = left !== undefined && options.pending !== false;
  const goesOn = course.kind === "goes on" ? { running: course.production, runtime } : undefined;
  const uploads = uploadsOf(needs, results, known, desired, observed, left, { selected, marked }, goesOn);
  const calls = ordered({
    ...{ desired, observed, needs, results, course, runtime, owed, marker, drain: drain.drain },
    uploads: uploads.map((planned) => ({ ...planned, upload: { ...planned.upload, marked } })),
    owedBy: options.obligations === undefined ? "an earlier run" : "this run",
    finishes: finished !== undefined || (options.obligations !== undefined && options.obligations !== NO_MARK),
  });
  return {
    ...base,
    calls,
    warnings: [...warnings, ...drain.warnings],
    disruption: calls.map(({ disruption }) => disruption).reduce(worseDisruption, "none"),
    restarts: calls.flatMap(({ action, items }) =>
      action.kind === "update" ? [...runtime.updated] : action.kind === "restart" ? items : [],
    ),
    undo: wayBack(calls, desired, observed),
    ...(drain.drain === undefined ? {} : { drain: drain.drain }),
  };
}

const NOTHING = { calls: [], disruption: "none", restarts: [], undo: { steps: [], cannot: [] } } as const;

/** The phases' steps, one after the other: each after the one before. */
function ordered(situation: Situation): Call[] {
  const steps = phasesOf(situation).flatMap((phase) => phase(situation));
  return steps.map((step, at) => ({ id: at + 1, after: at === 0 ? [] : [at], ...step }));
}

/** The definitions that change, as they will be. */
function resultsOf(
  desired: DesiredState,
  observed: ObservedState,
  edits: ReadonlyMap<string, readonly Edit[]>,
): Map<string, Production> {
  const out = new Map<string, Production>();
  for (const wanted of desired.productions) {
    const { name } = wanted;
    const list = edits.get(name);
    if (list !== undefined)
      out.set(name, asManaged(applyEdits(name, observed.productions.get(name) ?? "absent", list), wanted));
  }
  return out;
}

interface Running {
  readonly observed: ObservedState;
  readonly course: Course;
  readonly owed: PendingMark | undefined;
  readonly baseline: Production | undefined;
}

interface RunningBefore extends Running {
  readonly desired: DesiredState;
  readonly needs: Needs;
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly results: ReadonlyMap<string, Production>;
}

/** What runs on needs; nothing where nothing does. */
function runtimeOf({ desired, observed, needs, edits, results, course, owed, baseline }: RunningBefore): RuntimeNeeds {
  const { uploads } = needs;
  if (course.kind !== "goes on")
    return runtimeNeeds({
      before: undefined,
      after: undefined,
      edits: [],
      uploads,
      mark: undefined,
      desired,
      observed,
    });
  const { production: name } = course;
  const saved = productionOf(observed, name);
  return runtimeNeeds({
    before: baseline?.name === name ? baseline : saved,
    after: results.get(name) ?? saved,
    edits: edits.get(name) ?? [],
    uploads,
    mark: owed?.production === name || owed?.production === "" ? owed : undefined,
    desired,
    observed,
  });
}

interface RunningAfter extends Running {
  readonly runtime: RuntimeNeeds;
  readonly known: readonly string[];
  readonly drain: Plan["drain"];
}

/** What must follow the uploads for what runs on; undefined: nothing. */
function leftOver({ observed, course, runtime, owed, known, drain, baseline }: RunningAfter): LeftOver | undefined {
  if (course.kind !== "goes on") return undefined;
  const { production: running } = course;
  const doubted = [...runtime.mayLoad.values()].some((items) => items.length > 0);
  const stale = runtime.update || doubted || runtime.restarts.size > 0 || runtime.recycle.length > 0;
  if (!stale && !known.includes(running)) return undefined;
  const savedDiffers = baseline?.name === running && !isDeepStrictEqual(baseline, productionOf(observed, running));
  return { running, runtime, mark: owed, savedDiffers, held: drain?.services ?? [] };
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

/** Definitions whose name stands in a settings file that this plan runs: it may write them too. */
function knownAfterMigrate(desired: DesiredState, observed: ObservedState, needs: Needs, running: string): string[] {
  const names = new Set([...desired.productions.map(({ name }) => name), ...(running === "" ? [] : [running])]);
  const settings = needs.uploads.filter(({ package: { entry } }) => "settingsFile" in entry);
  return observed.bindings === undefined
    ? []
    : [...names].filter((name) => settings.some(({ package: pack }) => quotes(pack, name)));
}
