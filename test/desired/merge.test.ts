import { describe, expect, it, vi } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";

/** Loads so many documents of one production, each with one item; gives its items, and how many entries of maps were written. */
async function load(count: number) {
  const text = Array.from(
    { length: count },
    (_, at) => `version: 1\nproductions:\n  P.X:\n    items:\n      I${at}: { classname: C }\n`,
  ).join("---\n");
  const set = vi.spyOn(Map.prototype, "set");
  const [state] = await loadDesired([{ file: "/x/s.iop.yaml", text }], {
    cwd: "/x",
    namespace: "N",
    env: {},
    onSecret: () => undefined,
  });
  const written = set.mock.calls.length;
  set.mockRestore();
  return { items: [...(state?.desired.productions[0]?.items?.keys() ?? [])], written };
}

describe("documents of one layer", () => {
  it("are joined in their order, by work that grows as they do", async () => {
    const [few, many] = [await load(10), await load(40)];
    expect(many.items).toEqual(Array.from({ length: 40 }, (_, at) => `I${at}`));
    expect(many.written).toBeLessThan(5 * few.written);
  });
});
