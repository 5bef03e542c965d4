import { diffLines } from "diff";
import type { ShownCall, ShownChange, ShownPlan } from "../generated/plan.ts";
import { isObject } from "../model/json.ts";
import { whereText } from "../model/where.ts";
import { summaryLine, unknownText, unmanagedLines, verdict } from "./plan-words.ts";
import { ORIGINS, sidesOf, sidesText } from "./sides.ts";
import { createStyle, printable, type Style, wrapList, wrapProse } from "./style.ts";

const SIGNS = { create: "+", update: "~", delete: "-" } as const;

/** A plan for people: the verdict, the changes, the calls, the verdict. */
export function planText(
  plan: ShownPlan,
  style: Style,
  verb = "plan",
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const wrapped = (text: string) => wrapProse(text, columns);
  const parts = [planHead(plan, style, verb, columns)];
  if (plan.changes.length > 0) parts.push(changesText(plan.changes, style, columns));
  if (plan.calls.length > 0 && verb !== "drift") parts.push(callsText(plan.calls, style, columns));
  const remarks = [
    ...(plan.unknown === undefined ? [] : [`${style.yellow("warning:")} ${printable(unknownText(plan.unknown))}`]),
    ...plan.warnings.map((text) => `${style.yellow("warning:")} ${printable(text)}`),
    ...(plan.findings ?? []).map(({ severity, at, address, message, code }) => {
      const head = severity === "error" ? style.red("error:") : style.yellow("warning:");
      return `${head} ${printable(at ?? address)}: ${printable(message)} [${code}]`;
    }),
    ...(plan.refused ?? []).map(({ rule, message, lift, opens }) =>
      opens === undefined || verb !== "plan"
        ? `${style.red("refused:")} ${printable(`${rule}: ${message}; ${lift} lifts it`)}`
        : `${style.yellow("not now:")} ${printable(`${rule}: ${message}; an apply is refused until then, ${lift} lifts it`)}`,
    ),
  ];
  if (remarks.length > 0) parts.push(wrapped(remarks.join("\n")));
  const unmanaged = unmanagedLines(plan, verb);
  if (unmanaged.length > 0) parts.push(unmanaged.map((line) => style.dim(wrapped(printable(line)))).join("\n"));
  // What apply --expect takes; the verdict stays the last line.
  const digest = plan.calls.length > 0 && verb !== "drift" ? `${style.dim(`Digest: ${plan.digest}`)}\n` : "";
  parts.push(digest + style.bold(wrapped(summaryLine(plan, verb))));
  return `${parts.join("\n\n")}\n`;
}

/** The first line: of what, and the verdict. */
export function planHead(
  plan: ShownPlan,
  style: Style,
  verb = "plan",
  columns: number = Number.POSITIVE_INFINITY,
): string {
  return wrapProse(`${style.bold(`iopctl ${verb} · ${whereText(plan)}`)}: ${verdict(plan)}`, columns);
}

/** One line a change, several lines for what has several. */
export function changesText(
  changes: readonly ShownChange[],
  style: Style,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  // What would be broken anywhere by a narrow terminal is broken between the address and its value, and makes no column wider.
  const plain = createStyle(false);
  const fits = (change: ShownChange, width: number) =>
    changeText(change, width, plain, columns)
      .split("\n")
      .every((line) => line.length <= columns);
  const short = changes.filter((change) => fits(change, 0));
  const width = Math.min(72, Math.max(0, ...short.map(({ address }) => printable(address).length)));
  return changes
    .map((change) => changeText(change, fits(change, width) ? width : undefined, style, columns))
    .join("\n");
}

