import type { Graph, GraphEdge, GraphNode } from "../../model/graph.ts";
import { type Box, columnsOf, GROUP_HEAD, GROUP_PAD, groupOf, type Layout, type Point, sizeOf } from "./layout.ts";

/** What of elkjs is used. Its options: https://eclipse.dev/elk/reference/options.html */
export interface Elk {
  layout(graph: ElkGraph): Promise<unknown>;
}
interface ElkGraph {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly layoutOptions?: Readonly<Record<string, string>>;
  readonly children?: readonly ElkGraph[];
  readonly ports?: readonly ElkGraph[];
  readonly edges?: readonly {
    readonly id: string;
    readonly sources: readonly string[];
    readonly targets: readonly string[];
  }[];
}
interface Placed extends Box {
  readonly id: string;
  readonly children?: readonly Placed[];
  readonly edges?: readonly {
    readonly id: string;
    readonly container?: string;
    readonly sections?: readonly Section[];
  }[];
}
interface Section {
  readonly startPoint: Point;
  readonly bendPoints?: readonly Point[];
  readonly endPoint: Point;
}

const MARGIN = 12;
/** Beyond so many boxes the picture is made fast rather than as well as possible. */
const MANY = 150;

/** The layout by ELK's layered algorithm, orthogonal ways. Throws what ELK throws. */
export async function elkLayout(graph: Graph, elk: Elk): Promise<Layout> {
  const { nodes, edges } = graph;
  const columns = columnsOf(graph);
  const groups = [...new Set(nodes.map(groupOf).filter((name) => name !== ""))];
  const box = (index: number, grouped: boolean): ElkGraph => {
    const node = nodes[index] as Graph["nodes"][number];
    // Interactive layering takes the columns from where the boxes stand.
    const place = { x: (columns.get(node.name) ?? 0) * 1_000, y: index * 100 };
    return {
      id: `n${index}`,
      ...sizeOf(node),
      ...place,
      layoutOptions: { ...SIDES, ...(grouped ? endOf(node, edges) : {}) },
      ports: ports.get(node.name) ?? [],
    };
  };
  const inside = (name: string) =>
    nodes.flatMap((node, index) => (groupOf(node) === name ? [box(index, name !== "")] : []));
  const { ports, ends } = portsOf(graph);
  const shared = optionsFor(nodes.length);
  const padding = `[top=${GROUP_HEAD + 6},left=${GROUP_PAD},bottom=${GROUP_PAD},right=${GROUP_PAD}]`;
  const placed = (await elk.layout({
    id: "root",
    layoutOptions: {
      ...shared,
      "elk.padding": `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
      ...(groups.length === 0 ? {} : { "elk.hierarchyHandling": "INCLUDE_CHILDREN" }),
    },
    children: [
      ...groups.map((name, index) => ({
        id: `g${index}`,
        layoutOptions: { ...shared, "elk.padding": padding },
        ...middleOf(inside(name)),
        children: inside(name),
      })),
      ...inside(""),
    ],
    edges: edges.map((edge, index) => ({ id: `e${index}`, sources: [ends(edge, "out")], targets: [ends(edge, "in")] })),
  })) as Placed;
  return read(placed, graph, groups);
}

/** A group stands in the column that is the middle of its own. */
function middleOf(boxes: readonly ElkGraph[]): { readonly x: number; readonly y: number; readonly width: number } {
  const mean = (coordinate: (box: ElkGraph) => number | undefined) =>
    boxes.reduce((sum, box) => sum + (coordinate(box) ?? 0), 0) / Math.max(1, boxes.length);
  return { x: mean(({ x }) => x), y: mean(({ y }) => y), width: 1 };
}

/** Within a group ELK sees the group's border too, and does not go by where a box stands alone. */
function endOf({ name, kind }: GraphNode, edges: readonly GraphEdge[]): Record<string, string> {
  const first = kind === "service" && !edges.some(({ to }) => to === name);
  const last = kind === "operation" && !edges.some(({ from }) => from === name);
  return first || last ? { "elk.layered.layering.layerConstraint": first ? "FIRST" : "LAST" } : {};
}

const SIDES = { "elk.portConstraints": "FIXED_SIDE" };

/**
 * Ways that meet at one item and look the same are drawn as one that branches. Each way belongs to one such star, that of
 * its source or that of its target, and different stars share no place: else two stars would look like one, and ways be
 * seen that nobody goes.
 */
function portsOf({ nodes, edges }: Graph): {
  readonly ports: ReadonlyMap<string, readonly ElkGraph[]>;
  readonly ends: (edge: GraphEdge, side: "in" | "out") => string;
} {
  const ids = new Map(nodes.map(({ name }, index) => [name, `n${index}`]));
  const looks = (edge: GraphEdge) => edge.change ?? (edge.by === "value" ? "guess" : "same");
  const starAt = (edge: GraphEdge, side: "from" | "to") => `${side} ${ids.get(edge[side])} ${looks(edge)}`;
  const sizes = new Map<string, number>();
  for (const edge of edges)
    for (const star of [starAt(edge, "from"), starAt(edge, "to")]) sizes.set(star, (sizes.get(star) ?? 0) + 1);
  const starOf = (edge: GraphEdge) => {
    const [from, to] = [starAt(edge, "from"), starAt(edge, "to")];
    return (sizes.get(from) ?? 0) > (sizes.get(to) ?? 0) ? from : to;
  };
  const ends = (edge: GraphEdge, side: "in" | "out") =>
    `${ids.get(side === "in" ? edge.to : edge.from)} ${side} ${starOf(edge)}`;
  const found = new Map<string, Map<string, ElkGraph>>();
  for (const edge of edges) {
    for (const side of ["in", "out"] as const) {
      const name = side === "in" ? edge.to : edge.from;
      const id = ends(edge, side);
      const ports = found.get(name) ?? new Map<string, ElkGraph>();
      ports.set(id, { id, layoutOptions: { "elk.port.side": side === "in" ? "WEST" : "EAST" } });
      found.set(name, ports);
    }
  }
  return { ports: new Map([...found].map(([name, ports]) => [name, [...ports.values()]])), ends };
}

function optionsFor(count: number): Record<string, string> {
  return {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.edgeRouting": "ORTHOGONAL",
    // Else each part that nothing connects to another would have columns of its own.
    "elk.separateConnectedComponents": "false",
    "elk.json.edgeCoords": "ROOT",
    "elk.spacing.nodeNode": "18",
    "elk.spacing.edgeEdge": "8",
    "elk.spacing.edgeNode": "14",
    "elk.layered.spacing.nodeNodeBetweenLayers": "56",
    "elk.layered.spacing.edgeNodeBetweenLayers": "16",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
    // The columns are ours: a way that leads back is one, whatever ELK would turn round.
    "elk.layered.cycleBreaking.strategy": "INTERACTIVE",
    "elk.layered.layering.strategy": "INTERACTIVE",
    ...(count <= MANY
      ? {}
      : {
          "elk.layered.thoroughness": "1",
          "elk.layered.crossingMinimization.greedySwitch.type": "OFF",
          "elk.layered.crossingMinimization.greedySwitchHierarchical.type": "OFF",
        }),
  };
}

function read(placed: Placed, { nodes, edges }: Graph, groups: readonly string[]): Layout {
  const boxes = new Map<string, Box>();
  const ways = new Map<string, readonly Point[]>();
  const visit = (parent: Placed, left: number, top: number) => {
    for (const { id, sections } of parent.edges ?? []) {
      const [section] = sections ?? [];
      if (section) ways.set(id, [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
    }
    for (const child of parent.children ?? []) {
      const [x, y] = [left + child.x, top + child.y];
      boxes.set(child.id, { x, y, width: child.width, height: child.height });
      visit(child, x, y);
    }
  };
  visit(placed, 0, 0);
  const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };
  return {
    width: placed.width,
    height: placed.height,
    boxes: nodes.map((_node, index) => boxes.get(`n${index}`) ?? nowhere),
    groups: groups.map((name, index) => ({ ...(boxes.get(`g${index}`) ?? nowhere), name })),
    ways: edges.map((_edge, index) => ways.get(`e${index}`) ?? []),
  };
}
