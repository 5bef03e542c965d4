import { describe, expect, it } from "vitest";
import { pythonLiteral, pythonString } from "../../src/planner/python.ts";

/** That Python reads it back as the same text: test/planner/entrypoint.test.ts, which has a real one. */
describe("generated Python", () => {
  it("uses one \\U escape for a code point above U+FFFF", () => {
    expect(pythonString("😀")).toBe('"\\U0001f600"');
    expect(pythonLiteral({ a: [1, true, null, "x"] })).toBe(
      '{\n    "a": [\n        1,\n        True,\n        None,\n        "x",\n    ],\n}',
    );
  });
});
