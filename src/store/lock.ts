import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { isAlive, processId } from "../config/this-machine.ts";
import { Refusal } from "../model/refusal.ts";

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
  const found = readLock(pathOf(place, namespace));
  if (found === undefined || (found.host === hostname() && !isAlive(found.pid))) return undefined;
  return found.holder;
}

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
  for (let attempt = 0; ; attempt += 1) {
    try {
      create(path, JSON.stringify(mine));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const other = readLock(path);
    if (other !== undefined && (other.host !== mine.host || isAlive(other.pid))) {
      throw held(
        namespace,
        other.holder,
        other.since,
        `Wait for it to end; if no such process is there, remove ${path}.`,
      );
    }
    if (attempt > 2) throw new Refusal("stale", `the lock ${path} cannot be taken: remove it`);
    discard(path, other);
  }
  const release = () => {
    if (readLock(path)?.since === mine.since && readLock(path)?.pid === mine.pid) rmSync(path, { force: true });
    return Promise.resolve();
  };
  return { kind: "file", holder, release };
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

/** Takes away the file of a process that has died; who comes second finds another's file gone, or its own. */
function discard(path: string, seen: LockFile | undefined): void {
  const aside = `${path}.${processId}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(path, aside);
    const moved = readLock(aside);
    if (moved !== undefined && moved.pid !== seen?.pid && isAlive(moved.pid)) {
      // Between the look and the move somebody else took the lock: it is given back.
      renameSync(aside, path);
      return;
    }
    rmSync(aside, { force: true });
  } catch {
    // It is gone already.
  }
}

function readLock(path: string): LockFile | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockFile;
  } catch {
    return undefined;
  }
}
