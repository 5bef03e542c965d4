import { Reading } from "../desired/reading.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import type { Submission, SubmissionKind } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import type { RolloutRecord } from "../model/rollout.ts";
import { digestOf } from "../planner/digest.ts";
import { routesOf } from "../planner/fleet.ts";
import { newProgress } from "../planner/rollout.ts";
import { type Boss, openBoss } from "../store/fleet-boss.ts";
import { insertJobs } from "../store/fleet-queue.ts";
import { openSession, queueName, type Session } from "../store/fleet-session.ts";
import { appliedBefore, insertPlans, insertSubmission, submission, submissions } from "../store/fleet-submissions.ts";
import { prepareTables } from "../store/fleet-tables.ts";
import { whoAmI } from "../store/lock.ts";
import { newRunId } from "../store/runs.ts";
import { refuseOneUrl } from "./fleet-connect.ts";
import { commitHere, submittedTargets } from "./fleet-files.ts";
import { notWellBefore } from "./fleet-left.ts";
import { namesMeant, refuseOtherFiles, reviewedPlans, type SubmitFlags } from "./fleet-reviewed.ts";
import { jobId } from "./fleet-waves.ts";
import { refusePassed } from "./limits.ts";
import { KEPT } from "./rollout.ts";
import type { World } from "./world.ts";

/** What is handed to a fleet's workers: names, digests, and plans that somebody has reviewed. No credential is among it. */

export type Submitted =
  | {
      readonly submission: Submission;
      /** The database as people may see it: its host and name. */
      readonly queue: string;
      /** new: it is written down. open: the same was submitted before. done: just this was applied before; nothing is to do. */
      readonly how: "new" | "open" | "done";
    }
  /** No target is meant: none falls to this part, or all were well in the submission that is resumed. */
  | { readonly how: "nothing" };

/** Writes down what is to be done. Throws Refusal and InvalidFiles before anything is written. */
export async function submitFleet(
  kind: SubmissionKind,
  file: string | undefined,
  flags: SubmitFlags,
  url: string,
  world: World,
): Promise<Submitted> {
  refuseOneUrl(flags, world);
  const session = await openSession(url, "iopctl fleet submit");
  world.onEnd(() => session.close());
  await session.transaction(prepareTables);
  const boss = await openBoss(session.query);
  const meant = await whatIsMeant(kind, file, flags, session, world);
  if (meant === undefined) return { how: "nothing" };
  return session.transaction(async (query) => {
    // Two that submit the same at once are one after the other.
    await query("SELECT pg_advisory_xact_lock(hashtextextended('iopctl submit', 0))");
    const all = await submissions(query);
    const done = meant.submission.reviewed ? await appliedBefore(query, meant.submission.digest) : undefined;
    const queue = queueName(url);
    if (done !== undefined) return { submission: done, queue, how: "done" as const };
    if (meant.record !== undefined) refuseSecondRollout(meant.submission, all);
    const open = await insertSubmission(query, meant.submission, meant.record);
    if (open !== undefined) return { submission: open, queue, how: "open" as const };
    await insertPlans(query, meant.submission.id, meant.plans);
    if (kind !== "rollout")
      for (const route of routesOf(meant.submission.id, meant.submission.targets))
        await insertJobs(
          query,
          boss as Boss,
          route,
          route.targets.map(({ target, files }) => ({
            id: jobId(meant.submission.id, target, kind),
            submission: meant.submission.id,
            target,
            step: kind,
            files,
            notes: {},
          })),
        );
    const submitted = await submission(query, meant.submission.id);
    return { submission: submitted as Submission, queue, how: "new" as const };
  });
}

interface Meant {
  readonly submission: Omit<Submission, "state" | "submitted" | "finished">;
  readonly plans: readonly ShownPlan[];
  readonly record?: RolloutRecord;
}

async function whatIsMeant(
  kind: SubmissionKind,
  file: string | undefined,
  flags: SubmitFlags,
  session: Session,
  world: World,
): Promise<Meant | undefined> {
  const reading = new Reading();
  const reviewed = await reviewedPlans(kind, file, flags, session, world, reading);
  const names = reviewed?.names ?? (await notWellBefore(await namesMeant(flags, world, reading), kind, flags, session));
  if (names.length === 0) return undefined;
  const targets = await submittedTargets(names, flags, world, reading);
  if (reviewed?.targets !== undefined) refuseOtherFiles(targets, reviewed.targets);
  const plans = (reviewed?.document.plans ?? []).map(({ sources: _sources, ...plan }) => plan as ShownPlan);
  for (const { target, refused = [] } of plans)
    refusePassed(
      refused.filter(({ opens }) => opens === undefined),
      ` of ${target}`,
    );
  const { only, exclude } = reviewed?.document ?? {};
  const kept = Object.entries(flags).filter(([key]) =>
    ([...KEPT, "only", "exclude"] as readonly string[]).includes(key),
  );
  const limits = {
    ...Object.fromEntries(kept),
    ...(only === undefined ? {} : { only }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(kind === "rollout" ? { parallelism: flags.parallelism ?? 8 } : {}),
  };
  const course = reviewed?.document.rollout;
  const id = newRunId(world.now());
  const commit = await commitHere(flags, world, reading);
  const digest = digestOf([
    kind,
    targets,
    limits,
    plans.map((plan) => [plan.target, plan.namespace, plan.digest]),
    course?.digest ?? null,
  ]);
  const head = { id, kind, digest, by: whoAmI(), limits, reviewed: reviewed !== undefined, targets };
  return {
    submission: { ...head, ...(commit === undefined ? {} : { commit }) },
    plans,
    ...(course === undefined || kind !== "rollout" ? {} : { record: recordOf(head, course, world) }),
  };
}

function recordOf(
  { id, by }: Pick<Submission, "id" | "by">,
  { digest, ...course }: NonNullable<PlanDocument["rollout"]>,
  world: World,
): RolloutRecord {
  return {
    format_version: "1",
    id,
    started: new Date(world.now()).toISOString(),
    by,
    digest,
    ...course,
    state: "applying",
    wave: 0,
    targets: newProgress(course.waves),
    limits: {},
  };
}

function refuseSecondRollout(
  { targets, digest }: Pick<Submission, "targets" | "digest">,
  all: readonly Submission[],
): void {
  const names = new Set(targets.map(({ target }) => target));
  const other = all.find(
    (one) =>
      one.kind === "rollout" &&
      one.state === "open" &&
      one.digest !== digest &&
      one.targets.some(({ target }) => names.has(target)),
  );
  if (other === undefined) return;
  throw new Refusal(
    "stale",
    `rollout ${other.id} is not over, and has targets in common with this one. Nothing was submitted.\n` +
      `  \`iopctl fleet status ${other.id}\` shows it, \`iopctl fleet abort ${other.id}\` ends it.`,
  );
}
