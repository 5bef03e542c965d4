import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isWell, newest, resultsIn } from "../../src/documents/results.ts";
import type { ResultLine } from "../../src/generated/result.ts";
import { ResultsRecord, readResults } from "../../src/store/results.ts";
import { workspace } from "../helpers/cli.ts";

const line = (target: string, ending: ResultLine["ending"], time = "2026-01-01T00:00:00.000Z"): ResultLine => ({
  format_version: "1",
  time,
  command: "apply",
  target,
  ending,
  message: "m",
});
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});
function spaceOf(files: Record<string, string> = {}) {
  const space = workspace(files);
  cleanups.push(space.remove);
  return space;
}

describe("the record of a run over several targets", () => {
  it("says from the start that none was reached, so that a run that is killed can be resumed", () => {
    const { dir } = spaceOf();
    const record = ResultsRecord.start(dir, "2026-01-01T00-00-00-abc", [
      line("a", "not_reached"),
      line("b", "not_reached"),
      line("c", "not_reached"),
    ]);
    record?.add(line("a", "done", "2026-01-01T00:00:01.000Z"));
    record?.add(line("b", "failed", "2026-01-01T00:00:02.000Z"));
    const { lines: found, whole } = readResults("2026-01-01T00-00-00-abc", dir, dir);
    expect(whole).toBe(true);
    expect(found.map(({ target, ending }) => [target, ending])).toEqual([
      ["a", "done"],
      ["b", "failed"],
      ["c", "not_reached"],
    ]);
    expect(found.filter((one) => !isWell(one)).map(({ target }) => target)).toEqual(["b", "c"]);
    expect(readFileSync(join(dir, ".iopctl/.gitignore"), "utf8")).toBe("*\n");
  });

  it("a last line that is cut off, wherever, does not count; its target is as the line before says", () => {
    const { dir } = spaceOf();
    const record = ResultsRecord.start(dir, "r", [line("a", "not_reached"), line("b", "not_reached")]);
    record?.add(line("a", "failed", "2026-01-01T00:00:01.000Z"));
    const path = join(dir, ".iopctl/fleets/r.ndjson");
    const before = readFileSync(path, "utf8");
    record?.add(line("b", "done", "2026-01-01T00:00:02.000Z"));
    const text = readFileSync(path, "utf8");
    for (let length = before.length + 1; length < text.length - 1; length += 1) {
      writeFileSync(path, text.slice(0, length));
      const { lines, whole, torn } = readResults("r", dir, dir);
      expect([lines.map(({ target, ending }) => `${target} ${ending}`), whole, torn]).toEqual([
        ["a failed", "b not_reached"],
        true,
        4,
      ]);
    }
    // Whole but for its end of line.
    writeFileSync(path, text.trimEnd());
    expect(readResults("r", dir, dir)).toMatchObject({ whole: true, lines: [{}, { target: "b", ending: "done" }] });
    // Killed as it began: nobody knows whom it was to reach.
    writeFileSync(path, text.slice(0, text.indexOf("\n") + 30));
    expect(readResults("r", dir, dir)).toMatchObject({ whole: false, torn: 2, lines: [{ target: "a" }] });
    // What is no line but is not cut off is refused as before.
    writeFileSync(path, `${before}garbage\n`);
    expect(() => readResults("r", dir, dir)).toThrow("r:4: this is no line");
  });

  it("an unknown run is refused with those there are; a link in the place of the folder is not followed", () => {
    const { dir } = spaceOf();
    ResultsRecord.start(dir, "one", [line("a", "done")]);
    expect(() => readResults("two", dir, dir)).toThrow(/no run two .*there is: one/s);
    const other = spaceOf({ ".iopctl/x": "" });
    symlinkSync(join(dir, ".iopctl/fleets"), join(other.dir, ".iopctl/fleets"));
    expect(() => readResults("one", other.dir, other.dir)).toThrow("symbolic link");
    expect(() => ResultsRecord.start(other.dir, "new", [])).toThrow("symbolic link");
    expect(readdirSync(join(dir, ".iopctl/fleets"))).toEqual(["one.ndjson"]);
  });

  it("the newest hundred are kept", () => {
    const { dir } = spaceOf();
    for (let at = 0; at < 103; at += 1)
      ResultsRecord.start(dir, `r${String(at).padStart(3, "0")}`, [line("a", "done")]);
    const names = readdirSync(join(dir, ".iopctl/fleets")).sort();
    expect(names.length).toBe(100);
    expect(names[0]).toBe("r003.ndjson");
  });
});

