import { type Matcher, parsePattern } from "../model/address.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import { NOTHING_OWED, type Owed } from "../model/plan.ts";
import { ALL_ITEMS, findMarker } from "../model/record.ts";
import type { UploadNeed } from "./join.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/**
 * The marker that an interrupted run has left, where this plan finishes what it stands for; undefined: it leaves it. A plan
 * that does not know what runs, or is limited to other addresses, can finish nothing, and must not remove it.
 * `only`: what the plan is limited to; undefined also where it writes anything: its own marker then stands for the old one.
 */
export function owedByMarker(observed: ObservedState, only: Matcher | undefined): Owed | undefined {
  const owed = findMarker(bindingsOf(observed))?.owed;
  const { status } = observed;
  if (owed === undefined || status === undefined) return undefined;
  const runs = status.status === "running" && (owed.production === "" || status.production === owed.production);
  if (runs && !observed.productions.has(status.production)) return undefined;
  if (only === undefined) return owed;
  // A marker that names not all that it serves stands for anything: the empty address asks whether that is covered.
  const vague = owed.because.length === 0 || owed.restart.includes(ALL_ITEMS);
  const covered = (vague && only([])) || owed.because.some((address) => selects(only, address));
  return covered ? owed : undefined;
}

function selects(only: Matcher, address: string): boolean {
  try {
    return only(parsePattern(address));
  } catch {
    return false;
  }
}

/** The production that runs on while the uploads are made. */
export interface RunsOn {
  readonly production: string;
  readonly runtime: RuntimeNeeds;
  /** What must follow the uploads for it; undefined: nothing. */
  readonly follows: Follows | undefined;
}

interface Follows {
  /** What earlier calls or an earlier run have left to do. */
  readonly owed: Owed | undefined;
  /** Whether an earlier call of this run has saved another definition than the one that runs. */
  readonly savedDiffers: boolean;
  /** Items that the update starts anew or stops, without those whose queues no server lists after it is saved. */
  readonly touches: readonly string[];
  /** Services that will be held. */
  readonly held: readonly string[];
}

/** What is done by then: which uploads; with the definitions' addresses where these are written too. */
export interface Done {
  readonly uploads: readonly UploadNeed[];
  readonly definitions: readonly string[] | undefined;
}

interface Writing {
  /** Definitions that a settings file may write too. */
  readonly known: readonly string[];
  readonly runsOn: RunsOn | undefined;
}

/** What is owed once these uploads are made. */
export function owedAfter({ uploads, definitions }: Done, { known, runsOn }: Writing): Owed | undefined {
  if (runsOn?.follows === undefined) return undefined;
  const { production, runtime, follows } = runsOn;
  const { owed = NOTHING_OWED, savedDiffers, touches, held } = follows;
  const packages = uploads.map(({ package: { name } }) => name);
  const items = [...new Set([...packages.flatMap((name) => runtime.mayLoad.get(name) ?? []), ...owed.restart])];
  const covered = items.filter((item) => definitions !== undefined && runtime.covers(item));
  const loads = packages.flatMap((name) => runtime.itemsOf.get(name) ?? []);
  // A settings file may save another definition than the one that runs.
  const unsure = savedDiffers || known.includes(production);
  const update = owed.update || known.includes(production) || (definitions ? runtime.update : savedDiffers);
  const disrupts = definitions !== undefined && runtime.updateDisrupts;
  const certain = [...new Set([...owed.touches, ...(disrupts ? touches : [])])];
  return {
    production,
    update,
    disrupts: disrupts || owed.disrupts || (update && unsure),
    touches: update && unsure ? [ALL_ITEMS] : certain,
    recycle: owed.recycle || loads.some((item) => runtime.recycle.includes(item)),
    restart: items.filter((item) => !covered.includes(item)),
    covered: [...new Set([...owed.covered, ...covered])],
    pools: [...new Set([...owed.pools, ...packages.filter((name) => runtime.pools.includes(name))])],
    held: [...new Set([...owed.held, ...held])],
    because: [...new Set([...owed.because, ...uploads.flatMap(({ because }) => because), ...(definitions ?? [])])],
  };
}
