import type { Graph, GraphEdge, GraphNode } from "../../model/graph.ts";

/** Where everything of a graph stands, in pixels from the left and the top. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** In the order of the graph's nodes. */
  readonly boxes: readonly Box[];
  readonly groups: readonly (Box & { readonly name: string })[];
  /** In the order of the graph's edges: the corners of each way, from its source to its target. */
  readonly ways: readonly (readonly Point[])[];
}

/** A place in a picture, in its own units; 1 is a pixel where it is not scaled. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A rectangle by its upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How wide an item is. */
export const BOX_WIDTH = 220;
const LINES = 50;
const MORE = 20;
/** Above a group's boxes stands its name. */
export const GROUP_HEAD = 26;
/** Between the frame of a group and what stands in it. */
export const GROUP_PAD = 14;

/** What stands below the class's name needs a line more. */
export function sizeOf(node: GraphNode): { readonly width: number; readonly height: number } {
  return { width: BOX_WIDTH, height: hasRemark(node) ? LINES + MORE : LINES };
}

/** Whether something is said of an item beside its name and its class. */
function hasRemark({ change, effect, waiting = 0, enabled, managed, missing }: GraphNode): boolean {
  return (
    change !== undefined || effect !== undefined || waiting > 0 || !enabled || managed === false || missing === true
  );
}

/** The category that an item is drawn in; of several the first. */
export function groupOf({ category }: GraphNode): string {
  return category.split(",")[0]?.trim() ?? "";
}

/**
 * The column of each node: services first, operations last, between them processes; within a kind by the longest way
 * that leads to a node from others of it. What is of no known kind goes where its routes put it.
 */
export function columnsOf({ nodes, edges }: Pick<Graph, "nodes" | "edges">): Map<string, number> {
  const sends = new Set(edges.map(({ from }) => from));
  const gets = new Set(edges.map(({ to }) => to));
  const kinds = new Map(nodes.map((node) => [node.name, placeOf(node, sends, gets)]));
  const out = new Map<string, number>();
  let first = 0;
  for (const kind of ["service", "process", "operation"] as const) {
    const members = nodes.filter(({ name }) => kinds.get(name) === kind).map(({ name }) => name);
    const inner = edges.filter(({ from, to }) => kinds.get(from) === kind && kinds.get(to) === kind);
    let next = first;
    for (const [name, depth] of longestWays(members, inner)) {
      out.set(name, first + depth);
      next = Math.max(next, first + depth + 1);
    }
    first = next;
  }
  return out;
}

function placeOf(
  { name, kind }: GraphNode,
  sends: ReadonlySet<string>,
  gets: ReadonlySet<string>,
): "service" | "process" | "operation" {
  if (kind !== "unknown") return kind;
  return sends.has(name) ? (gets.has(name) ? "process" : "service") : "operation";
}

/** The longest way from a source; what lies on a circle keeps the first place that it gets. */
function longestWays(names: readonly string[], edges: readonly GraphEdge[]): Map<string, number> {
  const out = new Map<string, number>();
  const next = new Map<string, string[]>();
  const incoming = new Map(names.map((name) => [name, 0]));
  for (const { from, to } of edges) {
    if (from === to) continue;
    next.set(from, [...(next.get(from) ?? []), to]);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  const left = new Set(names);
  let wave = names.filter((name) => incoming.get(name) === 0);
  while (left.size > 0) {
    if (wave.length === 0) wave = [[...left][0] as string];
    const following: string[] = [];
    for (const name of wave) {
      if (!left.delete(name)) continue;
      const rank = out.get(name) ?? 0;
      out.set(name, rank);
      for (const to of next.get(name) ?? []) {
        if (!left.has(to)) continue;
        out.set(to, Math.max(out.get(to) ?? 0, rank + 1));
        incoming.set(to, (incoming.get(to) ?? 1) - 1);
        if (incoming.get(to) === 0) following.push(to);
      }
    }
    wave = following;
  }
  return out;
}
