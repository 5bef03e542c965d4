import { Document, type Pair, Scalar, type YAMLMap } from "yaml";
import type { GuardsEntry } from "../generated/desired-state.ts";
import { type Address, formatAddress } from "../model/address.ts";
import { droppedOf, droppedText } from "../model/loss.ts";
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
import { keepValid } from "./export-valid.ts";
import { yamlText } from "./yaml-text.ts";

/** Relative to a file in a folder of the project, as of `state/`: iopctl is installed there from its lock file. */
export const SCHEMA = "../node_modules/iopctl/schemas/desired-state.schema.json";

/** A namespace as it was read, to be written as files. */
export interface LiveNamespace {
  readonly namespace: string;
  readonly default: string | undefined;
  /** undefined: it cannot be said in the files, or was not asked for. */
  readonly state: "running" | "stopped" | undefined;
  readonly productions: readonly Production[];
  /** Proxy classes that are there, but for iopctl's own. */
  readonly bindings: readonly string[];
  /** Limits that stand in the document. */
  readonly guards?: GuardsEntry;
  /** Stand above the document. */
  readonly remarks: readonly string[];
}

/** How much of a namespace stands in its files, and how secrets do. */
export interface ExportOptions {
  /** omit: operators switch components on and off at run time, so the files leave that alone. */
  readonly enabled?: "keep" | "omit";
  /** For going back: every attribute is written, defaults too, and what is not listed is removed. */
  readonly exact?: boolean;
  /** How a value is written in the files that is not to stand here itself; null: it is left alone altogether. */
  readonly secret?: (address: Address, text: string) => string | null | undefined;
  /** What files say of a production besides its values. */
  readonly rules?: (name: string) => ProductionRules | undefined;
}

interface ProductionRules {
  readonly protect?: boolean;
  readonly ignore: readonly Address[];
}

/** A live namespace as a state file whose plan is empty. What the format cannot say stands in a comment. */
export function exportYaml(live: LiveNamespace, schema: string, options: ExportOptions = {}): string {
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
      add(document, productions, production.name, productionNode(document, production, options));
    add(document, root, "productions", productions);
  }
  if (live.guards !== undefined && Object.keys(live.guards).length > 0)
    add(document, root, "guards", document.createNode(live.guards));
  if (live.bindings.length > 0) add(document, root, "bindings", document.createNode({ present: live.bindings }));
  return finished(document, schema, live.remarks);
}

/** The same in several files, by relative path: one for the namespace, one for each production, one for each item. */
export function exportFiles(live: LiveNamespace, schema: string, options: ExportOptions = {}): Map<string, string> {
  const files = new Map<string, string>();
  files.set("namespace.iop.yaml", exportYaml({ ...live, productions: [] }, schema, options));
  const folders = new Set(files.keys());
  // A path is seen from the file that names it, one folder deeper.
  const below = schema.startsWith("../") ? `../${schema}` : schema;
  for (const production of live.productions) {
    const { name } = production;
    const folder = fileName(name, folders);
    const head = exportYaml({ ...bare(live), productions: [{ ...production, items: [] }] }, below, options);
    files.set(`${folder}/production.iop.yaml`, head.replace(/^\s*items: \{\s*\}\n/m, ""));
    const used = new Set<string>(["production"]);
    const repeated = repeatedItems(production);
    for (const item of production.items) {
      if (repeated.has(item.name)) continue;
      const document = new Document({ version: 1, namespace: live.namespace });
      const productions = document.createNode({}) as YAMLMap;
      const node = document.createNode({}) as YAMLMap;
      const items = document.createNode({}) as YAMLMap;
      add(document, items, item.name, itemNode(document, ["productions", name], item, options, []));
      add(document, node, "items", items);
      add(document, productions, name, node);
      add(document, document.contents as unknown as YAMLMap, "productions", productions);
      files.set(`${folder}/${fileName(item.name, used)}.iop.yaml`, finished(document, below, []));
    }
  }
  return files;
}

function bare({ namespace }: LiveNamespace): LiveNamespace {
  return { namespace, default: undefined, state: undefined, productions: [], bindings: [], remarks: [] };
}

/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Far below what file systems take, with room for an ending and a number. */
const LONGEST_NAME = 120;

/**
 * A server's name as that of a file or folder: one plain name that leads nowhere else, whatever the server says, and one
 * to one also where case is ignored.
 */
function fileName(name: string, used: Set<string>): string {
  const letters = name.replace(/[^A-Za-z0-9_.-]/g, "_").slice(0, LONGEST_NAME);
  const plain =
    letters
      .replace(/^[.-]+/, "_")
      .replace(/\.+$/, "_")
      .replace(DEVICES, "_$1$2") || "_";
  let out = plain;
  for (let index = 2; used.has(out.toLowerCase()); index += 1) out = `${plain}_${index}`;
  used.add(out.toLowerCase());
  return out;
}

