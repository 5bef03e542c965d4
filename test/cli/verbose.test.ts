import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inProcess } from "../helpers/in-process.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "iopctl-verbose-"));
  writeFileSync(join(dir, "a.iop.yaml"), "version: 1\nnamespac: USER\n");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it.each([
  ["files that are not valid", ["render"], "unknown key"],
  ["a target that there is none of", ["plan", "-t", "nowhere"], "nowhere"],
])("-v shows no stack of %s: it is no defect", async (_, args, words) => {
  const { code, stderr } = await inProcess([...args, "-v"], { cwd: dir });
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  expect(stderr).not.toMatch(/^\s+at .*\.(ts|cjs):\d+/m);
});
