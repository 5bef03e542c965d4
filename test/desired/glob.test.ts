import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { globMatcher } from "../../src/desired/glob.ts";
import { nameMatcher } from "../../src/model/address.ts";

describe("patterns of file names", () => {
  it.each([
    ["**/*.py", "a.py", true],
    ["**/*.py", "x/y/a.py", true],
    ["**/*.py", "x/a.pyc", false],
    ["*.py", "x/a.py", false],
    ["x/**", "x/y/z.cls", true],
    ["x/**/z/*.{py,cls}", "x/z/a.cls", true],
    ["x/**/z/*.{py,cls}", "x/a/b/z/a.txt", false],
    ["[a-c]?.py", "bz.py", true],
    ["[!a-c]?.py", "bz.py", false],
    ["./src/*.py", "src/a.py", true],
    ["a{b.py", "a{b.py", true],
    ["a\\*.py", "a*.py", true],
    ["a\\*.py", "ab.py", false],
  ])("%s and %s: %s", (pattern, path, fits) => {
    expect(globMatcher([pattern])(path)).toBe(fits);
  });

  it("fits what the usual library says of patterns and paths of all sorts", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 5 });
    const part = fc.oneof(
      fc.constant("**"),
      fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 5 }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        (parts, names) => {
          const [pattern, path] = [parts.join("/"), names.join("/")];
          // What is no path of a file, and `a/**`, which there also means the folder `a`, are left out.
          fc.pre(
            !names.some((entry) => /^\.+$/.test(entry)) &&
              !/\*\*./.test(pattern.replaceAll("**/", "")) &&
              !/\*\*\*|[^/]\*\*|\*\*$/.test(pattern),
          );
          expect([pattern, path, globMatcher([pattern])(path)]).toEqual([
            pattern,
            path,
            picomatch(pattern, { dot: true })(path),
          ]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("many stars, long names and many braces take no time that anybody sees", () => {
    const path = [...Array<string>(16).fill("a".repeat(250)), "b.py"].join("/");
    expect(globMatcher([`${"**/*a*a*a*a*a*a*/".repeat(16)}c.py`])(path)).toBe(false);
    expect(globMatcher([`${"*a".repeat(120)}c`])("a".repeat(250))).toBe(false);
    expect(nameMatcher(`${"*a".repeat(200)}c`)("a".repeat(100_000))).toBe(false);
    expect(() => globMatcher(["{a,b}".repeat(30)])).toThrow(/more than 256/);
  });
});

describe("patterns of names", () => {
  it("agree with what a star means", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "."), maxLength: 6 });
    const name = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
    fc.assert(
      fc.property(text, name, (pattern, value) => {
        const regex = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^]*")}$`, "u");
        expect(nameMatcher(pattern)(value)).toBe(regex.test(value));
      }),
      { numRuns: 3_000 },
    );
  });
});
