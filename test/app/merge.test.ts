import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { mergeResults } from "../../src/app/merge.ts";
import { resultLine } from "../../src/documents/result-line.ts";
import type { ResultLine } from "../../src/generated/result.ts";
import { workspace } from "../helpers/cli.ts";

const space = workspace();
afterEach(() => space.remove());

const line = (target: string, ending: ResultLine["ending"], second = 0, command: ResultLine["command"] = "drift") =>
  resultLine(command, { target, ending, message: `${target} ${ending}` }, new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
function files(...parts: (readonly ResultLine[])[]): string[] {
  const names = parts.map((_, index) => `part-${index}.ndjson`);
  space.write(
    Object.fromEntries(
      names.map((name, index) => [name, (parts[index] ?? []).map((one) => `${JSON.stringify(one)}\n`).join("")]),
    ),
  );
  return names.map((name) => join(space.dir, name));
}

it("of a target that stands in several parts the newest counts; all stand in the order of their names", () => {
  const { results, verb } = mergeResults(
    files([line("b", "changes", 1), line("c", "failed", 5)], [line("a", "done", 2), line("b", "done", 3)]),
  );
  expect(results.map(({ target, ending }) => [target, ending])).toEqual([
    ["a", "done"],
    ["b", "done"],
    ["c", "failed"],
  ]);
  expect(verb).toBe("drift");
});

it("the joined document says why a target has no plan, and is as old as its newest part", () => {
  const { document, verb } = mergeResults(files([line("a", "unreachable", 7, "plan"), line("b", "done", 9, "plan")]));
  expect(document.errors).toEqual([{ target: "a", message: "a unreachable" }]);
  expect(Date.parse(document.created_at)).toBe(Date.UTC(2026, 0, 1, 0, 0, 9));
  expect(verb).toBe("plan");
});

it.each([
  ["an empty part", [[], [line("a", "done")]], "is empty: it does not say what became of any target"],
  ["no part at all", [], "there is nothing to join"],
])("refuses %s", (_, parts, words) => {
  expect(() => mergeResults(files(...parts))).toThrow(words);
});

it("refuses a plan that is none, naming the file", () => {
  const [path = ""] = files([{ ...line("a", "changes"), plans: [{ nothing: true }] }]);
  expect(() => mergeResults([path])).toThrow(/part-0\.ndjson: a plan in it is none/);
});
