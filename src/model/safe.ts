/**
 * What is true of every text that reaches a terminal or a pipeline's log: nothing in it is obeyed. Escapes are those of
 * JSON, so that JSON, and YAML in double quotes, mean the same afterwards.
 */

/** Control characters (of both sets), the bidi marks, and what some programs take for an end of line; not \t and \n. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
/** The colours that this program writes itself (picocolors): nothing that hides, moves or links. */
const COLOUR = /\u001b\[(?:0|1|2|22|3[0-79]|4[0-79]|9[0-7])m/g;
/** A workflow command of GitHub (`::name …::`, `##[name]`) or Azure DevOps (`##vso[…]`), anywhere in a line. */
const COMMAND = /::(?=[\w-]{1,40}(?: [^\n]{0,500}?)?::)|##(?=\[|vso\[)/g;
const LEADING = /^([ \t]*):(?=:)/gm;

/** Text with nothing in it that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** Where others' words are going to stand. */
export interface SafeOptions {
  /** Keep the colours that this program writes. */
  readonly colors: boolean;
  /** It may be a pipeline's log: break what a runner would take for a command. */
  readonly pipeline: boolean;
}

/** A whole output as it may be printed. */
export function safe(text: string, { colors, pipeline }: SafeOptions): string {
  const shown = colors ? coloured(text) : printable(text);
  return pipeline ? withoutCommands(shown) : shown;
}

/** Whether a text would be changed: it must then stand where its escapes are read again. */
export function isSafe(text: string): boolean {
  return safe(text, { colors: false, pipeline: true }) === text;
}

function withoutCommands(text: string): string {
  return text
    .replace(COMMAND, (found) => found.charAt(0) + escaped(found.charAt(1)))
    .replace(LEADING, (_found, space: string) => `${space}${escaped(":")}`);
}

function coloured(text: string): string {
  let out = "";
  let end = 0;
  for (const { index, 0: code } of text.matchAll(COLOUR)) {
    out += printable(text.slice(end, index)) + code;
    end = index + code.length;
  }
  return out + printable(text.slice(end));
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
