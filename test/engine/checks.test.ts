import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches } from "../../src/engine/checks.ts";
import type { Json } from "../../src/model/json.ts";

describe("what a check expects of an answer", () => {
  it.each<[string, Json, boolean]>([
    ['{"a":1,"b":{"c":[1,2,3]}}', { b: { c: [1, 3] } }, true],
    ['{"a":1}', { a: 2 }, false],
    ['{"a":1}', { b: null }, false],
    ['[{"id":1},{"id":2}]', [{ id: 2 }], true],
    ['[{"id":2},{"id":1}]', [{ id: 1 }, { id: 2 }], false],
    ["plain", "plain", true],
    ["", {}, false],
  ])("subset: %s holds %j: %s", (text, subset, expected) => {
    expect(matches(text, { subset })).toBe(expected);
  });

  it("a regex that would take years is an error that names it", () => {
    const never = { regex: "^(a+)+$" };
    expect(() => matches(`${"a".repeat(60)}b`, never)).toThrow(/\^\(a\+\)\+\$ was not done with the answer after 2 s/);
  });

  it("a value equals itself and holds itself; a regex is looked for in the text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const plain = JSON.parse(text) as Json;
        expect(matches(text, { equals: plain })).toBe(true);
        expect(matches(text, { subset: plain })).toBe(true);
      }),
    );
    expect(matches("two words", { regex: "^two\\b" })).toBe(true);
    expect(matches("two words", { regex: "^words" })).toBe(false);
    expect(matches('{"a": 1}', { equals: { a: 1, b: 2 } })).toBe(false);
  });
});
