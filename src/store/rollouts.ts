import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { savedPlan } from "../documents/saved-plan.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { validateRollout } from "../generated/validators.js";
import { Refusal } from "../model/refusal.ts";
import { afterSteps, isOver, type RolloutRecord, stepOf, type Wish } from "../model/rollout.ts";
import { realOf } from "../this-machine.ts";
import { type Journal, openJournal, readJournal } from "./journal.ts";
import { holderOf, type Lock, lockHere } from "./lock.ts";
import { readPlanFile } from "./plan-file.ts";
import { notOwn, ownFolder } from "./run-records.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Where rollouts are kept: a folder here, and as well a queue's database. One process at a time drives one; others read,
 * and leave a wish.
 */
export interface RolloutStore {
  /** Newest first. What cannot be trusted is left out. */
  readonly list: () => Promise<readonly RolloutRecord[]>;
  readonly create: (record: RolloutRecord, plan: PlanDocument) => Promise<void>;
  /**
   * Of a record that this process drives its head, and the targets that changed since the last time: whole or not at all, a
   * process may die in the middle. What it costs does not grow with the number of targets.
   */
  readonly save: (record: RolloutRecord, targets: readonly string[]) => Promise<void>;
  /** What was reviewed. */
  readonly plan: (id: string) => Promise<PlanDocument>;
  readonly wish: (id: string, wish: Wish) => Promise<void>;
  readonly wished: (id: string) => Promise<Wish>;
  /** Throws Refusal (exit 6) where another drives it. */
  readonly drive: (id: string, holder: string) => Promise<Pick<Lock, "release">>;
  /** Keeps others from beginning a rollout meanwhile. Throws Refusal (exit 6) where another does that now. */
  readonly begin: (holder: string) => Promise<Pick<Lock, "release">>;
  /** Who drives it, for people; undefined: nobody. */
  readonly driver: (id: string) => Promise<string | undefined>;
}

const STEPS = "steps.ndjson";
/** Bytes of steps that are never too many. */
const SMALL = 4 * 1024 * 1024;
const NO_WISH: Wish = { wanted: "run", by: "" };

/**
 * `.iopctl/rollouts/ID/`: `rollout.json`; `steps.ndjson` with what became of it since that was written; `plan.json`; and
 * `wish.json` of who asks for a pause or an end. Who takes a rollout up, or ends it, writes `rollout.json` anew.
 */
export function folderRollouts(base: string, now: () => number, warn: (message: string) => void): RolloutStore {
  const root = () => ownFolder(base, "rollouts");
  const folderOf = (id: string) => join(root(), id);
  const place = (id: string) => realOf(folderOf(id));
  const journals = new Map<string, Journal>();
  return {
    list: () =>
      Promise.resolve(
        namesIn(root())
          .map((name) => readRecord(folderOf(name), name)?.record)
          .filter((record) => record !== undefined)
          .sort((a, b) => (a.started < b.started ? 1 : -1)),
      ),
    create: (record, plan) => {
      const folder = folderOf(record.id);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const ignore = join(base, ".iopctl", ".gitignore");
      if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) writeFileSync(ignore, "*\n");
      writeWhole(folder, "plan.json", savedPlan(plan));
      writeWhole(folder, "rollout.json", jsonOf(record));
      return Promise.resolve();
    },
    save: async (record, targets) => {
      const folder = folderOf(record.id);
      const journal = journals.get(record.id) ?? takeUp(folder, record.id, record);
      journals.set(record.id, journal);
      // Steps are as long as the record again, now and then: then it is written anew, and the whole grows with what happens.
      if (isOver(record) || journal.bytes > Math.max(SMALL, sizeOf(folder))) settle(folder, record, journal);
      else await journal.append(stepOf(record, targets));
    },
    plan: (id) => {
      const path = join(folderOf(id), "plan.json");
      const problem = notOwn(path, "file");
      if (problem !== undefined) throw new Refusal("error", `${path} ${problem}: it is not used. Nothing was changed.`);
      return Promise.resolve(readPlanFile(path));
    },
    wish: (id, wish) => {
      writeWhole(folderOf(id), "wish.json", jsonOf(wish));
      return Promise.resolve();
    },
    wished: (id) => Promise.resolve(readWish(folderOf(id))),
    drive: (id, holder) => {
      const lock = lockHere(place(id), `rollout ${id}`, holder, now(), warn);
      journals.set(id, takeUp(folderOf(id), id));
      return Promise.resolve(lock ?? { release: () => Promise.resolve() });
    },
    begin: (holder) => {
      const lock = lockHere(realOf(root()), "rollouts", holder, now(), warn);
      return Promise.resolve(lock ?? { release: () => Promise.resolve() });
    },
    driver: (id) => Promise.resolve(holderOf(place(id), `rollout ${id}`)),
  };
}

function jsonOf(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Found {
  readonly record: RolloutRecord;
  /** How many steps are in it. */
  readonly steps: number;
}

/**
 * The steps are read before the record that they follow: should another process write that anew in between, it holds all
 * of them, and they are passed over.
 */
function readRecord(folder: string, name: string): Found | undefined {
  if (notOwn(folder, "folder") !== undefined) return undefined;
  const lines = readJournal(join(folder, STEPS));
  const saved = readOwn(folder, "rollout.json");
  if (lines === undefined || saved === undefined || !validateRollout(saved)) return undefined;
  const { steps = 0, ...base } = saved as RolloutRecord & { readonly steps?: number };
  const later = lines.filter(({ n }) => n > steps);
  const record = afterSteps(
    base,
    later.map(({ n: _n, ...step }) => step),
  );
  if (later.length > 0 && !validateRollout(record)) return undefined;
  return record.id === name ? { record, steps: later.at(-1)?.n ?? steps } : undefined;
}

/** Its journal, empty: nothing is written behind a line that a process left half written. `record`: where none can be read. */
function takeUp(folder: string, id: string, record?: RolloutRecord): Journal {
  const found = readRecord(folder, id);
  const journal = openJournal(join(folder, STEPS), found?.steps ?? 0);
  const whole = found?.record ?? record;
  if (whole !== undefined) settle(folder, whole, journal);
  return journal;
}

/** The record whole, and no step beside it. What is still being written of earlier ones is in it. */
function settle(folder: string, record: RolloutRecord, journal: Journal): void {
  const { count } = journal;
  writeWhole(folder, "rollout.json", jsonOf(count === 0 ? record : { ...record, steps: count }));
  rmSync(join(folder, STEPS), { force: true });
  journal.emptied();
}

function sizeOf(folder: string): number {
  return lstatSync(join(folder, "rollout.json"), { throwIfNoEntry: false })?.size ?? 0;
}

function readWish(folder: string): Wish {
  const wish = readOwn(folder, "wish.json") as Partial<Wish> | undefined;
  const { wanted, by, reason } = wish ?? {};
  if (wanted !== "pause" && wanted !== "abort") return NO_WISH;
  return {
    wanted,
    by: typeof by === "string" ? by : "",
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

/** The JSON of this user's own plain file; undefined where it is none. */
function readOwn(folder: string, name: string): unknown {
  const path = join(folder, name);
  if ((notOwn(folder, "folder") ?? notOwn(path, "file")) !== undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).filter((name) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name));
}
