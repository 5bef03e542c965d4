import type { Graph, GraphEdge, GraphNode } from "../../model/graph.ts";
import { plural } from "../../model/plural.ts";
import { escaped } from "../escape.ts";
import type { Box, Layout, Point } from "./layout.ts";
import { legendOf } from "./legend.ts";
import { fitted } from "./measure.ts";
import { arrowPaths, n, reaching, shapeOf } from "./shapes.ts";
import { PICTURE_STYLE } from "./style.ts";
import { remarksOf, type View } from "./view.ts";

/** How a picture is drawn. */
export interface PictureOptions {
  readonly view: View;
  /** Whether it stands alone: with its own style and its title drawn. In a page it shrinks with it as far as it can be read. */
  readonly alone: boolean;
}

/** A graph as SVG, light and dark, with a legend of what is in it. Pure, for Node and for browsers. */
export function pictureSvg(graph: Graph, layout: Layout, { view, alone }: PictureOptions): string {
  const head = alone ? 36 : 0;
  const used = legendOf(graph, view, Math.max(layout.width, 460));
  const width = Math.ceil(Math.max(layout.width, used.width));
  const height = Math.ceil(head + layout.height + used.height);
  const tips = new Map(
    graph.nodes.flatMap((node, index) =>
      node.kind === "process" && !node.missing ? [[node.name, layout.boxes[index] as Box] as const] : [],
    ),
  );
  const ways = graph.edges.map((edge, index) => ({
    edge,
    way: reaching(layout.ways[index] ?? [], tips.get(edge.from), tips.get(edge.to)),
  }));
  // What comes and goes lies above the others.
  const ordered = [...ways.filter(({ edge }) => !edge.change), ...ways.filter(({ edge }) => edge.change)];
  const least = Math.min(width, Math.max(320, Math.round(width * 0.72)));
  const fits = alone ? "" : ` style="width:100%;min-width:${least}px;max-width:${width}px"`;
  const title = alone ? `<text class="h" x="14" y="25">${escaped(headOf(graph))}</text>` : "";
  const parts = [
    ...layout.groups.map(groupSvg),
    ...ordered.map(({ edge, way }) => edgeSvg(edge, way, view)),
    ...graph.nodes.map((node, index) => nodeSvg(node, layout.boxes[index] as Box, view)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="pic" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"${fits} role="img" aria-label="${escaped(labelOf(graph))}">
${alone ? `<style>${PICTURE_STYLE}</style>\n` : ""}<rect class="back" width="${width}" height="${height}"/>${title}
<g transform="translate(0 ${head})">
${parts.filter((part) => part !== "").join("\n")}
</g>
<g transform="translate(0 ${head + layout.height})">${used.svg}</g>
</svg>
`;
}

const HAPPENS = { start: "starts", stop: "stops", recycle: "stops and starts" } as const;

function headOf({ production, happens }: Graph): string {
  return happens === undefined ? production : `${production}: ${HAPPENS[happens]}`;
}

/** What is heard instead of seen. */
function labelOf(graph: Graph): string {
  return `${headOf(graph)}: ${plural(graph.nodes.length, "item")}, ${plural(graph.edges.length, "route")}`;
}

function groupSvg({ x, y, width, height, name }: Layout["groups"][number]): string {
  return `<g><rect class="box" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="10"/><text class="g" x="${n(x + 12)}" y="${n(y + 19)}">${escaped(fitted(name, 12, width - 24))}</text></g>`;
}

function nodeSvg(node: GraphNode, box: Box, view: View): string {
  const { name, kind, class: className, change, effect, enabled, managed, missing } = node;
  const remarks = remarksOf(node, view);
  const look = change === undefined ? "" : view.looks[change];
  const state = look !== "" ? look : effect !== undefined && view.acts ? "effect" : "";
  const classes = ["b", missing ? "missing" : kind, state, enabled ? "" : "off", managed === false ? "foreign" : ""];
  const middle = box.x + box.width / 2;
  const line = (role: string, y: number, text: string) =>
    text === "" ? "" : `<text class="${role}" x="${n(middle)}" y="${n(box.y + y)}">${escaped(text)}</text>`;
  const room = box.width - 36;
  const struck = change === "delete" && view.acts ? " gone" : "";
  const remark = fitted(remarks.join(" · "), 11, room + 14);
  return (
    `<g${enabled || change ? "" : ' class="faint"'}><title>${escaped([name, className, ...remarks].filter((text) => text !== "").join("\n"))}</title>` +
    `<path class="${classes.filter((text) => text !== "").join(" ")}" d="${shapeOf(missing ? "unknown" : kind, box)}"/>` +
    line(`t${struck}`, className === "" ? 27 : 21, fitted(name, 13.6, room)) +
    line("c", 38, fitted(className, 11, room, "left")) +
    (remark === "" ? "" : line(`r ${missing ? "missing" : state}`.trim(), className === "" ? 46 : 57, remark)) +
    "</g>"
  );
}

function edgeSvg({ from, to, by, change }: GraphEdge, way: readonly Point[], view: View): string {
  if (way.length < 2) return "";
  const look = change === undefined ? "" : change === "create" ? view.looks.create : view.looks.delete;
  const { line, head } = arrowPaths(way);
  const classes = (role: string) => [role, by === "value" ? "value" : "", look].filter((text) => text !== "").join(" ");
  const word = change === undefined ? (by === "value" ? " (a guess)" : "") : `: ${view.routes[change]}`;
  return (
    `<g><title>${escaped(`${from} → ${to}${word}`)}</title>` +
    `<path class="${classes("e")}" d="${line}"/>` +
    `<path class="${classes("a")}" d="${head}"/></g>`
  );
}
