import type { Reading } from "../desired/reading.ts";
import { eventJson } from "../documents/event-json.ts";
import { withBasis } from "../documents/plan-json.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import type { Job, JobEnding, JobNotes, Submission } from "../model/fleet.ts";
import { plural } from "../model/plural.ts";
import type { Gate } from "../model/rollout.ts";
import type { FleetEvent } from "../store/fleet-signs.ts";
import type { Around } from "./applying.ts";
import { endingOf } from "./ending.ts";
import { configOnly } from "./fleet-files.ts";
import { type PlanOptions, planTarget } from "./plan.ts";
import { targetSteps } from "./rollout-target.ts";
import type { World } from "./world.ts";

/** What a worker does for one job, and what comes of it; nothing of queues and locks. */

export interface JobWork {
  readonly job: Job;
  readonly submission: Submission;
  /** Of this target, as they were reviewed. */
  readonly plans: readonly ShownPlan[];
  readonly gates: readonly string[];
  /** The name of this worker, which keeps the records of its runs. */
  readonly place: string;
  readonly flags: PlanOptions;
  /** Its signal is aborted when the worker is to stop, or has lost its queue. */
  readonly world: World;
  readonly reading: Reading;
  readonly around: Around;
  readonly onEvent: (event: Omit<FleetEvent, "worker">) => void;
  /** Is waited for: the next attempt must know it. */
  readonly note: (notes: JobNotes) => Promise<void>;
}

/** How a job ended, and what is kept of it. */
export interface JobResult extends JobEnding {
  readonly notes?: JobNotes;
  readonly plans?: readonly ShownPlan[];
  /** Nothing was done, and may be later: another run holds the target. */
  readonly locked?: true;
}

/** Does one job. What goes wrong is its ending; nothing is thrown. */
export async function doJob(work: JobWork): Promise<JobResult> {
  try {
    switch (work.job.step) {
      case "plan":
        return await planJob(work);
      case "apply":
        return await applyJob(work);
      case "look":
        return await lookJob(work);
      case "undo":
        return await undoJob(work);
    }
  } catch (error) {
    const message = work.world.secrets.hide((error as Error).message);
    return { ending: endingOf(error), message, calls: 0 };
  }
}

/** The flags of the submission, which limit it, on top of where this worker's config is. */
function limitsOf({ flags, submission }: JobWork): PlanOptions {
  const { parallelism: _many, ...limits } = submission.limits as PlanOptions;
  return { ...configOnly(flags), ...limits };
}

async function planJob(work: JobWork): Promise<JobResult> {
  const { job, world, reading } = work;
  const targetPlan = await planTarget([], limitsOf(work), world, {
    target: job.target,
    several: true,
    digests: true,
    reading,
  });
  const plans = targetPlan.plans.map(({ shown, basis, salt }) => withBasis(shown, basis, salt));
  const summaries = plans.map(({ summary }) => summary);
  const sum = (key: "create" | "update" | "delete" | "calls") => summaries.reduce((all, one) => all + one[key], 0);
  const differs = sum("create") + sum("update") + sum("delete") + sum("calls") > 0;
  const message = differs
    ? `+${sum("create")} ~${sum("update")} -${sum("delete")}, ${plural(sum("calls"), "call")}`
    : "no changes";
  return { ending: "done", message, calls: 0, differs, plans };
}

function stepsOf(work: JobWork, more: readonly string[] = []) {
  const { job, submission, plans, gates, world, reading, around, onEvent } = work;
  const course = { digest: "", waves: [], gates: [...gates] as Gate[], max_failures: 0, on_failure: "stop" as const };
  const document: PlanDocument = {
    format_version: "1",
    created_at: submission.submitted,
    // Which files a target has is for its own config to say, and for nobody who can write to the queue.
    plans: plans.map(({ sources: _sources, ...plan }) => plan),
    ...(submission.kind === "rollout" ? { rollout: course } : {}),
  };
  return targetSteps({
    id: submission.id,
    document,
    unreviewed: !submission.reviewed,
    flags: limitsOf(work),
    world,
    listener: {
      onApply: (event, place, shown) =>
        onEvent({
          submission: submission.id,
          target: job.target,
          type: event.type,
          event: eventJson(event, shown, place),
        }),
    },
    held: new Set([...(job.notes.runs ?? []), ...more]),
    reading: () => Promise.resolve(reading),
    around,
  });
}

async function applyJob(work: JobWork): Promise<JobResult> {
  const { job, place, note } = work;
  let { before } = job.notes;
  let runs = job.notes.runs ?? [];
  let places = job.notes.places ?? {};
  // Whoever was at it before has written something.
  const begun = runs.length > 0;
  const outcome = await stepsOf(work).apply(job.target, begun, {
    run: (id) => {
      runs = [...runs, id];
      places = { ...places, [id]: place };
      return note({ runs, places, ...(before === undefined ? {} : { before }) });
    },
    before: (baseline) => {
      before ??= baseline;
    },
  });
  const { ending, message, calls, locked } = outcome;
  const notes: JobNotes = { runs, places, ...(before === undefined ? {} : { before }) };
  return { ending, message, calls, differs: begun || calls > 0, notes, ...(locked ? { locked } : {}) };
}

async function lookJob(work: JobWork): Promise<JobResult> {
  const { job } = work;
  const findings = await stepsOf(work).look(job.target, job.notes.before);
  const bad = findings.filter(({ ok }) => !ok);
  const message = bad.map(({ gate, message: text }) => `gate ${gate}: ${text}`).join("; ");
  return {
    ending: bad.length === 0 ? "done" : "not_converged",
    message: message === "" ? "all gates passed" : message,
    calls: 0,
    notes: { findings },
  };
}

async function undoJob(work: JobWork): Promise<JobResult> {
  const { job } = work;
  const problem = await stepsOf(work).undo(job.target, job.notes.runs ?? []);
  return problem === undefined
    ? { ending: "done", message: "as it was before", calls: 0 }
    : { ending: "failed", message: problem, calls: 0 };
}
