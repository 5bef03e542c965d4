import { readGraph } from "../../app/graph.ts";
import { layOut } from "../../app/layout.ts";
import type { Ending } from "../../model/refusal.ts";
import { dot, graphJson, mermaid } from "../../report/graph.ts";
import { pictureSvg } from "../../report/picture/svg.ts";
import { PLAN_VIEW } from "../../report/picture/view.ts";
import type { CommonFlags, Context } from "../context.ts";

interface GraphFlags extends CommonFlags {
  readonly format?: "mermaid" | "dot" | "svg" | "json";
}

/** The topology of a production on the server, as its items' connections and settings give it. */
export async function graphCommand([name]: [string | undefined], flags: GraphFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const live = await readGraph(name, flags, context);
  for (const note of live.graph.notes) terminal.error(`warning: ${note}`);
  const { graph } = live;
  switch (flags.format) {
    case "json":
      terminal.out(graphJson(live));
      break;
    case "svg":
      terminal.out(pictureSvg(graph, await layOut(graph), { view: PLAN_VIEW, alone: true }));
      break;
    case "dot":
      terminal.out(dot(graph));
      break;
    default:
      terminal.out(mermaid(graph));
  }
  return "done";
}
