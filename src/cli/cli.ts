import { CommanderError } from "commander";
import { explained } from "../app/ending.ts";
import type { Traces } from "../app/open-tracer.ts";
import { trusted } from "../app/trusted.ts";
import type { Environment } from "../model/environment.ts";
import type { Ending } from "../model/refusal.ts";
import { whereText } from "../model/where.ts";
import { VERSION } from "../version.ts";
import type { CommandSpec } from "./command.ts";
import type { CommonFlags, Context, Input } from "./context.ts";
import { exitCode } from "./exit.ts";
import { annotate } from "./github.ts";
import { COMMANDS } from "./program.ts";
import type { Terminal } from "./terminal.ts";
import { terminalQuestion } from "./terminal-question.ts";
import { createTree } from "./tree.ts";

/** What the program has of the process that it runs in; a test brings its own. */
export interface Io {
  readonly terminal: Terminal;
  readonly stdin: Input;
  readonly cwd: string;
  readonly env: Environment;
  /** Aborted when somebody stops the program. */
  readonly signal: AbortSignal;
  /** How it was stopped. */
  readonly stoppedBy?: () => "interrupted" | "terminated" | undefined;
  /** Is told what runs, before it begins. */
  readonly onCommand?: (spec: CommandSpec, flags: Readonly<Record<string, unknown>>) => void;
  /** Is told how a command ended, before the program does. */
  readonly onEnding?: (ending: Ending) => void;
}

/** Said at once: the call under way may take a while. */
const STOPPING =
  "Stopping after the call under way. Ctrl-C again stops at once; the next run then finishes what is left.";

/**
 * The program as a function: `argv` without node and script, to the exit code of the contract's section 3. It never ends
 * the process, and never throws.
 */
export async function cli(argv: readonly string[], io: Io): Promise<number> {
  const closers: (() => Promise<void>)[] = [];
  const traces = await tracesOf(io, closers);
  const context = contextOf(io, closers, traces);
  const endings: Ending[] = [];
  const ended = (ending: Ending) => {
    endings.push(ending);
    io.onEnding?.(ending);
  };
  let running: CommandSpec | undefined;
  const program = createTree(COMMANDS, argv, {
    version: VERSION,
    out: (text) => io.terminal.out(text),
    error: (text) => io.terminal.error(text),
    columns: () => io.terminal.helpColumns,
    run: async (spec, args, flags) => {
      running = spec;
      io.onCommand?.(spec, flags);
      const work = () => runCommand(spec, args, flags, context);
      ended(await (traces === undefined ? work() : traces.run(nameOf(spec), work)));
    },
    complete: async (tree, words) => {
      const { complete } = await import("./complete.ts");
      const found = await complete(tree, COMMANDS, words, context);
      if (found.length > 0) io.terminal.out(found.join("\n"));
    },
  });
  // A command that does not end by itself is left where it is.
  const left = new Promise<void>((leave) => {
    const stop = () => {
      if (running?.endsItself === undefined) leave();
      else if (running.endsItself === "after its call") io.terminal.error(STOPPING);
    };
    io.signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([program.parseAsync([...argv], { from: "user" }), left]);
  } catch (error) {
    ended(tell(error, context));
  }
  for (const close of closers.reverse()) await close().catch(() => undefined);
  const stopped = io.stoppedBy?.();
  return exitCode(stopped !== undefined && !endings.includes("failed") ? [stopped] : endings);
}

/** Loaded only where traces are asked for: it is no part of anybody's start. */
async function tracesOf({ env, terminal }: Io, closers: (() => Promise<void>)[]): Promise<Traces | undefined> {
  if (!env["OTEL_EXPORTER_OTLP_ENDPOINT"] && !env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]) return undefined;
  const { openTracer } = await import("../app/open-tracer.ts");
  const opened = openTracer(env, VERSION, (message) => terminal.error(`warning: traces: ${message}`));
  // The last to close: what the others do is told too.
  if (opened !== undefined) closers.push(opened.flush);
  return opened;
}

function contextOf(io: Io, closers: (() => Promise<void>)[], traces: Traces | undefined): Context {
  const { terminal, cwd, env, signal } = io;
  return {
    terminal,
    // Whoever asks for it makes it.
    get stdin() {
      return io.stdin;
    },
    cwd,
    env,
    signal,
    now: Date.now,
    secrets: terminal.secrets,
    warn: (message) => terminal.error(`warning: ${message}`),
    note: (text) => terminal.note(text),
    ask: terminalQuestion(env, terminal.interactive && io.stdin.isTTY === true),
    ...(traces === undefined ? {} : { tracer: traces.tracer }),
    onAttempt: (attempt) => {
      const { method, path, milliseconds, outcome } = attempt;
      traces?.attempt(attempt);
      if (terminal.verbose) terminal.note(`  ${method} ${path}  ${milliseconds} ms  ${outcome.split("\n")[0]}`);
    },
    onEnd: (close) => closers.push(close),
  };
}

/** Without its arguments. */
function nameOf({ usage }: Pick<CommandSpec, "usage">): string {
  return usage.replace(/ [[<].*$/, "");
}

async function runCommand(
  { usage, load, reads }: CommandSpec,
  args: readonly unknown[],
  given: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<Ending> {
  const flags = given as CommonFlags;
  context.terminal.configure({ color: flags.color, quiet: flags.quiet === true, verbose: flags.verbose === true });
  const command = {
    name: nameOf({ usage }),
    reads: () => (typeof reads === "function" ? reads(args, given) : reads === true),
  };
  const [allowed, where] = trusted(command, flags, context);
  return (await load())(args as never, allowed as never, where);
}

/** What went wrong, for a person; how it ended, for the exit code. */
function tell(error: unknown, { terminal, env }: Context): Ending {
  if (error instanceof CommanderError) return error.exitCode === 0 ? "done" : "usage";
  const style = terminal.errorStyle;
  const message = error instanceof Error ? error.message : String(error);
  terminal.error(`${style.red("error:")} ${message}`);
  const { ending, where, problems, kind } = explained(error);
  if (where) terminal.error(style.dim(`  at ${whereText(where)}`));
  annotate(problems, terminal, env);
  // Where in iopctl an error came up helps nobody who has to mend a file.
  if (kind === "defect" && terminal.verbose && error instanceof Error && error.stack)
    terminal.error(style.dim(error.stack));
  return ending;
}
