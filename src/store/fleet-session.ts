import { Refusal } from "../model/refusal.ts";

/**
 * One connection to PostgreSQL, and all that is done over it in turn. Locks that it holds are free the moment it is lost,
 * whether its process was killed or its network is gone: that is how others know.
 */
export interface Session {
  /** For people; no password in it. */
  readonly name: string;
  /** Aborted when the connection is lost. */
  readonly lost: AbortSignal;
  /** The result's rows. Throws where the connection is lost. */
  readonly query: Query;
  /** All or nothing; nothing else of this session happens in between. */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** Takes it for lost: nothing more is said over it. */
  readonly drop: () => void;
  readonly close: () => Promise<void>;
}

/** One statement with its values, which gives its rows. Rejects with what the database says. */
export type Query = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Milliseconds. */
const PATIENCE = { connect: 10_000, answer: 30_000 };
/** The database lets go of a connection whose other end has vanished after some 25 s. */
const KEEP_ALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

/** What is shown of a connection string: never its user's password, nor its parameters. */
export function queueName(url: string): string {
  const { hostname, port, pathname } = parsed(url);
  return `${hostname === "" ? "localhost" : decodeURIComponent(hostname)}${port === "" ? "" : `:${port}`}${pathname}`;
}

/** The password in a connection string, as it is written and as it is meant; none: nothing. */
export function queueSecrets(url: string): readonly string[] {
  const { password, searchParams } = parsed(url);
  const all = [
    password,
    safeDecode(password),
    searchParams.get("password") ?? "",
    searchParams.get("sslpassword") ?? "",
  ];
  return [...new Set(all.filter((text) => text !== ""))];
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(url: string): URL {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new Refusal(
      "usage",
      "the queue is no address of a PostgreSQL database.\n" +
        "  It looks like postgres://user@host:5432/database; --queue or IOPCTL_QUEUE says it.",
    );
  return new URL(url);
}

/** Throws Refusal (exit 7) where the database cannot be reached, and exit 1 where the package is not installed. */
export async function openSession(url: string, application: string): Promise<Session> {
  const name = queueName(url);
  const { Client } = await loadPg();
  const client = new Client({
    connectionString: url,
    application_name: application,
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE.connect,
    query_timeout: PATIENCE.answer,
  });
  const gone = new AbortController();
  const lose = () => gone.abort(new Refusal("unreachable", `the connection to the queue ${name} is lost`));
  client.on("error", lose);
  client.on("end", lose);
  await connect(client, name);
  const drop = () => {
    lose();
    void client.end().catch(() => undefined);
  };
  const direct: Query = async <Row>(text: string, values?: readonly unknown[]) => {
    if (gone.signal.aborted) throw gone.signal.reason;
    try {
      return (await client.query(text, values as unknown[] | undefined)).rows as Row[];
    } catch (error) {
      // Words of the server are an answer. Anything else: nobody knows what the other end believes.
      if (!isAnswer(error)) drop();
      throw error;
    }
  };
  const inTurn = turnsOf();
  return {
    name,
    lost: gone.signal,
    drop,
    query: (text, values) => inTurn(() => direct(text, values)),
    transaction: (work) => inTurn(() => inTransaction(direct, gone.signal, work)),
    close: () => inTurn(() => client.end().catch(() => undefined)),
  };
}

type PgClient = InstanceType<typeof import("pg")["Client"]>;

/** Throws Refusal: denied where the server refuses the user, else unreachable. */
async function connect(client: PgClient, name: string): Promise<void> {
  try {
    await client.connect();
    await client.query(KEEP_ALIVE);
  } catch (error) {
    await client.end().catch(() => undefined);
    const refused = /^28/.test((error as { readonly code?: string }).code ?? "");
    throw refused
      ? new Refusal("denied", `the queue ${name} refuses this user: ${wordsOf(error)}`)
      : new Refusal("unreachable", `the queue ${name} cannot be reached: ${wordsOf(error)}`);
  }
}

/** What comes first ends first: no statement gets into another's transaction. */
function turnsOf(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** All of the work or nothing. `lost`: over a connection that is lost nothing more is said. */
async function inTransaction<T>(query: Query, lost: AbortSignal, work: (query: Query) => Promise<T>): Promise<T> {
  await query("BEGIN");
  try {
    const value = await work(query);
    await query("COMMIT");
    return value;
  } catch (error) {
    if (!lost.aborted) await query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** As `jsonb` and `text` can hold it: PostgreSQL has no NUL character. */
export function rowText(value: unknown): string {
  const plain = (text: string) => text.replaceAll("\0", "\uFFFD");
  if (typeof value === "string") return plain(value);
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? plain(part) : part));
}

/** An SQLSTATE of five characters: but for those by which the server ends a connection (08, 57P). */
function isAnswer(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P)/.test(code);
}

function wordsOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  return (message || code || String(error)).split("\n")[0] ?? "";
}

const INSTALL = "npm install pg-boss@10.3.2 pg";

/** Throws Refusal where an optional package is missing. */
export function notInstalled(error: unknown, name: string): Refusal {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
  return new Refusal(
    "error",
    `a fleet's queue needs the package ${name}, which is not installed (it is optional).\n  \`${INSTALL}\` installs it.`,
  );
}

async function loadPg(): Promise<Pick<typeof import("pg"), "Client">> {
  try {
    return (await import("pg")).default;
  } catch (error) {
    throw notInstalled(error, "pg");
  }
}
