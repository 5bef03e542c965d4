import type { Address } from "./address.ts";
import { type Action, type Change, SENSITIVE } from "./change.ts";
import type { DesiredText } from "./desired.ts";
import { define, type Json } from "./json.ts";
import type { ObservedProduction } from "./observed.ts";
import {
  effectiveItemTarget,
  type Item,
  type ItemAttribute,
  isProductionLevel,
  newItem,
  type Production,
  type ProductionAttribute,
  type Setting,
} from "./production.ts";

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
/** One change of a definition. A value that is undefined is taken out. */
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
  if (edits.length === 0 && observed !== "absent") return observed;
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
    else if (edit.op !== "create") {
      const same = perItem.get(edit.item);
      if (same) same.push(edit);
      else perItem.set(edit.item, [edit]);
    }
  }
  const items = base.items
    .filter((item) => !removed.has(item.name))
    .map((item) => {
      const changes = perItem.get(item.name);
      return changes ? applyItemEdits(item, changes) : item;
    });
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

/** Leaves by their addresses as nested data, the way they stand in a file. */
function tree(edits: readonly Edit[], depth: number): Json {
  const out: Record<string, Json> = {};
  for (const edit of edits) {
    const path = edit.address.slice(depth);
    let inner = out;
    for (const name of path.slice(0, -1)) {
      if (!Object.hasOwn(inner, name)) define(inner, name, {});
      inner = inner[name] as Record<string, Json>;
    }
    define(inner, path.at(-1) as string, changeOf(edit).after);
  }
  return out;
}
