import { partOf, shardOf } from "../config/shard.ts";
import type { SubmissionKind } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import type { Session } from "../store/fleet-session.ts";
import { submission, wellIn } from "../store/fleet-submissions.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** Which part of what a submission would mean is submitted: that of one machine of several, and what is left of an earlier one. */

/** Throws Refusal where the waves of a rollout would be those of a part. */
export function refuseParts(kind: SubmissionKind, { shard, resume }: TargetOptions, world: World): void {
  if (kind !== "rollout") return;
  if (resume !== undefined)
    throw new Refusal(
      "usage",
      "--resume: a rollout goes on by itself; what was not well in one is submitted as an apply",
    );
  if (shardOf(shard, world.env) !== undefined)
    throw new Refusal("usage", "--shard: a rollout's waves are made of all its targets; submit it once");
}

/** The names that are this machine's part. */
export function partHere(names: readonly string[], { shard }: TargetOptions, world: World): readonly string[] {
  return partOf(names, shardOf(shard, world.env));
}

/** The names that were not well in the submission of `--resume`. Throws Refusal where that is not over, or another thing. */
export async function notWellBefore(
  names: readonly string[],
  kind: SubmissionKind,
  { resume }: TargetOptions,
  { query }: Pick<Session, "query">,
): Promise<readonly string[]> {
  if (resume === undefined) return names;
  const earlier = await submission(query, resume);
  if (earlier === undefined || earlier.kind !== kind)
    throw new Refusal("error", `--resume ${resume}: there is no submission ${resume} of this kind (${kind})`);
  if (earlier.state === "open")
    throw new Refusal(
      "error",
      `--resume ${resume}: that submission is not over. Nothing was submitted.\n` +
        `  \`iopctl fleet status ${resume}\` shows it, \`iopctl fleet abort ${resume}\` ends it.`,
    );
  const [meant, well] = [new Set(earlier.targets.map(({ target }) => target)), await wellIn(query, resume, kind)];
  return names.filter((name) => meant.has(name) && !well.has(name));
}
