import { endingOf } from "../app/ending.ts";
import type { RolloutFlags, RolloutPlan } from "../app/rollout.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { plural } from "../model/plural.ts";
import type { Ending } from "../model/refusal.ts";
import { worst } from "../model/severity.ts";
import type { CommonFlags, Context } from "./context.ts";

/** What the commands of rollouts share. */

export interface RolloutOutput extends CommonFlags {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly html?: string;
  /** Every item is drawn. */
  readonly htmlAll?: boolean;
}

/** Flags of what drives a rollout. */
export interface DriveFlags extends RolloutOutput, RolloutFlags {
  readonly autoApprove?: boolean;
}

/** A plan that is only looked at holds nothing that a later apply compares with. */
export function withoutBasis(document: PlanDocument): PlanDocument {
  return { ...document, plans: document.plans.map(({ basis: _basis, ...plan }) => plan) };
}

/** A rollout of which one target is not known is none that can be reviewed. */
export function notPlanned({ targetPlans }: RolloutPlan, { terminal }: Context): Ending | undefined {
  if (targetPlans.failures.length === 0) return undefined;
  for (const { target, error } of targetPlans.failures)
    terminal.error(`${terminal.errorStyle.red("error:")} ${target}: ${error.message}`);
  terminal.error(
    `Not planned: ${plural(targetPlans.failures.length, "target")} could not be planned, so the rollout is not complete. Nothing was saved or changed.`,
  );
  return worst(targetPlans.failures.map(({ error }) => endingOf(error)));
}
