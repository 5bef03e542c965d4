import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { processId } from "./this-machine.ts";

/**
 * A file that exists as long as the process that made it: how a target is locked among the processes of a machine, and the
 * directory of a sandbox. Of several processes that want it at once one has it, also where a killed process has left it.
 */

/** What this process writes into it, and how it knows whose another is. */
export interface FileClaim {
  /** What stands in the file: who holds it. Of this process always the same for one lock. */
  readonly text: string;
  /** The file's mode. */
  readonly mode: number;
  /**
   * Whether who wrote a text lives; `isOurs`: this process itself holds that file. A process that had our number before us, as
   * the first of a container always has, is not us: it has died.
   */
  readonly lives: (text: string, isOurs: boolean) => boolean;
}

/** "ours": it was made. "held": by another, with its text. "stuck": what a dead process left cannot be taken away. */
export type Seized =
  | { readonly kind: "ours" }
  | { readonly kind: "held"; readonly text: string }
  | { readonly kind: "stuck" };

/** The files that this process holds: what stands in them, by path. */
const heldHere = new Map<string, string>();

/** Whether this process holds the file. */
export function isHeldHere(path: string): boolean {
  return heldHere.has(path);
}

/** Makes the file, where nobody who lives has it. Throws the operating system's Error where none can be made. */
export function seize(path: string, claim: FileClaim): Seized {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      create(path, claim);
      heldHere.set(path, claim.text);
      return { kind: "ours" };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = lockText(path);
    if (text === undefined) continue;
    if (claim.lives(text, isHeldHere(path))) return { kind: "held", text };
    const rival = discard(path, text, claim);
    if (rival.kind !== "ours") return rival;
  }
  return { kind: "stuck" };
}

const MOST_ATTEMPTS = 5;

/** Whole or not at all: who reads half of a text takes its process for dead. */
function create(path: string, { text, mode }: FileClaim): void {
  const draft = `${path}.${processId}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { flag: "wx", mode });
  try {
    linkSync(draft, path);
  } catch (error) {
    // A disk without hard links, as some that a container is lent.
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    writeFileSync(path, text, { flag: "wx", mode });
  } finally {
    rmSync(draft, { force: true });
  }
}

const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/**
 * Takes away the file of a process that has died, as it was seen; gives who else is at that now. Only who holds a lock of
 * its own on it does: else a second one, who saw the same, would take away the file that the first has made since.
 */
function discard(path: string, seen: string, claim: FileClaim): Seized {
  const turn = `${path}.claim`;
  const seized = seize(turn, claim);
  if (seized.kind !== "ours") return seized;
  try {
    if (lockText(path) === seen) rmSync(path, { force: true });
  } catch {
    // Another user's: it stays, and so does its lock.
  } finally {
    giveBack(turn, claim);
  }
  return seized;
}

/** Ends it; what another has taken since, as after somebody removed the file by hand, stays. */
export function giveBack(path: string, { text }: FileClaim): void {
  if (heldHere.get(path) === text) heldHere.delete(path);
  if (lockText(path) === text) rmSync(path, { force: true });
}

/** What stands in the file; undefined: there is none, or it cannot be read. */
export function lockText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
