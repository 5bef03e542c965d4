import { accept, drifts, withDrift } from "../../app/drift.ts";
import { planTargets } from "../../app/plan.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";
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
  const made = await planTargets(paths, flags, context, { lenient: true, digests: wantsDigests(flags) });
  if (flags.accept !== undefined) {
    for (const text of accept(flags.accept, flags, made.targets)) context.terminal.note(text);
  } else if (flags.reason !== undefined || flags.until !== undefined)
    throw new Refusal("usage", "--reason and --until belong to --accept ADDRESS");
  const own = { ...made, targets: made.targets.map((target) => withDrift(target, today)) };
  output(own, documentOf(own, flags), flags, context, "drift");
  const results = own.targets
    .flatMap(({ plans }) => plans)
    .map((plan): TargetResult => {
      const { server = 0, unknown = 0, files = 0 } = plan.shown.drift ?? {};
      if (!drifts(plan)) return { shown: plan.shown, ending: "done", message: "no drift" };
      const message = `${server} on the server, ${unknown} unknown, ${files} in the files`;
      return { shown: plan.shown, ending: "changes", message };
    });
  return conclude(own, results, flags, context);
}
