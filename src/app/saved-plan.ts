import { refuseStale } from "../documents/saved-plan.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { saltOf } from "../planner/digest.ts";
import { readPlanFile } from "../store/plan-file.ts";
import type { PlanContext, TargetPlan } from "./plan.ts";
import type { World } from "./world.ts";

/** The plan that a file holds; relative: to the working directory. Throws Refusal where it holds none, or an altered one. */
export function planOfFile(file: string, { cwd }: Pick<World, "cwd">): PlanDocument {
  return readPlanFile(file, cwd);
}

/**
 * What makes the saved plans of one target anew: the state paths that they were made of (`sources`: those of a whole
 * document), and the salts of their digests, so that both can be compared.
 */
export function asSaved(
  saved: readonly ShownPlan[],
  sources: PlanDocument["sources"],
): { readonly paths: readonly string[]; readonly details: Pick<PlanContext, "salts" | "digests"> } {
  const salts = new Map(saved.map(({ namespace, basis }) => [namespace, saltOf(basis?.salt ?? "")]));
  return { paths: (saved[0]?.sources ?? sources ?? []).flat(), details: { salts, digests: true } };
}

/**
 * Throws Refusal (exit 6) where a plan that was made anew is not the saved one. `extent`: see `refuseStale`.
 */
export function refuseMoved(saved: readonly ShownPlan[], { plans }: TargetPlan, extent: "all" | "files" = "all"): void {
  for (const plan of saved) {
    const now = plans.find(({ shown }) => shown.namespace === plan.namespace);
    if (now === undefined) throw new Refusal("stale", `the files no longer describe the namespace ${plan.namespace}`);
    refuseStale(plan, now, extent);
  }
}
