import { planDocument } from "../documents/plan-json.ts";
import { newest, resultsIn } from "../documents/results.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import type { ResultLine } from "../generated/result.ts";
import { validatePlan } from "../generated/validators.js";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";
import { readResultFile } from "../store/results.ts";

/** What several machines found, as one run over all their targets would have given it. */
export interface Merged {
  /** One for each target, the newest, by name. */
  readonly results: readonly ResultLine[];
  /** The plans of all, with why the others have none. */
  readonly document: PlanDocument;
  readonly verb: "plan" | "drift";
}

/**
 * Joins what several machines found, each of a part of the targets: files of `--json-lines`, or the JSON of plan and drift. Of
 * a target that stands in several the newest counts. Throws Refusal.
 */
export function mergeResults(files: readonly string[]): Merged {
  const lines = files.flatMap(linesOf);
  if (lines.length === 0)
    throw new Refusal("error", `no target stands in ${files.join(", ")}: there is nothing to join`);
  const results = newest(lines).sort((a, b) => (a.target < b.target ? -1 : 1));
  const verb = results.some(({ command }) => command === "drift") ? "drift" : "plan";
  return { results, document: documentOf(results), verb };
}

function linesOf(path: string): ResultLine[] {
  const text = readResultFile(path, path);
  const found = resultsIn(text, path);
  if (text.trim() === "")
    throw new Refusal(
      "error",
      `${path} is empty: it does not say what became of any target. Did its run end before its first target?\n` +
        "  Run that part again, or leave the file out where it had no target.",
    );
  for (const { plans = [] } of found) {
    const document = { format_version: "1", created_at: "2026-01-01T00:00:00Z", plans };
    if (plans.length === 0 || validatePlan(document)) continue;
    const [first] = validatePlan.errors ?? [];
    throw new Refusal("error", `${path}: a plan in it is none: ${first?.instancePath ?? ""} ${first?.message ?? ""}`);
  }
  return found;
}

/** The plans of all as one document, with why the others have none. */
function documentOf(results: readonly ResultLine[]): PlanDocument {
  const newestAt = Math.max(0, ...results.map(({ time }) => Date.parse(time) || 0));
  const plans = results.flatMap((line) => (line.plans ?? []) as ShownPlan[]);
  const errors = results.flatMap(({ target, ending, message, plans: saved }) =>
    saved === undefined && !["done", "changes"].includes(ending)
      ? [{ target, message: message === "" ? ending.replaceAll("_", " ") : message }]
      : [],
  );
  return planDocument(plans.filter(isObject) as unknown as ShownPlan[], new Date(newestAt), undefined, {}, errors);
}
