import type { NamespacePlan } from "../app/plan.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { explainText } from "../report/explain.ts";
import { planHead, planText } from "../report/plan-text.ts";
import type { Terminal } from "./terminal.ts";

/** Where many targets match their files a line each is enough. */
export function textOf(
  plans: readonly ShownPlan[],
  { explain }: { readonly explain?: boolean },
  terminal: Terminal,
  verb: string,
  many: boolean,
): string {
  const { style, width } = terminal;
  const texts = plans.map((plan) =>
    many && hasNothing(plan)
      ? `${planHead(plan, style, verb, width)}\n`
      : `\n${planText(plan, style, verb, width)}${explain ? explainText(plan, style, width) : ""}`,
  );
  return texts.join("");
}

/** The plans that are about to be applied. */
export function plansText(
  plans: readonly NamespacePlan[],
  { terminal, verb, many }: { readonly terminal: Terminal; readonly verb: string; readonly many: boolean },
): string {
  return textOf(
    plans.map(({ shown }) => shown),
    {},
    terminal,
    verb,
    many,
  ).replace(/^\n/, "");
}

function hasNothing({ changes, calls, warnings, findings = [], refused = [], unknown = [], unmanaged }: ShownPlan) {
  const lists = [
    changes,
    calls,
    warnings,
    findings,
    refused,
    unknown,
    unmanaged?.disabled ?? [],
    unmanaged?.addresses ?? [],
  ];
  return lists.every((list) => list.length === 0);
}
