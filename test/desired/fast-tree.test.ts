import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Source } from "../../src/desired/diagnostic.ts";
import { fastTrees, type ToScalar } from "../../src/desired/fast-tree.ts";
import { Lines } from "../../src/desired/lines.ts";
import { slowTrees } from "../../src/desired/slow-tree.ts";
import type { Tree } from "../../src/desired/yaml-tree.ts";

const root = new URL("../..", import.meta.url).pathname;

function read(text: string) {
  const source: Source = { path: "x", file: "/x", text, lines: new Lines(text) };
  const toScalar: ToScalar = ({ value, text: written, plain, start, end }) => ({
    kind: "scalar",
    place: { source, start, end },
    value,
    text: plain ? written : `quoted ${written}`,
    sensitive: false,
  });
  const problems: string[] = [];
  return {
    fast: fastTrees(source, toScalar),
    slow: slowTrees(source, toScalar, ({ message }) => problems.push(message)),
    problems,
  };
}

/** Values and where they begin; of texts on one line also where they end. */
function plain(tree: Tree, text: string): unknown {
  const { start, end } = tree.place;
  const closed = tree.kind !== "scalar" && "{[".includes(text[start] as string) ? end : "open";
  if (tree.kind === "list") return [start, closed, tree.items.map((item) => plain(item, text))];
  if (tree.kind === "map")
    return [
      start,
      closed,
      [...tree.entries].map(([name, { key, value }]) => [name, key.start, key.end, plain(value, text)]),
    ];
  return [start, /[|>\n]/.test(text.slice(start, end)) ? "block" : end, tree.value, tree.text];
}

/** Where the fast parser takes a text, both say the same; what is wrong it never takes. */
function agrees(text: string): "fast" | "slow" {
  const { fast, slow, problems } = read(text);
  if (fast === undefined) return "slow";
  expect([text, problems]).toEqual([text, []]);
  expect([text, fast.map((tree) => plain(tree, text))]).toEqual([text, slow.map((tree) => plain(tree, text))]);
  return "fast";
}

