import type { Graph, GraphNode } from "../../model/graph.ts";
import { plural } from "../../model/plural.ts";
import { escaped } from "../escape.ts";
import { pictureSvg } from "../picture/svg.ts";
import { type Drawn, remarksOf, SIGNS, type View } from "../picture/view.ts";
import { fold, type Html, scrolling } from "./page.ts";

/** A production as a picture, and the same facts as a table; `more`: how all of it can be seen. */
export function pictureHtml({ graph, layout, hidden }: Drawn, view: View, more = ", --html-all draws all"): Html {
  const shown =
    hidden === 0
      ? ""
      : ` ${view.acts ? "What changes" : "What differs"} and one hop around it; ${plural(hidden, "more item")} not drawn${more}.`;
  const svg = pictureSvg(graph, layout, { view, alone: false });
  const notes = graph.notes.map((note) => `<p class="dim">${escaped(note)}</p>`).join("");
  return `<figure><figcaption><strong>${escaped(graph.production)}</strong> <span class="dim">${escaped(happening(graph, view))}${shown}</span></figcaption>
${scrolling(`Picture of ${graph.production}`, svg)}${notes}
${fold(`The same as a table (${plural(graph.nodes.length, "item")})`, tableHtml(graph, view))}</figure>`;
}

function happening({ happens }: Graph, { acts }: View): string {
  if (happens === undefined || !acts) return "";
  return {
    start: "The production starts.",
    stop: "The production stops.",
    recycle: "The production stops and starts.",
  }[happens];
}

function tableHtml({ production, nodes, edges }: Graph, view: View): Html {
  const ways = new Map<string, string[]>();
  for (const { from, to, by, change } of edges) {
    const sign = change === undefined || !view.acts ? "" : `${SIGNS[change]} `;
    const note = change === undefined ? (by === "value" ? " (a guess)" : "") : ` (${view.routes[change]})`;
    ways.set(from, [...(ways.get(from) ?? []), `${sign}${to}${note}`]);
  }
  const row = (node: GraphNode) =>
    `<tr><th scope="row">${escaped(node.name)}</th><td>${escaped(node.missing ? "" : node.kind)}</td><td><code>${escaped(node.class)}</code></td><td>${escaped(remarksOf(node, view).join(", "))}</td><td>${escaped((ways.get(node.name) ?? []).join(", "))}</td></tr>`;
  return scrolling(
    `Items of ${production}`,
    `<table><thead><tr><th scope="col">item</th><th scope="col">kind</th><th scope="col">class</th><th scope="col">${view.acts ? "what happens" : "where it stands"}</th><th scope="col">sends to</th></tr></thead><tbody>${nodes.map(row).join("")}</tbody></table>`,
  );
}
