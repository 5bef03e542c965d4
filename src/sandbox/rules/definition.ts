import { type Definition, entryOf, type ItemDefinition, put, type SettingDefinition } from "./state.ts";

/** Definitions in the sandbox: what a migrate stores and what `/export` shows. Source: wire-notes, section 4. */

type Json = Record<string, unknown>;

const ITEM_DEFAULTS: Readonly<Record<string, string>> = {
  "@Category": "",
  // Written as 0 where the input lacks it: the trap of wire-notes 4.5.
  "@PoolSize": "0",
  "@Enabled": "true",
  "@Foreground": "false",
  "@Comment": "",
  "@LogTraceEvents": "false",
  "@Schedule": "",
};

/** The text that XML keeps of a value. */
export function xmlText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "true" : "false";
  return String(value).replace(/\r\n?/g, "\n");
}

/** What the XML path stores: just what was given. */
export function sparse(name: string, given: Json): Definition {
  const { Item, Setting, ...rest } = given;
  return {
    ...texts(rest),
    "@Name": name,
    Setting: list(Setting).map(texts),
    Item: list(Item).map(sparseItem),
  };
}

function sparseItem(given: Json): ItemDefinition {
  const { Setting, ...rest } = given;
  return { ...texts(rest), Setting: list(Setting).map(texts) };
}

/** What the object path stores: every attribute it knows, and none that it does not. */
export function complete(name: string, given: Json): Definition {
  return {
    "@Name": name,
    "@TestingEnabled": xmlText(given["@TestingEnabled"]) || "false",
    "@LogGeneralTraceEvents": xmlText(given["@LogGeneralTraceEvents"]) || "false",
    Description: xmlText(given["Description"]),
    ActorPoolSize: xmlText(given["ActorPoolSize"]) || "2",
    Setting: list(given["Setting"]).map((setting) => completeSetting(setting, "")),
    Item: list(given["Item"]).map((item) => ({
      "@Name": xmlText(item["@Name"]),
      "@Category": xmlText(item["@Category"]),
      "@ClassName": xmlText(item["@ClassName"]),
      ...Object.fromEntries(
        Object.entries(ITEM_DEFAULTS)
          .filter(([key]) => key !== "@Category")
          .map(([key, fallback]) => [key, xmlText(item[key]) || fallback]),
      ),
      Setting: list(item["Setting"]).map((setting) => completeSetting(setting, "Host")),
    })),
  };
}

function completeSetting(setting: Json, target: string): SettingDefinition {
  return {
    "@Target": xmlText(setting["@Target"]) || target,
    "@Name": xmlText(setting["@Name"]),
    "#text": xmlText(setting["#text"]),
  };
}

/** The real shape: the XML turned to JSON, with its pitfalls. */
export function exportReal(name: string, definition: Definition): Json {
  const root: Json = {};
  for (const [key, value] of Object.entries(definition)) {
    if (key === "Item") put(root, key, unwrapped(definition.Item.map(exportItem)));
    else if (key === "Setting") put(root, key, unwrapped(definition.Setting.map(exportSetting)));
    else put(root, key, key.startsWith("@") ? value : stripped(value));
  }
  const { Setting, Item, ...rest } = root;
  return { [name]: withoutUndefined({ ...rest, Setting, Item }) };
}

function exportItem(item: ItemDefinition): Json {
  const { Setting, ...rest } = item;
  const fields: Json = {};
  for (const [key, value] of Object.entries(rest)) put(fields, key, key.startsWith("@") ? value : stripped(value));
  return withoutUndefined({ ...fields, Setting: unwrapped(Setting.map(exportSetting)) });
}

function exportSetting(setting: SettingDefinition): Json {
  const text = stripped(setting["#text"]);
  if (text !== "") return { ...setting, "#text": text };
  const { "#text": _empty, ...rest } = setting;
  return rest;
}

