import type { ShownPlan } from "../generated/plan.ts";
import type { Submission, SubmissionKind, SubmissionState } from "../model/fleet.ts";
import type { RolloutRecord, Wish } from "../model/rollout.ts";
import { type Query, rowText, type Session } from "./fleet-session.ts";

/** What was submitted to a fleet, the plans that belong to it, and what somebody wishes of it. */

interface SubmissionRow {
  readonly id: string;
  readonly kind: SubmissionKind;
  readonly digest: string;
  readonly by: string;
  readonly commit: string | null;
  readonly limits: Readonly<Record<string, unknown>>;
  readonly reviewed: boolean;
  readonly targets: Submission["targets"];
  readonly state: SubmissionState;
  readonly submitted: Date;
  readonly finished: Date | null;
}

function submissionOf({ commit, submitted, finished, ...row }: SubmissionRow): Submission {
  return {
    ...row,
    ...(commit === null ? {} : { commit }),
    submitted: submitted.toISOString(),
    ...(finished === null ? {} : { finished: finished.toISOString() }),
  };
}

const SUBMISSION = "id, kind, digest, by, commit, limits, reviewed, targets, state, submitted, finished";
/** Nobody asks for anything but that it goes on. */
export const NO_WISH: Wish = { wanted: "run", by: "" };

/** Newest first. */
export async function submissions(query: Query): Promise<readonly Submission[]> {
  const rows = await query<SubmissionRow>(
    `SELECT ${SUBMISSION} FROM iopctl.submissions ORDER BY submitted DESC, id DESC`,
  );
  return rows.map(submissionOf);
}

/** The submission of an id; undefined: there is none. */
export async function submission(query: Query, id: string): Promise<Submission | undefined> {
  const [row] = await query<SubmissionRow>(`SELECT ${SUBMISSION} FROM iopctl.submissions WHERE id = $1`, [id]);
  return row === undefined ? undefined : submissionOf(row);
}

/** The submission that has applied all of just this, and well; undefined: none has. */
export async function appliedBefore(query: Query, digest: string): Promise<Submission | undefined> {
  const [row] = await query<SubmissionRow>(
    `SELECT ${SUBMISSION} FROM iopctl.submissions s WHERE digest = $1 AND state = 'done'
       AND coalesce(record->>'state', 'done') = 'done'
       AND NOT EXISTS (SELECT 1 FROM iopctl.jobs WHERE submission = s.id AND step = 'apply' AND ending <> 'done')
     ORDER BY submitted DESC LIMIT 1`,
    [digest],
  );
  return row === undefined ? undefined : submissionOf(row);
}

/** Writes it down; where the same is open already, gives that one, and writes nothing. */
export async function insertSubmission(
  query: Query,
  { id, kind, digest, by, commit, limits, reviewed, targets }: Omit<Submission, "state" | "submitted" | "finished">,
  record: RolloutRecord | undefined,
): Promise<Submission | undefined> {
  const added = await query(
    `INSERT INTO iopctl.submissions (id, kind, digest, by, commit, limits, reviewed, targets, record)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (digest) WHERE state = 'open' DO NOTHING RETURNING id`,
    [
      ...[id, kind, digest, by, commit ?? null, rowText(limits), reviewed, rowText(targets)],
      record === undefined ? null : rowText(record),
    ],
  );
  if (added.length > 0) return undefined;
  const [row] = await query<SubmissionRow>(
    `SELECT ${SUBMISSION} FROM iopctl.submissions WHERE digest = $1 AND state = 'open'`,
    [digest],
  );
  return row === undefined ? undefined : submissionOf(row);
}

/** Keeps the plans that were made of a submission, or reviewed for it. */
export async function insertPlans(query: Query, id: string, plans: readonly ShownPlan[]): Promise<void> {
  const rows = plans.map((plan) => ({ target: plan.target, namespace: plan.namespace, plan }));
  // A plan may be large: not too many in one statement.
  for (let from = 0; from < rows.length; from += 100)
    await query(
      `INSERT INTO iopctl.plans (submission, target, namespace, plan)
       SELECT $1, target, namespace, plan
       FROM jsonb_to_recordset($2::jsonb) AS new (target text, namespace text, plan jsonb)
       ON CONFLICT (submission, target, namespace) DO UPDATE SET plan = excluded.plan`,
      [id, rowText(rows.slice(from, from + 100))],
    );
}

/** The plans of a submission, in their targets' order; of one target alone where it is named. */
export async function plansOf(query: Query, id: string, target?: string): Promise<readonly ShownPlan[]> {
  const rows = await query<{ plan: ShownPlan }>(
    `SELECT plan FROM iopctl.plans WHERE submission = $1 AND ($2::text IS NULL OR target = $2) ORDER BY target, namespace`,
    [id, target ?? null],
  );
  return rows.map(({ plan }) => plan);
}

/** A wish of somebody for a submission. An abort of one without waves ends it: what waits is dropped. */
export function wishSubmission({ transaction }: Session, { id, kind }: Submission, wish: Wish): Promise<void> {
  return transaction(async (query) => {
    await query("UPDATE iopctl.submissions SET wish = $2 WHERE id = $1", [id, rowText(wish)]);
    if (wish.wanted !== "abort" || kind === "rollout") return;
    await endSubmission(query, id, "aborted");
  });
}

/** What waits is dropped; who is at a job finishes it. */
export async function endSubmission(query: Query, id: string, state: SubmissionState): Promise<void> {
  await query("UPDATE iopctl.jobs SET state = 'dropped', finished = now() WHERE submission = $1 AND state = 'waits'", [
    id,
  ]);
  await query("UPDATE iopctl.submissions SET state = $2, finished = now() WHERE id = $1 AND state = 'open'", [
    id,
    state,
  ]);
}

/** What somebody asks of a submission; nobody has: that it runs. */
export async function wishOf(query: Query, id: string): Promise<Wish> {
  const [row] = await query<{ wish: Wish | null }>("SELECT wish FROM iopctl.submissions WHERE id = $1", [id]);
  return row?.wish ?? NO_WISH;
}

/** The targets that a submission's work ended well for. */
export async function wellIn(query: Query, id: string, kind: SubmissionKind): Promise<ReadonlySet<string>> {
  const rows = await query<{ target: string }>(
    "SELECT target FROM iopctl.jobs WHERE submission = $1 AND step = $2 AND state = 'done' AND ending = 'done'",
    [id, kind],
  );
  return new Set(rows.map(({ target }) => target));
}
