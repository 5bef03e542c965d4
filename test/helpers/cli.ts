import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROGRAM = fileURLToPath(new URL("../../dist/iopctl.js", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Standard input stays open: who starts it ends it. */
  readonly keepOpen?: boolean;
  /** Is given the process, to kill it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the built program as a process, without colours and with nothing of this environment that it reads. */
export function run(
  args: readonly string[],
  { cwd, env = {}, input = "", keepOpen, onStart }: RunOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", GIT_CONFIG_GLOBAL: "/dev/null", ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    if (!keepOpen) child.stdin.end(input);
    onStart?.(child);
  });
}

/** A fresh directory with files, by relative path. */
export function workspace(files: Readonly<Record<string, string>> = {}): {
  dir: string;
  remove: () => void;
  write: (files: Readonly<Record<string, string>>) => void;
} {
  const dir = mkdtempSync(join(tmpdir(), "iopctl-test-"));
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  };
  write(files);
  return { dir, write, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
