import type { Target } from "../config/target.ts";
import { isUnfinished, type RunRecord } from "../documents/run-record.ts";
import type { LeftDocument } from "../generated/left.ts";
import { formatAddress } from "../model/address.ts";
import { readLeft } from "../store/left-record.ts";
import type { FoundRun } from "../store/run-records.ts";
import { runsOfTarget } from "../store/runs.ts";

/** The newest run that may have written something, where that is a rollback which ended early; undefined: it is not. */
export function unfinishedRollback(newestFirst: readonly FoundRun[]): FoundRun | undefined {
  const newest = newestFirst.find(({ record }) => record.made !== 0);
  return newest?.record.command === "rollback" && isUnfinished(newest.record) ? newest : undefined;
}

/**
 * The addresses, as text, that a run, its own way back or a rollback of it was changing when it ended early. None where
 * another run has written since: what is there now is not theirs. `together`: ids of the runs that go back with it.
 */
export function halfWay(found: FoundRun, target: Target, together: readonly string[]): ReadonlySet<string> {
  const { id, started, url, namespace } = found.record;
  const since = runsOfTarget(target)
    .filter(({ record }) => record.url === url && record.namespace === namespace && record.made !== 0)
    .filter(({ record }) => record.id !== id && record.started >= started);
  const known = (name: string | undefined) => name === id || (name !== undefined && together.includes(name));
  if (since.some(({ record }) => !known(record.id) && !known(record.undoes))) return new Set();
  const back = since.find(({ record }) => record.undoes === id);
  if (back !== undefined && !isUnfinished(back.record)) return new Set();
  const begun = [found, ...(back === undefined ? [] : [back])].filter(({ record }) => isUnfinished(record));
  return new Set([...(found.record.goes_back ?? []), ...begun.flatMap(({ folder }) => changedBy(readLeft(folder)))]);
}

function changedBy(left: LeftDocument | undefined): string[] {
  return left?.entries.map(({ at }) => formatAddress(at)) ?? [];
}

/** Whether a run is a rollback of this one that ended early. */
export function beganToUndo({ record }: FoundRun, id: RunRecord["id"]): boolean {
  return record.undoes === id && isUnfinished(record);
}
