import type { RolloutRecord, Wish } from "../model/rollout.ts";
import type { RolloutStore } from "../store/rollouts.ts";
import { findRollout, storeOf, wishFor } from "./rollout.ts";
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
 * Asks whoever drives a rollout to hold it, to go on, or to end it: of the id, or the newest that is not over. Where nobody
 * drives it, `store` is where it can be driven from. Throws Refusal where there is none, or it is over.
 */
export async function wishForRollout(
  { wanted, reason }: Pick<Wish, "wanted" | "reason">,
  id: string | undefined,
  options: TargetOptions,
  world: World,
): Promise<KnownRollout & { readonly store: RolloutStore }> {
  const store = await storeOf(options, world);
  const record = await findRollout(store, id, true);
  return { record, driver: await wishFor(store, record, wanted, reason), store };
}
