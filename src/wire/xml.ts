import type { Production } from "../model/production.ts";
import { type DictValue, definitionEntries, type Entries, isEntries } from "./definition.ts";

/**
 * A definition as the XML of its class: what IoP's `register_production` stores as it stands. White space in values is kept,
 * between elements there is some for people.
 */
export function definitionXml(production: Production): string {
  return element("Production", definitionEntries(production, "as it was"), "");
}

function element(name: string, entries: Entries, indent: string): string {
  let attributes = "";
  let text = "";
  const children: string[] = [];
  for (const [key, value] of entries) {
    if (key.startsWith("@")) attributes += ` ${key.slice(1)}="${escapeAttribute(plain(value))}"`;
    else if (key === "#text") text += escapeText(plain(value));
    else children.push(...elements(key, value, `${indent}  `));
  }
  // White space beside a text would be part of it.
  const inner =
    text !== "" || children.length === 0
      ? text + children.join("")
      : `\n${children.map((child) => `${indent}  ${child}\n`).join("")}${indent}`;
  return `<${name}${attributes}>${inner}</${name}>`;
}

/** Several of one name are a list. */
function elements(name: string, value: DictValue, indent: string): string[] {
  if (Array.isArray(value)) return (value as readonly DictValue[]).flatMap((one) => elements(name, one, indent));
  if (isEntries(value)) return [element(name, value.entries, indent)];
  if (typeof value === "object" && value !== null)
    return [element(name, Object.entries(value) as unknown as Entries, indent)];
  return [`<${name}>${escapeText(plain(value))}</${name}>`];
}

function plain(value: DictValue): string {
  return value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A carriage return as itself would be read as a line's end. */
function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (char) => ENTITIES[char] as string);
}

/** Other white space than blanks, as itself, would be read as a blank. */
function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => ENTITIES[char] as string);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};
