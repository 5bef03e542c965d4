import { planPage } from "../../app/picture.ts";
import { planOfFile } from "../../app/saved-plan.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { explainText } from "../../report/explain.ts";
import { planMarkdown } from "../../report/markdown.ts";
import { planText } from "../../report/plan-text.ts";
import { rolloutPlanText } from "../../report/rollout-text.ts";
import { terraformJson } from "../../report/terraform-json.ts";
import { VERSION } from "../../version.ts";
import type { CommonFlags, Context } from "../context.ts";

interface ShowFlags extends CommonFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly htmlAll?: boolean;
  readonly terraformJson?: boolean;
  readonly explain?: boolean;
}

/** Prints a saved plan. */
export async function showCommand([file]: [string], flags: ShowFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const document = planOfFile(file, context);
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(document, { all: flags.htmlAll }));
  if (flags.terraformJson) terminal.out(documentText(terraformJson(document, VERSION)));
  else if (flags.json) terminal.out(documentText(document));
  else if (flags.markdown) terminal.out(planMarkdown(document));
  else if (document.rollout !== undefined && !flags.explain)
    terminal.out(rolloutPlanText(document, [], terminal.style, terminal.width));
  else {
    const texts = document.plans.map(
      (plan) =>
        planText(plan, terminal.style, "plan", terminal.width) +
        (flags.explain ? explainText(plan, terminal.style, terminal.width) : ""),
    );
    terminal.out(texts.join("\n"));
  }
  return "done";
}
