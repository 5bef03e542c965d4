import { productionEdits } from "../aspects/edits.ts";
import { hasReleasePath } from "../aspects/places.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import { type Address, formatAddress, type Matcher, matchAny } from "../model/address.ts";
import type { DesiredProduction, DesiredState, DesiredText } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import type { EditAction } from "../model/edit.ts";
import { canonicalJson } from "../model/json.ts";
import type { ObservedProduction, ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  isProductionLevel,
  normalText,
  PRODUCTION_ATTRIBUTE_NAMES,
  type Production,
} from "../model/production.ts";
import { findRelease } from "../model/record.ts";
import type { Sensitivity } from "../model/sensitive.ts";

/** What a plan relies on: each managed address with its value on the server and in the files. */
export interface BasisEntry {
  readonly address: string;
  readonly path: Address;
  readonly observed: Value;
  readonly desired: Value;
  /** It is on the server only, and the files say that such things go. */
  readonly pruned?: true;
}
/** A value as text, and whether nobody may see it. */
export interface Value {
  readonly text: string;
  readonly sensitive: boolean;
}

/**
 * One entry for each thing that the files manage and that is selected; what they do not manage is not part of it. `desired`
 * may be limited to one definition.
 */
export function basisOf(desired: DesiredState, observed: ObservedState, selected: Matcher): BasisEntry[] {
  const sensitive = sensitiveIn(desired, observed);
  const all = [
    ...lifecycleEntries(desired, observed),
    ...packageEntries(desired, observed),
    ...desired.productions.flatMap((wanted) => definitionEntries(wanted, observed, sensitive)),
    ...bindingEntries(desired, observed),
  ];
  return all.filter(({ path }) => selected(path));
}

function entryOf(path: Address, observed: string, desired: string): BasisEntry {
  const address = formatAddress(path);
  const open = { sensitive: false };
  return { address, path, observed: { ...open, text: observed }, desired: { ...open, text: desired } };
}

function secret({ observed, desired, ...entry }: BasisEntry): BasisEntry {
  return { ...entry, observed: { ...observed, sensitive: true }, desired: { ...desired, sensitive: true } };
}

function lifecycleEntries(desired: DesiredState, observed: ObservedState): BasisEntry[] {
  const { status, default: before = "" } = observed;
  const target = desired.state === "running" ? (desired.default ?? before) : "";
  return [
    ...(desired.default === undefined ? [] : [entryOf(["default"], before, desired.default)]),
    ...(status === undefined
      ? []
      : [entryOf(["state"], `${status.status} ${status.production}`, `${desired.state ?? ""} ${target}`)]),
  ];
}

function packageEntries(desired: DesiredState, observed: ObservedState): BasisEntry[] {
  const bindings = bindingsOf(observed);
  const present = presentPackages(desired).map((pack) => {
    const release = findRelease(bindings, pack.name);
    const place = release && hasReleasePath(pack, release.classpaths) ? "" : (release?.classpaths ?? "");
    return entryOf(["packages", pack.name], `${release?.record.digest ?? ""} ${place}`, pack.digest);
  });
  const absent = desired.packages.filter((pack) => pack.absent);
  return [
    ...present,
    ...absent.map(({ name }) =>
      entryOf(["packages", name], findRelease(bindings, name)?.record.digest ?? "", "absent"),
    ),
  ];
}

function bindingEntries({ bindings: wanted }: DesiredState, observed: ObservedState): BasisEntry[] {
  const existing = new Set(bindingsOf(observed).map(({ className }) => className));
  return [...(wanted?.present ?? []), ...(wanted?.absent ?? [])].map((className) =>
    entryOf(
      ["bindings", className],
      existing.has(className) ? "present" : "absent",
      wanted?.present.includes(className) ? "present" : "absent",
    ),
  );
}

function definitionEntries(
  wanted: DesiredProduction,
  { productions }: ObservedState,
  sensitive: Sensitivity,
): BasisEntry[] {
  const found = productions.get(wanted.name) ?? "absent";
  const root = ["productions", wanted.name];
  const values = found === "absent" ? new Map<string, string>() : valuesOf(found);
  return [
    entryOf(root, found === "absent" ? "absent" : "exists", "exists"),
    ...valueEntries(wanted, values, sensitive),
    ...itemEntries(wanted, values),
    ...prunedEntries(wanted, found, sensitive),
  ];
}

