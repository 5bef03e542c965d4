import { canonicalJson } from "../model/json.ts";
import { type Diagnostic, formatPlace } from "./diagnostic.ts";
import { toPlain } from "./tree.ts";
import type { Entry, MapTree, Tree } from "./yaml-tree.ts";

type Report = (diagnostic: Diagnostic) => void;

/**
 * The documents of one layer, at least one: together they say what each says; where they disagree, both places are named.
 * Linear in what they say, however many they are.
 */
export function join(trees: readonly MapTree[], report: Report, path: readonly string[] = []): MapTree {
  const [first] = trees as readonly [MapTree, ...MapTree[]];
  if (trees.length === 1) return first;
  const entries = new Map<string, Entry>();
  const shared = new Map<string, MapTree[]>();
  for (const tree of trees) {
    for (const [key, entry] of tree.entries) {
      const known = entries.get(key);
      if (known === undefined) entries.set(key, entry);
      else if (known.value.kind === "map" && entry.value.kind === "map") {
        const same = shared.get(key);
        if (same) same.push(entry.value);
        else shared.set(key, [known.value, entry.value]);
      } else if (!equal(known.value, entry.value)) {
        report({
          message: `"${[...path, key].join(".")}" has another value at ${formatPlace(known.value.place)}`,
          place: entry.value.place,
          hint: "files of one layer must agree",
        });
      }
    }
  }
  for (const [key, maps] of shared) {
    const { key: place } = entries.get(key) as Entry;
    entries.set(key, { key: place, value: join(maps, report, [...path, key]) });
  }
  return { ...first, entries };
}

/** A later layer over an earlier one: maps deeply, scalars and lists replaced, `null` removes an inherited key. */
export function overlay(base: MapTree, over: MapTree): MapTree {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const first = entries.get(key);
    if (isNull(entry.value)) entries.delete(key);
    else if (first?.value.kind === "map" && entry.value.kind === "map") {
      entries.set(key, { key: entry.key, value: overlay(first.value, entry.value) });
    } else entries.set(key, { key: entry.key, value: withoutNulls(entry.value) });
  }
  return { ...base, entries };
}

/** In an overlay a `null` under a key that nothing inherits removes nothing. */
export function withoutNulls<T extends Tree>(tree: T): T {
  if (tree.kind !== "map") return tree;
  const kept = [...tree.entries].filter(([, { value }]) => !isNull(value));
  return {
    ...tree,
    entries: new Map(kept.map(([key, { key: place, value }]) => [key, { key: place, value: withoutNulls(value) }])),
  };
}

/** In the lowest layer there is nothing to remove: a key without a value is a mistake. */
export function reportNulls(tree: Tree, report: Report): void {
  if (tree.kind === "list") for (const item of tree.items) reportNulls(item, report);
  if (tree.kind !== "map") return;
  for (const [key, { key: place, value }] of tree.entries) {
    if (isNull(value)) report({ message: `"${key}" has no value`, place, hint: "write a value, or remove the key" });
    else if (key !== "body" && key !== "expect") reportNulls(value, report); // A message may hold null.
  }
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

function equal(a: Tree, b: Tree): boolean {
  if (a.kind === "scalar" && b.kind === "scalar") return a.text === b.text && typeof a.value === typeof b.value;
  return canonicalJson(toPlain(a)) === canonicalJson(toPlain(b));
}
