import type { Graph, GraphEdge, GraphNode } from "../../model/graph.ts";
import { escaped } from "../escape.ts";
import { widthOf } from "./measure.ts";
import { arrowPaths, n, shapeOf } from "./shapes.ts";
import type { View } from "./view.ts";

const ROW = 24;
const LEFT = 14;
const SAMPLE = { width: 34, height: 16 };

interface Entry {
  readonly text: string;
  readonly sample: "box" | "way";
  readonly classes: string;
  readonly kind?: GraphNode["kind"];
}

/** What the looks in a picture mean: of those that are in it. */
export function legendOf(
  graph: Graph,
  view: View,
  room: number,
): { readonly svg: string; readonly width: number; readonly height: number } {
  let [x, y, width] = [LEFT, 10, 0];
  const parts: string[] = [];
  for (const entry of entriesOf(graph, view)) {
    const length = SAMPLE.width + 8 + widthOf(entry.text, 11) + 20;
    if (x > LEFT && x + length > room) [x, y] = [LEFT, y + ROW];
    parts.push(
      `${sampleSvg(entry, x, y)}<text class="l" x="${n(x + SAMPLE.width + 8)}" y="${n(y + 12)}">${escaped(entry.text)}</text>`,
    );
    x += length;
    width = Math.max(width, x);
  }
  if (parts.length === 0) return { svg: "", width: 0, height: 0 };
  return { svg: parts.join(""), width, height: y + ROW + 4 };
}

function sampleSvg({ sample, classes, kind = "unknown" }: Entry, x: number, y: number): string {
  if (sample === "box") return `<path class="b ${classes}" d="${shapeOf(kind, { x, y, ...SAMPLE })}"/>`;
  const middle = y + SAMPLE.height / 2;
  const { line, head } = arrowPaths([
    { x, y: middle },
    { x: x + SAMPLE.width, y: middle },
  ]);
  return `<path class="e ${classes}" d="${line}"/><path class="a ${classes}" d="${head}"/>`;
}

const KINDS = { service: "service", process: "process", operation: "operation", unknown: "kind not known" } as const;

function entriesOf({ nodes, edges }: Graph, view: View): Entry[] {
  const some = (test: (node: GraphNode) => boolean) => nodes.some(test);
  const box = (text: string, classes: string, test: (node: GraphNode) => boolean, kind?: GraphNode["kind"]): Entry[] =>
    some(test) ? [{ text, sample: "box", classes, ...(kind === undefined ? {} : { kind }) }] : [];
  const way = (text: string, classes: string, test: (edge: GraphEdge) => boolean): Entry[] =>
    edges.some(test) ? [{ text, sample: "way", classes }] : [];
  const looks = (["create", "update", "delete"] as const).flatMap((change) =>
    box(view.words[change], `unknown ${view.looks[change]}`, (node) => node.change === change),
  );
  return [
    ...(Object.keys(KINDS) as GraphNode["kind"][]).flatMap((kind) =>
      box(KINDS[kind], kind, (node) => node.kind === kind && !node.missing, kind),
    ),
    ...looks,
    ...(view.acts
      ? box(
          "restarts, starts or stops",
          "unknown effect",
          (node) => node.effect !== undefined && node.change === undefined,
        )
      : []),
    ...box("disabled", "unknown off", (node) => !node.enabled),
    ...box("not in the files", "unknown foreign", (node) => node.managed === false),
    ...box("does not exist", "missing", (node) => node.missing === true),
    ...way(view.routes.create, view.looks.create, (edge) => edge.change === "create"),
    ...way(view.routes.delete, view.looks.delete, (edge) => edge.change === "delete"),
    ...way("named by a setting, a guess", "value", (edge) => edge.by === "value"),
  ];
}
