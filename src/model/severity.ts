import type { Ending } from "./refusal.ts";

/** With several targets or namespaces the most severe wins. */
const SEVERITY: readonly Ending[] = [
  "interrupted",
  "terminated",
  "usage",
  "failed",
  "not_converged",
  "stale",
  "guard",
  "denied",
  "unreachable",
  "error",
  "changes",
  "done",
];

/** The most severe of several endings; of none: done. */
export function worst(endings: readonly Ending[]): Ending {
  return SEVERITY.find((ending) => endings.includes(ending)) ?? "done";
}
