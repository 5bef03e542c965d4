import { describe, expect, it } from "vitest";
import { explainKey } from "../../src/app/explain.ts";

describe("what a key means, as data", () => {
  it("of an address, with the names that people give left out", () => {
    const [key, ...others] = explainKey("productions.Demo.Production.items.In.pool_size");
    expect(others).toEqual([]);
    expect(key).toMatchObject({
      path: ["productions", "<name>", "items", "<name>", "pool_size"],
      required: false,
      keys: [],
    });
    expect(key?.api).toBe("Item.@PoolSize");
  });

  it("of a name alone each place where it stands", () => {
    const places = explainKey("name").map(({ path }) => path.join("."));
    expect(places.length).toBeGreaterThan(1);
    expect(places.every((place) => place.endsWith("name"))).toBe(true);
  });

  it("of nothing the keys of a state file; of config those of the config", () => {
    expect(explainKey("")[0]?.keys.map(({ name }) => name)).toContain("productions");
    expect(explainKey("config")[0]?.keys.map(({ name }) => name)).toContain("targets");
  });

  it("the keys of a map stand in each of its entries", () => {
    expect(explainKey("packages")[0]).toMatchObject({ keysStand: "in each of a map" });
    expect(explainKey("checks")[0]).toMatchObject({ keysStand: "in each of a list" });
    expect(explainKey("guards")[0]).toMatchObject({ keysStand: "in it" });
  });

  it.each([
    ["productions.items.pool_siz", "pool_size"],
    ["productions.items.In.pool_siz", "pool_size"],
    ["production.items.clasname", "classname"],
    ["packages.paht", "path"],
    ["config.targets.namespce", "namespace"],
  ])("of %s, mistyped below names that are left out, nothing, but the nearest: %s", (address, near) => {
    expect(() => explainKey(address)).toThrow(`did you mean "${near}"?`);
  });

  it.each([
    "config.targets.stage",
    "config.targets.local",
    "packages.orders",
    "productions.Demo",
    "productions.items.In",
  ])("of %s what each of a map is: the name is one that people give", (address) =>
    expect(explainKey(address)[0]?.path.at(-1)).toBe("<name>"),
  );
});
