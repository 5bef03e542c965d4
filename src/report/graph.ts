/** Who sends to whom in a production. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}
export interface GraphNode {
  readonly name: string;
  readonly kind: "service" | "process" | "operation" | "component" | "missing";
  readonly className: string;
  readonly enabled: boolean;
}

export function mermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ name }, at) => [name, `n${at}`]));
  const shape = {
    service: ["([", "])"],
    process: ["{{", "}}"],
    operation: ["[", "]"],
    component: ["[", "]"],
    missing: ["[", "]"],
  };
  const label = (text: string) => text.replace(/[&<>"#]/g, (char) => `#${char.codePointAt(0)};`).replace(/\s+/g, " ");
  return [
    "flowchart LR",
    ...nodes.map(({ name, kind, enabled }) => {
      const [open, close] = shape[kind] as [string, string];
      const state = kind === "missing" ? ":::missing" : enabled ? "" : ":::off";
      return `  ${ids.get(name)}${open}"${label(name)}"${close}${state}`;
    }),
    ...edges.map(([from, to]) => `  ${ids.get(from)} --> ${ids.get(to)}`),
    "  classDef off stroke-dasharray: 4 4,opacity: 0.6",
    "  classDef missing stroke: #c0182b,color: #c0182b",
    "",
  ].join("\n");
}

export function dot({ name, nodes, edges }: Graph): string {
  const text = (value: string) => `"${value.replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ")}"`;
  const shape = { service: "oval", process: "hexagon", operation: "box", component: "box", missing: "box" };
  return [
    `digraph ${text(name)} {`,
    "  rankdir=LR;",
    '  node [fontname="sans-serif"];',
    ...nodes.map((node) => {
      const state = node.kind === "missing" ? ", color=red, fontcolor=red" : node.enabled ? "" : ", style=dashed";
      return `  ${text(node.name)} [shape=${shape[node.kind]}, tooltip=${text(node.className)}${state}];`;
    }),
    ...edges.map(([from, to]) => `  ${text(from)} -> ${text(to)};`),
    "}",
    "",
  ].join("\n");
}

const WIDTH = 190;
const HEIGHT = 44;
const GAP_X = 90;
const GAP_Y = 22;

/** A picture that stands alone: columns by the longest way from a source, rows in the order of the production. */
export function svg({ name, nodes, edges }: Graph): string {
  const column = columns(nodes, edges);
  const rows = new Map<number, number>();
  const place = new Map<string, { x: number; y: number }>();
  for (const node of nodes) {
    const at = column.get(node.name) ?? 0;
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    place.set(node.name, { x: 20 + at * (WIDTH + GAP_X), y: 50 + row * (HEIGHT + GAP_Y) });
  }
  const width = 20 + Math.max(1, rows.size) * (WIDTH + GAP_X) - GAP_X + 20;
  const height = 60 + Math.max(1, ...rows.values()) * (HEIGHT + GAP_Y);
  const lines = edges.map(([from, to]) => {
    const [a, b] = [place.get(from), place.get(to)] as [{ x: number; y: number }, { x: number; y: number }];
    const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2];
    // A way back goes below the boxes.
    if (x2 <= x1 - WIDTH)
      return `<path class="edge" d="M${a.x + WIDTH / 2},${a.y + HEIGHT} C${a.x + WIDTH / 2},${height - 4} ${b.x + WIDTH / 2},${height - 4} ${b.x + WIDTH / 2},${b.y + HEIGHT}"/>`;
    return `<path class="edge" d="M${x1},${y1} C${x1 + GAP_X / 2},${y1} ${x2 - GAP_X / 2},${y2} ${x2},${y2}"/>`;
  });
  const boxes = nodes.map(({ name: item, kind, className, enabled }) => {
    const { x, y } = place.get(item) as { x: number; y: number };
    const classes = `box ${kind}${enabled ? "" : " off"}`;
    const round = kind === "service" ? HEIGHT / 2 : kind === "process" ? 12 : 3;
    const note = kind === "missing" ? "does not exist" : enabled ? className : `${className} (disabled)`;
    return `<g><title>${xml(`${item}: ${note}`)}</title><rect class="${classes}" x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="${round}"/><text x="${x + WIDTH / 2}" y="${y + 19}">${xml(short(item))}</text><text class="small" x="${x + WIDTH / 2}" y="${y + 34}">${xml(short(note))}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${xml(name)}">
<style>text{font:13px system-ui,sans-serif;text-anchor:middle;fill:#1f2328}.head{text-anchor:start;font-weight:600}.small{font-size:10px;fill:#59636e}.box{fill:#f6f8fa;stroke:#59636e}.service{fill:#ddf4ff;stroke:#0969da}.process{fill:#fff8c5;stroke:#9a6700}.operation{fill:#dafbe1;stroke:#1a7f37}.off{stroke-dasharray:4 4;opacity:.6}.missing{fill:#ffebe9;stroke:#c0182b}.edge{fill:none;stroke:#59636e;marker-end:url(#arrow)}.back{fill:#fff}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#59636e"/></marker></defs>
<rect class="back" width="${width}" height="${height}"/><text class="head" x="20" y="28">${xml(name)}</text>
${lines.join("\n")}
${boxes.join("\n")}
</svg>
`;
}

/** The longest way from a source; what lies on a circle keeps the first place that it gets. */
function columns(nodes: readonly GraphNode[], edges: Graph["edges"]): Map<string, number> {
  const out = new Map<string, number>();
  const next = new Map<string, string[]>();
  const incoming = new Map(nodes.map(({ name }) => [name, 0]));
  for (const [from, to] of edges) {
    next.set(from, [...(next.get(from) ?? []), to]);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  let wave = nodes.filter(({ name }) => incoming.get(name) === 0).map(({ name }) => name);
  const left = new Set(nodes.map(({ name }) => name));
  while (left.size > 0) {
    if (wave.length === 0) wave = [[...left][0] as string];
    const following: string[] = [];
    for (const name of wave) {
      if (!left.delete(name)) continue;
      const at = out.get(name) ?? 0;
      out.set(name, at);
      for (const to of next.get(name) ?? []) {
        if (!left.has(to)) continue;
        out.set(to, Math.max(out.get(to) ?? 0, at + 1));
        incoming.set(to, (incoming.get(to) ?? 1) - 1);
        if (incoming.get(to) === 0) following.push(to);
      }
    }
    wave = following;
  }
  return out;
}

function short(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}

function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
