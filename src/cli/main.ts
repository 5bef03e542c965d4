import type { Ending } from "../model/refusal.ts";
import { cli } from "./cli.ts";
import type { CommandSpec } from "./command.ts";
import { exitCode } from "./exit.ts";
import { Terminal } from "./terminal.ts";

/** The process, and nothing but the process: signals, a crash, a reader that has gone, what is still to be written. */

const { stdout, stderr, env } = process;
const terminal = new Terminal({ stdout, stderr, env });
const abort = new AbortController();
const endings: Ending[] = [];
let stoppedBy: "interrupted" | "terminated" | undefined;
let running: CommandSpec | undefined;

for (const [signal, ending] of [
  ["SIGINT", "interrupted"],
  ["SIGTERM", "terminated"],
] as const) {
  process.on(signal, () => {
    // A second one does not wait for the call under way.
    if (stoppedBy !== undefined) process.exit(exitCode([ending]));
    stoppedBy = ending;
    abort.abort(ending);
  });
}

// A defect of ours: said in our own way, so that no secret is in it.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.error(`iopctl has failed unexpectedly; this is a defect of it:\n${text}`);
    process.exit(exitCode([running?.endsItself === undefined ? "error" : "failed"]));
  });
}

stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader has gone, as with `| head`: nobody is left to tell.
  if (error.code === "EPIPE") process.exit(exitCode(endings));
});

async function main(): Promise<never> {
  const code = await cli(process.argv.slice(2), {
    terminal,
    // Made when somebody asks for it: it costs a start something.
    get stdin() {
      return process.stdin;
    },
    cwd: workingFolder(),
    env,
    signal: abort.signal,
    stoppedBy: () => stoppedBy,
    onCommand: (spec) => {
      running = spec;
    },
    onEnding: (ending) => endings.push(ending),
  });
  await Promise.all([stdout, stderr].map((stream) => new Promise((done) => stream.write("", done))));
  process.exit(code);
}

void main();

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    terminal.error(
      "error: the folder that iopctl was started in is gone\n  Go to one that is there, and run it again.",
    );
    return process.exit(exitCode(["error"]));
  }
}