describe("files of results", () => {
  it("lines of JSON: the newest of a target counts, whatever the order of the files", () => {
    const text = [line("a", "done", "2026-01-01T00:00:02Z"), line("a", "failed"), line("b", "failed")];
    const found = newest(resultsIn(text.map((one) => JSON.stringify(one)).join("\n"), "x"));
    expect(found.map(({ target, ending }) => `${target} ${ending}`)).toEqual(["a done", "b failed"]);
  });

  it("a plan's JSON: what has an error or is refused was not well", () => {
    const document = {
      format_version: "1",
      created_at: "2026-01-01T00:00:00Z",
      plans: [{ target: "a" }, { target: "b", refused: [{ rule: "protect" }] }],
      errors: [{ target: "c", message: "no answer" }],
    };
    const { dir } = spaceOf();
    writeFileSync(join(dir, "plan.json"), JSON.stringify(document));
    const { lines: found, whole } = readResults("plan.json", dir, dir);
    expect(whole).toBe(false);
    expect(found.map(({ target, ending }) => `${target} ${ending}`)).toEqual(["a done", "b guard", "c error"]);
  });

  it.each(["nonsense", "{}", '{"format_version":"1","type":"planned"}', "[]"])(
    "%s is said to be no such file, with the line",
    (text) => {
      expect(() => resultsIn(text, "x.ndjson")).toThrow("x.ndjson:1: this is no line of --json-lines");
    },
  );

  it.each([
    ["", "x.ndjson is empty"],
    ["\n\n", "x.ndjson is empty"],
    ['{"format_version":"1","plans":[]}', "x.ndjson is empty"],
  ])("%j says of no target what became of it, and is refused", (text, said) => {
    const { dir } = spaceOf({ "x.ndjson": text });
    expect(() => readResults("x.ndjson", dir, dir)).toThrow(said);
  });

  it("a folder is said to be one", () => {
    const { dir } = spaceOf({ "etc/x": "" });
    expect(() => readResults("etc", dir, dir)).toThrow("etc is a folder; a file that --json-lines");
  });

  it("a line of a plan alone in a file keeps its ending", () => {
    const alone = { ...line("a", "guard"), command: "plan", plans: [{ target: "a" }] };
    expect(resultsIn(JSON.stringify(alone), "x").map(({ ending }) => ending)).toEqual(["guard"]);
  });

  it.each([
    [{ ...line("a", "done"), plans: [{ target: "a" }], ending: "exploded" }, /^x:1: this is no line.*\/ending/],
    [
      { ...line("a", "done"), plans: [{ target: "a" }], format_version: "9" },
      /^x:1: this is no line.*\/format_version/,
    ],
    [{ ...line("a", "done"), ending: "exploded" }, /^x:1: .*\/ending/],
    [{ format_version: "9", plans: [{ target: "a" }] }, /^x:2: this plan's JSON has format_version "9"/],
    [{ plans: [{ target: "a" }] }, /^x:1: this plan's JSON has no format_version/],
  ])("what another version may mean is never taken for well: %j", (data, said) => {
    const text = "command" in data ? JSON.stringify(data) : JSON.stringify(data, null, 2);
    expect(() => resultsIn(text, "x")).toThrow(said);
  });
});
