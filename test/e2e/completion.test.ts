import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PROGRAM, run, workspace } from "../helpers/cli.ts";

const has = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
const space = workspace({
  "iopctl.config.yaml":
    "targets: { dev: { url: 'http://x', state: s.iop.yaml }, prod: { url: 'http://y' } }\ndefault_target: dev\n",
  "s.iop.yaml":
    "version: 1\nproductions: { Demo.Production: { items: { FileIn: { classname: A.B }, FileOut: { classname: A.B } } } }\n",
});
space.write({ "bin/iopctl": `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n` });
chmodSync(join(space.dir, "bin/iopctl"), 0o755);
const env = { ...process.env, PATH: `${join(space.dir, "bin")}:${process.env["PATH"]}`, HOME: space.dir };
afterAll(space.remove);

/** Words as they are typed, the last one unfinished, and what must be offered. */
const CASES: [string[], string[]][] = [
  [["pl"], ["plan"]],
  [
    ["component", "restart", "File"],
    ["FileIn", "FileOut"],
  ],
  [
    ["plan", "--target", ""],
    ["dev", "prod"],
  ],
  [["apply", "--max-disruption", "p"], ["production"]],
  [["graph", "De"], ["Demo.Production"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [
    ["plan", "--markd"],
    ["--markdown", "--markdown-into"],
  ],
];

describe("completion", () => {
  it.each(CASES)("of %j is %j", async (words, expected) => {
    const { stdout } = await run(["__complete", "--", ...words], { cwd: space.dir });
    expect(stdout.trim().split("\n")).toEqual(expected);
  });

  it("never fails, whatever stands in the files", async () => {
    space.write({ "broken/iopctl.config.yaml": "targets: [", "broken/s.iop.yaml": "{" });
    const result = await run(["__complete", "--", "test", ""], { cwd: join(space.dir, "broken") });
    expect(result).toMatchObject({ code: 0, stdout: "", stderr: "" });
  });

  it("of an unknown shell is refused", async () => {
    expect((await run(["completion", "tcsh"], { cwd: space.dir })).code).toBe(64);
  });

  it.skipIf(!has("bash"))("works in bash", () => {
    const script =
      'source <(iopctl completion bash); COMP_WORDS=(iopctl component stop File); COMP_CWORD=3; _iopctl; printf "%s\\n" "${COMPREPLY[@]}"';
    expect(execFileSync("bash", ["-c", script], { cwd: space.dir, env }).toString()).toBe("FileIn\nFileOut\n");
    const flags =
      'source <(iopctl completion bash); COMP_WORDS=(iopctl plan --target d); COMP_CWORD=3; _iopctl; printf "%s\\n" "${COMPREPLY[@]}"';
    expect(execFileSync("bash", ["-c", flags], { cwd: space.dir, env }).toString()).toBe("dev\n");
  });

  it.skipIf(!has("fish"))("works in fish", () => {
    const script = "iopctl completion fish | source; complete -C 'iopctl component stop File'";
    expect(execFileSync("fish", ["-c", script], { cwd: space.dir, env }).toString()).toBe("FileIn\nFileOut\n");
  });

  it.skipIf(!has("zsh"))("works in zsh", () => {
    // Completion runs in an interactive shell only: in a terminal of its own, TAB is typed and the line read.
    const script = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=READY; autoload -Uz compinit; compinit -u; source <(iopctl completion zsh); print LOAD''ED'
zpty -r z out '*LOADED*'
zpty -w -n z $'iopctl completion b\\t'
zpty -r -m z out '*completion bash*' && print FOUND
zpty -d z`;
    expect(execFileSync("zsh", ["-f", "-c", script], { cwd: space.dir, env, timeout: 20_000 }).toString()).toContain(
      "FOUND",
    );
  });
});
