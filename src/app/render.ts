import type { Target } from "../config/target.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { StateText } from "../desired/load.ts";
import type { Tree } from "../desired/yaml-tree.ts";
import { type Rendered, type RenderedState, renderEntries } from "../model/rendered.ts";
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
  return states.map(({ desired: { namespace }, tree }) => {
    const merged = renderedOf(tree);
    return { document: { target: target.name, namespace, values: renderEntries(merged) }, tree: merged };
  });
}

function renderedOf(tree: Tree): Rendered {
  const place = formatPlace(tree.place).replace(/:\d+$/, "");
  if (tree.kind === "map") {
    return {
      kind: "map",
      place,
      entries: new Map([...tree.entries].map(([key, { value }]) => [key, renderedOf(value)])),
    };
  }
  if (tree.kind === "list") return { kind: "list", place, items: tree.items.map(renderedOf) };
  const { value, text, source, sensitive } = tree;
  return { kind: "scalar", value, text, place, ...(sensitive ? { source: source ?? "(sensitive)" } : {}) };
}
