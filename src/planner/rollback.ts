import { productionEdits } from "../aspects/edits.ts";
import { bindingsLeftBy, providerOf } from "../aspects/providers.ts";
import { type Address, formatAddress, type Matcher, matchAny } from "../model/address.ts";
import type { DesiredPackage, DesiredProduction, DesiredState } from "../model/desired.ts";
import type { Edit } from "../model/edit.ts";
import { definitionClass, isRecord } from "../model/names.ts";
import { bindingsOf, type ObservedState, productionOf } from "../model/observed.ts";
import { repeatedItems } from "../model/production.ts";
import { findMarker, findRelease } from "../model/record.ts";
import { isItem, type Left, type LeftEntry, leftNow, recordTexts } from "./left.ts";
import { plan } from "./plan.ts";
import { undoLifecycle } from "./rollback-lifecycle.ts";
import { entriesOf, Findings, isBare, SINCE, type Undoing } from "./undoing.ts";

/** The state that a way back leads to, and how far it goes. */
export interface Undone {
  readonly desired: DesiredState;
  /** The addresses that go back, and what stands below them. */
  readonly only: Matcher;
  /** What is not undone, and why: one sentence each. */
  readonly notUndone: readonly string[];
  /** Why none of it may be done: half a way back is none. */
  readonly refused: readonly string[];
}

/** What a run's rollback changes back. Pure. */
export function undo(undoing: Undoing, observed: ObservedState): Undone {
  const found = new Findings();
  const { packages, restored } = undoPackages(undoing, observed, found);
  undoDefinitions(undoing, observed, found);
  const absent = undoBindings(undoing, observed, restored, found);
  const present = removedBindings(undoing, observed, found);
  const { before } = undoing;
  const desired: DesiredState = {
    ...before,
    packages,
    ...(absent.length + present.length === 0
      ? {}
      : { bindings: { present, absent, prune: "none", keep: [] } satisfies DesiredState["bindings"] }),
  };
  undoLifecycle(undoing, observed, found);
  const kept = keepUsed(desired, observed, found);
  found.refused.push(...unprovided(kept, undoing, observed, found));
  const only = findMarker(bindingsOf(observed)) === undefined ? found.goes : found.owes;
  return { desired: kept, only, notUndone: found.notUndone, refused: found.refused };
}

function undoPackages(undoing: Undoing, observed: ObservedState, found: Findings) {
  const packages: DesiredPackage[] = [];
  const restored: string[] = [];
  for (const [name, { digest, uploaded, missing }] of undoing.packages) {
    if (digest === uploaded) continue;
    const now = findRelease(bindingsOf(observed), name)?.record.digest;
    const address = ["packages", name];
    if (now === digest) {
      found.isBack(address);
      // What only its own release binds may be there yet.
      if (digest !== undefined && uploaded !== undefined) restored.push(name);
      continue;
    }
    if (now !== uploaded) {
      found.stays(address, `${SINCE}: ${now?.slice(0, 12) ?? "no release of it"} is deployed now`);
      continue;
    }
    if (digest !== undefined && missing !== undefined) {
      found.refused.push(missing);
      continue;
    }
    const before = undoing.before.packages.find((pack) => pack.name === name);
    if (digest === undefined) packages.push({ name, absent: true });
    else if (before !== undefined) packages.push(before);
    else {
      found.refused.push(`the release before of ${name} is not there`);
      continue;
    }
    found.goesBack(address);
    if (digest !== undefined && uploaded !== undefined) restored.push(name);
  }
  return { packages, restored };
}

function undoDefinitions(undoing: Undoing, observed: ObservedState, found: Findings): void {
  const byProduction = new Map<string, LeftEntry[]>();
  for (const entry of entriesOf(undoing)) {
    const [kind, name = ""] = entry.at;
    if (kind === "productions") byProduction.set(name, [...(byProduction.get(name) ?? []), entry]);
  }
  for (const name of undoing.created) if (!byProduction.has(name)) byProduction.set(name, []);
  for (const [name, entries] of byProduction) {
    const production = undoing.before.productions.find((wanted) => wanted.name === name);
    if (production === undefined) continue;
    const said = found.notUndone.length;
    undoDefinition(production, entries, undoing, observed, found);
    const clean = found.notUndone.length === said;
    const exists = productionOf(observed, name) !== undefined;
    if (undoing.created.includes(name) && exists) {
      const what = clean ? "stays defined, without what the run gave it" : "stays defined";
      found.stays(["productions", name], `${what}: the API deletes no production`);
    }
    if (clean && isOwnRecord(name, undoing, observed, found)) found.goesBack(["bindings", definitionClass(name)]);
  }
}

/**
 * Whether there was no record of this production before the run, and the one that is there is the run's own, or that of a
 * way back that has come as far as writing it.
 */
function isOwnRecord(name: string, { records, halfWay }: Undoing, observed: ObservedState, found: Findings): boolean {
  const className = definitionClass(name);
  if (records === undefined || records.before.has(className)) return false;
  const root = `productions.${name}.`;
  const owed = findMarker(bindingsOf(observed))?.owed.because ?? [];
  const begun = [...halfWay, ...owed.filter((address) => found.covers(address))];
  return (
    begun.some((address) => address.startsWith(root)) || records.left[className] === recordTexts(observed)?.[className]
  );
}

