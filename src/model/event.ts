import type { Change } from "./change.ts";
import type { Call, Plan } from "./plan.ts";

/** What an apply emits: the only way in which anything is known of it. */
export type ApplyEvent =
  | { readonly type: "planned"; readonly plan: Plan }
  | { readonly type: "call_started"; readonly call: Call; readonly total: number }
  | { readonly type: "call_finished"; readonly call: Call; readonly milliseconds: number; readonly note?: string }
  | { readonly type: "call_failed"; readonly call: Call; readonly milliseconds: number; readonly message: string }
  | { readonly type: "waiting"; readonly call: Call; readonly message: string }
  | { readonly type: "observed_again"; readonly message: string; readonly plan: Plan }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "verified"; readonly converged: boolean; readonly remaining: readonly Change[] }
  | { readonly type: "lock_taken"; readonly holder: string; readonly kind: "file" | "server" }
  | { readonly type: "backup_written"; readonly run: string; readonly folder: string }
  | { readonly type: "check_finished"; readonly result: CheckResult }
  | { readonly type: "rollback_started"; readonly message: string }
  | { readonly type: "rollback_finished"; readonly done: boolean; readonly partly?: true; readonly message: string }
  | { readonly type: "finished"; readonly outcome: FinalOutcome; readonly callCount: number; readonly message: string };

/** check_failed: converged, but a check failed. rolled_back: that, and all that the run changed is as it was. */
export type FinalOutcome = ApplyOutcome | "check_failed" | "rolled_back";

/** What one check after an apply has found. */
export interface CheckResult {
  readonly name: string;
  readonly kind: "test" | "log" | "queues" | "routes";
  readonly ok: boolean;
  readonly message: string;
  readonly milliseconds: number;
}

/**
 * unchanged: nothing was to be done. converged: all calls made and the namespace matches the files. not_converged: all
 * calls made, and it is not. failed: a call failed; running again continues. interrupted: stopped between two calls.
 */
export type ApplyOutcome = "unchanged" | "converged" | "not_converged" | "failed" | "interrupted";
