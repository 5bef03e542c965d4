import { isDeepStrictEqual } from "node:util";
import { codePlace, deployedRoot, isBelow } from "../aspects/places.ts";
import { isDoubtful, isKnownToProvide, mayTakeOver, providerOf, registers } from "../aspects/providers.ts";
import type { DesiredState } from "../model/desired.ts";
import type { Edit } from "../model/edit.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Owed } from "../model/plan.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  type Item,
  type ItemAttribute,
  isEnabled,
  normalText,
  type Production,
} from "../model/production.ts";
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
  /** Of these, what did not run before. */
  readonly started: ReadonlySet<string>;
  /** Items that it stops. */
  readonly stopped: readonly string[];
  /** What an interrupted run has left it to start anew or to stop, if that was not done: items, `*` where nobody knows. */
  readonly left: readonly string[];
  /** Whether the update certainly brings an item its new code. */
  readonly covers: (item: string) => boolean;
  /** Items that must be restarted for their code, each with the packages that it comes from. */
  readonly restarts: ReadonlyMap<string, readonly string[]>;
  /** Why the whole production must be stopped and started; empty: it need not. */
  readonly recycle: readonly string[];
  /** For each package all items of the running production that load from it, as far as is known before its upload. */
  readonly itemsOf: ReadonlyMap<string, readonly string[]>;
  /** Those and the ones that may, since nobody knows who provides their class: what a marker stands for until it is known. */
  readonly mayLoad: ReadonlyMap<string, readonly string[]>;
  /** What runs on, as it will be saved; its enabled items. */
  readonly enabled: readonly Item[];
  /** Items whose code the shared actor jobs may hold. */
  readonly pooled: readonly Item[];
  /** Packages whose old code the shared actor jobs may hold. */
  readonly pools: readonly string[];
}

/** By what is decided what must restart. */
export interface RuntimeInput {
  /** What runs, and what will be saved; undefined: nothing runs on. */
  readonly before: Production | undefined;
  readonly after: Production | undefined;
  /** Of the saved definition. */
  readonly edits: readonly Edit[];
  readonly uploads: readonly UploadNeed[];
  readonly owed: Owed | undefined;
  readonly desired: DesiredState;
  readonly observed: ObservedState;
}

function runs(item: Item | undefined): boolean {
  return item !== undefined && isEnabled(item);
}

/**
 * What must start, stop, restart or load anew so that what runs is what will be saved. Unknown counts as needed. Pure.
 */
export function runtimeNeeds(input: RuntimeInput): RuntimeNeeds {
  const { before, after, owed } = input;
  const running = runningIn(input);
  const { wasItem, enabled, updated, poolBefore } = running;
  const code = input.uploads.map((need) => codeOf(need, input, running));
  const { restarts, recycle } = reloads(code, input, running);
  const stay = new Set(enabled.map(({ name }) => name));
  const stopped = [...wasItem.values()].filter((was) => isEnabled(was) && !stay.has(was.name)).map(({ name }) => name);
  return {
    update: owed?.update === true || !isDeepStrictEqual(before, after),
    updateDisrupts: updated.size > 0 || stopped.length > 0 || owed?.disrupts === true,
    updated,
    started: new Set([...updated].filter((name) => !runs(wasItem.get(name)))),
    stopped,
    left: owed?.disrupts === true ? owed.touches : [],
    covers: running.covers,
    restarts,
    recycle,
    itemsOf: new Map(code.map(({ name, loads }) => [name, namesOf(loads)])),
    mayLoad: new Map(code.map(({ name, mayLoad }) => [name, namesOf(mayLoad)])),
    enabled,
    pooled: poolBefore,
    pools: code.filter(({ mayBePooled }) => mayBePooled).map(({ name }) => name),
  };
}

/** What runs, and what of it an update changes. */
interface RunningItems {
  /** As they run, by name. */
  readonly wasItem: ReadonlyMap<string, Item>;
  /** As they will be saved. */
  readonly enabled: readonly Item[];
  readonly updated: ReadonlySet<string>;
  readonly covers: (item: string) => boolean;
  /** Whether its job is one of the shared actor jobs, which keep the modules that they have loaded. */
  readonly inPool: (item: Item) => boolean;
  readonly poolBefore: readonly Item[];
  readonly bindings: ReadonlyMap<string, Binding>;
}

function runningIn({ before, after, owed, observed }: RuntimeInput): RunningItems {
  const wasItem = new Map((before?.items ?? []).map((item) => [item.name, item]));
  const enabled = (after?.items ?? []).filter(isEnabled);
  const updated = new Set(enabled.filter((item) => startsAnew(wasItem.get(item.name), item)).map(({ name }) => name));
  // After an interrupted run what is saved may not be what runs: an edit may then bring back what runs, and the update
  // starts nothing.
  const covers = (item: string) => owed?.disrupts !== true && updated.has(item);
  const bindings = new Map(bindingsOf(observed).map((binding) => [binding.className, binding]));
  const isProcess = (item: Item) => /(Business|Duplex)Process$/.test(bindings.get(classOf(item))?.super ?? "");
  const inPool = (item: Item) =>
    isEnabled(item) && isProcess(item) && effectiveItemAttribute(item, "pool_size") === "0";
  return { wasItem, enabled, updated, covers, inPool, poolBefore: [...wasItem.values()].filter(inPool), bindings };
}

