import { define, isObject, type Json } from "../model/json.ts";
import { isXmlKey } from "../model/loss.ts";
import {
  type Extra,
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  type Item,
  type Production,
  type Setting,
} from "../model/production.ts";
import { REAL_ITEM_KEYS, REAL_PRODUCTION_KEYS } from "./export.ts";

/** An object as its entries, in order: names from a server or a file stay names, whatever they are. */
export type Entries = readonly (readonly [string, DictValue])[];
/** A value of the Python dict that an upload's entrypoint holds. */
export type DictValue = string | Json | { readonly entries: Entries } | readonly DictValue[];

/**
 * What is written of settings without a target. `meant`: what the target means is written, since the writer of `PRODUCTIONS` would make it
 * Host. `as it was`: where XML is written.
 */
type Targets = "meant" | "as it was";

/**
 * A definition as a legacy dictionary of `PRODUCTIONS`: the real shape of `/export`, with `Item` always a list and
 * every attribute written (a server turns a missing PoolSize into 0 at the second write: wire-notes, 4.5).
 */
export function definitionEntries(production: Production, targets: Targets = "meant"): Entries {
  const targetOf = (setting: Setting, meant: string) => (targets === "meant" ? meant : setting.target);
  const attribute = (name: keyof typeof REAL_PRODUCTION_KEYS): readonly [string, DictValue] => [
    REAL_PRODUCTION_KEYS[name],
    written(production.attributes[name], effectiveProductionAttribute(production, name)),
  ];
  return [
    ["@Name", production.name],
    attribute("test_enabled"),
    attribute("log_trace_events"),
    attribute("description"),
    attribute("actor_pool_size"),
    ...unknown(production.extra),
    ["Setting", production.settings.map((setting) => settingEntries(setting, targetOf(setting, setting.target ?? "")))],
    ["Item", production.items.map((item) => itemEntries(item, targetOf))],
  ];
}

function itemEntries(
  item: Item,
  targetOf: (setting: Setting, meant: string) => string | undefined,
): { entries: Entries } {
  return {
    entries: [
      ["@Name", item.name],
      ...ITEM_ATTRIBUTE_NAMES.map(
        (name) => [REAL_ITEM_KEYS[name], written(item.attributes[name], effectiveItemAttribute(item, name))] as const,
      ),
      ...unknown(item.extra),
      [
        "Setting",
        item.settings.map((setting) => settingEntries(setting, targetOf(setting, effectiveItemTarget(setting)))),
      ],
    ],
  };
}

function settingEntries(setting: Setting, target: string | undefined): { entries: Entries } {
  const targets: Entries = target === undefined ? [] : [["@Target", target]];
  const head: Entries = [...targets, ["@Name", setting.name], ...unknown(setting.extra)];
  return { entries: setting.value === "" ? head : [...head, ["#text", setting.value]] };
}

/** What the server gave stays as it was; what it left out, or left empty where that means nothing, gets its meaning. */
function written(text: string | undefined, effective: string): string {
  return text === undefined || text === "" ? effective : text;
}

function unknown(extra: Extra): [string, DictValue][] {
  return extra.filter(([key]) => isXmlKey(key)).map(([key, value]) => [key, value as Json]);
}

/** Whether a value is entries whose keys may be there twice. */
export function isEntries(value: unknown): value is { readonly entries: Entries } {
  return isObject(value) && Array.isArray(value["entries"]);
}

/** Entries as plain JSON data. */
export function plainEntries(entries: Entries): Record<string, unknown> {
  const plain = (value: DictValue): unknown => {
    if (Array.isArray(value)) return (value as readonly DictValue[]).map(plain);
    const inner = (value as { readonly entries?: Entries } | null)?.entries;
    return Array.isArray(inner) ? plainEntries(inner) : value;
  };
  const out: Record<string, unknown> = {};
  for (const [key, value] of entries) define(out, key, plain(value));
  return out;
}
