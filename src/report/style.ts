import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";

export { printable } from "./safe.ts";

export type Style = ReturnType<typeof pc.createColors>;

export function createStyle(colors: boolean): Style {
  return pc.createColors(colors);
}

/** Columns separated by two spaces; the last is not padded. Widths are of text without colours. */
export function table(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.slice(0, -1).entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows
    .map(
      (row) => indent + row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
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
          cells.flatMap((cell, at) =>
            cell === "" || cell === "-" ? [] : [[(head[at + 1] ?? "").toLowerCase(), cell]],
          ),
          "    ",
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

export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
