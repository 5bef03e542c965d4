import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { WriteClient } from "../api/client.ts";
import { type Claim, releaseLease, takeLease } from "../engine/lease.ts";
import type { Target } from "./config.ts";
import { Refusal } from "./exit.ts";

export interface Lock {
  readonly kind: "file" | "server";
  readonly holder: string;
  /** When it counts no longer, with time for a last call; absent: as long as its process lives. */
  readonly until?: number;
  readonly release: () => Promise<void>;
}

/** Keeps two applies on one namespace apart. Throws Refusal (exit 6) with the holder and since when. */
export async function takeLock(
  target: Target,
  namespace: string,
  client: WriteClient,
  warn: (message: string) => void,
): Promise<Lock | undefined> {
  if (target.lock === "none") return undefined;
  const holder = whoAmI();
  const file = lockHere(placeOf(target), namespace, holder, warn);
  if (target.lock === "file") return file;
  const now = Date.now();
  const claim: Claim = { id: randomBytes(6).toString("hex"), holder, since: now, until: now + target.lockTtl };
  try {
    const rival = await takeLease({ client, claim, now: Date.now, remoteFolder: undefined });
    if (rival !== undefined) throw held(namespace, rival.holder, rival.since, leaseHint(rival));
  } catch (error) {
    await file?.release();
    throw error;
  }
  return {
    kind: "server",
    holder,
    until: now + target.lockTtl * 0.9,
    release: async () => {
      await releaseLease(client, claim).catch(() => undefined);
      await file?.release();
    },
  };
}

/**
 * Makes a migration while no other process of this machine makes one on the same server, whatever its namespace: they
 * must not overlap (wire-notes, 6.3). Waits for as long as a migration may take; then it goes ahead, since the other's
 * time is up too.
 */
export async function oneMigration<T>(target: Target, make: () => Promise<T>): Promise<T> {
  const end = Date.now() + target.migrateTimeout;
  for (;;) {
    let lock: Lock | undefined;
    try {
      lock = lockHere(`migration on ${placeOf(target)}`, "", whoAmI(), () => undefined);
    } catch (error) {
      if (!(error instanceof Refusal) || Date.now() < end) {
        if (!(error instanceof Refusal)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
    }
    try {
      return await make();
    } finally {
      await lock?.release();
    }
  }
}

/** An embedded sandbox is known by its directory, any other server by its address. */
function placeOf({ url, base }: Target): string {
  return url.startsWith("sandbox:") ? `${base} ${url}` : url;
}

/** Where nothing can be written, as in a container without a /tmp, no other process of this machine can lock either. */
function lockHere(place: string, namespace: string, holder: string, warn: (message: string) => void): Lock | undefined {
  try {
    return fileLock(place, namespace, holder);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    warn(`no lock is held on this machine: ${(error as Error).message}`);
    return undefined;
  }
}

function leaseHint({ id, until }: Claim): string {
  const end = new Date(until).toISOString();
  return `It counts until ${end}; if its run has died, \`iopctl unbind IopCtl.Lock.c${id}\` frees it.`;
}

function held(namespace: string, holder: string, since: number, hint: string): Refusal {
  const when = new Date(since).toISOString();
  return new Refusal(
    "stale",
    `another run holds the lock of ${namespace}: ${holder}, since ${when}.\n  Nothing was changed. ${hint}`,
  );
}

function whoAmI(): string {
  let user = "somebody";
  try {
    user = userInfo().username;
  } catch {
    // A container's user may have no name.
  }
  return `${user}@${hostname()} (process ${process.pid})`;
}

interface LockFile {
  readonly pid: number;
  readonly host: string;
  readonly holder: string;
  readonly since: number;
}

/** On this machine: a file that exists as long as its process does. */
function fileLock(url: string, namespace: string, holder: string): Lock {
  const folder = join(tmpdir(), "iopctl-locks");
  mkdirSync(folder, { recursive: true });
  try {
    // For every user of the machine, none of whom may remove another's.
    chmodSync(folder, 0o1777);
  } catch {
    // Another user made it.
  }
  const id = createHash("sha256").update(`${url}\n${namespace}`).digest("hex").slice(0, 24);
  const path = join(folder, `${id}.json`);
  const own: LockFile = { pid: process.pid, host: hostname(), holder, since: Date.now() };
  for (let attempt = 0; ; attempt += 1) {
    try {
      create(path, JSON.stringify(own));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const other = readLock(path);
    if (other !== undefined && (other.host !== own.host || isAlive(other.pid))) {
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
    if (readLock(path)?.since === own.since && readLock(path)?.pid === own.pid) rmSync(path, { force: true });
    return Promise.resolve();
  };
  return { kind: "file", holder, release };
}

/** Whole or not at all: nobody must read a half-written holder. */
function create(path: string, text: string): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { flag: "wx", mode: 0o644 });
  try {
    linkSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes away the file of a process that has died; who comes second finds another's file gone, or its own. */
function discard(path: string, seen: LockFile | undefined): void {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
