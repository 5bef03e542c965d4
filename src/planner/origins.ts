import { releaseDirectories } from "../aspects/places.ts";
import { movedBindings } from "../aspects/providers.ts";
import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { definitionClass } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import { findMarker, findRelease } from "../model/record.ts";
import {
  type AppliedEntry,
  byGrain,
  digestOfGroup,
  isOf,
  keyOf,
  type LastApply,
  readRecords,
  recordedAddress,
  sourceOf,
} from "./applied.ts";
import { type BasisEntry, basisOf } from "./basis.ts";

/**
 * Where a difference comes from, judged by what certainly was applied from these very files. `server`: somebody changed
 * what iopctl had applied. `files`: the server is as iopctl left it, the files say something new. `unknown`: all else,
 * such as what was never applied, what other files applied, and what an upload that failed may or may not have written.
 */
export type Origin = "server" | "files" | "unknown";

/** The origin of each change. Pure. */
export function originsOf(
  changes: readonly Change[],
  desired: DesiredState,
  observed: ObservedState,
): Map<Change, Origin> {
  if (changes.length === 0) return new Map();
  const known = knownOf(desired, observed);
  return new Map(changes.map((change) => [change, originOf(change, known)]));
}

/** Values that were changed on the server and, since the last apply, in the files too. Pure. */
export function conflictsOf(
  changes: readonly Change[],
  desired: DesiredState,
  observed: ObservedState,
): ReadonlySet<Change> {
  if (changes.length === 0) return new Set();
  const known = knownOf(desired, observed);
  return new Set(changes.filter((change) => originOf(change, known) === "server" && newInFiles(change, known)));
}

function newInFiles({ address: path }: Change, { records, basis, groupsOf }: Known): boolean {
  const [kind, name = ""] = path;
  const address = formatAddress(path);
  if (kind !== "productions") {
    const entry = basis.get(address);
    const group = entry === undefined ? [] : [entry];
    return [...records.values()].some((record) => {
      const applied = record.entries.get(keyOf(address));
      return hasValue(applied) && digestOfGroup(group, "desired", "") !== applied.value;
    });
  }
  const record = records.get(definitionClass(name));
  if (record === undefined) return false;
  const key = recordedAddress(address, record.grain);
  const applied = record.entries.get(keyOf(key));
  const group = groupsOf(name, record).get(key) ?? [];
  return hasValue(applied) && group.length > 0 && digestOfGroup(group, "desired", name) !== applied.value;
}

function hasValue(entry: AppliedEntry | undefined): entry is AppliedEntry & { readonly value: string } {
  return entry?.kind === "same" || entry?.kind === "written";
}

/** All that a difference is judged by. */
interface Known {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  /** By class. */
  readonly records: ReadonlyMap<string, LastApply>;
  /** Whether a run has left something to do. */
  readonly unfinished: boolean;
  /** By address. */
  readonly basis: ReadonlyMap<string, BasisEntry>;
  /** The entries of a definition, by what its record knows them by. */
  readonly groupsOf: (production: string, record: LastApply) => ReadonlyMap<string, readonly BasisEntry[]>;
}

function knownOf(desired: DesiredState, observed: ObservedState): Known {
  const basis = basisOf(desired, observed, () => true);
  const known = new Map<string, Map<string, BasisEntry[]>>();
  const groupsOf = (production: string, { grain }: LastApply) => {
    const groups =
      known.get(production) ??
      byGrain(
        basis.filter(({ address }) => isOf(address, production)),
        grain,
      );
    known.set(production, groups);
    return groups;
  };
  return {
    ...{ desired, observed, groupsOf, records: readRecords(observed) },
    unfinished: findMarker(bindingsOf(observed)) !== undefined,
    basis: new Map(basis.map((entry) => [entry.address, entry])),
  };
}

function originOf({ address: path }: Change, known: Known): Origin {
  const [kind, name = ""] = path;
  const address = formatAddress(path);
  if (kind === "packages") return packageOrigin(name, known);
  if (kind === "productions") {
    const record = known.records.get(definitionClass(name));
    if (record === undefined) return "unknown";
    const key = recordedAddress(address, record.grain);
    return recordOrigin(record, key, { production: name, group: known.groupsOf(name, record).get(key) ?? [] }, known);
  }
  // What stands in several records was applied with each of them, and no record says which is the newest.
  const entry = known.basis.get(address);
  const group = entry === undefined ? [] : [entry];
  const records = [...known.records.values()].filter(({ entries }) => entries.has(keyOf(address)));
  const found = new Set(
    records.map((record) =>
      recordOrigin(record, recordedAddress(address, record.grain), { production: "", group }, known),
    ),
  );
  return found.size === 1 ? ([...found][0] as Origin) : "unknown";
}

/** The entries that a record knows by one key. */
interface Group {
  /** Empty: they are no definition's. */
  readonly production: string;
  readonly group: readonly BasisEntry[];
}

function recordOrigin(
  record: LastApply,
  key: string,
  { production, group }: Group,
  { desired, unfinished }: Known,
): Origin {
  const ours = record.source === sourceOf(desired);
  const entry = record.entries.get(keyOf(key));
  const added = group.length > 0 && group.every(({ pruned }) => pruned === true);
  if (entry === undefined) {
    if (!ours) return "unknown";
    // What the files name now and did not then is new in the files; what they do not name came up on the server.
    return added || group.length === 0 ? "server" : "files";
  }
  if (entry.kind === "unknown") return "unknown";
  const is = digestOfGroup(group, "observed", production);
  if (entry.kind === "removed") return is === entry.before ? "unknown" : "server";
  // It stood in the files when they were applied, and does no more.
  if (added) return ours ? "files" : "unknown";
  if (is === entry.value) return ours ? "files" : "unknown";
  if (entry.kind === "same" || is !== entry.before) return "server";
  // As it was before the write: put back by somebody, or never written. Where calls followed, they say that it was.
  return production !== "" && record.withMarker && !unfinished ? "server" : "unknown";
}

/** The record says what iopctl deployed last, and from which files. */
function packageOrigin(name: string, { desired, observed, unfinished }: Known): Origin {
  const release = findRelease(bindingsOf(observed), name);
  const pack = desired.packages.find((entry) => entry.name === name);
  if (release === undefined || pack === undefined) return "unknown";
  const { record } = release;
  if (pack.absent || record.digest !== pack.digest)
    return record.source !== undefined && record.source === sourceOf(desired) ? "files" : "unknown";
  // Bound to another release directory of this package: by an upload that failed half-way, as far as anybody knows.
  const strays = movedBindings(pack, desired, observed).filter((binding) =>
    releaseDirectories(name, binding.classpaths).some((part) => part !== name),
  );
  return strays.length > 0 || unfinished ? "unknown" : "server";
}
