import { applyTargets, isOne } from "../app/apply-targets.ts";
import type { ApplyOptions } from "../app/applying.ts";
import { endingOf } from "../app/ending.ts";
import type { NamespacePlan } from "../app/plan.ts";
import { type ReviewedPlans, refuseUnfit } from "../app/reviewed.ts";
import { stoppedLines } from "../app/stopped-lines.ts";
import { planDocument } from "../documents/plan-json.ts";
import type { TargetEnding } from "../documents/result-line.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import { worst } from "../model/severity.ts";
import { checksJunit } from "../report/junit.ts";
import { summaryText, TOLD } from "../report/summary-text.ts";
import { ApplyPage, type PageFlags } from "./apply-page.ts";
import { asked } from "./ask.ts";
import type { CommonFlags, Context } from "./context.ts";
import { tellGithub } from "./github.ts";
import { plansText } from "./plans-text.ts";
import { runListener } from "./progress.ts";
import { failureTeller, nothingMeant } from "./targets.ts";

/** Flags of apply, and of what applies. */
export interface ApplyFlags extends CommonFlags, ApplyOptions, PageFlags {
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
  readonly expect?: readonly string[];
  readonly junit?: string;
}

type Verb = "apply" | "rollback";

/** Shows, asks, applies: what apply and rollback share. */
export async function applyPlans(
  reviewed: ReviewedPlans,
  flags: ApplyFlags,
  context: Context,
  command: Verb = "apply",
): Promise<Ending> {
  const { terminal } = context;
  const { targets, failures, notReached } = reviewed;
  const stop = (why: Error): never => {
    if (flags.jsonLines)
      for (const line of stoppedLines(reviewed, why, command, context.now())) terminal.out(JSON.stringify(line));
    throw why;
  };
  const [alone] = isOne(reviewed) ? failures : [];
  if (alone) return stop(alone.error);
  const fail = failureTeller(terminal);
  for (const { target, error } of failures) fail(target, error);
  if (targets.length + failures.length === 0) {
    if (notReached.length > 0) stop(new Refusal("interrupted", "stopped before anything was changed"));
    terminal.note(nothingMeant(flags));
    return "done";
  }
  const plans = plansOf(reviewed);
  if (!isMachine(flags)) terminal.out(plansText(plans, { terminal, verb: command, many: !isOne(reviewed) }));
  const page = new ApplyPage(reviewed, flags, context, command);
  await page.write();
  try {
    const no = await notApproved(reviewed, flags, context, command);
    if (no !== undefined) return no;
  } catch (error) {
    stop(error as Error);
  }
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  try {
    return await applyAndTell(reviewed, flags, context, command, page);
  } finally {
    await page.write();
  }
}

/** What stands in the way of what was planned, before the first writing call: thrown, or a "no", or undefined. */
async function notApproved(
  reviewed: ReviewedPlans,
  flags: ApplyFlags,
  context: Context,
  command: Verb,
): Promise<Ending | undefined> {
  const { terminal, env } = context;
  refuseUnfit(reviewed, flags);
  const plans = plansOf(reviewed);
  const shown = plans.map((plan) => plan.shown);
  await tellGithub(planDocument(shown, new Date(context.now())), "apply", terminal, env);
  const work = plans.some(({ plan }) => plan.changes.length > 0 || plan.calls.length > 0);
  if (!work || reviewed.plans === "saved" || flags.autoApprove === true) return undefined;
  if (isMachine(flags)) {
    const flag = flags.json ? "--json" : "--json-lines";
    throw new Refusal("error", `${command} ${flag} cannot ask: add --auto-approve`);
  }
  return command === "apply"
    ? asked("Apply this?", "apply", context)
    : asked("Roll back?", "roll back", context, "Not rolled back");
}

/** Applies, tells of it as it goes, and says at the end what became of all. */
async function applyAndTell(
  reviewed: ReviewedPlans,
  flags: ApplyFlags,
  context: Context,
  command: Verb,
  page: ApplyPage,
): Promise<Ending> {
  const { terminal } = context;
  const one = isOne(reviewed);
  const listeners = new Map<NamespacePlan, ReturnType<typeof runListener>>();
  const listenerOf = (planned: NamespacePlan) => {
    const known = listeners.get(planned);
    if (known !== undefined) return known;
    const fresh = runListener(planned.shown, flags, terminal, one ? "" : `${planned.shown.target}  `);
    listeners.set(planned, fresh);
    return fresh;
  };
  const { endings, notReached, record } = await applyTargets(reviewed, command, flags, context, {
    onResult: (line) => {
      if (flags.jsonLines) terminal.out(JSON.stringify(line));
    },
    onEvent: (planned, event, place) => {
      page.add(planned, event);
      listenerOf(planned)(event, place);
    },
    onFailure: (target, { message }) =>
      terminal.error(`${terminal.errorStyle.red("error:")} ${one ? "" : `${target}: `}${message}`),
  });
  if (flags.junit !== undefined) terminal.file(flags.junit, junit(endings));
  if (one) return worst(endings.map(({ ending }) => ending));
  const unplanned = reviewed.failures.map(({ target, error }) => ({
    ...{ target, namespace: "", ending: endingOf(error), message: TOLD },
  }));
  const left = notReached.map((target) => ({ target, namespace: "", ending: "not_reached" as const, message: "" }));
  const again = record && `\`iopctl ${command} --resume ${record}\` runs what is left of it.`;
  if (!isMachine(flags))
    terminal.out(summaryText([...endings, ...unplanned, ...left], terminal.style, terminal.width, again));
  return worst([...endings, ...unplanned].map(({ ending }) => ending));
}

function junit(endings: Awaited<ReturnType<typeof applyTargets>>["endings"]): string {
  const nameOf = ({ target, namespace }: TargetEnding) => [target, namespace].filter((part) => part !== "").join("/");
  return checksJunit(endings.map((ending) => ({ name: nameOf(ending), checks: ending.checks })));
}

function plansOf({ targets }: ReviewedPlans): readonly NamespacePlan[] {
  return targets.flatMap(({ plans }) => plans);
}

function isMachine({ json, jsonLines }: ApplyFlags): boolean {
  return json === true || jsonLines === true;
}
