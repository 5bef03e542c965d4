import type { Ending } from "../model/refusal.ts";
import { worst } from "../model/severity.ts";

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

/** What each means, for the reference. */
const MEANINGS: Readonly<Record<Ending, string>> = {
  done: "done",
  error: 'an error in files or arguments, a refused read, or no "yes"; nothing was changed',
  changes: "changes (`plan --detailed-exitcode`), drift, or what `compare` found",
  denied: "the server refused the credentials or the right",
  failed: "failed after a writing call; running the same command again continues",
  guard: "refused by a guard, which names its rule, the numbers, and the flag that lifts it; nothing was changed",
  stale: "the plan is stale, `--expect` does not match, or another run holds the lock",
  unreachable: "the server could not be reached",
  not_converged: "every call was made, but the namespace does not match the files, or a check failed",
  usage: "wrong usage: an unknown flag, flags that contradict each other or the files",
  interrupted: "stopped by Ctrl-C, after the call under way",
  terminated: "stopped by a signal, after the call under way",
};

/** Every exit code with what it means, for the reference. */
export const EXIT_CODES: readonly { readonly code: number; readonly meaning: string }[] = Object.entries(CODES).map(
  ([ending, code]) => ({ code, meaning: MEANINGS[ending as Ending] }),
);

/** The exit code of the most severe ending. */
export function exitCode(endings: readonly Ending[]): number {
  return CODES[worst(endings)];
}
