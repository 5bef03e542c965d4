import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wayBackFile } from "../../src/app/way-back-file.ts";
import type { Target } from "../../src/config/target.ts";
import { workspace } from "../helpers/cli.ts";
import { ID, pack, putRun, record } from "../helpers/recorded-run.ts";

let space: ReturnType<typeof workspace>;
const target = () => ({ base: space.dir }) as Target;
const put = (more: object = {}, name = ID) => putRun(space, more, name);

beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

describe("the way back writes to a new folder only", () => {
  const files = () =>
    [join(space.dir, ".iopctl"), space.dir].flatMap((at) => (existsSync(at) ? [lstatSync(at).mtimeMs] : []));

  it("and takes the upload of another run from there", async () => {
    const earlier = "2025-01-01T00-00-00-abcdef";
    put({ id: earlier, packages: [pack({ digest: "b".repeat(64) })] }, earlier);
    space.write({ [`.iopctl/runs/${earlier}/packages/demo/bo.py`]: "X = 1\n" });
    put({ packages: [pack()] });
    const folder = join(space.dir, ".iopctl/runs", ID);
    const before = [files(), lstatSync(folder).mtimeMs];
    const made = await wayBackFile(folder, record({ packages: [pack()] }), target(), process.env);
    expect(made.path.startsWith(made.folder)).toBe(true);
    expect(made.folder.startsWith(space.dir)).toBe(false);
    expect(lstatSync(made.folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(made.folder, "restore/demo/bo.py"), "utf8")).toBe("X = 1\n");
    expect([files(), lstatSync(folder).mtimeMs]).toEqual(before);
    rmSync(made.folder, { recursive: true });
  });

  it("what is not to be had is said with why and what to do: only a commit can be fetched", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.email=a@b.c", "-c", "user.name=a", ...args], {
        cwd: space.dir,
        encoding: "utf8",
      }).trim();
    space.write({ "a.txt": "a" });
    git("init", "-q");
    git("add", "a.txt");
    git("commit", "-qm", "one");
    put();
    const missing = async (commit?: string) => {
      const before = { digest: "b".repeat(64), code: "c".repeat(64), ...(commit === undefined ? {} : { commit }) };
      const packages = [{ ...pack(), before }];
      const folder = join(space.dir, ".iopctl/runs", ID);
      const way = await wayBackFile(folder, record({ packages }), target(), process.env);
      rmSync(way.folder, { recursive: true });
      return way.packages.get("demo")?.missing;
    };
    // Of another checkout's own files: no commit has them.
    expect(await missing()).toMatch(
      /^demo b{12} was deployed from uncommitted files, and no run that is recorded here has uploaded them: roll back in the checkout that they came from/,
    );
    expect(await missing("a".repeat(40))).toMatch(
      /^demo b{12} is of commit a{12}, which is not found in this checkout: fetch it/,
    );
    expect(await missing(git("rev-parse", "HEAD"))).toMatch(
      /which is here, but its files are not found in it: check it out/,
    );
  });

  it("a recorded state that brings packages of its own is not what iopctl wrote", async () => {
    put();
    const folder = join(space.dir, ".iopctl/runs", ID);
    writeFileSync(join(folder, "before.iop.yaml"), "version: 1\npackages: { x: { path: /etc } }\n");
    await expect(wayBackFile(folder, record(), target(), process.env)).rejects.toThrow("is not as iopctl wrote it");
  });
});
