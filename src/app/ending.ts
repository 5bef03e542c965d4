import { ApiError, changedNothing } from "../api/error.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import type { Where } from "../model/where.ts";

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

/** What the failure of a writing call means, and which request it was of; undefined: of none. */
export function failureOf(error: unknown): { readonly ending: Ending; readonly where: Where | undefined } {
  const where = error instanceof ApiError ? error.where : undefined;
  return { ending: endingOf(error, !changedNothing(error)), where };
}
