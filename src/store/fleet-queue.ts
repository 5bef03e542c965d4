import type { ShownPlan } from "../generated/plan.ts";
import type { Job, JobEnding, JobNotes, Route, SubmissionKind } from "../model/fleet.ts";
import { plural } from "../model/plural.ts";
import type { Boss } from "./fleet-boss.ts";
import { type Query, rowText, type Session } from "./fleet-session.ts";
import { insertPlans, NO_WISH, wishOf } from "./fleet-submissions.ts";

/** The jobs of a fleet, from the moment they wait to what came of them. All times are the database's. */

const JOB = "id, submission, target, step, queue, files, state, attempt, lost, notes";
/** A job that is to be written down. */
export interface NewJob extends Pick<Job, "id" | "submission" | "target" | "step" | "files" | "notes"> {}

/**
 * What a worker writes need not be on the database's disk at once: what a crash of the database loses is done again, and
 * finds nothing left to do. But before a call is made all must be there that was said until then (`mayCall`).
 */
export async function relaxed({ query }: Session): Promise<void> {
  await query("SET synchronous_commit = off");
}

/** Jobs of one queue, which is made where it is missing. A job that is there already is let be. */
export async function insertJobs(query: Query, boss: Boss, route: Route, jobs: readonly NewJob[]): Promise<void> {
  const { queue, submission, labels, only } = route;
  const opened = await query(
    "INSERT INTO iopctl.routes (queue, submission, labels, only_worker) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING queue",
    [queue, submission, rowText(labels), only ?? null],
  );
  if (opened.length > 0) await boss.createQueue(query, queue);
  const added = await query<{ id: string }>(
    `INSERT INTO iopctl.jobs (id, submission, target, step, queue, files, notes)
     SELECT id, $1, target, step, $2, files, notes
     FROM jsonb_to_recordset($3::jsonb) AS new (id uuid, target text, step text, files text, notes jsonb)
     ON CONFLICT DO NOTHING RETURNING id`,
    [submission, queue, rowText(jobs)],
  );
  if (added.length > 0)
    await boss.insert(
      query,
      queue,
      added.map(({ id }) => id),
    );
}

/** Queues in which something waits, of submissions that nobody holds, the oldest first. */
export async function openRoutes(query: Query): Promise<readonly (Route & { readonly kind: SubmissionKind })[]> {
  const rows = await query<Omit<Route, "only"> & { only_worker: string | null; kind: SubmissionKind }>(
    `SELECT queue, submission, labels, only_worker, kind FROM iopctl.routes JOIN iopctl.submissions ON id = submission
     WHERE state = 'open' AND EXISTS (
       SELECT 1 FROM iopctl.jobs j WHERE j.queue = routes.queue AND j.state = 'waits' AND j.not_before <= now()
         AND (coalesce(wish->>'wanted', 'run') = 'run' OR j.step IN ('look', 'undo')))
     ORDER BY submitted, queue`,
  );
  return rows.map(({ only_worker, ...row }) => ({ ...row, ...(only_worker === null ? {} : { only: only_worker }) }));
}

/** Queues that are not done, of submissions that nobody holds. */
export async function workLeft(query: Query): Promise<readonly Omit<Route, "submission">[]> {
  const rows = await query<Omit<Route, "only" | "submission"> & { only: string | null }>(
    `SELECT DISTINCT r.queue, r.labels, r.only_worker AS only FROM iopctl.routes r
     JOIN iopctl.submissions s ON s.id = r.submission JOIN iopctl.jobs j ON j.queue = r.queue
     WHERE s.state = 'open' AND coalesce(s.wish->>'wanted', 'run') = 'run' AND j.state IN ('waits', 'active')`,
  );
  return rows.map(({ only, ...row }) => ({ ...row, ...(only === null ? {} : { only }) }));
}

/** What a queue's jobs are for: each target with the digest of its files. */
export function filesIn(query: Query, queue: string): Promise<readonly { target: string; files: string }[]> {
  return query("SELECT DISTINCT target, files FROM iopctl.jobs WHERE queue = $1 ORDER BY target", [queue]);
}

/** What came of asking for a job. busy: its target is held. over: its submission is. */
export type Claimed = { readonly kind: "nothing" | "busy" | "over" } | { readonly kind: "job"; readonly job: Job };

/**
 * Takes the next job of a queue. `lock` is asked for the job's locks, which this session holds from then on; where it gives
 * a reason instead, the job is put back. Whoever sees the job as active knows that its locks were taken before.
 */
