import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Diagnostic, Source } from "../../src/desired/diagnostic.ts";
import { formatPlace } from "../../src/desired/diagnostic.ts";
import { Lines } from "../../src/desired/lines.ts";
import { loadDesired } from "../../src/desired/load.ts";
import { join, overlay, reportNulls, withoutNulls } from "../../src/desired/merge.ts";
import { toPlain } from "../../src/desired/tree.ts";
import type { MapTree, Tree } from "../../src/desired/yaml-tree.ts";
import type { Json } from "../../src/model/json.ts";

/** Plain data as the tree of a file, each value with a place of its own. */
function treeOf(value: Json, path: string): Tree {
  const text = " ".repeat(50);
  const source: Source = { path, file: `/x/${path}`, text, lines: new Lines(text) };
  let next = 0;
  const place = () => {
    next += 1;
    return { source, start: next, end: next + 1 };
  };
  const walk = (one: Json): Tree => {
    if (Array.isArray(one)) return { kind: "list", place: place(), items: one.map(walk) };
    if (typeof one === "object" && one !== null)
      return {
        kind: "map",
        place: place(),
        entries: new Map(
          Object.entries(one).map(([key, inner]) => [key, { key: place(), value: walk(inner as Json) }]),
        ),
      };
    return { kind: "scalar", place: place(), value: one as string, text: String(one), sensitive: false };
  };
  return walk(value);
}
const mapOf = (value: Record<string, Json>, path = "a.iop.yaml") => treeOf(value, path) as MapTree;

const key = fc.constantFrom("a", "b", "c", "__proto__");
const scalar = fc.constantFrom<Json>(1, "1", true, "x", [1, 2], [], [{ a: null }]);
const { map } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.constant(null), tie("map")),
  map: fc.uniqueArray(fc.tuple(key, tie("value")), { selector: ([name]) => name, maxLength: 3 }),
})) as { map: fc.Arbitrary<Pairs> };
type Pairs = readonly (readonly [string, Json | Pairs])[];
/** Entries, since an object would take __proto__ for something else. */
const built = (pairs: Pairs): Record<string, Json> => {
  const out: Record<string, Json> = {};
  for (const [name, value] of pairs) {
    const isMap =
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((one) => Array.isArray(one) && typeof one[0] === "string");
    Object.defineProperty(out, name, {
      value: isMap ? built(value as Pairs) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return out;
};
const isMap = (value: unknown): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const put = (out: object, name: string, value: unknown) =>
  Object.defineProperty(out, name, { value, enumerable: true, configurable: true, writable: true });
const own = (object: Record<string, Json>, name: string) => (Object.hasOwn(object, name) ? object[name] : undefined);

/** What the contract says of layers (section 1, overlays), word for word. */
function layered(base: Record<string, Json>, over: Record<string, Json>): Record<string, Json> {
  const out = {};
  for (const name of Object.keys(base)) if (own(over, name) !== null) put(out, name, own(base, name));
  for (const name of Object.keys(over)) {
    const [below, value] = [own(base, name), own(over, name)];
    if (value === null) continue;
    put(out, name, isMap(value) ? layered(isMap(below) ? below : {}, value) : value);
  }
  return out;
}

describe("a later layer over an earlier one (contract, section 1)", () => {
  it("maps deeply, scalars and lists replaced, null removes: for all files", () => {
    fc.assert(
      fc.property(map, map, (one, two) => {
        const [base, over] = [withoutNulls(mapOf(built(one))), mapOf(built(two), "b.iop.yaml")];
        const expected = layered(toPlain(base) as Record<string, Json>, built(two));
        expect(toPlain(overlay(base, over))).toEqual(expected);
      }),
    );
  });

  it("each value has the place that it comes from: what a later layer says is shown there", () => {
    const base = mapOf({ a: { x: 1, y: 2 } });
    const over = mapOf({ a: { y: 3 } }, "b.iop.yaml");
    const found = overlay(base, over).entries.get("a")?.value as MapTree;
    expect([...found.entries].map(([name, { value }]) => [name, value.place.source.path])).toEqual([
      ["x", "a.iop.yaml"],
      ["y", "b.iop.yaml"],
    ]);
  });

  it("a null in a list is a value, and none that removes", () => {
    expect(toPlain(overlay(mapOf({}), mapOf({ a: [null, 1] })))).toEqual({ a: [null, 1] });
  });
});

describe("two documents of one layer", () => {
  const joined = (one: Record<string, Json>, two: Record<string, Json>) => {
    const found: Diagnostic[] = [];
    const both = join([mapOf(one), mapOf(two, "b.iop.yaml")], (diagnostic) => found.push(diagnostic));
    return {
      plain: toPlain(both),
      problems: found.map(({ message, place }) => [message, place === undefined ? "" : formatPlace(place)]),
    };
  };

  it("say together what each says, whichever is first", () => {
    const [one, two] = [
      { a: { x: 1 }, same: [1, { y: "2" }] },
      { a: { y: 2 }, same: [1, { y: "2" }], b: "z" },
    ];
    const all = { a: { x: 1, y: 2 }, same: [1, { y: "2" }], b: "z" };
    expect(joined(one, two)).toEqual({ plain: all, problems: [] });
    expect(joined(two, one)).toEqual({ plain: all, problems: [] });
  });

  it.each([
    ["another value", { a: { x: 1 } }, { a: { x: 2 } }, "a.x"],
    ["a text and a number are two", { a: 1 }, { a: "1" }, "a"],
    ["a map and a scalar", { a: { x: 1 } }, { a: "x" }, "a"],
    ["another list", { a: [1, 2] }, { a: [2, 1] }, "a"],
  ])("disagree: %s, and both places are named", (_, one, two, path) => {
    const { problems } = joined(one, two);
    expect(problems).toEqual([
      [
        expect.stringMatching(`^"${path}" has another value at a\\.iop\\.yaml:1:\\d`),
        expect.stringContaining("b.iop.yaml:1:"),
      ],
    ]);
  });

  it("for all files: those that agree with themselves give themselves", () => {
    fc.assert(
      fc.property(map, (pairs) => {
        const value = built(pairs);
        expect(joined(value, value)).toEqual({ plain: value, problems: [] });
      }),
    );
  });
});

describe("a key without a value", () => {
  const problems = (value: Record<string, Json>) => {
    const found: string[] = [];
    reportNulls(mapOf(value), ({ message }) => found.push(message));
    return found;
  };

  it("is a mistake in the lowest layer, wherever it stands, but not in a message that a check sends", () => {
    expect(problems({ a: null, b: { c: null }, d: [{ e: null }] })).toEqual([
      '"a" has no value',
      '"c" has no value',
      '"e" has no value',
    ]);
    expect(problems({ test: { body: { x: null }, expect: { equals: null } } })).toEqual([]);
    expect(problems({ body: null })).toEqual(['"body" has no value']);
  });
});

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