function valueEntries(
  wanted: DesiredProduction,
  values: ReadonlyMap<string, string>,
  sensitive: Sensitivity,
): BasisEntry[] {
  // Against a definition that does not exist every written key is an edit: the list of all that is managed.
  const all = productionEdits({ ...wanted, prune: false, items: existingOnly(wanted.items) }, "absent").edits;
  return all
    .flatMap((create) => (create.op === "create" ? create.edits : []))
    .flatMap(leaves)
    .flatMap((edit) => {
      const value = wantedText(edit);
      if (edit.op === "item" && edit.name === "classname" && value.text === "") return [];
      const before = values.get(formatAddress(edit.address)) ?? "";
      const hidden = value.sensitive || sensitive(edit.address, value.text) || sensitive(edit.address, before);
      const entry = entryOf(edit.address, before, value.text);
      return [hidden ? secret(entry) : entry];
    });
}

function itemEntries({ name, items, ignore }: DesiredProduction, values: ReadonlyMap<string, string>): BasisEntry[] {
  const ignored = matchAny(ignore);
  return [...(items ?? [])].flatMap(([item, wanted]) => {
    if (ignored(["items", item])) return [];
    const path = ["productions", name, "items", item];
    const there = values.has(formatAddress(path)) ? "exists" : "absent";
    return [entryOf(path, there, wanted === "absent" ? "absent" : "exists")];
  });
}

/** What is on the server only, and goes. */
function prunedEntries(wanted: DesiredProduction, found: ObservedProduction, sensitive: Sensitivity): BasisEntry[] {
  if (!wanted.prune || found === "absent") return [];
  return productionEdits(wanted, found, sensitive)
    .edits.filter((edit) => edit.action === "delete")
    .filter((edit) => edit.op !== "remove" || wanted.items?.get(edit.item) !== "absent")
    .map((edit) => {
      const entry: BasisEntry = { ...entryOf(edit.address, canonicalJson(edit.before), ""), pruned: true };
      return edit.sensitive ? secret(entry) : entry;
    });
}

type Leaf = { readonly address: readonly string[] } & EditAction;

function leaves(edit: Leaf): Leaf[] {
  return edit.op === "add" ? edit.edits.flatMap(leaves) : [edit];
}

function wantedText(edit: EditAction): DesiredText {
  return "value" in edit && edit.value !== undefined ? edit.value : { text: "", sensitive: false };
}

/** Items of the files as if all were to be made: without a class they would be errors here. */
function existingOnly<T>(items: ReadonlyMap<string, T | "absent"> | undefined): ReadonlyMap<string, T> | undefined {
  if (items === undefined) return undefined;
  const present = [...items].filter((entry): entry is [string, T] => entry[1] !== "absent");
  return new Map(
    present.map(([name, item]) => {
      const wanted = item as { attributes: object };
      const classname = { text: "", sensitive: false };
      return [name, { ...item, attributes: { classname, ...wanted.attributes } }];
    }),
  );
}

/** The values of a definition by address. */
function valuesOf(production: Production): Map<string, string> {
  const out = new Map<string, string>();
  const root = ["productions", production.name];
  const set = (address: readonly string[], text: string) => out.set(formatAddress(address), text);
  for (const name of PRODUCTION_ATTRIBUTE_NAMES) {
    set([...root, name], effectiveProductionAttribute(production, name));
  }
  for (const { name, value } of production.settings.filter(isProductionLevel))
    set([...root, "settings", name], normalText(value));
  for (const item of production.items) {
    const path = [...root, "items", item.name];
    set(path, "exists");
    for (const name of ITEM_ATTRIBUTE_NAMES) set([...path, name], effectiveItemAttribute(item, name));
    for (const setting of item.settings) {
      set([...path, "settings", effectiveItemTarget(setting), setting.name], normalText(setting.value));
    }
  }
  return out;
}
