import type { Comparison, Difference } from "../documents/comparison.ts";
import { plural } from "../model/plural.ts";
import { inlineCode } from "./markdown.ts";
import { printable, type Style, table, wrapProse } from "./style.ts";
import { yamlValue } from "./yaml-value.ts";

/** A side's target; where it has no name its namespace. */
export function nameOf({ target, namespace }: { target: string; namespace: string }): string {
  return target === "" ? namespace : target;
}

/** A comparison for people: the verdict, then each difference. */
export function compareText(comparison: Comparison, style: Style, columns: number = Number.POSITIVE_INFINITY): string {
  const { left, right, differences } = comparison;
  const verdict = verdictOf(comparison);
  const head = style.bold(wrapProse(`iopctl compare · ${nameOf(left)} · ${nameOf(right)}: ${verdict}`, columns));
  const show = (value: string | null) =>
    value === null ? "(not there)" : value === "" ? '""' : printable(value.replaceAll("\n", "⏎"));
  const rows = (kind: Difference["kind"]) => {
    const lines = differences
      .filter((entry) => entry.kind === kind)
      .map(({ address, left: a, right: b }) => [
        `  ${printable(address)}`,
        kind === "same" ? show(a) : `${show(a)}  |  ${show(b)}`,
      ]);
    const text = table(lines);
    if (text.split("\n").every((line) => line.length <= columns)) return text;
    return lines.map(([address, values]) => `${address}\n      ${values}`).join("\n");
  };
  const parts = [head];
  if (differences.some(({ kind }) => kind === "differs"))
    parts.push(`${style.yellow(`differs: ${nameOf(left)}  |  ${nameOf(right)}`)}\n${rows("differs")}`);
  if (differences.some(({ kind }) => kind === "same"))
    parts.push(`${style.red("equal, and must differ")}\n${rows("same")}`);
  parts.push(style.bold(wrapProse(`${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.`, columns)));
  return parts.join("\n\n");
}

/** Whether two namespaces fit the rules, as a sentence. */
export function verdictOf({ differences, expected, ignored }: Comparison): string {
  const wrong = differences.filter(({ kind }) => kind === "same").length;
  const differs = differences.length - wrong;
  const counts = [
    differs > 0 ? `${plural(differs, "value")} ${differs === 1 ? "differs" : "differ"}` : "",
    wrong > 0 ? `${plural(wrong, "value")} equal that must differ` : "",
  ].filter((text) => text !== "");
  const rest = [
    expected > 0 ? `${expected} ${expected === 1 ? "differs as it" : "differ as they"} must` : "",
    ignored > 0 ? `${ignored} ${ignored === 1 ? "does" : "do"} not matter` : "",
  ].filter((text) => text !== "");
  const first =
    counts.length === 0 ? (rest.length === 0 ? "no differences" : "equal where they must be") : counts.join(", ");
  return rest.length === 0 ? first : `${first}; ${rest.join(", ")}`;
}

/** A comparison as Markdown, its values as code. */
export function compareMarkdown(comparison: Comparison): string {
  const { left, right, differences } = comparison;
  const show = (value: string | null) => (value === null ? "(not there)" : inlineCode(yamlValue(value).slice(0, 500)));
  const rows = differences
    .slice(0, 400)
    .map(
      ({ address, left: a, right: b, kind }) =>
        `| ${inlineCode(address)} | ${show(a)} | ${show(b)} | ${kind === "same" ? "**must differ**" : "differs"} |`,
    );
  const more = differences.length > 400 ? `\n…and ${differences.length - 400} more\n` : "";
  const head = `### ${inlineCode(nameOf(left))} and ${inlineCode(nameOf(right))}: ${verdictOf(comparison)}\n`;
  if (rows.length === 0) return head;
  return `${head}\n| address | ${inlineCode(nameOf(left))} | ${inlineCode(nameOf(right))} | |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n${more}`;
}
