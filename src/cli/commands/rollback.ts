import type { ApplyOptions } from "../../app/applying.ts";
import { refuseFindings } from "../../app/findings.ts";
import { targetOf } from "../../app/targets.ts";
import { planWayBack } from "../../app/way-back.ts";
import type { Ending } from "../../model/refusal.ts";
import { applyPlans } from "../apply-plans.ts";
import type { CommonFlags, Context } from "../context.ts";

interface RollbackFlags extends CommonFlags, ApplyOptions {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
}

/** Plans and applies the way back to what stood before a run; without a name, the last that wrote something. */
export async function rollbackCommand(
  [name]: [string | undefined],
  flags: RollbackFlags,
  context: Context,
): Promise<Ending> {
  const target = await targetOf(flags, context);
  const { run, back, stays, remove } = await planWayBack(name, target, flags, context);
  try {
    for (const { findings } of back.plans) refuseFindings(findings);
    context.terminal.note(`back to what stood before ${run.id}`);
    for (const note of [...back.notUndone, ...stays]) context.warn(`not undone: ${note}`);
    const targetPlans = { targets: [back], failures: [], notReached: [], plans: "new" as const };
    return await applyPlans(targetPlans, flags, context, "rollback");
  } finally {
    await remove();
  }
}
