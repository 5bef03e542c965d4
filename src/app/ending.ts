import { ApiError, changedNothing } from "../api/error.ts";
import { type Diagnostic, InvalidFiles } from "../desired/diagnostic.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import { isOver, type RolloutRecord } from "../model/rollout.ts";
import type { Where } from "../model/where.ts";
import { inState } from "../planner/rollout.ts";

/** The ending of an error that was thrown before anything was written; `wrote`: by or after a writing call. */
export function endingOf(error: unknown, wrote = false): Ending {
  if (error instanceof Refusal) return error.ending;
  if (error instanceof InvalidFiles) return "error";
  if (error instanceof ApiError) {
    if (error.kind === "blocked") return "guard";
    if (error.kind === "unauthorized" || error.kind === "forbidden") return "denied";
    if (["unreachable", "certificate"].includes(error.kind)) return "unreachable";
    if (wrote) return "failed";
    return ["dropped", "timeout", "gateway"].includes(error.kind) ? "unreachable" : "error";
  }
  return "error";
}

/** What is wrong with the files; without a place: of no line of them, such as a folder without state files. */
export interface FileProblem {
  readonly message: string;
  readonly hint: string | undefined;
  /** 1-based; the path as people know it. */
  readonly place: { readonly path: string; readonly line: number; readonly col: number } | undefined;
}

/** All that is known of an error beside its words. */
export interface Failure {
  readonly ending: Ending;
  /** The request that failed; undefined: it was none. */
  readonly where: Where | undefined;
  /** Each thing that is wrong with the files; none where the files are not to blame. */
  readonly problems: readonly FileProblem[];
  /** Whether it is one of the errors that are told to people; else it is a defect, of which the stack says more. */
  readonly kind: "told" | "defect";
}

/** What an error means that ended a run before anything was written. */
export function explained(error: unknown): Failure {
  const problems = error instanceof InvalidFiles ? error.diagnostics.map(problemOf) : [];
  const where = error instanceof ApiError ? error.where : undefined;
  return { ending: endingOf(error), where, problems, kind: isTold(error) ? "told" : "defect" };
}

/** Errors of our own kinds, and what the system says of a file. */
function isTold(error: unknown): boolean {
  if (error instanceof Refusal || error instanceof InvalidFiles || error instanceof ApiError) return true;
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

function problemOf({ message, hint, place }: Diagnostic): FileProblem {
  if (place === undefined) return { message, hint, place: undefined };
  const { source, start } = place;
  return { message, hint, place: { path: source.path, ...source.lines.linePos(start) } };
}

/** What the failure of a writing call means, and which request it was of; undefined: of none. */
export function failureOf(error: unknown): { readonly ending: Ending; readonly where: Where | undefined } {
  const where = error instanceof ApiError ? error.where : undefined;
  return { ending: endingOf(error, !changedNothing(error)), where };
}

/** The endings of a rollout's targets, of those that a later way back did not mend too. */
export function endingsOf(record: RolloutRecord): Ending[] {
  const { state, targets, waves } = record;
  const wrote = Object.values(targets).some(({ calls }) => calls > 0);
  const failed = Object.values(targets).flatMap(({ ending }) =>
    ending === undefined || ending === "done" ? [] : [ending as Ending],
  );
  if (state === "aborted") return [wrote ? "failed" : "error"];
  if (!isOver(record)) return ["interrupted"];
  const open = waves.some((wave) => inState(record, wave, ["not_undone"]).length > 0);
  return [...failed, ...(open ? (["failed"] as const) : []), ...(failed.length === 0 ? (["done"] as const) : [])];
}
