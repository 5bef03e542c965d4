import { type Command, InvalidArgumentError, Option } from "commander";

/** Options that several commands share. */

export const collect = (value: string, all: string[] = []) => [...all, value];

export function addCommon(command: Command): void {
  command
    .option("-t, --target <name>", "the target of the config file; a pattern such as prod-* for several", collect)
    .option("-l, --label <key=value>", "the targets with this label", collect)
    .option("--url <url>", "the server; the API is at <url>/api/iop")
    .option("-n, --namespace <name>", "the namespace of files that name none")
    .option("--config <file>", "the config file")
    .option(
      "--untrusted",
      "the files are a stranger's: run nothing, read no secret; by itself for forks' pull requests",
    )
    .option("--parallelism <n>", "how many reads are under way at once", positive, 8)
    .option("--no-color", "no colours")
    .option("-q, --quiet", "no progress")
    .option("-v, --verbose", "each request with its time");
}

export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("must be a whole number from 1.");
  return number;
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError("must be a whole number.");
  return number;
}

export const only = (command: Command) =>
  command.option("--only <address>", "only what has this address or stands below it; * is any part of a name", collect);
/** What tightens or lifts the guards of the files, and the lint. */
export const limits = (command: Command) =>
  command
    .addOption(
      new Option("--max-disruption <level>", "refuse a plan that disrupts more").choices([
        "none",
        "component",
        "production",
      ]),
    )
    .option("--prune-limit <share>", "refuse to remove more items or bindings than this: 30% or a number")
    .option("--queues <rule>", 'before an item restarts or stops: "wait 60s", refuse or ignore')
    .option("--drain", "hold the services that feed what is disturbed until its queues are empty")
    .option("--no-drain", "do not, whatever the files say")
    .addOption(
      new Option("--other-production <what>", "a running production that the files do not name").choices([
        "stop",
        "refuse",
      ]),
    )
    .option("--allow-protected <name>", "this production may be taken down and its items deleted", collect)
    .option("--allow-loss", "what the server drops of a definition and cannot keep may go")
    .option("--strict", "findings about the resulting state are errors")
    .option("--lint-off <code>", "do not look for this finding", collect)
    .option("--no-pending", "no marks for interrupted runs");
/** For who has no secrets, such as a fork's pipeline. */
export const noSecrets = (command: Command) =>
  command.option("--no-secrets", "ask for no secret: what holds one is unknown, and never counts as a difference");
export const applying = (command: Command) =>
  limits(command)
    .option("--auto-approve", "do not ask")
    .option("--json", "one event a line on standard output")
    .option("--json-into <file>", "write the events to a file too")
    .option("--junit <file>", "write the checks as test results")
    .option("--no-backup", "keep nothing of what is overwritten on this machine")
    .option("--allow-kill", "force a stop that meets unfinished work: its messages may be lost");

/** Flags that contradict each other, or of which one would be ignored in silence; on every command that has both. */
const CONFLICTS: readonly (readonly [string, string])[] = [
  ["json", "markdown"],
  ["json", "terraformJson"],
  ["markdown", "terraformJson"],
  ["explain", "markdown"],
  ["explain", "terraformJson"],
  ["quiet", "verbose"],
  ["dryRun", "autoApprove"],
  ["watch", "json"],
  // The API takes no count beside an id.
  ["top", "since"],
  ["body", "bodyFile"],
];

export function refuseConflicts(command: Command): void {
  const option = (name: string) => command.options.find((entry) => entry.attributeName() === name);
  for (const [one, other] of CONFLICTS) if (option(other)) option(one)?.conflicts(other);
  for (const inner of command.commands) refuseConflicts(inner);
}
