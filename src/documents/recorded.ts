import type { ShownPlan } from "../generated/plan.ts";
import type { Address } from "../model/address.ts";
import type { DesiredState, Guards } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import type { BasisEntry } from "../planner/basis.ts";
import type { Salt } from "../planner/digest.ts";

/** The files of one namespace, as much of them as a record needs. */
interface RecordedFiles {
  readonly desired: DesiredState;
  /** Where an address stands in the files (absolute). */
  readonly locate: (address: Address) => { readonly source: { readonly file: string } } | undefined;
  /** What a text with variables gives now, as if it stood in that file; undefined where it gives nothing. */
  readonly resolve: (text: string, file: string) => string | undefined;
}

/** The plan of one namespace, as much of it as is written down: before an apply, and to hold a saved plan against. */
export interface RecordedPlan {
  readonly loaded: RecordedFiles;
  readonly observed: ObservedState;
  readonly plan: Plan;
  readonly shown: ShownPlan;
  readonly basis: readonly BasisEntry[];
  readonly salt: Salt;
  /** The limits of the files, without what flags lift for this run. */
  readonly limits?: Guards;
}
