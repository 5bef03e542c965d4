import { createReadClient } from "../../api/client.ts";
import { connect } from "../../app/connect.ts";
import { targetOf } from "../../app/targets.ts";
import { effectiveItemAttribute, effectiveItemTarget, isEnabled } from "../../model/production.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { statedRoutes } from "../../model/routes.ts";
import { sensitivityOf } from "../../model/sensitive.ts";
import { dot, type Graph, type GraphNode, mermaid, svg } from "../../report/graph.ts";
import type { CommonFlags, Context } from "../context.ts";

interface GraphFlags extends CommonFlags {
  readonly format?: "mermaid" | "dot" | "svg";
}

/** The topology of a production on the server, as its items' connections and settings give it. */
export async function graphCommand([name]: [string | undefined], flags: GraphFlags, context: Context): Promise<Ending> {
  const target = await targetOf(flags, context);
  const client = createReadClient({ ...(await connect(target, flags, context)), namespace: target.namespace });
  const production = name ?? (await client.getDefault());
  if (production === "") throw new Refusal("error", "which production? There is no default one on the server");
  const [definition, connections, bindings] = await Promise.all([
    client.exportProduction(production),
    client.connections(production).catch(() => undefined),
    client.bindings().catch(() => []),
  ]);
  const sensitive = sensitivityOf(bindings, target.sensitiveNames);
  for (const warning of connections?.warnings ?? []) context.terminal.error(`warning: not known: ${warning}`);
  const kinds = new Map((connections?.items ?? []).map((item) => [item.item, item]));
  const nodes = new Map<string, GraphNode>();
  for (const item of definition.items) {
    const className = effectiveItemAttribute(item, "classname");
    const kind =
      /service|process|operation/i.exec(kinds.get(item.name)?.kind ?? className)?.[0].toLowerCase() ?? "component";
    nodes.set(item.name, { name: item.name, kind: kind as GraphNode["kind"], className, enabled: isEnabled(item) });
  }
  const edges = new Map<string, readonly [string, string]>();
  const add = (from: string, to: string) => {
    if (!nodes.has(to)) nodes.set(to, { name: to, kind: "missing", className: "", enabled: true });
    edges.set(JSON.stringify([from, to]), [from, to]);
  };
  for (const item of definition.items) {
    for (const to of kinds.get(item.name)?.connections ?? []) add(item.name, to);
    for (const { setting, names } of statedRoutes(item)) {
      const at = [
        "productions",
        production,
        "items",
        item.name,
        "settings",
        effectiveItemTarget(setting),
        setting.name,
      ];
      if (sensitive(at, setting.value)) continue;
      for (const to of names) add(item.name, to);
    }
  }
  const graph: Graph = { name: production, nodes: [...nodes.values()], edges: [...edges.values()] };
  context.terminal.out({ mermaid, dot, svg }[flags.format ?? "mermaid"](graph));
  return "done";
}
