import { planPage } from "../../app/picture.ts";
import { planRollout, type RolloutFlags } from "../../app/rollout.ts";
import { refuseIncomplete } from "../../app/rollout-known.ts";
import { savedPlan } from "../../documents/saved-plan.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { rolloutPlanText } from "../../report/rollout-text.ts";
import type { Context } from "../context.ts";
import { notPlanned, type RolloutOutput, withoutBasis } from "../rollout-shown.ts";

interface PlanFlags extends RolloutOutput, RolloutFlags {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** Plans all targets of the waves; one that cannot be planned leaves no rollout to be reviewed. */
export async function rolloutPlanCommand(_args: [], flags: PlanFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const planned = await planRollout(flags, context, flags.html === undefined ? undefined : "read");
  const { document } = planned;
  const shown = withoutBasis(document);
  const json = documentText(shown);
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json);
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(shown, { all: flags.htmlAll }));
  terminal.out(flags.json ? json : rolloutPlanText(shown, planned.waves.remarks, terminal.style, terminal.width));
  const failure = notPlanned(planned, context);
  if (failure !== undefined) return failure;
  refuseIncomplete(document);
  if (flags.out !== undefined) {
    terminal.file(flags.out, savedPlan(document));
    terminal.note(`saved to ${flags.out}; \`iopctl rollout apply ${flags.out}\` applies it`);
  }
  return flags.detailedExitcode && document.plans.some(({ calls }) => calls.length > 0) ? "changes" : "done";
}