/** The shape that the documentation shows, with the defaults of IoP's reader. */
export function exportDocumented(name: string, definition: Definition): Json {
  const bool = (value: unknown, fallback: boolean) =>
    xmlText(value) === "" ? fallback : /^(1|true|yes|on)$/i.test(xmlText(value));
  const settings = (given: readonly SettingDefinition[], target: string) =>
    given.map((setting) => ({
      target: xmlText(setting["@Target"]) || target,
      name: xmlText(setting["@Name"]),
      value: stripped(setting["#text"]),
    }));
  return {
    name,
    description: stripped(definition["Description"]),
    test_enabled: bool(definition["@TestingEnabled"], false),
    log_trace_events: bool(definition["@LogGeneralTraceEvents"], false),
    actor_pool_size: Number(xmlText(definition["ActorPoolSize"]) || 2),
    items: definition.Item.map((item) => ({
      name: xmlText(item["@Name"]),
      classname: xmlText(item["@ClassName"]),
      pool_size: Number(xmlText(item["@PoolSize"]) || 1),
      enabled: bool(item["@Enabled"], true),
      foreground: bool(item["@Foreground"], false),
      comment: xmlText(item["@Comment"]),
      log_trace_events: bool(item["@LogTraceEvents"], false),
      schedule: xmlText(item["@Schedule"]),
      settings: settings(item.Setting, "Host"),
    })),
  };
}

/** Its name, as XML keeps it. */
export function itemName(item: ItemDefinition): string {
  return xmlText(item["@Name"]);
}

/** By its definition alone; absent means yes. */
export function isEnabledItem(item: ItemDefinition): boolean {
  const text = xmlText(item["@Enabled"]);
  return text === "" || /^(1|true|yes|on)$/i.test(text);
}

/** An item's pool; where the attribute is absent, what the reader takes it for. */
export function poolSize(item: ItemDefinition): number {
  const text = xmlText(item["@PoolSize"]);
  return text === "" ? 1 : Number(text);
}

/** What of an item makes its job start anew at an update: wire-notes, section 8. */
export function jobDefinition(item: ItemDefinition): string {
  const keys = ["@ClassName", "@Foreground", "@Schedule"];
  const texts = keys.map((key) => xmlText(entryOf(item, key)) || ITEM_DEFAULTS[key]);
  const settings = item.Setting.map((setting) => {
    const target = entryOf(setting, "@Target");
    // IRIS's own default of a setting's target.
    return [target === undefined ? "Adapter" : xmlText(target), xmlText(setting["@Name"]), xmlText(setting["#text"])];
  });
  return JSON.stringify([...texts, poolSize(item), isEnabledItem(item), settings]);
}

function texts(given: Json): Json {
  const out: Json = {};
  for (const [key, value] of Object.entries(given))
    put(out, key, typeof value === "object" && value !== null ? value : xmlText(value));
  return out;
}

function list(value: unknown): Json[] {
  if (value === undefined || value === null || value === "") return [];
  return (Array.isArray(value) ? value : [value]).filter(
    (entry): entry is Json => typeof entry === "object" && entry !== null,
  );
}

function unwrapped(elements: readonly Json[]): unknown {
  return elements.length === 0 ? undefined : elements.length === 1 ? elements[0] : elements;
}

/** Elements, however deep: an attribute keeps its white space. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value !== "object" || value === null) return strip(xmlText(value));
  const out: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    const text = key.startsWith("@") ? xmlText(inner) : stripped(inner);
    if (key !== "#text" || text !== "") put(out, key, text);
  }
  return Object.keys(out).length === 0 ? "" : out;
}

/** As Python strips, which reads the XML: U+0085 is white space to it and U+FEFF is not, unlike in JavaScript. */
function strip(text: string): string {
  const isSpace = (char = "") => char !== "\ufeff" && /[\s\u0085]/.test(char);
  let [from, to] = [0, text.length];
  while (from < to && isSpace(text[from])) from += 1;
  while (to > from && isSpace(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function withoutUndefined(object: Json): Json {
  const out: Json = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) put(out, key, value);
  return out;
}
