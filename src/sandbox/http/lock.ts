import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** This user's alone. */
const PRIVATE = 0o600;

/** The directories that this process works on, by their lock's file. */
const ours = new Set<string>();

/**
 * Holds the process id of the sandbox that works in the file's directory; one that is no longer alive counts for nothing,
 * nor one that had our number before us, as the first process of a container always has. Gives what ends that. Throws an
 * Error where another sandbox works there. The way of the lock on a target (`src/store/lock.ts`), which the sandbox,
 * standing by itself, does not know.
 */
export function lock(file: string): () => void {
  if (ours.has(file)) throw new Error("this process already runs a sandbox on this directory");
  const other = seize(file);
  if (other !== undefined) throw new Error(`another sandbox (process ${other}) works on this directory`);
  return () => giveBack(file);
}

/** Makes the file, where nobody who lives has it; else gives whose it is. */
function seize(file: string): number | undefined {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      create(file, String(process.pid));
      ours.add(file);
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = textOf(file);
    if (text === undefined) continue;
    const holder = Number(text);
    if (holder === process.pid ? ours.has(file) : isAlive(holder)) return holder;
    const rival = discard(file, text);
    if (rival !== undefined) return rival;
  }
  throw new Error(`the lock ${file} cannot be taken: remove it`);
}

const MOST_ATTEMPTS = 5;

/** Whole or not at all: who reads a half-written number takes its process for dead. */
function create(file: string, text: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { flag: "wx", mode: PRIVATE });
  try {
    linkSync(draft, file);
  } catch (error) {
    // A disk without hard links, as some that a container is lent.
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    writeFileSync(file, text, { flag: "wx", mode: PRIVATE });
  } finally {
    rmSync(draft, { force: true });
  }
}

const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/**
 * Takes away the file of a process that has died, as it was seen; gives who else is at that now. Only who holds a lock of
 * its own on it does: else a second one, who saw the same, would take away the file that the first has made since.
 */
function discard(file: string, seen: string): number | undefined {
  const claim = `${file}.claim`;
  const rival = seize(claim);
  if (rival !== undefined) return rival;
  try {
    if (textOf(file) === seen) rmSync(file, { force: true });
  } finally {
    giveBack(claim);
  }
  return undefined;
}

/** Not what another has taken since, as after somebody removed the file by hand. */
function giveBack(file: string): void {
  if (ours.delete(file) && textOf(file) === String(process.pid)) rmSync(file, { force: true });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
