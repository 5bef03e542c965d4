import type { ObservedState } from "../model/observed.ts";
import type { Owed } from "../model/plan.ts";
import type { Needs } from "./join.ts";

/**
 * What becomes of what runs, decided once. `goes on`: it runs and is to run, so nothing in it may be stale. `moves`: it is
 * stopped, another is started, or both. `rests`: nothing runs, and nobody asks for more.
 */
export type Course =
  | { readonly kind: "goes on"; readonly production: string }
  | {
      readonly kind: "moves";
      /** What is running, or suspended with its messages kept. */
      readonly from: { readonly production: string; readonly suspended: boolean } | undefined;
      readonly to: string | undefined;
      readonly because: readonly string[];
    }
  | { readonly kind: "rests" };

/** Pure. `owed`: what an earlier call or run has left to do, as far as this plan finishes it. */
export function courseOf(needs: Needs, observed: ObservedState, owed: Owed | undefined): Course {
  const { status, production } = observed.status ?? { status: "stopped", production: "" };
  const runs = status === "running" && production !== "";
  // A run that died between a stop and its start: nothing else says that the production is to run.
  const revived = owed?.recycle === true && observed.status !== undefined && !runs ? owed.production : "";
  const wanted = needs.halt ? "" : (needs.run?.production ?? (revived || undefined));
  if (runs && (wanted === undefined || wanted === production)) return { kind: "goes on", production };
  if (wanted === undefined) return { kind: "rests" };
  const suspended = status === "suspended" && production !== "";
  return {
    kind: "moves",
    from: runs || suspended ? { production, suspended } : undefined,
    to: wanted === "" ? undefined : wanted,
    because: needs.halt?.because ?? needs.run?.because ?? owed?.because ?? [],
  };
}

/** The production that runs now; empty: none. */
export function runningIn(course: Course): string {
  if (course.kind === "goes on") return course.production;
  return course.kind === "moves" && course.from?.suspended === false ? course.from.production : "";
}

/** The production that runs in the end; empty: none. */
export function endOf(course: Course): string {
  if (course.kind === "goes on") return course.production;
  return course.kind === "moves" ? (course.to ?? "") : "";
}
