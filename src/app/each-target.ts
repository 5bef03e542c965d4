import { Reading } from "../desired/reading.ts";
import { openHandle, worldOf } from "./handles.ts";
import type { ManyOptions, Target, TargetOutcome } from "./library.ts";
import { argument, called, need, taken } from "./library-kinds.ts";
import { targetOptionsOf } from "./library-options.ts";
import { MANY } from "./library-shapes.ts";
import { AT_ONCE, hostOf } from "./plan-each.ts";
import { placesOf, targetNames } from "./targets.ts";
import { inTurns } from "./turns.ts";

/**
 * Does something with each of several targets, several at once: what they share is read once, a slow server does not hold
 * the others, and each ends for itself. A target is closed when its work is done. Gives what became of each, in the config's
 * order. Throws InvalidFiles and Refusal where the targets cannot be told.
 */
export async function eachTarget<T>(
  options: ManyOptions,
  work: (target: Target) => Promise<T>,
): Promise<readonly TargetOutcome<T>[]> {
  taken("eachTarget", MANY, options);
  argument("eachTarget", "work", need(called<typeof work>()), work);
  const { targets: _names, labels: _labels, excludeTargets: _left, parallelism, perHost, failFast, ...rest } = options;
  const world = worldOf(rest, []);
  const reading = new Reading();
  const flags = targetOptionsOf(options);
  const names = (await targetNames(flags, world, reading)).map((name) => name ?? "");
  const places = await Promise.all(names.map((name) => placesOf(name, flags, world, reading)));
  for (const { state } of places) reading.expect(state);
  const out = names.map((target): TargetOutcome<T> => ({ target, kind: "not reached" }));
  let stopped = false;
  const limits = {
    parallelism: parallelism ?? AT_ONCE.parallelism,
    perHost: perHost ?? AT_ONCE.perHost,
    stopped: () => stopped || world.signal.aborted,
  };
  await inTurns(
    places.map(({ url }) => hostOf(url)),
    limits,
    async (index) => {
      const target = names[index] as string;
      let handle: Target | undefined;
      try {
        handle = await openHandle({ ...rest, target }, reading);
        out[index] = { target, kind: "done", value: await work(handle) };
      } catch (error) {
        out[index] = { target, kind: "failed", error: error as Error };
        if (failFast) stopped = true;
      } finally {
        await handle?.close().catch(() => undefined);
        reading.done(places[index]?.state ?? []);
      }
    },
  );
  return out;
}
