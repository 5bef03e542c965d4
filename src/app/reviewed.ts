import { Reading } from "../desired/reading.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { addressName } from "../model/where.ts";
import { isPlanFile, readPlanFile } from "../store/plan-file.ts";
import { isOne } from "./apply-targets.ts";
import { endingOf } from "./ending.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import type { NamespacePlan, PlanContext, PlanOptions } from "./plan.ts";
import { type Asked, planEach, planTargets, type TargetPlans } from "./plan-each.ts";
import { asSaved, refuseMoved } from "./saved-plan.ts";
import { narrowed, targetNames } from "./targets.ts";
import type { World } from "./world.ts";

/** Plans that may be applied. */
export interface ReviewedPlans extends TargetPlans {
  /** saved: somebody has read this very plan before. new: nobody has. */
  readonly plans: "saved" | "new";
}

/**
 * The plans that an apply is about: of one saved plan, made again and compared with it, or of state paths. Throws Refusal
 * (exit 6) where what was planned is no longer so.
 */
export async function plansToApply(
  args: readonly string[],
  options: PlanOptions,
  world: World,
  details: Pick<PlanContext, "digests" | "picture">,
): Promise<ReviewedPlans> {
  const [file] = args;
  if (args.length === 1 && file !== undefined && isPlanFile(file)) return ofFile(file, options, world, details);
  return { ...(await planTargets(args, options, world, details, "kept")), plans: "new" };
}

async function ofFile(
  path: string,
  options: PlanOptions,
  world: World,
  { picture }: Pick<PlanContext, "picture">,
): Promise<ReviewedPlans> {
  for (const name of ["only", "exclude", "namespace", "label"] as const) {
    if (options[name] !== undefined)
      throw new Refusal("usage", `--${name}: a saved plan says that itself; leave it out`);
  }
  const document = readPlanFile(path, world.cwd);
  if (document.rollout !== undefined)
    throw new Refusal(
      "usage",
      `${path} is the plan of a rollout: \`iopctl rollout apply ${path}\` applies it in its waves`,
    );
  const reading = new Reading();
  const names = await narrowed([...new Set(document.plans.map(({ target }) => target))], options, world);
  const { target: given, ...rest } = options;
  const [chosen] = given === undefined ? [] : await targetNames({ ...rest, target: given }, world, reading);
  const saved = names.map((name) => document.plans.filter(({ target }) => target === name));
  const asked = names.map((name, index): Asked => {
    const plans = saved[index] ?? [];
    const ofAddress = refuseUnnamed(name, plans[0], options, world);
    const { paths, details } = asSaved(plans, document.sources);
    return { name: chosen ?? (ofAddress ? undefined : name), paths, details: { ...details, reading, picture } };
  });
  const saidThere = { ...rest, only: document.only ?? [], exclude: document.exclude ?? [] };
  const targets = await planEach(asked, saidThere, world, (outcome, index) => {
    if (outcome.kind === "failed") throw outcome.error;
    if (outcome.kind === "not reached") throw new Refusal("interrupted", "stopped before anything was changed");
    refuseMoved(saved[index] ?? [], outcome.targetPlan);
    return outcome.targetPlan;
  });
  return { targets, failures: [], notReached: [], plans: "saved" };
}

/** Whether a plan is of an address that no target stands for: it is applied to an address that is given again. */
function refuseUnnamed(name: string, first: ShownPlan | undefined, options: PlanOptions, { env }: World): boolean {
  const ofAddress = name === "" || name === addressName(first?.url ?? "");
  if (ofAddress && options.target === undefined && options.url === undefined && !env["IOP_URL"])
    throw new Refusal("usage", `the plan was made for ${first?.url}: name that again, with --url or IOP_URL`);
  return ofAddress;
}

/**
 * Throws Refusal for what stands in the way of all that was planned: a guard, findings that are errors, with `failFast` a
 * target that could not be planned, and a plan that is none of those that were reviewed (`expect`: their digests).
 */
export function refuseUnfit(
  targetPlans: TargetPlans,
  { failFast, expect }: { readonly failFast?: boolean; readonly expect?: readonly string[] },
): void {
  const all = targetPlans.targets.flatMap(({ plans }) => plans);
  for (const { refused, findings, shown } of all) {
    refusePassed(refused, isOne(targetPlans) ? "" : ` of ${shown.target}`);
    refuseFindings(findings);
  }
  if (failFast) refuseFailed(targetPlans);
  if (expect !== undefined) expectDigests(expect, all);
}

/** With --fail-fast a target that cannot be planned keeps all others as they are. */
function refuseFailed({ failures }: TargetPlans): void {
  const [first] = failures;
  if (first === undefined) return;
  throw new Refusal(
    endingOf(first.error),
    `--fail-fast: ${first.target} could not be planned, so nothing was changed: ${first.error.message}`,
  );
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
