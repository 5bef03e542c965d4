import { Command, Option } from "commander";
import type { CommandSpec } from "./command.ts";
import type { Flag } from "./flag.ts";
import { CONFLICTS } from "./flags.ts";

/** What the tree of commands does where it ends: print, run, complete. */
export interface TreeOptions {
  readonly version: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Columns of help on standard output and on standard error. */
  readonly columns: () => { readonly out: number; readonly error: number };
  /** Is called with the command that was typed. */
  readonly run: (
    spec: CommandSpec,
    args: readonly unknown[],
    flags: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  readonly complete: (program: Command, words: readonly string[]) => Promise<void>;
}

/** As commander has it, of a command whose flags may not have been added. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? ` <${name}>` : ` [${name}]`;
  });
  return `${command.name()}${withFlags.has(command) ? " [options]" : ""}${args.join("")}`;
}

const withFlags = new WeakSet<Command>();

/** Commander's tree of the table. It throws CommanderError where it has answered itself: help, version, wrong usage. */
export function createTree(specs: readonly CommandSpec[], argv: readonly string[], options: TreeOptions): Command {
  const program = new Command("iopctl")
    .description("Declarative GitOps for InterSystems IRIS interoperability")
    .version(options.version, "-V, --version", "the version of iopctl")
    .exitOverride()
    // What follows a subcommand is that subcommand's: `sandbox ctl … --namespace` must not go to `sandbox`.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError("`iopctl --help` lists the commands.")
    .configureHelp({ sortSubcommands: false, subcommandTerm: termOf })
    .configureOutput({
      writeOut: options.out,
      writeErr: (text) => options.error(text.trimEnd().replace(/^(error: .*) is invalid\. /, "$1: ")),
      getOutHelpWidth: () => options.columns().out,
      getErrHelpWidth: () => options.columns().error,
      // Help has none.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const typed = argv.find((word) => !word.startsWith("-"));
  const isMeant = (spec: CommandSpec) => spec.usage.split(" ", 1)[0] === typed;
  // The flags of commands that were not typed are nobody's matter, unless it is help or completion that was.
  const all = typed !== undefined && !specs.some(isMeant);
  // Nor are these commands themselves, where what was typed begins with one: what follows is all its own.
  const alone = !all && typed !== undefined && argv[0] === typed;
  for (const spec of alone ? specs.filter(isMeant) : specs) add(program, spec, all || isMeant(spec), options);
  program
    .command("__complete [words...]", { hidden: true })
    .allowUnknownOption()
    .action((words: string[]) => options.complete(program, words));
  program.commandsGroup("Help:").helpCommand("help [command]", "the flags of a command");
  refuseConflicts(program);
  return program;
}

/** What stands above several commands and is none itself. */
const FAMILIES: Readonly<Record<string, string>> = {
  component: "one component of the running production",
  report: "what several runs found",
  rollout: "a change to many targets, in waves",
};

function add(program: Command, spec: CommandSpec, isMeant: boolean, { run }: TreeOptions): void {
  const { parent, usage } = parentOf(program, spec);
  const command = parent.command(usage).description(spec.summary).exitOverride().enablePositionalOptions();
  const name = [parent === program ? "iopctl" : `iopctl ${parent.name()}`, command.name()].join(" ");
  command.showHelpAfterError(`\`${name} --help\` lists what it takes.`);
  if (parent === program) command.helpGroup(`${spec.group}:`);
  if (spec.flags.length > 0) withFlags.add(command);
  for (const flag of isMeant ? spec.flags : []) command.addOption(optionOf(flag));
  command.action((...all: unknown[]) => run(spec, all.slice(0, -2), command.opts()));
}

/** `component start <item>` stands below `component`. */
function parentOf(program: Command, { usage, group }: CommandSpec): { parent: Command; usage: string } {
  const [, first = "", rest] = /^([a-z]+) ([a-z].*)$/.exec(usage) ?? [];
  if (rest === undefined) return { parent: program, usage };
  const found = program.commands.find((command) => command.name() === first);
  const family = () =>
    program
      .command(first)
      .description(FAMILIES[first] ?? "")
      .helpGroup(`${group}:`)
      .exitOverride();
  return { parent: found ?? family(), usage: rest };
}

function optionOf({ spec, description, choices, default: value, parse }: Flag): Option {
  const option = new Option(spec, description);
  if (choices) option.choices(choices);
  if (parse) option.argParser(parse);
  return value === undefined ? option : option.default(value);
}

function refuseConflicts(command: Command): void {
  const options = new Map(command.options.map((option) => [option.attributeName(), option]));
  for (const [one, other] of CONFLICTS) if (options.has(other)) options.get(one)?.conflicts(other);
  for (const inner of command.commands) refuseConflicts(inner);
}