function undoDefinition(
  wanted: DesiredProduction,
  entries: readonly LeftEntry[],
  undoing: Undoing,
  observed: ObservedState,
  found: Findings,
): void {
  const live = productionOf(observed, wanted.name);
  if (live === undefined) return;
  const { edits } = productionEdits(wanted, live);
  const byAddress = new Map(edits.map((edit) => [formatAddress(edit.address), edit]));
  const inItem = new Set(edits.map(({ address }) => formatAddress(address.slice(0, 4))));
  if (isBare(undoing)) {
    const named = new Set(entries.map(({ at }) => formatAddress(at)));
    for (const { address } of edits) if (isNamed(address, named)) found.goesBack(address);
    for (const { at } of entries) found.isBack(at);
    return;
  }
  const now = leftNow(observed, (name) => undoing.ignore.get(name) ?? [], undoing.left as Left);
  const repeated = repeatedItems(live);
  const cannotSay = matchAny(wanted.ignore);
  for (const { at, left } of entries) {
    const key = formatAddress(at);
    const edit = byAddress.get(key);
    const differs = edit !== undefined || differsAround(at, byAddress, inItem);
    if (at[2] === "items" && repeated.has(at[3] ?? "")) found.stays(at, `${SINCE}: two items have this name`);
    else if (now(at) !== left || (edit === undefined && differs)) {
      if (differs) found.stays(at, SINCE);
      else found.isBack(at);
    } else if (edit !== undefined) found.goesBack(at);
    else if (cannotSay(at.slice(2)) && !undoing.lost.includes(key))
      found.stays(at, "its value before cannot be said in a state file");
  }
}

/** Whether something differs in the item that is meant, or in the one that an address stands in. */
function differsAround(address: Address, edits: ReadonlyMap<string, Edit>, inItem: ReadonlySet<string>): boolean {
  if (address[2] !== "items") return false;
  const item = formatAddress(address.slice(0, 4));
  return isItem(address) ? inItem.has(item) : edits.has(item);
}

/** Whether a list names the address or something above it. */
function isNamed(address: Address, named: ReadonlySet<string>): boolean {
  return address.some((_name, index) => index > 0 && named.has(formatAddress(address.slice(0, index + 1))));
}

/** Classes that the run's own releases bound and that were not there before, and records of what was never recorded. */
function undoBindings(
  { packages, bound }: Undoing,
  observed: ObservedState,
  restored: readonly string[],
  found: Findings,
): string[] {
  const folders = restored.map((name) => `/${name}-${packages.get(name)?.uploaded?.slice(0, 12)}/`);
  const fresh = bindingsOf(observed)
    .filter(({ className }) => !isRecord(className) && !bound.has(className))
    .filter(({ classpaths }) => folders.some((folder) => `${classpaths}/`.includes(folder)))
    .map(({ className }) => className);
  for (const className of fresh) found.goesBack(["bindings", className]);
  const records = bindingsOf(observed).filter(({ className }) => found.selected.has(`bindings.${className}`));
  return [...new Set([...fresh, ...records.map(({ className }) => className)])];
}

/** Classes that the run took away. A release that is uploaded again binds its own; no other call binds a class. */
function removedBindings(undoing: Undoing, observed: ObservedState, found: Findings) {
  const existing = new Set(bindingsOf(observed).map(({ className }) => className));
  const gone = entriesOf(undoing)
    .filter(({ at, left }) => at[0] === "bindings" && left === null)
    .map(({ at }) => at[1] as string)
    .filter((className) => undoing.bound.has(className) && !existing.has(className));
  const uploads = found.selected.size > 0;
  const back = {
    ...undoing.before,
    packages: undoing.before.packages.filter(({ name }) => found.goes(["packages", name])),
  };
  const present = gone.filter((className) => uploads && providerOf(className, back, observed) !== undefined);
  for (const className of present) found.goesBack(["bindings", className]);
  for (const className of gone)
    if (!present.includes(className))
      found.stays(["bindings", className], "the next upload of the package that provides it binds it again");
  return present;
}

/** What the classes that would go are still used by stays, and with it a package that would go with them. */
function keepUsed(given: DesiredState, observed: ObservedState, found: Findings): DesiredState {
  let desired = given;
  for (;;) {
    const error = plan(desired, observed, { only: found.goes }).errors.find(({ address }) => address[0] === "bindings");
    const className = error?.address[1];
    if (error === undefined || className === undefined) return desired;
    const { bindings } = desired;
    if (bindings?.absent.includes(className)) {
      found.stays(["bindings", className], error.message);
      const absent = bindings.absent.filter((name) => name !== className);
      desired = { ...desired, bindings: { ...bindings, absent } };
      continue;
    }
    const state = desired;
    const holds = ({ name, absent }: DesiredPackage) =>
      absent && bindingsLeftBy(name, state, observed).some((binding) => binding.className === className);
    const pack = desired.packages.find(holds);
    if (pack === undefined) return desired;
    found.stays(["packages", pack.name], error.message);
    desired = { ...desired, packages: desired.packages.filter((one) => one !== pack) };
  }
}

/** Items that come back with a class that was bound before, is no more, and that nothing of this way back binds. */
function unprovided(desired: DesiredState, { bound }: Undoing, observed: ObservedState, found: Findings): string[] {
  const existing = new Set(bindingsOf(observed).map(({ className }) => className));
  return desired.productions.flatMap(({ name, items }) =>
    [...(items ?? [])].flatMap(([item, wanted]) => {
      const address = ["productions", name, "items", item];
      const className = wanted === "absent" ? undefined : wanted.attributes.classname?.text;
      const comes = found.goes(address) || found.selected.has(formatAddress([...address, "classname"]));
      if (className === undefined || !comes || !bound.has(className) || existing.has(className)) return [];
      if (providerOf(className, desired, observed) !== undefined) return [];
      return [`${formatAddress(address)} needs ${className}, which is bound no more`];
    }),
  );
}
