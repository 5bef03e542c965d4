import type { ErrorObject } from "ajv";
import { isObject } from "../model/json.ts";
import { nearestName } from "../model/nearest.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { toPlain } from "./tree.ts";
import type { MapTree, Tree } from "./yaml-tree.ts";

interface Validator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** One of the schemas. */
export interface Schema {
  /** Whether plain data is as it says: soon answered. */
  readonly fits: (value: unknown) => boolean;
  /** The same, and what is wrong: large, and loaded where something is. */
  readonly validator: () => Validator;
}

/** What people look for and the API cannot do. */
const IMPOSSIBLE: readonly (readonly [RegExp, string])[] = [
  [/^auto_?start$/i, "the API cannot set a production's auto-start; set it in the Management Portal"],
  [/^(rename|rename_to|new_name)$/i, "the API cannot rename a production; create one of the new name"],
  [
    /^(delete|remove|delete_files|remove_files)$/i,
    'the API cannot delete productions or files; "absent" removes items, bindings and a package\'s record',
  ],
];

/** Checks a tree against its schema: each finding with its place and, for an unknown key, the nearest valid one. */
export function validateTree(tree: Tree, schema: Schema, report: (diagnostic: Diagnostic) => void): boolean {
  if (tree.kind !== "map") {
    report({ message: "a document must be a map of keys and values", place: tree.place });
    return false;
  }
  const plain = toPlain(tree);
  if (schema.fits(plain)) return true;
  const validate = schema.validator();
  if (validate(plain)) return true;
  const seen = new Set<string>();
  const errors = (validate.errors ?? []).filter((error) => !isUnknown(tree, pathOf(error)));
  if (errors.length === 0) return true;
  for (const diagnostic of relevant(errors).map((error) =>
    withVariables(explain(error, tree), find(tree, pathOf(error)).value),
  )) {
    const id = `${diagnostic.place?.start}:${diagnostic.message}`;
    if (!seen.has(id)) report(diagnostic);
    seen.add(id);
  }
  return false;
}

/** The unknown keys of a tree, whatever its values are: they may hold variables that nobody has resolved yet. */
export function unknownKeysOf(tree: MapTree, schema: Schema): readonly Diagnostic[] {
  const plain = toPlain(tree);
  if (schema.fits(plain)) return [];
  const validate = schema.validator();
  if (validate(plain)) return [];
  return relevant(validate.errors ?? [])
    .filter(({ keyword }) => keyword === "additionalProperties")
    .map((error) => explain(error, tree));
}

/** An `anyOf` reports every branch: only the branch that the value was meant for says something to people. */
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf");
  return errors.filter((error) => {
    if (error.propertyName !== undefined && error.keyword !== "propertyNames") return false;
    const choice = choices.find(({ instancePath }) => instancePath === error.instancePath);
    if (choice === undefined) return true;
    const meantAsMap = isObject(error.data);
    if (error.keyword === "anyOf") return !meantAsMap;
    return meantAsMap && error.keyword !== "const" && error.keyword !== "type";
  });
}

