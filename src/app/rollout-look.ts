import type { RolloutRecord } from "../model/rollout.ts";
import { whoAmI } from "../store/lock.ts";
import type { RolloutStore } from "../store/rollouts.ts";
import { driveRollout, findRollout, type RolloutFlags, storeOf, wishFor } from "./rollout.ts";
import { damagedOf, endDamaged } from "./rollout-damaged.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** A rollout, and who drives it; undefined: nobody. */
export interface KnownRollout {
  readonly record: RolloutRecord;
  readonly driver: string | undefined;
}

/** How far the rollout of an id has come, or the newest. Throws Refusal where there is none. */
export async function lookAtRollout(
  id: string | undefined,
  options: TargetOptions,
  world: World,
): Promise<KnownRollout> {
  const store = await storeOf(options, world, "look");
  const record = await findRollout(store, id);
  return { record, driver: await store.driver(record.id) };
}

/**
 * Ends a rollout: of the id, or the newest that is not over. Where somebody drives it (`driver`), they are asked to, else it is
 * done here, whatever of its record and its plan is damaged. Throws Refusal where there is none, or it is over.
 */
export async function abortRollout(
  { id, reason }: { readonly id?: string | undefined; readonly reason?: string },
  options: RolloutFlags,
  world: World,
): Promise<KnownRollout> {
  const store = await storeOf(options, world);
  const wish = { wanted: "abort", ...(reason === undefined ? {} : { reason }) } as const;
  const damaged = await damagedOf(store, id, "open");
  if (damaged !== undefined) {
    const driver = await store.driver(damaged.record.id);
    if (driver === undefined) return { record: await endDamaged(store, damaged, wish, world.now()), driver };
    await store.wish(damaged.record.id, { ...wish, by: whoAmI() });
    return { record: damaged.record, driver };
  }
  const record = await findRollout(store, id, true);
  const driver = await wishFor(store, record, "abort", reason);
  if (driver !== undefined) return { record, driver };
  const listener = { onEvent: () => undefined, onApply: () => undefined };
  return { record: await driveRollout(record, options, world, store, listener), driver };
}

/**
 * Asks whoever drives a rollout to hold it or to go on: of the id, or the newest that is not over. Where nobody
 * drives it, `store` is where it can be driven from. Throws Refusal where there is none, or it is over.
 */
export async function wishForRollout(
  { wanted, reason }: { readonly wanted: "run" | "pause"; readonly reason?: string },
  id: string | undefined,
  options: TargetOptions,
  world: World,
): Promise<KnownRollout & { readonly store: RolloutStore }> {
  const store = await storeOf(options, world);
  const record = await findRollout(store, id, true);
  return { record, driver: await wishFor(store, record, wanted, reason), store };
}