export function claim(
  { transaction }: Session,
  boss: Boss,
  queue: string,
  worker: string,
  lock: (query: Query, job: Job) => Promise<string | undefined>,
): Promise<Claimed> {
  return transaction(async (query) => {
    const id = await boss.next(query, queue);
    if (id === undefined) return { kind: "nothing" };
    const [job] = await query<Job>(`SELECT ${JOB} FROM iopctl.jobs WHERE id = $1 FOR UPDATE`, [id]);
    // It was withdrawn, and may come again, or is over.
    if (job?.state !== "waits") {
      await boss.forget(query, queue, id);
      return { kind: "over" };
    }
    const begins = job.step === "plan" || job.step === "apply";
    const { wanted } = begins ? await wishOf(query, job.submission) : NO_WISH;
    const busy = wanted === "run" ? await lock(query, job) : "waits: its submission is paused";
    if (busy !== undefined) {
      await putBackJob(query, boss, job, busy);
      return { kind: "busy" };
    }
    const [now] = await query<Job>(
      `UPDATE iopctl.jobs SET state = 'active', attempt = attempt + 1, worker = $2, remark = NULL, calling_until = NULL,
         begun = coalesce(begun, now()) WHERE id = $1 RETURNING ${JOB}`,
      [id, worker],
    );
    return { kind: "job", job: now as Job };
  });
}

async function putBackJob(query: Query, boss: Boss, { id, queue }: Job, remark: string): Promise<void> {
  await boss.putBack(query, queue, id);
  await query(
    `UPDATE iopctl.jobs SET state = 'waits', remark = $2, calling_until = NULL,
       not_before = now() + interval '1 second' WHERE id = $1`,
    [id, rowText(remark)],
  );
}

/** A job that its own worker leaves: between two calls, nothing of it under way. */
export function leaveJob({ transaction }: Session, boss: Boss, job: Job, remark: string): Promise<void> {
  return transaction((query) => putBackJob(query, boss, job, remark));
}

/** Writes down what the next attempt at an active job must know, and nothing else. Throws where it is no longer this attempt's. */
export async function noteJob({ query }: Session, { id, attempt }: Job, notes: JobNotes): Promise<void> {
  const rows = await query(
    "UPDATE iopctl.jobs SET notes = notes || $3 WHERE id = $1 AND attempt = $2 AND state = 'active' RETURNING id",
    [id, attempt, rowText(notes)],
  );
  if (rows.length === 0) throw new Error("another worker has this job");
}

/**
 * Before a writing call: that this attempt is still the one, and how many milliseconds others must wait for the call should
 * this session be lost. Gives false where it is not.
 */
export async function mayCall({ query }: Session, { id, attempt }: Job, patience: number): Promise<boolean> {
  const rows = await query(
    `UPDATE iopctl.jobs SET calling_until = now() + $3 * interval '1 millisecond'
     WHERE id = $1 AND attempt = $2 AND state = 'active' AND set_config('synchronous_commit', 'on', true) IS NOT NULL
     RETURNING id`,
    [id, attempt, patience],
  );
  return rows.length > 0;
}

/** A job's call has ended: whoever takes over need not wait for it. */
export async function hasCalled({ query }: Session, { id, attempt }: Job): Promise<void> {
  await query("UPDATE iopctl.jobs SET calling_until = NULL WHERE id = $1 AND attempt = $2", [id, attempt]);
}

/** The end of a job, with what came of it. Where it was the last of its submission, that is done too. */
export function finishJob(
  { transaction }: Session,
  boss: Boss,
  { id, queue, submission, attempt }: Job,
  { ending, message, calls, differs }: JobEnding,
  more: { readonly notes?: JobNotes; readonly plans?: readonly ShownPlan[] } = {},
): Promise<void> {
  return transaction(async (query) => {
    const rows = await query(
      `UPDATE iopctl.jobs SET state = 'done', ending = $3, message = $4, calls = coalesce(calls, 0) + $5, differs = $6,
         notes = notes || $7, calling_until = NULL, remark = NULL, finished = now()
       WHERE id = $1 AND attempt = $2 AND state = 'active' RETURNING id`,
      [id, attempt, ending, rowText(message), calls, differs ?? null, rowText(more.notes ?? {})],
    );
    if (rows.length === 0) return;
    if (more.plans) await insertPlans(query, submission, more.plans);
    await boss.forget(query, queue, id);
    await endOf(query, submission);
  });
}

/** Ends a submission without waves once its last job has ended. */
async function endOf(query: Query, id: string): Promise<void> {
  // Two that finish the last two jobs at once must see each other. Plans that were just written refer to the submission, which
  // a plain FOR UPDATE would wait for, each of the two for the other.
  await query("SELECT id FROM iopctl.submissions WHERE id = $1 FOR NO KEY UPDATE", [id]);
  await query(
    `UPDATE iopctl.submissions SET state = 'done', finished = now() WHERE id = $1 AND state = 'open' AND kind <> 'rollout'
       AND NOT EXISTS (SELECT 1 FROM iopctl.jobs WHERE submission = $1 AND state IN ('waits', 'active'))`,
    [id],
  );
}

