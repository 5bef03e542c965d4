/** A rollout as it is kept: what was reviewed, and how far it has come. Plain data, a row or a file. */

export const GATES = ["checks", "log", "queues", "routes"] as const;
/** What is looked at after a wave. */
export type Gate = (typeof GATES)[number];

/** Targets that are changed together, and how long they are watched then. */
export interface Wave {
  readonly name: string;
  /** Milliseconds. */
  readonly soak: number;
  readonly targets: readonly string[];
}

/** What a rollout does, in which order. */
export interface RolloutCourse {
  readonly waves: readonly Wave[];
  readonly gates: readonly Gate[];
  readonly max_failures: number;
  readonly on_failure: "stop" | "rollback";
}

/**
 * waits: its turn has not come. applying: begun, and not known to be done: it is planned anew and goes on. applied: done,
 * and its gates have not failed. failed: its apply or a gate. undone: as it was before. not_undone: the way back failed.
 */
export type TargetState = "waits" | "applying" | "applied" | "failed" | "undone" | "not_undone";

/** How far one target has come. */
export interface TargetProgress {
  readonly state: TargetState;
  /** Ids of the recorded runs, in their order: the way back. */
  readonly runs: readonly string[];
  readonly calls: number;
  /** Of what went wrong, else what was done. */
  readonly message: string;
  /** How its apply ended, for the exit code. */
  readonly ending?: string;
  /** By namespace, what stood there before: the newest id of the log, and how many messages waited. */
  readonly before?: Readonly<Record<string, Baseline>>;
}

/** What stood in a namespace before its apply: the newest id of its log, and how many messages waited. */
export interface Baseline {
  readonly log: number;
  /** By item; absent: it was not known. */
  readonly queues?: Readonly<Record<string, number>>;
}

/**
 * applying, soaking: under way. waiting: for a window. paused: by somebody. undoing: a wave goes back. done, stopped (too
 * many failures), aborted (by somebody): it is over.
 */
export type RolloutState = "applying" | "soaking" | "waiting" | "paused" | "undoing" | "done" | "stopped" | "aborted";

/** A rollout as it is kept: the document of `rollout status --json`. */
export interface RolloutRecord extends RolloutCourse {
  readonly format_version: "1";
  readonly id: string;
  readonly started: string;
  readonly finished?: string;
  readonly by: string;
  /** Of what was reviewed. */
  readonly digest: string;
  readonly state: RolloutState;
  /** Index of the wave that it is at. */
  readonly wave: number;
  /** When the soak of that wave ends, ISO 8601; absent: it has not begun. */
  readonly soak_until?: string;
  /** Why it does not go on now. */
  readonly message?: string;
  readonly targets: Readonly<Record<string, TargetProgress>>;
  /** Flags that lift or tighten limits, which hold when it is taken up again. */
  readonly limits: Readonly<Record<string, unknown>>;
}

/** What of a rollout's head may change while it runs. */
export type RolloutHead = Pick<RolloutRecord, "state" | "wave" | "soak_until" | "message" | "finished">;

/** What became of a rollout in one step: its head as it is then, and the targets that changed. Whole values, each for itself. */
export interface RolloutStep extends RolloutHead {
  readonly targets: Readonly<Record<string, TargetProgress>>;
}

/** What somebody else asks of a rollout that runs. */
export interface Wish {
  readonly wanted: "run" | "pause" | "abort";
  readonly by: string;
  readonly reason?: string;
}

/** What happens in a rollout, for who looks on. */
export type RolloutEvent =
  | { readonly type: "wave_started"; readonly wave: string; readonly targets: readonly string[] }
  | {
      readonly type: "target_finished";
      readonly wave: string;
      readonly target: string;
      readonly state: TargetState;
      readonly message: string;
    }
  | {
      readonly type: "gate_finished";
      readonly wave: string;
      readonly target: string;
      readonly gate: Gate | "state";
      readonly ok: boolean;
      readonly message: string;
    }
  | { readonly type: "soaking"; readonly wave: string; readonly until: string }
  | { readonly type: "waits_for_window"; readonly wave: string; readonly message: string }
  | { readonly type: "paused"; readonly message: string }
  | { readonly type: "resumed" }
  | { readonly type: "undoing"; readonly wave: string; readonly targets: readonly string[] }
  | { readonly type: "rollout_finished"; readonly state: RolloutState; readonly message: string };

/** Whether nothing follows any more. */
export function isOver({ state }: Pick<RolloutRecord, "state">): boolean {
  return state === "done" || state === "stopped" || state === "aborted";
}

/** What of a record changes from step to step, without its targets. */
export function headOf({ state, wave, soak_until, message, finished }: RolloutHead): RolloutHead {
  return {
    state,
    wave,
    ...(soak_until === undefined ? {} : { soak_until }),
    ...(message === undefined ? {} : { message }),
    ...(finished === undefined ? {} : { finished }),
  };
}

/** The step that made the record what it is, of the named targets. */
export function stepOf(record: RolloutRecord, names: readonly string[]): RolloutStep {
  const targets = names.flatMap((name) => {
    const progress = progressOf(record, name);
    return progress === undefined ? [] : [[name, progress] as const];
  });
  return { ...headOf(record), targets: Object.fromEntries(targets) };
}

/** The record after these steps, in their order. */
export function afterSteps(record: RolloutRecord, steps: readonly RolloutStep[]): RolloutRecord {
  const last = steps.at(-1);
  if (last === undefined) return record;
  const { state: _state, wave: _wave, soak_until: _until, message: _message, finished: _finished, ...kept } = record;
  const targets = Object.entries(record.targets).concat(...steps.map((step) => Object.entries(step.targets)));
  return { ...kept, ...headOf(last), targets: Object.fromEntries(targets) };
}

/** What is recorded of a target: a name such as `constructor` is one too. */
export function progressOf({ targets }: Pick<RolloutRecord, "targets">, name: string): TargetProgress | undefined {
  return Object.hasOwn(targets, name) ? targets[name] : undefined;
}
