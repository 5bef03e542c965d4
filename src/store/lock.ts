import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";
import { isAlive, processId } from "../this-machine.ts";

/** A target that this process alone may change, until it is released. */
export interface Lock {
  readonly kind: "file" | "server";
  readonly holder: string;
  /** When it counts no longer, with time for a last call; absent: as long as its process lives. */
  readonly until?: number;
  readonly release: () => Promise<void>;
}

/**
 * A lock among the processes of this machine; `since`: milliseconds since 1970. Throws Refusal where another holds it.
 * Where nothing can be written, as in a container without a /tmp, no other process of this machine can lock either.
 */
export function lockHere(
  place: string,
  namespace: string,
  holder: string,
  since: number,
  warn: (message: string) => void,
): Lock | undefined {
  try {
    return fileLock(place, namespace, holder, since);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    warn(`no lock is held on this machine: ${(error as Error).message}`);
    return undefined;
  }
}

/** Another run is at it. */
export class LockHeld extends Refusal {}

/** Another holds it: who, since when (milliseconds since 1970), and what to do. */
export function held(namespace: string, holder: string, since: number, hint: string): LockHeld {
  const when = new Date(since).toISOString();
  return new LockHeld(
    "stale",
    `another run holds the lock of ${namespace}: ${holder}, since ${when}.\n  Nothing was changed. ${hint}`,
  );
}

/** This process, for people. */
export function whoAmI(): string {
  let user = "somebody";
  try {
    user = userInfo().username;
  } catch {
    // A container's user may have no name.
  }
  return `${user}@${hostname()} (process ${processId})`;
}

interface LockFile {
  readonly pid: number;
  readonly host: string;
  readonly holder: string;
  readonly since: number;
}

function pathOf(url: string, namespace: string): string {
  const id = createHash("sha256").update(`${url}\n${namespace}`).digest("hex").slice(0, 24);
  return join(tmpdir(), "iopctl-locks", `${id}.json`);
}

/** Who holds it now, for people; undefined: nobody who lives. */
export function holderOf(place: string, namespace: string): string | undefined {
  const path = pathOf(place, namespace);
  const found = parsed(textOf(path));
  return found !== undefined && lives(found, path) ? found.holder : undefined;
}

/** The locks that this process holds: what stands in them, by path. */
const heldHere = new Map<string, string>();

/** On this machine: a file that exists as long as its process does. */
function fileLock(url: string, namespace: string, holder: string, since: number): Lock {
  const path = pathOf(url, namespace);
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  try {
    // For every user of the machine, none of whom may remove another's.
    chmodSync(folder, 0o1777);
  } catch {
    // Another user made it.
  }
  const mine: LockFile = { pid: processId, host: hostname(), holder, since };
  const other = seize(path, mine);
  if (other !== undefined) {
    const hint = `Wait for it to end; if no such process is there, remove ${path}.`;
    throw held(namespace, other.holder, other.since, hint);
  }
  const release = () => {
    giveBack(path, mine);
    return Promise.resolve();
  };
  return { kind: "file", holder, release };
}

/**
 * Makes the file, where nobody who lives has it; else gives who has. Throws Refusal where the file of a process that has
 * died cannot be taken away, as another user's cannot.
 */
function seize(path: string, mine: LockFile): LockFile | undefined {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      create(path, JSON.stringify(mine));
      heldHere.set(path, JSON.stringify(mine));
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = textOf(path);
    if (text === undefined) continue;
    const other = parsed(text);
    if (other !== undefined && lives(other, path)) return other;
    const rival = discard(path, text, mine);
    if (rival !== undefined) return rival;
  }
  throw new Refusal("stale", `the lock ${path} cannot be taken: remove it`);
}

const MOST_ATTEMPTS = 5;

/** A process that had our number before us, as the first of a container always has, is not us: it has died. */
function lives({ host, pid }: LockFile, path: string): boolean {
  if (host !== hostname()) return true;
  return pid === processId ? heldHere.has(path) : isAlive(pid);
}

/** Whole or not at all: nobody must read a half-written holder. */
function create(path: string, text: string): void {
  const draft = `${path}.${processId}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { flag: "wx", mode: 0o644 });
  try {
    linkSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes away the file of a process that has died, as it was seen; gives who else is at that now. Only who holds a lock of
 * its own on it does: else a second one, who saw the same, would take away the file that the first has made since.
 */
function discard(path: string, seen: string, mine: LockFile): LockFile | undefined {
  const claim = `${path}.claim`;
  const rival = seize(claim, mine);
  if (rival !== undefined) return rival;
  try {
    if (textOf(path) === seen) rmSync(path, { force: true });
  } catch {
    // Another user's: it stays, and so does its lock.
  } finally {
    giveBack(claim, mine);
  }
  return undefined;
}

/** Not what another has taken since, as after somebody removed the file by hand. */
function giveBack(path: string, mine: LockFile): void {
  const text = JSON.stringify(mine);
  if (heldHere.get(path) === text) heldHere.delete(path);
  if (textOf(path) === text) rmSync(path, { force: true });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** undefined: it is no lock. */
function parsed(text: string | undefined): LockFile | undefined {
  try {
    const lock: unknown = JSON.parse(text ?? "");
    return isObject(lock) && typeof lock["pid"] === "number" ? (lock as unknown as LockFile) : undefined;
  } catch {
    return undefined;
  }
}
