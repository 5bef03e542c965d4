import { type PictureReads, planPage } from "../app/picture.ts";
import type { PlanOptions } from "../app/plan.ts";
import type { planDocument } from "../documents/plan-json.ts";
import { savedPlan } from "../documents/saved-plan.ts";
import { gitlabCodeQuality, gitlabTerraformReport, type QualityIssue } from "../report/ci.ts";
import { driftJunit } from "../report/junit.ts";
import { planMarkdown } from "../report/markdown.ts";
import type { Context } from "./context.ts";
import { inGithub, tellGithub } from "./github.ts";

/** The forms in which plans and drift can be had. */
export interface OutputFlags extends PlanOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly markdown?: boolean;
  readonly markdownInto?: string;
  readonly html?: string;
  /** Every item is drawn. */
  readonly htmlAll?: boolean;
  readonly junit?: string;
  readonly gitlabReport?: string;
  readonly gitlabQuality?: string;
  readonly explain?: boolean;
}

/** Whether anything needs the plans after all are made. */
export function wantsDocument(flags: OutputFlags, { env }: Context): boolean {
  const { out, json, jsonInto, markdown, markdownInto, html, junit, gitlabReport, gitlabQuality } = flags;
  const asked = [out, json, jsonInto, markdown, markdownInto, html, junit, gitlabReport, gitlabQuality];
  return inGithub(env) || asked.some((flag) => flag !== undefined && flag !== false);
}

/** What is read for the pictures: of a page; of a comment, or of a page that is made of the saved plan later, nothing more. */
export function pictureOf(
  { html, out, markdown, markdownInto }: OutputFlags,
  { env }: Context,
): PictureReads | undefined {
  if (html !== undefined) return "read";
  return markdown || (out ?? markdownInto) !== undefined || inGithub(env) ? "known" : undefined;
}

/** Writes every file that was asked for, and prints the document where it is the result. */
export async function writeDocuments(
  document: ReturnType<typeof planDocument>,
  flags: OutputFlags,
  { terminal, env }: Context,
  verb: "plan" | "drift",
): Promise<void> {
  const printed = { ...document, plans: document.plans.map(({ basis: _basis, ...plan }) => plan) };
  const json = () => `${JSON.stringify(printed, null, 2)}\n`;
  if (flags.out !== undefined) terminal.file(flags.out, savedPlan(document));
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json());
  if (flags.markdownInto !== undefined) terminal.file(flags.markdownInto, planMarkdown(printed, verb));
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(printed, { verb, all: flags.htmlAll }));
  if (flags.gitlabReport !== undefined) terminal.file(flags.gitlabReport, gitlabTerraformReport(printed));
  if (flags.gitlabQuality !== undefined) terminal.file(flags.gitlabQuality, gitlabCodeQuality(qualityOf(printed)));
  if (flags.junit !== undefined) terminal.file(flags.junit, driftJunit(printed.plans));
  tellGithub(printed, verb, terminal, env);
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
