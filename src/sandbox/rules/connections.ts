import type { AskedItem, ItemConnections, ItemsQuestion } from "../python-says.ts";
import { itemsOf } from "./catalogue.ts";
import { itemName, xmlText } from "./definition.ts";
import { adapterOf, kindOf, targetSettingsOf } from "./iris-classes.ts";
import type { AsksItems, Outcome, RuleRequest } from "./rule.ts";
import {
  type BindingState,
  entryOf,
  type ItemDefinition,
  type NamespaceState,
  type ProductionState,
  type SandboxState,
} from "./state.ts";

/**
 * `GET /connections`: for each item the values of its target settings, and what its class says of itself. A target that is
 * no item is told like the others: that is how a reader finds it.
 */
export function connections({ state, ns, query, profile }: RuleRequest): Outcome {
  const name = query.get("production") || ns.default;
  const production = entryOf(ns.productions, name);
  if (!production?.definition)
    return { answer: { production: name, items: [], warnings: [`Production could not be loaded: ${name}`] } };
  const answer = (told: Readonly<Record<string, ItemConnections>>): Outcome => {
    const items = itemsOf(production).map((item) => connectionsOf(item, ns, told[itemName(item)]));
    return {
      answer: { production: name, items: profile === "documented" ? items.map(documented) : items, warnings: [] },
    };
  };
  const question = questionOf(state, ns, production);
  if (question.items.length === 0) return answer({});
  return {
    asks: "connections",
    question,
    take: ({ items }) => answer(items),
    failed: ({ message }) =>
      answer(Object.fromEntries(question.items.map(({ item }) => [item, { targets: [], warnings: [message] }]))),
  };
}

/** The messages that the items of a production take, by what their handlers say. No real server tells that. */
export function messages(state: SandboxState, ns: NamespaceState, name: string): Outcome {
  const production = entryOf(ns.productions, name);
  const question = production && questionOf(state, ns, production);
  if (question === undefined || question.items.length === 0) return { answer: [] };
  const asks: AsksItems = {
    asks: "messages",
    question,
    take: ({ items }) => ({
      answer: Object.entries(items).flatMap(([item, classes]) => classes.map((one) => ({ item, ...one }))),
    }),
  };
  return asks;
}

/** What Python is asked of the items whose classes are its own. */
function questionOf(state: SandboxState, ns: NamespaceState, production: ProductionState): ItemsQuestion {
  const items = itemsOf(production).flatMap((item): AskedItem[] => {
    const binding = entryOf(ns.bindings, xmlText(item["@ClassName"]));
    if (binding === undefined) return [];
    const { iop: _, ...where } = identity(item, binding);
    return [{ item: itemName(item), ...where, settings: hostSettings(item) }];
  });
  return { items, files: state.files, directories: Object.keys(state.directories) };
}

interface ShownConnections {
  readonly item: string;
  readonly class_name: string;
  readonly adapter_class_name?: string;
  readonly connections: readonly string[];
  readonly warnings: readonly string[];
}

function connectionsOf(item: ItemDefinition, ns: NamespaceState, told: ItemConnections | undefined): ShownConnections {
  const className = xmlText(item["@ClassName"]);
  const binding = entryOf(ns.bindings, className);
  const { targets, warnings } = told ?? { targets: [], warnings: [] };
  const adapter = binding === undefined ? adapterOf(className) : binding.adapter;
  const shown = {
    item: itemName(item),
    class_name: className,
    kind: kindOf(binding?.super ?? className),
    ...(adapter === undefined ? {} : { adapter_class_name: adapter }),
    ...(binding === undefined ? {} : identity(item, binding)),
    connections: [...new Set([...settingTargets(item, className, binding), ...itemNames(targets)])].sort(),
    warnings,
  };
  return shown;
}

/** The fields that the documentation shows, and no more. */
function documented({ item, class_name, adapter_class_name = "", connections, warnings }: ShownConnections) {
  return { item, class_name, adapter_class_name, connections, warnings };
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

/** The settings that name targets: those that a Python class declares with `target()`, else IRIS's own; an absent one has its default. */
function settingTargets(item: ItemDefinition, className: string, binding: BindingState | undefined): string[] {
  const defaults = binding?.targets ?? {};
  // Of a proxy class of which nothing was noted, the usual ones count.
  const names = binding?.targets === undefined ? targetSettingsOf(className) : new Set(Object.keys(defaults));
  const settings = hostSettings(item);
  return itemNames([...names].map((name) => entryOf(settings, name) ?? entryOf(defaults, name) ?? ""));
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
