import { parsePattern } from "../model/address.ts";
import type { Graph, GraphChange } from "../model/graph.ts";
import { sensitivityOf } from "../model/sensitive.ts";
import { graphOf } from "../planner/topology.ts";
import type { Comparison, Namespace } from "./comparison.ts";

/** The productions in which something differs, both sides in one graph. Pure. */
export function compareGraphs(left: Namespace, right: Namespace, { differences }: Comparison): Graph[] {
  const addresses = differences
    .filter(({ address }) => address.startsWith("productions."))
    .map(({ address }) => parsePattern(address));
  const names = [...new Set(addresses.map(([, name = ""]) => name))];
  const rules = [left, right].map(({ bindings, sensitiveNames }) => sensitivityOf(bindings, sensitiveNames));
  return names.map((name) => {
    const [before, after] = [left, right].map(({ productions }) => productions.find((entry) => entry.name === name));
    const sides = [before, after].map((side) => new Set(side?.items.map((item) => item.name)));
    const differing = new Set(
      addresses.flatMap(([, production, part, item]) =>
        production === name && part === "items" && item !== undefined ? [item] : [],
      ),
    );
    const change = (item: string): GraphChange | undefined => {
      if (!sides[1]?.has(item)) return "delete";
      if (!sides[0]?.has(item)) return "create";
      return differing.has(item) ? "update" : undefined;
    };
    return graphOf({
      name,
      before,
      after,
      bindings: [...left.bindings, ...right.bindings],
      sensitive: (address, text) => rules.some((rule) => rule(address, text)),
      change,
    });
  });
}