/** Queues of what is over are taken down; what pg-boss held of them goes. */
export async function removeQueues({ query, transaction }: Session, boss: Boss): Promise<void> {
  const rows = await query<{ queue: string }>(
    `SELECT queue FROM iopctl.routes JOIN iopctl.submissions ON id = submission WHERE state <> 'open'
       AND NOT EXISTS (SELECT 1 FROM iopctl.jobs j WHERE j.queue = routes.queue AND j.state = 'active') LIMIT 20`,
  );
  for (const { queue } of rows)
    await transaction(async (within) => {
      const gone = await within("DELETE FROM iopctl.routes WHERE queue = $1 RETURNING queue", [queue]);
      if (gone.length > 0) await boss.deleteQueue(within, queue);
    });
}

/**
 * Ends the connections of workers of this user that have said nothing for so many seconds: their processes are stopped or
 * hang, and would hold their locks for as long. One that goes on finds its connection lost before its next writing call.
 */
export async function endSilent({ query }: Session, seconds: number): Promise<void> {
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
       AND application_name = current_setting('application_name')
       AND state LIKE 'idle%' AND state_change < clock_timestamp() - make_interval(secs => $1)`,
    [seconds],
  );
}

/** Whether a call of another job may still change this target: of a worker that was lost in it, whose locks are free. */
export async function isCalledOn(query: Query, { id, target }: Pick<Job, "id" | "target">): Promise<boolean> {
  const rows = await query(
    "SELECT id FROM iopctl.jobs WHERE target = $1 AND id <> $2 AND state = 'active' AND calling_until > now()",
    [target, id],
  );
  return rows.length > 0;
}

/** What comes of jobs whose worker is lost; each is looked at under its own lock. */
export async function sweepJobs(
  { query, transaction }: Session,
  boss: Boss,
  mine: ReadonlySet<string>,
  lockOf: (id: string) => string,
  decide: (job: { readonly lost: number; readonly held: "held" | "free" }) => "leave" | "again" | "give up",
): Promise<readonly { readonly job: Job; readonly became: "again" | "give up"; readonly worker: string }[]> {
  const found = await query<{ id: string }>(
    "SELECT id FROM iopctl.jobs WHERE state = 'active' AND (calling_until IS NULL OR calling_until < now())",
  );
  const out: { job: Job; became: "again" | "give up"; worker: string }[] = [];
  for (const { id } of found.filter((job) => !mine.has(job.id))) {
    const swept = await transaction(async (within) => {
      const [{ free } = { free: false }] = await within<{ free: boolean }>(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free",
        [lockOf(id)],
      );
      const [job] = await within<Job & { worker: string }>(
        `SELECT ${JOB}, worker FROM iopctl.jobs WHERE id = $1 AND state = 'active'
           AND (calling_until IS NULL OR calling_until < now()) FOR UPDATE`,
        [id],
      );
      if (job === undefined) return undefined;
      const became = decide({ lost: job.lost, held: free ? "free" : "held" });
      if (became === "leave") return undefined;
      await within("UPDATE iopctl.jobs SET lost = lost + 1 WHERE id = $1", [id]);
      if (became === "again") await putBackJob(within, boss, job, `worker ${job.worker} was lost`);
      else {
        await within(
          `UPDATE iopctl.jobs SET state = 'done', ending = 'failed', finished = now(), calls = coalesce(calls, 0),
             message = $2 WHERE id = $1`,
          [
            id,
            `given up: ${plural(job.lost + 1, "worker")} ${job.lost === 0 ? "was" : "were"} lost over it, the last one ${job.worker}`,
          ],
        );
        await boss.forget(within, job.queue, id);
        await endOf(within, job.submission);
      }
      return { job, became, worker: job.worker };
    });
    if (swept !== undefined) out.push(swept);
  }
  return out;
}

/** What came of jobs that are over, by their ids. */
export async function endingsOfJobs(
  query: Query,
  ids: readonly string[],
): Promise<readonly (JobEnding & { readonly id: string; readonly notes: JobNotes; readonly worker: string | null })[]> {
  return query(
    `SELECT id, coalesce(ending, 'interrupted') AS ending, coalesce(message, '') AS message, coalesce(calls, 0) AS calls,
       differs, notes, worker FROM iopctl.jobs WHERE id = ANY($1::uuid[]) AND state IN ('done', 'dropped')`,
    [ids],
  );
}
