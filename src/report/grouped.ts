import { formatAddress, parsePattern } from "../model/address.ts";

/** What belongs together in a report: of the namespace itself, of one production, and in it of one item. */
export interface Group<T> {
  /** undefined: the namespace's own: its default, its state, packages, bindings. */
  readonly production: string | undefined;
  /** Of the production itself. */
  readonly parts: readonly Part<T>[];
  readonly items: readonly { readonly item: string; readonly parts: readonly Part<T>[] }[];
  readonly count: number;
}

/** One entry and the rest of its address within its group; empty: the production or the item as a whole. */
export interface Part<T> {
  readonly entry: T;
  readonly rest: string;
}

/** In the order in which productions and items come up; the namespace's own first. */
export function grouped<T extends { readonly address: string }>(entries: readonly T[]): Group<T>[] {
  const general: Part<T>[] = [];
  const productions = new Map<string, { parts: Part<T>[]; items: Map<string, Part<T>[]> }>();
  for (const entry of entries) {
    const [kind, name, part, item, ...inner] = namesOf(entry.address);
    if (kind !== "productions" || name === undefined) {
      general.push({ entry, rest: entry.address });
      continue;
    }
    const group = productions.get(name) ?? { parts: [], items: new Map<string, Part<T>[]>() };
    productions.set(name, group);
    if (part !== "items" || item === undefined) {
      const rest = [part, item, ...inner].filter((text) => text !== undefined);
      group.parts.push({ entry, rest: below(rest) });
    } else group.items.set(item, [...(group.items.get(item) ?? []), { entry, rest: below(inner) }]);
  }
  const list = [...productions].map(
    ([production, group]): Group<T> => ({
      production,
      parts: group.parts,
      items: [...group.items].map(([item, parts]) => ({ item, parts })),
      count: group.parts.length + [...group.items.values()].reduce((sum, parts) => sum + parts.length, 0),
    }),
  );
  if (general.length === 0) return list;
  return [{ production: undefined, parts: general, items: [], count: general.length }, ...list];
}

function namesOf(address: string): readonly string[] {
  try {
    return parsePattern(address);
  } catch {
    return [address];
  }
}

/** Names below a production or an item, as they stand in an address. */
function below(names: readonly string[]): string {
  return names.length === 0 ? "" : formatAddress(["productions", "P", ...names]).slice("productions.P.".length);
}
