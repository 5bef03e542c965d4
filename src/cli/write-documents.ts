import { planPage } from "../app/picture.ts";
import type { planDocument } from "../documents/plan-json.ts";
import { savedPlan } from "../documents/saved-plan.ts";
import { documentText } from "../model/json.ts";
import { gitlabCodeQuality, gitlabTerraformReport, type QualityIssue } from "../report/ci.ts";
import { driftJunit } from "../report/junit.ts";
import { planMarkdown } from "../report/markdown.ts";
import type { Context } from "./context.ts";
import { tellGithub } from "./github.ts";
import type { OutputFlags } from "./plan-outputs.ts";

/** Writes every file that was asked for, and prints the document where it is the result. */
export async function writeDocuments(
  document: ReturnType<typeof planDocument>,
  flags: OutputFlags,
  { terminal, env }: Context,
  verb: "plan" | "drift",
): Promise<void> {
  const printed = { ...document, plans: document.plans.map(({ basis: _basis, ...plan }) => plan) };
  const json = () => documentText(printed);
  if (flags.out !== undefined) terminal.file(flags.out, savedPlan(document));
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json());
  if (flags.markdownInto !== undefined) terminal.file(flags.markdownInto, planMarkdown(printed, verb));
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(printed, { verb, all: flags.htmlAll }));
  if (flags.gitlabReport !== undefined) terminal.file(flags.gitlabReport, gitlabTerraformReport(printed));
  if (flags.gitlabQuality !== undefined) terminal.file(flags.gitlabQuality, gitlabCodeQuality(qualityOf(printed)));
  if (flags.junit !== undefined) terminal.file(flags.junit, driftJunit(printed.plans));
  await tellGithub(printed, verb, terminal, env);
  if (flags.json) terminal.out(json());
  else if (flags.markdown) terminal.out(planMarkdown(printed, verb));
}

/** Findings and limits, as GitLab shows them beside the lines of a merge request. */
function qualityOf({ plans }: ReturnType<typeof planDocument>): QualityIssue[] {
  return plans.flatMap(({ findings = [] }) =>
    findings.map(({ code, severity, message, at, address }) => {
      const [, path = address, line = "1"] = /^(.*):(\d+):\d+$/.exec(at ?? "") ?? [];
      return { code, message, severity: severity === "error" ? "critical" : "minor", path, line: Number(line) };
    }),
  );
}
