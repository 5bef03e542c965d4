import { isDeepStrictEqual } from "node:util";
import { asManaged } from "../aspects/managed.ts";
import { quotes } from "../aspects/providers.ts";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { worseDisruption } from "../model/disruption.ts";
import { applyEdits } from "../model/edit.ts";
import { bindingsOf, type ObservedState, productionOf } from "../model/observed.ts";
import { type Call, NOTHING_OWED, type Owed, type Plan } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { findMarker } from "../model/record.ts";
import { type Course, courseOf, runningIn } from "./course.ts";
import { drainOf, isMarkedFirst } from "./drain.ts";
import { differences, type Needs } from "./join.ts";
import { owedByMarker, type RunsOn } from "./owed.ts";
import { phasesOf, type Situation } from "./phases.ts";
import { interruptedText, tooOld, unbindErrors, unknownTexts } from "./remarks.ts";
import { type RuntimeNeeds, runtimeNeeds } from "./runtime.ts";
import { wayBack } from "./undo.ts";
import { unknownValues } from "./unknown.ts";
import { markerUploadOf, uploadsOf } from "./uploads.ts";

/** How far a plan goes, and what is known of earlier calls. */
export interface PlanScope {
  /** Which addresses the plan is limited to. */
  readonly only?: Matcher;
  /** false: no in-progress marker (`--no-pending`). */
  readonly marker?: boolean;
  /** What earlier calls of the same run have left to do; else the marker on the server says it. */
  readonly owed?: Owed;
  /** The definition that runs, where one that is saved since differs; else what is saved is taken to run. */
  readonly baseline?: Production;
}

/**
 * The cheapest ordered calls that make the observed state the desired one, by (highest disruption, number of calls). Pure,
 * in four steps: what differs, what becomes of what runs, what it then still needs, and the calls, phase by phase.
 */
