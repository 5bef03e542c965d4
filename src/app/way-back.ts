import type { Target } from "../config/target.ts";
import type { RunRecord } from "../documents/run-record.ts";
import { changedSomething } from "../documents/run-record.ts";
import { Refusal } from "../model/refusal.ts";
import { type FoundRun, readRuns } from "../store/run-records.ts";
import { unfinishedRollback } from "./half-way.ts";
import type { PlanOptions } from "./plan.ts";
import { appliedSince, filesNow, planBack, recordsLeft, type WayBackPlan } from "./rollback.ts";
import { refuseTracked } from "./tracked.ts";
import type { World } from "./world.ts";

/** The plan of the way back from a run that is recorded on this machine. */
export interface RecordedWayBack extends WayBackPlan {
  readonly run: RunRecord;
  /** The rollback of this run that ended early, and that this goes on with; undefined: it is a new one. */
  readonly goesOnWith: RunRecord | undefined;
}

/**
 * Finds a run of the target by its id, or the last that wrote something, and plans the way back to what stood before it.
 * Where the last is a rollback that ended early, what that goes back from is meant, and never the rollback itself.
 * What was applied since is told by warnings; where no run was named and another clone applied something since, it is
 * refused. Only reads, but for files of its own that `remove` takes away. Throws Refusal, InvalidFiles, ApiError.
 */
export async function planWayBack(
  id: string | undefined,
  target: Target,
  flags: PlanOptions,
  world: World,
): Promise<RecordedWayBack> {
  await refuseTracked(target.base, world.env);
  const { runs, refused } = readRuns(target.base);
  const mine = refused.find((why) => id !== undefined && why.startsWith(`${id}: `));
  if (mine !== undefined) {
    throw new Refusal("error", `the record of a run cannot be used: ${mine}. Nothing was changed.`);
  }
  const all = runs.filter(({ record }) => record.target === target.name && record.url === target.url);
  const found = chosen(all, id);
  const files = await filesNow(found.record.namespace, target, world);
  const back = await planBack(found, target, flags, world, files);
  try {
    const ofNamespace = all.filter(({ record }) => record.namespace === found.record.namespace);
    for (const { observed } of back.back.plans) warnOfLater(found, ofNamespace, observed, id, world);
    const begun = unfinishedRollback(ofNamespace);
    const goesOnWith = begun?.record.undoes === found.record.id ? begun.record : undefined;
    return { ...back, run: found.record, goesOnWith };
  } catch (error) {
    await back.remove();
    throw error;
  }
}

/** The run of this id; without one the last that wrote something and has not gone back itself. */
function chosen(all: readonly FoundRun[], id: string | undefined): FoundRun {
  const begun = id === undefined ? unfinishedRollback(all) : undefined;
  const name = begun === undefined ? id : (begun.record.undoes ?? unnamed(begun.record));
  const found =
    name === undefined
      ? all.find(({ record }) => changedSomething(record) && record.outcome !== "rolled_back")
      : all.find(({ record }) => record.id === name);
  if (found !== undefined) return found;
  const known = all.slice(0, 5).map(({ record }) => record.id);
  throw new Refusal(
    "error",
    name === undefined
      ? "no run of this target is recorded here that wrote anything"
      : `there is no run ${name} of this target; there is: ${known.join(", ") || "none"}. \`iopctl runs\` lists them`,
  );
}

/** Which run it was to go back from an older iopctl did not record. */
function unnamed({ id }: RunRecord): never {
  throw new Refusal(
    "error",
    `the rollback ${id} was not finished, and which run it goes back from is not recorded.\n` +
      "  Nothing was changed. `iopctl runs` lists the runs: `iopctl rollback RUN` with that run finishes it,\n" +
      `  \`iopctl rollback ${id}\` takes back what it has done.`,
  );
}

/** Who names no run means the last: where it is not the last, that is said and nothing is done. */
function warnOfLater(
  found: FoundRun,
  newestFirst: readonly FoundRun[],
  observed: Parameters<typeof appliedSince>[3],
  named: string | undefined,
  { warn }: World,
): void {
  const { later, elsewhere } = appliedSince(found, newestFirst, recordsLeft(found, newestFirst), observed);
  const { id } = found.record;
  if (later.length > 0) {
    const ids = later.map(({ record }) => `${record.id} (${record.command})`).join(", ");
    warn(`there are later runs: ${ids}. What they changed stays as it is`);
  }
  if (elsewhere.length === 0) return;
  const what = `something else was applied since ${id}, from another clone or without a backup: ${elsewhere.join(", ")}`;
  if (named === undefined)
    throw new Refusal(
      "error",
      `${what}.\n  Nothing was changed. \`iopctl rollback ${id}\` goes back all the same: what was changed since stays as it is.`,
    );
  warn(`${what}. What it changed stays as it is`);
}
