import { CST, type Document, Parser, type YAMLParseError } from "yaml";
import { type Diagnostic, formatLine, type Place, type Source } from "./diagnostic.ts";

/**
 * What is wrong with the YAML of a document, in words for operators, at the place where it begins. One mistake mostly
 * makes several errors of the parser; the first one is told.
 */
export function syntaxError(document: Document, source: Source): Diagnostic | undefined {
  const [error] = document.errors;
  if (error === undefined) return undefined;
  const open = /closing .quote|must end with a|sufficiently indented/.test(error.message)
    ? unclosed(source.text)
    : undefined;
  if (open !== undefined) {
    const place = { source, start: open.offset, end: open.offset + 1 };
    const what = open.char === '"' || open.char === "'" ? "quote" : open.char;
    const message = `the ${what} opened at ${formatLine(place)} is never closed`;
    const indent =
      error.code === "BAD_INDENT"
        ? { hint: "the line with the end of the text must be indented more than its key" }
        : {};
    return { message, place, ...indent };
  }
  const place = placeOf(error, source);
  const below = error.code === "BLOCK_AS_IMPLICIT_KEY" ? lineBelow(place) : undefined;
  if (below !== undefined) return { message: "this line is indented too far", place: below };
  return { ...wordsOf(error, source.text, place.start), place };
}

function wordsOf(error: YAMLParseError, text: string, index: number): { message: string; hint?: string } {
  const { message } = error;
  const char = text[index];
  switch (error.code) {
    case "TAB_AS_INDENT":
      return { message: "a tab cannot indent", hint: "use spaces" };
    case "BLOCK_AS_IMPLICIT_KEY":
      return { message: 'a second ": " in one line', hint: "put the value in quotes" };
    case "BAD_SCALAR_START":
      return { message: `a text that begins with ${char} must be in quotes` };
    case "MULTILINE_IMPLICIT_KEY":
      return { message: "a key must be on one line" };
    case "BAD_DQ_ESCAPE":
      return { message: "\\ means something special in double quotes", hint: "write \\\\, or use single quotes" };
    case "BAD_ALIAS":
      return { message: "an alias needs a name" };
    case "BAD_INDENT":
      if (/sufficiently indented/.test(message))
        return { message: "the lines between the brackets must be indented more than the key" };
      return { message: "this line is indented differently from the lines around it" };
    case "MISSING_CHAR":
      if (/Implicit map keys/.test(message)) return { message: 'expected "key: value" here' };
      if (/directives-end/.test(message)) return { message: "after % lines a line --- is needed" };
      if (/without - indicator/.test(message)) return { message: 'expected "- value" here, as above' };
      break;
    case "UNEXPECTED_TOKEN":
      if (/Unexpected .* at node end/.test(message)) return { message: `unexpected ${char ?? "end"} after the value` };
      break;
  }
  return { message: `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
}

/** The parser often points at the end of what it had read: people look at what comes next. */
function placeOf({ pos: [from, to] }: YAMLParseError, source: Source): Place {
  const { text } = source;
  let start = from;
  while (start < text.length && /\s/.test(text[start] as string)) start += 1;
  if (start >= text.length) return { source, start: from, end: to };
  return { source, start, end: Math.max(to, start + 1) };
}

/** Where a value is followed by a deeper line with a key of its own: that line. */
function lineBelow({ source, start }: Place): Place | undefined {
  const [, first = ""] = /^([^\n]*\n\s*)[^\n]*:/.exec(source.text.slice(start, start + 2_000)) ?? [];
  if (first === "" || /:\s/.test(first.slice(0, first.indexOf("\n")))) return undefined;
  return { source, start: start + first.length, end: start + first.length + 1 };
}

/** The first quote or bracket without its end. */
function unclosed(text: string): { char: string; offset: number } | undefined {
  let found: { char: string; offset: number } | undefined;
  const look = (token: CST.Token | null | undefined) => {
    if (!token || found) return;
    if (token.type === "double-quoted-scalar" || token.type === "single-quoted-scalar") {
      const { source, offset } = token;
      const last = source.at(-1);
      if (source.length < 2 || last !== source[0] || endsInEscape(source))
        found = { char: source[0] as string, offset };
    }
    if (token.type === "flow-collection") {
      const end = token.end.find(({ type }) => type === "flow-map-end" || type === "flow-seq-end");
      if (end === undefined) found = { char: token.start.source, offset: token.start.offset };
    }
  };
  for (const document of new Parser().parse(text)) {
    if (document.type !== "document") continue;
    look(document.value);
    if (document.value === undefined) continue;
    CST.visit(document, ({ key, value }) => {
      look(key);
      look(value);
    });
  }
  return found;
}

/** `"a\"`: the quote is part of the text. */
function endsInEscape(source: string): boolean {
  if (source[0] !== '"') return /^'(?:[^']|'')*$/.test(source);
  return /(?<!\\)(?:\\\\)*\\"$/.test(source);
}