describe("both parsers read the same", () => {
  it("every example and state of this repository, each by the fast one", () => {
    const files = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.iop\.ya?ml$|iopctl\.config\.yaml$/.test(name) && !name.includes(".iopctl"))
      .map((name) => readFileSync(join(root, "examples", name), "utf8"));
    expect(files.length).toBeGreaterThan(5);
    expect(files.map(agrees)).toEqual(files.map(() => "fast"));
  });

  it.each([
    [
      "scalars that look like another type",
      "a: 1.10\nb: 007\nc: 0x1F\nd: 0o17\ne: 1e3\nf: .5\ng: -0\nh: +1\ni: .inf\nj: -.INF\nk: .nan\nl: 12:30\nm: 2024-01-02\nn: 1_000\no: 0b1\np: yes\nq: On\nr: ~\ns: Null\nt: 1.\nu: 0x\nv: 08\nx: 1e\ny: 99999999999999999999\nz: '007'\n",
    ],
    ["booleans", "a: true\nb: True\nc: TRUE\nd: tRue\ne: false\nf: 'true'\ng: \"false\"\n"],
    [
      "block scalars",
      "a: |\n  x\n   y\n\n  z\nb: >-\n  p\n  q\n\n  r\nc: |+\n  k\n\n\nd: |2\n    two\ne:\n  - |\n    in a list\n  - >\n    folded\n",
    ],
    ["plain texts of several lines", "a: one\n  two\n\n  three\nb: 'x\n  y'\nc: \"p \\\n  q\"\n"],
    ["flow", "{a: [1, 'b', \"c\", {d: e}], f: {}, g: [[[]]], 'h i': j, # }\n  k: [1, # ]\n 2 ,] }\n"],
    ["a block scalar behind a comment with its sign", "- # |\n  |-\n   x\n"],
    ["keys of other types", "1: a\ntrue: b\n1.50: c\n'2': d\n"],
    ["comments and odd spacing", "# head\na:   b   # tail\nc : d\ne:\n\n    f: g\n\n# end\n"],
    ["lists at the level of their key", "a:\n- b\n-   c: d\n    e: f\n- - g\n  - h\n"],
    ["several documents", "a: 1\n---\nb: 2\n--- # three\nc: 3\n"],
    ["colons and hashes in texts", "a: http://x:1/y#z\nb: 'c: d'\ne: f#g\nh: -i\nj: ?k\n"],
    ["variables", "a: ${X}\nb: '${Y}'\nc: \"${Z:-1}\"\n"],
    ["unicode", "ä: ö\n\u{1f600}: \u00a0x\u2028y\n"],
  ])("%s", (_name, text) => {
    expect(agrees(text)).toBe("fast");
  });

  it.each([
    ["anchors and aliases", "a: &x 1\nb: *x\n"],
    ["merge keys", "a: {x: 1}\n<<: {y: 2}\n"],
    ["tags", "a: !!str 1\n"],
    ["unknown tags", "a: !foo 1\n"],
    ["directives", "%YAML 1.2\n---\na: 1\n"],
    ["empty values", "a:\nb: 1\n"],
    ["a key twice", "a: 1\na: 2\n"],
    ["a null key", "~: 1\n"],
    ["a list as a key", "[a]: 1\n"],
    ["a text alone", "abc\n"],
    ["nothing", ""],
    ["Windows line ends", "a: 1\r\nb: 2\r\n"],
    ["mistakes", 'a: "b\nc: d\n'],
    ["a tab", "a:\n\tb: 1\n"],
    ["a map without braces in a list", "a: [b: c]\nd: [e, f: {g: h}, 'i': j]\n"],
    ["such a map whose end a quote hides", '{ "top": [ "a": b" ] }'],
  ])("%s are left to the other one", (_name, text) => {
    expect(["slow", "nothing"]).toContain(
      text === "" ? (read(text).slow.length === 0 ? "nothing" : "slow") : agrees(text),
    );
  });

  it("generated documents, and documents with characters changed", () => {
    const scalar = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom<unknown>(
        "true",
        "007",
        "1.10",
        "~",
        "",
        " x",
        "a: b",
        "#c",
        "- d",
        "multi\nline\n",
        "  lead\n",
        0,
        1.5,
        true,
        false,
        "${X}",
        "null",
      ),
      fc.integer(),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.constantFrom("a", "b c", "1", "x.y"), fc.string({ maxLength: 6 })), tie("value"), {
          maxKeys: 4,
        }),
      ),
    }));
    const style = fc.record({
      lineWidth: fc.constantFrom(0, 40),
      collectionStyle: fc.constantFrom("any" as const, "flow" as const),
      defaultStringType: fc.constantFrom(
        "PLAIN" as const,
        "QUOTE_DOUBLE" as const,
        "QUOTE_SINGLE" as const,
        "BLOCK_LITERAL" as const,
        "BLOCK_FOLDED" as const,
      ),
    });
    const change = fc.record({
      at: fc.nat(),
      put: fc.constantFrom(
        "",
        " ",
        "\n",
        ":",
        "'",
        '"',
        "#",
        "- ",
        "&a ",
        "*a",
        "!t ",
        "\t",
        "|",
        "{",
        "]",
        ",",
        "\n---\n",
      ),
    });
    const taken = { fast: 0, slow: 0 };
    fc.assert(
      fc.property(value, style, fc.option(change), (data, options, edit) => {
        let text = stringify({ top: data }, options);
        if (edit) {
          const at = edit.at % (text.length + 1);
          text = text.slice(0, at) + edit.put + text.slice(at);
        }
        taken[agrees(text)] += 1;
      }),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 1_500) },
    );
    expect(taken.fast).toBeGreaterThan(taken.slow / 2);
  });

  it("any heap of YAML's signs", () => {
    const signs = [
      "[",
      "]",
      "{",
      "}",
      ": ",
      ", ",
      ":",
      ",",
      "? ",
      "- ",
      "|",
      ">",
      "|-",
      '"',
      "'",
      "#",
      " # ",
      "\n",
      "\n  ",
    ];
    const sign = fc.constantFrom(
      ...signs,
      "&a ",
      "*a",
      "!t ",
      "---\n",
      "...",
      "a",
      "b c",
      "1",
      "~",
      "<<",
      '"a"',
      "'b'",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), fc.constantFrom("", "a: [", "{ "), (heap, head) => {
        agrees(head + heap.join(""));
      }),
      { numRuns: 4 * Number(process.env["PROPERTY_RUNS"] ?? 1_500) },
    );
  });
});
