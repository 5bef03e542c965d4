import type { Target } from "../config/target.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { StateText } from "../desired/load.ts";
import type { Tree } from "../desired/yaml-tree.ts";
import { SENSITIVE } from "../model/change.ts";
import { type Rendered, type RenderedState, renderEntries } from "../model/rendered.ts";
import { type Sensitivity, sensitivityOf } from "../model/sensitive.ts";
import { statesOf, type TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** The merged desired state of one namespace, for a machine, and as the tree that it was merged to. */
export interface MergedState {
  readonly document: RenderedState;
  readonly tree: Rendered;
}

/**
 * The merged desired state of a target, of each of its namespaces. `paths`: none: the target's own. No server is asked.
 * Throws InvalidFiles, Refusal.
 */
export async function renderStates(
  paths: readonly (string | StateText)[],
  target: Target,
  { secrets }: Pick<TargetOptions, "secrets">,
  world: World,
): Promise<readonly MergedState[]> {
  const { states } = await statesOf(paths, target, world, false, secrets === false);
  return states.map(({ desired: { namespace, sensitiveNames }, tree }) => {
    const merged = renderedOf(tree, [], sensitivityOf([], sensitiveNames));
    return { document: { target: target.name, namespace, values: renderEntries(merged) }, tree: merged };
  });
}

/** `path`: of keys; `sensitive`: of an address, which a value has where its keys say all of it. */
function renderedOf(tree: Tree, path: readonly string[], sensitive: Sensitivity): Rendered {
  const place = formatPlace(tree.place).replace(/:\d+$/, "");
  if (tree.kind === "map") {
    const entries = [...tree.entries].map(
      ([key, { value }]) => [key, renderedOf(value, [...path, key], sensitive)] as const,
    );
    return { kind: "map", place, entries: new Map(entries) };
  }
  if (tree.kind === "list")
    return { kind: "list", place, items: tree.items.map((item) => renderedOf(item, path, sensitive)) };
  const { value, text, source } = tree;
  const hidden = tree.sensitive || sensitive(path, text);
  return { kind: "scalar", value, text, place, ...(hidden ? { source: source ?? SENSITIVE } : {}) };
}
