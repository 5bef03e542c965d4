import { diffLines } from "diff";
import type { PlanDocument, ShownChange, ShownPlan } from "../generated/plan.ts";
import { focused } from "../model/graph.ts";
import { isObject } from "../model/json.ts";
import { plural } from "../model/plural.ts";
import { whereParts } from "../model/where.ts";
import { mermaid } from "./graph.ts";
import { grouped } from "./grouped.ts";
import { DRIFT_VIEW, PLAN_VIEW } from "./picture/view.ts";
import { leadText, summaryLine, unknownText, unmanagedLines, verdict } from "./plan-words.ts";
import { ORIGINS, sidesOf, sidesText } from "./sides.ts";
import { printable } from "./style.ts";
import { isMultiline, yamlValue } from "./yaml-value.ts";

/** GitHub takes 65,536 characters in a comment; some are left for what a pipeline adds. GitLab takes 1,000,000. */
const LONGEST = 64_000;

const SIGNS = { create: "+", update: "!", delete: "-" } as const;

/** Plans as a comment of a pull request: the verdict, the calls, the changes folded. Never longer than `limit`. */
export function planMarkdown(
  document: PlanDocument,
  verb: "plan" | "drift" | "apply" = "plan",
  limit = LONGEST,
): string {
  const { plans, errors = [] } = document;
  const head = `<!-- iopctl ${verb} -->\n`;
  const failed = errors.map(
    ({ target, message }) => `### ${inlineCode(target)}: could not be planned\n\n${fenced([message])}\n`,
  );
  const room = limit - head.length - failed.join("").length;
  const each = Math.floor(room / Math.max(1, plans.length));
  const parts = plans.map((plan) => onePlan(plan, verb, each));
  const text = head + [...parts, ...failed].join("\n");
  // Many failures alone may be too long: what is cut is cut at a line.
  return text.length <= limit ? text : `${text.slice(0, text.lastIndexOf("\n", limit - 40))}\n\n…cut\n`;
}

/** The plain sentence, counts, the picture, changes, calls, rollback, findings: in the order of the page. */
function onePlan(plan: ShownPlan, verb: "plan" | "drift" | "apply", room: number): string {
  const where = whereParts(plan).map(inlineCode).join(" · ");
  const lead = leadText(plan, verb).replace(/\.$/, "");
  const title = `### ${icon(plan)} ${where}: ${inline(lead)}\n\n${plain(verdict(plan))}\n`;
  const [count = "", ...more] = unmanagedLines(plan, verb).map((text) => plain(text.trim()));
  const unmanaged = count === "" ? "" : `\n${[count, ...more].slice(0, 20).join("  \n")}\n`;
  const last = `${unmanaged}\n**${inline(summaryLine(plan, verb))}**\n`;
  const digest = plan.calls.length > 0 && verb === "plan" ? `\nDigest: ${inlineCode(plan.digest)}\n` : "";
  let left = room - title.length - last.length - digest.length - 600;
  const part = (lines: readonly string[], share: number) => {
    const taken = take(lines, Math.min(left, Math.floor(room * share)));
    left -= size(taken.lines);
    return taken;
  };
  const refused = part(refusedOf(plan), 0.15);
  const remarks = part(remarksOf(plan), 0.2);
  const undo = part(verb === "drift" ? [] : undoOf(plan), 0.1);
  const rows = part(verb === "drift" ? [] : callRows(plan), 0.25);
  const pictures = picturesOf(plan, Math.min(left / 2, 12_000));
  left -= pictures.length;
  const changes = take(changesOf(plan.changes), left);
  const list = ({ lines, cut }: Taken, noun: string) =>
    lines.length === 0 ? "" : `\n${lines.join("\n")}\n${cutText(cut, noun)}`;
  const open = plan.changes.length <= 5 ? " open" : "";
  return [
    title,
    list(refused, "limit"),
    pictures,
    changes.lines.length === 0
      ? ""
      : `\n<details${open}><summary>${plural(plan.changes.length, "change")}</summary>\n\n${fenced(changes.lines, "diff")}\n${cutText(changes.cut, "line")}\n</details>\n`,
    rows.lines.length === 0
      ? ""
      : `\n| # | call | | disruption |\n| --: | --- | --- | --- |\n${rows.lines.join("\n")}\n${cutText(rows.cut, "call")}`,
    undo.lines.length === 0
      ? ""
      : `\n<details><summary>Rollback</summary>\n\n${undo.lines.join("\n")}\n${cutText(undo.cut, "step")}\n</details>\n`,
    list(remarks, "remark"),
    digest,
    last,
  ].join("");
}

