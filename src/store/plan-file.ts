import { readFileSync } from "node:fs";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { validatePlan } from "../generated/validators.js";
import { Refusal } from "../model/refusal.ts";
import { valueDigest } from "../planner/digest.ts";
import type { RecordedPlan } from "./recorded.ts";

/** Whether an argument of apply is a saved plan and not a state path. */
export function isPlanFile(path: string): boolean {
  if (/\.iop\.ya?ml$/.test(path)) return false;
  try {
    return readFileSync(path, "utf8").trimStart().startsWith("{");
  } catch {
    return false;
  }
}

/** Throws Refusal where it is no saved plan of this format. */
export function readPlanFile(path: string): PlanDocument {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Refusal("error", `${path} cannot be read as a saved plan: ${(error as Error).message}`);
  }
  if (!validatePlan(document)) {
    const [first] = validatePlan.errors ?? [];
    throw new Refusal(
      "error",
      `${path} is not a saved plan: ${first?.instancePath ?? ""} ${first?.message ?? ""}`.trim(),
    );
  }
  return document as PlanDocument;
}

/**
 * Refuses a saved plan when something that it read or writes is not as it was, each address by name. What the plan has
 * nothing to do with may have changed.
 */
export function refuseStale(saved: ShownPlan, now: RecordedPlan): void {
  const moved: string[] = [];
  const { basis } = saved;
  if (basis === undefined)
    throw new Refusal("error", "the file holds a printed plan: only one saved by plan --out can be applied");
  if (saved.unknown !== undefined) {
    const count = saved.unknown.length;
    throw new Refusal(
      "stale",
      `the saved plan was made without secrets and does not know ${count} of its values: it cannot be applied.\n` +
        "  Nothing was changed. Make a plan with the secrets.",
    );
  }
  if (saved.url !== now.shown.url) moved.push(`url: ${saved.url} → ${now.shown.url}`);
  const before = new Map(basis.entries.map((entry) => [entry.address, entry]));
  for (const { address, observed, desired } of now.basis) {
    const was = before.get(address);
    before.delete(address);
    if (was === undefined) moved.push(`${address}: the plan does not know it`);
    else {
      if (was.observed !== valueDigest(observed, now.salt)) moved.push(`${address}: changed on the server`);
      if (was.desired !== valueDigest(desired, now.salt)) moved.push(`${address}: changed in the files`);
    }
  }
  for (const address of before.keys()) moved.push(`${address}: no longer managed by the files`);
  if (moved.length === 0) {
    const calls = (plan: ShownPlan) => plan.calls.map(({ method, path, reason }) => `${method} ${path} ${reason}`);
    const [was, is] = [calls(saved), calls(now.shown)];
    for (const call of is.filter((call) => !was.includes(call))) moved.push(`${call}: now needed too`);
    for (const call of was.filter((call) => !is.includes(call))) moved.push(`${call}: no longer needed`);
  }
  if (moved.length === 0) return;
  throw new Refusal(
    "stale",
    `the saved plan is stale: ${moved.length} moved since it was made\n${moved.map((line) => `  ${line}`).join("\n")}\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}
