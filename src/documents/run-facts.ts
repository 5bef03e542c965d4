import { formatAddress } from "../model/address.ts";
import type { Disruption } from "../model/disruption.ts";
import type { ApplyEvent, CheckResult, FinalOutcome } from "../model/event.ts";
import type { Call } from "../model/plan.ts";
import { requestOf } from "../planner/request.ts";

/** What a run did, as its events tell it. */
export interface RunFacts {
  readonly calls: readonly MadeCall[];
  readonly checks: readonly CheckResult[];
  /** What still differs; undefined: it was not looked at. */
  readonly remaining?: readonly string[];
  readonly warnings: readonly string[];
  /** The folder of the run's record; undefined: none is kept. */
  readonly backup?: string;
  readonly rollback?: { readonly done: boolean; readonly message: string };
  /** undefined: it has not ended. */
  readonly ended?: { readonly outcome: FinalOutcome; readonly callCount: number; readonly message: string };
}

/** A call of a run, and what came of it. */
export interface MadeCall {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
  /** Why nothing cheaper did. */
  readonly why: string;
  readonly disruption: Disruption;
  readonly state: "done" | "failed" | "under way";
  readonly milliseconds?: number;
  readonly message?: string;
}

/** Pure. */
export function runFacts(events: readonly ApplyEvent[]): RunFacts {
  const calls: MadeCall[] = [];
  const checks: CheckResult[] = [];
  const warnings: string[] = [];
  let rest: Omit<RunFacts, "calls" | "checks" | "warnings"> = {};
  for (const event of events) {
    switch (event.type) {
      case "call_started":
        calls.push({ ...callOf(event.call), state: "under way" });
        break;
      case "call_finished": {
        const message = event.note === undefined ? {} : { message: event.note };
        calls[calls.length - 1] = {
          ...callOf(event.call),
          state: "done",
          milliseconds: event.milliseconds,
          ...message,
        };
        break;
      }
      case "call_failed": {
        const { milliseconds, message } = event;
        calls[calls.length - 1] = { ...callOf(event.call), state: "failed", milliseconds, message };
        break;
      }
      case "warning":
        warnings.push(event.message);
        break;
      case "check_finished":
        checks.push(event.result);
        break;
      case "backup_written":
        rest = { ...rest, backup: event.folder };
        break;
      case "verified":
        rest = { ...rest, remaining: event.remaining.map(({ address }) => formatAddress(address)) };
        break;
      case "rollback_finished":
        rest = { ...rest, rollback: { done: event.done, message: event.message } };
        break;
      case "finished":
        rest = { ...rest, ended: { outcome: event.outcome, callCount: event.callCount, message: event.message } };
    }
  }
  return { calls, checks, warnings, ...rest };
}

function callOf({ action, reason, why, disruption }: Call): Omit<MadeCall, "state"> {
  const { method, path } = action.kind === "migrate" ? { method: "PUT", path: "/migrate" } : requestOf(action);
  return { method, path, reason, why, disruption };
}
