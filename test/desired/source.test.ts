import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { remoteName, sourceOfPaths } from "../../src/desired/source.ts";

const root = mkdtempSync(join(tmpdir(), "iopctl-source-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function clone(name: string, remote?: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "state", "base"), { recursive: true });
  writeFileSync(join(folder, "state", "dev.iop.yaml"), "version: 1\n");
  execFileSync("git", ["init", "-q", folder]);
  if (remote) execFileSync("git", ["-C", folder, "remote", "add", "origin", remote]);
  return folder;
}

describe("whose files these are", () => {
  it("is the same in every clone, whatever way it was cloned, and for a file as for its folder", async () => {
    const [a, b, other] = [
      clone("a", "git@example.org:team/repo.git"),
      clone("b", "https://ci-token:x@example.org/team/repo"),
      clone("c", "git@example.org:team/other.git"),
    ];
    const here = await sourceOfPaths(["state"], a, process.env);
    expect(here).toBe("example.org/team/repo state");
    expect(await sourceOfPaths(["state/dev.iop.yaml"], b, process.env)).toBe(here);
    expect(await sourceOfPaths(["state/base", "state/dev.iop.yaml"], b, process.env)).toBe(here);
    expect(await sourceOfPaths(["state/base"], a, process.env)).not.toBe(here);
    expect(await sourceOfPaths(["state"], other, process.env)).not.toBe(here);
  });

  it("without a remote or a repository it is the folder", async () => {
    const alone = clone("alone");
    expect(await sourceOfPaths(["state"], alone, process.env)).toBe(join(alone, "state"));
    expect(await sourceOfPaths(["."], root, process.env)).toBe(root);
  });

  it.each([
    ["ssh://git@example.org:22/team/repo.git", "example.org/team/repo"],
    ["https://example.org/team/repo/", "example.org/team/repo"],
    ["/srv/git/repo.git", "/srv/git/repo"],
  ])("%s", (remote, name) => expect(remoteName(remote)).toBe(name));
});
