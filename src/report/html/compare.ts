import type { Comparison } from "../../documents/comparison.ts";
import { plural } from "../../model/plural.ts";
import { nameOf, verdictOf } from "../compare.ts";
import { escaped } from "../escape.ts";
import type { Part } from "../grouped.ts";
import { type Drawn, sidesView } from "../picture/view.ts";
import { groupsHtml, sideHtml } from "./changes.ts";
import { badge, code, type Html, list, page, sentence } from "./page.ts";
import { pictureHtml } from "./picture.ts";

/** Two live namespaces side by side as one page that stands alone. `created`: when they were read, ISO 8601. */
export function compareHtml(comparison: Comparison, pictures: readonly Drawn[], created: string): Html {
  const { left, right, differences, expected, ignored } = comparison;
  const [a, b] = [nameOf(left), nameOf(right)];
  const verdict = verdictOf(comparison);
  const differ = differences.filter(({ kind }) => kind === "differs").length;
  const same = differences.length - differ;
  const view = sidesView(`in ${a}`, `in ${b}`);
  const line = ({ entry, rest }: Part<Comparison["differences"][number]>) => {
    const name = rest === "" ? "<strong>the whole</strong>" : code(rest);
    const note = entry.kind === "same" ? '<span class="note">equal, and must differ</span>' : "";
    const values =
      entry.kind === "same"
        ? sideHtml("both", entry.left)
        : sideHtml(a, entry.left ?? undefined) + sideHtml(b, entry.right ?? undefined);
    return `<li class="update"><span class="sign">${entry.kind === "same" ? "=" : "~"}</span><div class="name">${name}${note}</div><div class="value">${values}</div></li>`;
  };
  const body = [
    `<h2>${escaped(a)} <span class="dim">and</span> ${escaped(b)}</h2>`,
    `<p class="lead">${sentence(`${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.`)}</p>`,
    list(
      [
        differ > 0 ? badge("warn", `${plural(differ, "value")} ${differ === 1 ? "differs" : "differ"}`) : "",
        same > 0 ? badge("bad", `${same} equal that must differ`) : "",
        badge("quiet", `${expected} ${expected === 1 ? "differs as it" : "differ as they"} must`),
        badge("quiet", `${ignored} ${ignored === 1 ? "does" : "do"} not matter`),
      ].filter((text) => text !== ""),
      "badges",
    ),
    pictures.map((picture) => pictureHtml(picture, view)).join("\n"),
    differences.length === 0 ? "" : `<h3>What differs</h3>${groupsHtml(differences, line, "difference")}`,
  ];
  return page("iopctl compare", created, `<section>\n${body.filter((part) => part !== "").join("\n")}\n</section>`);
}
