import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";

/** Proofs of what a pull request could do to who runs iopctl on it: the built program, no server, nothing mocked. */

let space: ReturnType<typeof workspace>;
const iopctl = (args: string[], env: Record<string, string> = {}, cwd = "") =>
  run(args, { cwd: join(space.dir, cwd), env });

beforeEach(() => {
  space = workspace({
    "repo/iopctl.config.yaml": "targets: { t: { url: http://127.0.0.1:1, retries: 0, state: state } }\n",
    "repo/state/a.iop.yaml": "version: 1\nnamespace: USER\ndefault: A.B\n",
  });
});
afterEach(() => space.remove());

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
    cwd: join(space.dir, "repo"),
    stdio: "pipe",
  });

describe("a committed record of a run", () => {
  const record = (name: string) => ({
    format_version: "1",
    id: "evil",
    started: "2026-01-01T00:00:00.000Z",
    command: "apply",
    by: "x",
    target: "t",
    url: "http://127.0.0.1:1",
    namespace: "USER",
    digest: "",
    summary: { create: 1, update: 1, delete: 0, calls: 2 },
    made: 2,
    packages: [
      { name, path: "/", entry: {}, digest: "a".repeat(64), before: { digest: "b".repeat(64), code: "c".repeat(16) } },
    ],
    bindings: [],
    removed: [],
    cannot: [],
  });
  const plant = (name: string) =>
    space.write({
      "repo/.iopctl/runs/evil/run.json": JSON.stringify(record(name)),
      "repo/.iopctl/runs/evil/before.iop.yaml": "version: 1\nnamespace: USER\n",
      "victim/kept": "kept",
      "repo/node_modules/dep/index.js": "original",
    });

  it.each(["../../../../../victim", "../../../../node_modules"])("deletes nothing: %s", async (name) => {
    plant(name);
    const back = await iopctl(["rollback", "evil", "--auto-approve"], {}, "repo");
    expect(back.code).toBe(1);
    expect(back.stderr).toContain("run.json is no record: /packages/0/name");
    expect(readFileSync(join(space.dir, "victim/kept"), "utf8")).toBe("kept");
    expect(readFileSync(join(space.dir, "repo/node_modules/dep/index.js"), "utf8")).toBe("original");
  });

  it("is refused by name where git tracks it, however well it is formed", async () => {
    plant("demo");
    git("init", "-q");
    git("add", "-f", ".");
    const back = await iopctl(["rollback", "evil", "--auto-approve"], {}, "repo");
    expect(back.code).toBe(1);
    expect(back.stderr).toContain("git tracks 2 files of .iopctl/");
    expect(existsSync(join(space.dir, "repo/.iopctl/runs/evil/restore"))).toBe(false);
  });
});
