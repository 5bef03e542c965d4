import { type Matcher, parsePattern } from "../model/address.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import { NO_MARK, type PendingMark } from "../model/plan.ts";
import { findPending } from "../model/record.ts";
import type { UploadNeed } from "./join.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/**
 * The mark that an interrupted run has left, where this plan finishes what it stands for; undefined: it leaves it. A plan
 * that does not know what runs, or is limited to other addresses, can finish nothing, and must not remove it.
 * `only`: what the plan is limited to; undefined also where it writes anything: its own mark then stands for the old one.
 */
export function markToFinish(observed: ObservedState, only: Matcher | undefined): PendingMark | undefined {
  const mark = findPending(bindingsOf(observed))?.mark;
  const { status } = observed;
  if (mark === undefined || status === undefined) return undefined;
  const runs = status.status === "running" && (mark.production === "" || status.production === mark.production);
  if (runs && !observed.productions.has(status.production)) return undefined;
  if (only === undefined) return mark;
  return mark.because.some((address) => selects(only, address)) ? mark : undefined;
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
  readonly owed: PendingMark | undefined;
  /** Whether an earlier call of this run has saved another definition than the one that runs. */
  readonly savedDiffers: boolean;
  /** Services that will be held. */
  readonly held: readonly string[];
}

/** Which uploads are made; with the definitions' addresses where these are written too. */
export interface Made {
  readonly uploads: readonly UploadNeed[];
  readonly definitions: readonly string[] | undefined;
}

interface Writing {
  /** Definitions that a settings file may write too. */
  readonly known: readonly string[];
  readonly runsOn: RunsOn | undefined;
}

/** What is owed once these uploads are made. */
export function owedAfter({ uploads, definitions }: Made, { known, runsOn }: Writing): PendingMark | undefined {
  if (runsOn?.follows === undefined) return undefined;
  const { production, runtime, follows } = runsOn;
  const { owed = NO_MARK, savedDiffers, held } = follows;
  const packages = uploads.map(({ package: { name } }) => name);
  const items = [...new Set([...packages.flatMap((name) => runtime.mayLoad.get(name) ?? []), ...owed.restart])];
  const covered = items.filter((item) => definitions !== undefined && runtime.covers(item));
  const loads = packages.flatMap((name) => runtime.itemsOf.get(name) ?? []);
  // A settings file may save another definition than the one that runs.
  const unsure = savedDiffers || known.includes(production);
  const update = owed.update || known.includes(production) || (definitions ? runtime.update : savedDiffers);
  const disrupts = definitions !== undefined && runtime.updateDisrupts;
  return {
    production,
    update,
    disrupts: disrupts || owed.disrupts || (update && unsure),
    recycle: owed.recycle || loads.some((item) => runtime.recycle.includes(item)),
    restart: items.filter((item) => !covered.includes(item)),
    covered: [...new Set([...owed.covered, ...covered])],
    pools: [...new Set([...owed.pools, ...packages.filter((name) => runtime.pools.includes(name))])],
    held: [...new Set([...owed.held, ...held])],
    because: [...new Set([...owed.because, ...uploads.flatMap(({ because }) => because), ...(definitions ?? [])])],
  };
}
