import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const version = spawnSync("python3", ["-c", "import sys; print(sys.version_info >= (3, 11))"], { encoding: "utf8" });

/** The tests in `test/sandbox/python`, run once in plain CPython; each counts as one here. Where there is none, none. */
describe.skipIf(version.stdout?.trim() !== "True")("the sandbox's own Python in plain CPython", () => {
  const run =
    version.stdout?.trim() === "True"
      ? spawnSync(
          "python3",
          ["-B", "-W", "ignore", "-m", "unittest", "discover", "-b", "-v", "-s", "test/sandbox/python"],
          {
            encoding: "utf8",
          },
        )
      : { status: 0, stderr: "" };
  const results = [...run.stderr.matchAll(/^test_\w+ \((\S+)\)(?:\n.*)? \.\.\. (\w+)/gm)].map(([, name, result]) => ({
    name: name ?? "",
    result,
  }));

  it("ends well", () => {
    expect(run.status, run.stderr.slice(-5_000)).toBe(0);
    expect(run.stderr).toMatch(/Ran [1-9]\d* tests/);
  });

  it.each(results)("$name", ({ result }) => {
    expect(result).toBe("ok");
  });
});
