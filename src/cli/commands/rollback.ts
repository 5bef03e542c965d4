import type { ApplyOptions } from "../../app/applying.ts";
import { refuseFindings } from "../../app/findings.ts";
import { targetOf } from "../../app/targets.ts";
import { planWayBack } from "../../app/way-back.ts";
import type { RunRecord } from "../../documents/run-record.ts";
import type { Ending } from "../../model/refusal.ts";
import { applyPlans } from "../apply-plans.ts";
import type { CommonFlags, Context } from "../context.ts";

interface RollbackFlags extends CommonFlags, ApplyOptions {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
}

/**
 * Plans and applies the way back to what stood before a run; without a name, the last that wrote something, and where that is
 * a rollback which was not finished, it goes on with that.
 */
export async function rollbackCommand(
  [name]: [string | undefined],
  flags: RollbackFlags,
  context: Context,
): Promise<Ending> {
  const target = await targetOf(flags, context);
  const { run, goesOnWith, back, stays, remove } = await planWayBack(name, target, flags, context);
  try {
    for (const { findings } of back.plans) refuseFindings(findings);
    context.terminal.note(`${begins(goesOnWith)}back to what stood before ${run.id}`);
    if (goesOnWith !== undefined && back.plans.every(({ plan }) => plan.calls.length === 0))
      context.terminal.note(`nothing was left of it: \`iopctl rollback ${goesOnWith.id}\` would take it back`);
    for (const note of [...back.notUndone, ...stays]) context.warn(`not undone: ${note}`);
    const targetPlans = { targets: [back], failures: [], notReached: [], plans: "new" as const };
    return await applyPlans(targetPlans, flags, context, "rollback");
  } finally {
    await remove();
  }
}

function begins(rollback: RunRecord | undefined): string {
  return rollback === undefined ? "" : `the rollback ${rollback.id} was not finished; this goes on with it: `;
}
