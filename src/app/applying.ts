import { createWriteClient, readClientOver, type WriteClient } from "../api/client.ts";
import { type ApplyResult, apply } from "../engine/apply.ts";
import { passedLimits } from "../planner/guards.ts";
import { refusePassed } from "./limits.ts";
import { oneMigration } from "./lock.ts";
import type { NamespacePlan, PlanOptions, TargetPlan } from "./plan.ts";
import type { Emit } from "./run-events.ts";
import type { World } from "./world.ts";

/** Options of what plans and then writes. */
export interface ApplyOptions extends PlanOptions {
  /** false: make no backup of what is overwritten. */
  readonly backup?: boolean;
  /** Force a stop that meets unfinished work. */
  readonly allowKill?: boolean;
}

/** One plan that is being made true, and what that takes. */
export interface Applying {
  readonly planned: NamespacePlan;
  readonly targetPlan: TargetPlan;
  readonly flags: ApplyOptions;
  readonly world: World;
  readonly client: WriteClient;
  readonly emit: Emit;
}

/** Whoever must know of each writing call. */
export interface Around {
  /** Where it throws, the call is not made. `patience`: milliseconds that it may take. */
  readonly before: (patience: number) => Promise<void>;
  readonly after: () => void;
}

/** A client that writes; one upload at a time for each server, whoever else of this process uploads there. */
export function clientOf(
  { http }: NamespacePlan,
  { target }: TargetPlan,
  clock: () => number,
  around?: Around,
): WriteClient {
  const plain = createWriteClient(http);
  const client = around === undefined ? plain : told(plain, Math.max(target.timeout, target.migrateTimeout), around);
  return { ...client, migrate: (request) => oneMigration(target, clock, () => client.migrate(request)) };
}

/** Each writing call, and no reading one, between `before` and `after`. */
function told(client: WriteClient, patience: number, around: Around): WriteClient {
  const reads = new Set(Object.keys(readClientOver(() => Promise.reject(new Error("never called")))));
  const calls = Object.entries(client).map(([name, call]) => {
    if (reads.has(name)) return [name, call] as const;
    const telling = async (...args: readonly unknown[]) => {
      await around.before(patience);
      try {
        return await (call as (...args: readonly unknown[]) => Promise<unknown>)(...args);
      } finally {
        around.after();
      }
    };
    return [name, telling] as const;
  });
  return Object.fromEntries(calls) as unknown as WriteClient;
}

/** Makes the calls of a plan: the run's own, or that of its way back. Throws only where nothing was changed. */
export function makeCalls({ planned, targetPlan, flags, world, client, emit }: Applying): Promise<ApplyResult> {
  const { target, observeWith } = targetPlan;
  return apply(planned.loaded.desired, planned.observed, planned.plan, {
    client,
    observe: observeWith(client),
    emit,
    signal: world.signal,
    ...(planned.only === undefined ? {} : { only: planned.only }),
    ...(flags.pending === undefined ? {} : { marker: flags.pending }),
    ...(flags.allowKill === undefined ? {} : { allowKill: flags.allowKill }),
    patience: target.migrateTimeout,
    settle: Math.min(target.timeout, 5_000),
    guard: (plan, observed) => {
      const passed = passedLimits(plan, planned.loaded.desired, observed);
      refusePassed(passed, ", since the server is not as it was planned for");
    },
  });
}
