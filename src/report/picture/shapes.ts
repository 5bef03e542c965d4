import type { GraphNode } from "../../model/graph.ts";
import type { Box, Point } from "./layout.ts";

/** Round where messages come in, round where they go out, pointed between. */
export function shapeOf(kind: GraphNode["kind"], { x, y, width: w, height: h }: Box): string {
  const left = kind === "service" ? Math.min(h / 2, 24) : 6;
  const right = kind === "operation" ? Math.min(h / 2, 24) : 6;
  if (kind === "process") {
    const tip = Math.min(TIP, w / 6);
    return `M${n(x + tip)},${n(y)}h${n(w - 2 * tip)}l${n(tip)},${n(h / 2)}l${n(-tip)},${n(h / 2)}h${n(2 * tip - w)}l${n(-tip)},${n(-h / 2)}z`;
  }
  const corner = (radius: number, dx: number, dy: number) =>
    `a${n(radius)},${n(radius)} 0 0 1 ${n(dx * radius)},${n(dy * radius)}`;
  return `M${n(x + left)},${n(y)}h${n(w - left - right)}${corner(right, 1, 1)}v${n(h - 2 * right)}${corner(right, -1, 1)}h${n(left + right - w)}${corner(left, -1, -1)}v${n(2 * left - h)}${corner(left, 1, -1)}z`;
}

/** A way to or from the pointed side of a box is longer, the further from its tip it ends. */
export function reaching(way: readonly Point[], from: Box | undefined, to: Box | undefined): readonly Point[] {
  const gap = ({ y, height }: Box, level: number) => (TIP * Math.abs(level - y - height / 2)) / (height / 2);
  return way.map((point, index) => {
    if (index === 0 && from) return { ...point, x: point.x - gap(from, point.y) };
    if (index === way.length - 1 && to) return { ...point, x: point.x + gap(to, point.y) };
    return point;
  });
}

/** How far the pointed sides of a process reach out. */
const TIP = 14;
const HEAD = 8;
const ROUND = 6;

/** A way with round corners, and the head at its end. */
export function arrowPaths(way: readonly Point[]): { readonly line: string; readonly head: string } {
  const [before, end] = way.slice(-2) as [Point, Point];
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const neck = { x: end.x - dx * HEAD, y: end.y - dy * HEAD };
  const side = (sign: number) => `${n(neck.x - sign * dy * HEAD * 0.5)},${n(neck.y + sign * dx * HEAD * 0.5)}`;
  return {
    line: rounded([...way.slice(0, -1), neck]),
    head: `M${n(end.x)},${n(end.y)}L${side(1)}L${side(-1)}z`,
  };
}

function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let out = `M${n(first.x)},${n(first.y)}`;
  let last = first;
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1];
    if (next === undefined) out += `L${n(point.x)},${n(point.y)}`;
    else {
      const [a, b] = [towards(point, last), towards(point, next)];
      out += `L${n(a.x)},${n(a.y)}Q${n(point.x)},${n(point.y)} ${n(b.x)},${n(b.y)}`;
    }
    last = point;
  }
  return out;
}

/** A little way from a corner in the direction of another point; never beyond half of it. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const part = Math.min(ROUND, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part };
}

/** A number of pixels, as short as it can be written. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
