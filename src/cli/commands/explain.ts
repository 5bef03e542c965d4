import { stringify } from "yaml";
import config from "../../../schemas/config.schema.json" with { type: "json" };
import state from "../../../schemas/desired-state.schema.json" with { type: "json" };
import { nearestName } from "../../model/nearest.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { LINT_CODES } from "../../planner/lint-codes.ts";
import { table, wrapProse } from "../../report/style.ts";
import type { CommonFlags, Context } from "../context.ts";

interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly "x-api"?: string;
}

interface Found {
  readonly path: readonly string[];
  readonly schema: Schema;
  readonly root: Schema;
  readonly required: boolean;
}

interface ExplainFlags extends CommonFlags {
  readonly json?: boolean;
}

/** What a key of the desired state or of the config means, from the schemas. */
export function explainCommand(
  [address]: [string | undefined],
  flags: ExplainFlags,
  { terminal }: Context,
): Promise<Ending> {
  if (address === "lint") {
    terminal.out(table([["CODE", "FINDS"], ...Object.entries(LINT_CODES)], "", terminal.width));
    return Promise.resolve("done");
  }
  const found = lookUp(address ?? "");
  if (Array.isArray(found)) {
    const lines = found.map(({ path, schema }) => [path.join("."), firstSentence(schema.description ?? "")]);
    if (flags.json)
      terminal.out(
        JSON.stringify(
          found.map(({ path }) => path.join(".")),
          null,
          2,
        ),
      );
    else terminal.out(`${address} stands in ${found.length} places:\n${table(lines, "  ", terminal.width)}`);
    return Promise.resolve("done");
  }
  if (flags.json) {
    const { schema, root } = found;
    const { properties, items } = resolve(root, schema);
    const keys = Object.keys(properties ?? (items ? resolve(root, items).properties : undefined) ?? {});
    const { description, type, enum: values, default: fallback, examples } = resolve(root, schema);
    const api = resolve(root, schema)["x-api"];
    terminal.out(
      JSON.stringify(
        {
          address: found.path.join("."),
          description,
          type,
          values,
          default: fallback,
          examples,
          api,
          required: found.required,
          keys,
        },
        null,
        2,
      ),
    );
  } else terminal.out(describe(found, terminal.style.bold, terminal.width));
  return Promise.resolve("done");
}

/** The key of an address; where that is only the name of nested keys, the one that has it, or all of them. */
function lookUp(address: string): Found | Found[] {
  const inConfig = address === "config" || address.startsWith("config.");
  const root = (inConfig ? config : state) as unknown as Schema;
  const names = namesOf(inConfig ? address.replace(/^config\.?/, "") : address);
  try {
    return find(root, names, inConfig ? ["config"] : []);
  } catch (error) {
    const nested = [
      ...nestedKeys(state as unknown as Schema, []),
      ...nestedKeys(config as unknown as Schema, ["config"]),
    ].filter(({ path }) => {
      const named = path.filter((name) => name !== "<name>");
      return names.every((name, index) => named[named.length - names.length + index] === name);
    });
    const [only] = nested;
    if (only !== undefined) return nested.length === 1 ? only : nested;
    throw names.length === 1 ? unknownKey(names[0] as string, error as Error) : error;
  }
}

/** A name alone may be one of a nested key, mistyped. */
function unknownKey(name: string, error: Error): Error {
  if (/did you mean/.test(error.message)) return error;
  const all = [...nestedKeys(state as unknown as Schema, []), ...nestedKeys(config as unknown as Schema, ["config"])];
  const near = nearestName(name, [...new Set(all.map(({ path }) => path.at(-1) as string))]);
  if (near === undefined) return error;
  return new Refusal(
    "error",
    `there is no key "${name}"; did you mean "${near}"? \`iopctl explain ${near}\` describes it`,
  );
}

/** Every key of a schema, with what stands above it. */
function nestedKeys(root: Schema, start: readonly string[]): Found[] {
  const out: Found[] = [];
  const walk = (schema: Schema, path: readonly string[], open: readonly Schema[]): void => {
    if (open.includes(schema) || path.length > 8) return;
    const deeper = [...open, schema];
    for (const [name, entry] of Object.entries(schema.properties ?? {})) {
      const inner = resolve(root, entry);
      out.push({ path: [...path, name], schema: inner, root, required: schema.required?.includes(name) === true });
      walk(inner, [...path, name], deeper);
    }
    const each = typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema.items;
    if (each) walk(resolve(root, each), schema.items ? path : [...path, "<name>"], deeper);
  };
  walk(resolve(root, root), start, []);
  return out;
}

/** Names of an address; a production's own dots are one name, since keys below it are known. */
function namesOf(text: string): string[] {
  return text === "" ? [] : (text.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? []).map((name) => name.replace(/^"|"$/g, ""));
}

