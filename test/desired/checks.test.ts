import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsConfig, fitsDesired } from "../../src/generated/checks.js";
import { validateConfig, validateDesired } from "../../src/generated/validators.js";
import { fromSchema } from "../fuzz/from-schema.ts";

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));

describe("the small validators of every start", () => {
  it.each([
    ["desired-state", fitsDesired, validateDesired],
    ["config", fitsConfig, validateConfig],
  ] as const)("%s: let pass just what the one lets pass that says what is wrong", (name, fits, validate) => {
    let passed = 0;
    let refused = 0;
    const runs = Number(process.env["PROPERTY_RUNS"] ?? 400);
    for (const mischief of [0, 1, 8]) {
      fc.assert(
        fc.property(fromSchema(schema(name), mischief), (data) => {
          const expected = validate(data);
          if (expected) passed += 1;
          else refused += 1;
          expect(fits(data)).toBe(expected);
        }),
        { numRuns: runs },
      );
    }
    // Both sides of it were seen.
    expect(passed).toBeGreaterThan(runs / 10);
    expect(refused).toBeGreaterThan(runs / 10);
  });

  it("names of any script: what ASCII does not answer the whole set does", () => {
    const letter = fc.constantFrom("a", "Z", "9", "é", "Ω", "名", "٣", "𝒜", ".", "%", "-", "_", " ", "");
    const name = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(name, (name) => {
        const data = { version: 1, default: name, bindings: { absent: [name] }, productions: { [name]: {} } };
        expect(fitsDesired(data)).toBe(validateDesired(data));
      }),
      { numRuns: 2_000 },
    );
    expect(fitsDesired({ version: 1, default: "Ωμέγα.名前٣" })).toBe(true);
    expect(fitsDesired({ version: 1, default: "Ω-μέγα" })).toBe(false);
  });
});
