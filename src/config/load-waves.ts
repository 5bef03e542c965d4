import { dirname } from "node:path";
import { type Diagnostic, formatPlace, InvalidFiles } from "../desired/diagnostic.ts";
import { CONFIG } from "../desired/schemas.ts";
import { toPlain } from "../desired/tree.ts";
import { validateTree } from "../desired/validate.ts";
import type { MapTree } from "../desired/yaml-tree.ts";
import type { RolloutEntry } from "../generated/config.ts";
import { Refusal } from "../model/refusal.ts";
import { child, type OpenConfig } from "./open-config.ts";
import { type Labelled, type Selector, selects } from "./schedule.ts";
import { unknownKeys } from "./unknown-keys.ts";
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
  validateTree(onlyKey(tree, "rollout"), CONFIG, (diagnostic) => found.push(diagnostic));
  if (found.length > 0) throw new InvalidFiles(found);
  const all = labelledOf(targets);
  const meant = all.filter(({ name }) => only === undefined || only.includes(name));
  const waves = wavesOf(toPlain(written) as RolloutEntry, meant, all);
  const list = child(written, "waves");
  const place = (index: number) => (list?.kind === "list" ? list.items[index]?.place : undefined);
  const problems = waves.problems.map(({ wave, message }) => ({ message, place: place(wave) }));
  // A misspelt key may be why a wave has no targets.
  if (problems.length > 0) throw new InvalidFiles([...unknownKeys(tree), ...problems]);
  return { waves, base: dirname(path) };
}

/** Why a config that was to have waves has none: a misspelt key may be it. */
export function noWaves(config: OpenConfig | undefined): InvalidFiles | Refusal {
  const stray = unknownKeys(config?.tree, []);
  if (stray.length > 0) return new InvalidFiles(stray);
  return new Refusal("error", "the config has no rollout: write its waves first; `iopctl explain config.rollout`");
}

/**
 * Windows and freezes that are about nobody: a label that is written wrong protects nothing. For people, each with its place.
 * Nothing is said here of entries that the schema refuses: who reads a target says what is wrong with them.
 */
export function idleWindows({ tree, targets }: OpenConfig): string[] {
  if (tree?.kind !== "map") return [];
  const all = labelledOf(targets);
  return (["windows", "freeze"] as const).flatMap((key) => {
    const found: Diagnostic[] = [];
    validateTree(onlyKey(tree, key), CONFIG, (diagnostic) => found.push(diagnostic));
    const list = found.length > 0 ? undefined : child(tree, key);
    return (list?.kind === "list" ? list.items : []).flatMap((entry) => {
      if (entry.kind !== "map" || all.some((target) => selects(toPlain(entry) as Selector, target))) return [];
      return [`${formatPlace(entry.place)}: no target fits this entry of ${key}, so it is about nobody`];
    });
  });
}

/** The targets of a config with their labels, in its order. */
export function labelledOf(targets: OpenConfig["targets"]): Labelled[] {
  return [...targets].map(([name, { value }]) => {
    const labels = child(value, "labels");
    return { name, labels: labels?.kind === "map" ? (toPlain(labels) as Record<string, unknown>) : {} };
  });
}

function onlyKey(tree: MapTree, key: string): MapTree {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name === key)) };
}
