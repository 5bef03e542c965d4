import { type Address, matchAny } from "../model/address.ts";
import type { DesiredState, DesiredText } from "../model/desired.ts";

/** The addresses of values whose secret was not asked for: they are not compared, not written, and said. Pure. */
export function unknownValues(desired: DesiredState): Address[] {
  return desired.productions.flatMap((production) => {
    const root = ["productions", production.name];
    const ignored = matchAny(production.ignore);
    const out: Address[] = [];
    const add = (value: DesiredText | undefined, ...path: string[]) => {
      if (value?.unknown && !ignored(path)) out.push([...root, ...path]);
    };
    for (const [name, value] of Object.entries(production.attributes)) add(value, name);
    for (const [name, value] of production.settings ?? []) add(value, "settings", name);
    for (const [name, item] of production.items ?? []) {
      if (item === "absent") continue;
      for (const [key, value] of Object.entries(item.attributes)) add(value, "items", name, key);
      for (const [target, settings] of item.settings)
        for (const [key, value] of settings) add(value, "items", name, "settings", target, key);
    }
    return out;
  });
}
