import type { WriteClient } from "../api/client.ts";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ApplyEvent, ApplyOutcome } from "../model/event.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Call, Plan, Upload } from "../model/plan.ts";
import { plural } from "../model/plural.ts";
import { asSentence } from "../model/sentence.ts";
import { type Progress, replanned } from "./progress.ts";

/** What a plan is made true with. */
export interface ApplyPorts {
  readonly client: WriteClient;
  readonly observe: (desired: DesiredState) => Promise<ObservedState>;
  /** Is told what happens; what comes of the run is the result of `apply`. */
  readonly emit: (event: ApplyEvent) => void;
  /** Aborted: no further call is begun. */
  readonly signal: AbortSignal;
  readonly only?: Matcher;
  /** false: nothing on the server says what is left to do. */
  readonly marker?: boolean;
  /** Milliseconds that a migration or a lifecycle call may take, time-outs of the connection included. */
  readonly patience: number;
  /** Milliseconds until a call whose connection broke is looked for no longer. */
  readonly settle: number;
  /** Refuses a plan made anew within the run that passes the limits of the first; throws. */
  readonly guard?: (plan: Plan, observed: ObservedState) => void;
  /** Whether a stop may be forced with `/kill`. */
  readonly allowKill?: boolean;
}

/** What does not change in a run. */
export interface ApplyContext extends ApplyPorts {
  readonly desired: DesiredState;
}

/** How a run ends. An error is thrown where nothing was changed, else the run has failed with it. */
export type End =
  | { readonly outcome: ApplyOutcome; readonly message: string }
  | { readonly outcome: "error"; readonly error: unknown };

/**
 * What a run does. `planned`: it looks whether all is still as the plan relies on. `calling`: it makes these calls of
 * the plan, the others are made. `observing again`: what a call did must be read before anything follows. `verifying`: all
 * calls are made. `bringing back`: services that are still held start again, whatever has ended the run.
 */
type State =
  | { readonly kind: "planned" }
  | { readonly kind: "calling"; readonly calls: readonly Call[] }
  | ({ readonly kind: "observing again" } & Unread)
  | { readonly kind: "verifying" }
  | { readonly kind: "bringing back"; readonly end: End }
  | { readonly kind: "ended"; readonly end: End };

type Unread = UploadMade | CallFailed;
/** An upload was made; what it registered is not read yet. */
export interface UploadMade {
  readonly after: "upload";
  readonly upload: Upload;
  /** The calls of the plan that follow it. */
  readonly calls: readonly Call[];
}
/** A call did not give what it was for. */
export interface CallFailed {
  readonly after: "failure";
  readonly call: Call;
  readonly error: unknown;
  readonly message: string;
  /** The call itself was accepted: what became of it could not be read. */
  readonly accepted?: true;
}

/** Where a run is: how far, and what it does next. */
export interface Step {
  readonly now: Progress;
  readonly state: State;
}

/** The run makes these calls next. */
export function makes(now: Progress, calls: readonly Call[]): Step {
  return { now, state: { kind: "calling", calls } };
}

/** The run ends, once what it has paused runs again. */
export function ends(now: Progress, outcome: ApplyOutcome, message: string): Step {
  return { now, state: { kind: "bringing back", end: { outcome, message } } };
}

/** A call failed, or must not be made: the next run goes on from there. `again`: whether it would fail in the same way. */
export function fails(now: Progress, message: string, again: keyof typeof AGAIN = "as it is"): Step {
  return ends(now, "failed", `${asSentence(message)} ${AGAIN[again]}`);
}

/** The run ends between two calls, since somebody stopped it. */
export function interrupted(now: Progress): Step {
  return ends(
    now,
    "interrupted",
    `stopped after ${now.callCount} of ${plural(now.plan.calls.length, "call")}. ${AGAIN["as it is"]}`,
  );
}

const AGAIN = {
  "as it is": "Running the same command again continues.",
  "once mended": "Running the same command again continues, once that is mended.",
} as const;

/** Goes on with another plan; where a guard refuses that one, calls were made already, and the run ends. */
export function goesOnWith(now: Progress, plan: Plan, message: string, { guard, emit }: ApplyContext): Step {
  try {
    guard?.(plan, now.observed);
  } catch (error) {
    if (now.callCount === 0) throw error;
    return ends(now, "failed", `${message}: ${(error as Error).message}`);
  }
  emit({ type: "observed_again", message, plan });
  return makes(replanned(now, plan), plan.calls);
}
