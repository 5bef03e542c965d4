import type { PlanDocument } from "../generated/plan.ts";
import { digestOf } from "../planner/digest.ts";

/** A plan as `plan --out` writes it: sealed, so that a change by hand shows. */
export function savedPlan(document: PlanDocument): string {
  return `${JSON.stringify({ ...document, seal: sealOf(document) }, null, 2)}\n`;
}

/** What only the very same plan has. */
export function sealOf({ seal: _seal, ...document }: PlanDocument): string {
  return digestOf(document);
}
