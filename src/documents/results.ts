import type { ResultLine } from "../generated/result.ts";
import { validateResult } from "../generated/validators.js";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";

/** Whether a target needs nothing more. */
export function isWell({ ending }: Pick<ResultLine, "ending">): boolean {
  return ending === "done" || ending === "changes";
}

/** The last of several lines for one target, in the order in which targets came first. */
export function newest(lines: readonly ResultLine[]): ResultLine[] {
  const out = new Map<string, ResultLine>();
  for (const line of lines) {
    const known = out.get(line.target);
    if (known === undefined || known.time <= line.time) out.set(line.target, line);
  }
  return [...out.values()];
}

/**
 * The text without a last line that is cut off, as a run leaves it that is killed while it writes; `torn`: that line, from 1. What
 * is no result for another reason stays, and so does a text of one line.
 */
export function withoutTornLine(text: string): { readonly text: string; readonly torn?: number } {
  const end = text.lastIndexOf("\n") + 1;
  const last = text.slice(end);
  const before = text.slice(0, end);
  const whole = last.trim() === "" || parsed(last) !== undefined || parsed(text) !== undefined;
  return whole || before.trim() === "" ? { text } : { text: before, torn: before.split("\n").length };
}

/** The results in a text: lines of `--json-lines`, or a plan's JSON. Throws Refusal where it is neither. */
export function resultsIn(text: string, label: string): ResultLine[] {
  const whole = parsed(text);
  // A line of plan and drift has plans too: alone in a file it is still a line, with an ending of its own.
  if (isObject(whole) && Array.isArray(whole["plans"]) && !("target" in whole) && !("ending" in whole)) {
    refuseOtherVersion(whole["format_version"], text, label);
    return ofDocument(whole as unknown as PlanLike);
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const result = parsed(line);
    if (validateResult(result)) return result as ResultLine;
    const [first] = validateResult.errors ?? [];
    const why = result === undefined ? "it is not JSON" : `${first?.instancePath ?? ""} ${first?.message ?? ""}`.trim();
    throw new Refusal(
      "error",
      `${label}:${index + 1}: this is no line of --json-lines, nor is the file a plan's JSON: ${why}`,
    );
  });
}

/** What another version of the format means is not known, and is never taken for well. */
function refuseOtherVersion(version: unknown, text: string, label: string): void {
  if (version === "1") return;
  const index = text.split("\n").findIndex((line) => line.includes('"format_version"'));
  const what = version === undefined ? "no format_version" : `format_version ${JSON.stringify(version)}`;
  throw new Refusal(
    "error",
    `${label}:${Math.max(index, 0) + 1}: this plan's JSON has ${what}; this program knows "1". Update it, or make the file again.`,
  );
}

interface PlanLike {
  readonly created_at?: unknown;
  readonly plans: readonly unknown[];
  readonly errors?: readonly unknown[];
}

/** A plan's JSON does not say how each target ended, but what stands in the way of it. */
function ofDocument({ created_at: created, plans, errors = [] }: PlanLike): ResultLine[] {
  const time = typeof created === "string" ? created : "1970-01-01T00:00:00Z";
  const plansOf = (name: unknown) => plans.filter((plan) => isObject(plan) && plan["target"] === name) as object[];
  const line = (target: unknown, ending: ResultLine["ending"], message: string): ResultLine => {
    const shown = plansOf(target);
    const command = shown.some((plan) => "drift" in plan) ? ("drift" as const) : ("plan" as const);
    const base = { format_version: "1" as const, time, command, target: String(target), ending, message };
    return shown.length === 0 ? base : ({ ...base, differs: shown.some(differs), plans: shown } as ResultLine);
  };
  const objects = (list: readonly unknown[]) => list.filter(isObject);
  const bad = new Map(objects(errors).map((error) => [error["target"], String(error["message"])]));
  const refused = objects(plans).filter(({ refused: limits }) => Array.isArray(limits) && limits.length > 0);
  const names = new Set(objects(plans).map(({ target }) => target));
  return [
    ...[...names].map((name) => {
      if (refused.some(({ target }) => target === name)) return line(name, "guard", "refused by a guard");
      return plansOf(name).some(drifted) ? line(name, "changes", "drift") : line(name, "done", "");
    }),
    ...[...bad].map(([name, message]) => line(name, "error", message)),
  ];
}

function differs(plan: object): boolean {
  const { changes, calls } = plan as { readonly changes?: unknown; readonly calls?: unknown };
  return [changes, calls].some((list) => Array.isArray(list) && list.length > 0);
}

/** Whether, by a drift's JSON, something was changed on the server, or nobody knows where. */
function drifted(plan: object): boolean {
  const { drift } = plan as { readonly drift?: { readonly server?: number; readonly unknown?: number } };
  return (drift?.server ?? 0) + (drift?.unknown ?? 0) > 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
