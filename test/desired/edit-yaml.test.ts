import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { editYaml, sharedPlaces, type YamlEdit } from "../../src/desired/edit-yaml.ts";

const text = `# head
version: 1   # one

productions:
  Demo.Production:
    items:
      # the way in
      In:
        classname: Python.In
        settings: { Host: { a: 1, b: "two" }, Adapter: { Port: 5000 } }   # inline
      "Out Put": { classname: 'Python.Out', pool_size: 2 }
bindings:
  present:
    - A.B
    - C.D
`;
const at = (...path: string[]) => ["productions", "Demo.Production", "items", ...path];
const one = (edit: YamlEdit, source = text) => editYaml(source, [{ offset: 0, edit }]);

describe("edits of a state file", () => {
  it.each<[string, YamlEdit, (source: string) => string]>([
    [
      "a plain value",
      { op: "set", path: at("In", "classname"), value: "X.Y" },
      (source) => source.replace("Python.In\n", "X.Y\n"),
    ],
    [
      "one in a flow map, whose commas stay out of it",
      { op: "set", path: at("In", "settings", "Host", "a"), value: "x, y" },
      (source) => source.replace("a: 1", 'a: "x, y"'),
    ],
    [
      "a quoted one stays quoted",
      { op: "set", path: at("In", "settings", "Host", "b"), value: "it's" },
      (source) => source.replace('"two"', '"it\'s"'),
    ],
    [
      "single quotes too",
      { op: "set", path: at("Out Put", "classname"), value: "X.Y" },
      (source) => source.replace("'Python.Out'", "'X.Y'"),
    ],
    [
      "a text that looks like a number",
      { op: "set", path: at("In", "classname"), value: "007" },
      (source) => source.replace("Python.In\n", '"007"\n'),
    ],
    [
      "a number",
      { op: "set", path: at("Out Put", "pool_size"), value: 3 },
      (source) => source.replace("pool_size: 2", "pool_size: 3"),
    ],
  ])("sets %s", (_what, edit, expected) => {
    expect(one(edit)).toBe(expected(text));
  });

  it.each<[string, YamlEdit, (data: Record<string, never>) => void]>([
    [
      "removes a key, and a map that is left empty",
      { op: "remove", path: at("In", "settings", "Adapter", "Port") },
      (data) =>
        expect(data).not.toHaveProperty(["productions", "Demo.Production", "items", "In", "settings", "Adapter"]),
    ],
    [
      "removes an item",
      { op: "remove", path: at("Out Put") },
      (data) => expect(Object.keys((data as never)["productions"]["Demo.Production"]["items"])).toEqual(["In"]),
    ],
    [
      "adds a key",
      { op: "set", path: at("In", "pool_size"), value: 4 },
      (data) => expect(data).toHaveProperty(["productions", "Demo.Production", "items", "In", "pool_size"], 4),
    ],
    [
      "adds what lies deep",
      { op: "set", path: at("Out Put", "settings", "Adapter", "URL"), value: "http://x" },
      (data) =>
        expect(data).toHaveProperty(
          ["productions", "Demo.Production", "items", "Out Put", "settings", "Adapter", "URL"],
          "http://x",
        ),
    ],
    [
      "adds to a list",
      { op: "add-to-list", path: ["bindings", "keep"], value: "E.*" },
      (data) => expect(data).toHaveProperty(["bindings", "keep"], ["E.*"]),
    ],
    [
      "removes from a list",
      { op: "remove-from-list", path: ["bindings", "present"], value: "A.B" },
      (data) => expect(data).toHaveProperty(["bindings", "present"], ["C.D"]),
    ],
  ])("%s; comments stay", (_what, edit, holds) => {
    const out = one(edit);
    holds(parse(out) as Record<string, never>);
    for (const comment of ["# head", "# one", "# the way in"]) expect(out).toContain(comment);
  });

  it("means what was asked for, and nothing else, whatever the value", () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom("yes", "null", "~", "- a", "a: b", "# c", "'", '"', "{", "a\nb", " x ", "${A}", "1e3", "0x1f"),
      fc.integer(),
      fc.boolean(),
    );
    const paths = [
      at("In", "classname"),
      at("In", "settings", "Host", "a"),
      at("In", "settings", "Host", "b"),
      at("Out Put", "classname"),
      at("In", "comment"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, given) => {
        const expected = parse(text) as Record<string, unknown>;
        let node = expected as Record<string, Record<string, unknown>>;
        for (const name of path.slice(0, -1)) node = node[name] as typeof node;
        // What stands in quotes is a text, and stays one.
        const quoted = path.at(-1) === "b" || path[3] === "Out Put";
        node[path.at(-1) as string] = (quoted ? String(given) : given) as never;
        expect(parse(one({ op: "set", path, value: given }))).toEqual(expected);
      }),
    );
  });

  it("of a document in a file of several touches that one only", () => {
    const many = `a: 1  # x\n---\na: 2  # y\nb: [ 1,2 ]\n`;
    expect(editYaml(many, [{ offset: many.indexOf("a: 2"), edit: { op: "set", path: ["a"], value: 3 } }])).toBe(
      many.replace("a: 2", "a: 3"),
    );
    const added = editYaml(many, [{ offset: many.indexOf("a: 2"), edit: { op: "set", path: ["c"], value: "new" } }]);
    expect(added).toMatch(/^a: 1 +# x\n---\na: 2 +# y\n/);
    expect(added).toContain("c: new");
  });

  it("never through an anchor that other places use", () => {
    const shared = "base: &base { pool_size: 1 }\nproductions: { A.B: { items: { X: *base, Y: { <<: *base } } } }\n";
    for (const item of ["X", "Y"]) {
      const edit: YamlEdit = { op: "set", path: ["productions", "A.B", "items", item, "pool_size"], value: 2 };
      expect(() => one(edit, shared)).toThrow("comes from an anchor");
    }
  });
});

describe("what other places of a file say too is not edited", () => {
  const shared = `productions:
  P:
    items:
      A: &a { classname: X.Y, settings: { Host: { tag: one } }, pool_size: 1 }
      B: *a
      C: { <<: *a, enabled: false }
      D: &unused { pool_size: 1 }
`;
  const why = (...path: string[]) =>
    sharedPlaces(shared, [
      { offset: 0, edit: { op: "set", path: ["productions", "P", "items", ...path], value: 7 } },
    ])[0];

  it("below an anchor that is used, through its alias, and what a merge brings", () => {
    for (const path of [
      ["A", "pool_size"],
      ["A", "settings", "Host", "tag"],
      ["B", "pool_size"],
      ["C", "pool_size"],
    ])
      expect(why(...path), path.join(".")).toContain("comes from an anchor");
  });

  it("what stands for itself is free", () => {
    expect([why("C", "enabled"), why("D", "pool_size")]).toEqual([undefined, undefined]);
  });
});
