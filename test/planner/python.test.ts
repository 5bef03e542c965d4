import { afterAll, describe, expect, it } from "vitest";
import { pythonLiteral, pythonString } from "../../src/planner/python.ts";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { CACHE } from "../helpers/sandbox.ts";

const python = new Python({ cache: CACHE });
afterAll(() => python.close());

const NASTY = [
  "plain",
  "quote ' and \" and ''' and \"\"\"",
  "back\\slash \\n \\u0041 \\",
  "line\nline\r\nline\ttab",
  "non-BMP 😀 𝕏 and ☃ é",
  "\u2028\u2029\u0085\u00a0\ufeff",
  "{}%s %(x)s {0} $HOME ${X}",
  "# not a comment",
  "\u007f\u0080\u009f",
  "",
];

/** The text as CPython reads it back: through a definition that the entry file holds as a literal. */
describe("generated Python", () => {
  it("is read back as the same text, whatever is in it", async () => {
    const entries = NASTY.map((text, at) => [`key ${at} ${text}`, text] as const);
    const definition = { entries: [["@Name", "A.B"], ["Item", []], ...entries] } as never;
    const source = `PRODUCTIONS = [${pythonLiteral({ entries: [["A.B", definition]] })}]\n`;
    expect(source).toMatch(/^[\x20-\x7e\n]*$/);
    const result = await python.migrate({
      files: { "/opt/p/settings.py": source },
      directories: ["/opt/p"],
      roots: [],
      clear: [],
      entry: "/opt/p/settings.py",
      namespace: "USER",
      proxies: {},
      strict: false,
    });
    expect(result.error).toBeNull();
    expect(result.steps).toEqual([
      { production: "A.B", definition: { "@Name": "A.B", Item: [], ...Object.fromEntries(entries) } },
    ]);
  });

  it("uses one \\U escape for a code point above U+FFFF", () => {
    expect(pythonString("😀")).toBe('"\\U0001f600"');
    expect(pythonLiteral({ a: [1, true, null, "x"] })).toBe(
      '{\n    "a": [\n        1,\n        True,\n        None,\n        "x",\n    ],\n}',
    );
  });
});
