import { expect, it } from "vitest";
import { didYouMean, nearestName } from "../../src/model/nearest.ts";

it.each([
  ["poolsize", ["pool_size", "schedule"], "pool_size"],
  ["FILEOUT", ["FileIn", "FileOut"], "FileOut"],
  ["File", ["Else", "FileOut"], "FileOut"],
  ["FileOut2", ["FileOut"], "FileOut"],
  ["bb", ["a", "b"], "b"],
  ["A", ["a"], "a"],
])("%s of %j is near %s", (text, known, found) => {
  expect(nearestName(text, known)).toBe(found);
});

it.each([
  ["nothing is known", "File", []],
  ["all is another", "File", ["Production"]],
  ["nothing of a short one is left", ".", ["l"]],
  ["nor of two letters", "in", ["ab", "x"]],
  ["a long one begins with that letter by chance", "lunch", ["l"]],
])("none is near: %s", (_, text, known) => {
  expect(nearestName(text, known)).toBeUndefined();
  expect(didYouMean(text, known)).toBe("");
});
