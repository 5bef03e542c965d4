import type { ObservedState } from "../model/observed.ts";
import { lostText, mayLose } from "./loss.ts";
import { observeProduction } from "./observe.ts";
import { isNews, mayPlanAgain, type Progress, planFrom, verified } from "./progress.ts";
import { type ApplyContext, ends, fails, goesOnWith, type Step } from "./states.ts";

/** All calls were made: is the namespace as the files say? What came up while the run went on is applied too. */
export async function verify(before: Progress, context: ApplyContext): Promise<Step> {
  const { desired, emit } = context;
  let found: ObservedState;
  try {
    found = await lookAgain(before, context);
  } catch (error) {
    return fails(before, `not confirmed: every call was made, and then ${(error as Error).message}`);
  }
  const now = verified(before, found);
  const rest = planFrom(now, desired, context);
  const converged = rest.changes.length === 0 && rest.calls.length === 0 && rest.errors.length === 0;
  const lost = lostText(now.written, now.observed);
  if (lost !== undefined && !mayLose(desired)) {
    emit({ type: "verified", converged: false, remaining: rest.changes });
    return ends(now, "not_converged", `${lost}: the server has dropped it. Set it again in the Portal`);
  }
  if (converged) {
    if (lost !== undefined) emit({ type: "warning", message: `${lost}, as --allow-loss or the files allow` });
    emit({ type: "verified", converged: true, remaining: [] });
    const what = context.only === undefined ? "the namespace" : "the part of it that was asked for";
    return ends(now, "converged", `${what} matches the files`);
  }
  if (isNews(now, rest) && rest.calls.length > 0 && mayPlanAgain(now))
    return goesOnWith(now, rest, "the uploaded settings files changed more than was planned", context);
  emit({ type: "verified", converged: false, remaining: rest.changes });
  const what = rest.errors[0]?.message ?? "every call was made, but the namespace does not match the files";
  return ends(now, "not_converged", what);
}

/**
 * Observes anew, with the definitions of these names and of what is compared with what ran before: the files may not ask
 * for them any more, and what was not read must not pass for what is not there.
 */
export async function lookAgain(
  { baseline }: Progress,
  { client, observe, desired }: ApplyContext,
  names: readonly string[] = [],
): Promise<ObservedState> {
  const observed = await observe(desired);
  const running = baseline === undefined ? [] : [baseline.name];
  const missing = [...new Set([...names, ...running])].filter((name) => !observed.productions.has(name));
  const read = await Promise.all(missing.map(async (name) => [name, await observeProduction(name, client)] as const));
  const status = observed.status ?? (running.length > 0 ? await client.status() : undefined);
  const productions = new Map([...observed.productions, ...read]);
  return { ...observed, ...(status === undefined ? {} : { status }), productions };
}
