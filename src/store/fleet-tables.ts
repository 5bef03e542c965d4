import { Refusal } from "../model/refusal.ts";
import type { Query } from "./fleet-session.ts";

/**
 * The tables, in the schema `iopctl` (docs/fleets.md shows them): each entry brings the one before it a version further, and
 * none is ever changed once it is released.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE iopctl.submissions (
    id text PRIMARY KEY,
    kind text NOT NULL,
    digest text NOT NULL,
    by text NOT NULL,
    commit text,
    limits jsonb NOT NULL,
    reviewed boolean NOT NULL,
    targets jsonb NOT NULL,
    state text NOT NULL DEFAULT 'open',
    wish jsonb,
    record jsonb,
    submitted timestamptz NOT NULL DEFAULT now(),
    finished timestamptz
  );
  CREATE UNIQUE INDEX submissions_open ON iopctl.submissions (digest) WHERE state = 'open';
  CREATE TABLE iopctl.routes (
    queue text PRIMARY KEY,
    submission text NOT NULL REFERENCES iopctl.submissions,
    labels jsonb NOT NULL,
    only_worker text
  );
  CREATE INDEX routes_submission ON iopctl.routes (submission);
  CREATE TABLE iopctl.jobs (
    id uuid PRIMARY KEY,
    submission text NOT NULL REFERENCES iopctl.submissions,
    target text NOT NULL,
    step text NOT NULL,
    queue text NOT NULL,
    files text NOT NULL,
    state text NOT NULL DEFAULT 'waits',
    attempt int NOT NULL DEFAULT 0,
    lost int NOT NULL DEFAULT 0,
    worker text,
    remark text,
    not_before timestamptz NOT NULL DEFAULT now(),
    calling_until timestamptz,
    notes jsonb NOT NULL DEFAULT '{}',
    ending text,
    message text,
    calls int,
    differs boolean,
    begun timestamptz,
    finished timestamptz
  );
  CREATE INDEX jobs_queue ON iopctl.jobs (queue, state);
  CREATE INDEX jobs_left ON iopctl.jobs (submission) WHERE state IN ('waits', 'active');
  CREATE INDEX jobs_submission ON iopctl.jobs (submission, target);
  CREATE TABLE iopctl.plans (
    submission text NOT NULL REFERENCES iopctl.submissions,
    target text NOT NULL,
    namespace text NOT NULL,
    plan jsonb NOT NULL,
    PRIMARY KEY (submission, target, namespace)
  );
  CREATE TABLE iopctl.events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission text NOT NULL REFERENCES iopctl.submissions,
    target text,
    type text NOT NULL,
    worker text,
    at timestamptz NOT NULL DEFAULT now(),
    event jsonb NOT NULL
  );
  CREATE INDEX events_submission ON iopctl.events (submission, target);
  CREATE TABLE iopctl.workers (
    id text PRIMARY KEY,
    name text NOT NULL,
    labels jsonb NOT NULL,
    version text NOT NULL,
    commit text,
    started timestamptz NOT NULL DEFAULT now(),
    seen timestamptz NOT NULL DEFAULT now(),
    remark text
  );
  CREATE VIEW iopctl.results AS
    SELECT submission, target, step, state, ending, message, calls, differs, attempt, worker, begun, finished
    FROM iopctl.jobs WHERE state IN ('done', 'dropped');
  `,
  `
  CREATE TABLE iopctl.rollout_targets (
    submission text NOT NULL REFERENCES iopctl.submissions,
    target text NOT NULL,
    progress jsonb NOT NULL,
    PRIMARY KEY (submission, target)
  );
  `,
];

/** The tables as this program knows them, made where they are missing. Throws Refusal where a newer program made them. */
export async function prepareTables(query: Query): Promise<void> {
  // One at a time: of many workers that start at once each would make them.
  await query("SELECT pg_advisory_xact_lock(hashtextextended('iopctl tables', 0))");
  await query("CREATE SCHEMA IF NOT EXISTS iopctl");
  await query("CREATE TABLE IF NOT EXISTS iopctl.version (version int NOT NULL)");
  const [row] = await query<{ version: number }>("SELECT version FROM iopctl.version");
  const version = row?.version ?? 0;
  refuseNewer(version);
  if (version === STEPS.length) return;
  for (const step of STEPS.slice(version)) await query(step);
  await query(row === undefined ? "INSERT INTO iopctl.version VALUES ($1)" : "UPDATE iopctl.version SET version = $1", [
    STEPS.length,
  ]);
}

/** Who only looks makes nothing. Gives whether there are tables. */
export async function hasTables(query: Query): Promise<boolean> {
  const [found] = await query<{ name: string | null }>("SELECT to_regclass('iopctl.version')::text AS name");
  if (found?.name == null) return false;
  const [row] = await query<{ version: number }>("SELECT version FROM iopctl.version");
  if (row === undefined) return false;
  refuseNewer(row.version);
  if (row.version < STEPS.length)
    throw new Refusal("error", "the queue's tables are older than this program: `iopctl fleet worker` brings them up");
  return true;
}

function refuseNewer(version: number): void {
  if (version <= STEPS.length) return;
  throw new Refusal(
    "error",
    `the queue's tables are of a newer iopctl (version ${version}, this one knows ${STEPS.length}).\n` +
      "  Nothing was changed. Bring this machine up to date.",
  );
}
