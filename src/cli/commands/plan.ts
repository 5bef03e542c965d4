import { refuseFindings } from "../../app/findings.ts";
import { refusePassed } from "../../app/limits.ts";
import { plural } from "../../model/plural.ts";
import type { Ending } from "../../model/refusal.ts";
import type { Context } from "../context.ts";
import type { OutputFlags } from "../plan-outputs.ts";
import { showPlans } from "../show-plans.ts";

/** Flags of `plan`. `detailedExitcode`: exit 2 where there are changes. */
export interface PlanFlags extends OutputFlags {
  readonly detailedExitcode?: boolean;
}

/** Shows what would change and the calls that would do it. */
export async function planCommand([paths]: [string[]], flags: PlanFlags, context: Context): Promise<Ending> {
  const ending = await showPlans(paths, flags, context, {
    verb: "plan",
    details: {},
    prepare: (target) => target,
    conclude: ({ plan, shown, refused, findings }, many) => {
      const differs = plan.changes.length > 0 || plan.calls.length > 0;
      // What only the hour forbids is no error of a plan: it is shown, and an apply is refused.
      const limits = refused.filter(({ opens }) => opens === undefined);
      refusePassed(limits, many ? ` of ${shown.target}` : "");
      refuseFindings(findings);
      const { create, update, delete: gone, calls, disruption } = shown.summary;
      const message = `+${create} ~${update} -${gone}, ${plural(calls, "call")}, disruption ${disruption}`;
      return { ending: differs && flags.detailedExitcode ? "changes" : "done", message, differs };
    },
  });
  const { out } = flags;
  if (out !== undefined) context.terminal.note(`saved to ${out}; \`iopctl apply ${out}\` applies it`);
  return ending;
}