function icon({ summary, refused = [], drift }: ShownPlan): string {
  // Drift is a finding, however little undoing it would disturb.
  if (drift !== undefined) return drift.server + drift.unknown > 0 ? "⚠️" : "✅";
  if (refused.some(({ opens }) => opens === undefined)) return "⛔";
  if (summary.create + summary.update + summary.delete + summary.calls === 0) return "✅";
  return { none: "🟢", component: "🟡", production: "🔴" }[summary.disruption];
}

function refusedOf({ refused = [], unknown }: ShownPlan): string[] {
  return [
    ...refused.map(({ rule, message, lift, opens }) =>
      opens === undefined
        ? `- ⛔ refused by ${inlineCode(rule)}: ${inline(message)}; ${inlineCode(lift)} lifts it`
        : `- ⏳ not now, ${inlineCode(rule)}: ${inline(message)}; ${inlineCode(lift)} lifts it`,
    ),
    ...(unknown === undefined ? [] : [`- ⚠️ ${plain(unknownText(unknown))}`]),
  ];
}

function remarksOf({ findings = [], warnings }: ShownPlan): string[] {
  return [
    ...findings.map(
      ({ at, address, message, code: id }) =>
        `- ⚠️ ${inlineCode(at ?? address)}: ${inline(message)} (${inlineCode(id)})`,
    ),
    ...warnings.map((text) => `- ⚠️ ${inline(text)}`),
  ];
}

function undoOf({ undo }: ShownPlan): string[] {
  return [
    ...(undo?.steps ?? []).map((step) => `- ${inline(step)}`),
    ...(undo?.cannot ?? []).map((step) => `- ⚠️ cannot be undone: ${inline(step)}`),
  ];
}

/** Beyond so many boxes a picture in a comment helps nobody. */
const MOST_BOXES = 40;

/** What happens in small productions, as a picture that GitHub and GitLab draw. */
function picturesOf({ topology = [], drift }: ShownPlan, room: number): string {
  let out = "";
  for (const whole of topology) {
    const { graph, hidden } = focused(whole);
    if (graph.nodes.length > MOST_BOXES || graph.nodes.length === 0) continue;
    const more = hidden === 0 ? "" : ` (${plural(hidden, "more item")} not drawn)`;
    const text = mermaid(graph, drift === undefined ? PLAN_VIEW : DRIFT_VIEW).trimEnd();
    const section = `\n${plain(graph.production)}${more}\n\n${fenced(text.split("\n"), "mermaid")}\n`;
    if (out.length + section.length <= room) out += section;
  }
  return out;
}

function callRows(plan: ShownPlan): string[] {
  return plan.calls.map(({ id, method, path, reason, disruption }) => {
    const level = disruption === "none" ? "none" : `**${disruption}**`;
    return `| ${id} | ${inlineCode(`${method} ${path}`)} | ${cell(plain(reason))} | ${level} |`;
  });
}

/** By production and item, each under a head that stands out in a diff. */
function changesOf(changes: readonly ShownChange[]): string[] {
  return grouped(changes).flatMap(({ production, parts: direct, items }) => {
    const head = (item?: string) =>
      `@@ ${line([production ?? "the namespace", ...(item === undefined ? [] : [item])].join(" · "))} @@`;
    return [
      ...(direct.length === 0 ? [] : [head(), ...direct.flatMap(({ entry }) => changeLines(entry))]),
      ...items.flatMap(({ item, parts }) => [head(item), ...parts.flatMap(({ entry }) => changeLines(entry))]),
    ];
  });
}

