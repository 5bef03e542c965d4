import type { Diagnostic } from "../desired/diagnostic.ts";
import { CONFIG } from "../desired/schemas.ts";
import { unknownKeysOf } from "../desired/validate.ts";
import type { Entry, MapTree, Tree } from "../desired/yaml-tree.ts";

/**
 * Keys of a config that nobody knows, each with the nearest one that there is. Values are not looked at: what a misspelt key
 * leads to, such as a target that is not there or a secret that is not set, must not hide it. `targets`: whose keys are
 * looked at beside those of the config itself; absent: all.
 */
export function unknownKeys(tree: Tree | undefined, targets?: readonly string[]): readonly Diagnostic[] {
  if (tree?.kind !== "map") return [];
  return unknownKeysOf(targets === undefined ? tree : onlyTargets(tree, targets), CONFIG);
}

function onlyTargets(tree: MapTree, names: readonly string[]): MapTree {
  const written = tree.entries.get("targets");
  if (written?.value.kind !== "map") return tree;
  const { entries } = written.value;
  const kept = names.flatMap((name): [string, Entry][] => {
    const entry = entries.get(name);
    return entry === undefined ? [] : [[name, entry]];
  });
  const targets = { key: written.key, value: { ...written.value, entries: new Map(kept) } };
  return { ...tree, entries: new Map([...tree.entries, ["targets", targets]]) };
}
