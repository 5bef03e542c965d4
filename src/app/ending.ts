import { ApiError } from "../api/error.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { type Ending, Refusal } from "../model/refusal.ts";

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
