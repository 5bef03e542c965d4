import { createReadClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { compareGraphs } from "../documents/compare-graphs.ts";
import { type Comparison, compareNamespaces, type Namespace } from "../documents/comparison.ts";
import { parsePattern } from "../model/address.ts";
import type { Graph } from "../model/graph.ts";
import { Refusal } from "../model/refusal.ts";
import { connect } from "./connect.ts";
import { bindingsIfAny, productionIfAny } from "./namespace.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** One of the two sides that are compared: a namespace, and the world that it is read in. */
export interface Side {
  readonly target: Target;
  /** The url, where a person has named it: a sandbox may then be anywhere. */
  readonly options: Pick<TargetOptions, "url">;
  readonly world: World;
}

/**
 * Two live namespaces side by side, by the rules of the left one's config, and the graphs of what differs. Only reads.
 * Throws ApiError, and Refusal where a rule is no address.
 */
export async function compareTargets(
  left: Side,
  right: Side,
): Promise<{ readonly comparison: Comparison; readonly graphs: () => Graph[] }> {
  const [a, b] = await Promise.all([readNamespace(left), readNamespace(right)]);
  const { equal = [], differ = [], ignore = [] } = left.target.compare;
  const comparison = compareNamespaces(a, b, {
    equal: equal.map(pattern),
    differ: differ.map(pattern),
    ignore: ignore.map(pattern),
  });
  return { comparison, graphs: () => compareGraphs(a, b, comparison) };
}

function pattern(text: string) {
  try {
    return parsePattern(text);
  } catch (error) {
    throw new Refusal("error", `compare of the config: ${(error as Error).message}`);
  }
}

async function readNamespace({ target, options, world }: Side): Promise<Namespace> {
  const client = createReadClient({ ...(await connect(target, options, world)), namespace: target.namespace });
  const [fallback, status, list, bindings] = await Promise.all([
    client.getDefault(),
    client.status(),
    client.list(),
    bindingsIfAny(client),
  ]);
  const productions = await Promise.all(Object.keys(list).map((name) => productionIfAny(client, name)));
  return {
    target: target.name,
    namespace: target.namespace,
    default: fallback,
    status: `${status.status} ${status.production}`.trim(),
    productions: productions.filter((production) => production !== undefined),
    bindings: bindings ?? [],
    sensitiveNames: target.sensitiveNames,
  };
}
