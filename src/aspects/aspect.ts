import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import type { Need } from "../model/need.ts";
import type { ObservedState, Read } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";

/** What differs, and what that needs to become true; not calls: the planner joins needs. */
export interface ChangeWithNeeds {
  readonly change: Change;
  readonly needs: readonly Need[];
}

/** What an aspect finds: what differs, what makes it impossible, and what a reader should know. */
interface Finding {
  readonly differences: readonly ChangeWithNeeds[];
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
  /** Pure: the differences, each with an address, before and after, and what it needs. */
  diff(desired: DesiredState, observed: ObservedState): Finding;
}
