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

/** Where the boxes and ways of a graph stand: by ELK, and where that cannot be had or fails in plain columns. */
export async function layOut(graph: Graph): Promise<Layout> {
  const engine = await loadElk();
  if (engine === undefined || graph.nodes.length === 0) return columnsLayout(graph);
  try {
    return await elkLayout(graph, engine);
  } catch {
    return columnsLayout(graph);
  }
}