/** Which items an upload's code is for, as far as that is known before it. */
interface CodeOf {
  readonly name: string;
  /** Enabled items that load it, and those that may. */
  readonly loads: readonly Item[];
  readonly mayLoad: readonly Item[];
  /** Whether the shared actor jobs hold the code that it replaces, and whether they may. */
  readonly isPooled: boolean;
  readonly mayBePooled: boolean;
}

function codeOf({ package: pack, reload }: UploadNeed, input: RuntimeInput, running: RunningItems): CodeOf {
  const { desired, observed } = input;
  const { enabled, poolBefore, bindings } = running;
  const root = deployedRoot(pack, bindingsOf(observed));
  const loads = (item: Item) =>
    reload === "all"
      ? providerOf(classOf(item), desired, observed)?.name === pack.name ||
        isKnownToProvide(pack, classOf(item), bindingsOf(observed)) ||
        registers(pack, classOf(item)) ||
        (root !== undefined && isBelow(root, codePlace(item, bindings)?.classpaths ?? ""))
      : reload.includes(classOf(item));
  const mayLoad = (item: Item) =>
    loads(item) ||
    ("settingsFile" in pack.entry && isDoubtful(classOf(item), desired, observed)) ||
    mayTakeOver(pack, classOf(item), desired, observed);
  return {
    name: pack.name,
    loads: enabled.filter(loads),
    mayLoad: enabled.filter(mayLoad),
    isPooled: poolBefore.some(loads),
    mayBePooled: poolBefore.some(mayLoad),
  };
}

/** How each item comes to its new code, where the update does not bring it. */
function reloads(
  code: readonly CodeOf[],
  input: RuntimeInput,
  running: RunningItems,
): Pick<RuntimeNeeds, "restarts" | "recycle"> {
  const { owed, edits } = input;
  const { enabled, covers, inPool, poolBefore } = running;
  const restarts = new Map<string, string[]>();
  const recycle: string[] = [];
  for (const { name, loads, isPooled } of code) {
    for (const item of loads) {
      // The shared actor jobs keep the modules that they have loaded until the production stops.
      if (inPool(item) && isPooled) recycle.push(item.name);
      else if (!covers(item.name)) restarts.set(item.name, [...(restarts.get(item.name) ?? []), name]);
    }
  }
  const edited = new Set(edits.flatMap((edit) => ("item" in edit ? [edit.item] : [])));
  const isOwed = ({ name }: Item) =>
    owed !== undefined &&
    (owed.restart.includes(name) ||
      owed.restart.includes(ALL_ITEMS) ||
      (owed.covered.includes(name) && edited.has(name)));
  for (const item of enabled.filter(isOwed)) {
    if (isCachedBefore(item, input, running)) recycle.push(item.name);
    else if (!covers(item.name) && !restarts.has(item.name)) restarts.set(item.name, []);
  }
  for (const item of enabled) if (isCachedBefore(item, input, running)) recycle.push(item.name);
  if (owed?.recycle && recycle.length === 0) recycle.push(...namesOf(poolBefore), ALL_ITEMS);
  return { restarts, recycle: [...new Set(recycle)] };
}

/** By an earlier call or run: whether the shared actor jobs hold old code of an item's package. */
function isCachedBefore(item: Item, { owed, desired, observed }: RuntimeInput, { inPool }: RunningItems): boolean {
  if (owed === undefined || !inPool(item)) return false;
  if (owed.production === "" && owed.restart.includes(ALL_ITEMS)) return true;
  const home = providerOf(classOf(item), desired, observed)?.name;
  return owed.pools.length > 0 && (home === undefined || owed.pools.includes(home));
}

/** Attributes whose change starts an item's job anew at an update; others are taken up without it. */
const RESTARTING: readonly ItemAttribute[] = ["classname", "pool_size", "enabled", "schedule", "foreground"];

/** Whether an update starts an enabled item's job anew. */
function startsAnew(was: Item | undefined, item: Item): boolean {
  if (was === undefined || !isEnabled(was)) return true;
  const settings = (one: Item) =>
    one.settings.map((setting) => [effectiveItemTarget(setting), setting.name, normalText(setting.value)]);
  return (
    RESTARTING.some((name) => effectiveItemAttribute(was, name) !== effectiveItemAttribute(item, name)) ||
    !isDeepStrictEqual(settings(was), settings(item))
  );
}

function namesOf(items: readonly Item[]): string[] {
  return items.map(({ name }) => name);
}

function classOf(item: Item): string {
  return effectiveItemAttribute(item, "classname");
}
