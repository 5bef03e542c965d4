import type { PlanDocument, ShownChange, ShownPlan } from "../generated/plan.ts";
import { isObject } from "../model/json.ts";
import { whereParts } from "../model/where.ts";
import { summaryLine, unknownText, unmanagedLines, verdict } from "./plan-text.ts";
import { ORIGINS, sidesOf, sidesText } from "./sides.ts";
import { plural, printable } from "./style.ts";

/** GitHub takes 65,536 characters in a comment; some are left for what a pipeline adds. GitLab takes 1,000,000. */
const LONGEST = 64_000;

const MARKS = { create: "+", update: "!", delete: "-" } as const;

/** Plans as a comment of a pull request: the verdict, the calls, the changes folded. Never longer than `limit`. */
export function planMarkdown(
  document: PlanDocument,
  verb: "plan" | "drift" | "apply" = "plan",
  limit = LONGEST,
): string {
  const { plans, errors = [] } = document;
  const head = `<!-- iopctl ${verb} -->\n`;
  const failed = errors.map(
    ({ target, message }) => `### ${code(target)}: could not be planned\n\n${fenced([message])}\n`,
  );
  const room = limit - head.length - failed.join("").length;
  const each = Math.floor(room / Math.max(1, plans.length));
  const parts = plans.map((plan) => onePlan(plan, verb, each));
  const text = head + [...parts, ...failed].join("\n");
  // Many failures alone may be too long: what is cut is cut at a line.
  return text.length <= limit ? text : `${text.slice(0, text.lastIndexOf("\n", limit - 40))}\n\n…cut\n`;
}

function onePlan(plan: ShownPlan, verb: "plan" | "drift" | "apply", room: number): string {
  const where = whereParts(plan).map(code).join(" · ");
  const title = `### ${icon(plan)} ${where}: ${verdict(plan)}\n`;
  const [count = "", ...more] = unmanagedLines(plan, verb).map((text) => plain(text.trim()));
  const unmanaged = count === "" ? "" : `\n${[count, ...more].slice(0, 20).join("  \n")}\n`;
  const last = `${unmanaged}\n**${plain(summaryLine(plan, verb))}**\n`;
  const digest = plan.calls.length > 0 && verb === "plan" ? `\nDigest: ${code(plan.digest)}\n` : "";
  const remarks = remarksOf(plan);
  let left = room - title.length - last.length - digest.length - 400;
  const remarkLines = take(remarks, Math.min(left, Math.floor(room / 4)));
  left -= size(remarkLines.lines);
  const rows = verb === "drift" ? { lines: [], cut: 0 } : take(callRows(plan), Math.floor(left / 2));
  left -= size(rows.lines);
  const changes = take(plan.changes.flatMap(changeLines), left);
  const sections = [title];
  if (remarkLines.lines.length > 0)
    sections.push(`\n${remarkLines.lines.join("\n")}\n${cutText(remarkLines.cut, "remark")}`);
  if (rows.lines.length > 0) {
    sections.push(
      `\n| # | call | | disruption |\n| --: | --- | --- | --- |\n${rows.lines.join("\n")}\n${cutText(rows.cut, "call")}`,
    );
  }
  if (changes.lines.length > 0) {
    const open = plan.changes.length <= 5 ? " open" : "";
    const summary = `<summary>${plural(plan.changes.length, "change")}</summary>`;
    sections.push(
      `\n<details${open}>${summary}\n\n${fenced(changes.lines, "diff")}\n${cutText(changes.cut, "line")}\n</details>\n`,
    );
  }
  return sections.join("") + digest + last;
}

function icon({ summary, refused = [] }: ShownPlan): string {
  if (refused.some(({ opens }) => opens === undefined)) return "⛔";
  if (summary.create + summary.update + summary.delete + summary.calls === 0) return "✅";
  return { none: "🟢", component: "🟡", production: "🔴" }[summary.disruption];
}

function remarksOf(plan: ShownPlan): string[] {
  return [
    ...(plan.refused ?? []).map(({ rule, message, lift, opens }) =>
      opens === undefined
        ? `- ⛔ refused by ${code(rule)}: ${plain(message)}; ${code(lift)} lifts it`
        : `- ⏳ not now, ${code(rule)}: ${plain(message)}; ${code(lift)} lifts it`,
    ),
    ...(plan.findings ?? []).map(
      ({ at, address, message, code: id }) => `- ⚠️ ${code(at ?? address)}: ${plain(message)} (${code(id)})`,
    ),
    ...(plan.unknown === undefined ? [] : [`- ⚠️ ${plain(unknownText(plan.unknown))}`]),
    ...plan.warnings.map((text) => `- ⚠️ ${plain(text)}`),
  ];
}

function callRows(plan: ShownPlan): string[] {
  return plan.calls.map(({ id, method, path, reason, disruption }) => {
    const level = disruption === "none" ? "none" : `**${disruption}**`;
    return `| ${id} | ${code(`${method} ${path}`)} | ${cell(plain(reason))} | ${level} |`;
  });
}

/** A change as lines of a diff. */
function changeLines(change: ShownChange): string[] {
  const { address, before, after, sensitive, detail, origin } = change;
  const sides = sidesOf(change);
  const action = sides?.mark ?? change.action;
  const note = [origin === undefined ? "" : ORIGINS[origin], detail ?? ""].filter((text) => text !== "").join("; ");
  const head = `${MARKS[action]} ${line(address)}`;
  const tail = note === "" ? "" : `    # ${line(note)}`;
  if (sensitive && !isObject(after)) return [`${head}  (sensitive)${tail}`];
  if (isObject(after) || isObject(before)) {
    const json = JSON.stringify(isObject(after) ? after : before, null, 2).split("\n");
    const where = sides === undefined ? "" : isObject(after) ? "  in the files only" : "  on the server only";
    return [`${head}${where}${tail}`, ...json.map((text) => `${MARKS[action]}   ${line(text)}`)];
  }
  const show = (value: unknown) =>
    value === null || value === undefined ? "(none)" : line(typeof value === "string" ? value : JSON.stringify(value));
  if (sides !== undefined) return [`${head}  ${sidesText(sides, show)}${tail}`];
  if (action === "create") return [`${head}  ${show(after)}${tail}`];
  if (action === "delete") return [`${head}  ${show(before)}${tail}`];
  return [`${head}  ${show(before)} → ${show(after)}${tail}`];
}

interface Taken {
  readonly lines: readonly string[];
  readonly cut: number;
}

/** As many lines as there is room for. */
function take(lines: readonly string[], room: number): Taken {
  let used = 0;
  for (const [at, text] of lines.entries()) {
    used += text.length + 1;
    if (used > room) return { lines: lines.slice(0, at), cut: lines.length - at };
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
export function code(text: string): string {
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

/** `plain` has its bars already. */
function cell(text: string): string {
  return text === "" ? " " : text;
}
