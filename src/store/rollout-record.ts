import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordAtStart } from "../documents/rollout-rest.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { validateRollout } from "../generated/validators.js";
import { afterSteps, isOver, type RolloutRecord, type RolloutStep } from "../model/rollout.ts";
import { type JournalLine, readJournal } from "./journal.ts";
import { readPlanFile } from "./plan-file.ts";
import { notOwn } from "./run-records.ts";

/** The file of a rollout's folder with what was reviewed. */
export const PLAN_FILE = "plan.json";
/** The file with how far it came, whole. */
export const RECORD_FILE = "rollout.json";
/** The file with what has become of it since that was written: a line a step. */
export const STEPS_FILE = "steps.ndjson";

/** A record that was read whole. `steps`: how many are in it. */
export interface WholeRollout {
  readonly kind: "whole";
  readonly record: RolloutRecord;
  readonly steps: number;
}

/** A record that is there, and damaged. */
export interface DamagedRollout {
  readonly kind: "damaged";
  readonly folder: string;
  /** Which file of the folder. */
  readonly file: typeof RECORD_FILE | typeof STEPS_FILE;
  /** In words that follow on the file's name. */
  readonly problem: string;
  /** What can still be read of it, which may be older than what was done; its id counts always. */
  readonly record: RolloutRecord;
}

/**
 * The record of a folder; undefined: there is none, or the folder is not this user's own. The steps are read before the record
 * that they follow: should another process write that anew in between, it holds all of them, and they are passed over.
 */
export function readRecord(folder: string, name: string): WholeRollout | DamagedRollout | undefined {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder || notOwn(folder, "folder") !== undefined) return undefined;
  const { lines, problem } = readJournal(join(folder, STEPS_FILE));
  const saved = savedIn(folder, name);
  if (typeof saved === "string") {
    if (
      [PLAN_FILE, RECORD_FILE, STEPS_FILE].every(
        (file) => lstatSync(join(folder, file), { throwIfNoEntry: false }) === undefined,
      )
    )
      return undefined;
    const record = asFarAsRead(recordAtStart(name, courseIn(folder)), lines);
    return { kind: "damaged", folder, file: RECORD_FILE, problem: saved, record };
  }
  const { steps = 0, ...base } = saved;
  // Nothing follows on an end.
  if (isOver(base)) return { kind: "whole", record: base, steps: Math.max(steps, lines.at(-1)?.n ?? 0) };
  const later = lines.filter(({ n }) => n > steps);
  const [first] = later;
  const gap = first === undefined || first.n === steps + 1 ? undefined : `step ${steps + 1} is missing in it`;
  const record = afterSteps(base, later.map(stepOfLine));
  const form = later.length > 0 && !validateRollout(record) ? "a step in it has another form" : undefined;
  const why = problem ?? gap ?? form;
  if (why === undefined) return { kind: "whole", record, steps: later.at(-1)?.n ?? steps };
  return { kind: "damaged", folder, file: STEPS_FILE, problem: why, record: asFarAsRead(base, later) };
}

/** The record as it was written last, or what is wrong with it. */
function savedIn(folder: string, name: string): (RolloutRecord & { readonly steps?: number }) | string {
  const path = join(folder, RECORD_FILE);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return "is missing";
  const foreign = notOwn(path, "file");
  if (foreign !== undefined) return foreign;
  const content = readOwn(folder, RECORD_FILE);
  if (content === undefined) return "is no JSON: it is cut off, or something else was written to it";
  if (!validateRollout(content)) {
    const [first] = validateRollout.errors ?? [];
    return `is no record: ${first?.instancePath ?? ""} ${first?.message ?? ""}`.replace(/: +/, ": ").trimEnd();
  }
  const record = content as RolloutRecord & { readonly steps?: number };
  return record.id === name ? record : `is the record of another rollout, ${record.id}`;
}

/** Each step holds whole values: what can be read counts, whatever is missing before it. */
function asFarAsRead(base: RolloutRecord, lines: readonly JournalLine[]): RolloutRecord {
  const steps = lines.map(stepOfLine).filter((step) => validateRollout(afterSteps(base, [step])));
  return afterSteps(base, steps);
}

function stepOfLine({ n: _n, ...step }: JournalLine): RolloutStep {
  return step;
}

/** The waves of the plan beside it; undefined: that cannot be read either. */
function courseIn(folder: string): PlanDocument["rollout"] {
  const path = join(folder, PLAN_FILE);
  if (notOwn(path, "file") !== undefined) return undefined;
  try {
    return readPlanFile(path).rollout;
  } catch {
    return undefined;
  }
}

/** The JSON of this user's own plain file; undefined where it is none. */
export function readOwn(folder: string, name: string): unknown {
  const path = join(folder, name);
  if ((notOwn(folder, "folder") ?? notOwn(path, "file")) !== undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
