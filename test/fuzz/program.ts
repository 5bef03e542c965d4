import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { PROGRAM } from "../helpers/cli.ts";
import { inProcess, type Said } from "../helpers/in-process.ts";

export const SECRET = "c4nary-S3cret-91f0";
export const OUTSIDE = "what lies outside 7d1";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What lies beside the working directory that was not there. */
  readonly escaped: readonly string[];
}

/** Milliseconds: no command of these takes a second alone; what is not done by then hangs. */
const LIMIT = 40_000;

/**
 * Runs the built program in a thread, some twenty times as fast as in a process: with files of its own in a folder, whose
 * neighbours it must not touch.
 */
export async function runProgram(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  limit = LIMIT,
): Promise<Ran> {
  const above = mkdtempSync(join(tmpdir(), "iopctl-fuzz-"));
  const cwd = join(above, "work");
  mkdirSync(join(cwd, ".git"), { recursive: true });
  writeFileSync(join(above, "outside.txt"), OUTSIDE);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const all = { PATH: process.env["PATH"] ?? "", HOME: above, CANARY: SECRET, CANARY_TOKEN: SECRET, ...env };
  const back = process.cwd();
  process.chdir(cwd);
  try {
    const said = process.env["FUZZ_IN_PROCESS"] ? await here(args, cwd, all, limit) : await thread(args, all);
    const beside = readdirSync(above).filter(
      (name) => !["work", "outside.txt", ".config", ".cache", ".local"].includes(name),
    );
    return { ...said, escaped: beside };
  } finally {
    process.chdir(back);
    rmSync(above, { recursive: true, force: true });
  }
}

type Env = Readonly<Record<string, string>>;

/** The source in this thread: ten times as fast again, for long runs. */
async function here(args: readonly string[], cwd: string, env: Env, limit: number): Promise<Said> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: iopctl ${args.join(" ")}`)), limit);
  });
  return Promise.race([inProcess(args, { cwd, env }), late]).finally(() => clearTimeout(timer));
}

/** A thread's output is its stream: the process's own handles take nothing from it for now, and never will. */
const IN_THREAD = `
const fs = require("node:fs");
const { writeSync } = fs;
fs.writeSync = (handle, ...rest) => {
  if (handle === 1 || handle === 2) throw Object.assign(new Error("not from a thread"), { code: "EAGAIN" });
  return writeSync(handle, ...rest);
};
process.argv[1] = ${JSON.stringify(PROGRAM)};
require(process.argv[1]);
`;

async function thread(args: readonly string[], env: Env): Promise<Said> {
  const worker = new Worker(IN_THREAD, {
    eval: true,
    argv: [...args],
    env: { ...env },
    stdin: true,
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  try {
    worker.stdin?.end();
    let [stdout, stderr] = ["", ""];
    worker.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    worker.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const code = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`hangs: iopctl ${args.join(" ")}`)), LIMIT);
      worker.once("error", reject);
      worker.once("exit", (exit) => {
        clearTimeout(timer);
        resolve(exit);
      });
    });
    return { code, stdout, stderr };
  } finally {
    await worker.terminate();
  }
}
