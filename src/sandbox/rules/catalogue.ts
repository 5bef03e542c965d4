import { itemName, xmlText } from "./definition.ts";
import { ensError } from "./iris-error.ts";
import {
  type Definition,
  entryOf,
  type ItemDefinition,
  type NamespaceState,
  type ProductionState,
  put,
} from "./state.ts";

/** What is defined and bound in a namespace, whether it runs or not. */

/** Saves a definition (as it is stored, not copied) and compiles its class: the tables follow it. */
export function define(ns: NamespaceState, name: string, definition: Definition): void {
  const old = entryOf(ns.productions, name);
  put(ns.productions, name, {
    definition,
    enabled: {},
    lastStart: old?.lastStart ?? "",
    lastStop: old?.lastStop ?? "",
    autoStart: old?.autoStart ?? false,
  });
}

/** In the order of the definition; none where the class inherits it. */
export function itemsOf(production: ProductionState): readonly ItemDefinition[] {
  return production.definition?.Item ?? [];
}

/**
 * The item that `/component/*` means by a name, which is `Item` of the active production or `Production||Item`.
 * Throws IrisError where there is none.
 */
export function activeItem(ns: NamespaceState, name: string): { production: ProductionState; item: ItemDefinition } {
  const [head, tail] = name.includes("||") ? (name.split("||") as [string, string]) : [ns.active, name];
  const production = entryOf(ns.productions, head);
  if (name.includes("||") && production === undefined) {
    throw ensError("ErrProductionNotRegistered", `Production ${head} is not registered`);
  }
  const item = production && itemsOf(production).find((entry) => itemName(entry) === tail);
  if (production === undefined || item === undefined) {
    throw ensError("ErrConfigItemNotFound", `Item ${tail} not found in Production ${head}`);
  }
  return { production, item };
}

/** The items that use a class, in every production, running or not: by production, then position. */
export function usersOf(ns: NamespaceState, className: string): { production: string; item: string }[] {
  return Object.keys(ns.productions)
    .sort()
    .flatMap((name) =>
      itemsOf(ns.productions[name] as ProductionState)
        .filter((item) => xmlText(item["@ClassName"]) === className)
        .map((item) => ({ production: name, item: itemName(item) })),
    );
}

/** Removes a proxy class. Throws IrisError where it is none, or an item uses it. */
export function unbind(ns: NamespaceState, className: string): void {
  const users = usersOf(ns, className).map(({ production, item }) => `${production}/${item}`);
  if (entryOf(ns.bindings, className) === undefined) {
    if (/^(Ens|EnsLib|HS|IOP|%[A-Za-z]+)\./.test(className)) {
      throw ensError("ErrGeneral", `Cannot delete class '${className}' because it is not a IOP proxy class.`);
    }
    throw ensError("ErrGeneral", `No proxy class defined for remote class '${className}'.`);
  }
  if (users.length > 0) {
    const list = users.join(", ");
    throw ensError("ErrGeneral", `Cannot delete class '${className}' because it is used by production items: ${list}.`);
  }
  delete ns.bindings[className];
}
