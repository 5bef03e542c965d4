import type { ShownPlan } from "../../generated/plan.ts";
import { formatAddress } from "../../model/address.ts";
import type { Plan } from "../../model/plan.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { originsOf } from "../../planner/origins.ts";
import { type Accepted, acceptDrift, findAccepted, isDay, readBaseline } from "../../store/baseline.ts";
import type { Context } from "../context.ts";
import { type Planned, type Planning, patternsOf, plannings, refuseUnmatched } from "../planning.ts";
import { conclude, documentOf, output, type PlanFlags, type TargetResult, wantsDigests } from "./plan.ts";

interface DriftFlags extends PlanFlags {
  readonly junit?: string;
  readonly accept?: readonly string[];
  readonly reason?: string;
  readonly until?: string;
}

/**
 * As plan, for cron: what would be called does not matter, so an old server's limits do not either. What was changed on
 * the server, and what iopctl never applied, is drift; what is new in the files is not.
 */
export async function driftCommand([paths]: [string[]], flags: DriftFlags, context: Context): Promise<Ending> {
  const today = new Date().toISOString().slice(0, 10);
  const made = await plannings(paths, flags, context, { lenient: true, digests: wantsDigests(flags) });
  if (flags.accept !== undefined) accept(flags, made.plannings, context);
  else if (flags.reason !== undefined || flags.until !== undefined)
    throw new Refusal("usage", "--reason and --until belong to --accept ADDRESS");
  const results = made.plannings.map((planning) => ({
    planning,
    shown: planning.plans.map((one) => driftOf(one, planning, today)),
  }));
  const shown = results.map(({ planning, shown: list }) => ({
    ...planning,
    plans: planning.plans.map((one, at) => ({ ...one, shown: list[at] as ShownPlan })),
  }));
  const own = { ...made, plannings: shown };
  output(own, documentOf(own, flags), flags, context, "drift");
  const endings = shown
    .flatMap(({ plans }) => plans)
    .map(({ plan, shown: one }): TargetResult => {
      const { server = 0, unknown = 0, files = 0 } = one.drift ?? {};
      const drifts = server + unknown > 0 || isUnfinished(plan);
      const message = drifts ? `${server} on the server, ${unknown} unknown, ${files} in the files` : "no drift";
      return { shown: one, ending: drifts ? "changes" : "done", message };
    });
  return conclude(own, endings, flags, context);
}

/** Each change with where it comes from, and with what the baseline says of it. */
function driftOf({ plan, shown, loaded, observed }: Planned, { target }: Planning, today: string): ShownPlan {
  const origins = originsOf(plan.changes, loaded.desired, observed);
  const baseline = readBaseline(target.baseline);
  const counts = { server: 0, files: 0, unknown: 0, accepted: 0 };
  const warnings = [...shown.warnings];
  const changes = shown.changes.map((change, at) => {
    const own = plan.changes[at] as Plan["changes"][number];
    const origin = origins.get(own) ?? "unknown";
    const { now, expired } = findAccepted(baseline, own.address, shown.target, today);
    if (now && origin !== "files") {
      counts.accepted += 1;
      return { ...change, origin, accepted: { reason: now.reason, until: now.until } };
    }
    if (expired && origin !== "files") {
      warnings.push(
        `${formatAddress(own.address)} was accepted until ${expired.until} (${expired.reason}): it is drift again`,
      );
    }
    counts[origin] += 1;
    return { ...change, origin };
  });
  return { ...shown, changes, warnings, drift: counts };
}

/** A mark that is left over is no drift; what it says is still to be done is. */
function isUnfinished({ calls, changes }: Plan): boolean {
  return changes.length === 0 && calls.some(({ action }) => action.kind !== "unbind" || action.role !== "mark");
}

function accept(
  { accept: addresses = [], reason, until }: DriftFlags,
  list: readonly Planning[],
  { terminal }: Context,
): void {
  if (!reason?.trim()) throw new Refusal("usage", "--accept needs --reason: why is it accepted?");
  if (until === undefined || !isDay(until))
    throw new Refusal("usage", "--accept needs --until YYYY-MM-DD: until when?");
  const plans = list.flatMap((planning) => planning.plans);
  refuseUnmatched("--accept", addresses, patternsOf("--accept", addresses), plans);
  for (const { target } of list) {
    const entries: Accepted[] = addresses.map((address) => ({
      address,
      reason,
      until,
      target: target.name === "" ? undefined : target.name,
    }));
    acceptDrift(target.baseline, entries);
    terminal.note(`accepted until ${until}: ${addresses.join(", ")} (${target.baseline})`);
  }
}
