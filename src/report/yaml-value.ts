import { Document, Scalar, visit } from "yaml";
import { isObject } from "../model/json.ts";

/**
 * A value as it would stand in a state file: `""` for the empty text, numbers and booleans bare, long text as a block.
 * null: there is none. Not yet escaped for where it is shown.
 */
export function yamlValue(value: unknown): string {
  if (value === null || value === undefined) return "(none)";
  if (typeof value === "string" && bare(value) === value && isPlainText(value)) return value;
  const document = new Document(value);
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== "string") return;
      const plain = bare(node.value);
      if (plain !== node.value) node.value = plain;
      else if (node.value.includes("\n") && !/[ \t]\n|^\s/.test(node.value)) node.type = Scalar.BLOCK_LITERAL;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

/** Scalars are compared as text (contract, section 1), so a text that reads as a number or a boolean may stand as one. */
function bare(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** Words that mean themselves in YAML without quotes; most values are. */
function isPlainText(text: string): boolean {
  return (
    /^[A-Za-z/(][\w ./()-]*$/.test(text) && !/^(yes|no|on|off|y|n|null|true|false)$/i.test(text) && !text.endsWith(" ")
  );
}

/** Whether a value is text of several lines. */
export function isMultiline(value: unknown): value is string {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

/** Whether a value takes lines of its own. */
export function isBlock(value: unknown): boolean {
  return isObject(value) || Array.isArray(value) || isMultiline(value);
}
