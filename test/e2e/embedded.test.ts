import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";

const space = workspace({
  "iopctl.config.yaml": `default_target: a
targets:
  a: { url: "sandbox:box", namespace: USER, state: s.iop.yaml }
  b: { url: "sandbox:./box", namespace: OTHER, state: s.iop.yaml }
`,
  "s.iop.yaml": "version: 1\ndefault: A.B\n",
});
const iopctl = (...args: string[]) => run(args, { cwd: space.dir });
afterAll(() => space.remove());

describe("url: sandbox:DIR", () => {
  it("is one server for commands that look twice, and for two targets of one directory", async () => {
    const applied = await iopctl("apply", "-t", "*", "--auto-approve", "--no-backup");
    expect(applied.code, applied.stderr).toBe(0);
    const status = await iopctl("status");
    expect([status.code, status.stdout]).toEqual([0, expect.stringMatching(/drift +none/)]);
    const both = await iopctl("compare", "a", "b");
    expect([both.code, both.stderr]).toEqual([0, ""]);
    expect((await iopctl("default", "C.D")).code).toBe(0);
    const adopted = await iopctl("adopt", "default", "--auto-approve");
    expect([adopted.code, adopted.stderr]).toEqual([0, expect.stringContaining("also the state of b")]);
    expect(readFileSync(join(space.dir, "s.iop.yaml"), "utf8")).toContain("default: C.D");
    const once = await iopctl("reconcile", "-t", "b", "--once", "--listen", "off", "--no-backup");
    expect([once.code, once.stderr]).toEqual([0, expect.not.stringContaining("did not start")]);
    expect((await iopctl("plan", "-t", "*", "--detailed-exitcode")).code).toBe(0);
  });

  it("is named as what it is where something fails, never by the address that it has in this process", async () => {
    const wrong = await iopctl("start", "No.Such", "-t", "b", "--verbose");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("at b · the embedded sandbox (state in box) · OTHER");
    expect(wrong.stdout + wrong.stderr).not.toContain("127.0.0.1");
    const read = await iopctl("graph", "No.Such", "-t", "a");
    expect(read.stderr).toContain("the embedded sandbox (state in box)");
    expect(read.stdout + read.stderr).not.toContain("127.0.0.1");
  });
});
