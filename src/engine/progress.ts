import { formatAddress, type Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { bindingsOf, type ObservedState, productionOf } from "../model/observed.ts";
import { type Call, NOTHING_OWED, type Owed, type Plan, type Upload } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { type Learned, learn, learnedFrom, owedAsLearned } from "../planner/learned.ts";
import type { WrittenDefinitions } from "../planner/left.ts";
import { owedByMarker } from "../planner/owed.ts";
import { plan as makePlan, type PlanScope } from "../planner/plan.ts";

/** How far a run is: all that changes in it, as plain data, and a new one after each call. Nothing here has an effect. */
export interface Progress {
  readonly plan: Plan;
  /** What the plan was made of. */
  readonly observed: ObservedState;
  /** The production that runs, as far as this run knows; empty: none. */
  readonly running: string;
  /** The definition that runs, where an uploaded settings file has saved another since. */
  readonly baseline: Production | undefined;
  /** What would be left to do if the run ended here. */
  readonly owed: Owed | undefined;
  /** Whether a run before this one has left a definition that was not taken up. */
  readonly interrupted: boolean;
  /** What the uploads of this run have registered. */
  readonly learned: Learned;
  /** The definitions that this run has written first: they must stand in the end, whatever is written after them. */
  readonly written: ReadonlyMap<string, Production>;
  /** The definitions that this run has written, or a settings file that it uploaded: before the first time, and last. */
  readonly left: WrittenDefinitions;
  /** Services that this run holds, to drain. */
  readonly held: ReadonlySet<string>;
  /** Addresses of all changes that were planned so far. */
  readonly tried: ReadonlySet<string>;
  /** Writing calls so far. */
  readonly callCount: number;
  /** Plans so far. */
  readonly plans: number;
}

/** How often one run plans anew: after a broken connection, or to apply what was known only after a migrate. */
const MOST_PLANS = 5;

/** Before anything: a first run and one that finishes what another has left differ in `owed` alone. */
export function begin(observed: ObservedState, plan: Plan, only?: Matcher): Progress {
  const uploads = plan.calls.some(({ action }) => action.kind === "migrate");
  const owed = owedByMarker(observed, uploads ? undefined : only);
  return {
    ...{ plan, observed, owed, running: runningOf(observed), baseline: undefined },
    ...{ interrupted: owed?.update === true, learned: learnedFrom(owed) },
    ...{ written: new Map(), left: new Map(), held: new Set(), tried: addressesOf(plan), callCount: 0, plans: 1 },
  };
}

/** After the look before the first call. */
export function rechecked(now: Progress, observed: ObservedState, plan: Plan): Progress {
  return { ...now, observed, plan, running: runningOf(observed), tried: addressesOf(plan) };
}

/** After another look: what follows is planned from it, and relies on what it says of what runs. */
export function seen(now: Progress, observed: ObservedState): Progress {
  return { ...now, observed, running: observed.status === undefined ? now.running : runningOf(observed) };
}

/** The run goes on with another plan. */
export function replanned(now: Progress, plan: Plan): Progress {
  return { ...now, plan, plans: now.plans + 1, tried: new Set([...now.tried, ...addressesOf(plan)]) };
}

/** A call is about to be made. */
export function calling(now: Progress, { action }: Call): Progress {
  if (action.kind === "hold") return { ...now, held: new Set([...now.held, action.item]) };
  if (action.kind !== "migrate") return now;
  const written = new Map(now.written);
  for (const { production } of action.upload.definitions)
    if (!written.has(production.name)) written.set(production.name, production);
  return leaving(
    { ...now, written },
    action.upload.definitions.map(({ production }) => production),
    now.observed,
  );
}

/** The run leaves these definitions, as far as is known now; `observed`: what was there before. */
export function leaving(now: Progress, definitions: readonly Production[], observed: ObservedState): Progress {
  const left = new Map(now.left);
  for (const after of definitions) {
    const before = left.get(after.name)?.before ?? observed.productions.get(after.name) ?? "absent";
    left.set(after.name, { before, after });
  }
  return { ...now, left };
}

/** The server was reached: whatever it answered, something may have changed. */
export function counted(now: Progress): Progress {
  return { ...now, callCount: now.callCount + 1 };
}

/** A call had its effect: what is owed less that. All that is known of what calls settle stands here. */
export function settled(now: Progress, { action }: Call): Progress {
  switch (action.kind) {
    case "migrate":
      return { ...now, owed: action.upload.owed ?? now.owed };
    case "update": {
      const leaving = now.plan.drain?.leaving ?? [];
      const stay = (items: readonly string[] = []) => items.filter((item) => !leaving.includes(item));
      const owed = less(now.owed, { ...NO_UPDATE, held: stay(now.owed?.held) });
      // What the update has stopped for good is not held any more.
      return { ...now, ...TAKEN_UP, held: new Set(stay([...now.held])), owed };
    }
    case "restart":
      return { ...now, owed: less(now.owed, { restart: without(now.owed?.restart, action.item) }) };
    case "resume": {
      const owed = less(now.owed, { held: without(now.owed?.held, action.item) });
      return { ...now, held: new Set(without([...now.held], action.item)), owed };
    }
    case "stop":
      return { ...now, running: "" };
    case "start":
      return { ...now, ...TAKEN_UP, running: action.production, owed: less(now.owed, STARTED) };
    default:
      return now;
  }
}

/** What runs is what is saved. */
const TAKEN_UP = { baseline: undefined, interrupted: false } as const;
const NO_UPDATE = { update: false, disrupts: false, touches: [], covered: [] } as const;
/** Who starts has everything new. */
const STARTED = { ...NO_UPDATE, recycle: false, restart: [], pools: [] } as const;

function less(owed: Owed | undefined, change: Partial<Owed>): Owed | undefined {
  return owed === undefined ? undefined : { ...owed, ...change };
}

function without(items: readonly string[] = [], gone: string): string[] {
  return items.filter((item) => item !== gone);
}

/** An upload had its effect, and its bindings were read: what it registered is known instead of thought. */
export function registered(now: Progress, upload: Upload, observed: ObservedState): Progress {
  const learned = learn(now.learned, upload, bindingsOf(now.observed), bindingsOf(observed));
  const owed = owedAsLearned(now.owed, learned, upload.foresight?.production ?? "");
  return { ...now, learned, owed };
}

/** An upload wrote or registered otherwise than was planned; what runs is what was there `before`. */
export function surprised(now: Progress, before: ObservedState): Progress {
  const { interrupted, learned } = now;
  const touches = interrupted ? [ALL_ITEMS] : [];
  const owed = less(now.owed, { update: interrupted, disrupts: interrupted, touches });
  const baseline = now.baseline ?? productionOf(before, before.status?.production ?? "");
  return { ...now, owed, baseline, learned: { ...learned, surprised: false } };
}

/** All calls were made, and this is what is there: nothing is owed but what it shows. */
export function verified(now: Progress, observed: ObservedState): Progress {
  return { ...seen(now, observed), owed: undefined, learned: learnedFrom(undefined) };
}

/** Which part of the files a run is limited to, and whether a marker on the server says what is left to do. */
export type RunScope = Pick<PlanScope, "only" | "marker">;

/** The plan of what is left, of what was observed last. */
export function planFrom(now: Progress, desired: DesiredState, { only, marker }: RunScope): Plan {
  return makePlan(desired, now.observed, {
    owed: now.owed ?? NOTHING_OWED,
    ...(now.baseline === undefined ? {} : { baseline: now.baseline }),
    ...(only === undefined ? {} : { only }),
    ...(marker === undefined ? {} : { marker }),
  });
}

/** Whether one more plan may be made in this run: a server that never comes to rest must not hold it for ever. */
export function mayPlanAgain({ plans }: Progress): boolean {
  return plans < MOST_PLANS;
}

/** Whether no plan of this run has had any of these changes: they came up while it ran. */
export function isNews({ tried }: Progress, { changes }: Plan): boolean {
  return changes.every(({ address }) => !tried.has(formatAddress(address)));
}

function runningOf({ status }: ObservedState): string {
  return status?.status === "running" ? status.production : "";
}

function addressesOf({ changes }: Plan): Set<string> {
  return new Set(changes.map(({ address }) => formatAddress(address)));
}
