import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { savedPlan } from "../documents/saved-plan.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { documentText } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, type RolloutRecord, stepOf, type Wish } from "../model/rollout.ts";
import { realOf } from "../this-machine.ts";
import { type Journal, openJournal } from "./journal.ts";
import { holderOf, type Lock, lockHere } from "./lock.ts";
import { readPlanFile } from "./plan-file.ts";
import { type DamagedRollout, PLAN_FILE, RECORD_FILE, readOwn, readRecord, STEPS_FILE } from "./rollout-record.ts";
import { notOwn, ownFolder } from "./run-records.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Where rollouts are kept: a folder here, and as well a queue's database. One process at a time drives one; others read,
 * and leave a wish.
 */
export interface RolloutStore {
  /** Newest first. What cannot be trusted is left out, and what is damaged. */
  readonly list: () => Promise<readonly RolloutRecord[]>;
  /** Those whose record is there and cannot be read, newest first. */
  readonly damaged: () => Promise<readonly DamagedRollout[]>;
  /**
   * Puts a record in the place of a damaged one, whose files stay beside it under other names, which are given. Throws
   * Refusal (exit 6) where another process drives it.
   */
  readonly mend: (damaged: DamagedRollout, record: RolloutRecord, holder: string) => Promise<readonly string[]>;
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
  const all = () => namesIn(root()).flatMap((name) => readRecord(folderOf(name), name) ?? []);
  return {
    list: () => {
      const whole = newestFirst(all().filter((found) => found.kind === "whole"));
      return Promise.resolve(whole.map(({ record }) => record));
    },
    damaged: () => Promise.resolve(newestFirst(all().filter((found) => found.kind === "damaged"))),
    mend: async (damaged, record, holder) => {
      const { id } = damaged.record;
      const lock = lockHere(place(id), `rollout ${id}`, holder, now(), warn);
      try {
        return setAside(folderOf(id), damaged, record);
      } finally {
        await lock?.release();
      }
    },
    create: (record, plan) => {
      create(base, folderOf(record.id), record, plan);
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
      const path = join(folderOf(id), PLAN_FILE);
      const problem = notOwn(path, "file");
      if (problem !== undefined) throw new Refusal("error", `${path} ${problem}: it is not used. Nothing was changed.`);
      return Promise.resolve(readPlanFile(path));
    },
    wish: (id, wish) => {
      writeWhole(folderOf(id), "wish.json", documentText(wish));
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

function newestFirst<T extends { readonly record: RolloutRecord }>(found: readonly T[]): T[] {
  return found.toSorted((a, b) => (a.record.started < b.record.started ? 1 : -1));
}

/** There at once with all that belongs to it: what is missing later was lost. */
function create(base: string, folder: string, record: RolloutRecord, plan: PlanDocument): void {
  const draft = join(dirname(folder), `.${record.id}`);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const ignore = join(base, ".iopctl", ".gitignore");
  if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) writeFileSync(ignore, "*\n");
  writeWhole(draft, PLAN_FILE, savedPlan(plan));
  writeWhole(draft, RECORD_FILE, documentText(record));
  renameSync(draft, folder);
}

/** Keeps what is damaged under another name, and the steps that were made since; gives these names. */
function setAside(folder: string, { file }: DamagedRollout, record: RolloutRecord): string[] {
  const out: string[] = [];
  const keep = (name: string) => {
    if (lstatSync(join(folder, name), { throwIfNoEntry: false }) === undefined) return;
    let free = `${name}.damaged`;
    for (let count = 2; lstatSync(join(folder, free), { throwIfNoEntry: false }) !== undefined; count += 1)
      free = `${name}.damaged-${count}`;
    renameSync(join(folder, name), join(folder, free));
    out.push(free);
  };
  if (file === RECORD_FILE) keep(RECORD_FILE);
  writeWhole(folder, RECORD_FILE, documentText(record));
  // Last: a record without them would look as if they had never been.
  keep(STEPS_FILE);
  return out;
}

/** Its journal, empty: nothing is written behind a line that a process left half written. `record`: where none can be read. */
function takeUp(folder: string, id: string, record?: RolloutRecord): Journal {
  const read = readRecord(folder, id);
  const found = read?.kind === "whole" ? read : undefined;
  const journal = openJournal(join(folder, STEPS_FILE), found?.steps ?? 0);
  const whole = found?.record ?? record;
  if (whole !== undefined) settle(folder, whole, journal);
  return journal;
}

/** The record whole, and no step beside it. What is still being written of earlier ones is in it. */
function settle(folder: string, record: RolloutRecord, journal: Journal): void {
  const { count } = journal;
  writeWhole(folder, RECORD_FILE, documentText(count === 0 ? record : { ...record, steps: count }));
  rmSync(join(folder, STEPS_FILE), { force: true });
  journal.emptied();
}

function sizeOf(folder: string): number {
  return lstatSync(join(folder, RECORD_FILE), { throwIfNoEntry: false })?.size ?? 0;
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

function namesIn(folder: string): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).filter((name) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name));
}
