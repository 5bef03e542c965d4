import { type Address, matchAny } from "../model/address.ts";
import type { DesiredProduction, DesiredText } from "../model/desired.ts";
import {
  effectiveItemTarget,
  type ItemAttribute,
  isProductionLevel,
  normalText,
  type Production,
  type ProductionAttribute,
} from "../model/production.ts";

/**
 * The definition with every value that the files manage as they write it, where what was read means the same: white space
 * around a text is not read back, and writing the trimmed text would destroy it.
 */
export function asManaged(production: Production, wanted: DesiredProduction): Production {
  const ignored = matchAny(wanted.ignore);
  const exact = (address: Address, read: string, value: DesiredText | undefined) =>
    value !== undefined && !value.unknown && normalText(read) === normalText(value.text) && !ignored(address)
      ? value.text
      : read;
  const texts = <K extends ItemAttribute | ProductionAttribute>(
    attributes: { readonly [P in K]?: string },
    values: { readonly [P in K]?: DesiredText },
    names: readonly K[],
    address: Address,
  ) => {
    const out: { [P in K]?: string } = { ...attributes };
    for (const name of names) {
      const read = attributes[name];
      if (read !== undefined) out[name] = exact([...address, name], read, values[name]);
    }
    return out;
  };
  const items = production.items.map((item) => {
    const desired = wanted.items?.get(item.name);
    const path = ["items", item.name];
    if (desired === undefined || desired === "absent" || ignored(path)) return item;
    const settings = item.settings.map((setting) => {
      const target = effectiveItemTarget(setting);
      const value = desired.settings.get(target)?.get(setting.name);
      return { ...setting, value: exact([...path, "settings", target, setting.name], setting.value, value) };
    });
    return {
      ...item,
      attributes: texts(item.attributes, desired.attributes, ["category", "comment", "schedule"], path),
      settings,
    };
  });
  const settings = production.settings.map((setting) => {
    const value = isProductionLevel(setting) ? wanted.settings?.get(setting.name) : undefined;
    return { ...setting, value: exact(["settings", setting.name], setting.value, value) };
  });
  return {
    ...production,
    attributes: texts(production.attributes, wanted.attributes, ["description"], []),
    settings,
    items,
  };
}
