import type { ApplyOptions } from "../../app/applying.ts";
import { endingOf } from "../../app/ending.ts";
import { refuseFindings } from "../../app/findings.ts";
import { refusePassed } from "../../app/limits.ts";
import type { PictureReads } from "../../app/picture.ts";
import type { NamespacePlan } from "../../app/plan.ts";
import { planEach, planTargets, type TargetPlans } from "../../app/plan-each.ts";
import { asSaved, refuseMoved } from "../../app/saved-plan.ts";
import { narrowed, targetNames } from "../../app/targets.ts";
import { Reading } from "../../desired/reading.ts";
import { planDocument } from "../../documents/plan-json.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { addressName } from "../../model/where.ts";
import { isPlanFile, readPlanFile } from "../../store/plan-file.ts";
import { ApplyPage, type PageFlags } from "../apply-page.ts";
import { stoppedLines, TargetsApply } from "../apply-targets.ts";
import { asked } from "../ask.ts";
import type { CommonFlags, Context } from "../context.ts";
import { tellGithub } from "../github.ts";
import { plansText } from "../show-plans.ts";
import { failureTeller, nothingMeant } from "../targets.ts";

export interface ApplyFlags extends CommonFlags, ApplyOptions, PageFlags {
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
  readonly expect?: readonly string[];
  readonly junit?: string;
}

interface Made extends TargetPlans {
  /** Whether somebody has read this very plan before. */
  readonly reviewed: boolean;
}

export async function applyCommand([args]: [string[]], flags: ApplyFlags, context: Context): Promise<Ending> {
  const [first] = args;
  const reviewable =
    args.length === 1 && first !== undefined && isPlanFile(first)
      ? await fromFile(first, flags, context)
      : {
          ...(await planTargets(
            args,
            flags,
            context,
            { digests: flags.json === true || flags.jsonInto !== undefined, picture: pictureOf(flags) },
            "kept",
          )),
          reviewed: false,
        };
  return applyPlannings(reviewable, flags, context);
}

/** Shows, asks, applies: what apply and rollback share. */
export async function applyPlannings(
  targetPlans: Made,
  flags: ApplyFlags,
  context: Context,
  command: "apply" | "rollback" = "apply",
): Promise<Ending> {
  const { terminal } = context;
  const all = targetPlans.targets.flatMap(({ plans }) => plans);
  const many = targetPlans.targets.length + targetPlans.failures.length + targetPlans.notReached.length > 1;
  const machine = isMachine(flags);
  const stop = (why: Error): never => {
    if (flags.jsonLines)
      for (const line of stoppedLines(targetPlans, why, command, context.now())) terminal.out(JSON.stringify(line));
    throw why;
  };
  const [alone] = many ? [] : targetPlans.failures;
  if (alone) return stop(alone.error);
  const fail = failureTeller(terminal);
  for (const { target, error } of targetPlans.failures) fail(target, error);
  if (targetPlans.targets.length + targetPlans.failures.length === 0) {
    if (targetPlans.notReached.length > 0) stop(new Refusal("interrupted", "stopped before anything was changed"));
    terminal.note(nothingMeant(flags));
    return "done";
  }
  if (!machine) terminal.out(plansText(all, { terminal, verb: command, many }));
  const page = new ApplyPage(targetPlans, flags, context, command);
  await page.write();
  try {
    const no = await notApproved(targetPlans, flags, context, command, many);
    if (no !== undefined) return no;
  } catch (error) {
    stop(error as Error);
  }
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  try {
    return await new TargetsApply(targetPlans, flags, context, command, many, page).run();
  } finally {
    await page.write();
  }
}

