import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EarlierRelease, restoreRelease } from "../../src/app/restore-release.ts";
import type { Target } from "../../src/config/target.ts";
import { workspace } from "../helpers/cli.ts";

const DIGEST = "b".repeat(64);
const ENTRY = { settings_file: "settings.py" };
let space: ReturnType<typeof workspace>;
let commit: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.email=a@b.c", "-c", "user.name=a", ...args], {
    cwd: space.dir,
    encoding: "utf8",
  }).trim();
const repo = () => join(space.dir, "repo");

/** A repository whose first commit has the files of a release, and the second has not. */
beforeEach(() => {
  space = workspace({
    "repo/src/demo/bo.py": "first\n",
    "repo/src/demo/sub/x.py": "x\n",
    "repo/state/dev.iop.yaml": "version: 1\npackages:\n  demo: { path: ../src/demo, settings_file: settings.py }\n",
  });
  git("init", "-q", "repo");
  git("-C", "repo", "add", "-A");
  git("-C", "repo", "commit", "-qm", "first");
  commit = git("-C", "repo", "rev-parse", "HEAD");
  rmSync(join(repo(), "src"), { recursive: true });
  rmSync(join(repo(), "state"), { recursive: true });
  git("-C", "repo", "commit", "-qam", "second");
});
afterEach(() => space.remove());

/** A recorded run that has uploaded the package. */
function uploaded(digest: string, path = join(space.dir, "gone"), id = "2026-01-01T00-00-00-abcdef"): void {
  const record = {
    ...{
      format_version: "1",
      id,
      started: "2026-01-01T00:00:00.000Z",
      command: "apply",
      target: "t",
      url: "http://x",
      namespace: "USER",
    },
    ...{ summary: { create: 0, update: 1, delete: 0, calls: 1 }, bindings: [], removed: [], cannot: [] },
    packages: [{ name: "demo", path, entry: ENTRY, digest }],
  };
  space.write({
    [`repo/.iopctl/runs/${id}/run.json`]: JSON.stringify(record),
    [`repo/.iopctl/runs/${id}/packages/demo/bo.py`]: "uploaded\n",
  });
}
const restored = async (release: Partial<EarlierRelease> = {}) => {
  const to = join(space.dir, "to");
  const entry = await restoreRelease(
    { name: "demo", digest: DIGEST, ...release },
    to,
    { base: repo() } as Target,
    process.env,
  );
  const text = (name: string) => (existsSync(join(to, name)) ? readFileSync(join(to, name), "utf8") : undefined);
  return { entry, bo: text("bo.py"), sub: text("sub/x.py") };
};

describe("where the files of an earlier release are found again", () => {
  it("in what a run has uploaded, as it was uploaded: its digest says that they are the same", async () => {
    uploaded(DIGEST);
    expect(await restored({ commit })).toEqual({
      entry: { ...ENTRY, include: ["**/*"], exclude: [] },
      bo: "uploaded\n",
      sub: undefined,
    });
  });

  it("in git at its commit, where the package lay: though neither is there today", async () => {
    uploaded("c".repeat(64), join(repo(), "src/demo"));
    const found = { entry: ENTRY, bo: "first\n", sub: "x\n" };
    expect(await restored({ commit })).toEqual(found);
    rmSync(join(repo(), ".iopctl"), { recursive: true });
    rmSync(join(space.dir, "to"), { recursive: true });
    expect(await restored({ commit, upload: { path: join(repo(), "src/demo"), entry: ENTRY } })).toEqual(found);
  });

  it("in git where the state files of that commit say that it lies, for a run that has only removed it", async () => {
    expect(await restored({ commit })).toEqual({ entry: ENTRY, bo: "first\n", sub: "x\n" });
  });

  it.each([
    ["no commit was recorded", {}],
    ["the commit is not here", { commit: "a".repeat(40) }],
    ["no state file of it knows the package", { name: "other" }],
  ])("nowhere: %s", async (_, release) => {
    const known = "name" in release ? { ...release, commit } : release;
    expect(await restored(known)).toEqual({ entry: undefined, bo: undefined, sub: undefined });
  });

  it("not in records that git tracks: anybody who can commit could have written them", async () => {
    uploaded(DIGEST);
    git("-C", "repo", "add", "-f", ".iopctl");
    expect((await restored()).entry).toBeUndefined();
    // Of git itself only what the commit says.
    expect((await restored({ commit })).bo).toBe("first\n");
  });

  it("a path of a state file that a variable decides leads nowhere", async () => {
    space.write({ "repo/state/dev.iop.yaml": 'version: 1\npackages:\n  demo: { path: "${HOME}/demo" }\n' });
    git("-C", "repo", "add", "-A");
    git("-C", "repo", "commit", "-qm", "third");
    expect((await restored({ commit: git("-C", "repo", "rev-parse", "HEAD") })).entry).toBeUndefined();
  });
});
