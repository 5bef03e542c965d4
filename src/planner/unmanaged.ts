import { providerOf } from "../aspects/providers.ts";
import { type Address, formatAddress, matchAny } from "../model/address.ts";
import type { DesiredProduction, DesiredState } from "../model/desired.ts";
import { isRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import { effectiveItemTarget, type Item, isEnabled, isProductionLevel, type Production } from "../model/production.ts";

/** What stands on the server and in no file, as far as it was read for the plan: nothing is read for this alone. */
export interface Unmanaged {
  readonly items: readonly Address[];
  /** Of items that are managed, and of productions. */
  readonly settings: readonly Address[];
  readonly productions: readonly Address[];
  readonly bindings: readonly Address[];
  /** Items that are switched off on the server where no file says whether they should be. */
  readonly disabled: readonly Address[];
  /** What this plan had no need to read. */
  readonly notRead: readonly ("productions" | "definitions" | "bindings")[];
}

/** Pure, linear in what was read. */
export function unmanagedOf(desired: DesiredState, observed: ObservedState): Unmanaged {
  const items: Address[] = [];
  const settings: Address[] = [];
  const disabled: Address[] = [];
  const managed = new Map(desired.productions.map((production) => [production.name, production]));
  const found = [...observed.productions].filter((entry): entry is [string, Production] => entry[1] !== "absent");
  for (const [name, production] of found) {
    const wanted = managed.get(name);
    for (const item of production.items) if (isLeftOff(item, name, wanted)) disabled.push(addressOf(name, item));
    if (wanted === undefined) continue;
    const inside = ofProduction(production, wanted);
    items.push(...inside.items);
    settings.push(...inside.settings);
  }
  const known = new Set([
    ...(observed.list ?? []),
    ...found.map(([name]) => name),
    ...(observed.status?.production ? [observed.status.production] : []),
    ...bindingsOf(observed).flatMap(({ usedBy }) => usedBy.map(({ production }) => production)),
  ]);
  const others = [...known].filter((name) => !managed.has(name)).sort();
  const declared = new Set([...(desired.bindings?.present ?? []), ...(desired.bindings?.absent ?? [])]);
  const bindings = bindingsOf(observed)
    .map(({ className }) => className)
    .filter((name) => !isRecord(name) && !declared.has(name) && providerOf(name, desired, observed) === undefined);
  return {
    items,
    settings,
    productions: others.map((name) => ["productions", name]),
    bindings: bindings.map((name) => ["bindings", name]),
    disabled,
    notRead: [
      ...(observed.list === undefined ? (["productions"] as const) : []),
      ...(found.length === 0 && managed.size === 0 ? (["definitions"] as const) : []),
      ...(observed.bindings === undefined ? (["bindings"] as const) : []),
    ],
  };
}

/** What the files leave alone in a production that they manage: they do not name it, or name it under `ignore`. */
function ofProduction(production: Production, wanted: DesiredProduction): { items: Address[]; settings: Address[] } {
  const { name } = production;
  const patterns = matchAny(wanted.ignore);
  const ignored = (...path: string[]) => wanted.ignore.length > 0 && patterns(path);
  const items: Address[] = [];
  const settings: Address[] = [];
  for (const setting of production.settings.filter(isProductionLevel)) {
    if (ignored("settings", setting.name) || !(wanted.settings?.has(setting.name) || wanted.prune))
      settings.push(["productions", name, "settings", setting.name]);
  }
  for (const item of production.items) {
    const desired = wanted.items?.get(item.name);
    if (ignored("items", item.name) || (desired === undefined && !(wanted.prune && wanted.items !== undefined))) {
      items.push(["productions", name, "items", item.name]);
      continue;
    }
    if (desired === undefined || desired === "absent") continue;
    for (const setting of item.settings) {
      const target = effectiveItemTarget(setting);
      const managed = desired.settings.get(target)?.has(setting.name) === true || wanted.prune;
      if (!managed || ignored("items", item.name, "settings", target, setting.name))
        settings.push(["productions", name, "items", item.name, "settings", target, setting.name]);
    }
  }
  return { items, settings };
}

/** Whether an item is switched off, and no file says whether it should be. */
function isLeftOff(item: Item, production: string, wanted: DesiredProduction | undefined): boolean {
  if (isEnabled(item)) return false;
  const desired = wanted?.items?.get(item.name);
  if (desired === "absent") return false;
  const says = desired?.attributes.enabled !== undefined;
  const ignored = wanted !== undefined && matchAny(wanted.ignore)(["items", item.name, "enabled"]);
  const goes = wanted?.prune === true && wanted.items !== undefined && desired === undefined;
  return production !== "" && !goes && (!says || ignored);
}

function addressOf(production: string, item: Item): Address {
  return ["productions", production, "items", item.name];
}

/** How much of a namespace no file manages, and what was not read of it. */
export interface ShownUnmanaged {
  readonly items: number;
  readonly settings: number;
  readonly productions: number;
  readonly bindings: number;
  readonly disabled: readonly string[];
  readonly not_read: readonly string[];
  readonly addresses?: readonly string[];
}

/** As it is shown and saved: how many they are, or each of them by its address. */
export function shownUnmanaged(found: Unmanaged, detail: "counts" | "addresses"): ShownUnmanaged {
  const { items, settings, productions, bindings, disabled, notRead } = found;
  const counts = {
    items: items.length,
    settings: settings.length,
    productions: productions.length,
    bindings: bindings.length,
  };
  const rest = { disabled: disabled.map(formatAddress), not_read: [...notRead] };
  if (detail === "counts") return { ...counts, ...rest };
  return { ...counts, ...rest, addresses: [...productions, ...items, ...settings, ...bindings].map(formatAddress) };
}
