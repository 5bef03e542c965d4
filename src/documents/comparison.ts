import { type Address, formatAddress, matchAny } from "../model/address.ts";
import { SENSITIVE } from "../model/change.ts";
import { isRecord } from "../model/names.ts";
import type { Binding } from "../model/observed.ts";
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
import { findReleases } from "../model/record.ts";
import { sensitivityOf } from "../model/sensitive.ts";

/** A whole namespace as it was read. */
export interface Namespace {
  readonly target: string;
  readonly namespace: string;
  readonly default: string;
  readonly status: string;
  readonly productions: readonly Production[];
  readonly bindings: readonly Binding[];
  /** Of the config: see model/sensitive.ts. The files are not asked here. */
  readonly sensitiveNames?: readonly string[];
}

/** Addresses or patterns that must be equal, must differ, or do not matter. */
export interface CompareRules {
  readonly equal: readonly Address[];
  readonly differ: readonly Address[];
  readonly ignore: readonly Address[];
}

/** One address whose two values are against the rules. */
export interface Difference {
  readonly address: string;
  /** null: it is not there. */
  readonly left: string | null;
  readonly right: string | null;
  /** differs: it should be equal. same: it should differ. */
  readonly kind: "differs" | "same";
}

/** What differs between two namespaces and should not, or should and does not: the document of `compare --json`. */
export interface Comparison {
  readonly format_version: "1";
  readonly left: { readonly target: string; readonly namespace: string };
  readonly right: { readonly target: string; readonly namespace: string };
  readonly differences: readonly Difference[];
  /** How many differ as they must, and how many do not matter. */
  readonly expected: number;
  readonly ignored: number;
}

/** What differs and should not, and what is equal and should not be. Pure. */
export function compareNamespaces(left: Namespace, right: Namespace, rules: CompareRules): Comparison {
  const [a, b] = [valuesOf(left), valuesOf(right)];
  const equal = matchAny(rules.equal);
  const differ = matchAny(rules.differ);
  const ignore = matchAny(rules.ignore);
  const differences: Difference[] = [];
  const rulesOf = [left, right].map(({ bindings, sensitiveNames }) => sensitivityOf(bindings, sensitiveNames));
  let expected = 0;
  let ignored = 0;
  for (const [key, { address }] of new Map([...a, ...b])) {
    // Of a production or an item that one side has not, one line says it all.
    const holders = [address.slice(0, 2), address.slice(0, 4)].filter(
      (holder) =>
        address[0] === "productions" &&
        holder.length < address.length &&
        (holder.length === 2 || holder[2] === "items"),
    );
    if (holders.some((holder) => a.has(formatAddress(holder)) !== b.has(formatAddress(holder)))) continue;
    const [before, after] = [a.get(key)?.value ?? null, b.get(key)?.value ?? null];
    const same = before === after;
    const hide = rulesOf.some((sensitive) => sensitive(address, before ?? "") || sensitive(address, after ?? ""));
    const shown = (value: string | null) => (value === null || !hide ? value : SENSITIVE);
    const add = (kind: Difference["kind"]) =>
      differences.push({ address: formatAddress(address), left: shown(before), right: shown(after), kind });
    if (ignore(address)) ignored += same ? 0 : 1;
    else if (differ(address) && !equal(address)) {
      if (same && before !== "") add("same");
      else expected += 1;
    } else if (!same) add("differs");
  }
  const place = ({ target, namespace }: Namespace) => ({ target, namespace });
  return { format_version: "1", left: place(left), right: place(right), differences, expected, ignored };
}

function valuesOf(space: Namespace): Map<string, { address: Address; value: string }> {
  const out = new Map<string, { address: Address; value: string }>();
  const set = (address: Address, value: string) => out.set(formatAddress(address), { address, value });
  set(["default"], space.default);
  set(["state"], space.status);
  // What its components load: options of an upload, and the namespace, are no difference in code.
  for (const { name, record } of findReleases(space.bindings)) set(["packages", name], record.code.slice(0, 12));
  for (const { className, module, pythonClass } of space.bindings) {
    if (!isRecord(className)) set(["bindings", className], `${module}.${pythonClass}`);
  }
  for (const production of space.productions) {
    const root = ["productions", production.name];
    set(root, "exists");
    for (const name of PRODUCTION_ATTRIBUTE_NAMES) set([...root, name], effectiveProductionAttribute(production, name));
    for (const { name, value } of production.settings.filter(isProductionLevel))
      set([...root, "settings", name], normalText(value));
    for (const item of production.items) {
      const itemAddress = [...root, "items", item.name];
      set(itemAddress, effectiveItemAttribute(item, "classname"));
      for (const name of ITEM_ATTRIBUTE_NAMES) set([...itemAddress, name], effectiveItemAttribute(item, name));
      for (const setting of item.settings)
        set([...itemAddress, "settings", effectiveItemTarget(setting), setting.name], normalText(setting.value));
    }
  }
  return out;
}
