import { createReadClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { compareGraphs } from "../documents/compare-graphs.ts";
import { type Comparison, compareNamespaces, type Namespace } from "../documents/comparison.ts";
import { parsePattern } from "../model/address.ts";
import type { Graph } from "../model/graph.ts";
import { Refusal } from "../model/refusal.ts";
import { connect } from "./connect.ts";
import { readBindings, readProduction } from "./namespace.ts";
import { namedTarget, type TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** Two live namespaces side by side, by the rules of the config, and the graphs of what differs. Only reads. */
export async function compareTargets(
  left: string,
  right: string,
  options: TargetOptions,
  world: World,
): Promise<{ readonly comparison: Comparison; readonly graphs: () => Graph[] }> {
  const targets = await Promise.all([left, right].map((name) => namedTarget(name, options, world)));
  const [a, b] = (await Promise.all(targets.map((target) => readNamespace(target, options, world)))) as [
    Namespace,
    Namespace,
  ];
  const { equal = [], differ = [], ignore = [] } = (targets[0] as Target).compare;
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

async function readNamespace(target: Target, options: TargetOptions, world: World): Promise<Namespace> {
  const client = createReadClient({ ...(await connect(target, options, world)), namespace: target.namespace });
  const [fallback, status, list, bindings] = await Promise.all([
    client.getDefault(),
    client.status(),
    client.list(),
    readBindings(client),
  ]);
  const productions = await Promise.all(Object.keys(list).map((name) => readProduction(client, name)));
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
