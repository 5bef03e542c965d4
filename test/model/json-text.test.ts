import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "../../src/model/json-text.ts";

it.each([
  ["{broken", "1:2", '"broken" stands here; expected a key in double quotes'],
  ["{'a': 1}", "1:2", "expected a key in double quotes"],
  ['{"a" 1}', "1:6", "expected : after the key"],
  ['{"a": b}', "1:7", "expected a value: a text in double quotes"],
  ['{"a": 1,}', "1:9", "expected a key in double quotes"],
  ['{\n  "a": 1\n  "b": 2\n}', "3:3", "expected , or }"],
  ["[1, 2", "1:6", "the text ends here; expected , or ]"],
  ['"open', "1:6", 'expected the closing "'],
  ['"a\\q"', "1:3", "expected an escape"],
  ["{} x", "1:4", "expected the end"],
  ["", "1:1", "the text ends here; expected a value"],
  ["01", "1:1", "expected a value"],
])("%j is wrong at %s: %s", (text, at, words) => {
  const parsed = parseJson(text);
  expect(parsed).toMatchObject({ place: at });
  expect("problem" in parsed && parsed.problem).toContain(words);
});

it("agrees with the engine on what is JSON, and never fails to say what is wrong", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (text, at, noise) => {
      const cut = at % (text.length + 1);
      const broken = text.slice(0, cut) + noise + text.slice(cut + 1);
      const parsed = parseJson(broken);
      if ("value" in parsed) expect(parsed.value).toEqual(JSON.parse(broken));
      else {
        expect(() => JSON.parse(broken)).toThrow();
        expect(parsed.problem).not.toContain("expected JSON");
      }
    }),
  );
});
