import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { realOf } from "../desired/repository.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { validateRollout } from "../generated/validators.js";
import { Refusal } from "../model/refusal.ts";
import type { RolloutRecord, Wish } from "../model/rollout.ts";
import { holderOf, type Lock, lockHere } from "./lock.ts";
import { readPlanFile, savedPlan } from "./plan-file.ts";
import { notOwn, ownFolder } from "./run-records.ts";

/**
 * Where rollouts are kept: a folder here, and as well a queue's database. One process at a time drives one; others read,
 * and leave a wish.
 */
export interface RolloutStore {
  /** Newest first. What cannot be trusted is left out. */
  readonly list: () => Promise<readonly RolloutRecord[]>;
  readonly create: (record: RolloutRecord, plan: PlanDocument) => Promise<void>;
  /** Whole or not at all: a process may die in the middle. */
  readonly save: (record: RolloutRecord) => Promise<void>;
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

const NO_WISH: Wish = { wanted: "run", by: "" };

/** `.iopctl/rollouts/ID/`: `rollout.json`, `plan.json`, and `wish.json` of who asks for a pause or an end. */
export function folderRollouts(base: string, now: () => number, warn: (message: string) => void): RolloutStore {
  const root = () => ownFolder(base, "rollouts");
  const folderOf = (id: string) => join(root(), id);
  const place = (id: string) => realOf(folderOf(id));
  return {
    list: () =>
      Promise.resolve(
        namesIn(root())
          .map((name) => readRecord(folderOf(name), name))
          .filter((record) => record !== undefined)
          .sort((a, b) => (a.started < b.started ? 1 : -1)),
      ),
    create: (record, plan) => {
      const folder = folderOf(record.id);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const ignore = join(base, ".iopctl", ".gitignore");
      if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) writeFileSync(ignore, "*\n");
      write(folder, "plan.json", savedPlan(plan));
      write(folder, "rollout.json", jsonOf(record));
      return Promise.resolve();
    },
    save: (record) => {
      write(folderOf(record.id), "rollout.json", jsonOf(record));
      return Promise.resolve();
    },
    plan: (id) => {
      const path = join(folderOf(id), "plan.json");
      const problem = notOwn(path, "file");
      if (problem !== undefined) throw new Refusal("error", `${path} ${problem}: it is not used. Nothing was changed.`);
      return Promise.resolve(readPlanFile(path));
    },
    wish: (id, wish) => {
      write(folderOf(id), "wish.json", jsonOf(wish));
      return Promise.resolve();
    },
    wished: (id) => Promise.resolve(readWish(folderOf(id))),
    drive: (id, holder) => {
      const lock = lockHere(place(id), `rollout ${id}`, holder, now(), warn);
      return Promise.resolve(lock ?? { release: () => Promise.resolve() });
    },
    begin: (holder) => {
      const lock = lockHere(realOf(root()), "rollouts", holder, now(), warn);
      return Promise.resolve(lock ?? { release: () => Promise.resolve() });
    },
    driver: (id) => Promise.resolve(holderOf(place(id), `rollout ${id}`)),
  };
}

function jsonOf(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** A reader finds the old or the new, never half of one. */
function write(folder: string, name: string, text: string): void {
  const draft = join(folder, `.${name}.${randomBytes(4).toString("hex")}`);
  writeFileSync(draft, text, { mode: 0o600, flush: true } as object);
  renameSync(draft, join(folder, name));
}

function readRecord(folder: string, name: string): RolloutRecord | undefined {
  const data = readOwn(folder, "rollout.json");
  if (data === undefined || !validateRollout(data)) return undefined;
  const record = data as RolloutRecord;
  return record.id === name ? record : undefined;
}

function readWish(folder: string): Wish {
  const data = readOwn(folder, "wish.json") as Partial<Wish> | undefined;
  const { wanted, by, reason } = data ?? {};
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
