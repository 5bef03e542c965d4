import { type DictValue, type Entries, isEntries } from "../wire/definition.ts";

/**
 * Text as a Python string literal in ASCII: every version of Python reads it back as the same text, whatever is in it.
 * A code point above U+FFFF needs \U: two \u escapes would give two surrogates.
 */
export function pythonString(text: string): string {
  let out = '"';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (char === '"' || char === "\\") out += `\\${char}`;
    else if (char === "\n") out += "\\n";
    else if (code >= 0x20 && code < 0x7f) out += char;
    else if (code > 0xffff) out += `\\U${code.toString(16).padStart(8, "0")}`;
    else out += `\\u${code.toString(16).padStart(4, "0")}`;
  }
  return `${out}"`;
}

/** Plain data as a Python literal over several lines. */
export function pythonLiteral(value: DictValue, indent = ""): string {
  if (typeof value === "string") return pythonString(value);
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "None";
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const lines = (value as readonly DictValue[]).map((element) => `${inner}${pythonLiteral(element, inner)},\n`);
    return `[\n${lines.join("")}${indent}]`;
  }
  const entries = (isEntries(value) ? value.entries : Object.entries(value)) as Entries;
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, element]) => `${inner}${pythonString(key)}: ${pythonLiteral(element, inner)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}
