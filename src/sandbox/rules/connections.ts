import { createHash } from "node:crypto";
import type { ItemConnections, MessageClass, Python } from "../runtime/python.ts";
import { itemName, xmlText } from "./definition.ts";
import { adapterOf, kindOf, targetSettingsOf } from "./iris-classes.ts";
import { itemsOf } from "./lifecycle.ts";
import {
  type BindingState,
  type ItemDefinition,
  type NamespaceState,
  own,
  type ProductionState,
  type SandboxState,
} from "./state.ts";

export interface ConnectionsContext {
  readonly state: SandboxState;
  readonly ns: NamespaceState;
  readonly python: Python;
}

/** An item whose class is Python's: what its `on_get_connections` is asked with. */
interface Asked {
  readonly item: string;
  readonly module: string;
  readonly classname: string;
  readonly classpaths: string;
  readonly settings: Readonly<Record<string, string>>;
}

interface Connections {
  readonly production: string;
  readonly items: readonly {
    readonly item: string;
    readonly class_name: string;
    readonly adapter_class_name?: string;
    readonly connections: readonly string[];
    readonly warnings: readonly string[];
  }[];
  readonly warnings: readonly string[];
}

/**
 * `GET /connections`: for each item the values of its target settings, and what its class says of itself. A target that is
 * no item is told like the others: that is how a reader finds it.
 */
export async function connections(name: string, context: ConnectionsContext): Promise<Connections> {
  const production = own(context.ns.productions, name);
  if (!production?.definition)
    return { production: name, items: [], warnings: [`Production could not be loaded: ${name}`] };
  const told = await askPython(production, context);
  const items = itemsOf(production).map((item) => {
    const className = xmlText(item["@ClassName"]);
    const binding = own(context.ns.bindings, className);
    const { targets, warnings } = told[itemName(item)] ?? { targets: [], warnings: [] };
    const adapter = binding === undefined ? adapterOf(className) : binding.adapter;
    return {
      item: itemName(item),
      class_name: className,
      kind: kindOf(binding?.super ?? className),
      ...(adapter === undefined ? {} : { adapter_class_name: adapter }),
      ...(binding === undefined ? {} : identity(item, binding)),
      connections: [...new Set([...settingTargets(item, className, binding), ...itemNames(targets)])].sort(),
      warnings,
    };
  });
  return { production: name, items, warnings: [] };
}

/** The Python class of an item: its own settings win over the proxy class. */
function identity(item: ItemDefinition, binding: BindingState) {
  const settings = hostSettings(item);
  const value = (name: string, otherwise: string) => settings[name] || otherwise;
  return {
    iop: 1,
    module: value("%module", binding.module),
    classname: value("%classname", binding.classname),
    classpaths: value("%classpaths", binding.classpaths),
  };
}

/** Of a Python class the settings that it declares with `target()`, else of IRIS's own; an absent one has its default. */
function settingTargets(item: ItemDefinition, className: string, binding: BindingState | undefined): string[] {
  const defaults = binding?.targets ?? {};
  // Of a proxy class of which nothing was noted, the usual ones count.
  const names = binding?.targets === undefined ? targetSettingsOf(className) : new Set(Object.keys(defaults));
  const settings = hostSettings(item);
  return itemNames([...names].map((name) => own(settings, name) ?? own(defaults, name) ?? ""));
}

/** The value of a target setting may name several items. */
function itemNames(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function hostSettings(item: ItemDefinition): Record<string, string> {
  return Object.fromEntries(
    item.Setting.filter((setting) => ["", "Host"].includes(xmlText(setting["@Target"]))).map((setting) => [
      xmlText(setting["@Name"]),
      xmlText(setting["#text"]),
    ]),
  );
}

/** The same question of the same code has the same answer: it is asked once. */
const answers = new WeakMap<Python, Map<string, Readonly<Record<string, ItemConnections>>>>();

/** The items whose classes are Python's. */
function askedOf(production: ProductionState, ns: ConnectionsContext["ns"]): Asked[] {
  return itemsOf(production).flatMap((item): Asked[] => {
    const binding = own(ns.bindings, xmlText(item["@ClassName"]));
    if (binding === undefined) return [];
    const { iop: _, ...where } = identity(item, binding);
    return [{ item: itemName(item), ...where, settings: hostSettings(item) }];
  });
}

/** The messages that the items of a production take, by what their handlers say. No real server tells that. */
export async function messages(
  name: string,
  { state, ns, python }: ConnectionsContext,
): Promise<readonly (MessageClass & { readonly item: string })[]> {
  const production = own(ns.productions, name);
  const items = production === undefined ? [] : askedOf(production, ns);
  if (items.length === 0) return [];
  const told = await python.messages({ items, files: state.files, directories: Object.keys(state.directories) });
  return Object.entries(told.items).flatMap(([item, classes]) => classes.map((one) => ({ item, ...one })));
}

async function askPython(
  production: ProductionState,
  { state, ns, python }: ConnectionsContext,
): Promise<Readonly<Record<string, ItemConnections>>> {
  const items = askedOf(production, ns);
  if (items.length === 0) return {};
  const question = { items, files: state.files, directories: Object.keys(state.directories) };
  const key = createHash("sha256").update(JSON.stringify(question)).digest("hex");
  const known = answers.get(python) ?? new Map();
  answers.set(python, known);
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  try {
    const { items: told } = await python.connections(question);
    known.clear();
    known.set(key, told);
    return told;
  } catch (error) {
    const warnings = [error instanceof Error ? error.message : String(error)];
    return Object.fromEntries(items.map(({ item }) => [item, { targets: [], warnings }]));
  }
}
