import { join } from "node:path";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { RecordedPlan } from "../documents/recorded.ts";
import type { LeftDocument } from "../generated/left.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { validateLeft } from "../generated/validators.js";
import { isRecord } from "../model/names.ts";
import { bindingsOf, type ObservedProduction, type ObservedState } from "../model/observed.ts";
import type { Production } from "../model/production.ts";
import { findRelease } from "../model/record.ts";
import { Refusal } from "../model/refusal.ts";
import { newSalt } from "../planner/digest.ts";
import { type LeftEntry, leftByCalls, leftDefinitions, recordTexts } from "../planner/left.ts";
import { hasRunFile, readRunFile } from "./run-records.ts";

/** What a run left, as far as its calls went. */
export interface RunResult {
  /** The definitions that it wrote: as they were before the first time, and as it left them. */
  readonly left: ReadonlyMap<string, { readonly before: ObservedProduction; readonly after: Production }>;
  /** What was there when all calls were made; undefined where it did not get that far. */
  readonly observed: ObservedState | undefined;
}

/** What the plan will leave if all goes well: written before the first call, for a run that dies. `loses`: besides. */
export function leftByPlan(planned: RecordedPlan, loses: readonly string[]): LeftDocument {
  const { loaded, observed, plan } = planned;
  const written = plan.calls.flatMap(({ action }) => (action.kind === "migrate" ? action.upload.definitions : []));
  const definitions = written.map(({ production }) => {
    const before = observed.productions.get(production.name) ?? "absent";
    return [production.name, { before, after: production }] as const;
  });
  const names = [...new Set([...definitions.map(([name]) => name), ...plan.knownAfterMigrate])];
  const bindings = bindingsOf(observed);
  const salt = newSalt().toString("hex");
  const ignored = loaded.desired.productions.filter(({ ignore }) => ignore.length > 0);
  return {
    format_version: "1",
    salt,
    ...entriesOf(planned, new Map(definitions), salt),
    created: names.filter((name) => observed.productions.get(name) === "absent"),
    ignore: Object.fromEntries(ignored.map(({ name, ignore }) => [name, [...ignore] as never])),
    loses: [...plan.undo.loses, ...loses],
    stays: [...plan.undo.stays],
    records_before: bindings.map(({ className }) => className).filter(isRecord),
    removed_packages: plan.changes.flatMap(({ address: [kind, name = ""], action }) => {
      const found = kind === "packages" && action === "delete" ? findRelease(bindings, name)?.record : undefined;
      if (found === undefined) return [];
      const { digest, code, commit } = found;
      return [{ name, digest, code, ...(commit === undefined ? {} : { commit }) }];
    }),
  };
}

/** The same, once it is known what the calls did. */
export function leftByRun(document: LeftDocument, planned: RecordedPlan, { left, observed }: RunResult): LeftDocument {
  return {
    ...document,
    ...entriesOf(planned, left, document.salt),
    ...(observed === undefined ? {} : { records: { ...recordTexts(observed) } }),
  };
}

function entriesOf({ loaded: { desired }, observed, plan }: RecordedPlan, left: RunResult["left"], salt: string) {
  const ignores = new Map(desired.productions.map(({ name, ignore }) => [name, ignore]));
  const definitions = [...left].map(([name, { before, after }]) => {
    return { before, after: { ...after, name }, ignore: ignores.get(name) ?? [] };
  });
  const { secrets, entries } = leftDefinitions(definitions, sensitiveIn(desired, observed), salt);
  const all: LeftEntry[] = [...leftByCalls(plan), ...entries];
  return { secrets: [...secrets], entries: all.map(({ at, left: is }) => ({ at: [...at] as never, left: is })) };
}

/** What a recorded run left; undefined: an older iopctl recorded it. Throws Refusal where it is not as it was written. */
export function readLeft(folder: string): LeftDocument | undefined {
  if (!hasRunFile(folder, "left.json")) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(readRunFile(folder, "left.json"));
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  if (validateLeft(data)) return data as LeftDocument;
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
