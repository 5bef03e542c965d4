import { compareTargets, type Side } from "../../app/compare.ts";
import { drawn } from "../../app/picture.ts";
import { namedTarget } from "../../app/targets.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { compareMarkdown, compareText } from "../../report/compare.ts";
import { compareHtml } from "../../report/html/compare.ts";
import type { CommonFlags, Context } from "../context.ts";

interface CompareFlags extends CommonFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly htmlAll?: boolean;
}

/** Two live namespaces side by side, by the rules of the config. Only reads. */
export async function compareCommand(pair: [string, string], flags: CompareFlags, context: Context): Promise<Ending> {
  const side = (target: Side["target"]): Side => ({ target, options: flags, world: context });
  const [left, right] = await Promise.all(pair.map((name) => namedTarget(name, flags, context)));
  const { comparison, graphs } = await compareTargets(side(left as Side["target"]), side(right as Side["target"]));
  if (flags.html !== undefined) {
    const page = compareHtml(comparison, await drawn(graphs(), flags.htmlAll), new Date(context.now()).toISOString());
    context.terminal.page(flags.html, page);
  }
  if (flags.json) context.terminal.out(documentText(comparison));
  else if (flags.markdown) context.terminal.out(compareMarkdown(comparison));
  else context.terminal.out(compareText(comparison, context.terminal.style, context.terminal.width));
  return comparison.differences.length > 0 ? "changes" : "done";
}
