import { type Address, matchAny } from "../model/address.ts";
import type { DesiredState, DesiredText } from "../model/desired.ts";

/** The addresses of values whose secret was not asked for: they are not compared, not written, and said. Pure. */
export function unknownValues(desired: DesiredState): Address[] {
  return desired.productions.flatMap((production) => {
    const root = ["productions", production.name];
    const ignored = matchAny(production.ignore);
    const out: Address[] = [];
    const add = (address: Address, value: DesiredText | undefined) => {
      if (value?.unknown && !ignored(address.slice(root.length))) out.push(address);
    };
    for (const [name, value] of Object.entries(production.attributes)) add([...root, name], value);
    for (const [name, value] of production.settings ?? []) add([...root, "settings", name], value);
    for (const [name, item] of production.items ?? []) {
      if (item === "absent") continue;
      const path = [...root, "items", name];
      for (const [key, value] of Object.entries(item.attributes)) add([...path, key], value);
      for (const [target, settings] of item.settings)
        for (const [key, value] of settings) add([...path, "settings", target, key], value);
    }
    return out;
  });
}