function finished(document: Document, schema: string, remarks: readonly string[]): string {
  const all = [...remarks, ...keepValid(document)];
  document.commentBefore = [` yaml-language-server: $schema=${schema}`, ...all.map(remark)].join("\n");
  return yamlText(document);
}

/** One line of a comment, whatever names stand in it. */
function remark(text: string): string {
  return ` ${text.replaceAll("\n", "\\n")}`;
}

function productionNode(document: Document, production: Production, options: ExportOptions): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  const root: Address = ["productions", production.name];
  const rules = options.rules?.(production.name);
  const ignored: Address[] = (rules?.ignore ?? []).map((pattern) => [...root, ...pattern]);
  if (options.exact) add(document, node, "prune", new Scalar(true));
  if (rules?.protect) add(document, node, "protect", new Scalar(true));
  for (const name of PRODUCTION_ATTRIBUTE_NAMES) {
    const value = effectiveProductionAttribute(production, name);
    if (name === "description" && value === "" && !options.exact) continue;
    const secret = options.secret?.([...root, name], value);
    if (secret !== undefined) {
      if (secret === null) ignored.push([...root, name]);
      else add(document, node, name, new Scalar(secret));
      continue;
    }
    add(document, node, name, scalar(value, PRODUCTION_ATTRIBUTES[name].kind));
  }
  const settings = production.settings.filter(isProductionLevel);
  const remarks = production.settings
    .filter((setting) => !isProductionLevel(setting))
    .map((setting) => remark(`not managed: the setting ${setting.name} with the target ${setting.target}`));
  const dropped = droppedOf(production);
  if (dropped.length > 0) remarks.push(remark(`not managed, and kept: ${droppedText(dropped)}`));
  if (settings.length > 0)
    add(document, node, "settings", settingsNode(document, [...root, "settings"], settings, remarks, options, ignored));
  const repeated = repeatedItems(production);
  const items = document.createNode({}) as YAMLMap;
  for (const item of production.items) {
    if (!repeated.has(item.name)) add(document, items, item.name, itemNode(document, root, item, options, ignored));
    else ignored.push([...root, "items", item.name]);
  }
  for (const name of repeated)
    remarks.push(remark(`not managed: the name ${JSON.stringify(name)} is used by two items`));
  if (production.items.length > repeated.size || repeated.size === 0) add(document, node, "items", items);
  if (options.exact && ignored.length > 0) {
    const patterns = ignored.map((address) =>
      formatAddress(["productions", "P", ...address.slice(2)])
        .slice("productions.P.".length)
        .replaceAll("${", () => "$${"),
    );
    add(document, node, "ignore", document.createNode(patterns));
  }
  if (remarks.length > 0) node.commentBefore = remarks.join("\n");
  return node;
}

function itemNode(document: Document, root: Address, item: Item, options: ExportOptions, ignored: Address[]): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  for (const name of ITEM_ATTRIBUTE_NAMES) {
    const { kind, default: fallback } = ITEM_ATTRIBUTES[name];
    const value = effectiveItemAttribute(item, name);
    if (name === "enabled" && options.enabled === "omit") continue;
    const always = name === "classname" || name === "pool_size" || name === "enabled" || options.exact;
    if ((value === "" && (!options.exact || name === "classname")) || (!always && value === fallback)) continue;
    const address = [...root, "items", item.name, name];
    const secret = options.secret?.(address, value);
    if (secret !== undefined) {
      if (secret === null) ignored.push(address);
      else add(document, node, name, new Scalar(secret));
      continue;
    }
    add(document, node, name, scalar(value, kind));
  }
  if (item.settings.length === 0) return node;
  const settings = document.createNode({}) as YAMLMap;
  const targets = [...new Set(item.settings.map(effectiveItemTarget))];
  const remarks: string[] = [];
  for (const target of targets) {
    const written = item.settings.filter((setting) => effectiveItemTarget(setting) === target);
    const address = [...root, "items", item.name, "settings", target];
    add(document, settings, target, settingsNode(document, address, written, remarks, options, ignored));
  }
  if (remarks.length > 0) settings.commentBefore = remarks.join("\n");
  add(document, node, "settings", settings);
  return node;
}

function settingsNode(
  document: Document,
  address: Address,
  settings: readonly Setting[],
  remarks: string[],
  options: ExportOptions,
  ignored: Address[],
): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  const byName = new Map<string, string[]>();
  for (const { name, value } of settings) byName.set(name, [...(byName.get(name) ?? []), normalText(value)]);
  for (const [name, values] of byName) {
    const value = values[0] as string;
    const secret = options.secret?.([...address, name], value);
    if (new Set(values).size > 1) {
      remarks.push(remark(`not managed: the setting ${name} is set ${values.length} times with different values`));
      ignored.push([...address, name]);
    } else if (secret === null) {
      remarks.push(remark(`not managed: the setting ${name} is sensitive; write it as \${secret:NAME}`));
      ignored.push([...address, name]);
    } else add(document, node, name, secret === undefined ? settingScalar(value) : new Scalar(secret));
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
