import { expect, it, vi } from "vitest";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";

/** How many names were looked through for the nearest. */
const work = vi.hoisted(() => ({ looked: 0 }));
vi.mock("fastest-levenshtein", async (original) => {
  const library = await original<typeof import("fastest-levenshtein")>();
  const closest: typeof library.closest = (text, names) => {
    work.looked += names.length;
    return library.closest(text, names);
  };
  return { ...library, closest };
});

const { lint } = await import("../../src/planner/lint.ts");

/** So many items that all send to one that is not there, and have a class that nothing provides. */
function findings(count: number) {
  const value = (text: string) => ({ text, sensitive: false });
  const item = {
    attributes: { classname: value("Python.Oder") },
    settings: new Map([["Host", new Map([["TargetConfigNames", value("Rauter")]])]]),
  };
  const items = new Map(Array.from({ length: count }, (_, at) => [`In ${at}`, item] as const));
  const production = { name: "P.X", prune: false, attributes: {}, settings: undefined, items, ignore: [] };
  const found = { name: "P.X", attributes: {}, settings: [], items: [], extra: [] };
  const binding = { super: "", module: "m", pythonClass: "C", classpaths: "/x", usedBy: [] };
  const bindings = [{ ...binding, className: "Python.Order" }];
  const desired = { namespace: "N", packages: [], productions: [production] } as DesiredState;
  const observed = { productions: new Map([["P.X", found]]), bindings, git: new Map() } as ObservedState;
  work.looked = 0;
  const codes = lint(desired, observed).map(({ code }) => code);
  return { codes: [...new Set(codes)].sort(), count: codes.length, looked: work.looked };
}

it("names that many items share are looked up once: the work grows as the items do", () => {
  const [few, many] = [findings(20), findings(80)];
  expect(many.codes).toEqual(["class-unknown", "target-missing"]);
  expect(many.count).toBe(4 * few.count);
  expect(few.looked).toBeGreaterThan(0);
  expect(many.looked).toBeLessThanOrEqual(4 * few.looked);
});
