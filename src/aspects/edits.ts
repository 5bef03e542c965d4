import { type Address, matchAny } from "../model/address.ts";
import { type Action, type Change, SENSITIVE } from "../model/change.ts";
import type { DesiredItem, DesiredProduction, DesiredText } from "../model/desired.ts";
import type { Json } from "../model/json.ts";
import type { ObservedProduction } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTES,
  type Item,
  type ItemAttribute,
  isProductionLevel,
  newItem,
  normalAttribute,
  normalText,
  omittedProductionSetting,
  PRODUCTION_ATTRIBUTES,
  type Production,
  type ProductionAttribute,
  repeatedItems,
  type Setting,
} from "../model/production.ts";
import { type Sensitivity, sensitivityOf } from "../model/sensitive.ts";

/**
 * What is to be done to a definition, as data: the one description from which both the shown change and the written
 * definition are made, so that nothing can be compared and not written, or written and not compared.
 */
export type Edit = {
  readonly address: Address;
  readonly action: Action;
  /** For showing. */
  readonly before: Json;
  /** Whether its value, old or new, is shown to nobody. */
  readonly sensitive: boolean;
} & EditAction;
export type EditAction =
  | { readonly op: "create"; readonly edits: readonly Edit[] }
  | { readonly op: "attribute"; readonly name: ProductionAttribute; readonly value: DesiredText }
  | { readonly op: "setting"; readonly name: string; readonly value: DesiredText | undefined }
  | { readonly op: "add"; readonly item: string; readonly edits: readonly Edit[] }
  | { readonly op: "remove"; readonly item: string }
  | { readonly op: "item"; readonly item: string; readonly name: ItemAttribute; readonly value: DesiredText }
  | {
      readonly op: "item-setting";
      readonly item: string;
      readonly target: string;
      readonly name: string;
      readonly value: DesiredText | undefined;
    };

export interface ProductionEdits {
  readonly edits: readonly Edit[];
  readonly errors: readonly PlanError[];
}

/**
 * The edits that make a definition what the files say, in order of the files. Pure, linear in the items. `sensitive`:
 * what is shown to nobody; without it what its name says.
 */
