import { randomBytes } from "node:crypto";
import type { WriteClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { type Claim, releaseLease, takeLease } from "../engine/lease.ts";
import { Refusal } from "../model/refusal.ts";
import { held, type Lock, lockHere, whoAmI } from "../store/lock.ts";
import { isLoopback } from "../this-machine.ts";

/**
 * Keeps two applies on one namespace apart; `clock`: milliseconds since 1970. Throws Refusal (exit 6) with the holder and
 * since when.
 */
export async function takeLock(
  target: Target,
  namespace: string,
  client: WriteClient,
  clock: () => number,
  warn: (message: string) => void,
): Promise<Lock | undefined> {
  if (target.lock === "none") return undefined;
  const holder = whoAmI();
  const file = lockHere(placeOf(target), namespace, holder, clock(), warn);
  if (target.lock === "file") return file;
  const now = clock();
  const claim: Claim = { id: randomBytes(6).toString("hex"), holder, since: now, until: now + target.lockTtl };
  try {
    const rival = await takeLease({ client, claim, now: clock, remoteFolder: undefined });
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
export async function oneMigration<T>(target: Target, clock: () => number, make: () => Promise<T>): Promise<T> {
  const end = performance.now() + target.migrateTimeout;
  for (;;) {
    let lock: Lock | undefined;
    try {
      lock = lockHere(`migration on ${placeOf(target)}`, "", whoAmI(), clock(), () => undefined);
    } catch (error) {
      if (!(error instanceof Refusal) || performance.now() < end) {
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

/** An embedded sandbox is known by its directory, any other server by its address, of which this machine has several. */
function placeOf({ url, base }: Target): string {
  if (url.startsWith("sandbox:")) return `${base} ${url}`;
  const { hostname } = new URL(url);
  return isLoopback(hostname) ? url.replace(hostname, "localhost") : url;
}

function leaseHint({ id, until }: Claim): string {
  const end = new Date(until).toISOString();
  return `It expires at ${end}; if its run has died, \`iopctl unbind IopCtl.Lock.c${id}\` frees it.`;
}
