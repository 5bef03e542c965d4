import { resultLine, type TargetEnding } from "../documents/result-line.ts";
import type { ResultLine } from "../generated/result.ts";
import { inOneLine } from "../model/sentence.ts";
import { isOne } from "./apply-targets.ts";
import { endingOf } from "./ending.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import type { TargetPlan } from "./plan.ts";
import type { TargetPlans } from "./plan-each.ts";

/** A line for every target of a run that was stopped when all was planned, and before anything was changed. */
export function stoppedLines(
  targetPlans: TargetPlans,
  why: Error,
  command: "apply" | "rollback",
  now: number,
): ResultLine[] {
  const { targets, failures, notReached } = targetPlans;
  const line = (target: string, ending: TargetEnding["ending"], message: string) =>
    resultLine(command, { target, ending, message }, new Date(now));
  const message = `nothing was changed: ${inOneLine(why.message)}`;
  return [
    ...targets.map(({ target, plans }) => {
      // What is refused for its own sake says so; the others were not begun.
      const refused = refusalOf(plans) ?? (isOne(targetPlans) ? why : undefined);
      return refused === undefined
        ? line(target.name, "not_reached", message)
        : line(target.name, endingOf(refused), refused.message);
    }),
    ...failures.map(({ target, error }) => line(target, endingOf(error), error.message)),
    ...notReached.map((target) => line(target, "not_reached", message)),
  ];
}

/** Why a guard or lint refuses plans of a target; undefined: they do not. */
function refusalOf(plans: TargetPlan["plans"]): Error | undefined {
  try {
    for (const { refused, findings, shown } of plans) {
      refusePassed(refused, ` of ${shown.target}`);
      refuseFindings(findings);
    }
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
