import { type CommandSpec, command } from "./command.ts";
import { collect, type Flag, flag, logType, positive, wholeNumber } from "./flag.ts";
import { outsideWindow } from "./flags.ts";

type Hand = typeof import("./commands/hand.ts")["HAND"];

const apiJson = flag("--json", "the API's own JSON");

/** A command that makes one call, or one read. */
function hand(
  usage: string,
  summary: string,
  key: keyof Hand,
  {
    flags = [],
    ...more
  }: Partial<Pick<CommandSpec, "reads" | "printsOn" | "completes">> & { readonly flags?: readonly Flag[] } = {},
): CommandSpec {
  const load = async () => (await import("./commands/hand.ts")).HAND[key];
  return command("Call one endpoint", usage, summary, { ...more, load, flags: [apiJson, ...flags] });
}

const reads = true;

/** The commands of one call each, in the order of `--help`. */
export const BY_HAND: readonly CommandSpec[] = [
  hand("list", "all productions", "list", { reads }),
  hand("default [production]", "show or set the default production", "default", {
    completes: "productions",
    reads: ([production]) => production === undefined,
    flags: [outsideWindow],
  }),
  hand("start [production]", "start a production; the default one where none is named", "start", {
    completes: "productions",
  }),
  hand("stop", "stop the running production", "stop"),
  hand("kill", "force the running production to stop; messages may be lost", "kill"),
  hand("restart", "restart the running production; forces the stop when work is not finished", "restart"),
  hand("update", "make the running production load its saved definition", "update"),
  hand("component start <item>", "start a component until the next migrate", "componentStart", { completes: "items" }),
  hand("component stop <item>", "stop a component until the next migrate", "componentStop", { completes: "items" }),
  hand("component restart <item>", "stop and start a component", "componentRestart", { completes: "items" }),
  hand("log", "the production log", "log", {
    reads,
    printsOn: ({ follow }) => follow === true,
    flags: [
      flag("--top <n>", "how many of the newest entries", { parse: positive }),
      flag("--since <id>", "all entries after this id", { parse: wholeNumber }),
      flag("-f, --follow", "go on printing new entries"),
      flag("--type <type>", "only entries of this type, such as Error", { parse: logType }),
      flag("--item <name>", "only entries of this item; * is any part of a name", { parse: collect }),
    ],
  }),
  hand("connections [production]", "which item sends to which", "connections", { reads, completes: "productions" }),
  hand("queues [production]", "how many messages wait", "queues", { reads, completes: "productions" }),
  hand("test <item>", "send a test message to a component and print its answer", "test", {
    completes: "items",
    flags: [
      flag("--classname <class>", "the Python message class, module.Class; without it an empty Ens.Request is sent"),
      flag("--body <json>", "the message as JSON; - reads standard input", { default: "{}" }),
      flag("--body-file <file>", "the message from a file; - reads standard input"),
      flag("--restart", "restart the component first, so that it loads new code"),
    ],
  }),
  hand("bindings", "the IRIS proxy classes of Python classes", "bindings", {
    reads,
    flags: [flag("--unused", "only those that no item uses")],
  }),
  hand("unbind <class>", "remove one proxy class", "unbind", { flags: [outsideWindow] }),
  hand("migrate <dir>", "upload a directory and run its settings file, as it is", "migrate", {
    flags: [
      flag("--package <name>", "the directory's name on the server; default: its own"),
      flag("--settings-file <file>", "the entrypoint", { default: "settings.py" }),
      flag("--remote-folder <path>", "the absolute folder on the server"),
      flag("--strict", "validation issues are errors"),
      outsideWindow,
    ],
  }),
  hand("version", "the server's version", "version", { reads }),
];
