import type { LoadedState } from "../desired/load.ts";
import type { ShownPlan } from "../generated/plan.ts";
import type { Guards } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import type { BasisEntry } from "../planner/basis.ts";

/** The plan of one namespace, as much of it as is written down: before an apply, and to hold a saved plan against. */
export interface RecordedPlan {
  readonly loaded: LoadedState;
  readonly observed: ObservedState;
  readonly plan: Plan;
  readonly shown: ShownPlan;
  readonly basis: readonly BasisEntry[];
  readonly salt: Buffer;
  /** The limits of the files, without what flags lift for this run. */
  readonly limits?: Guards;
}
