import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { emptyHanded } from "./descriptors.ts";
import { BESIDE, commandBehind, type Inside, WALLS, type Wall } from "./walls.ts";

/** Bytes of the longest line that it says as it starts: its memory, for a snapshot. */
const START_BYTES = 128 * 1024 * 1024;
const START_LIMIT = 60_000;

/** The process is no more: it was ended, or ended itself. What lived in it is gone. */
export class PythonEnded extends Error {}

/** How a process of Python is started. */
export interface ProcessOptions extends Inside {
  /** Is given the memory of an interpreter that has run nothing yet, where `makeSnapshot` asked for it. */
  readonly onSnapshot?: (bytes: Buffer) => void;
  /** Is told once, as soon as the process is of no use any more. */
  readonly onEnd?: () => void;
}

/** The limits of one call: milliseconds after which it is interrupted (`soft`) and ended (`time`), and the bytes of its answer. */
export interface CallLimits {
  readonly time: number;
  readonly soft: number;
  readonly bytes: number;
}

type Message = Readonly<Record<string, unknown>>;
interface Expecting {
  readonly take: (message: Message) => void;
  readonly fail: (error: Error) => void;
}

/** The wall that this system allows: found out at the first start. */
let known: Wall | undefined;

/** One interpreter in a process of its own. It takes one request at a time. */
export class Interpreter {
  private expecting: Expecting | undefined;
  /** What it said while it started, and nobody has read yet. */
  private readonly inbox: Message[] = [];
  private ready = false;
  private failure: PythonEnded | undefined;
  private words = "";
  private next = 0;
  /** Bytes that the next line may have. */
  private room = START_BYTES;
  private readonly watch: NodeJS.Timeout;

  private constructor(
    readonly wall: Wall,
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly options: ProcessOptions,
  ) {
    child.on("error", (error) => this.ended(error.message));
    child.on("close", (code, signal) => this.ended(`it ended by itself (${signal ?? `code ${code}`})${this.said()}`));
    child.stdin?.on("error", () => undefined);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.words = (this.words + text).slice(-4_000);
    });
    readLines(
      child.stdout as NodeJS.ReadableStream,
      () => this.room,
      (line) => this.heard(line),
      () => this.end("it answered more than the sandbox takes"),
    );
    // A host that has nothing else to do ends, and the process with it.
    child.unref();
    for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
    this.watch = setInterval(() => this.weigh(), 250);
    this.watch.unref();
  }

  /** Behind the best wall that the system has. Throws an Error where none can be started, or pyodide is missing. */
  static async start(options: ProcessOptions): Promise<Interpreter> {
    let last: Error = new Error("there is no way to start a process");
    for (const wall of known === undefined ? WALLS : [known]) {
      const command = commandBehind(wall, options);
      if (command === undefined) continue;
      const [program, ...args] = command;
      const folder = mkdtempSync(join(tmpdir(), "iopctl-python-"));
      const child = spawnEmptyHanded(program, args, folder);
      const started = new Interpreter(wall, child, folder, options);
      try {
        const { permission } = await started.message(START_LIMIT);
        if (permission !== true) {
          started.end("there is no permission model in this Node");
          throw new Error("the sandbox runs no Python without Node's permission model: Node 20.19 or later is needed");
        }
      } catch (error) {
        last = error as Error;
        continue;
      }
      known = wall;
      await started.becomeReady();
      return started;
    }
    throw last;
  }

  /** Sends one request. Rejects with PythonEnded where the process does not live to answer. */
  async ask(method: string, request: string, limits: CallLimits): Promise<string> {
    const limit = limits.time;
    this.room = limits.bytes;
    this.next += 1;
    const id = this.next;
    const answer = this.message(limit, `ran longer than ${limit / 1_000} s and was ended`);
    this.child.stdin?.write(
      `${JSON.stringify({ id, method, text: request, limit: limit + 5_000, soft: limits.soft })}\n`,
    );
    const { id: answered, text, error } = await answer;
    if (answered !== id || (typeof text !== "string" && typeof error !== "string")) {
      throw this.end("it gave an answer that nobody asked for");
    }
    if (typeof text === "string") return text;
    // What a package does wrong is an answer; an error here is the interpreter's own, and it is of no use any more.
    throw this.end(tellingLine(String(error)));
  }

  /** Ends the process at once. */
  end(reason: string, prefix = "Python crashed and restarts: "): PythonEnded {
    this.ended(reason, prefix);
    this.child.kill("SIGKILL");
    return this.failure as PythonEnded;
  }

  private async becomeReady(): Promise<void> {
    for (;;) {
      const { ready, snapshot } = await this.message(START_LIMIT, "took too long to start");
      if (typeof snapshot === "string") this.options.onSnapshot?.(Buffer.from(snapshot, "base64"));
      if (ready !== true) continue;
      this.ready = true;
      // It needs no place to stand on any more, and then none is left behind whatever becomes of this process.
      this.removeFolder();
      return;
    }
  }

  private message(limit: number, late = "did not start"): Promise<Message> {
    return new Promise((resolve, reject) => {
      const waiting = this.inbox.shift();
      if (waiting !== undefined) return resolve(waiting);
      if (this.failure !== undefined) return reject(this.failure);
      const timer = setTimeout(() => this.end(late, "Python "), limit);
      const over = () => {
        clearTimeout(timer);
        this.expecting = undefined;
      };
      this.expecting = {
        take: (message) => {
          over();
          resolve(message);
        },
        fail: (error) => {
          over();
          reject(error);
        },
      };
    });
  }

  private heard(line: Buffer): void {
    const { expecting } = this;
    if (expecting === undefined && this.ready) return void this.end("it spoke out of turn");
    try {
      const message: unknown = JSON.parse(line.toString("utf8"));
      if (typeof message !== "object" || message === null) throw new Error("no object");
      const { failed } = message as Message;
      if (typeof failed === "string") this.end(tellingLine(failed));
      else if (expecting === undefined) this.inbox.push(message as Message);
      else expecting.take(message as Message);
    } catch {
      this.end("its answer is not JSON");
    }
  }

  private ended(reason: string, prefix = "Python crashed and restarts: "): void {
    if (this.failure !== undefined) return;
    this.failure = new PythonEnded(`${prefix}${reason}`);
    clearInterval(this.watch);
    this.removeFolder();
    this.expecting?.fail(this.failure);
    this.options.onEnd?.();
  }

  /** Where the kernel sets no limit, and beside it: what the process has of the machine's memory. */
  private weigh(): void {
    const bytes = residentBytes(this.child.pid ?? 0);
    const limit = this.options.memory + BESIDE / 2;
    if (bytes > limit) this.end(`used more than ${Math.round(limit / 1_048_576)} MiB and was ended`, "Python ");
  }

  private said(): string {
    const line = /^(\w*Error\b|FATAL|.*bad option).*$/m.exec(this.words)?.[0] ?? firstLine(this.words);
    return line === "" ? "" : `: ${line.slice(0, 500)}`;
  }

  private removeFolder(): void {
    try {
      rmSync(this.folder, { recursive: true, force: true });
    } catch {
      // A system that keeps the working directory of a process: it is empty, and tried again at its end.
    }
  }
}

