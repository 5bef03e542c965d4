import type { Disruption } from "./disruption.ts";
import type { ItemKind } from "./observed.ts";

/**
 * Who sends to whom in one production, and where two sides are compared what becomes of it. Names only: no value of a
 * setting is in it but the names of items.
 */
export interface Graph {
  readonly production: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What happens to the whole production. */
  readonly happens?: Happening;
  readonly disruption?: Disruption;
  /** Sentences: what is not known of it. */
  readonly notes: readonly string[];
}

/** recycle: it is stopped and started. */
export type Happening = "start" | "stop" | "recycle";

/** An item of a production. */
export interface GraphNode {
  readonly name: string;
  readonly kind: ItemKind | "unknown";
  /** Its class on the server. */
  readonly class: string;
  /** As IRIS has it, several separated by commas; empty: none. */
  readonly category: string;
  readonly enabled: boolean;
  /** Somebody sends to it, and no item of the production has its name. */
  readonly missing?: true;
  /** Whether the files name it; absent: not known. */
  readonly managed?: boolean;
  /** create: it is there afterwards only. delete: before only. update: something of it differs. */
  readonly change?: GraphChange;
  /** What a plan does to it while the production runs. */
  readonly effect?: Effect;
  /** Messages in its queue; absent: not known. */
  readonly waiting?: number;
}

/** What becomes of an item of a definition. */
export type GraphChange = "create" | "update" | "delete";
/** pause: it is stopped while queues drain, and started again. */
export type Effect = "restart" | "start" | "stop" | "pause";

/** One item sends to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Who says so: the server; a setting that names targets; a setting whose value is the name of an item, which is a guess. */
  readonly by: "server" | "setting" | "value";
  readonly change?: "create" | "delete";
}

/** Nodes that something happens to, or at an end of a route that comes or goes. */
function touched({ nodes, edges }: Pick<Graph, "nodes" | "edges">): Set<string> {
  const out = new Set(nodes.filter(({ change, effect }) => change ?? effect).map(({ name }) => name));
  for (const { from, to, change } of edges) if (change) for (const name of [from, to]) out.add(name);
  return out;
}

/**
 * What changes and one hop around it; where nothing does, all. Of more than `most` nodes the first ones, what changes
 * before what is next to it. `hidden`: how many items are left out.
 */
export function focused(
  graph: Graph,
  most = Number.POSITIVE_INFINITY,
): { readonly graph: Graph; readonly hidden: number } {
  const core = touched(graph);
  const whole = core.size === 0;
  if (whole && graph.nodes.length <= most) return { graph, hidden: 0 };
  const near = new Set(whole ? graph.nodes.map(({ name }) => name) : core);
  for (const { from, to } of graph.edges) {
    if (core.has(from)) near.add(to);
    if (core.has(to)) near.add(from);
  }
  const shown = new Set([...near].slice(0, most));
  const nodes = graph.nodes.filter(({ name }) => shown.has(name));
  // Between two neighbours a route says nothing of the change.
  const edges = graph.edges.filter(
    ({ from, to }) => shown.has(from) && shown.has(to) && (whole || core.has(from) || core.has(to)),
  );
  return { graph: { ...graph, nodes, edges }, hidden: graph.nodes.length - nodes.length };
}

/** The topology of one production on a server. */
export interface LiveGraph {
  readonly target: string;
  readonly namespace: string;
  readonly graph: Graph;
}

/** The same as `graph --format json` has it (schemas/graph.schema.json). */
export interface GraphDocument extends LiveGraph {
  readonly format_version: "1";
}
