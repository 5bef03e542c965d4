import { plansToApply } from "../../app/reviewed.ts";
import type { Ending } from "../../model/refusal.ts";
import { type ApplyFlags, applyPlans } from "../apply-plans.ts";
import type { Context } from "../context.ts";
import { growSlowly } from "../heap.ts";

/** Plans, shows, asks, applies, verifies; or applies a saved plan. */
export async function applyCommand([args]: [string[]], flags: ApplyFlags, context: Context): Promise<Ending> {
  const { target = [], label, resume } = flags;
  if (label ?? resume ?? (target.length > 1 || target[0]?.includes("*"))) growSlowly();
  const details = {
    digests: flags.json === true || flags.jsonInto !== undefined,
    picture: flags.html === undefined ? undefined : ("read" as const),
  };
  return applyPlans(await plansToApply(args, flags, context, details), flags, context);
}
