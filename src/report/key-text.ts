import { stringify } from "yaml";
import type { KeyFacts } from "../model/key-facts.ts";
import { table, wrapProse } from "./style.ts";

/** A key for people: what it means, what it takes, an example, the keys below it. */
export function keyText(key: KeyFacts, bold: (text: string) => string, columns: number): string {
  const { path, description, typeText, required, api, examples, keys, keysStand } = key;
  const rows: string[][] = [];
  if (typeText) rows.push(["type", typeText]);
  if (required) rows.push(["required", "yes"]);
  if (key.default !== undefined) rows.push(["default", JSON.stringify(key.default)]);
  if (api) rows.push(["API", api]);
  const parts = [`${bold(path.join(".") || "a state file")}\n${wrapProse(description, columns, "")}`];
  if (rows.length > 0) parts.push(table(rows, "  ", columns));
  if (examples?.[0] !== undefined) parts.push(exampleText(path.at(-1) ?? "", examples[0]));
  if (keys.length > 0) {
    const lines = keys.map((inner) => [`  ${inner.name}`, firstSentence(inner.description)]);
    parts.push(`keys${keysStand === "in it" ? "" : " of each"}:\n${table(lines, "", columns)}`);
  }
  return parts.join("\n\n");
}

/** The places in which a key stands that has the same name in several: a line each. */
export function placesText(address: string, keys: readonly KeyFacts[], columns: number): string {
  const lines = keys.map(({ path, description }) => [path.join("."), firstSentence(description)]);
  return `${address} stands in ${keys.length} places:\n${table(lines, "  ", columns)}`;
}

/** For programs. */
export function keyJson({ path, description, type, values, examples, api, required, ...key }: KeyFacts): object {
  // The entries of a map have names of their own, so its keys are not theirs.
  const keys = key.keysStand === "in each of a map" ? [] : key.keys;
  return {
    address: path.join("."),
    description,
    type,
    values,
    default: key.default,
    examples,
    api,
    required,
    keys: keys.map(({ name }) => name),
  };
}

/** As it would stand in a file. */
function exampleText(name: string, example: unknown): string {
  const key = name.startsWith("<") || name === "" ? undefined : name;
  const text = stringify(key === undefined ? example : { [key]: example }, { lineWidth: 0 }).trimEnd();
  return `  example:\n${text.replace(/^/gm, "    ")}`;
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
}