export function productionEdits(
  desired: DesiredProduction,
  observed: ObservedProduction,
  sensitive: Sensitivity = sensitivityOf([]),
): ProductionEdits {
  const root: Address = ["productions", desired.name];
  const errors: PlanError[] = [];
  const ignored = matchAny(desired.ignore);
  const kept = (edit: Edit) => !ignored(edit.address.slice(root.length));
  const exists = observed !== "absent";
  const base: Production = exists
    ? observed
    : { name: desired.name, attributes: {}, settings: [], items: [], extra: [] };
  const edits = [...attributeEdits(), ...settingEdits(), ...itemEdits()].filter(kept);
  if (exists) return { edits, errors };
  const hidden = edits.some((edit) => edit.sensitive);
  return { edits: [{ address: root, action: "create", before: null, sensitive: hidden, op: "create", edits }], errors };

  /** A value before and after, as it is shown: where one of them is secret, so is the other. */
  function sides(address: Address, before: string | undefined, value: DesiredText | undefined) {
    const hidden =
      value?.sensitive === true || sensitive(address, value?.text ?? "") || sensitive(address, before ?? "");
    return { before: before === undefined ? null : hidden ? SENSITIVE : before, sensitive: hidden };
  }

  function* attributeEdits(): Generator<Edit> {
    for (const [name, value] of Object.entries(desired.attributes) as [ProductionAttribute, DesiredText][]) {
      if (value.unknown) continue;
      const before = effectiveProductionAttribute(base, name);
      if (exists && normalAttribute(PRODUCTION_ATTRIBUTES[name].kind, value.text) === before) continue;
      const address = [...root, name];
      yield { address, action: "update", ...sides(address, before, value), op: "attribute", name, value };
    }
  }

  function* settingEdits(): Generator<Edit> {
    const existing = group(base.settings.filter(isProductionLevel), ({ name }) => name);
    for (const [name, value] of desired.settings ?? []) {
      if (value.unknown) continue;
      const found = existing.get(name);
      const meant = found ? undefined : omittedProductionSetting(name);
      if (exists && (found ? allEqual(found, value.text) : meant === normalText(value.text))) continue;
      const address = [...root, "settings", name];
      const { action, before } = settingAction(found, value);
      yield { address, action, ...sides(address, before, value), op: "setting", name, value };
    }
    if (!desired.prune) return;
    for (const [name, found] of existing) {
      if (desired.settings?.has(name)) continue;
      const before = (found[0] as Setting).value;
      const address = [...root, "settings", name];
      yield { address, action: "delete", ...sides(address, before, undefined), op: "setting", name, value: undefined };
    }
  }

  function* itemEdits(): Generator<Edit> {
    const repeated = repeatedItems(base);
    const existing = new Map(base.items.map((item) => [item.name, item]));
    for (const [name, wanted] of desired.items ?? []) {
      const address = [...root, "items", name];
      if (ignored(address.slice(root.length))) continue;
      if (repeated.has(name)) {
        const message = `two items of ${desired.name} have the name ${name}: iopctl cannot tell which is meant`;
        errors.push({ address, message, kind: "invalid" });
        continue;
      }
      const item = existing.get(name);
      if (wanted === "absent") {
        if (item) yield { address, action: "delete", ...itemValue(item, address, sensitive), op: "remove", item: name };
      } else if (item) yield* oneItemEdits(address, item, wanted);
      else if (wanted.attributes.classname === undefined) {
        const message = `the item ${name} of ${desired.name} does not exist yet and needs a classname`;
        errors.push({ address, message, kind: "incomplete" });
      } else {
        const inner = [...oneItemEdits(address, newItem(name), wanted, true)].filter(kept);
        const hidden = inner.some((edit) => edit.sensitive);
        yield { address, action: "create", before: null, sensitive: hidden, op: "add", item: name, edits: inner };
      }
    }
    if (!desired.prune || desired.items === undefined) return;
    for (const [name, item] of existing) {
      if (desired.items.has(name) || repeated.has(name)) continue;
      const address = [...root, "items", name];
      yield { address, action: "delete", ...itemValue(item, address, sensitive), op: "remove", item: name };
    }
  }

  function* oneItemEdits(address: Address, item: Item, wanted: DesiredItem, isNew = false): Generator<Edit> {
    for (const [name, value] of Object.entries(wanted.attributes) as [ItemAttribute, DesiredText][]) {
      if (value.unknown) continue;
      const before = effectiveItemAttribute(item, name);
      if (!isNew && normalAttribute(ITEM_ATTRIBUTES[name].kind, value.text) === before) continue;
      const at = [...address, name];
      yield { address: at, action: "update", ...sides(at, before, value), op: "item", item: item.name, name, value };
    }
    const key = (target: string, name: string) => JSON.stringify([target, name]);
    const existing = group(item.settings, (setting) => key(effectiveItemTarget(setting), setting.name));
    for (const [target, settings] of wanted.settings) {
      for (const [name, value] of settings) {
        if (value.unknown) continue;
        const found = existing.get(key(target, name));
        if (found && allEqual(found, value.text)) continue;
        const at = [...address, "settings", target, name];
        const { action, before } = settingAction(found, value);
        const change = { address: at, action, ...sides(at, before, value) };
        yield { ...change, op: "item-setting", item: item.name, target, name, value };
      }
    }
    if (!desired.prune) return;
    for (const [setting] of existing.values()) {
      const { name, value } = setting as Setting;
      const target = effectiveItemTarget(setting as Setting);
      if (wanted.settings.get(target)?.has(name)) continue;
      const at = [...address, "settings", target, name];
      const change = { address: at, action: "delete" as const, ...sides(at, value, undefined) };
      yield { ...change, op: "item-setting", item: item.name, target, name, value: undefined };
    }
  }
}

/** The change that people see of an edit. */
export function changeOf(edit: Edit): Change {
  const { address, action, before, sensitive } = edit;
  if (edit.op === "create" || edit.op === "add")
    return { address, action, before, after: tree(edit.edits, address.length), sensitive };
  if (edit.op === "remove" || edit.value === undefined) return { address, action, before, after: null, sensitive };
  return { address, action, before, after: sensitive ? SENSITIVE : edit.value.text, sensitive };
}

