import { planPage } from "../../app/picture.ts";
import { planDocument } from "../../documents/plan-json.ts";
import type { PlanDocument, ShownPlan } from "../../generated/plan.ts";
import type { ResultLine } from "../../generated/result.ts";
import { validatePlan } from "../../generated/validators.js";
import { isObject } from "../../model/json.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { driftJunit } from "../../report/junit.ts";
import { planMarkdown } from "../../report/markdown.ts";
import { newest, readResultFile, resultsIn } from "../../store/results.ts";
import type { CommonFlags, Context } from "../context.ts";
import { worst } from "../exit.ts";
import { summaryText } from "../targets.ts";

interface MergeFlags extends CommonFlags {
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly markdown?: boolean;
  readonly markdownInto?: string;
  readonly html?: string;
  readonly htmlAll?: boolean;
  readonly junit?: string;
}

/**
 * Joins what several machines found, each of a part of the targets: files of `--json-lines`, or the JSON of plan and drift. Of
 * a target that stands in several the newest counts. Ends as one run over all of them would have.
 */
export async function mergeCommand([files]: [string[]], flags: MergeFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const lines: ResultLine[] = [];
  for (const path of files) lines.push(...linesOf(path));
  if (lines.length === 0)
    throw new Refusal("error", `no target stands in ${files.join(", ")}: there is nothing to join`);
  const results = newest(lines).sort((a, b) => (a.target < b.target ? -1 : 1));
  const document = documentOf(results);
  const verb = results.some(({ command }) => command === "drift") ? "drift" : "plan";
  const json = () => `${JSON.stringify(document, null, 2)}\n`;
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json());
  if (flags.markdownInto !== undefined) terminal.file(flags.markdownInto, planMarkdown(document, verb));
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(document, { verb, all: flags.htmlAll }));
  if (flags.junit !== undefined) terminal.file(flags.junit, driftJunit(document.plans));
  if (flags.json) terminal.out(json());
  else if (flags.markdown) terminal.out(planMarkdown(document, verb));
  else if (flags.jsonLines) for (const line of results) terminal.out(JSON.stringify(line));
  else terminal.out(summaryText(results.flatMap(rowsOf), terminal.style, terminal.width).trimStart());
  // What was not reached is not done: somebody has to run it.
  return worst(results.map(({ ending }) => (ending === "not_reached" ? "error" : ending)));
}

function rowsOf({ target, ending, message, differs, plans = [], namespaces = [] }: ResultLine) {
  const names = [...plans, ...namespaces].map((entry) => String((entry as { namespace?: unknown }).namespace ?? ""));
  const namespace = [...new Set(names)].join(", ");
  return [{ target, namespace, ending, message, ...(differs === undefined ? {} : { differs }) }];
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
