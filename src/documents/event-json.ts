import type { ShownPlan } from "../generated/plan.ts";
import { formatAddress } from "../model/address.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Call } from "../model/plan.ts";
import { requestOf } from "../planner/request.ts";

/** Where an event belongs: the run, and its number in it, from 1. */
export interface EventPlace {
  readonly run: string;
  readonly sequence: number;
  readonly time: Date;
}

/** An event as plain data: a line of `apply --json`. What else it holds goes by its type (schemas/event.schema.json). */
export interface EventJson {
  /** When, ISO 8601. */
  readonly time: string;
  readonly run: string;
  readonly sequence: number;
  readonly target: string;
  readonly namespace: string;
  readonly type: ApplyEvent["type"];
  readonly [key: string]: unknown;
}

/** An event as one line of `apply --json` (schemas/event.schema.json). */
export function eventJson(event: ApplyEvent, shown: ShownPlan, { run, sequence, time }: EventPlace): EventJson {
  const { target, namespace } = shown;
  const head = { time: time.toISOString(), run, sequence, target, namespace, type: event.type };
  switch (event.type) {
    case "planned":
      return { ...head, plan: shown };
    case "call_started":
      return { ...head, call: callJson(event.call), of: event.total };
    case "call_finished":
      return {
        ...head,
        call: callJson(event.call),
        ms: event.milliseconds,
        ...(event.note ? { note: event.note } : {}),
      };
    case "call_failed":
      return { ...head, call: callJson(event.call), ms: event.milliseconds, message: event.message };
    case "waiting":
      return { ...head, call: callJson(event.call), message: event.message };
    case "observed_again":
      return { ...head, message: event.message, calls: event.plan.calls.map(callJson) };
    case "warning":
      return { ...head, message: event.message };
    case "verified":
      return {
        ...head,
        converged: event.converged,
        remaining: event.remaining.map(({ address, ...rest }) => ({ address: formatAddress(address), ...rest })),
      };
    case "lock_taken":
      return { ...head, holder: event.holder, kind: event.kind };
    case "backup_written":
      return { ...head, folder: event.folder };
    case "check_finished": {
      const { name, kind, ok, message, milliseconds } = event.result;
      return { ...head, name, kind, ok, ms: milliseconds, message };
    }
    case "rollback_started":
      return { ...head, message: event.message };
    case "rollback_finished":
      return { ...head, done: event.done, message: event.message };
    case "finished":
      return { ...head, outcome: event.outcome, calls: event.callCount, message: event.message };
  }
}

function callJson({ id, action, disruption, because, reason }: Call): object {
  const path = action.kind === "migrate" ? "/migrate" : requestOf(action).path;
  const method = action.kind === "migrate" ? "PUT" : requestOf(action).method;
  return { id, method, path, disruption, because, reason };
}