/** `width` of the addresses' column; undefined: values stand below their addresses. */
function changeText(change: ShownChange, width: number | undefined, style: Style, columns: number): string {
  const sides = sidesOf(change);
  const action = sides?.action ?? change.action;
  const color = { create: style.green, update: style.yellow, delete: style.red }[action];
  const notes = [
    change.detail ?? "",
    change.origin === undefined ? "" : ORIGINS[change.origin],
    change.accepted === undefined ? "" : `accepted until ${change.accepted.until}: ${change.accepted.reason}`,
  ].filter((text) => text !== "");
  const detail = notes.length === 0 ? "" : `    ${style.dim(printable(notes.join("; ")))}`;
  const head = (text: string) =>
    width === undefined
      ? `${color(SIGNS[action])} ${printable(change.address)}${text + detail === "" ? "" : `\n${wrapProse(`    ${`${text}${detail}`.trim()}`, columns, "")}`}`
      : `${color(SIGNS[action])} ${text === "" && detail === "" ? printable(change.address) : printable(change.address).padEnd(width)}${text === "" ? "" : `  ${text}`}${detail}`;
  const { before, after } = change;
  if (change.sensitive && typeof after !== "object") return head("(sensitive)");
  if (isMultiline(before) || isMultiline(after)) {
    if (sides === undefined) return [head(""), ...lineDiff(asText(before), asText(after), style)].join("\n");
    return [head("- files, + server"), ...lineDiff(asText(sides.files), asText(sides.server), style)].join("\n");
  }
  if (isObject(after) || isObject(before)) {
    const lines = nested(isObject(after) ? after : (before as Record<string, unknown>));
    const where = sides === undefined ? "" : isObject(after) ? "in the files only" : "on the server only";
    return [
      head(where),
      ...lines.map((line) => color(wrapProse(`    ${SIGNS[action]} ${line}`, columns, "      "))),
    ].join("\n");
  }
  if (sides !== undefined) return head(sidesText(sides, value));
  if (change.action === "create" && (before === null || before === "")) return head(style.green(value(after)));
  if (change.action === "delete") return head(style.red(value(before)));
  return head(`${style.red(value(before))} → ${style.green(value(after))}`);
}

function lineDiff(before: string, after: string, style: Style): string[] {
  return diffLines(ended(before), ended(after)).flatMap(({ value: text, added, removed }) => {
    const sign = added ? "+" : removed ? "-" : " ";
    const color = added ? style.green : removed ? style.red : style.dim;
    return text
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => color(`    ${sign} ${printable(line)}`));
  });
}

function nested(object: Record<string, unknown>, indent = ""): string[] {
  return Object.entries(object).flatMap(([key, inner]) => {
    const name = /^[\w%.-]+$/.test(key) ? key : JSON.stringify(key);
    if (isObject(inner)) return [`${indent}${name}:`, ...nested(inner, `${indent}  `)];
    if (isMultiline(inner)) {
      return [
        `${indent}${name}: |`,
        ...asText(inner)
          .split("\n")
          .map((line) => `${indent}  ${printable(line)}`),
      ];
    }
    return [`${indent}${name}: ${value(inner)}`];
  });
}

/** One value on one line; quoted where it would not be seen for what it is. */
function value(text: unknown): string {
  if (text === null || text === undefined) return "(none)";
  const shown = typeof text === "string" ? text : JSON.stringify(text);
  return shown === "" || shown.trim() !== shown ? JSON.stringify(shown) : printable(shown);
}

/** The calls in order. What a call restarts or stops is never cut: where it is long it goes on in the next line. */
function callsText(calls: readonly ShownCall[], style: Style, columns: number): string {
  const paths = Math.max(...calls.map(({ path }) => path.length));
  const lead = 2 + 2 + 2 + 6 + 2 + paths + 2;
  const room = Math.max(20, columns - lead - 2 - "disruption".length);
  const reasons = calls.map((call) => wrapList(printable(call.reason), room));
  const width = Math.max(...reasons.flat().map((line) => line.length));
  const lines = calls.flatMap((call, index) => {
    const [first = "", ...more] = reasons[index] ?? [];
    const level = { none: style.dim, component: style.yellow, production: style.red }[call.disruption];
    const head = `  ${String(call.id).padStart(2)}  ${call.method.padEnd(6)}  ${call.path.padEnd(paths)}  `;
    const rest = more.map((line) => `${" ".repeat(lead)}${line}`);
    return [`${head}${first.padEnd(width)}  ${level(call.disruption)}`, ...rest];
  });
  return [style.dim(`${"  calls, in order".padEnd(lead + width + 2)}disruption`), ...lines].join("\n");
}

function isMultiline(text: unknown): boolean {
  return typeof text === "string" && text.trimEnd().includes("\n");
}

function asText(text: unknown): string {
  return typeof text === "string" ? text : "";
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
