import type { Graph } from "../model/graph.ts";
import { columnsLayout } from "../report/picture/columns.ts";
import { type Elk, elkLayout } from "../report/picture/elk.ts";
import type { Layout } from "../report/picture/layout.ts";

let elk: Promise<Elk | undefined> | undefined;

/** elkjs is an optional dependency of some 1.6 MB, loaded when the first picture is drawn; undefined: it is not installed. */
function loadElk(): Promise<Elk | undefined> {
  elk ??= import("elkjs/lib/elk.bundled.js").then(
    ({ default: Engine }) => new (Engine as unknown as new () => Elk)(),
    () => undefined,
  );
  return elk;
}

/** What ELK lays out within some seconds; it cannot be stopped, and nobody waits for minutes. */
const MOST = { nodes: 3_000, edges: 4_000 } as const;

/** Where the boxes and ways of a graph stand: by ELK, and where that cannot be had or fails in plain columns. */
export async function layOut(graph: Graph): Promise<Layout> {
  if (graph.nodes.length > MOST.nodes || graph.edges.length > MOST.edges) return columnsLayout(graph);
  const engine = await loadElk();
  if (engine === undefined || graph.nodes.length === 0) return columnsLayout(graph);
  try {
    return await elkLayout(graph, engine);
  } catch {
    return columnsLayout(graph);
  }
}
