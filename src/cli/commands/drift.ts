import { accept, drifts, withDrift } from "../../app/drift.ts";
import type { TargetPlan } from "../../app/plan.ts";
import { planTargets } from "../../app/plan-each.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";
import type { OutputFlags } from "../plan-outputs.ts";
import { showPlans } from "../show-plans.ts";

interface DriftFlags extends OutputFlags {
  readonly accept?: readonly string[];
  readonly reason?: string;
  readonly until?: string;
}

/**
 * As plan, for cron: what would be called does not matter, so an old server's limits do not either. What was changed on
 * the server, and what iopctl never applied, is drift; what is new in the files is not.
 */
export async function driftCommand([paths]: [string[]], flags: DriftFlags, context: Context): Promise<Ending> {
  const today = new Date(context.now()).toISOString().slice(0, 10);
  if (flags.accept !== undefined) {
    const { targets } = await planTargets(paths, flags, context, { lenient: true });
    for (const text of accept(flags.accept, flags, targets, { cwd: context.cwd, today })) context.terminal.note(text);
  } else if (flags.reason !== undefined || flags.until !== undefined)
    throw new Refusal("usage", "--reason and --until belong to --accept ADDRESS");
  const ending = await showPlans(paths, flags, context, {
    verb: "drift",
    details: { lenient: true },
    prepare: (target: TargetPlan) => withDrift(target, today),
    conclude: (plan) => {
      const { server = 0, unknown = 0, files = 0 } = plan.shown.drift ?? {};
      if (!drifts(plan)) return { ending: "done", message: "no drift", differs: files > 0 };
      const message = `${server} on the server, ${unknown} unknown, ${files} in the files`;
      return { ending: "changes", message, differs: true };
    },
  });
  return ending;
}
