import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitFacts } from "../../src/desired/git.ts";
import { readPackage } from "../../src/desired/package-files.ts";
import { filesAt, gitEnvironment, openRepository, pullRepository, safePath } from "../../src/desired/repository.ts";
import type { PresentPackage } from "../../src/model/desired.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
let mark: string;

beforeEach(() => {
  space = workspace({ "outer/pack/bo.py": "X = 1\n", "outer/pack/settings.py": "CLASSES = {}\n" });
  mark = join(space.dir, "it-ran");
  git("init", "-q", "-b", "main");
  git("config", "user.email", "a@b.c");
  git("config", "user.name", "a");
});
afterEach(() => space.remove());

function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  return execFileSync("git", args, { cwd: join(space.dir, "outer"), env, stdio: "pipe" })
    .toString()
    .trim();
}

function commit(): string {
  git("add", "-A");
  git("commit", "-q", "-m", "x");
  return git("rev-parse", "HEAD");
}

/** A program that leaves a mark, as a pull request could bring it. */
function program(path: string): string {
  const file = join(space.dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\ntouch ${mark}\ncat 2>/dev/null\nexit 0\n`);
  chmodSync(file, 0o755);
  return file;
}

async function pack(include: readonly string[] = ["**/*.py"]): Promise<PresentPackage> {
  const localPath = join(space.dir, "outer/pack");
  const files = await readPackage(localPath, [join(space.dir, "outer")], include, []);
  if ("problem" in files) throw new Error(files.problem);
  return { name: "pack", localPath, files, include, exclude: [] } as unknown as PresentPackage;
}

/** `HEAD`, `objects/`, `refs/` and a config: what git takes for a repository wherever it stands. */
function bareIn(folder: string, config: string): void {
  space.write({
    [`${folder}/HEAD`]: "ref: refs/heads/main\n",
    [`${folder}/objects/keep`]: "",
    [`${folder}/refs/keep`]: "",
    [`${folder}/config`]: config,
  });
}

describe("a package directory that looks like a git repository", () => {
  it.each([
    ["core.fsmonitor", (evil: string) => `fsmonitor = ${evil}`],
    ["core.sshCommand", (evil: string) => `sshCommand = ${evil}`],
    ["core.pager", (evil: string) => `pager = ${evil}`],
    ["core.hooksPath", (evil: string) => `hooksPath = ${dirname(evil)}`],
  ])("runs no program of its config: %s", async (_name, line) => {
    const evil = program("outer/pack/post-index-change");
    bareIn("outer/pack", `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\t${line(evil)}\n`);
    const head = commit();
    const facts = await gitFacts(await pack(), head, process.env);
    expect(existsSync(mark)).toBe(false);
    // And it is the outer repository that was asked.
    expect(facts).toEqual({ commit: head, changed: [] });
  });

  it("runs none in a folder of the package either, nor by a file that its config includes", async () => {
    const evil = program("outer/pack/sub/evil");
    space.write({ "outer/pack/sub/more": `[core]\n\tfsmonitor = ${evil}\n` });
    bareIn("outer/pack/sub", "[core]\n\tbare = false\n\tworktree = ..\n[include]\n\tpath = more\n");
    const head = commit();
    expect(await gitFacts(await pack(), undefined, process.env)).toEqual({ commit: head, changed: undefined });
    expect((await openRepository(join(space.dir, "outer/pack/sub"), process.env))?.root).toBe(join(space.dir, "outer"));
    expect(existsSync(mark)).toBe(false);
  });
});

describe("git is asked for nothing that runs programs", () => {
  it("no filter and no text conversion of the attributes, though the person's config has them", async () => {
    const evil = program("evil");
    space.write({ "outer/.gitattributes": "*.py filter=evil diff=evil\n" });
    const head = commit();
    for (const key of ["filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv"]) {
      git("config", key, evil);
    }
    git("config", "diff.external", evil);
    space.write({ "outer/pack/bo.py": "X = 2\n" });
    expect(await gitFacts(await pack(), head, process.env)).toEqual({ commit: undefined, changed: ["bo.py"] });
    expect(existsSync(mark)).toBe(false);
  });

  it("no hook and no monitor of the outer repository", async () => {
    const evil = program("outer/.git/hooks/post-index-change");
    const head = commit();
    rmSync(mark, { force: true });
    git("config", "core.fsmonitor", evil);
    expect((await gitFacts(await pack(), head, process.env)).commit).toBe(head);
    expect(existsSync(mark)).toBe(false);
  });

  it("a partial clone fetches nothing: no transport is allowed, whatever its config says", async () => {
    const evil = program("evil");
    const head = commit();
    git("config", "uploadpack.allowFilter", "true");
    execFileSync("git", ["clone", "-q", "--no-checkout", "--filter=tree:0", `file://${space.dir}/outer`, "part"], {
      cwd: space.dir,
      stdio: "pipe",
    });
    const config = join(space.dir, "part/.git/config");
    const sets = [
      ["remote.origin.url", "ssh://nowhere.invalid/x"],
      ["core.sshCommand", evil],
      ["protocol.allow", "always"],
      ["protocol.ssh.allow", "always"],
    ];
    for (const [key = "", value = ""] of sets) execFileSync("git", ["config", "-f", config, key, value]);
    const repository = await openRepository(join(space.dir, "part/pack"), process.env);
    expect(repository).toBeDefined();
    if (repository) expect(await filesAt(repository, head, join(space.dir, "part/pack"))).toBeUndefined();
    expect(existsSync(mark)).toBe(false);
  });

  it("in an environment of its own", () => {
    const env = gitEnvironment({
      PATH: `/usr/bin:.:relative/bin:${join("/", "bin")}`,
      HOME: "/home/me",
      GIT_DIR: "/evil",
      GIT_EXTERNAL_DIFF: "/evil",
      GIT_SSH_COMMAND: "/evil",
      IOP_PASSWORD: "s3cret",
    });
    expect(env["PATH"]).toBe("/usr/bin:/bin");
    expect(Object.keys(env).filter((name) => name.startsWith("GIT_"))).toEqual([
      "GIT_TERMINAL_PROMPT",
      "GIT_NO_LAZY_FETCH",
      "GIT_ALLOW_PROTOCOL",
    ]);
    expect(JSON.stringify(env)).not.toMatch(/evil|s3cret/);
    expect(safePath("")).toBe("");
    // npx puts the repository's own programs first.
    expect(safePath(`${space.dir}/node_modules/.bin:/usr/bin:${space.dir}`, space.dir)).toBe("/usr/bin");
  });

  it("a variable of the environment that names a repository changes nothing", async () => {
    const head = commit();
    const [before] = [process.env["GIT_DIR"]];
    process.env["GIT_DIR"] = "/nowhere";
    try {
      expect((await gitFacts(await pack(), head, process.env)).commit).toBe(head);
    } finally {
      if (before === undefined) delete process.env["GIT_DIR"];
      else process.env["GIT_DIR"] = before;
    }
  });

  it("a pull runs no hook", async () => {
    commit();
    execFileSync("git", ["clone", "-q", "outer", "clone"], { cwd: space.dir, stdio: "pipe" });
    program("clone/.git/hooks/post-merge");
    space.write({ "outer/pack/bo.py": "X = 3\n" });
    commit();
    await pullRepository(join(space.dir, "clone/pack"), process.env);
    expect(existsSync(mark)).toBe(false);
    await expect(pullRepository("/", process.env)).rejects.toThrow("in no git work tree");
  });
});