/** What stands in the way of what was planned, before the first writing call: thrown, or a "no", or undefined. */
async function notApproved(
  targetPlans: Made,
  flags: ApplyFlags,
  context: Context,
  command: "apply" | "rollback",
  many: boolean,
): Promise<Ending | undefined> {
  const { terminal } = context;
  const all = targetPlans.targets.flatMap(({ plans }) => plans);
  for (const { refused, findings, shown } of all) {
    refusePassed(refused, many ? ` of ${shown.target}` : "");
    refuseFindings(findings);
  }
  if (flags.failFast) refuseFailed(targetPlans);
  if (flags.expect !== undefined) expectDigests(flags.expect, all);
  tellGithub(
    planDocument(
      all.map(({ shown }) => shown),
      new Date(context.now()),
    ),
    "apply",
    terminal,
    context.env,
  );
  const work = all.some(({ plan }) => plan.changes.length > 0 || plan.calls.length > 0);
  if (work && !targetPlans.reviewed && flags.autoApprove !== true) {
    if (isMachine(flags)) {
      const flag = flags.json ? "--json" : "--json-lines";
      throw new Refusal("error", `${command} ${flag} cannot ask: add --auto-approve`);
    }
    const yes =
      command === "apply"
        ? await asked("Apply this?", "apply", context)
        : await asked("Roll back?", "roll back", context, "Not rolled back");
    if (!yes) return context.signal.aborted ? "interrupted" : "error";
  }
  return undefined;
}

function isMachine({ json, jsonLines }: ApplyFlags): boolean {
  return json === true || jsonLines === true;
}

function pictureOf({ html }: ApplyFlags): PictureReads | undefined {
  return html === undefined ? undefined : "read";
}

/** With --fail-fast a target that cannot be planned keeps all others as they are. */
function refuseFailed({ failures }: Made): void {
  const [first] = failures;
  if (first === undefined) return;
  throw new Refusal(
    endingOf(first.error) as Ending,
    `--fail-fast: ${first.target} could not be planned, so nothing was changed: ${first.error.message}`,
  );
}

async function fromFile(path: string, flags: ApplyFlags, context: Context): Promise<Made> {
  for (const name of ["only", "exclude", "namespace", "label"] as const) {
    if (flags[name] !== undefined) throw new Refusal("usage", `--${name}: a saved plan says that itself; leave it out`);
  }
  const document = readPlanFile(path, context.cwd);
  if (document.rollout !== undefined)
    throw new Refusal(
      "usage",
      `${path} is the plan of a rollout: \`iopctl rollout apply ${path}\` applies it in its waves`,
    );
  const reading = new Reading();
  const saved = await narrowed([...new Set(document.plans.map(({ target }) => target))], flags, context);
  const { target: given, ...rest } = flags;
  const saveFlags: ApplyFlags = { ...rest, only: document.only ?? [], exclude: document.exclude ?? [] };
  const [chosen] = given === undefined ? [] : await targetNames({ ...rest, target: given }, context, reading);
  const asked = saved.map((name) => {
    const plans = document.plans.filter(({ target }) => target === name);
    const [first] = plans;
    // A plan of an address that no target stands for is applied to an address that is given again.
    const ofAddress = name === "" || name === addressName(first?.url ?? "");
    if (ofAddress && given === undefined && flags.url === undefined && !context.env["IOP_URL"])
      throw new Refusal("usage", `the plan was made for ${first?.url}: name that again, with --url or IOP_URL`);
    const { paths, details } = asSaved(plans, document.sources);
    const target = chosen ?? (ofAddress ? undefined : name);
    return {
      saved: plans,
      asked: { name: target, paths, details: { ...details, reading, picture: pictureOf(flags) } },
    };
  });
  const targets = await planEach(
    asked.map((one) => one.asked),
    saveFlags,
    context,
    (outcome, index) => {
      if (outcome.kind === "failed") throw outcome.error;
      if (outcome.kind === "not reached") throw new Refusal("interrupted", "stopped before anything was changed");
      refuseMoved(asked[index]?.saved ?? [], outcome.planned);
      return outcome.planned;
    },
  );
  return { targets: targets, failures: [], notReached: [], reviewed: true };
}

/** Every plan that would do something must be one that was reviewed. */
function expectDigests(reviewed: readonly string[], plans: readonly NamespacePlan[]): void {
  const others = plans.filter(({ plan, shown }) => plan.calls.length > 0 && !reviewed.includes(shown.digest));
  const known = plans.some(({ shown }) => reviewed.includes(shown.digest));
  if (others.length === 0 && known) return;
  const digests = plans.map(({ shown }) => `${shown.namespace} ${shown.digest}`);
  throw new Refusal(
    "stale",
    `the plan is not the reviewed one: --expect ${reviewed.join(" ")}, and what was just planned is ${digests.join(", ")}.\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}
