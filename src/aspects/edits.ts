import { type Address, type Matcher, matchAny } from "../model/address.ts";
import { type Action, SENSITIVE } from "../model/change.ts";
import type { DesiredItem, DesiredProduction, DesiredText } from "../model/desired.ts";
import type { Edit } from "../model/edit.ts";
import { define, type Json } from "../model/json.ts";
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

/** What leads from one definition to another, and why it cannot be written. */
export interface ProductionEdits {
  readonly edits: readonly Edit[];
  readonly errors: readonly PlanError[];
}

/** A definition of the files against the one of the server. */
interface Compared {
  readonly wanted: DesiredProduction;
  /** What the server has; without anything where it has none. */
  readonly found: Production;
  readonly exists: boolean;
  /** The names that several of its items have. */
  readonly repeated: ReadonlySet<string>;
  readonly root: Address;
  readonly isIgnored: Matcher;
  readonly sensitive: Sensitivity;
}

/**
 * The edits that make a definition what the files say, in order of the files. Pure, linear in the items. `sensitive`:
 * what is shown to nobody; without it what its name says.
 */
export function productionEdits(
  wanted: DesiredProduction,
  observed: ObservedProduction,
  sensitive: Sensitivity = sensitivityOf([]),
): ProductionEdits {
  const root: Address = ["productions", wanted.name];
  const ignored = matchAny(wanted.ignore);
  const exists = observed !== "absent";
  const found = exists ? observed : { name: wanted.name, attributes: {}, settings: [], items: [], extra: [] };
  const isIgnored: Matcher =
    wanted.ignore.length === 0 ? () => false : (address) => ignored(address.slice(root.length));
  const both: Compared = { wanted, found, exists, repeated: repeatedItems(found), root, isIgnored, sensitive };
  const all = [...attributeEdits(both), ...settingEdits(both), ...itemEdits(both)];
  const edits = all.filter(({ address }) => !isIgnored(address));
  const errors = [...itemErrors(both)];
  if (exists) return { edits, errors };
  const hidden = edits.some((edit) => edit.sensitive);
  return { edits: [{ address: root, action: "create", before: null, sensitive: hidden, op: "create", edits }], errors };
}

/** A value before and after, as it is shown: where one of them is secret, so is the other. */
function sides(
  { sensitive }: Compared,
  address: Address,
  before: string | undefined,
  value: DesiredText | undefined,
): Pick<Edit, "before" | "sensitive"> {
  const hidden = value?.sensitive === true || sensitive(address, value?.text ?? "") || sensitive(address, before ?? "");
  return { before: before === undefined ? null : hidden ? SENSITIVE : before, sensitive: hidden };
}

function* attributeEdits(both: Compared): Generator<Edit> {
  const { wanted, found, exists, root } = both;
  for (const [name, value] of Object.entries(wanted.attributes) as [ProductionAttribute, DesiredText][]) {
    if (value.unknown) continue;
    const before = effectiveProductionAttribute(found, name);
    if (exists && normalAttribute(PRODUCTION_ATTRIBUTES[name].kind, value.text) === before) continue;
    const address = [...root, name];
    yield { address, action: "update", ...sides(both, address, before, value), op: "attribute", name, value };
  }
}

function* settingEdits(both: Compared): Generator<Edit> {
  const { wanted, found, exists, root } = both;
  const existing = group(found.settings.filter(isProductionLevel), ({ name }) => name);
  for (const [name, value] of wanted.settings ?? []) {
    if (value.unknown) continue;
    const same = existing.get(name);
    const meant = same ? undefined : omittedProductionSetting(name);
    if (exists && (same ? allEqual(same, value.text) : meant === normalText(value.text))) continue;
    const address = [...root, "settings", name];
    const { action, before } = settingAction(same, value);
    yield { address, action, ...sides(both, address, before, value), op: "setting", name, value };
  }
  if (!wanted.prune) return;
  for (const [name, same] of existing) {
    if (wanted.settings?.has(name)) continue;
    const address = [...root, "settings", name];
    const shown = sides(both, address, (same[0] as Setting).value, undefined);
    yield { address, action: "delete", ...shown, op: "setting", name, value: undefined };
  }
}

function* itemEdits(both: Compared): Generator<Edit> {
  const { wanted, found, repeated, root, isIgnored } = both;
  const existing = new Map(found.items.map((item) => [item.name, item]));
  for (const [name, desired] of wanted.items ?? []) {
    const address = [...root, "items", name];
    if (isIgnored(address) || repeated.has(name)) continue;
    const item = existing.get(name);
    if (desired !== "absent") yield* item ? changedItem(both, item, desired) : addedItem(both, name, desired);
    else if (item) yield removedItem(both, item);
  }
  if (!wanted.prune || wanted.items === undefined) return;
  for (const [name, item] of existing)
    if (!wanted.items.has(name) && !repeated.has(name)) yield removedItem(both, item);
}

