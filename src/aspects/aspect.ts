import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState, Read } from "../model/observed.ts";
import type { Need, PlanError } from "../model/plan.ts";

/** What an aspect finds: what differs, what makes it impossible, and what a reader should know. */
interface Finding {
  readonly changes: readonly Change[];
  readonly errors?: readonly PlanError[];
  readonly warnings?: readonly string[];
}

/** One managed aspect of a namespace: what to read for it, how it differs, what its changes need. */
export interface Aspect {
  readonly name: "default" | "state" | "packages" | "productions" | "bindings";
  /**
   * The reads that this desired state needs; none where it says nothing. Asked again with what was read, since some
   * reads follow from others; what was read already may be named again.
   */
  reads(desired: DesiredState, observed: ObservedState): readonly Read[];
  /** Pure: the differences, each with an address, before, after. */
  diff(desired: DesiredState, observed: ObservedState): Finding;
  /** Pure: what each change needs to become true; not calls: the planner joins needs. */
  needs(change: Change, desired: DesiredState, observed: ObservedState): readonly Need[];
}
