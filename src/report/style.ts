import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";

export { printable } from "../model/safe.ts";

/** Colours; functions that do nothing where there are none. */
export type Style = Readonly<Record<(typeof STYLES)[number], (text: string) => string>>;

const STYLES = ["bold", "dim", "green", "red", "yellow"] as const;
const PLAIN = Object.fromEntries(STYLES.map((name) => [name, (text: string) => text])) as Style;

/** Colours for a terminal, or none. */
export function createStyle(colors: boolean): Style {
  return colors ? pc.createColors(true) : PLAIN;
}

/**
 * Columns separated by two spaces; the last is not padded, and goes on below itself where it passes `columns`. Widths are
 * of text without colours.
 */
export function table(rows: readonly (readonly string[])[], indent = "", columns = Number.POSITIVE_INFINITY): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.slice(0, -1).entries())
      widths[index] = Math.max(widths[index] ?? 0, visibleLength(cell));
  }
  const padded = (cell: string, index: number) => cell + " ".repeat((widths[index] ?? 0) - visibleLength(cell));
  return rows
    .map((row) => {
      const lead =
        indent +
        row
          .slice(0, -1)
          .map((cell, index) => `${padded(cell, index)}  `)
          .join("");
      const room = columns - visibleLength(lead);
      // Where hardly anything is left beside the others, below them is no better.
      const last = room < NARROWEST ? (row.at(-1) ?? "") : wrapProse(row.at(-1) ?? "", room, "");
      return (lead + last.replaceAll("\n", `\n${" ".repeat(visibleLength(lead))}`)).trimEnd();
    })
    .join("\n");
}

const NARROWEST = 20;

/** What stays whole: an address or a name, also one in quotes, and what stands between backticks. */
const WORD = /(?:"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|\S)+/g;
/** A line of a file with its number, and what marks a place in it. */
const FRAME = /^\s*\d* \| /;

/**
 * Sentences in lines of at most so many columns, broken between words: what goes on is indented as its line, and by `hang`.
 * An address or a name is never broken, so it may pass the columns: it can be copied whole then.
 */
export function wrapProse(text: string, columns: number, hang = "  "): string {
  if (!Number.isFinite(columns)) return text;
  return text
    .split("\n")
    .map((line) => (visibleLength(line) <= columns || FRAME.test(line) ? line : wrapLine(line, columns, hang)))
    .join("\n");
}

function wrapLine(line: string, columns: number, hang: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = indent;
  let empty = true;
  for (const match of line.slice(indent.length).matchAll(WORD)) {
    const [word] = match;
    const gap = empty ? "" : /\s*$/.exec(line.slice(indent.length, indent.length + match.index))?.[0];
    if (!empty && visibleLength(current) + (gap?.length ?? 0) + visibleLength(word) > columns) {
      lines.push(current);
      current = indent + hang + word;
    } else current += `${gap}${word}`;
    empty = false;
  }
  return [...lines, current].join("\n");
}

/**
 * A table with a head where it fits into so many columns; else each row as lines of its own, since a broken table is
 * read by nobody: the first cell, and below it each other one that is not empty with the head's word.
 */
export function listing(rows: readonly (readonly string[])[], columns: number): string {
  const whole = table(rows);
  const [head = [], ...rest] = rows;
  if (rest.length === 0 || whole.split("\n").every((line) => visibleLength(line) <= columns)) return whole;
  return rest
    .map(([name = "", ...cells]) =>
      [
        name,
        table(
          cells.flatMap((cell, index) =>
            cell === "" || cell === "-" ? [] : [[(head[index + 1] ?? "").toLowerCase(), cell]],
          ),
          "    ",
          columns,
        ),
      ]
        .filter((part) => part !== "")
        .join("\n"),
    )
    .join("\n");
}

/** Lines of at most so many columns, broken after a comma or a semicolon only: what stands between is a name. */
export function wrapList(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?<=[,;]) /)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + part.length > columns) lines.push(part);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines;
}

function visibleLength(line: string): number {
  return stripVTControlCharacters(line).length;
}
