import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { RunRecord } from "../documents/run-record.ts";
import { validateRun } from "../generated/validators.js";
import { Refusal } from "../model/refusal.ts";
import { userId } from "../this-machine.ts";

/**
 * Records of runs are read back and acted upon, and a repository can bring files that look like them. So they count only
 * where they are this user's own plain files, in plain folders, with plain names, and never where git tracks them.
 */

export interface FoundRun {
  readonly record: RunRecord;
  readonly folder: string;
}

/** The most bytes of one record: far above what the largest run writes. */
const LARGEST_RECORD = 16 * 1024 * 1024;

/** The folder of the runs of a config's folder. Throws Refusal where it is not this user's own. */
export function ownRunsFolder(base: string): string {
  return ownFolder(base, "runs");
}

/** A folder of what iopctl keeps in a config's folder. Throws Refusal where it is not this user's own. */
export function ownFolder(base: string, name: string): string {
  const root = join(base, ".iopctl");
  const runs = join(root, name);
  for (const folder of [root, runs]) {
    const problem = notOwn(folder, "folder");
    if (problem !== undefined) {
      throw new Refusal(
        "error",
        `${folder} ${problem}, so what is recorded there is not used and nothing is written to it.\n` +
          "  Nothing was changed. Find out who made it, and remove it.",
      );
    }
  }
  return runs;
}

/** What was read of a record, by its file: a run over many targets looks for its own among all of them, each time. */
const known = new Map<string, { readonly state: string; readonly record: RunRecord }>();

/**
 * The record of a folder; read anew only where its file is not the very same as before. Whether it is, is looked at where the
 * record is one of those that are asked about: what others say is needed for how many there are, and no more.
 */
function recordOf(folder: string, name: string, about: About): RunRecord | string | undefined {
  const seen = known.get(folder);
  if (seen !== undefined && !about(seen.record)) return seen.record;
  const file = join(folder, "run.json");
  const stat = lstatSync(file, { throwIfNoEntry: false });
  const state = stat && `${stat.ino} ${stat.size} ${stat.ctimeMs} ${stat.mtimeMs}`;
  if (seen !== undefined && seen.state === state) return seen.record;
  const record = readRecord(folder, name);
  // What may still be written to within the same tick of the clock is not taken for known.
  const settled = typeof record === "object" && record.finished !== undefined;
  if (settled && state !== undefined) known.set(folder, { state, record });
  else known.delete(folder);
  return record;
}

/** For which records it matters that they are as they are on the disk at this moment. */
export type About = (record: RunRecord) => boolean;

/** The records that can be trusted, newest first, and why others cannot. Throws Refusal as `ownRunsFolder` does. */
export function readRuns(
  base: string,
  about: About = () => true,
): { readonly runs: readonly FoundRun[]; readonly refused: readonly string[] } {
  const root = ownRunsFolder(base);
  const runs: FoundRun[] = [];
  const refused: string[] = [];
  for (const name of namesIn(root)) {
    const folder = `${root}${sep}${name}`;
    const record = recordOf(folder, name, about);
    if (typeof record === "string") refused.push(`${name}: ${record}`);
    else if (record !== undefined) runs.push({ record, folder });
  }
  runs.sort((a, b) => (a.record.started < b.record.started ? 1 : -1));
  return { runs, refused };
}

/** A record, a sentence that says why it does not count, or undefined where there is none. */
function readRecord(folder: string, name: string): RunRecord | string | undefined {
  const file = join(folder, "run.json");
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return "it is not a folder";
  // A run that is just being begun, or one that could not be.
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  const problem = notOwn(folder, "folder") ?? notOwn(file, "file");
  if (problem !== undefined) return `it ${problem}`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return "run.json is not JSON";
  }
  if (!validateRun(parsed)) {
    const [first] = validateRun.errors ?? [];
    return `run.json is not a record: ${first?.instancePath ?? ""} ${first?.message ?? ""}`.replace(/: +/, ": ");
  }
  const record = parsed as RunRecord;
  return record.id === name ? record : "run.json is another run's record";
}

/** Why a file or folder is not this user's own plain one; undefined where it is, or is not there. */
export function notOwn(path: string, kind: "file" | "folder"): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isSymbolicLink()) return "is a symbolic link";
  if (kind === "folder" ? !stat.isDirectory() : !stat.isFile()) return `is not a regular ${kind}`;
  const uid = userId();
  if (uid !== undefined && stat.uid !== uid) return `belongs to another user (${stat.uid})`;
  if (uid !== undefined && (stat.mode & 0o002) !== 0) return "can be written by everybody";
  if (kind === "file" && stat.size > LARGEST_RECORD) return `is larger than ${LARGEST_RECORD} bytes`;
  return undefined;
}

/** The text of a file of a run. Throws Refusal where it is not this user's own plain file. */
export function readRunFile(folder: string, name: string): string {
  const problem = notOwn(folder, "folder");
  if (problem !== undefined)
    throw new Refusal("error", `${join(folder, name)} ${problem}: it is not used. Nothing was changed.`);
  return readOwnFile(join(folder, name));
}

/** The text of a file of what iopctl keeps. Throws Refusal where it is not this user's own plain file. */
export function readOwnFile(path: string): string {
  const problem = notOwn(path, "file");
  if (problem !== undefined) throw new Refusal("error", `${path} ${problem}: it is not used. Nothing was changed.`);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Refusal("error", `${path} cannot be read: ${(error as Error).message}. Nothing was changed.`);
  }
}

/** Whether a run has this file; what it is is looked at where it is read. */
export function hasRunFile(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

/** A new folder of this user's, outside of everything else. */
export function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `iopctl-${name}-`));
}

/** Copies the plain files of a folder. Throws Refusal at a link or anything else that is no file. */
export function copyPlain(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of namesIn(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const stat = lstatSync(source);
    if (stat.isDirectory()) copyPlain(source, target);
    else if (stat.isFile()) writeFileSync(target, readFileSync(source), { mode: 0o600, flag: "wx" });
    else throw new Refusal("error", `${source} is not a regular file: this backup is not used. Nothing was changed.`);
  }
}

function namesIn(folder: string): string[] {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) return [];
  return readdirSync(folder).sort();
}
