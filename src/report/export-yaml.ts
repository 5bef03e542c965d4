import { Document, type Pair, Scalar, type YAMLMap } from "yaml";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  ITEM_ATTRIBUTES,
  type Item,
  isProductionLevel,
  normalText,
  PRODUCTION_ATTRIBUTE_NAMES,
  PRODUCTION_ATTRIBUTES,
  type Production,
  repeatedItems,
  type Setting,
} from "../model/production.ts";

export interface LiveNamespace {
  readonly namespace: string;
  readonly default: string | undefined;
  /** undefined: it cannot be said in the files, or was not asked for. */
  readonly state: "running" | "stopped" | undefined;
  readonly productions: readonly Production[];
  /** Proxy classes that are there, but for iopctl's own. */
  readonly bindings: readonly string[];
  /** Stand above the document. */
  readonly remarks: readonly string[];
}

/** A live namespace as a state file whose plan is empty. What the format cannot say stands in a comment. */
export function exportYaml(live: LiveNamespace, schema: string): string {
  const document = new Document({
    version: 1,
    namespace: live.namespace,
    ...(live.default === undefined ? {} : { default: live.default }),
    ...(live.state === undefined ? {} : { state: live.state }),
  });
  const root = document.contents as unknown as YAMLMap;
  if (live.productions.length > 0) {
    const productions = document.createNode({}) as YAMLMap;
    for (const production of live.productions)
      add(document, productions, production.name, productionNode(document, production));
    add(document, root, "productions", productions);
  }
  if (live.bindings.length > 0) add(document, root, "bindings", document.createNode({ present: live.bindings }));
  const remarks = live.remarks.map((remark) => ` ${remark}`);
  document.commentBefore = [` yaml-language-server: $schema=${schema}`, ...remarks].join("\n");
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function productionNode(document: Document, production: Production): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  for (const name of PRODUCTION_ATTRIBUTE_NAMES) {
    const value = effectiveProductionAttribute(production, name);
    if (name === "description" && value === "") continue;
    add(document, node, name, scalar(value, PRODUCTION_ATTRIBUTES[name].kind));
  }
  const own = production.settings.filter(isProductionLevel);
  const remarks = production.settings
    .filter((setting) => !isProductionLevel(setting))
    .map((setting) => ` not managed: the setting ${setting.name} with the target ${setting.target}`);
  if (own.length > 0) add(document, node, "settings", settingsNode(document, own, remarks));
  const repeated = repeatedItems(production);
  const items = document.createNode({}) as YAMLMap;
  for (const item of production.items) {
    if (!repeated.has(item.name)) add(document, items, item.name, itemNode(document, item));
  }
  for (const name of repeated) remarks.push(` not managed: the name ${JSON.stringify(name)} stands at two items`);
  if (production.items.length > repeated.size || repeated.size === 0) add(document, node, "items", items);
  if (remarks.length > 0) node.commentBefore = remarks.join("\n");
  return node;
}

function itemNode(document: Document, item: Item): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  for (const name of ITEM_ATTRIBUTE_NAMES) {
    const { kind, default: fallback } = ITEM_ATTRIBUTES[name];
    const value = effectiveItemAttribute(item, name);
    const always = name === "classname" || name === "pool_size" || name === "enabled";
    if (value === "" || (!always && value === fallback)) continue;
    add(document, node, name, scalar(value, kind));
  }
  if (item.settings.length === 0) return node;
  const settings = document.createNode({}) as YAMLMap;
  const targets = [...new Set(item.settings.map(effectiveItemTarget))];
  const remarks: string[] = [];
  for (const target of targets) {
    const own = item.settings.filter((setting) => effectiveItemTarget(setting) === target);
    add(document, settings, target, settingsNode(document, own, remarks));
  }
  if (remarks.length > 0) settings.commentBefore = remarks.join("\n");
  add(document, node, "settings", settings);
  return node;
}

function settingsNode(document: Document, settings: readonly Setting[], remarks: string[]): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  const byName = new Map<string, string[]>();
  for (const { name, value } of settings) byName.set(name, [...(byName.get(name) ?? []), normalText(value)]);
  for (const [name, values] of byName) {
    if (new Set(values).size > 1)
      remarks.push(` not managed: the setting ${name} stands ${values.length} times with different values`);
    else add(document, node, name, settingScalar(values[0] as string));
  }
  return node;
}

function scalar(value: string, kind: "text" | "boolean" | "integer"): Scalar {
  if (kind === "boolean") return new Scalar(value === "true");
  if (kind === "integer" && /^\d+$/.test(value)) return new Scalar(Number(value));
  return settingScalar(value, false);
}

/** Numbers and truth values plainly where they are read back as the same text; a `${` is written as itself. */
function settingScalar(text: string, retype = true): Scalar {
  if (retype && (text === "true" || text === "false")) return new Scalar(text === "true");
  if (retype && /^-?(0|[1-9]\d{0,14})$/.test(text) && text !== "-0") return new Scalar(Number(text));
  return new Scalar(text.replaceAll("${", () => "$${"));
}

/** Appends a pair whatever its key is: `__proto__` and `<<` are names here. */
function add(document: Document, map: YAMLMap, key: string, value: unknown): void {
  const name = new Scalar(key);
  if (key === "<<") name.type = Scalar.QUOTE_DOUBLE;
  map.items.push(document.createPair(name, value) as Pair);
}
