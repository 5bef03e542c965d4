import { relative, resolve } from "node:path";
import type { Diagnostic } from "../desired/diagnostic.ts";
import type { Reading } from "../desired/reading.ts";
import { parseTrees } from "../desired/tree.ts";
import type { MapTree, Tree } from "../desired/yaml-tree.ts";
import { type ConfigFile, readConfig, searchConfig } from "./find-config.ts";

/** A config file as it stands: read and parsed once, and nothing of it resolved, since other targets' variables are not this run's matter. */
export interface OpenConfig extends ConfigFile {
  /** As people know it: relative to the working directory. */
  readonly shown: string;
  /** undefined: it is empty, or nothing can be made of it. */
  readonly tree: Tree | undefined;
  /** By name, in the config's order. */
  readonly targets: MapTree["entries"];
  readonly problems: readonly Diagnostic[];
}

/** `path`: absent: it is searched for; false: none is used. Gives undefined where there is none. Throws Refusal. */
export function openConfig(
  path: string | false | undefined,
  cwd: string,
  reading: Reading,
): Promise<OpenConfig | undefined> {
  return reading.once(`config ${JSON.stringify([path ?? null, cwd])}`, [], () => open(path, cwd));
}

async function open(path: string | false | undefined, cwd: string): Promise<OpenConfig | undefined> {
  if (path === false) return undefined;
  const file = path === undefined ? searchConfig(cwd) : readConfig(resolve(cwd, path));
  if (file === undefined) return undefined;
  const shown = relative(cwd, file.path);
  const problems: Diagnostic[] = [];
  const plain = { env: {}, onSecret: () => undefined, resolve: () => false };
  const { trees } = await parseTrees({ path: shown, file: file.path, text: file.text }, plain, (diagnostic) =>
    problems.push(diagnostic),
  );
  const [tree] = trees;
  const targets = tree === undefined ? undefined : child(tree, "targets");
  return { ...file, shown, tree, targets: targets?.kind === "map" ? targets.entries : new Map(), problems };
}

/** The value of a key of a map; undefined: it is no map, or has no such key. */
export function child(tree: Tree, key: string): Tree | undefined {
  return tree.kind === "map" ? tree.entries.get(key)?.value : undefined;
}
