import type { Binding, ItemKind, Topology } from "./observed.ts";
import { effectiveItemAttribute, type Item } from "./production.ts";

/** What the server says that an item is, else what its class's Python base or its name says; undefined: nobody says. */
export function kindsOf(
  topology: Topology | undefined,
  bindings: readonly Binding[],
): (item: Item) => ItemKind | undefined {
  const supers = new Map(bindings.map((binding) => [binding.className, binding.super]));
  return (item) => {
    const className = effectiveItemAttribute(item, "classname");
    const told = topology?.kinds.get(item.name);
    if (told !== undefined) return told;
    const name = `${supers.get(className) ?? ""} ${className}`;
    const word = /service|process|operation|routingengine/i.exec(name)?.[0].toLowerCase();
    return word === "routingengine" ? "process" : (word as ItemKind | undefined);
  };
}
