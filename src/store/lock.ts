import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { type FileClaim, giveBack, isHeldHere, lockText, seize } from "../lock-file.ts";
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
  const text = lockText(path) ?? "";
  return lives(text, isHeldHere(path)) ? parsed(text)?.holder : undefined;
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
  const claim: FileClaim = { text: JSON.stringify(mine), mode: 0o644, lives };
  const seized = seize(path, claim);
  if (seized.kind === "stuck") throw new Refusal("stale", `the lock ${path} cannot be taken: remove it`);
  if (seized.kind === "held") {
    const other = parsed(seized.text);
    const hint = `Wait for it to end; if no such process is there, remove ${path}.`;
    throw held(namespace, other?.holder ?? "somebody", other?.since ?? since, hint);
  }
  const release = () => {
    giveBack(path, claim);
    return Promise.resolve();
  };
  return { kind: "file", holder, release };
}

/** A text that is no lock is nobody's; of another machine, whose processes cannot be asked, one counts as living. */
function lives(text: string, isOurs: boolean): boolean {
  const lock = parsed(text);
  if (lock === undefined) return false;
  if (lock.host !== hostname()) return true;
  return lock.pid === processId ? isOurs : isAlive(lock.pid);
}

/** undefined: it is no lock. */
function parsed(text: string): LockFile | undefined {
  try {
    const lock: unknown = JSON.parse(text);
    return isObject(lock) && typeof lock["pid"] === "number" ? (lock as unknown as LockFile) : undefined;
  } catch {
    return undefined;
  }
}