/** The definition with the edits made. All that they do not name stays as it is, in its order. */
export function applyEdits(name: string, observed: ObservedProduction, edits: readonly Edit[]): Production {
  const base = observed === "absent" ? { name, attributes: {}, settings: [], items: [], extra: [] } : observed;
  const flat = edits.flatMap((edit) => (edit.op === "create" ? edit.edits : [edit]));
  let { attributes, settings } = base;
  const perItem = new Map<string, Edit[]>();
  const added: Item[] = [];
  const removed = new Set<string>();
  for (const edit of flat) {
    if (edit.op === "attribute") attributes = { ...attributes, [edit.name]: edit.value.text };
    else if (edit.op === "setting") settings = setSetting(settings, edit, isProductionLevel, "");
    else if (edit.op === "add") added.push(applyItemEdits(newItem(edit.item), edit.edits));
    else if (edit.op === "remove") removed.add(edit.item);
    else if (edit.op !== "create") perItem.set(edit.item, [...(perItem.get(edit.item) ?? []), edit]);
  }
  const items = base.items
    .filter((item) => !removed.has(item.name))
    .map((item) => applyItemEdits(item, perItem.get(item.name) ?? []));
  return { ...base, attributes, settings, items: [...items, ...added] };
}

function applyItemEdits(item: Item, edits: readonly Edit[]): Item {
  let { attributes, settings } = item;
  for (const edit of edits) {
    if (edit.op === "item") attributes = { ...attributes, [edit.name]: edit.value.text };
    else if (edit.op === "item-setting") {
      const { target } = edit;
      settings = setSetting(settings, edit, (setting) => effectiveItemTarget(setting) === target, target);
    }
  }
  return { ...item, attributes, settings };
}

/** Sets every occurrence, since which of them counts is not known; appends where there is none; undefined removes. */
function setSetting(
  settings: readonly Setting[],
  { name, value }: { readonly name: string; readonly value: DesiredText | undefined },
  belongs: (setting: Setting) => boolean,
  target: string,
): Setting[] {
  const same = (setting: Setting) => setting.name === name && belongs(setting);
  if (value === undefined) return settings.filter((setting) => !same(setting));
  if (!settings.some(same)) return [...settings, { target, name, value: value.text, extra: [] }];
  return settings.map((setting) => (same(setting) ? { ...setting, value: value.text } : setting));
}

function settingAction(
  found: readonly Setting[] | undefined,
  value: DesiredText,
): { action: Action; before: string | undefined } {
  const before = found?.find((setting) => normalText(setting.value) !== normalText(value.text)) ?? found?.[0];
  return { action: before === undefined ? "create" : "update", before: before?.value };
}

function allEqual(found: readonly Setting[], text: string): boolean {
  const wanted = normalText(text);
  return found.every((setting) => normalText(setting.value) === wanted);
}

function group<T>(list: readonly T[], key: (element: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const element of list) {
    const found = out.get(key(element));
    if (found) found.push(element);
    else out.set(key(element), [element]);
  }
  return out;
}

/** Leaves by their addresses as nested data, the way they stand in a file. */
function tree(edits: readonly Edit[], depth: number): Json {
  const out: Record<string, Json> = {};
  for (const edit of edits) {
    const path = edit.address.slice(depth);
    let at = out;
    for (const name of path.slice(0, -1)) {
      if (!Object.hasOwn(at, name)) define(at, name, {});
      at = at[name] as Record<string, Json>;
    }
    define(at, path.at(-1) as string, changeOf(edit).after);
  }
  return out;
}

/** An item as it is shown: a mark in the place of each sensitive value. */
function itemValue(item: Item, at: Address, sensitive: Sensitivity): { before: Json; sensitive: boolean } {
  const out: Record<string, Json> = {};
  let hidden = false;
  const shown = (address: Address, text: string) => {
    const hide = sensitive(address, text);
    hidden ||= hide;
    return hide ? SENSITIVE : text;
  };
  for (const [name, text] of Object.entries(item.attributes)) out[name] = shown([...at, name], text);
  for (const setting of item.settings) {
    const target = effectiveItemTarget(setting);
    if (!Object.hasOwn(out, "settings")) define(out, "settings", {});
    const settings = out["settings"] as Record<string, Json>;
    if (!Object.hasOwn(settings, target)) define(settings, target, {});
    const text = shown([...at, "settings", target, setting.name], setting.value);
    define(settings[target] as Record<string, Json>, setting.name, text);
  }
  return { before: out, sensitive: hidden };
}

/** Sets an own property, whatever the name: `__proto__` must stay a name. */
function define(object: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
