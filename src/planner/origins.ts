import { bindingsOf, movedBindings, releaseDirectories } from "../aspects/release.ts";
import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { definitionClass } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { findPending, findRelease } from "../model/record.ts";
import { type Applied, digestOfGroup, grouped, groupOf, isOf, keyOf, readRecords, sourceOf } from "./applied.ts";
import { type BasisEntry, basisOf } from "./digest.ts";

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
  const records = readRecords(observed);
  const unfinished = findPending(bindingsOf(observed)) !== undefined;
  const basis = new Map(basisOf(desired, observed, () => true).map((entry) => [entry.address, entry]));
  const groups = new Map<string, Map<string, BasisEntry[]>>();
  return new Map(changes.map((change) => [change, originOf(change)]));

  function originOf({ address: path }: Change): Origin {
    const [kind, name = ""] = path;
    const address = formatAddress(path);
    if (kind === "packages") return packageOrigin(name);
    if (kind === "productions") {
      const record = records.get(definitionClass(name));
      return record === undefined ? "unknown" : recordOrigin(record, name, address);
    }
    // What stands in several records was applied with each of them, and no record says which is the newest.
    const known = [...records.values()].filter(({ entries }) => entries.has(keyOf(address)));
    const found = new Set(known.map((record) => recordOrigin(record, "", address)));
    return found.size === 1 ? ([...found][0] as Origin) : "unknown";
  }

  function recordOrigin(record: Applied, name: string, address: string): Origin {
    const own = record.source === sourceOf(desired);
    const key = groupOf(address, record.grain);
    const group =
      name === ""
        ? [basis.get(address)].filter((entry) => entry !== undefined)
        : (groupsOf(name, record).get(key) ?? []);
    const entry = record.entries.get(keyOf(key));
    const added = group.length > 0 && group.every(({ pruned }) => pruned === true);
    if (entry === undefined) {
      if (!own) return "unknown";
      // What the files name now and did not then is new in the files; what they do not name came up on the server.
      return added || group.length === 0 ? "server" : "files";
    }
    if (entry.kind === "unknown") return "unknown";
    const is = digestOfGroup(group, "observed", name);
    if (entry.kind === "removed") return is === entry.before ? "unknown" : "server";
    // It stood in the files when they were applied, and does no more.
    if (added) return own ? "files" : "unknown";
    if (is === entry.value) return own ? "files" : "unknown";
    if (entry.kind === "same" || is !== entry.before) return "server";
    // As it was before the write: put back by somebody, or never written. Where calls followed, they say that it was.
    return name !== "" && record.marked && !unfinished ? "server" : "unknown";
  }

  function groupsOf(name: string, { grain }: Applied): Map<string, BasisEntry[]> {
    const known = groups.get(name);
    if (known) return known;
    const made = grouped(
      [...basis.values()].filter(({ address }) => isOf(address, name)),
      grain,
    );
    groups.set(name, made);
    return made;
  }

  /** The record says what iopctl deployed last, and from which files. */
  function packageOrigin(name: string): Origin {
    const bindings = bindingsOf(observed);
    const release = findRelease(bindings, name);
    const pack = desired.packages.find((entry) => entry.name === name);
    if (release === undefined || pack === undefined) return "unknown";
    const { record } = release;
    if (pack.absent || record.digest !== pack.digest) {
      return record.source !== undefined && record.source === sourceOf(desired) ? "files" : "unknown";
    }
    // Bound to another release directory of this package: by an upload that failed half-way, as far as anybody knows.
    const strays = movedBindings(pack, desired, observed).filter((binding) =>
      releaseDirectories(name, binding.classpaths).some((part) => part !== name),
    );
    return strays.length > 0 || unfinished ? "unknown" : "server";
  }
}
