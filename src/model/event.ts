import type { Change } from "./change.ts";
import type { Call, Plan } from "./plan.ts";

/** What an apply emits: the only way in which anything is known of it. */
export type ApplyEvent =
  | { readonly type: "planned"; readonly plan: Plan }
  | { readonly type: "call_started"; readonly call: Call; readonly of: number }
  | { readonly type: "call_finished"; readonly call: Call; readonly milliseconds: number; readonly note?: string }
  | { readonly type: "call_failed"; readonly call: Call; readonly milliseconds: number; readonly message: string }
  | { readonly type: "waiting"; readonly call: Call; readonly message: string }
  | { readonly type: "observed_again"; readonly message: string; readonly plan: Plan }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "verified"; readonly converged: boolean; readonly remaining: readonly Change[] }
  | { readonly type: "finished"; readonly outcome: ApplyOutcome; readonly made: number; readonly message: string };

/**
 * unchanged: nothing was to be done. converged: all calls made and the namespace is as the files say. not_converged: all
 * calls made, and it is not. failed: a call failed; running again continues. interrupted: stopped between two calls.
 */
export type ApplyOutcome = "unchanged" | "converged" | "not_converged" | "failed" | "interrupted";
