import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { cli } from "../../src/cli/cli.ts";
import { Terminal } from "../../src/cli/terminal.ts";
import { run } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";
import { answersOf, type Block, blocksOf, commandsOf, fileOf, patternOf, wordsOf } from "../helpers/page.ts";
import type { TestSandbox } from "../helpers/sandbox.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Servers that pages name: here all of them are the warm sandbox. */
const SERVERS = ["http://localhost:52773", "https://iris.example.org:52773", "sandbox:.iopctl/sandbox"];
/** Of this machine: where git is. */
const OWN = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", GIT_CONFIG_GLOBAL: "/dev/null" };
/** Need what only the built program has beside it: its templates. */
const BUILT = ["init"];

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Shell {
  cwd: string;
  readonly env: Record<string, string>;
  /** The warm sandbox. */
  readonly server: TestSandbox;
  /** End the programs that the page has left running. */
  readonly stop: (() => Promise<unknown>)[];
}

/** Runs a page from its top as a reader does: writes its files, types its commands. Gives why the rest was not run. */
export async function runPage(page: string, dir: string, sandbox: TestSandbox): Promise<string[]> {
  const shell: Shell = { cwd: dir, env: { ...OWN, ...sandbox.env }, server: sandbox, stop: [] };
  try {
    return await runBlocks(page, dir, shell);
  } finally {
    for (const stop of shell.stop) await stop();
  }
}

async function runBlocks(page: string, dir: string, shell: Shell): Promise<string[]> {
  const notRun: string[] = [];
  for (const block of blocksOf(readFileSync(join(ROOT, page), "utf8"))) {
    const { notes } = block;
    if (notes.in !== undefined) begin(notes.in, shell, dir);
    for (const line of notes.first) {
      const said = await runLine(line, shell);
      expect([line, said.code], said.stdout + said.stderr).toEqual([line, 0]);
    }
    const file = fileOf(block);
    if (file !== undefined) write(join(shell.cwd, file), here(block.text, shell));
    const commands = commandsOf(block);
    if (commands === undefined) continue;
    if (notes.notRun === undefined) await runBlock(page, block, commands, shell);
    else notRun.push(`${page}: ${notes.notRun}`);
  }
  return notRun;
}

/** A copy of an example, its target the warm sandbox. */
function begin(folder: string, shell: Shell, dir: string): void {
  shell.cwd = join(dir, folder);
  cpSync(join(ROOT, folder), shell.cwd, { recursive: true, filter: (path) => !path.includes("/.iopctl") });
  const config = join(shell.cwd, "iopctl.config.yaml");
  writeFileSync(config, here(readFileSync(config, "utf8"), shell));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}

const here = (text: string, { server: { url } }: Shell) =>
  SERVERS.reduce((out, name) => out.replaceAll(name, url), text);

async function runBlock(page: string, block: Block, commands: readonly string[], shell: Shell): Promise<void> {
  const { says, exits } = block.notes;
  const answers = answersOf(block);
  for (const [at, line] of commands.entries()) {
    const said = await runLine(line, shell);
    const output = said.stdout + said.stderr;
    const where = `${page}:${block.line}: ${line}\n${output}`;
    expect([where, said.code]).toEqual([where, exits[at] ?? 0]);
    for (const text of (answers[at] ?? "").split("\n").filter((text) => text.trim() !== ""))
      expect(output, where).toMatch(patternOf(text));
    if (at === commands.length - 1) for (const text of says) expect(output, where).toContain(text);
  }
}

async function runLine(line: string, shell: Shell): Promise<Said> {
  let said: Said = { code: 0, stdout: "", stderr: "" };
  for (const part of here(line, shell).split(" && ")) {
    const [program = "", ...args] = wordsOf(part, shell.env);
    if (program === "iopctl") said = await iopctl(args, shell);
    else {
      const builtin = BUILTINS[program];
      if (builtin === undefined) throw new Error(`not a command of ours, to be marked with why it is not run: ${part}`);
      builtin(shell, ...(args as [string, string, string]));
    }
  }
  return said;
}

async function iopctl(args: readonly string[], shell: Shell): Promise<Said> {
  // Whoever is asked says yes.
  const options = { cwd: shell.cwd, env: shell.env, input: "yes\n" };
  if (SERVES(args)) return serve(args, shell);
  const said = await (BUILT.includes(args[0] as string) ? run(args, options) : inProcess(args, options));
  const json = args[args.indexOf("--json-into") + 1] as string;
  // A reader copies it from there.
  if (args.includes("--json-into") && existsSync(join(shell.cwd, json)))
    shell.env["DIGEST"] = /"digest": *"(sha256:\w+)"/.exec(readFileSync(join(shell.cwd, json), "utf8"))?.[1] ?? "";
  return said;
}

/** Begins what runs until somebody stops it; it is ready once it has said where it is. */
async function serve(args: readonly string[], shell: Shell): Promise<Said> {
  const stop = new AbortController();
  let say: (text: string) => void = () => undefined;
  const ready = new Promise<string>((resolve) => {
    say = (text) => /http:\/\//.test(text) && resolve(text);
  });
  const terminal = new Terminal({ stdout: { write: say }, stderr: { write: () => undefined }, env: shell.env });
  const given = args.map((word) => (word === "52773" ? "0" : word));
  const io = { terminal, stdin: Readable.from([]), cwd: shell.cwd, env: shell.env, signal: stop.signal };
  const ended = cli(given, io);
  shell.stop.push(() => {
    stop.abort();
    return ended;
  });
  const text = await Promise.race([ready, ended.then((code) => Promise.reject(new Error(`ended with ${code}`)))]);
  return { code: 0, stdout: text, stderr: "" };
}

const SERVES = ([command, next]: readonly string[]) =>
  (command === "sandbox" && next !== "ctl") || command === "ui" || command === "reconcile";

/** What a reader does besides: the shell's own words, git, and an editor. */
const BUILTINS: Readonly<Record<string, (shell: Shell, ...args: [string, string, string]) => void>> = {
  cd: (shell, folder) => {
    shell.cwd = join(shell.cwd, folder);
  },
  // Whoever has a server knows its user and password.
  export: ({ env, server }, ...pairs) => {
    for (const pair of pairs) {
      const name = pair.split("=")[0] as string;
      env[name] = server.env[name] ?? pair.slice(name.length + 1);
    }
  },
  copy: ({ cwd }, from, to) => cpSync(join(cwd, from), join(cwd, to), { recursive: true }),
  move: ({ cwd }, from, to) => renameSync(join(cwd, from), join(cwd, to)),
  edit: ({ cwd }, file, old, text) => {
    const before = readFileSync(join(cwd, file), "utf8");
    expect(before).toContain(old);
    writeFileSync(join(cwd, file), before.replace(old, text));
  },
  git: ({ cwd }, ...args) => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd, stdio: "ignore" });
  },
};
