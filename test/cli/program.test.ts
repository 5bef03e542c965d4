import { describe, expect, it } from "vitest";
import { CONFLICTS } from "../../src/cli/flags.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { workspace } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";

const nameOf = (usage: string) => usage.replace(/ [[<].*$/, "");

describe("the table of commands", () => {
  it("names each once, and no flag of one twice", () => {
    const names = COMMANDS.map(({ usage }) => nameOf(usage));
    expect(new Set(names).size).toBe(names.length);
    for (const { usage, flags } of COMMANDS) {
      const specs = flags.map(({ spec }) => /--[a-z-]+/.exec(spec)?.[0]);
      expect(new Set(specs).size, usage).toBe(specs.length);
    }
  });

  it("says which only read: on untrusted files no other runs", () => {
    const writing = COMMANDS.filter(({ reads }) => reads !== true).map(({ usage }) => nameOf(usage));
    expect(writing).toEqual([
      ...[
        "apply",
        "rollback",
        "rollout apply",
        "rollout pause",
        "rollout resume",
        "rollout abort",
        ...["fleet submit", "fleet worker", "fleet pause", "fleet resume", "fleet abort"],
        "drift",
        "adopt",
        "reconcile",
        "sandbox",
        "sandbox ctl",
        "default",
      ],
      ...["start", "stop", "kill", "restart", "update", "component start", "component stop", "component restart"],
      ...["test", "unbind", "migrate"],
    ]);
  });

  it.each([
    [["drift", "--accept", "default"], "`iopctl drift` does not run on files that are not trusted"],
    [["default", "A.B"], "`iopctl default` does not run"],
    [["component", "stop", "X"], "`iopctl component stop` does not run"],
    [["apply"], "`iopctl apply` does not run"],
  ] as const)("%j --untrusted is refused", async (args, words) => {
    const work = workspace();
    const said = await inProcess([...args, "--untrusted"], { cwd: work.dir });
    expect(said).toMatchObject({ code: 5, stdout: "" });
    expect(said.stderr).toContain(words);
    work.remove();
  });

  it.each([[["drift"]], [["default"]], [["validate"]]] as const)("%j --untrusted is tried", async ([...args]) => {
    const work = workspace();
    const said = await inProcess([...args, "--untrusted"], { cwd: work.dir });
    expect(said.stderr).not.toContain("does not run");
    work.remove();
  });

  it("every pair of flags that contradict each other stands together on some command", () => {
    const key = (spec: string) =>
      (/--(?:no-)?([a-z-]+)/.exec(spec)?.[1] ?? "").replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
    const sets = COMMANDS.map(({ flags }) => new Set(flags.map(({ spec }) => key(spec))));
    for (const [one, other] of CONFLICTS)
      expect(
        sets.some((set) => set.has(one) && set.has(other)),
        `${one} ${other}`,
      ).toBe(true);
  });

  it("loads a module for each", async () => {
    for (const { load } of COMMANDS) expect(await load()).toBeTypeOf("function");
  });
});

describe("the program as a function", () => {
  it("answers help, version and wrong usage with the exit codes of the contract", async () => {
    expect(await inProcess(["--version"])).toMatchObject({ code: 0, stderr: "" });
    expect(await inProcess(["plan", "--help"])).toMatchObject({ code: 0, stderr: "" });
    const wrong = await inProcess(["plam"]);
    expect(wrong).toMatchObject({ code: 64, stdout: "" });
    expect(wrong.stderr).toContain("Did you mean plan?");
    expect(await inProcess(["plan", "--json", "--markdown"])).toMatchObject({ code: 64, stdout: "" });
  });

  it("throws nothing: what fails is said, and its kind is the exit code", async () => {
    const work = workspace();
    const said = await inProcess(["plan", "nowhere"], { cwd: work.dir });
    expect(said.code).not.toBe(0);
    expect(said.stderr).toMatch(/^error: /);
    work.remove();
  });

  it("stopped before it has begun anything, it ends as the signal says", async () => {
    const abort = new AbortController();
    const ran = inProcess(["validate"], {
      signal: abort.signal,
      stoppedBy: () => (abort.signal.aborted ? "interrupted" : undefined),
      onCommand: () => abort.abort(),
    });
    expect((await ran).code).toBe(130);
  });
});
