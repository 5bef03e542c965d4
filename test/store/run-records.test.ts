import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyPlain, ownRunsFolder, readRunFile, readRuns } from "../../src/store/run-records.ts";
import { workspace } from "../helpers/cli.ts";
import { ID, pack, putRun } from "../helpers/recorded-run.ts";

let space: ReturnType<typeof workspace>;
const put = (more: object = {}, name = ID) => putRun(space, more, name);

beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

describe("a record counts only as what iopctl itself writes", () => {
  it("takes a good one", () => {
    put({ packages: [pack()] });
    expect(readRuns(space.dir)).toMatchObject({ runs: [{ record: { id: ID } }], refused: [] });
  });

  it.each([
    ["a package that leads out", { packages: [pack({ name: "../../../victim" })] }],
    ["a package of two names", { packages: [pack({ name: "a/b" })] }],
    ["a package with a path of its own", { packages: [pack({ entry: { path: "/etc" } })] }],
    ["a commit that is an option", { packages: [pack({ before: { ...pack().before, commit: "--output=x" } })] }],
    ["an id that leads out", { id: "../x" }],
    ["another run's id", { id: "2026-01-01T00-00-00-000000" }],
    ["a namespace that is none", { namespace: "../x" }],
    ["no packages", { packages: "demo" }],
    ["control characters", { url: "http://x\u001b[2J" }],
    ["another format", { format_version: "9" }],
  ])("refuses %s", (_name, more) => {
    put(more);
    const { runs, refused } = readRuns(space.dir);
    expect(runs).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(new RegExp(`^${ID}: `));
  });

  it("refuses what is no JSON, no object, and a folder that holds none is passed over", () => {
    space.write({ ".iopctl/runs/a/run.json": "{", ".iopctl/runs/b/run.json": "[]", ".iopctl/runs/c/other": "" });
    expect(readRuns(space.dir).refused.map((why) => why.slice(0, 2))).toEqual(["a:", "b:"]);
  });

  it("whatever stands in a record, no name of it leads anywhere", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("..", "../../x", "/etc", "a/../b", "-x", ".git"),
    );
    fc.assert(
      fc.property(text, text, text, (id, name, commit) => {
        rmSync(join(space.dir, ".iopctl"), { recursive: true, force: true });
        put({ id, packages: [pack({ name, before: { ...pack().before, commit } })] });
        for (const { record: found } of readRuns(space.dir).runs) {
          for (const word of [found.id, ...found.packages.map((entry) => entry.name)])
            expect(word).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]*$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("and only where its files are this user's own plain ones", () => {
  it.each([".iopctl", ".iopctl/runs"])("%s as a link is refused by name", (name) => {
    const elsewhere = workspace({ "runs/x": "" });
    if (name.includes("/")) mkdirSync(join(space.dir, ".iopctl"));
    symlinkSync(elsewhere.dir, join(space.dir, name));
    expect(() => ownRunsFolder(space.dir)).toThrow(`${join(space.dir, name)} is a symbolic link`);
    expect(() => readRuns(space.dir)).toThrow("Nothing was changed");
    elsewhere.remove();
  });

  it("a run that is a link, whose record is a link, or that everybody can write", () => {
    put({}, "real");
    symlinkSync(join(space.dir, ".iopctl/runs/real"), join(space.dir, ".iopctl/runs/linked"));
    mkdirSync(join(space.dir, ".iopctl/runs/half"));
    symlinkSync("../real/run.json", join(space.dir, ".iopctl/runs/half/run.json"));
    put({ id: "open" }, "open");
    chmodSync(join(space.dir, ".iopctl/runs/open"), 0o777);
    expect(readRuns(space.dir).refused).toEqual([
      "half: it is a symbolic link",
      "linked: it is not a folder",
      "open: it can be written by everybody",
      "real: run.json is another run's record",
    ]);
  });

  it.skipIf(process.getuid?.() !== 0)("another user's", async () => {
    put();
    const { chownSync } = await import("node:fs");
    chownSync(join(space.dir, `.iopctl/runs/${ID}`), 12345, 12345);
    expect(readRuns(space.dir).refused).toEqual([`${ID}: it belongs to another user (12345)`]);
  });

  it("a state file that is a link is not read, a link in a backup is not followed", () => {
    put();
    const folder = join(space.dir, ".iopctl/runs", ID);
    rmSync(join(folder, "before.iop.yaml"));
    symlinkSync("/etc/passwd", join(folder, "before.iop.yaml"));
    expect(() => readRunFile(folder, "before.iop.yaml")).toThrow("is a symbolic link");
    space.write({ "upload/a.py": "1", "upload/sub/b.py": "2" });
    copyPlain(join(space.dir, "upload"), join(space.dir, "copy"));
    expect(readFileSync(join(space.dir, "copy/sub/b.py"), "utf8")).toBe("2");
    symlinkSync("/etc", join(space.dir, "upload/sub/etc"));
    expect(() => copyPlain(join(space.dir, "upload"), join(space.dir, "second"))).toThrow("is not a regular file");
  });
});
