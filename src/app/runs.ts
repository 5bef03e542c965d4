import type { Target } from "../config/target.ts";
import type { RunRecord } from "../documents/run-record.ts";
import { readRuns } from "../store/run-records.ts";
import { type TargetOptions, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/**
 * The runs that are recorded on this machine, newest first: of all targets of the config, or of the one that the options
 * name; `known`: of this one. `refused`: records that are left out, and why. Throws InvalidFiles, Refusal.
 */
export async function recordedRuns(
  options: TargetOptions,
  world: World,
  known?: Target,
): Promise<{ readonly runs: readonly RunRecord[]; readonly refused: readonly string[] }> {
  const { base, name } = known ?? (await targetOf(options, world, true));
  const { runs, refused } = readRuns(base);
  const all = runs.map(({ record }) => record);
  return {
    runs: options.target === undefined && known === undefined ? all : all.filter(({ target }) => target === name),
    refused,
  };
}
