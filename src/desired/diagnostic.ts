import type { Lines } from "./lines.ts";

/** A file's text, to say where something stands in it. */
export interface Source {
  /** As people know it: relative to the working directory. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly lines: Lines;
}

/** A place in a file: offsets in its text. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** One thing that is wrong with the files, for people. */
export interface Diagnostic {
  readonly message: string;
  /** undefined: of no place in a file, such as a directory without state files. */
  readonly place: Place | undefined;
  /** Stands under the marked text. */
  readonly hint?: string;
}

/** All that is wrong with the files, found in one go. */
export class InvalidFiles extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join("\n\n"));
    this.name = "InvalidFiles";
    this.diagnostics = diagnostics;
  }
}

/** `file:line:col`, 1-based. */
export function formatPlace(place: Place): string {
  return `${place.source.path}:${formatLine(place)}`;
}

/** `line:col`, 1-based. */
export function formatLine({ source, start }: Place): string {
  const { line, col } = source.lines.linePos(start);
  return `${line}:${col}`;
}

/** The message with its place, and the marked line with the one before it. */
function formatDiagnostic({ message, place, hint }: Diagnostic): string {
  if (place === undefined) return hint === undefined ? message : `${message}\n  ${hint}`;
  const { source, start, end } = place;
  const { line, col } = source.lines.linePos(start);
  const lines = source.text.split("\n").map((text) => text.replace(/\r$/, ""));
  const current = lines[line - 1] ?? "";
  const width = String(line).length + 2;
  const shown = (line: number) => `${String(line).padStart(width)} | ${lines[line - 1] ?? ""}`;
  const length = Math.max(1, Math.min(end - start, current.length - col + 1));
  const lead = current.slice(0, col - 1).replace(/[^\t]/g, " ");
  const pointer = `${" ".repeat(width)} | ${lead}${"^".repeat(length)}${hint === undefined ? "" : ` ${hint}`}`;
  const before = line > 1 ? [shown(line - 1)] : [];
  return [`${formatPlace(place)}: ${message}`, "", ...before, shown(line), pointer].join("\n");
}