export function plan(desired: DesiredState, observed: ObservedState, options: PlanScope = {}): Plan {
  const selected = options.only ?? (() => true);
  const found = differences(desired, observed, selected);
  const { needs } = found;
  const results = resultsOf(desired, observed, needs);
  const writes = needs.uploads.length > 0 || results.size > 0;
  const marker = findMarker(bindingsOf(observed));
  const finished = owedByMarker(observed, writes ? undefined : options.only);
  const owed = options.owed ?? finished;
  const course = courseOf(needs, observed, owed);
  const runtime = runtimeOf({ desired, observed, needs, results, course, owed, baseline: options.baseline });

  const known = knownAfterMigrate(desired, observed, needs, runningIn(course));
  const warnings = [...found.warnings, ...known.flatMap((name) => unknownTexts(name, needs, desired, observed))];
  if (marker !== undefined && options.owed === undefined)
    warnings.unshift(interruptedText(marker.owed, finished === undefined ? "left" : "finished"));
  const errors = [
    ...found.errors.filter(({ kind, address }) => kind !== "incomplete" || !known.includes(address[1] ?? "")),
    ...unbindErrors(needs, results, observed),
    ...tooOld(needs, results, observed),
  ];
  const unknown = unknownValues(desired).filter(selected);
  const base = { namespace: desired.namespace, changes: found.changes, errors, knownAfterMigrate: known, unknown };
  if (errors.length > 0) return { ...base, ...NOTHING, warnings };

  const withMarker = options.marker !== false;
  const heldBefore = owed?.production === runningIn(course) ? owed.held : [];
  const drain = drainOf({ desired, observed, course, runtime, results, withMarker, heldBefore });
  const runsOn = runsOnWith({
    ...{ desired, observed, results, course, runtime, owed, known, drain: drain.drain, baseline: options.baseline },
  });
  const recorded = { selected, withMarker: runsOn?.follows !== undefined && options.marker !== false };
  const upload = { desired, observed, needs, results, known, recorded, runsOn };
  const uploads = uploadsOf(upload);
  const markerUpload = isMarkedFirst(drain.drain, uploads, heldBefore) ? markerUploadOf(upload) : undefined;
  const calls = ordered({
    ...{ desired, observed, needs, results, course, runtime, uploads, markerUpload, owed, marker, drain: drain.drain },
    owedBy: options.owed === undefined ? "an earlier run" : "this run",
    finishes: finished !== undefined || (options.owed !== undefined && options.owed !== NOTHING_OWED),
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

const NOTHING = {
  calls: [],
  disruption: "none",
  restarts: [],
  undo: { steps: [], cannot: [], loses: [], stays: [] },
} as const;

/** The phases' steps, one after the other: each after the one before. */
function ordered(situation: Situation): Call[] {
  const steps = phasesOf(situation).flatMap((phase) => phase(situation));
  return steps.map((step, index) => ({ id: index + 1, after: index === 0 ? [] : [index], ...step }));
}

/** The definitions that change, as they will be. */
function resultsOf(desired: DesiredState, observed: ObservedState, { definitions }: Needs): Map<string, Production> {
  const out = new Map<string, Production>();
  for (const wanted of desired.productions) {
    const { name } = wanted;
    const edits = definitions.get(name)?.edits;
    if (edits !== undefined)
      out.set(name, asManaged(applyEdits(name, observed.productions.get(name) ?? "absent", edits), wanted));
  }
  return out;
}

interface Running {
  readonly observed: ObservedState;
  readonly course: Course;
  readonly owed: Owed | undefined;
  readonly baseline: Production | undefined;
}

interface RunningBefore extends Running {
  readonly desired: DesiredState;
  readonly needs: Needs;
  readonly results: ReadonlyMap<string, Production>;
}

/** What runs on needs; nothing where nothing does. */
function runtimeOf({ desired, observed, needs, results, course, owed, baseline }: RunningBefore): RuntimeNeeds {
  const { uploads } = needs;
  if (course.kind !== "goes on")
    return runtimeNeeds({
      before: undefined,
      after: undefined,
      edits: [],
      uploads,
      owed: undefined,
      desired,
      observed,
    });
  const { production: name } = course;
  const saved = productionOf(observed, name);
  return runtimeNeeds({
    before: baseline?.name === name ? baseline : saved,
    after: results.get(name) ?? saved,
    edits: needs.definitions.get(name)?.edits ?? [],
    uploads,
    owed: owed?.production === name || owed?.production === "" ? owed : undefined,
    desired,
    observed,
  });
}

interface RunningAfter extends Running {
  readonly desired: DesiredState;
  readonly results: ReadonlyMap<string, Production>;
  readonly runtime: RuntimeNeeds;
  readonly known: readonly string[];
  readonly drain: Plan["drain"];
}

/** What runs on, and what must follow the uploads for it; undefined: nothing does. */
function runsOnWith(given: RunningAfter): RunsOn | undefined {
  const { observed, course, runtime, owed, known, drain, baseline } = given;
  if (course.kind !== "goes on") return undefined;
  const { production } = course;
  const doubted = [...runtime.mayLoad.values()].some((items) => items.length > 0);
  const stale = runtime.update || doubted || runtime.restarts.size > 0 || runtime.recycle.length > 0;
  if (!stale && !known.includes(production)) return { production, runtime, follows: undefined };
  const saved = productionOf(observed, production);
  const savedDiffers = baseline?.name === production && !isDeepStrictEqual(baseline, saved);
  const held = drain?.services ?? [];
  // A marker is of one production: who is held of another comes back before it is written.
  const still = owed === undefined || owed.production === production ? owed : { ...owed, held: [] };
  return { production, runtime, follows: { owed: still, savedDiffers, touches: touchedBy(given, production), held } };
}

/**
 * What the update starts anew or stops, as a next run looks at it. Whose queue was looked at before its definition takes
 * it away is left out: no server lists it any more.
 */
function touchedBy({ desired, results, runtime, drain }: RunningAfter, production: string): string[] {
  const { queues = "ignore" } = desired.guards ?? {};
  const stays = new Set(results.get(production)?.items.map(({ name }) => name));
  const looked = drain !== undefined || queues !== "ignore";
  const stopped = looked ? runtime.stopped.filter((name) => stays.has(name)) : runtime.stopped;
  return [...new Set([...runtime.updated, ...stopped, ...runtime.left])];
}

/** Definitions whose name stands in a settings file that this plan runs: it may write them too. */
function knownAfterMigrate(desired: DesiredState, observed: ObservedState, needs: Needs, running: string): string[] {
  const names = new Set([...desired.productions.map(({ name }) => name), ...(running === "" ? [] : [running])]);
  const settings = needs.uploads.filter(({ package: { entry } }) => "settingsFile" in entry);
  return observed.bindings === undefined
    ? []
    : [...names].filter((name) => settings.some(({ package: pack }) => quotes(pack, name)));
}
