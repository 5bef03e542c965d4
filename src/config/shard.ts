import type { Environment } from "../model/environment.ts";
import { Refusal } from "../model/refusal.ts";

/** One of `count` even parts; `part` counts from 1. */
export interface Shard {
  readonly part: number;
  readonly count: number;
}

/**
 * The part of a run: `--shard 2/5`; or an Indexed Job of Kubernetes, which tells each pod its JOB_COMPLETION_INDEX (from 0),
 * and not how many there are: that is `--shard /5`, or JOB_COMPLETIONS, which the manifest sets. undefined: all of it. Throws
 * Refusal, also where an index is given and nobody says of how many: each pod would do all of it.
 */
export function shardOf(flag: string | undefined, env: Environment): Shard | undefined {
  const index = env["JOB_COMPLETION_INDEX"] || undefined;
  const match = flag === undefined ? undefined : /^(\d*)\/(\d+)$/.exec(flag);
  if (match === null)
    throw new Refusal("usage", `--shard ${flag}: PART/OF, such as 2/5, or /5 with JOB_COMPLETION_INDEX`);
  if (match === undefined && index === undefined) return undefined;
  const count = match?.[2] ?? env["JOB_COMPLETIONS"];
  if (count === undefined) {
    throw new Refusal(
      "usage",
      `JOB_COMPLETION_INDEX is ${index}, and nothing says how many pods share the targets.\n` +
        "  Set JOB_COMPLETIONS in the manifest to its completions, or use --shard /N.",
    );
  }
  if (match?.[1]) return within(Number(match[1]), Number(count), `--shard ${flag}`);
  if (index === undefined)
    throw new Refusal(
      "usage",
      `--shard ${flag} needs JOB_COMPLETION_INDEX; outside of Kubernetes say which part: 1/${count}`,
    );
  return within(Number(index) + 1, Number(count), `JOB_COMPLETION_INDEX ${index} of ${count}`);
}

function within(part: number, count: number, said: string): Shard {
  if (Number.isInteger(part) && Number.isInteger(count) && part >= 1 && part <= count) return { part, count };
  throw new Refusal("usage", `${said}: there is no such part; parts count from 1, indexes from 0`);
}

/**
 * The names of one part, in their order. By the order of the alphabet and in turns: the same on every machine whatever the
 * order of the config, no part has more than one name more than another, and neighbours, which often share a server, are
 * spread.
 */
export function partOf<T extends string | undefined>(names: readonly T[], shard: Shard | undefined): readonly T[] {
  if (shard === undefined) return names;
  const order = [...names].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
  const mine = new Set(order.filter((_, index) => index % shard.count === shard.part - 1));
  return names.filter((name) => mine.has(name));
}
