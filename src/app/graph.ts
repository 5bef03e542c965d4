import { createReadClient, type ReadClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { queueLengths, readRoutes } from "../engine/topology.ts";
import type { Graph, LiveGraph } from "../model/graph.ts";
import { Refusal } from "../model/refusal.ts";
import { sensitivityOf } from "../model/sensitive.ts";
import { graphOf } from "../planner/topology.ts";
import { dot, mermaid } from "../report/graph.ts";
import { pictureSvg } from "../report/picture/svg.ts";
import { PLAN_VIEW } from "../report/picture/view.ts";
import { connect } from "./connect.ts";
import { layOut } from "./layout.ts";
import { bindingsIfAny } from "./namespace.ts";
import { statesOf, type TargetOptions, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/**
 * One production on the server, as its definition, `/connections` and `/queues` give it; what the server can't tell is
 * said in the graph's notes. `name`: absent: of the default production. `opened`: of a namespace that is open already; of a
 * target that is known already. Only reads. Throws ApiError, and Refusal where there is no default production.
 */
export async function readGraph(
  name: string | undefined,
  flags: TargetOptions,
  world: World,
  opened: { readonly client?: ReadClient; readonly namespace?: string; readonly target?: Target } = {},
): Promise<LiveGraph> {
  const found = opened.target ?? (await targetOf(flags, world));
  const target = { ...found, namespace: opened.namespace ?? found.namespace };
  const client =
    opened.client ?? createReadClient({ ...(await connect(target, flags, world)), namespace: target.namespace });
  const production = name ?? (await client.getDefault());
  if (production === "")
    throw new Refusal(
      "error",
      `which production? ${target.namespace} has no default one.\n  \`iopctl list\` names them, \`iopctl graph NAME\` draws one.`,
    );
  const [definition, bindings, status, routes, managed] = await Promise.all([
    client.exportProduction(production),
    bindingsIfAny(client),
    client.status(),
    readRoutes(client, production),
    managedItems(target, production, world),
  ]);
  const runs = status.status === "running" && status.production === production;
  const queues = runs ? await queueLengths(client, production) : { notes: [] };
  const graph = graphOf({
    name: production,
    before: definition,
    after: definition,
    told: routes.told,
    bindings: bindings ?? [],
    sensitive: sensitivityOf(bindings ?? [], target.sensitiveNames),
    managed,
    queues: queues.waiting,
  });
  const notes = [...graph.notes, ...routes.notes, ...queues.notes];
  return { target: target.name, namespace: target.namespace, graph: { ...graph, notes } };
}

/** A graph in the words of another program, or as a picture that stands alone. */
export async function drawGraph(graph: Graph, format: "mermaid" | "dot" | "svg"): Promise<string> {
  if (format === "mermaid") return mermaid(graph);
  if (format === "dot") return dot(graph);
  return pictureSvg(graph, await layOut(graph), { view: PLAN_VIEW, alone: true });
}

/** Which items the files name; undefined: the config names no files, or they can't be read here. No secret is asked for. */
async function managedItems(
  target: Target,
  production: string,
  world: World,
): Promise<((item: string) => boolean) | undefined> {
  if (target.state === undefined) return undefined;
  try {
    const { states } = await statesOf([], target, world, false, true);
    const here = states.filter(({ desired }) => desired.namespace === target.namespace);
    if (here.length === 0) return undefined;
    const items = here.flatMap(({ desired }) => desired.productions).find(({ name }) => name === production)?.items;
    return (item) => items?.has(item) === true;
  } catch {
    return undefined;
  }
}
