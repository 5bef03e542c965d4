import { mergeResults } from "../../app/merge.ts";
import { planPage } from "../../app/picture.ts";
import type { ResultLine } from "../../generated/result.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { worst } from "../../model/severity.ts";
import { driftJunit } from "../../report/junit.ts";
import { planMarkdown } from "../../report/markdown.ts";
import { summaryText } from "../../report/summary-text.ts";
import type { CommonFlags, Context } from "../context.ts";

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
  const { results, document, verb } = mergeResults(files);
  const json = () => documentText(document);
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
