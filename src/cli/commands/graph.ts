import { drawGraph, readGraph } from "../../app/graph.ts";
import type { Ending } from "../../model/refusal.ts";
import { graphJson } from "../../report/graph.ts";
import type { CommonFlags, Context } from "../context.ts";

interface GraphFlags extends CommonFlags {
  readonly format?: "mermaid" | "dot" | "svg" | "json";
}

/** The topology of a production on the server, as its items' connections and settings give it. */
export async function graphCommand([name]: [string | undefined], flags: GraphFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const live = await readGraph(name, flags, context);
  for (const note of live.graph.notes) terminal.error(`warning: ${note}`);
  const { format = "mermaid" } = flags;
  terminal.out(format === "json" ? graphJson(live) : await drawGraph(live.graph, format));
  return "done";
}
