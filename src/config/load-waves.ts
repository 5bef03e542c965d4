import { dirname } from "node:path";
import { type Diagnostic, InvalidFiles } from "../desired/diagnostic.ts";
import { toPlain } from "../desired/tree.ts";
import { validateTree } from "../desired/validate.ts";
import type { MapTree } from "../desired/yaml-tree.ts";
import type { RolloutEntry } from "../generated/config.ts";
import { validateConfig } from "../generated/validators.js";
import { child, type OpenConfig } from "./open-config.ts";
import { type Waves, wavesOf } from "./waves.ts";

/**
 * The waves of a config, and the folder that it lies in; undefined: it has none. `only`: the targets that are meant. Throws
 * InvalidFiles for what is wrong with them.
 */
export function loadWaves(
  { tree, targets, path }: OpenConfig,
  only?: readonly string[],
): { readonly waves: Waves; readonly base: string } | undefined {
  const written = tree === undefined ? undefined : child(tree, "rollout");
  if (tree?.kind !== "map" || written === undefined) return undefined;
  const found: Diagnostic[] = [];
  validateTree(onlyKey(tree, "rollout"), validateConfig, (diagnostic) => found.push(diagnostic));
  if (found.length > 0) throw new InvalidFiles(found);
  const all = [...targets].map(([name, { value }]) => {
    const labels = child(value, "labels");
    return { name, labels: labels?.kind === "map" ? (toPlain(labels) as Record<string, unknown>) : {} };
  });
  const meant = all.filter(({ name }) => only === undefined || only.includes(name));
  const waves = wavesOf(toPlain(written) as RolloutEntry, meant, all);
  const list = child(written, "waves");
  const place = (index: number) => (list?.kind === "list" ? list.items[index]?.place : undefined);
  const problems = waves.problems.map(({ wave, message }) => ({ message, place: place(wave) }));
  if (problems.length > 0) throw new InvalidFiles(problems);
  return { waves, base: dirname(path) };
}

function onlyKey(tree: MapTree, key: string): MapTree {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name === key)) };
}
