import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { notPlan, planIn } from "../documents/saved-plan.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";

/** Whether an argument of apply is meant as a saved plan and not as a state path. */
export function isPlanFile(path: string): boolean {
  if (/\.iop\.ya?ml$/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  if (path.endsWith(".json")) return true;
  try {
    return readFileSync(path, "utf8").trimStart().startsWith("{");
  } catch {
    return false;
  }
}

/**
 * Throws Refusal where it is no plan of this format, or one that was altered since it was saved. What `plan --json` prints
 * has no seal: it can be shown, and cannot be applied.
 */
export function readPlanFile(path: string, cwd = "."): PlanDocument {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Refusal("error", `there is no file ${path}`);
    throw notPlan(path, message);
  }
  return planIn(text, path);
}
