import { collect, flag, positive } from "./flag.ts";

/** The flags that several commands share, a list each. */

export const noColor = flag("--no-color", "no colours");

/** Flags of every command that has a target. */
export const COMMON = [
  flag("-t, --target <name>", "the target of the config file; a pattern such as prod-* for several", {
    parse: collect,
    completes: "targets",
  }),
  flag("-l, --label <key=value>", "the targets with this label", { parse: collect }),
  flag("--url <url>", "the server; the API is at <url>/api/iop"),
  flag("-n, --namespace <name>", "the namespace of files that name none"),
  flag("--config <file>", "the config file"),
  flag("--untrusted", "do not trust the files: run nothing, read no secret; automatic for pull requests of forks"),
  flag("--parallelism <n>", "how many targets at once, and of one target how many reads", {
    parse: positive,
    default: 8,
  }),
  noColor,
  flag("-q, --quiet", "no progress"),
  flag("-v, --verbose", "each request with its time"),
] as const;

/** A flag of what prints one document. */
export const json = flag("--json", "nothing but JSON on standard output");
/** The same beside the text. */
export const jsonInto = flag("--json-into <file>", "write the JSON to a file too");
/** A flag of what prints Markdown too. */
export const markdownInto = flag("--markdown-into <file>", "write that to a file too");
/** A flag of what looks at all of a namespace. */
export const unmanaged = flag("--unmanaged", "list what no file manages");
/** A flag of what asks. */
export const autoApprove = flag("--auto-approve", "do not ask");
/** A flag of what overwrites. */
export const noBackup = flag("--no-backup", "make no backup of what is overwritten");

/** A page with pictures. */
export const HTML = [
  flag("--html <file>", "write a page with a picture"),
  flag("--html-all", "draw every item there, not only what changes and what is next to it"),
] as const;

/** Flags of what may look at a part of a namespace. */
export const ONLY = [
  flag("--only <address>", "only this address and what is below it; * is any part of a name", {
    parse: collect,
    completes: "addresses",
  }),
  flag("--exclude <address>", "leave this address and what is below it alone", {
    parse: collect,
    completes: "addresses",
  }),
] as const;

/** Flags of what goes over many targets. */
export const OVER_TARGETS = [
  flag("--exclude-target <name>", "of the targets not this one; * is any part of a name", {
    parse: collect,
    completes: "targets",
  }),
  flag("--per-host <n>", "how many targets of one host at once", { parse: positive, default: 4 }),
  flag("--shard <part/of>", "one even part of the targets, such as 2/5; /5 with JOB_COMPLETION_INDEX"),
] as const;

/** The same where a run has an end. */
export const RESUMABLE = [
  ...OVER_TARGETS,
  flag("--fail-fast", "begin no target after one that failed"),
  flag("--resume <run>", "only the targets that were not well in that run: its id, or a file of --json-lines"),
  flag("--json-lines", "one line of JSON for each target, as soon as it is done"),
] as const;

/** A flag of what changes a server. */
export const outsideWindow = flag(
  "--outside-window <reason>",
  "change a target outside of its windows or in a freeze; the reason is recorded",
);

/** What becomes of the lint's findings. */
export const LINT = [
  flag("--strict", "treat lint findings as errors"),
  flag("--lint-off <code>", "switch this lint finding off", { parse: collect, completes: "codes" }),
] as const;

/** What tightens or lifts the guards of the files, and the lint. */
export const LIMITS = [
  flag("--max-disruption <level>", "refuse a plan that disrupts more", {
    choices: ["none", "component", "production"],
  }),
  flag("--prune-limit <share>", "refuse to remove more items or bindings than this: 30% or a number"),
  flag("--queues <rule>", 'before an item restarts or stops: "wait 60s", refuse or ignore'),
  flag("--drain", "pause the services that feed what is disturbed until its queues are empty"),
  flag("--no-drain", "do not, whatever the files say"),
  flag("--other-production <what>", "a running production that the files do not name", {
    choices: ["stop", "refuse"],
  }),
  flag("--allow-protected <name>", "this production may be taken down and its items deleted", {
    parse: collect,
    completes: "productions",
  }),
  flag("--allow-loss", "what the server drops of a definition and cannot keep may go"),
  outsideWindow,
  ...LINT,
  flag("--no-pending", "set no in-progress marker: the next run does not finish an interrupted one"),
] as const;

/** For who has no secrets, such as a fork's pipeline. */
export const NO_SECRETS = [flag("--no-secrets", "read no secret: values that hold one are not compared")] as const;

/** Flags of what plans, asks and writes. */
export const APPLYING = [
  ...LIMITS,
  autoApprove,
  flag("--json", "one event a line on standard output"),
  flag("--json-into <file>", "write the events to a file too"),
  flag("--junit <file>", "write the checks as test results"),
  ...HTML,
  noBackup,
  flag("--allow-kill", "force a stop that meets unfinished work: its messages may be lost"),
] as const;

/** Flags that contradict each other, or of which one would be ignored in silence; on every command that has both. */
export const CONFLICTS: readonly (readonly [string, string])[] = [
  ["json", "markdown"],
  ["json", "jsonLines"],
  ["markdown", "jsonLines"],
  ["explain", "jsonLines"],
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
