import { join } from "node:path";
import type { RunRecord } from "../documents/run-record.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, progressOf, type RolloutRecord, type TargetProgress, type Wish } from "../model/rollout.ts";
import { inState } from "../planner/rollout.ts";
import { whoAmI } from "../store/lock.ts";
import type { DamagedRollout } from "../store/rollout-record.ts";
import type { RolloutStore } from "../store/rollouts.ts";

/** Rollouts whose record is there and cannot be read: they are never taken for none. */

/** That a rollout's record is damaged: which file, how, and the ways out. */
export function damagedRecord({ folder, file, problem, record: { id } }: DamagedRollout): Refusal {
  return new Refusal(
    "error",
    `the record of rollout ${id} is damaged: ${join(folder, file)} ${problem}.\n` +
      "  Nothing was changed. What it has changed so far is not known for sure: `iopctl runs` lists what was applied.\n" +
      `  \`iopctl rollout abort ${id}\` ends it and keeps the damaged file beside the record; then a new one can begin.\n` +
      `  Where the file is in a backup: put it back, and \`iopctl rollout resume ${id}\` goes on.`,
  );
}

/** Throws Refusal where any record is damaged: whether that rollout is over, nobody knows. */
export async function refuseDamaged(store: RolloutStore): Promise<void> {
  const [damaged] = await store.damaged();
  if (damaged !== undefined) throw damagedRecord(damaged);
}

/** The damaged one that an id means; without an id it is the newest of all, with `open` of those that are not over. */
export async function damagedOf(
  store: RolloutStore,
  id: string | undefined,
  among: "all" | "open",
): Promise<DamagedRollout | undefined> {
  const damaged = await store.damaged();
  if (id !== undefined) return damaged.find(({ record }) => record.id === id);
  const [newest] = damaged;
  const [whole] = (await store.list()).filter((record) => among === "all" || !isOver(record));
  return newest !== undefined && (whole === undefined || whole.started < newest.record.started) ? newest : undefined;
}

/** Ends a damaged rollout that nobody drives: what can still be read of it is its record now. */
export async function endDamaged(
  store: RolloutStore,
  damaged: DamagedRollout,
  { reason }: Pick<Wish, "reason">,
  now: number,
): Promise<RolloutRecord> {
  const { file, problem } = damaged;
  const { soak_until: _until, ...record } = damaged.record;
  const by = `aborted by ${whoAmI()}${reason === undefined ? "" : `: ${reason}`}`;
  const ended: RolloutRecord = {
    ...record,
    state: "aborted",
    message: `${by}; its record was damaged (${file} ${problem}): targets may have come further than it says`,
    finished: new Date(now).toISOString(),
  };
  await store.mend(damaged, ended, whoAmI());
  return ended;
}

/** What was reviewed. Throws Refusal, with the way out, where it cannot be read or is not what this rollout began with. */
export async function reviewedPlan(store: RolloutStore, { id, digest }: RolloutRecord): Promise<PlanDocument> {
  const out = `Rollout ${id} cannot go on without its plan. Nothing was changed now; what it has changed so far stays.`;
  const ways = `\`iopctl rollout abort ${id}\` ends it; then make a new plan with \`iopctl rollout plan --out FILE\`.`;
  let document: PlanDocument;
  try {
    document = await store.plan(id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first = ""] = error.message.split("\n");
    throw new Refusal(error.ending, `${first.replace(/\.$/, "")}.\n  ${out}\n  ${ways}`);
  }
  if (document.rollout?.digest === digest) return document;
  throw new Refusal("stale", `the plan beside the record of rollout ${id} is another rollout's.\n  ${out}\n  ${ways}`);
}

/**
 * The record with the runs of which its last steps would have told: those were lost where the disk lost the end of a file. Such
 * a target is begun, and goes on where it was. `runs`: newest first.
 */
export function withLostRuns(record: RolloutRecord, runs: readonly RunRecord[]): RolloutRecord {
  const wave = record.waves[record.wave];
  if (wave === undefined) return record;
  const open = new Set(inState(record, wave, ["waits", "applying"]));
  const targets = { ...record.targets };
  for (const { id, target, rollout, command } of runs.toReversed()) {
    if (rollout !== record.id || command !== "apply" || !open.has(target)) continue;
    const progress = progressOf({ targets }, target) ?? NOTHING;
    if (progress.runs.includes(id)) continue;
    const value: TargetProgress = { ...progress, state: "applying", runs: [...progress.runs, id] };
    // As a key of its own, whatever it is called.
    Object.defineProperty(targets, target, { value, enumerable: true, configurable: true, writable: true });
  }
  return { ...record, targets };
}

const NOTHING: TargetProgress = { state: "waits", runs: [], calls: 0, message: "" };
