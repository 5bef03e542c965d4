import type { Graph, GraphNode } from "../model/graph.ts";
import { documentText } from "../model/json.ts";
import { groupOf } from "./picture/layout.ts";
import { remarksOf, type View } from "./picture/view.ts";

/** Graphs as texts that other programs draw or read: Mermaid, Graphviz, JSON (schemas/graph.schema.json). */

export function graphJson(live: {
  readonly target: string;
  readonly namespace: string;
  readonly graph: Graph;
}): string {
  return documentText({ format_version: "1", ...live });
}

/** With a view what is added, changed and removed is told apart, in words too. */
export function mermaid({ nodes, edges }: Graph, view?: View): string {
  const ids = new Map(nodes.map(({ name }, index) => [name, `n${index}`]));
  const shape = {
    service: ["([", "])"],
    process: ["{{", "}}"],
    operation: ["[", "]"],
    unknown: ["[", "]"],
  };
  const looks = new Set<string>(["off", "missing"]);
  const lookOf = ({ missing, change, enabled }: GraphNode) => {
    if (missing) return ":::missing";
    if (view === undefined || change === undefined) return enabled ? "" : ":::off";
    looks.add(view.looks[change]);
    return `:::${view.looks[change]}`;
  };
  const arrow = ({ by, change }: Graph["edges"][number]) => {
    if (change === undefined) return by === "value" ? "-.->" : "-->";
    return view === undefined
      ? "-->"
      : change === "create"
        ? `==>|${mermaidText(view.routes.create)}|`
        : `-.->|${mermaidText(view.routes.delete)}|`;
  };
  const lines = grouped(
    nodes,
    (node) => {
      const [open, close] = shape[node.kind] as [string, string];
      const remarks = view === undefined ? "" : remarksOf(node, view).map(mermaidText).join(" · ");
      return `  ${ids.get(node.name)}${open}"${mermaidText(node.name)}${remarks === "" ? "" : `<br>${remarks}`}"${close}${lookOf(node)}`;
    },
    (name, index) => [`  subgraph g${index}["${mermaidText(name)}"]`, "  end"],
  );
  return [
    "flowchart LR",
    ...lines,
    ...edges.map((edge) => `  ${ids.get(edge.from)} ${arrow(edge)} ${ids.get(edge.to)}`),
    ...[...looks].map((look) => `  classDef ${look} ${MERMAID_LOOKS[look as keyof typeof MERMAID_LOOKS]}`),
    "",
  ].join("\n");
}

const MERMAID_LOOKS = {
  off: "stroke-dasharray: 4 4,opacity: 0.6",
  missing: "stroke: #c0182b,color: #c0182b",
  create: "stroke: #1a7f37,stroke-width: 3px",
  update: "stroke: #9a6700,stroke-width: 3px",
  delete: "stroke: #c0182b,stroke-width: 3px,stroke-dasharray: 6 4",
} as const;

/** All that Mermaid could take for its own stands as its number. */
function mermaidText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[^\p{L}\p{N} ._:/()~\u2212·-]/gu, (char) => `#${char.codePointAt(0)};`);
}

/** A graph in the language of Graphviz. */
export function dot({ production, nodes, edges }: Graph): string {
  const text = (value: string) =>
    `"${value
      .replace(/[\\"]/g, "\\$&")
      .replace(/\r\n|[\r\n]/g, "\\n")
      .replace(/\s+/g, " ")}"`;
  const shape = { service: "oval", process: "hexagon", operation: "box", unknown: "box" };
  return [
    `digraph ${text(production)} {`,
    "  rankdir=LR;",
    '  node [fontname="sans-serif"];',
    ...grouped(
      nodes,
      (node) => {
        const state = node.missing ? ", color=red, fontcolor=red" : node.enabled ? "" : ", style=dashed";
        return `  ${text(node.name)} [shape=${shape[node.kind]}, tooltip=${text(node.class)}${state}];`;
      },
      (name, index) => [`  subgraph cluster_${index} { label=${text(name)};`, "  }"],
    ),
    ...edges.map(({ from, to, by }) => `  ${text(from)} -> ${text(to)}${by === "value" ? " [style=dotted]" : ""};`),
    "}",
    "",
  ].join("\n");
}

/** The nodes line by line, those of one category within its lines. */
function grouped(
  nodes: readonly GraphNode[],
  line: (node: GraphNode) => string,
  frame: (name: string, index: number) => readonly [string, string],
): string[] {
  const names = [...new Set(nodes.map(groupOf))];
  return names.flatMap((name, index) => {
    const lines = nodes.filter((node) => groupOf(node) === name).map(line);
    if (name === "") return lines;
    const [open, close] = frame(name, index);
    return [open, ...lines.map((text) => `  ${text}`), close];
  });
}
