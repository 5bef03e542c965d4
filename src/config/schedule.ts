import type { Diagnostic } from "../desired/diagnostic.ts";
import { toPlain } from "../desired/tree.ts";
import type { MapTree, Tree } from "../desired/yaml-tree.ts";
import type { FreezeEntry, WindowEntry } from "../generated/config.ts";
import { nameMatcher } from "../model/address.ts";
import { type Freeze, parseFreeze, parseWindow, type Schedule, type Window } from "./windows.ts";

/** Which targets an entry of the config is about: `targets` by name, `labels` all of them; neither: every target. */
export interface Selector {
  readonly targets?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** What windows and freezes are chosen by: a target's name and labels. */
export interface Labelled {
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
}

/** Whether a target has one of the names and all of the labels. */
export function selects({ targets, labels = {} }: Selector, { name, labels: has }: Labelled): boolean {
  if (targets !== undefined && !targets.some((pattern) => nameMatcher(pattern)(name))) return false;
  return Object.entries(labels).every(([key, value]) => Object.hasOwn(has, key) && String(has[key]) === value);
}

/**
 * `windows` and `freeze` of a config that its schema accepts, as far as they are about one target. Windows of several
 * entries add up; each freeze counts. All of them are checked, whoever they are about.
 */
export function readSchedule(tree: MapTree, target: Labelled, report: (diagnostic: Diagnostic) => void): Schedule {
  const windows: Window[] = [];
  let bounded = false;
  for (const entry of itemsOf(tree, "windows")) {
    const mine = selects(toPlain(entry) as WindowEntry, target);
    bounded ||= mine;
    for (const item of itemsOf(entry, "open")) {
      const window = tried(() => parseWindow(item.kind === "scalar" ? item.text : ""), item, report);
      if (window !== undefined && mine) windows.push(window);
    }
  }
  const freezes: Freeze[] = [];
  for (const entry of itemsOf(tree, "freeze")) {
    const { targets, labels, ...written } = toPlain(entry) as FreezeEntry;
    const zone = written.zone ?? windows[0]?.zone ?? "UTC";
    const freeze = tried(() => parseFreeze({ ...written, zone }), entry, report);
    if (freeze !== undefined && selects({ targets, labels }, target)) freezes.push(freeze);
  }
  return { windows: bounded ? windows : undefined, freezes };
}

function tried<T>(make: () => T, tree: Tree, report: (diagnostic: Diagnostic) => void): T | undefined {
  try {
    return make();
  } catch (error) {
    report({ message: (error as Error).message, place: tree.place });
    return undefined;
  }
}

function itemsOf(tree: Tree, key: string): readonly Tree[] {
  const list = tree.kind === "map" ? tree.entries.get(key)?.value : undefined;
  return list?.kind === "list" ? list.items : [];
}
