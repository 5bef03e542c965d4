import { isObject } from "../model/json.ts";
import type {
  Attributes,
  Extra,
  Item,
  ItemAttribute,
  Production,
  ProductionAttribute,
  Setting,
} from "../model/production.ts";

/**
 * `/export` to the model, from both shapes: the documented one, and the XML turned to JSON that real servers send
 * (wire-notes, section 4). Nothing is lost: what iopctl does not know is carried in `extra`.
 * Throws an Error with a sentence for people where the body is neither.
 */
export function readExport(body: unknown, requested: string): Production {
  if (!isObject(body)) throw unexpected("the answer is not an object");
  if (Array.isArray(body["items"]) || typeof body["name"] === "string") {
    refuseOther([text(body["name"])], requested);
    return readDocumented(body, requested);
  }
  const keys = Object.keys(body);
  const [key] = keys;
  const root = key === undefined ? undefined : body[key];
  if (keys.length !== 1 || key === undefined || !isObject(root)) throw unexpected("it has neither shape of an export");
  refuseOther([text(root["@Name"]), key === "Production" ? "" : key], requested);
  return readReal(root, key === "Production" ? requested : key);
}

/** Another production is no answer: taken for one, nothing of the one that was meant would ever be seen. */
function refuseOther(names: readonly string[], requested: string): void {
  const said = names.filter((name) => name !== "");
  const fits = said.some((name) => name.toLowerCase() === requested.toLowerCase());
  if (requested === "" || said.length === 0 || fits) return;
  throw new Error(`the server answered with ${said[0]} where ${requested} was asked for`);
}

/** Wire names of the real shape. Elements and attributes of the definition's XML. */
export const REAL_PRODUCTION_KEYS: Readonly<Record<ProductionAttribute, string>> = {
  test_enabled: "@TestingEnabled",
  log_trace_events: "@LogGeneralTraceEvents",
  description: "Description",
  actor_pool_size: "ActorPoolSize",
};
/** The keys of items as real servers export them, by the names of the state files. */
export const REAL_ITEM_KEYS: Readonly<Record<ItemAttribute, string>> = {
  category: "@Category",
  classname: "@ClassName",
  pool_size: "@PoolSize",
  enabled: "@Enabled",
  foreground: "@Foreground",
  comment: "@Comment",
  log_trace_events: "@LogTraceEvents",
  schedule: "@Schedule",
};

const REAL_PRODUCTION = new Set(["@Name", "Setting", "Item", ...Object.values(REAL_PRODUCTION_KEYS)]);
const REAL_ITEM = new Set(["@Name", "Setting", ...Object.values(REAL_ITEM_KEYS)]);
const REAL_SETTING = new Set(["@Target", "@Name", "#text"]);

function readReal(root: Record<string, unknown>, key: string): Production {
  return {
    name: text(root["@Name"]) || key,
    attributes: readAttributes(root, REAL_PRODUCTION_KEYS),
    settings: list(root["Setting"], "Setting").map(readRealSetting),
    items: list(root["Item"], "Item").map((item) => ({
      name: text(item["@Name"]),
      attributes: readAttributes(item, REAL_ITEM_KEYS),
      settings: list(item["Setting"], "Setting").map(readRealSetting),
      extra: readExtra(item, REAL_ITEM),
    })),
    extra: readExtra(root, REAL_PRODUCTION),
  };
}

function readRealSetting(setting: Record<string, unknown>): Setting {
  return {
    target: optionalText(setting["@Target"]),
    name: text(setting["@Name"]),
    value: text(setting["#text"]),
    extra: readExtra(setting, REAL_SETTING),
  };
}

const DOCUMENTED_PRODUCTION = identity<ProductionAttribute>([
  "description",
  "test_enabled",
  "log_trace_events",
  "actor_pool_size",
]);
const DOCUMENTED_ITEM = identity<ItemAttribute>([
  "classname",
  "category",
  "pool_size",
  "enabled",
  "foreground",
  "comment",
  "log_trace_events",
  "schedule",
]);

const PRODUCTION = new Set(["name", "settings", "items", ...Object.keys(DOCUMENTED_PRODUCTION)]);
const ITEM = new Set(["name", "settings", ...Object.keys(DOCUMENTED_ITEM)]);
const SETTING = new Set(["target", "name", "value"]);

function readDocumented(root: Record<string, unknown>, requested: string): Production {
  return {
    name: text(root["name"]) || requested,
    attributes: readAttributes(root, DOCUMENTED_PRODUCTION),
    settings: list(root["settings"], "settings").map(readDocumentedSetting),
    items: list(root["items"], "items").map((item): Item => {
      return {
        name: text(item["name"]),
        attributes: readAttributes(item, DOCUMENTED_ITEM),
        settings: list(item["settings"], "settings").map(readDocumentedSetting),
        extra: readDocumentedExtra(item, ITEM),
      };
    }),
    extra: readDocumentedExtra(root, PRODUCTION),
  };
}

function readDocumentedSetting(setting: Record<string, unknown>): Setting {
  return {
    target: optionalText(setting["target"]),
    name: text(setting["name"]),
    value: text(setting["value"]),
    extra: readDocumentedExtra(setting, SETTING),
  };
}

function readAttributes<K extends string>(
  source: Record<string, unknown>,
  keys: Readonly<Record<K, string>>,
): Attributes<K> {
  const out: { [P in K]?: string } = {};
  for (const name in keys) {
    const value = optionalText(source[keys[name]]);
    if (value !== undefined) out[name] = value;
  }
  return out;
}

/** Most things have nothing beside what is known: one list for all of them. */
const NOTHING: Extra = [];

function readExtra(source: Record<string, unknown>, known: ReadonlySet<string>): Extra {
  const unknown = Object.keys(source).filter((key) => !known.has(key));
  return unknown.length === 0 ? NOTHING : unknown.map((key) => [key, source[key]] as const);
}

/** The documented shape has no place for what it does not know; a server may give it under `extra`. */
function readDocumentedExtra(source: Record<string, unknown>, known: ReadonlySet<string>): Extra {
  const extra = readExtra(source, known);
  if (extra.length === 0) return extra;
  return extra.flatMap(([key, value]) =>
    key === "extra" && isObject(value) ? Object.entries(value) : [[key, value] as const],
  );
}

/** One element is an object, two or more are an array, none means that the key is absent. */
function list(value: unknown, key: string): Record<string, unknown>[] {
  if (value === undefined || value === null || value === "") return [];
  const elements = Array.isArray(value) ? value : [value];
  if (!elements.every(isObject)) throw unexpected(`${key} holds something that is not an object`);
  return elements;
}

function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(value);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object") throw unexpected("a text is an object");
  return String(value);
}

function identity<K extends string>(names: readonly K[]): Readonly<Record<K, string>> {
  return Object.fromEntries(names.map((name) => [name, name])) as unknown as Record<K, string>;
}

function unexpected(what: string): Error {
  return new Error(`the exported definition cannot be read: ${what}`);
}
