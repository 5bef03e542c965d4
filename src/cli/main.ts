import type { Ending } from "../model/refusal.ts";
import { worst } from "../model/severity.ts";
import { cli } from "./cli.ts";
import type { CommandSpec } from "./command.ts";
import { exitCode } from "./exit.ts";
import { StandardStream } from "./standard-stream.ts";
import { Terminal, whyNot } from "./terminal.ts";

/** The process, and nothing but the process: signals, a crash, a reader that has gone, what is still to be written. */

const { env } = process;
/** What of the result could not be written first, and why. */
let unwritten: NodeJS.ErrnoException | undefined;
const stdout = new StandardStream(
  1,
  () => process.stdout,
  (error) => {
    unwritten ??= error;
    // The reader has gone, as with `| head`. Whoever prints on and on is stopped by that. All else goes on to its end: no run
    // is left half-way, and the exit code says what became of it.
    if (unwritten.code === "EPIPE" && printsOn) process.exit(exitCode(endings));
  },
);
// What cannot be told ends nothing.
const stderr = new StandardStream(
  2,
  () => process.stderr,
  () => undefined,
);
const terminal = new Terminal({ stdout, stderr, env });
const abort = new AbortController();
const endings: Ending[] = [];
let stoppedBy: "interrupted" | "terminated" | undefined;
let running: CommandSpec | undefined;
let printsOn = false;

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
    process.exit(exitCode([running?.endsItself === "after its call" ? "failed" : "error"]));
  });
}

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
    onCommand: (spec, flags) => {
      running = spec;
      printsOn = spec.printsOn?.(flags) === true;
    },
    onEnding: (ending) => endings.push(ending),
  });
  await stdout.written();
  const lost = unwritten !== undefined && unwritten.code !== "EPIPE" ? unwritten : undefined;
  if (lost !== undefined) terminal.error(`error: the result cannot be written: ${whyNot(lost)}`);
  await stderr.written();
  // Of a run the calls count, which are recorded; of what only reads nothing is left but the result.
  const onlyReads = running === undefined || running.reads !== undefined;
  process.exit(
    lost !== undefined && onlyReads && ["done", "changes"].includes(worst(endings)) ? exitCode(["error"]) : code,
  );
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
