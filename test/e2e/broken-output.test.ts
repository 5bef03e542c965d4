import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROGRAM, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** Readers that go, and disks that are full: real pipes, and the system's own full device. */
describe.skipIf(process.platform !== "linux")("an output that cannot be written", () => {
  let sandbox: TestSandbox;
  const space = workspace({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
  beforeAll(async () => {
    sandbox = await testSandbox();
    await sandbox.control("POST", "/productions", { name: "A.B", definition: { Item: [], Setting: [] } });
  });
  beforeEach(async () => {
    await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {} });
    await sandbox.control("DELETE", "/requests");
  });
  afterAll(async () => {
    await sandbox.close();
    space.remove();
  });

  /** Runs `iopctl …` in a shell's line; gives the program's own exit code, and what standard error said. */
  function shell(line: string): Promise<{ code: number; stderr: string }> {
    const script = `iopctl() { "$NODE" "$PROGRAM" "$@"; }; ${line}; echo "code \${PIPESTATUS[0]}" >&2`;
    const env = { PATH: process.env["PATH"] ?? "", NODE: process.execPath, PROGRAM, ...sandbox.env };
    return new Promise((resolve) => {
      const child = spawn("bash", ["-c", script], { cwd: space.dir, env, stdio: ["ignore", "ignore", "pipe"] });
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.on("close", () => resolve({ code: Number(/code (\d+)\n$/.exec(stderr)?.[1]), stderr }));
    });
  }
  const called = () => sandbox.writes();
  const ALL = ["PUT /default", "POST /start"];

  it.each([
    ["its result", "iopctl apply --auto-approve --json | head -c 1 >/dev/null"],
    ["a line of its result for each target", "iopctl apply --auto-approve --json-lines | true"],
    ["its progress", "{ iopctl apply --auto-approve 2>&1 >/dev/null; } | head -c 1 >/dev/null"],
  ])("whoever reads %s goes: an apply is finished all the same", async (_what, line) => {
    expect((await shell(line)).code).toBe(0);
    expect(await called()).toEqual(ALL);
  });

  it("whoever reads a plan goes: its exit code stays", async () => {
    expect((await shell("iopctl plan --detailed-exitcode | true")).code).toBe(2);
  });

  it("a full disk: a result that is lost is no success, and it is said", async () => {
    for (const command of ["plan", "plan --json", "plan --detailed-exitcode", "export", "--help"]) {
      const { code, stderr } = await shell(`iopctl ${command} >/dev/full`);
      expect([command, code]).toEqual([command, 1]);
      expect(stderr).toContain("error: the result cannot be written: the disk is full");
    }
  });

  it("a disk with room for a part: half a result is none", async () => {
    const { code, stderr } = await shell("ulimit -f 1; iopctl apply --help >part.txt");
    expect([code, stderr]).toEqual([1, expect.stringContaining("the file would be larger than it may be")]);
    // 1 is a block of 512 or 1024 bytes, as the shell counts.
    expect([512, 1024]).toContain(statSync(join(space.dir, "part.txt")).size);
  });

  it("an output that is not open for writing", async () => {
    const { code, stderr } = await shell("iopctl plan 1</dev/null");
    expect([code, stderr]).toEqual([1, expect.stringContaining("cannot be written: it is not open for writing")]);
  });

  it("a full disk: an apply makes its calls, and says what is not written", async () => {
    const { code, stderr } = await shell("iopctl apply --auto-approve --json >/dev/full");
    expect([code, await called()]).toEqual([0, ALL]);
    expect(stderr).toContain("error: the result cannot be written: the disk is full");
  });

  it("progress that nobody can write ends nothing", async () => {
    expect((await shell("iopctl apply --auto-approve >/dev/null 2>/dev/full")).code).toBe(0);
    expect(await called()).toEqual(ALL);
    expect((await shell("iopctl plan -q >/dev/null 2>/dev/full")).code).toBe(0);
  });
});