/** What the files say of items that cannot be made so. */
function* itemErrors({ wanted, found, repeated, root, isIgnored }: Compared): Generator<PlanError> {
  const existing = new Set(found.items.map(({ name }) => name));
  for (const [name, desired] of wanted.items ?? []) {
    const possible = desired === "absent" || existing.has(name) || desired.attributes.classname !== undefined;
    if (possible && !repeated.has(name)) continue;
    const address = [...root, "items", name];
    if (isIgnored(address)) continue;
    if (repeated.has(name)) {
      const message = `two items of ${wanted.name} have the name ${name}: iopctl cannot tell which is meant`;
      yield { address, message, kind: "invalid" };
    } else {
      const message = `the item ${name} of ${wanted.name} does not exist yet and needs a classname`;
      yield { address, message, kind: "incomplete" };
    }
  }
}

function* addedItem(both: Compared, name: string, desired: DesiredItem): Generator<Edit> {
  if (desired.attributes.classname === undefined) return;
  const address = [...both.root, "items", name];
  const all = [
    ...itemAttributeEdits(both, name, undefined, desired),
    ...itemSettingEdits(both, newItem(name), desired),
  ];
  const edits = all.filter((edit) => !both.isIgnored(edit.address));
  const hidden = edits.some((edit) => edit.sensitive);
  yield { address, action: "create", before: null, sensitive: hidden, op: "add", item: name, edits };
}

function* changedItem(both: Compared, item: Item, desired: DesiredItem): Generator<Edit> {
  yield* itemAttributeEdits(both, item.name, item, desired);
  yield* itemSettingEdits(both, item, desired);
}

function removedItem({ root, sensitive }: Compared, item: Item): Edit {
  const address = [...root, "items", item.name];
  return { address, action: "delete", ...itemValue(item, address, sensitive), op: "remove", item: item.name };
}

/** `item`: what is there; undefined where it is new: then all that is written is an edit. */
function* itemAttributeEdits(
  both: Compared,
  name: string,
  item: Item | undefined,
  desired: DesiredItem,
): Generator<Edit> {
  for (const attribute of Object.keys(desired.attributes) as ItemAttribute[]) {
    const value = desired.attributes[attribute] as DesiredText;
    if (value.unknown) continue;
    const before = effectiveItemAttribute(item ?? newItem(name), attribute);
    if (item && normalAttribute(ITEM_ATTRIBUTES[attribute].kind, value.text) === before) continue;
    const address = [...both.root, "items", name, attribute];
    const shown = sides(both, address, before, value);
    yield { address, action: "update", ...shown, op: "item", item: name, name: attribute, value };
  }
}

function* itemSettingEdits(both: Compared, item: Item, desired: DesiredItem): Generator<Edit> {
  const root = [...both.root, "items", item.name, "settings"];
  const existing = group(item.settings, ({ name }) => name);
  for (const [target, settings] of desired.settings) {
    for (const [name, value] of settings) {
      if (value.unknown) continue;
      const found = existing.get(name)?.filter((setting) => effectiveItemTarget(setting) === target);
      if (found?.length && allEqual(found, value.text)) continue;
      const address = [...root, target, name];
      const { action, before } = settingAction(found, value);
      const change = { address, action, ...sides(both, address, before, value) };
      yield { ...change, op: "item-setting", item: item.name, target, name, value };
    }
  }
  if (!both.wanted.prune) return;
  const others = item.settings.filter(
    (setting) => !desired.settings.get(effectiveItemTarget(setting))?.has(setting.name),
  );
  const place = (setting: Setting) => JSON.stringify([effectiveItemTarget(setting), setting.name]);
  for (const [setting] of group(others, place).values()) {
    const { name, value } = setting as Setting;
    const target = effectiveItemTarget(setting as Setting);
    const address = [...root, target, name];
    const change = { address, action: "delete" as const, ...sides(both, address, value, undefined) };
    yield { ...change, op: "item-setting", item: item.name, target, name, value: undefined };
  }
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
    const name = key(element);
    const found = out.get(name);
    if (found) found.push(element);
    else out.set(name, [element]);
  }
  return out;
}

/** An item as it is shown: "(sensitive)" in the place of each sensitive value. */
function itemValue(item: Item, itemAddress: Address, sensitive: Sensitivity): { before: Json; sensitive: boolean } {
  const out: Record<string, Json> = {};
  let hidden = false;
  const shown = (address: Address, text: string) => {
    const hide = sensitive(address, text);
    hidden ||= hide;
    return hide ? SENSITIVE : text;
  };
  for (const [name, text] of Object.entries(item.attributes)) out[name] = shown([...itemAddress, name], text);
  for (const setting of item.settings) {
    const target = effectiveItemTarget(setting);
    if (!Object.hasOwn(out, "settings")) define(out, "settings", {});
    const settings = out["settings"] as Record<string, Json>;
    if (!Object.hasOwn(settings, target)) define(settings, target, {});
    const text = shown([...itemAddress, "settings", target, setting.name], setting.value);
    define(settings[target] as Record<string, Json>, setting.name, text);
  }
  return { before: out, sensitive: hidden };
}
