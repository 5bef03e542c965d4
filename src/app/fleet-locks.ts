import type { Query, Session } from "../store/fleet-session.ts";

/**
 * Locks of one session in the database: held by one worker at a time, and free the moment its connection is lost. The
 * database would give a session its own lock again; here nobody gets what is held.
 */
export class FleetLocks {
  private readonly held = new Set<string>();

  constructor(private readonly session: Session) {}

  /** `within`: a transaction that it happens in; the lock outlives it. */
  async take(key: string, within: Query = this.session.query): Promise<boolean> {
    if (this.held.has(key)) return false;
    this.held.add(key);
    try {
      const [row] = await within<{ free: boolean }>("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free", [
        lockKey(key),
      ]);
      if (row?.free === true) return true;
      this.held.delete(key);
      return false;
    } catch (error) {
      this.held.delete(key);
      throw error;
    }
  }

  /** All of them, or none: gives the one that is not free. */
  async takeAll(keys: readonly string[], within: Query): Promise<string | undefined> {
    const taken: string[] = [];
    for (const key of keys) {
      if (await this.take(key, within)) {
        taken.push(key);
        continue;
      }
      for (const other of taken) await this.free(other, within);
      return key;
    }
    return undefined;
  }

  /** `within`: as of `take`. Of a lost session nothing is left to free. */
  async free(key: string, within: Query = this.session.query): Promise<void> {
    if (!this.held.delete(key) || this.session.lost.aborted) return;
    await within("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [lockKey(key)]).catch(() => undefined);
  }
}

/** What stands for it in the database. */
export function lockKey(key: string): string {
  return `iopctl ${key}`;
}

/** The lock of who is at a job. */
export function jobKey(id: string): string {
  return `job ${id}`;
}
