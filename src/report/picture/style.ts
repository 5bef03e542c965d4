/** Light colours, and what is other in the dark. Plain rules: other programs than browsers know no variables. */
const LIGHT = {
  back: "#ffffff",
  ink: "#1f2328",
  dim: "#57606a",
  line: "#8c959f",
  group: "#f6f8fa",
  service: ["#e3f2fd", "#4a8fc7"],
  process: ["#f1eafc", "#8f6fc4"],
  operation: ["#dff5ef", "#3a9c86"],
  unknown: ["#f3f4f6", "#8c959f"],
  create: "#1a7f37",
  update: "#9a5b00",
  delete: "#c0182b",
  effect: "#0550ae",
} as const;
type Palette = {
  readonly [K in keyof typeof LIGHT]: (typeof LIGHT)[K] extends string ? string : readonly [string, string];
};

const DARK: Palette = {
  back: "#0d1117",
  ink: "#e6edf3",
  dim: "#9ba5b0",
  line: "#6e7781",
  group: "#151b23",
  service: ["#10263b", "#4a8fc7"],
  process: ["#241b38", "#8f6fc4"],
  operation: ["#0e2a25", "#3a9c86"],
  unknown: ["#1c2128", "#6e7781"],
  create: "#3fb950",
  update: "#e0a030",
  delete: "#ff7b72",
  effect: "#6cb6ff",
};

function colours(palette: Palette): string {
  const kinds = (["service", "process", "operation", "unknown"] as const)
    .map((kind) => `.pic .${kind}{fill:${palette[kind][0]};stroke:${palette[kind][1]}}`)
    .join("");
  const looks = (["create", "update", "delete"] as const)
    .map(
      (look) =>
        `.pic .b.${look}{stroke:${palette[look]}}.pic .r.${look}{fill:${palette[look]}}.pic .e.${look}{stroke:${palette[look]}}.pic .a.${look}{fill:${palette[look]}}`,
    )
    .join("");
  return (
    `.pic .back{fill:${palette.back}}.pic text{fill:${palette.ink}}.pic .c,.pic .g,.pic .l{fill:${palette.dim}}.pic .r{fill:${palette.dim}}` +
    `.pic .e{stroke:${palette.line}}.pic .a{fill:${palette.line}}.pic .box{fill:${palette.group};stroke:${palette.line}}` +
    `${kinds}.pic .b.missing{fill:${palette.back};stroke:${palette.delete}}.pic .r.missing{fill:${palette.delete}}` +
    `${looks}.pic .b.effect{stroke:${palette.effect}}.pic .r.effect{fill:${palette.effect}}`
  );
}

/**
 * The style of every picture; a page that holds several gives it once. b: box, t: name, c: class, r: remark, e: way, a: its head,
 * g: a group's name, l: legend.
 */
export const PICTURE_STYLE =
  ".pic text{font:13px system-ui,-apple-system,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif;text-anchor:middle}" +
  ".pic .t{font-weight:600}.pic .c,.pic .r,.pic .l{font-size:11px}.pic .r{font-weight:600}.pic .g{font-size:12px;font-weight:600;text-anchor:start}.pic .l,.pic .h{text-anchor:start}.pic .h{font-size:15px;font-weight:600}" +
  ".pic .b{stroke-width:1.2}.pic .b.create,.pic .b.update,.pic .b.delete,.pic .b.effect{stroke-width:2.4}.pic .b.delete,.pic .b.missing{stroke-dasharray:6 4}.pic .off{stroke-dasharray:3 3}.pic .foreign{stroke-dasharray:1.5 3;stroke-linecap:round}" +
  ".pic .gone{text-decoration:line-through}.pic .faint{opacity:.62}" +
  ".pic .e{fill:none;stroke-width:1.3}.pic .e.create,.pic .e.delete{stroke-width:2.4}.pic .e.delete{stroke-dasharray:6 4}.pic .e.value{stroke-dasharray:2 4}.pic .box{stroke-width:.8;stroke-opacity:.5}" +
  colours(LIGHT) +
  // On paper it is light, whatever the screen is.
  `@media screen and (prefers-color-scheme:dark){${colours(DARK)}}`;
