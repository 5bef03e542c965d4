import type { Plan } from "../../model/plan.ts";
import { planDocument, withBasis } from "../../report/plan-json.ts";
import { planText } from "../../report/plan-text.ts";
import type { Context } from "../context.ts";
import type { Ending } from "../exit.ts";
import { guardDisruption, type PlanningFlags, planning } from "../planning.ts";

interface PlanFlags extends PlanningFlags {
  readonly out?: string;
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly detailedExitcode?: boolean;
}

const wantsDigests = ({ json, jsonInto, out }: PlanFlags) => json === true || (jsonInto ?? out) !== undefined;

export async function planCommand([paths]: [string[]], flags: PlanFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const { plans, sources } = await planning(paths, flags, context, { digests: wantsDigests(flags) });
  const shown = plans.map((planned) => planned.shown);
  const layers = sources.map((source) => [source]);
  const document = () => `${JSON.stringify(planDocument(shown, new Date(), layers, flags.only), null, 2)}\n`;
  if (flags.out !== undefined) {
    const saved = plans.map((planned) => withBasis(planned.shown, planned.basis, planned.salt));
    terminal.file(flags.out, `${JSON.stringify(planDocument(saved, new Date(), layers, flags.only), null, 2)}\n`);
  }
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, document());
  if (flags.json) terminal.out(document());
  else terminal.out(shown.map((plan) => planText(plan, terminal.style)).join("\n"));
  if (flags.out !== undefined) terminal.note(`saved to ${flags.out}; \`iopctl apply ${flags.out}\` applies it`);
  for (const planned of plans) guardDisruption(planned.plan, planned.shown, flags.maxDisruption);
  const changes = plans.some(({ plan }) => plan.changes.length > 0 || plan.calls.length > 0);
  return changes && flags.detailedExitcode ? "changes" : "done";
}

/** As plan, for cron: what would be called does not matter, so an old server's limits do not either. */
export async function driftCommand([paths]: [string[]], flags: PlanFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const { plans, sources } = await planning(paths, flags, context, { lenient: true, digests: wantsDigests(flags) });
  const shown = plans.map((planned) => planned.shown);
  const layers = sources.map((source) => [source]);
  const document = () => `${JSON.stringify(planDocument(shown, new Date(), layers, flags.only), null, 2)}\n`;
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, document());
  if (flags.json) terminal.out(document());
  else terminal.out(shown.map((plan) => planText(plan, terminal.style, "drift")).join("\n"));
  return plans.some(({ plan }) => isDrift(plan)) ? "changes" : "done";
}

/** A mark that is left over is no drift; what it says is still to be done is. */
function isDrift({ changes, calls }: Plan): boolean {
  return changes.length > 0 || calls.some(({ action }) => action.kind !== "unbind" || action.role !== "mark");
}
