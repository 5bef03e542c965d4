import type { Ending } from "./refusal.ts";
import type { Baseline, RolloutRecord, Wish } from "./rollout.ts";

/** A fleet: work for many targets, kept in a database, and done by workers that reach some of them. Plain data. */

/** plan: only looked at. apply: all targets at once. rollout: in waves. */
export type SubmissionKind = "plan" | "apply" | "rollout";

/** open: there is something left to do. done: there is not. aborted: by somebody. */
export type SubmissionState = "open" | "done" | "aborted";

/** What a target is, or what a worker's targets must be. */
export type Labels = Readonly<Record<string, string>>;

/** What one target is submitted with. */
export interface SubmittedTarget {
  readonly target: string;
  readonly labels: Labels;
  /** Digest of the files that describe it: who works on it must have the same. */
  readonly files: string;
}

/** What somebody has handed to the workers. */
export interface Submission {
  readonly id: string;
  readonly kind: SubmissionKind;
  /** Of all that decides what is done. */
  readonly digest: string;
  readonly by: string;
  /** The commit of the submitter's work tree, for people; absent: there is none. */
  readonly commit?: string;
  /** Flags that limit a plan, or lift its limits. */
  readonly limits: Readonly<Record<string, unknown>>;
  /** Whether somebody saw the plans before: then just these are applied. */
  readonly reviewed: boolean;
  readonly targets: readonly SubmittedTarget[];
  readonly state: SubmissionState;
  /** ISO 8601. */
  readonly submitted: string;
  readonly finished?: string;
}

/**
 * What is to be done with one target. plan, apply: what was submitted. look: at the gates of a wave. undo: back to what stood
 * there before the runs of a wave.
 */
export type JobStep = "plan" | "apply" | "look" | "undo";

/** waits: for a worker. active: one is at it. done: however it ended. dropped: its submission was aborted before it began. */
type JobState = "waits" | "active" | "done" | "dropped";

/** What came of a job, beside its ending. */
export interface JobNotes {
  /** Ids of recorded runs: the way back, on the worker that made them. */
  readonly runs?: readonly string[];
  /** By run, the name of the worker that has its record. */
  readonly places?: Readonly<Record<string, string>>;
  /** What stood there before, for the gates. */
  readonly before?: Readonly<Record<string, Baseline>>;
  /** Of a look. */
  readonly findings?: readonly { readonly gate: string; readonly ok: boolean; readonly message: string }[];
}

/** One step for one target, done by one worker at a time. `files`: the digest that the worker's files must have. */
export interface Job {
  readonly id: string;
  readonly submission: string;
  readonly target: string;
  readonly step: JobStep;
  readonly queue: string;
  readonly files: string;
  readonly state: JobState;
  /** How often a worker began it; more than once where one stopped or was lost. */
  readonly attempt: number;
  /** How many workers were lost while they were at it. */
  readonly lost: number;
  readonly notes: JobNotes;
}

/** How a job ended. */
export interface JobEnding {
  readonly ending: Ending;
  readonly message: string;
  readonly calls: number;
  /** Whether the server differed from the files; absent: not known. */
  readonly differs?: boolean;
}

/** Jobs that the same workers may take: of one submission, of targets with the same labels. One queue of pg-boss. */
export interface Route {
  readonly queue: string;
  readonly submission: string;
  readonly labels: Labels;
  /** The one worker that has what is needed, such as the way back; absent: any whose labels fit. */
  readonly only?: string;
}

/** What became of one target of a submission. */
export interface StatusJob extends Partial<JobEnding> {
  readonly target: string;
  readonly step: JobStep;
  readonly state: JobState;
  readonly attempt: number;
  readonly lost: number;
  readonly worker?: string;
  /** Why it waits. */
  readonly remark?: string;
}

/** A worker that gave a sign of life within a day. */
export interface StatusWorker {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly version: string;
  readonly commit?: string;
  /** What it leaves to others. */
  readonly remark?: string;
  /** Seconds since its last sign of life. */
  readonly silent: number;
}

/** A submission as `fleet status --json` prints it. */
export interface FleetStatus {
  readonly submission: Submission;
  readonly jobs: readonly StatusJob[];
  readonly rollout?: RolloutRecord;
  readonly wish?: Wish;
  readonly workers: readonly StatusWorker[];
  /** Other submissions that are open. */
  readonly open: readonly string[];
}
