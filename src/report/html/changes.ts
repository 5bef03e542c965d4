import { diffLines } from "diff";
import type { ShownChange } from "../../generated/plan.ts";
import { isObject } from "../../model/json.ts";
import { plural } from "../../model/plural.ts";
import { escaped } from "../escape.ts";
import { type Group, grouped, type Part } from "../grouped.ts";
import { SIGNS } from "../picture/view.ts";
import { ORIGINS, type Sides, sidesOf } from "../sides.ts";
import { isBlock, isMultiline, yamlValue } from "../yaml-value.ts";
import { badge, code, fold, type Html } from "./page.ts";

/** More than so many changes of a production are folded. */
const MANY = 40;

/** All changes, by production and item. */
export function changesHtml(changes: readonly ShownChange[]): Html {
  return groupsHtml(changes, changeItem, changes.some(({ origin }) => origin !== undefined) ? "difference" : "change");
}

/** Entries by production and item, each as one line of a list. */
export function groupsHtml<T extends { readonly address: string }>(
  entries: readonly T[],
  line: (part: Part<T>) => Html,
  noun: string,
): Html {
  return grouped(entries)
    .map((group) => groupHtml(group, line, noun))
    .join("\n");
}

function groupHtml<T>(
  { production, parts: direct, items, count }: Group<T>,
  line: (part: Part<T>) => Html,
  noun: string,
): Html {
  const lines = (parts: readonly Part<T>[]) =>
    parts.length === 0 ? "" : `<ul class="changes">${parts.map((part) => line(part)).join("\n")}</ul>`;
  const inner = lines(direct) + items.map(({ item, parts }) => `<h5>${escaped(item)}</h5>${lines(parts)}`).join("\n");
  const head = `<h4>${escaped(production ?? "The namespace")}</h4> <span class="dim">${plural(count, noun)}</span>`;
  return fold(head, inner, count <= MANY);
}

function changeItem({ entry: change, rest }: Part<ShownChange>): Html {
  const sides = sidesOf(change);
  const action = sides?.action ?? change.action;
  const { detail = "", origin, at = "", accepted } = change;
  const notes = [
    detail,
    origin === undefined ? "" : ORIGINS[origin],
    accepted === undefined ? "" : `accepted until ${accepted.until}: ${accepted.reason}`,
    at,
  ].filter((note) => note !== "");
  const note = notes.length === 0 ? "" : `<span class="note">${notes.map(escaped).join(" · ")}</span>`;
  const whole = sides === undefined ? WHOLE[action] : whereOf(change);
  const name = rest === "" ? `<strong>${whole}</strong>` : code(rest);
  return `<li class="${action}"><span class="sign">${SIGNS[action]}</span><div class="name">${name}${note}</div><div class="value">${sides === undefined ? beforeAfter(change) : sidesHtml(change, sides)}</div></li>`;
}

const WHOLE = { create: "new", update: "changed", delete: "gone" } as const;

/** Where a whole item or production is that drift shows. */
function whereOf({ action }: ShownChange): string {
  return { create: "only in the files", update: "differs", delete: "only on the server" }[action];
}

function shownValue(value: unknown, sensitive: boolean): string {
  return sensitive && !isObject(value) && value !== null && value !== undefined ? "(sensitive)" : yamlValue(value);
}

/** What it is and what it will be. */
function beforeAfter({ action, before, after, sensitive }: ShownChange): Html {
  if (sensitive && !isObject(before) && !isObject(after)) return code("(sensitive)");
  const old = shownValue(before, sensitive);
  const now = shownValue(after, sensitive);
  const [was, is] = [before as unknown, after as unknown];
  if (action === "create" && (was === null || was === ""))
    return isMultiline(is) ? linesHtml("", is) : block("new", now, isBlock(is));
  if (action === "delete") return isMultiline(was) ? linesHtml(was, "") : block("old", old, isBlock(was));
  if (isMultiline(was) || isMultiline(is)) return linesHtml(textOf(was), textOf(is));
  if (isBlock(was) || isBlock(is)) return block("old", old, true) + block("new", now, true);
  return `<span class="inline">${block("old", old, false)}<span class="arrow" aria-label="becomes">→</span>${block("new", now, false)}</span>`;
}

function block(role: "old" | "new" | "has", text: string, lines: boolean): Html {
  return lines ? `<pre class="${role}">${escaped(text)}</pre>` : `<code class="${role}">${escaped(text)}</code>`;
}

/** Texts of several lines, line by line. */
function linesHtml(before: string, after: string): Html {
  const ended = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
  const rows = diffLines(ended(before), ended(after)).map(({ value, added, removed }) => {
    const [role, sign] = added ? ["new", "+"] : removed ? ["old", SIGNS.delete] : ["same", " "];
    const lines = value.replace(/\n$/, "").split("\n");
    // What stays the same is not news: a line on each side of the change says where it is.
    const shown = role === "same" && lines.length > 5 ? [...lines.slice(0, 2), "…", ...lines.slice(-2)] : lines;
    return `<span class="${role}">${shown.map((line) => escaped(`${sign} ${line}`)).join("\n")}</span>`;
  });
  return `<pre>${rows.join("")}</pre>`;
}

function sidesHtml({ sensitive }: ShownChange, { files, server }: Sides): Html {
  if (sensitive && !isObject(files) && !isObject(server)) return code("(sensitive)");
  return sideHtml("files", files, sensitive) + sideHtml("server", server, sensitive);
}

/** One side under its name. */
export function sideHtml(name: string, value: unknown, sensitive = false): Html {
  return `<div class="side"><span class="dim">${escaped(name)}</span>${block("has", shownValue(value, sensitive), isBlock(value))}</div>`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** How many of each, in words and colours. */
export function countBadges({
  create,
  update,
  delete: gone,
}: {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}): Html[] {
  return [
    ...(create > 0 ? [badge("b-create", `+${create} to create`)] : []),
    ...(update > 0 ? [badge("b-update", `~${update} to change`)] : []),
    ...(gone > 0 ? [badge("b-delete", `\u2212${gone} to delete`)] : []),
  ];
}
