import { join } from "node:path";
import type { LeftDocument } from "../generated/left.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { validateLeft } from "../generated/validators.js";
import { Refusal } from "../model/refusal.ts";
import { hasRunFile, readRunFile } from "./run-records.ts";

/** What a recorded run left; undefined: an older iopctl recorded it. Throws Refusal where it is not as it was written. */
export function readLeft(folder: string): LeftDocument | undefined {
  if (!hasRunFile(folder, "left.json")) return undefined;
  let left: unknown;
  try {
    left = JSON.parse(readRunFile(folder, "left.json"));
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  if (validateLeft(left)) return left as LeftDocument;
  throw new Refusal("error", `${join(folder, "left.json")} is not as iopctl wrote it. Nothing was changed.`);
}

/** Text addresses of what the plan of a run changed: all that a record of an older iopctl says. Throws Refusal. */
export function addressesOfPlan(folder: string): string[] {
  try {
    const document = JSON.parse(readRunFile(folder, "plan.json")) as PlanDocument;
    return document.plans.flatMap(({ changes }) => changes.map(({ address }) => address));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("error", `${join(folder, "plan.json")} is not as iopctl wrote it. Nothing was changed.`);
  }
}
