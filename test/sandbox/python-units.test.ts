import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const version = spawnSync("python3", ["-c", "import sys; print(sys.version_info >= (3, 10))"], { encoding: "utf8" });

it.skipIf(version.stdout?.trim() !== "True")("the sandbox's own iop package in plain CPython", () => {
  const run = spawnSync("python3", ["-B", "-m", "unittest", "discover", "-s", "test/sandbox/python"], {
    encoding: "utf8",
  });
  expect(run.status, run.stderr).toBe(0);
  expect(run.stderr).toMatch(/Ran [1-9]\d* tests/);
});
