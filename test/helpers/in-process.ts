import { Readable } from "node:stream";
import { cli, type Io } from "../../src/cli/cli.ts";
import { Terminal } from "../../src/cli/terminal.ts";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options extends Partial<Omit<Io, "terminal" | "stdin">> {
  readonly input?: string;
  /** Both outputs are a terminal of so many columns. */
  readonly columns?: number;
}

/** The program in this process: for all that needs no process of its own (signals, a closed pipe, a crash). */
export async function inProcess(args: readonly string[], options: Options = {}): Promise<Said> {
  const { columns, input = "", env = {}, cwd = process.cwd(), signal = new AbortController().signal, ...io } = options;
  let stdout = "";
  let stderr = "";
  const size = columns === undefined ? {} : { columns, isTTY: true };
  const terminal = new Terminal({
    stdout: { write: (text) => (stdout += text), ...size },
    stderr: { write: (text) => (stderr += text), ...size },
    env,
    cwd,
  });
  const stdin = Readable.from(input === "" ? [] : [input]);
  const code = await cli(args, { ...io, terminal, stdin, cwd, env, signal });
  return { code, stdout, stderr };
}
