import { Command, CommanderError, Option } from "commander";
import { ApiError } from "../api/error.ts";
import { endingOf } from "../app/ending.ts";
import { guarded, refuseWriting, strangerReason } from "../config/trust.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import type { Ending } from "../model/refusal.ts";
import { VERSION } from "../version.ts";
import type { CommonFlags, Context } from "./context.ts";
import { exitCode } from "./exit.ts";
import { annotate } from "./github.ts";
import {
  addCommon,
  applying,
  collect,
  limits,
  noSecrets,
  only,
  positive,
  refuseConflicts,
  wholeNumber,
} from "./options.ts";
import { Terminal } from "./terminal.ts";
import { terminalQuestion } from "./terminal-question.ts";

type Action = (args: never, flags: never, context: Context) => Promise<Ending>;

const terminal = new Terminal();
const abort = new AbortController();
const closers: (() => Promise<void>)[] = [];
let stoppedBy: "interrupted" | "terminated" | undefined;

for (const [signal, ending] of [
  ["SIGINT", "interrupted"],
  ["SIGTERM", "terminated"],
] as const) {
  process.on(signal, () => {
    // A second one does not wait for the call under way.
    if (stoppedBy !== undefined) process.exit(exitCode([ending]));
    stoppedBy = ending;
    abort.abort(ending);
    if (!graceful) void end([ending]);
    else if (graceful === "calls") terminal.error(STOPPING);
  });
}
/** Said at once: the call under way may take a while. */
const STOPPING =
  "Stopping after the call under way. Ctrl-C again stops at once; the next run then finishes what is left.";
/** Whether the command under way ends by itself when it is told to; "calls": it makes calls, and finishes the one it is at. */
let graceful: boolean | "calls" = false;

const context: Context = {
  terminal,
  cwd: process.cwd(),
  env: process.env,
  signal: abort.signal,
  secrets: terminal.secrets,
  warn: (message) => terminal.error(`warning: ${message}`),
  note: (text) => terminal.note(text),
  ask: terminalQuestion(process.env, terminal.interactive),
  onAttempt: ({ method, path, milliseconds, outcome }) => {
    if (terminal.verbose) terminal.note(`  ${method} ${path}  ${milliseconds} ms  ${outcome.split("\n")[0]}`);
  },
  onEnd: (close) => closers.push(close),
};

/** A command of the program; its module is loaded when it is called. */
function add(
  parent: Command,
  usage: string,
  description: string,
  load: () => Promise<Action>,
  options: { readonly common?: boolean; readonly graceful?: boolean | "calls" } = {},
): Command {
  const command = parent.command(usage).description(description).exitOverride().enablePositionalOptions();
  const name = [parent === program ? "iopctl" : `iopctl ${parent.name()}`, command.name()].join(" ");
  command.showHelpAfterError(`\`${name} --help\` lists what it takes.`);
  if (parent === program) command.helpGroup(groupOf(command.name()));
  if (options.common !== false) addCommon(command);
  command.action(async (...all: unknown[]) => {
    const args = all.slice(0, -2);
    const flags = command.opts() as CommonFlags;
    terminal.configure({ color: flags.color, quiet: flags.quiet === true, verbose: flags.verbose === true });
    graceful = options.graceful ?? false;
    const reason = strangerReason(flags.untrusted, context.env);
    if (reason !== undefined) refuseWriting(command.name(), args[0], flags, reason);
    const [own, where] = reason === undefined ? [flags, context] : guarded(flags, context, reason);
    endings.push(await (await load())(args as never, own as never, where));
  });
  return command;
}