function find(root: Schema, names: readonly string[], start: readonly string[]): Found {
  let schema = resolve(root, root);
  let required = false;
  const path = [...start];
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const property = schema.properties?.[name];
    const element = schema.items === undefined ? undefined : resolve(root, schema.items);
    const inner = typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema.items;
    const alias = index === 0 && property === undefined ? short(root, name) : undefined;
    if (property) {
      required = schema.required?.includes(name) === true;
      schema = resolve(root, property);
      path.push(name);
    } else if (alias) {
      schema = alias;
      path.push(name);
    } else if (element?.properties?.[name]) {
      // A key of each entry of a list: entries have no names.
      required = element.required?.includes(name) === true;
      schema = resolve(root, element.properties[name]);
      path.push(name);
    } else if (inner && resolve(root, inner).properties?.[name]) {
      // Of whichever one: its name is left out.
      const one = resolve(root, inner);
      required = one.required?.includes(name) === true;
      schema = resolve(root, one.properties?.[name] as Schema);
      path.push("<name>", name);
    } else if (inner) {
      schema = resolve(root, inner);
      required = false;
      path.push("<name>");
      // A class name has dots: what is not a key of what stands here is still part of the name.
      while (index + 1 < names.length && schema.properties && !schema.properties[names[index + 1] as string])
        index += 1;
    } else {
      const known = Object.keys(schema.properties ?? {});
      const nearest = nearestName(name, known);
      const near = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
      const list = known.length > 0 ? `\n  Known there: ${known.join(", ")}` : "";
      throw new Refusal("error", `there is no key "${name}" in ${path.join(".") || "a state file"}${near}${list}`);
    }
  }
  return { path, schema: schema, root, required };
}

/** `item.pool_size` and the like: the parts by their own names. */
function short(root: Schema, name: string): Schema | undefined {
  const part = root.$defs?.[name];
  return part ? resolve(root, part) : undefined;
}

/** References followed; of several branches the one that has keys. */
function resolve(root: Schema, given: Schema): Schema {
  const { $ref, ...rest } = given;
  const schema = withoutVariable(given);
  if ($ref) return { ...resolve(root, root.$defs?.[$ref.replace("#/$defs/", "")] ?? {}), ...rest };
  const branches = schema.anyOf?.map((entry) => resolve(root, entry)) ?? [];
  const branch =
    branches.find((entry) => entry.properties || entry.additionalProperties) ?? branches.find((entry) => entry.items);
  return branch
    ? { ...branch, ...schema, ...(schema.description ? {} : { description: branch.description ?? "" }) }
    : schema;
}

/** That a variable may stand in the place of a value is for editors: it may everywhere. */
function withoutVariable(schema: Schema): Schema {
  const { anyOf, ...plain } = schema;
  const branches = anyOf?.filter((entry) => entry.$ref !== "#/$defs/variable") ?? [];
  if (branches.length === anyOf?.length || branches.length === 0) return schema;
  return branches.length === 1 ? { ...plain, ...branches[0] } : { ...plain, anyOf: branches };
}

function describe({ path, schema, root, required }: Found, bold: (text: string) => string, columns: number): string {
  const rows: string[][] = [];
  const type = typeOf(root, schema);
  if (type) rows.push(["type", type]);
  if (required) rows.push(["required", "yes"]);
  if (schema.default !== undefined) rows.push(["default", show(schema.default)]);
  if (schema["x-api"]) rows.push(["API", schema["x-api"]]);
  const parts = [`${bold(path.join(".") || "a state file")}\n${wrapProse(schema.description ?? "", columns, "")}`];
  if (rows.length > 0) parts.push(table(rows, "  ", columns));
  const example = schema.examples?.[0];
  if (example !== undefined) parts.push(exampleText(path.at(-1) ?? "", example));
  const each = typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema.items;
  const inner = each === undefined ? undefined : resolve(root, each);
  const keys = Object.entries(schema.properties ?? inner?.properties ?? {});
  if (keys.length > 0) {
    const lines = keys.map(([name, entry]) => [`  ${name}`, firstSentence(resolve(root, entry).description ?? "")]);
    parts.push(`keys${schema.properties ? "" : " of each"}:\n${table(lines, "", columns)}`);
  }
  return parts.join("\n\n");
}

/** As it would stand in a file. */
function exampleText(name: string, example: unknown): string {
  const key = name.startsWith("<") || name === "" ? undefined : name;
  const text = stringify(key === undefined ? example : { [key]: example }, { lineWidth: 0 }).trimEnd();
  return `  example:\n${text.replace(/^/gm, "    ")}`;
}

function typeOf(root: Schema, schema: Schema): string {
  if (schema.enum) return schema.enum.map(show).join(" | ");
  if (schema.const !== undefined) return show(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map((entry) => typeOf(root, resolve(root, entry))))].join(" | ");
  if (schema.type === "array")
    return `list of ${schema.items ? typeOf(root, resolve(root, schema.items)) || "values" : "values"}`;
  if (schema.type === "object") return "map";
  return [schema.type ?? ""].flat().join(" | ");
}

function show(value: unknown): string {
  return JSON.stringify(value);
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
}
