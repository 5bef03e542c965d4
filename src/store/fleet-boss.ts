import { notInstalled, type Query } from "./fleet-session.ts";

/** What is used of pg-boss 10: its queues, and which job is whose turn. All runs in a transaction of ours. */
export interface Boss {
  readonly createQueue: (query: Query, queue: string) => Promise<void>;
  /** With what waits in it. */
  readonly deleteQueue: (query: Query, queue: string) => Promise<void>;
  readonly insert: (query: Query, queue: string, ids: readonly string[]) => Promise<void>;
  /** The id of the next job, which is active from now on; undefined: none is to be had now. */
  readonly next: (query: Query, queue: string) => Promise<string | undefined>;
  /** It is over: what came of it stands in our own rows. */
  readonly forget: (query: Query, queue: string, id: string) => Promise<void>;
  /** Another may fetch it, a second from now. */
  readonly putBack: (query: Query, queue: string, id: string) => Promise<void>;
}

interface Db {
  readonly executeSql: (text: string, values: readonly unknown[]) => Promise<{ readonly rows: unknown[] }>;
}
interface PgBoss {
  on(event: "error", listener: (error: Error) => void): unknown;
  start(): Promise<unknown>;
  createQueue(name: string, options: object): Promise<void>;
  deleteQueue(name: string): Promise<void>;
  insert(jobs: readonly object[], options: { readonly db: Db }): Promise<unknown>;
  readonly fetch: (name: string, options: { db: Db }) => Promise<readonly { readonly id: string }[]>;
  deleteJob(name: string, id: string, options: { readonly db: Db }): Promise<unknown>;
  purgeQueue(name: string): Promise<void>;
  fail(name: string, id: string, output: object, options: { readonly db: Db }): Promise<unknown>;
}

/** Beside pg-boss of anybody else in the same database. */
const SCHEMA = "iopctl_boss";
/** How often a job is put back is not what ends it: how many workers were lost over it is (planner/fleet.ts). */
const QUEUE = { policy: "standard", retryLimit: 1_000_000, retryDelay: 1, retryBackoff: false };

/** Makes pg-boss's own tables where they are missing. Throws Refusal where the package is not installed. */
export async function openBoss(query: Query): Promise<Boss> {
  // What makes and removes queues knows no other connection than the one of the start.
  let now = query;
  const boss = new (await loadBoss())({
    db: dbOf((text, values) => now(text, values)),
    schema: SCHEMA,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await startAlone(boss, query);
  const within = async (connection: Query, work: () => Promise<void>) => {
    now = connection;
    try {
      await work();
    } finally {
      now = query;
    }
  };
  return {
    createQueue: (connection, queue) => within(connection, () => boss.createQueue(queue, { name: queue, ...QUEUE })),
    deleteQueue: (connection, queue) =>
      within(connection, async () => {
        await boss.purgeQueue(queue);
        await boss.deleteQueue(queue);
      }),
    insert: async (connection, queue, ids) => {
      await boss.insert(
        ids.map((id) => ({ id, name: queue })),
        { db: dbOf(connection) },
      );
    },
    next: (connection, queue) => nextOf(boss, connection, queue),
    forget: async (connection, queue, id) => {
      await boss.deleteJob(queue, id, { db: dbOf(connection) });
    },
    putBack: async (connection, queue, id) => {
      await boss.fail(queue, id, {}, { db: dbOf(connection) });
    },
  };
}

/** A connection as pg-boss takes one. `onError` hears what pg-boss keeps to itself. */
function dbOf(query: Query, onError: (error: unknown) => void = () => undefined): Db {
  return {
    executeSql: async (text, values) => {
      try {
        // A text of several statements takes no values, not even none.
        return { rows: await (values === undefined || values.length === 0 ? query(text) : query(text, values)) };
      } catch (error) {
        onError(error);
        throw error;
      }
    },
  };
}

/** One of many that start at once makes the tables; the others must not fail over that in the middle of it. */
async function startAlone(boss: PgBoss, query: Query): Promise<void> {
  await query("SELECT pg_advisory_lock(hashtextextended('iopctl boss', 0))");
  try {
    await boss.start();
  } finally {
    await query("SELECT pg_advisory_unlock(hashtextextended('iopctl boss', 0))");
  }
}

/** pg-boss takes an error for an empty queue: here it is thrown. */
async function nextOf({ fetch: take }: PgBoss, query: Query, queue: string): Promise<string | undefined> {
  let failed: { readonly error: unknown } | undefined;
  const onError = (error: unknown) => {
    failed = { error };
  };
  const [job] = await take(queue, { db: dbOf(query, onError) });
  if (failed !== undefined) throw (failed as { readonly error: unknown }).error;
  return job?.id;
}

async function loadBoss(): Promise<new (options: object) => PgBoss> {
  try {
    const loaded = (await import("pg-boss")) as unknown as { readonly default: new (options: object) => PgBoss };
    return loaded.default;
  } catch (error) {
    throw notInstalled(error, "pg-boss");
  }
}
