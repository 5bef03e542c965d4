import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { PROGRAM, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** What a person sees and types, on a terminal that `script` makes. */

const CTRL_C = "\u0003";
let sandbox: TestSandbox;
const space = workspace();
const hasScript = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

beforeAll(async () => {
  sandbox = await testSandbox("4.1");
  await sandbox.control("POST", "/productions", { name: "A.B", definition: { Item: [] } });
});
beforeEach(async () => {
  space.write({ "s.iop.yaml": "version: 1\ndefault: A.B\n" });
  await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {} });
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

/** Runs a command on a terminal of so many columns; what it is asked gets the answer. */
async function onTerminal(words: string, { columns = 100, answer = "" } = {}): Promise<{ code: number; text: string }> {
  const command = `stty cols ${columns}; exec "${process.execPath}" "${PROGRAM}" ${words}`;
  const { CI: _ci, NO_COLOR: _color, GITHUB_ACTIONS: _actions, ...env } = process.env;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: space.dir,
    env: { ...env, ...sandbox.env, TERM: "xterm" },
  });
  let text = "";
  child.stdout.on("data", (data) => {
    text += String(data);
    if (answer !== "" && text.includes('Type "yes"')) {
      child.stdin.write(answer.endsWith(CTRL_C) ? answer : `${answer}\r`);
      answer = "";
    }
  });
  const code = await new Promise<number>((done) => child.on("close", (status) => done(status ?? -1)));
  return { code, text: text.replaceAll("\r\n", "\n") };
}

it.runIf(hasScript)(
  "a plan has colours, and an apply asks on the terminal: yes applies, all else changes nothing",
  async () => {
    const plan = await onTerminal("plan");
    expect([plan.code, plan.text]).toEqual([0, expect.stringContaining("\u001b[1miopctl plan")]);
    const no = await onTerminal("apply", { answer: "y" });
    expect([no.code, no.text]).toEqual([
      1,
      expect.stringContaining("Not applied: the answer was not yes. Nothing was changed."),
    ]);
    for (const typed of [CTRL_C, `ye${CTRL_C}`]) {
      const stopped = await onTerminal("apply", { answer: typed });
      expect([stopped.code, stopped.text]).toEqual([
        130,
        expect.stringMatching(/to apply: .*\nNot applied: interrupted\. Nothing was changed\.\n/),
      ]);
    }
    expect(await sandbox.writes()).toEqual([]);
    const yes = await onTerminal("apply", { answer: "yes" });
    expect([yes.code, yes.text]).toEqual([0, expect.stringContaining('Apply this? Type "yes" to apply: ')]);
    expect(yes.text).toContain("the namespace matches the files");
    expect(await sandbox.writes()).toEqual(["PUT /default"]);
  },
);

it.runIf(hasScript)("help and sentences are broken at the terminal's width", async () => {
  for (const columns of [90, 120]) {
    const { code, text } = await onTerminal("apply --help", { columns });
    const lines = text.split("\n").map((line) => line.length);
    expect(code).toBe(0);
    expect(Math.max(...lines)).toBeLessThanOrEqual(columns);
    expect(Math.max(...lines)).toBeGreaterThan(columns - 15);
  }
});

it.runIf(hasScript)(
  "a result that goes to a file has no colours, whatever the terminal of the progress has",
  async () => {
    const { code, text } = await onTerminal("apply --auto-approve > out.txt");
    expect([code, text]).toEqual([0, expect.stringContaining("\u001b[32mdone in")]);
    const out = readFileSync(`${space.dir}/out.txt`, "utf8");
    expect(out).toContain("\nApplied: 1 call; the namespace matches the files.\n");
    expect(out).not.toMatch(/\\u001b|\u001b/);
  },
);
