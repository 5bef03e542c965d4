import { endingOf } from "../../app/ending.ts";
import { refusePassed } from "../../app/limits.ts";
import { type PlanOptions, planTargets, refuseFindings, type TargetPlans } from "../../app/plan.ts";
import type { Ending } from "../../model/refusal.ts";
import { gitlabCodeQuality, gitlabTerraformReport, type QualityIssue } from "../../report/ci.ts";
import { explainText } from "../../report/explain.ts";
import { planHtml } from "../../report/html.ts";
import { driftJunit } from "../../report/junit.ts";
import { planMarkdown } from "../../report/markdown.ts";
import { planDocument, withBasis } from "../../report/plan-json.ts";
import { planText } from "../../report/plan-text.ts";
import { savedPlan } from "../../store/plan-file.ts";
import type { Context } from "../context.ts";
import { worst } from "../exit.ts";
import { tellGithub } from "../github.ts";
import { summaryText } from "../targets.ts";

export interface PlanFlags extends PlanOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly markdown?: boolean;
  readonly markdownInto?: string;
  readonly html?: string;
  readonly gitlabReport?: string;
  readonly gitlabQuality?: string;
  readonly explain?: boolean;
  readonly detailedExitcode?: boolean;
}

export const wantsDigests = ({ json, jsonInto, out }: PlanFlags) => json === true || (jsonInto ?? out) !== undefined;

export async function planCommand([paths]: [string[]], flags: PlanFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const made = await planTargets(paths, flags, context, { digests: wantsDigests(flags) });
  const all = made.targets.flatMap(({ plans }) => plans);
  const document = documentOf(made, flags);
  if (flags.out !== undefined) {
    const saved = all.map((planned) => withBasis(planned.shown, planned.basis, planned.salt));
    terminal.file(flags.out, savedPlan({ ...document, plans: saved }));
  }
  output(made, document, flags, context, "plan");
  if (flags.out !== undefined) terminal.note(`saved to ${flags.out}; \`iopctl apply ${flags.out}\` applies it`);
  const many = made.targets.length + made.failures.length > 1;
  const endings = all.map(({ plan, shown, refused, findings }): TargetResult => {
    const changes = plan.changes.length > 0 || plan.calls.length > 0;
    try {
      // What only the hour forbids is no error of a plan: it is shown, and an apply is refused.
      const limits = refused.filter(({ opens }) => opens === undefined);
      refusePassed(limits, many ? ` of ${shown.target}` : "");
      refuseFindings(findings);
    } catch (error) {
      if (!many) throw error;
      return { shown, ending: endingOf(error), message: (error as Error).message };
    }
    const { create, update, delete: gone, calls, disruption } = shown.summary;
    const message = `+${create} ~${update} -${gone}, ${calls} calls, disruption ${disruption}`;
    return { shown, ending: changes && flags.detailedExitcode ? "changes" : "done", message };
  });
  return conclude(made, endings, flags, context);
}

export interface TargetResult {
  readonly shown: TargetPlans["targets"][number]["plans"][number]["shown"];
  readonly ending: Ending;
  readonly message: string;
}

export function documentOf({ targets: list, failures }: TargetPlans, { only }: PlanFlags) {
  const [first] = list;
  const layers = list.length === 1 && first ? first.sources.map((source) => [source]) : undefined;
  const shown = list.flatMap(({ plans }) => plans.map((planned) => planned.shown));
  const errors = failures.map(({ target, error }) => ({ target, message: error.message }));
  return planDocument(shown, new Date(), layers, only, errors);
}

/** The plans in the form that was asked for; the JSON to a file too where that was asked for. */
export function output(
  made: TargetPlans,
  document: ReturnType<typeof planDocument>,
  flags: PlanFlags,
  { terminal, env }: Context,
  verb: "plan" | "drift",
): void {
  const json = () => `${JSON.stringify(document, null, 2)}\n`;
  const extra = flags as DriftOutput;
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json());
  if (flags.markdownInto !== undefined) terminal.file(flags.markdownInto, planMarkdown(document, verb));
  if (flags.html !== undefined) terminal.file(flags.html, planHtml(document, verb));
  if (flags.gitlabReport !== undefined) terminal.file(flags.gitlabReport, gitlabTerraformReport(document));
  if (flags.gitlabQuality !== undefined) terminal.file(flags.gitlabQuality, gitlabCodeQuality(qualityOf(document)));
  if (extra.junit !== undefined) terminal.file(extra.junit, driftJunit(document.plans));
  tellGithub(document, verb, terminal, env);
  if (flags.json) terminal.out(json());
  else if (flags.markdown) terminal.out(planMarkdown(document, verb));
  else {
    const texts = document.plans.map(
      (plan) =>
        planText(plan, terminal.style, verb, terminal.width) + (flags.explain ? explainText(plan, terminal.style) : ""),
    );
    terminal.out(texts.join("\n"));
  }
  for (const { target, error } of made.failures)
    terminal.error(`${terminal.errorStyle.red("error:")} ${target}: ${error.message}`);
}

interface DriftOutput {
  readonly junit?: string;
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

/** One line a target where there are several, and the worst of their endings. */
export function conclude(
  made: TargetPlans,
  results: readonly TargetResult[],
  flags: PlanFlags,
  { terminal }: Context,
): Ending {
  const failed = made.failures.map(({ target, error }) => ({
    target,
    namespace: "",
    ending: endingOf(error),
    message: error.message,
  }));
  const all = [
    ...results.map(({ shown, ending, message }) => ({
      target: shown.target,
      namespace: shown.namespace,
      ending,
      message,
    })),
    ...failed,
  ];
  const silent = flags.json || flags.markdown;
  if (made.targets.length + failed.length > 1 && !silent) terminal.out(summaryText(all, terminal.style));
  return worst(all.map(({ ending }) => ending));
}
