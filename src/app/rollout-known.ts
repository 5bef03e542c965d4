import type { PlanDocument } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, type RolloutRecord } from "../model/rollout.ts";
import type { RolloutStore } from "../store/rollouts.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import { expectDigest } from "./rollout.ts";
import { refuseDamaged } from "./rollout-damaged.ts";

/** A plan that somebody has reviewed, and what it is called in messages, such as its file. */
export interface SavedRollout {
  readonly document: PlanDocument;
  readonly name: string;
}

/** Where a rollout that is to be applied stands. open: it is under way, and goes on. done: just this was applied. new: neither. */
export type Standing =
  | { readonly kind: "open"; readonly record: RolloutRecord }
  | { readonly kind: "done"; readonly record: RolloutRecord }
  | { readonly kind: "new"; readonly saved: PlanDocument | undefined };

/**
 * Whether what is to be applied has begun already. `saved`: undefined: whatever is open goes on. Throws Refusal (exit 6) where
 * another rollout is not over, or the open one is not of the expected digests; exit 1 where a record is damaged.
 */
export async function standingOf(
  saved: SavedRollout | undefined,
  { expect }: { readonly expect?: readonly string[] },
  store: RolloutStore,
): Promise<Standing> {
  const records = await store.list();
  const digest = saved?.document.rollout?.digest;
  const open = records.find((record) => !isOver(record));
  if (open !== undefined) {
    if (saved !== undefined && digest !== open.digest) {
      throw new Refusal(
        "stale",
        `rollout ${open.id} is not over, and ${saved.name} is another. Nothing was changed.\n` +
          `  \`iopctl rollout resume ${open.id}\` goes on with it, \`iopctl rollout abort ${open.id}\` ends it.`,
      );
    }
    expectDigest(open.digest, expect);
    return { kind: "open", record: open };
  }
  await refuseDamaged(store);
  // A pipeline that is run again is no failure; what has changed since is a matter of a new plan.
  const same = records.find((record) => record.state === "done" && record.digest === digest);
  return same === undefined ? { kind: "new", saved: saved?.document } : { kind: "done", record: same };
}

/**
 * Throws Refusal for what passes a limit, or is not known of one target: before the first wave, and not in the third. What only
 * the hour forbids waits for its window.
 */
export function refuseIncomplete({ plans, errors = [] }: PlanDocument): void {
  const [first] = errors;
  if (first !== undefined)
    throw new Refusal("error", `${first.target} could not be planned: ${first.message}. Nothing was changed.`);
  for (const { target, refused = [], findings = [] } of plans) {
    refusePassed(
      refused.filter(({ opens }) => opens === undefined),
      ` of ${target}`,
    );
    refuseFindings(findings);
  }
}
