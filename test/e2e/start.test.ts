import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import { PROGRAM } from "../helpers/cli.ts";

const dist = dirname(PROGRAM);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const AHEAD = `program-${process.version}-${process.arch}.bin`;

/** Runs a copy of the program that has only these files. */
function runWith(files: readonly string[], args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "iopctl-start-"));
  folders.push(folder);
  for (const file of files) cpSync(join(dist, file), join(folder, file));
  writeFileSync(join(folder, "s.iop.yaml"), "version: 1\n");
  return execFileSync(process.execPath, [join(folder, "iopctl.js"), ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
    encoding: "utf8",
  });
}

describe("a start", () => {
  it("uses what was compiled when the program was built", () => {
    const cachedData = readFileSync(join(dist, AHEAD));
    const script = new Script(readFileSync(join(dist, "program.cjs"), "latin1"), { cachedData });
    expect(script.cachedDataRejected).toBe(false);
  });

  it("works without that, as with another Node", () => {
    expect(runWith(["iopctl.js", "program.cjs", "package.json"], ["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("reads nothing of what files that are right do not need", () => {
    for (const name of ["validators.cjs", "yaml.cjs", "metrics.cjs", "sandbox.mjs"])
      expect(existsSync(join(dist, name)), name).toBe(true);
    const files = ["iopctl.js", "program.cjs", "package.json", AHEAD];
    expect(runWith(files, ["--help"])).toContain("plan [options] [path...]");
    expect(runWith(files, ["validate"])).toContain("Valid: 1 namespace");
  });
});
