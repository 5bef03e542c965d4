import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trackedProblem } from "../../src/app/tracked.ts";
import { workspace } from "../helpers/cli.ts";
import { putRun } from "../helpers/recorded-run.ts";

let space: ReturnType<typeof workspace>;

beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

describe("a record counts never where git tracks it", () => {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: space.dir, stdio: "pipe" });

  it("names what is tracked and how to end that; a repository that ignores it is well", async () => {
    git("init", "-q");
    putRun(space);
    expect(await trackedProblem(space.dir, process.env)).toBeUndefined();
    git("add", "-f", ".iopctl");
    expect(await trackedProblem(space.dir, process.env)).toMatch(
      /git tracks 2 files of \.iopctl\/.*git rm -r --cached/s,
    );
    expect(await trackedProblem(join(space.dir, "other"), process.env)).toBeUndefined();
  });

  it("also by another spelling, in a folder of its own, and as a link", async () => {
    git("init", "-q");
    space.write({ "sub/.IOPCTL/runs/x/run.json": "{}", "sub/.iopctlx/y": "" });
    git("add", "-f", ".");
    expect(await trackedProblem(join(space.dir, "sub"), process.env)).toContain("git tracks 1 file of");
    symlinkSync("/tmp", join(space.dir, ".iopctl"));
    git("add", "-f", ".");
    expect(await trackedProblem(space.dir, process.env)).toContain("(.iopctl)");
  });

  it("what git cannot say is not no", async () => {
    mkdirSync(join(space.dir, ".git"));
    expect(await trackedProblem(space.dir, process.env)).toContain("cannot be said");
  });
});
