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
    .option("--untrusted", "do not trust the files: run nothing, read no secret; automatic for pull requests of forks")
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
  command.option("--only <address>", "only this address and what is below it; * is any part of a name", collect);
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
    .option("--drain", "pause the services that feed what is disturbed until its queues are empty")
    .option("--no-drain", "do not, whatever the files say")
    .addOption(
      new Option("--other-production <what>", "a running production that the files do not name").choices([
        "stop",
        "refuse",
      ]),
    )
    .option("--allow-protected <name>", "this production may be taken down and its items deleted", collect)
    .option("--allow-loss", "what the server drops of a definition and cannot keep may go")
    .option("--strict", "treat lint findings as errors")
    .option("--lint-off <code>", "switch this lint finding off", collect)
    .option("--no-pending", "set no in-progress marker: the next run does not finish an interrupted one");
/** For who has no secrets, such as a fork's pipeline. */
export const noSecrets = (command: Command) =>
  command.option("--no-secrets", "read no secret: values that hold one are not compared");
export const applying = (command: Command) =>
  limits(command)
    .option("--auto-approve", "do not ask")
    .option("--json", "one event a line on standard output")
    .option("--json-into <file>", "write the events to a file too")
    .option("--junit <file>", "write the checks as test results")
    .option("--no-backup", "make no backup of what is overwritten")
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
