import type { LeftDocument } from "../generated/left.ts";
import { isRecord } from "../model/names.ts";
import { bindingsOf, type ObservedState } from "../model/observed.ts";
import { findRelease } from "../model/record.ts";
import { newSalt } from "../planner/digest.ts";
import { leftOf, recordTexts, type WrittenDefinitions } from "../planner/left.ts";
import type { RecordedPlan } from "./recorded.ts";

/** What a run left, as far as its calls went. */
export interface RunLeft {
  /** The definitions that it wrote: as they were before the first time, and as it left them. */
  readonly left: WrittenDefinitions;
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
  const salt = newSalt().bytes.toString("hex");
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
export function leftByRun(document: LeftDocument, planned: RecordedPlan, { left, observed }: RunLeft): LeftDocument {
  return {
    ...document,
    ...entriesOf(planned, left, document.salt),
    ...recordsOf(observed),
  };
}

/** The same, once the run itself went back: what iopctl's records say then. */
export function leftAfterWayBack(document: LeftDocument, observed: ObservedState): LeftDocument {
  return { ...document, ...recordsOf(observed) };
}

/** What iopctl's records say in the end; nothing where the run had no need to read them: then it wrote none. */
function recordsOf(observed: ObservedState | undefined): Pick<LeftDocument, "records"> {
  const records = observed && recordTexts(observed);
  return records === undefined ? {} : { records: { ...records } };
}

function entriesOf({ loaded: { desired }, observed, plan }: RecordedPlan, left: RunLeft["left"], salt: string) {
  const { secrets, entries } = leftOf(desired, observed, plan, left, salt);
  return { secrets: [...secrets], entries: entries.map(({ at, left: is }) => ({ at: [...at] as never, left: is })) };
}