/** How `--help` orders the commands. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "Plan and apply:": ["init", "validate", "plan", "show", "apply", "runs", "rollback"],
  "Drift:": ["drift", "adopt", "compare", "reconcile"],
  "Inspect:": ["status", "render", "export", "graph"],
  "Without IRIS:": ["sandbox"],
  "Help:": ["explain", "completion"],
};

function groupOf(name: string): string {
  return Object.entries(GROUPS).find(([, names]) => names.includes(name))?.[0] ?? "Call one endpoint:";
}

const endings: Ending[] = [];

const program = new Command("iopctl")
  .description("Declarative GitOps for InterSystems IRIS interoperability")
  .version(VERSION, "-V, --version", "the version of iopctl")
  .exitOverride()
  // What follows a subcommand is that subcommand's: `sandbox ctl … --namespace` must not go to `sandbox`.
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .showHelpAfterError("`iopctl --help` lists the commands.")
  .configureHelp({ sortSubcommands: false })
  .configureOutput({
    writeOut: (text) => terminal.out(text),
    writeErr: (text) => terminal.error(text.trimEnd().replace(/^(error: .*) is invalid\. /, "$1: ")),
  });

add(
  program,
  "init [dir]",
  "write a config, an example state and a CI job that work at once",
  async () => (await import("./commands/init.ts")).initCommand,
);
noSecrets(
  limits(
    only(
      add(
        program,
        "plan [path...]",
        "show what would change and the API calls that would do it",
        async () => (await import("./commands/plan.ts")).planCommand,
      ),
    ),
  ),
)
  .option("--out <file>", "save the plan, for apply <file>")
  .option("--json", "nothing but JSON on standard output")
  .option("--json-into <file>", "write the JSON to a file too")
  .option("--markdown", "a comment for a pull request on standard output")
  .option("--markdown-into <file>", "write that to a file too")
  .option("--html <file>", "write a page")
  .option("--gitlab-report <file>", "write GitLab's Terraform report")
  .option("--gitlab-quality <file>", "write the findings as GitLab's code quality report")
  .option("--unmanaged", "list what no file manages")
  .option("--explain", "why each call, why nothing cheaper, and what going back would take")
  .option("--detailed-exitcode", "exit 2 when there are changes");
add(program, "show <planfile>", "print a saved plan", async () => (await import("./commands/show.ts")).showCommand)
  .option("--json", "the plan's JSON")
  .option("--markdown", "a comment for a pull request")
  .option("--html <file>", "write a page")
  .option("--explain", "why each call, and what going back would take")
  .option("--terraform-json", "as Terraform's plan JSON, for the tools that read that");
applying(
  only(
    add(
      program,
      "apply [paths...]",
      "plan, ask, apply, verify; or apply a saved plan",
      async () => (await import("./commands/apply.ts")).applyCommand,
      { graceful: "calls" },
    ),
  ),
).option("--expect <digest>", "refuse unless the plan has this digest; once for each namespace", collect);
applying(
  add(
    program,
    "rollback [run]",
    "undo an earlier run; without a name, the last one",
    async () => (await import("./commands/runs.ts")).rollbackCommand,
    { graceful: "calls" },
  ),
);
add(
  program,
  "runs",
  "list the runs recorded on this machine",
  async () => (await import("./commands/runs.ts")).runsCommand,
).option("--json", "the records");
noSecrets(
  only(
    add(
      program,
      "drift [path...]",
      "compare the server with the files, for cron: never writes, exit 2 on drift",
      async () => (await import("./commands/drift.ts")).driftCommand,
    ),
  ),
)
  .option("--markdown", "a comment or an issue's text on standard output")
  .option("--markdown-into <file>", "write that to a file too")
  .option("--html <file>", "write a page")
  .option("--unmanaged", "list what no file manages")
  .option("--junit <file>", "write each difference as a failed test")
  .option("--accept <address>", "accept drift here for a time: with --reason and --until", collect)
  .option("--reason <text>", "why it is accepted")
  .option("--until <day>", "the last day on which it is, YYYY-MM-DD")
  .option("--json", "nothing but JSON on standard output")
  .option("--json-into <file>", "write the JSON to a file too");
noSecrets(
  add(
    program,
    "validate [path...]",
    "check state files with no server",
    async () => (await import("./commands/validate.ts")).validateCommand,
  ),
).option("--json", "the findings as JSON");
noSecrets(
  add(
    program,
    "render [path...]",
    "print the merged desired state of a target",
    async () => (await import("./commands/render.ts")).renderCommand,
  ),
)
  .option("--origins", "each value with the file and line that it comes from")
  .option("--json", "each value with its place, as JSON");
only(
  add(
    program,
    "adopt [address...]",
    "take what was changed on the server back into the state files",
    async () => (await import("./commands/adopt.ts")).adoptCommand,
  ),
)
  .option("--auto-approve", "do not ask")
  .option("--dry-run", "show the edits and write nothing")
  .option("--json", "what was adopted, as JSON");
add(
  program,
  "compare <target> <target>",
  "compare two live namespaces, by the rules of the config",
  async () => (await import("./commands/compare.ts")).compareCommand,
)
  .option("--json", "nothing but JSON on standard output")
  .option("--markdown", "as Markdown");
add(
  program,
  "graph [production]",
  "draw which item sends to which",
  async () => (await import("./commands/graph.ts")).graphCommand,
).addOption(new Option("--format <format>", "the output format").choices(["mermaid", "dot", "svg"]).default("mermaid"));
add(
  program,
  "explain [address]",
  "describe a key of the state files or the config",
  async () => (await import("./commands/explain.ts")).explainCommand,
  { common: false },
).option("--json", "as JSON");
limits(
  only(
    add(
      program,
      "reconcile [path...]",
      "plan and apply again and again, with /metrics and /healthz",
      async () => (await import("./commands/reconcile.ts")).reconcileCommand,
      { graceful: "calls" },
    ),
  ),
)
  .option("--interval <time>", "from one run to the next", "60s")
  .option("--observe-only", "report drift; never write")
  .option("--listen <host:port>", "where /metrics, /healthz and /readyz are; off: nowhere", "127.0.0.1:9464")
  .option("--git-pull", "git pull --ff-only before each run")
  .option("--once", "one run, then end")
  .option("--no-backup", "make no backup of what is overwritten");
add(
  program,
  "export [production...]",
  "write the live namespace as state files whose plan is empty",
  async () => (await import("./commands/export.ts")).exportCommand,
)
  .addOption(
    new Option("--enabled <what>", "whether the files set enabled of each item")
      .choices(["keep", "omit"])
      .default("keep"),
  )
  .option("--split <dir>", "write one file for each item into a directory");
const sandbox = add(
  program,
  "sandbox",
  "run the embedded server: try, develop and test without IRIS",
  async () => (await import("./commands/sandbox.ts")).sandboxCommand,
  { common: false, graceful: true },
)
  .option("--port <n>", "the port on the loopback address", wholeNumber, 52773)
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .option("--dir <dir>", "where its state is kept", ".iopctl/sandbox")
  .addOption(
    new Option("--profile <name>", "which server it is").choices(["4.1", "documented", "3.6", "3.5"]).default("4.1"),
  )
  .option("--username <name>", "the user; the password comes from IOP_PASSWORD", "admin")
  .option("--seed <path>", "begin with these state files, or an /export JSON, where the directory is new")
  .option("--strict-imports", "an import that the sandbox has not is an error, not an inert stand-in")
  .option("-n, --namespace <name>", "a namespace that exists, beside USER, IRISAPP and EMPTY", collect)
  .option("--no-color", "no colours")
  .option("-q, --quiet", "no line for each request");

add(
  sandbox,
  "ctl <verb> [args...]",
  "faults and rare states of a running sandbox: inspect, requests, fault KIND, faults, clear, status STATUS [PRODUCTION], queue ITEM COUNT, namespace NAME, reset",
  async () => (await import("./commands/sandbox-ctl.ts")).ctlCommand,
  { common: false },
)
  .option("--url <url>", "the sandbox", "http://127.0.0.1:52773")
  .option("--dir <dir>", "its directory, where its token lies (or IOPCTL_SANDBOX_TOKEN)", ".iopctl/sandbox")
  .option("-n, --namespace <name>", "the namespace", "USER")
  .option("--match <route>", 'of a fault: the requests that it strikes, such as "PUT /migrate"')
  .option("--times <n>", "of a fault: how often; 0: until it is cleared", wholeNumber)
  .option("--skip <n>", "of a fault: how many matching requests pass before", wholeNumber)
  .option("--delay <ms>", "of a slow fault: milliseconds", wholeNumber)
  .option("--text <words>", "of a failing fault: the server's words");

const hand = () => import("./commands/hand.ts");
type Hand = Awaited<ReturnType<typeof hand>>["HAND"];
const byHand = (usage: string, description: string, key: keyof Hand, parent = program) =>
  add(parent, usage, description, async () => (await hand()).HAND[key] as Action).option(
    "--json",
    "the API's own JSON",
  );
add(
  program,
  "status",
  "what runs, what is deployed, what waits, and whether it drifted",
  async () => (await import("./commands/status.ts")).statusCommand,
  { graceful: true },
)
  .option("-w, --watch", "look again every two seconds")
  .option("--json", "all that the text says, as JSON");
byHand("list", "all productions", "list");
byHand("default [production]", "show or set the default production", "default");
byHand("start [production]", "start a production; the default one where none is named", "start");
byHand("stop", "stop the running production", "stop");
byHand("kill", "force the running production to stop; messages may be lost", "kill");
byHand("restart", "restart the running production; forces the stop when work is not finished", "restart");
byHand("update", "make the running production load its saved definition", "update");
const component = program
  .command("component")
  .description("one component of the running production")
  .helpGroup(groupOf("component"))
  .exitOverride();
byHand("start <item>", "start a component until the next migrate", "componentStart", component);
byHand("stop <item>", "stop a component until the next migrate", "componentStop", component);
byHand("restart <item>", "stop and start a component", "componentRestart", component);
byHand("log", "the production log", "log")
  .option("--top <n>", "how many of the newest entries", positive)
  .option("--since <id>", "all entries after this id", wholeNumber)
  .option("-f, --follow", "go on printing new entries")
  .option("--type <type>", "only entries of this type, such as Error", collect)
  .option("--item <name>", "only entries of this item; * is any part of a name", collect);
byHand("connections [production]", "which item sends to which", "connections");
byHand("queues [production]", "how many messages wait", "queues");
byHand("test <item>", "send a test message to a component and print its answer", "test")
  .option("--classname <class>", "the Python message class, module.Class; without it an empty Ens.Request is sent")
  .option("--body <json>", "the message as JSON; - reads standard input", "{}")
  .option("--body-file <file>", "the message from a file; - reads standard input")
  .option("--restart", "restart the component first, so that it loads new code");
byHand("bindings", "the IRIS proxy classes of Python classes", "bindings").option(
  "--unused",
  "only those that no item uses",
);
byHand("unbind <class>", "remove one proxy class", "unbind");
byHand("migrate <dir>", "upload a directory and run its settings file, as it is", "migrate")
  .option("--package <name>", "the directory's name on the server; default: its own")
  .option("--settings-file <file>", "the entrypoint", "settings.py")
  .option("--remote-folder <path>", "the absolute folder on the server")
  .option("--strict", "validation issues are errors");
byHand("version", "the server's version", "version");

add(
  program,
  "completion <shell>",
  "the script that completes commands, targets, productions and items in bash, zsh or fish",
  async () =>
    async ([shell]: [string]) => {
      const { SCRIPTS } = await import("./complete.ts");
      const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
      if (script === undefined) {
        terminal.error(`error: there is no completion for ${shell}: bash, zsh or fish`);
        return "usage";
      }
      terminal.out(script);
      return "done";
    },
  { common: false },
);
program
  .command("__complete [words...]", { hidden: true })
  .allowUnknownOption()
  .action(async (words: string[]) => {
    const { complete } = await import("./complete.ts");
    const found = await complete(program, words, context);
    if (found.length > 0) terminal.out(found.join("\n"));
  });

program.commandsGroup("Help:").helpCommand("help [command]", "the flags of a command");

async function end(all: readonly Ending[]): Promise<never> {
  for (const close of closers.reverse()) await close().catch(() => undefined);
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))));
  process.exit(exitCode(all));
}

// A defect of ours: said in our own way, so that no secret is in it.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.error(`iopctl has failed unexpectedly; this is a defect of it:\n${text}`);
    process.exit(exitCode([graceful !== false ? "failed" : "error"]));
  });
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader has gone, as with `| head`: nobody is left to tell.
  if (error.code === "EPIPE") process.exit(exitCode(endings));
});

try {
  refuseConflicts(program);
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) endings.push(error.exitCode === 0 ? "done" : "usage");
  else {
    const style = terminal.errorStyle;
    const message = error instanceof Error ? error.message : String(error);
    terminal.error(`${style.red("error:")} ${message}`);
    if (error instanceof ApiError && error.where)
      terminal.error(style.dim(`  at ${error.where.filter((part) => part !== "").join(" · ")}`));
    if (error instanceof InvalidFiles) annotate(error.diagnostics, terminal, process.env);
    if (terminal.verbose && error instanceof Error && error.stack) terminal.error(style.dim(error.stack));
    endings.push(endingOf(error));
  }
}
if (stoppedBy !== undefined && !endings.includes("failed")) await end([stoppedBy]);
await end(endings);
