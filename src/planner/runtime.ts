import type { Edit } from "../aspects/edits.ts";
import { bindingsOf, providerOf } from "../aspects/release.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { PendingMark } from "../model/plan.ts";
import { effectiveItemAttribute, type Item, isEnabled, type Production } from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import type { UploadNeed } from "./join.ts";

/**
 * What the running production needs so that nothing in it is stale: an update for its definition, restarts for code.
 * Sources: wire-notes, section 8.
 */
export interface RuntimeNeeds {
  /** The definition must be taken up. */
  readonly update: boolean;
  /** Whether that starts or stops items. */
  readonly updateDisrupts: boolean;
  /** Items that the update starts anew by itself. */
  readonly updated: ReadonlySet<string>;
  /** Items that must be restarted for their code, each with the packages that it comes from. */
  readonly restarts: ReadonlyMap<string, readonly string[]>;
  /** Why the whole production must be stopped and started; empty: it need not. */
  readonly recycle: readonly string[];
  /** For each package all items of the running production that load from it. */
  readonly itemsOf: ReadonlyMap<string, readonly string[]>;
}

/** Attributes whose change starts an item's job anew at an update; others are taken up without it. */
const RESTARTING = new Set(["classname", "pool_size", "enabled", "schedule", "foreground"]);

export function runtimeNeeds(
  before: Production | undefined,
  after: Production | undefined,
  edits: readonly Edit[],
  uploads: readonly UploadNeed[],
  mark: PendingMark | undefined,
  desired: DesiredState,
  observed: ObservedState,
): RuntimeNeeds {
  const wasItem = new Map((before?.items ?? []).map((item) => [item.name, item]));
  const enabled = (after?.items ?? []).filter(isEnabled);
  const updated = startedByUpdate(edits, wasItem, enabled);
  const bindings = new Map(bindingsOf(observed).map((binding) => [binding.className, binding]));
  const isProcess = (item: Item) => /(Business|Duplex)Process$/.test(bindings.get(classOf(item))?.super ?? "");
  const inPool = (item: Item | undefined) =>
    item !== undefined && isEnabled(item) && isProcess(item) && effectiveItemAttribute(item, "pool_size") === "0";
  const poolBefore = [...wasItem.values()].filter(inPool);

  const restarts = new Map<string, string[]>();
  const recycle: string[] = [];
  const itemsOf = new Map<string, string[]>();
  for (const { package: pack, reload } of uploads) {
    const loads = (item: Item) =>
      reload === "all"
        ? providerOf(classOf(item), desired, observed)?.name === pack.name
        : reload.includes(classOf(item));
    const affected = enabled.filter(loads);
    itemsOf.set(
      pack.name,
      affected.map(({ name }) => name),
    );
    const cached = poolBefore.filter(loads);
    for (const item of affected) {
      // The shared actor jobs keep the modules that they have loaded until the production stops.
      if (inPool(item) && cached.length > 0) recycle.push(item.name);
      else if (!updated.has(item.name)) restarts.set(item.name, [...(restarts.get(item.name) ?? []), pack.name]);
    }
  }
  const marked = mark?.restart ?? [];
  for (const item of enabled) {
    if (!marked.includes(item.name) && !marked.includes(ALL_ITEMS)) continue;
    if (inPool(item)) recycle.push(item.name);
    else if (!updated.has(item.name) && !restarts.has(item.name)) restarts.set(item.name, []);
  }
  if (mark?.recycle && recycle.length === 0) recycle.push(...poolBefore.map(({ name }) => name), ALL_ITEMS);
  return {
    update: edits.length > 0 || mark?.update === true,
    updateDisrupts: updated.size > 0 || stoppedByUpdate(edits, wasItem) || mark?.update === true,
    updated,
    restarts,
    recycle: [...new Set(recycle)],
    itemsOf,
  };
}

function startedByUpdate(
  edits: readonly Edit[],
  wasItem: ReadonlyMap<string, Item>,
  enabled: readonly Item[],
): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const edit of edits) {
    if (edit.op === "add" || edit.op === "item-setting") touched.add(edit.item);
    if (edit.op === "item" && RESTARTING.has(edit.name)) touched.add(edit.item);
  }
  return new Set(enabled.filter(({ name }) => touched.has(name) || !wasItem.has(name)).map(({ name }) => name));
}

function stoppedByUpdate(edits: readonly Edit[], wasItem: ReadonlyMap<string, Item>): boolean {
  return edits.some((edit) => {
    const was = edit.op === "remove" || edit.op === "item" ? wasItem.get(edit.item) : undefined;
    if (was === undefined || !isEnabled(was)) return false;
    return edit.op === "remove" || (edit.op === "item" && edit.name === "enabled");
  });
}

function classOf(item: Item): string {
  return effectiveItemAttribute(item, "classname");
}