describe("which repository it is", () => {
  it("work trees and submodules are found; a .git file that points into the tree is not", async () => {
    const head = commit();
    git("worktree", "add", "-q", "../second");
    expect((await openRepository(join(space.dir, "second/pack"), process.env))?.root).toBe(join(space.dir, "second"));
    execFileSync("git", ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../second", "sub"], {
      cwd: join(space.dir, "outer"),
      stdio: "pipe",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    });
    const sub = await openRepository(join(space.dir, "outer/sub/pack"), process.env);
    expect(sub?.root).toBe(join(space.dir, "outer/sub"));
    if (sub) expect([...((await filesAt(sub, head, join(space.dir, "outer/sub/pack"))) ?? [])]).toHaveLength(2);
    const inner = join(space.dir, "inner");
    mkdirSync(inner);
    renameSync(join(space.dir, "outer/.git"), join(inner, "evil"));
    writeFileSync(join(inner, ".git"), "gitdir: evil\n");
    expect(await openRepository(inner, process.env)).toBeUndefined();
  });

  it("a folder that is reached by a link, or that is gone, belongs to the tree that holds it", async () => {
    const head = commit();
    symlinkSync(join(space.dir, "outer/pack"), join(space.dir, "link"));
    const repository = await openRepository(join(space.dir, "outer/pack"), process.env);
    if (repository === undefined) throw new Error("no repository");
    expect([...((await filesAt(repository, head, join(space.dir, "link"))) ?? [])].map(([name]) => name)).toEqual([
      "bo.py",
      "settings.py",
    ]);
    rmSync(join(space.dir, "outer/pack"), { recursive: true });
    expect((await openRepository(join(space.dir, "outer/pack"), process.env))?.root).toBe(join(space.dir, "outer"));
    expect((await filesAt(repository, head, join(space.dir, "outer/pack")))?.size).toBe(2);
    expect(await filesAt(repository, "--help", join(space.dir, "outer/pack"))).toBeUndefined();
    expect(await filesAt(repository, head, space.dir)).toBeUndefined();
  });

  it("a file that the commit has and the folder has not makes it another commit", async () => {
    const head = commit();
    rmSync(join(space.dir, "outer/pack/bo.py"));
    expect(await gitFacts(await pack(), head, process.env)).toEqual({ commit: undefined, changed: ["bo.py"] });
  });
});