/** A change as lines of a diff, values as they would stand in a state file. */
function changeLines(change: ShownChange): string[] {
  const { address, before, after, sensitive, detail, origin } = change;
  const sides = sidesOf(change);
  const action = sides?.action ?? change.action;
  const note = [origin === undefined ? "" : ORIGINS[origin], detail ?? ""].filter((text) => text !== "").join("; ");
  const head = `${SIGNS[action]} ${line(address)}`;
  const tail = note === "" ? "" : `    # ${line(note)}`;
  if (sensitive && !isObject(after) && !isObject(before)) return [`${head}  (sensitive)${tail}`];
  if (isObject(after) || isObject(before)) {
    const lines = yamlValue(isObject(after) ? after : before).split("\n");
    const where = sides === undefined ? "" : isObject(after) ? "  in the files only" : "  on the server only";
    return [`${head}${where}${tail}`, ...lines.map((text) => `${SIGNS[action]}   ${line(text)}`)];
  }
  const [was, is] = sides === undefined ? [before, after] : [sides.files, sides.server];
  if (isMultiline(was) || isMultiline(is)) {
    const about = sides === undefined ? "" : "  - files, + server";
    return [`${head}${about}${tail}`, ...textLines(was, is)];
  }
  const show = (value: unknown) => line(yamlValue(value));
  if (sides !== undefined) return [`${head}  ${sidesText(sides, show)}${tail}`];
  if (action === "create") return [`${head}  ${show(after)}${tail}`];
  if (action === "delete") return [`${head}  ${show(before)}${tail}`];
  return [`${head}  ${show(before)} → ${show(after)}${tail}`];
}

/** What differs of a text of several lines. */
function textLines(before: unknown, after: unknown): string[] {
  const ended = (value: unknown) => (typeof value === "string" && value !== "" ? `${value.replace(/\n$/, "")}\n` : "");
  return diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) => {
    const sign = added ? "+" : removed ? "-" : " ";
    const lines = value.replace(/\n$/, "").split("\n");
    const shown = sign === " " && lines.length > 5 ? [...lines.slice(0, 2), "…", ...lines.slice(-2)] : lines;
    return shown.map((text) => `${sign}     ${line(text)}`);
  });
}

interface Taken {
  readonly lines: readonly string[];
  readonly cut: number;
}

/** As many lines as there is room for. */
function take(lines: readonly string[], room: number): Taken {
  let used = 0;
  for (const [index, text] of lines.entries()) {
    used += text.length + 1;
    if (used > room) return { lines: lines.slice(0, index), cut: lines.length - index };
  }
  return { lines, cut: 0 };
}

function size(lines: readonly string[]): number {
  return lines.reduce((sum, text) => sum + text.length + 1, 0);
}

function cutText(count: number, noun: string): string {
  return count === 0 ? "" : `\n…and ${plural(count, `more ${noun}`)}; the whole plan is in the pipeline's log.\n`;
}

/** One line, long values cut: nothing in it starts a new one. */
function line(text: string): string {
  const flat = printable(text.replace(/\r?\n/g, "⏎").replace(/\t/g, " "));
  return flat.length > 2_000 ? `${flat.slice(0, 2_000)}… (${flat.length} characters)` : flat;
}

/** A code span that its text cannot leave: mentions and links in it are plain text. */
export function inlineCode(text: string): string {
  const flat = line(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = flat.startsWith("`") || flat.endsWith("`") || flat === "" ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function fenced(lines: readonly string[], language = ""): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Plain text that Markdown and HTML leave alone, and that pings nobody. */
function plain(text: string): string {
  return line(text)
    .replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char] as string)
    .replace(/[\\`*_{}[\]()#+!~|]/g, "\\$&")
    .replace(/@/g, "@\u200b")
    .replace(/\b(https?|www)(?=[:.])/g, "$1\u200b");
}

/** A sentence of ours: what stands between backticks is a command or a name. */
function inline(text: string): string {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (index % 2 === 1 ? inlineCode(part) : plain(part)))
    .join("");
}

/** `plain` has its bars already. */
function cell(text: string): string {
  return text === "" ? " " : text;
}
