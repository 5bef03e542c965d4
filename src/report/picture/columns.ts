import type { Graph } from "../../model/graph.ts";
import { BOX_WIDTH, type Box, columnsOf, type Layout, type Point, sizeOf } from "./layout.ts";

const GAP_X = 90;
const GAP_Y = 18;
const MARGIN = 12;

/** The layout without a library: columns, rows in the order of the production, straight ways. Groups are not drawn. */
export function columnsLayout(graph: Graph): Layout {
  const columns = columnsOf(graph);
  const used = [...new Set(columns.values())].sort((a, b) => a - b);
  const heights = new Map<number, number>();
  const boxes = graph.nodes.map((node): Box => {
    const column = used.indexOf(columns.get(node.name) ?? 0);
    const y = heights.get(column) ?? MARGIN;
    const size = sizeOf(node);
    heights.set(column, y + size.height + GAP_Y);
    return { x: MARGIN + column * (BOX_WIDTH + GAP_X), y, ...size };
  });
  const places = new Map(graph.nodes.map(({ name }, index) => [name, boxes[index] as Box]));
  const bottom = Math.max(MARGIN, ...heights.values()) - GAP_Y;
  let lane = 0;
  const ways = graph.edges.map(({ from, to }): Point[] => {
    const [a, b] = [places.get(from), places.get(to)];
    if (a === undefined || b === undefined) return [];
    const start = { x: a.x + a.width, y: a.y + a.height / 2 };
    const end = { x: b.x, y: b.y + b.height / 2 };
    if (b.x > a.x) return [start, { x: start.x + GAP_X / 3, y: start.y }, { x: end.x - GAP_X / 3, y: end.y }, end];
    // A way back goes below all boxes.
    lane += 1;
    const y = bottom + 8 + lane * 6;
    const [right, left] = [start.x + 12, end.x - 12];
    return [start, { x: right, y: start.y }, { x: right, y }, { x: left, y }, { x: left, y: end.y }, end];
  });
  return {
    width: MARGIN * 2 + Math.max(1, used.length) * (BOX_WIDTH + GAP_X) - GAP_X,
    height: bottom + MARGIN + (lane > 0 ? 8 + lane * 6 : 0),
    boxes,
    groups: [],
    ways,
  };
}