function pathOf({ instancePath }: ErrorObject): string[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Whether what stands there is a secret that was not asked for: nobody can say whether it is of the right form. */
function isUnknown(tree: Tree, path: readonly string[]): boolean {
  const { value } = find(tree, path);
  return value.kind === "scalar" && value.unknown === true;
}

/** Says too what a variable gave, since the file shows only the variable; not where that is a secret. */
function withVariables(diagnostic: Diagnostic, found: Tree): Diagnostic {
  const { place } = diagnostic;
  if (found.kind !== "scalar" || found.sensitive || place !== found.place) return diagnostic;
  const written = place.source.text.slice(place.start, place.end).replace(/^(["'])(.*)\1$/s, "$2");
  if (!/(^|[^$])\$\{/.test(written)) return diagnostic;
  return { ...diagnostic, message: `${diagnostic.message}; ${written} is ${JSON.stringify(found.text)}` };
}

function explain(error: ErrorObject, tree: MapTree): Diagnostic {
  const path = pathOf(error);
  const found = find(tree, path);
  const params = error.params as Record<string, unknown>;
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const name = nameOf(path, tree);
  if (found.value.kind === "scalar" && found.value.value === null) return emptyValue(error, path, tree);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(String(params["additionalProperty"]), path, found.value, Object.keys(properties(schema)));
    case "propertyNames": {
      const key = String(params["propertyName"]);
      return { message: `"${key}" cannot be the name of ${nounOf([...path, key])}`, place: keyPlace(found.value, key) };
    }
    case "required": {
      const key = String(params["missingProperty"]);
      const hint = path.length === 0 && key === "version" ? { hint: 'add "version: 1"' } : {};
      return { message: `${nounOf(path)} needs the key "${key}"`, place: found.key, ...hint };
    }
    case "anyOf":
    case "type":
      return { message: `${name} must be ${expected(schema, path)}`, place: found.value.place };
    case "not":
      return {
        message: "a package has either a settings_file or components",
        place: keyPlace(found.value, "components"),
        hint: "with components iopctl writes the entrypoint",
      };
    case "minProperties":
    case "maxProperties":
      if (path[0] !== "checks") break;
      return path.length === 2
        ? { message: "a check has a name and one of test, log, queues and routes", place: found.key }
        : { message: "expect has one of equals, subset and regex", place: found.key };
    case "enum":
    case "const": {
      const allowed = error.keyword === "const" ? [params["allowedValue"]] : (params["allowedValues"] as unknown[]);
      if (path.length === 1 && path[0] === "version") return formatVersion(error.data, found.value.place);
      const words = allowed.map((value) => JSON.stringify(value)).join(" or ");
      return withSuggestion(
        { message: `${name} must be ${words}`, place: found.value.place },
        String(error.data),
        allowed.map(String),
      );
    }
    case "pattern":
      return {
        message: `${name} is not of the right form: ${lowerFirst(String(schema["description"] ?? "see iopctl explain"))}`,
        place: found.value.place,
        ...example(schema),
      };
  }
  return { message: `${name} ${error.message ?? "is not valid"}`, place: found.value.place };
}

/** The form of the files is no name that could be mistyped: a later one needs a later iopctl. */
function formatVersion(written: unknown, place: Place): Diagnostic {
  const later = typeof written === "number" && written > 1;
  const hint = later ? "a newer iopctl may read it" : 'write "version: 1"';
  return { message: `version ${JSON.stringify(written)}: this iopctl reads version 1`, place, hint };
}

/** Where nothing stands at all, one error says so and what belongs there: not that "nothing" has the wrong type. */
function emptyValue(error: ErrorObject, path: readonly string[], tree: MapTree): Diagnostic {
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const wanted = path[0] === "productions" && path.length === 2 ? "a map, such as {}" : undefined;
  const allowed = [schema["const"] ?? schema["enum"] ?? []].flat().map((value) => JSON.stringify(value));
  const [example] = [schema["examples"] ?? []].flat();
  const such = example === undefined || typeof example === "object" ? "" : `, such as ${JSON.stringify(example)}`;
  const what = wanted ?? (allowed.length > 0 ? allowed.join(" or ") : `${expected(schema, path, "empty")}${such}`);
  const inList = /^\d+$/.test(path.at(-1) ?? "") && find(tree, path.slice(0, -1)).value.kind === "list";
  const required = path.length === 1 && path[0] === "version";
  const hint = `write ${what}${required ? "" : `, or remove the ${inList ? "entry" : "key"}`}`;
  return { message: `${nameOf(path, tree)} has no value`, place: find(tree, path).key, hint };
}

/** A key in quotes, or which entry of a list. */
function nameOf(path: readonly string[], tree: MapTree): string {
  const last = path.at(-1) ?? "";
  const above = path.slice(0, -1);
  if (above.length === 0 || find(tree, above).value.kind !== "list") return `"${last}"`;
  return `entry ${Number(last) + 1} of "${above.at(-1)}"`;
}

function unknownKey(key: string, path: readonly string[], value: Tree, known: readonly string[]): Diagnostic {
  const place = keyPlace(value, key);
  const noun = nounOf(path);
  const impossible = IMPOSSIBLE.find(([pattern]) => pattern.test(key));
  if (impossible) return { message: impossible[1], place };
  return withSuggestion({ message: `unknown key "${key}" in ${noun}`, place }, key, known);
}

function withSuggestion(diagnostic: Diagnostic, text: string, known: readonly string[]): Diagnostic {
  const nearest = nearestName(text, known);
  return nearest === undefined ? diagnostic : { ...diagnostic, hint: `did you mean "${nearest}"?` };
}

function expected(schema: Record<string, unknown>, path: readonly string[], found?: "empty"): string {
  if (path[0] === "productions" && path.length === 2) return "a map; the API cannot delete a production";
  const branches = (schema["anyOf"] ?? []) as Record<string, unknown>[];
  if (branches.some(({ $ref }) => String($ref).endsWith("absent"))) return 'a map, or the word "absent"';
  if (branches.length > 0) return lowerFirst(String(schema["description"]));
  const types = [schema["type"]].flat().map(String);
  const words: Record<string, string> = {
    object: "a map",
    array: "a list",
    string: "a text",
    boolean: "true or false",
    integer: "a whole number",
    number: "a number",
  };
  const text = types.map((type) => words[type] ?? type).join(" or ");
  return types.length === 1 && types[0] === "string" && found === undefined ? `${text} (put it in quotes)` : text;
}

function example(schema: Record<string, unknown>): { hint?: string } {
  const [first] = (schema["examples"] ?? []) as unknown[];
  return first === undefined ? {} : { hint: `for example: ${String(first)}` };
}

function properties(schema: Record<string, unknown>): object {
  return isObject(schema["properties"]) ? schema["properties"] : {};
}

/** What the value at a path is, in words. */
function nounOf(path: readonly string[]): string {
  const [kind, , part, , inner] = path;
  if (kind === undefined) return "a document";
  if (kind === "targets") return path.length > 1 ? "a target" : "targets";
  if (kind === "packages") return path.length === 2 ? "a package" : path.length > 3 ? "a component" : "packages";
  if (kind === "bindings" || kind === "guards") return kind;
  if (kind === "rollout") return path.length > 2 ? "a wave" : "the rollout";
  if (kind === "windows" || kind === "freeze") return path.length > 1 ? `an entry of ${kind}` : kind;
  if (kind === "checks") return path.length === 1 ? "checks" : path.length === 2 ? "a check" : `${path[2]} of a check`;
  if (kind !== "productions") return `"${path.join(".")}"`;
  if (path.length === 2) return "a production";
  if (part === "items" && path.length === 4) return "an item";
  if (part === "settings" || inner === "settings") return "a setting";
  return `"${path.at(-1)}"`;
}

function find(tree: Tree, path: readonly string[]): { key: Place; value: Tree } {
  let found = { key: tree.place, value: tree };
  for (const name of path) {
    if (found.value.kind === "map") {
      const entry = found.value.entries.get(name);
      if (entry === undefined) return found;
      found = entry;
    } else if (found.value.kind === "list") {
      const value = found.value.items[Number(name)];
      if (value === undefined) return found;
      found = { key: value.place, value };
    }
  }
  return found;
}

/** The place of what stands at a path of keys, or of the nearest thing above it. */
export function placeAt(tree: Tree, path: readonly string[]): Place {
  return find(tree, path).key;
}

function keyPlace(tree: Tree, key: string): Place {
  return (tree.kind === "map" ? tree.entries.get(key)?.key : undefined) ?? tree.place;
}

function lowerFirst(text: string): string {
  const sentence = (text.split(/[.;](\s|$)/)[0] ?? text).trim();
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
