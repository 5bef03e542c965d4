import type { Ending } from "../model/refusal.ts";

/** How a run of the program ended; the one table from which its exit code is taken (contract, section 3). */
const CODES = {
  done: 0,
  error: 1,
  changes: 2,
  denied: 3,
  failed: 4,
  guard: 5,
  stale: 6,
  unreachable: 7,
  not_converged: 8,
  usage: 64,
  interrupted: 130,
  terminated: 143,
} as const satisfies Readonly<Record<Ending, number>>;

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

export function exitCode(endings: readonly Ending[]): number {
  return CODES[worst(endings)];
}

export function worst(endings: readonly Ending[]): Ending {
  return SEVERITY.find((ending) => endings.includes(ending)) ?? "done";
}
