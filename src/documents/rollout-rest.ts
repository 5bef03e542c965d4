import type { PlanDocument } from "../generated/plan.ts";
import type { RolloutRecord } from "../model/rollout.ts";
import { newProgress } from "../planner/rollout.ts";

/**
 * The record of a rollout as it began, from what is left where the record itself cannot be read: its id, and the plan that
 * was reviewed; undefined: that cannot be read either, and no wave is known.
 */
export function recordAtStart(id: string, rollout: PlanDocument["rollout"]): RolloutRecord {
  const { digest = "", waves = [], gates = [], max_failures = 0, on_failure = "stop" } = rollout ?? {};
  return {
    format_version: "1",
    id,
    started: startOf(id),
    by: "",
    ...{ digest, waves, gates, max_failures, on_failure },
    state: "applying",
    wave: 0,
    targets: newProgress(waves),
    limits: {},
  };
}

/** The moment in an id, such as 2026-11-30T18-08-13-4f2a1b. */
function startOf(id: string): string {
  const [, day, hours, minutes, seconds] = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-/.exec(id) ?? [];
  return day === undefined ? "1970-01-01T00:00:00.000Z" : `${day}T${hours}:${minutes}:${seconds}.000Z`;
}
