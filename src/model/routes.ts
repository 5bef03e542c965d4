import type { Item, Setting } from "./production.ts";

/** A setting of an item that names whom it sends to, by IRIS's own usage. */
interface StatedRoute {
  readonly setting: Setting;
  readonly names: readonly string[];
  /** Whether the value also holds a part that names nobody here: `@…` and `=…` are worked out while it runs. */
  readonly computed: boolean;
}

const TARGETS = /TargetConfigNames?$|^BadMessageHandler$/;

/**
 * The routes that stand in the definition itself, whether or not the server tells them: a Python class that does not
 * declare such a setting as `target()` may read it all the same.
 */
export function statedRoutes({ settings }: Item): StatedRoute[] {
  return settings
    .filter(({ name }) => TARGETS.test(name))
    .map((setting) => {
      const parts = setting.value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
      const names = parts.filter((part) => !/^[@=]/.test(part));
      return { setting, names, computed: names.length < parts.length };
    });
}
