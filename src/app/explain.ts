import { distance } from "fastest-levenshtein";
import config from "../../schemas/config.schema.json" with { type: "json" };
import state from "../../schemas/desired-state.schema.json" with { type: "json" };
import type { KeyFacts } from "../model/key-facts.ts";
import { nearestName } from "../model/nearest.ts";
import { Refusal } from "../model/refusal.ts";

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

/**
 * What the keys of an address mean, from the schemas: one where it is whole, several where the same name stands in several
 * places. Empty: the whole of a state file; `config.…`: of the config. Throws Refusal, with the nearest key.
 */
export function explainKey(address: string): readonly KeyFacts[] {
  return [lookUp(address)].flat().map(factsOf);
}

function factsOf({ path, schema, root, required }: Found): KeyFacts {
  const { description = "", type, enum: values, default: fallback, examples, properties } = schema;
  const each = typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema.items;
  const inner = properties ?? (each && resolve(root, each).properties) ?? {};
  return {
    path,
    description,
    type,
    typeText: typeOf(root, schema),
    values,
    default: fallback,
    examples,
    api: schema["x-api"],
    required,
    keys: Object.entries(inner).map(([name, entry]) => ({ name, description: resolve(root, entry).description ?? "" })),
    keysStand: properties ? "in it" : schema.items ? "in each of a list" : "in each of a map",
  };
}

/** The key of an address; where that is only the name of nested keys, the one that has it, or all of them. */
function lookUp(address: string): Found | Found[] {
  const inConfig = address === "config" || address.startsWith("config.");
  const root = (inConfig ? config : state) as unknown as Schema;
  const names = namesOf(inConfig ? address.replace(/^config\.?/, "") : address);
  try {
    return find(root, names, inConfig ? ["config"] : []);
  } catch (error) {
    const all = everyKey();
    const nested = all.filter(({ path }) => {
      const last = lastNames(path, names.length);
      return names.every((name, index) => last[index] === name);
    });
    const [only] = nested;
    if (only !== undefined) return nested.length === 1 ? only : nested;
    throw unknownKey(names, all, error as Error);
  }
}

function everyKey(): readonly Found[] {
  return [...nestedKeys(state as unknown as Schema, []), ...nestedKeys(config as unknown as Schema, ["config"])];
}

/** The last names of a path, without those that people give themselves. */
function lastNames(path: readonly string[], count: number): readonly string[] {
  return path.filter((name) => name !== "<name>").slice(-count);
}

/** The end of an address may be that of a nested key, mistyped: `items.clasname`. */
function unknownKey(names: readonly string[], all: readonly Found[], error: Error): Error {
  if (/did you mean/.test(error.message)) return error;
  const ends = all.map(({ path }) => lastNames(path, names.length)).filter((last) => last.length === names.length);
  const like = ends.filter((last) => last.every((name, index) => nearestName(names[index] ?? "", [name]) === name));
  const same = (last: readonly string[]) => last.filter((name, index) => name === names[index]).length;
  const most = Math.max(0, ...like.map(same));
  const closest = [...new Set(like.filter((last) => same(last) === most).map((last) => last.join(".")))];
  const near = closest.length === 1 ? closest[0] : nearestName(names.join("."), closest);
  if (near === undefined) return error;
  const text = names.join(".");
  return new Refusal(
    "error",
    `there is no key "${text}"; did you mean "${near}"? \`iopctl explain ${near}\` describes it`,
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
  // Whether a name that people give was left out: then none of the others is likely to be one.
  let shortened = false;
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
      shortened = true;
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
      shortened = true;
      path.push("<name>", name);
    } else if (inner) {
      schema = resolve(root, inner);
      required = false;
      path.push("<name>");
      // A class name has dots: what is not a key of what stands here is still part of the name.
      const first = index;
      while (index + 1 < names.length && schema.properties && !schema.properties[names[index + 1] as string])
        index += 1;
      const last = names[index] as string;
      if (index > first || shortened) refuseMistyped(last, schema, path);
      else if (index === names.length - 1 && slipOf(last, schema)) throw noKey(last, schema, path);
    } else throw noKey(name, schema, path);
  }
  return { path, schema, root, required };
}

function noKey(name: string, { properties = {} }: Schema, path: readonly string[]): Refusal {
  const known = Object.keys(properties);
  const nearest = nearestName(name, known);
  const near = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  const list = known.length > 0 ? `\n  Known there: ${known.join(", ")}` : "";
  return new Refusal("error", `there is no key "${name}" in ${path.join(".") || "a state file"}${near}${list}`);
}

/** The last part of a name with dots is a key, mistyped, where it looks like one: parts of class names begin large. */
function refuseMistyped(name: string, schema: Schema, path: readonly string[]): void {
  const known = Object.keys(schema.properties ?? {});
  if (/^[a-z_]+$/.test(name) && nearestName(name, known) !== undefined) throw noKey(name, schema, path);
}

/**
 * Whether a name that could be one that people give is a key with a slip of the hand: a letter too many or too few, or two
 * in the wrong order. Another letter makes another word: a target may be called "stage", though there is a key "state".
 */
function slipOf(name: string, schema: Schema): boolean {
  const sorted = (text: string) => [...text].sort().join("");
  return Object.keys(schema.properties ?? {}).some((key) => {
    const far = distance(name, key);
    return key.length === name.length ? far === 2 && sorted(key) === sorted(name) : far === 1;
  });
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