function spawnEmptyHanded(program: string, args: readonly string[], folder: string): ChildProcess {
  const emptyDevice = openSync(devNull, "r");
  try {
    return spawn(program, args, { cwd: folder, env: environment(), stdio: emptyHanded(emptyDevice) });
  } finally {
    closeSync(emptyDevice);
  }
}

/** Nothing of the host's; Windows starts no program without its own. */
function environment(): NodeJS.ProcessEnv {
  const root = process.platform === "win32" ? process.env["SystemRoot"] : undefined;
  return root === undefined ? {} : { SystemRoot: root };
}

/** Each line as it is complete; `full` once where one is longer than the limit. */
function readLines(
  stream: NodeJS.ReadableStream,
  room: () => number,
  line: (bytes: Buffer) => void,
  full: () => void,
): void {
  let parts: Buffer[] = [];
  let size = 0;
  stream.on("data", (bytes: Buffer) => {
    let chunk = bytes;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10)) {
      const whole = Buffer.concat([...parts, chunk.subarray(0, end)]);
      parts = [];
      size = 0;
      chunk = chunk.subarray(end + 1);
      line(whole);
    }
    parts.push(chunk);
    size += chunk.byteLength;
    if (size <= room()) return;
    parts = [];
    size = 0;
    full();
  });
}

/** The memory of the process and of what it started; 0 where the system does not tell. */
function residentBytes(pid: number): number {
  try {
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return kilobytes * 1_024 + children.reduce((sum, child) => sum + residentBytes(Number(child)), 0);
  } catch {
    return 0;
  }
}

/** The line that says what happened: the last of a traceback, else the first. */
function tellingLine(text: string): string {
  const lines = text.trim().split("\n");
  if (!/^Traceback /.test(lines[0] ?? "") && !text.startsWith("PythonError: Traceback ")) return firstLine(text);
  return (lines.at(-1) ?? "").trim().slice(0, 500);
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.slice(0, 500) ?? "";
}
