import { bare, type CommandSpec, command } from "./command.ts";
import { collect, flag, wholeNumber } from "./flag.ts";
import {
  APPLYING,
  autoApprove,
  HTML,
  json,
  jsonInto,
  LIMITS,
  LINT,
  markdownInto,
  NO_SECRETS,
  noBackup,
  noColor,
  ONLY,
  OVER_TARGETS,
  RESUMABLE,
  unmanaged,
} from "./flags.ts";
import { BY_HAND } from "./program-by-hand.ts";
import { FLEET } from "./program-fleet.ts";
import { ROLLOUT } from "./program-rollout.ts";

/** Every command of the program, in the order of `--help`. */
export const COMMANDS: readonly CommandSpec[] = [
  command("Plan and apply", "init [dir]", "write a config, an example state and a CI job that work at once", {
    load: async () => (await import("./commands/init.ts")).initCommand,
    reads: true,
    flags: [flag("--from-server", "begin with what a server has: its namespace as files, whose plan is empty")],
  }),
  command("Plan and apply", "plan [path...]", "show what would change and the API calls that would do it", {
    load: async () => (await import("./commands/plan.ts")).planCommand,
    reads: true,
    flags: [
      ...ONLY,
      ...RESUMABLE,
      ...LIMITS,
      ...NO_SECRETS,
      flag("--out <file>", "save the plan, for apply <file>"),
      json,
      jsonInto,
      flag("--markdown", "a comment for a pull request on standard output"),
      markdownInto,
      ...HTML,
      flag("--gitlab-report <file>", "write GitLab's Terraform report"),
      flag("--gitlab-quality <file>", "write the findings as GitLab's code quality report"),
      unmanaged,
      flag("--explain", "why each call, why nothing cheaper, and what going back would take"),
      flag("--detailed-exitcode", "exit 2 when there are changes"),
    ],
  }),
  command("Plan and apply", "show <planfile>", "print a saved plan", {
    load: async () => (await import("./commands/show.ts")).showCommand,
    reads: true,
    flags: [
      flag("--json", "the plan's JSON"),
      flag("--markdown", "a comment for a pull request"),
      ...HTML,
      flag("--explain", "why each call, and what going back would take"),
      flag("--terraform-json", "as Terraform's plan JSON, for the tools that read that"),
    ],
  }),
  command("Plan and apply", "apply [paths...]", "plan, ask, apply, verify; or apply a saved plan", {
    load: async () => (await import("./commands/apply.ts")).applyCommand,
    endsItself: "after its call",
    flags: [
      ...ONLY,
      ...RESUMABLE,
      ...APPLYING,
      flag("--expect <digest>", "refuse unless the plan has this digest; once for each namespace", { parse: collect }),
    ],
  }),
  command("Plan and apply", "rollback [run]", "undo an earlier run; without a name, the last one", {
    load: async () => (await import("./commands/rollback.ts")).rollbackCommand,
    endsItself: "after its call",
    completes: "runs",
    flags: APPLYING,
  }),
  ...ROLLOUT,
  ...FLEET,
  command("Plan and apply", "runs", "list the runs recorded on this machine", {
    load: async () => (await import("./commands/runs.ts")).runsCommand,
    reads: true,
    flags: [flag("--json", "the records")],
  }),
  command("Drift", "drift [path...]", "compare the server with the files, for cron: never writes, exit 2 on drift", {
    load: async () => (await import("./commands/drift.ts")).driftCommand,
    // What it accepts is written into a file of the work tree.
    reads: (_args, { accept }) => accept === undefined,
    flags: [
      ...ONLY,
      ...RESUMABLE,
      ...NO_SECRETS,
      flag("--markdown", "a comment or an issue's text on standard output"),
      markdownInto,
      ...HTML,
      unmanaged,
      flag("--junit <file>", "write each difference as a failed test"),
      flag("--accept <address>", "accept drift here for a time: with --reason and --until", {
        parse: collect,
        completes: "addresses",
      }),
      flag("--reason <text>", "why it is accepted"),
      flag("--until <day>", "the last day on which it is, YYYY-MM-DD"),
      json,
      jsonInto,
    ],
  }),
  command("Plan and apply", "validate [path...]", "check state files with no server", {
    load: async () => (await import("./commands/validate.ts")).validateCommand,
    reads: true,
    flags: [...LINT, ...NO_SECRETS, flag("--json", "the findings as JSON")],
  }),
  command("Inspect", "render [path...]", "print the merged desired state of a target", {
    load: async () => (await import("./commands/render.ts")).renderCommand,
    reads: true,
    flags: [
      ...NO_SECRETS,
      flag("--origins", "each value with the file and line that it comes from"),
      flag("--json", "each value with its place, as JSON"),
    ],
  }),
  command("Drift", "adopt [address...]", "take what was changed on the server back into the state files", {
    load: async () => (await import("./commands/adopt.ts")).adoptCommand,
    completes: "addresses",
    flags: [
      ...ONLY,
      autoApprove,
      flag("--dry-run", "show the edits and write nothing"),
      flag("--json", "what was adopted, as JSON"),
    ],
  }),
  command("Drift", "compare <target> <target>", "compare two live namespaces, by the rules of the config", {
    load: async () => (await import("./commands/compare.ts")).compareCommand,
    reads: true,
    completes: "targets",
    flags: [json, flag("--markdown", "as Markdown"), ...HTML],
  }),
  command("Inspect", "graph [production]", "draw which item sends to which", {
    load: async () => (await import("./commands/graph.ts")).graphCommand,
    reads: true,
    completes: "productions",
    flags: [
      flag("--format <format>", "the output format", {
        choices: ["mermaid", "dot", "svg", "json"],
        default: "mermaid",
      }),
    ],
  }),
  bare("Help", "explain [address]", "describe a key of the state files or the config", {
    load: async () => (await import("./commands/explain.ts")).explainCommand,
    reads: true,
    completes: "keys",
    flags: [flag("--json", "as JSON")],
  }),
  command("Drift", "reconcile [path...]", "plan and apply again and again, with /metrics and /healthz", {
    load: async () => (await import("./commands/reconcile.ts")).reconcileCommand,
    endsItself: "after its call",
    flags: [
      ...ONLY,
      ...OVER_TARGETS,
      ...LIMITS,
      flag("--interval <time>", "from one run to the next", { default: "60s" }),
      flag("--observe-only", "report drift; never write"),
      flag("--listen <host:port>", "where /metrics, /healthz and /readyz are; off: nowhere", {
        default: "127.0.0.1:9464",
      }),
      flag("--ui", "the live page too, on a port of its own"),
      flag("--git-pull", "git pull --ff-only before each run"),
      flag("--once", "one run, then end"),
      noBackup,
    ],
  }),
  command(
    "Inspect",
    "ui [path...]",
    "a live page of all targets: state, queues, log, drift, plan and runs; only reads",
    {
      load: async () => (await import("./commands/ui.ts")).uiCommand,
      reads: true,
      endsItself: "at once",
      printsOn: () => true,
      flags: [
        ...OVER_TARGETS,
        flag("--listen <host:port>", "where it is, on this machine alone; port 0: any free one", {
          default: "127.0.0.1:9465",
        }),
      ],
    },
  ),
  command("Inspect", "export [production...]", "write the live namespace as state files whose plan is empty", {
    load: async () => (await import("./commands/export.ts")).exportCommand,
    reads: true,
    completes: "productions",
    flags: [
      flag("--enabled <what>", "whether the files set enabled of each item", {
        choices: ["keep", "omit"],
        default: "keep",
      }),
      flag("--split <dir>", "write one file for each item into a directory"),
    ],
  }),
  bare("Without IRIS", "sandbox", "run the embedded server: try, develop and test without IRIS", {
    load: async () => (await import("./commands/sandbox.ts")).sandboxCommand,
    endsItself: "at once",
    printsOn: () => true,
    flags: [
      flag("--port <n>", "the port on the loopback address", { parse: wholeNumber, default: 52773 }),
      flag("--host <address>", "the address to listen on", { default: "127.0.0.1" }),
      flag("--dir <dir>", "where its state is kept", { default: ".iopctl/sandbox" }),
      flag("--profile <name>", "which server it is", { choices: ["4.1", "documented", "3.6", "3.5"], default: "4.1" }),
      flag("--username <name>", "the user; the password comes from IOP_PASSWORD", { default: "admin" }),
      flag("--seed <path>", "begin with these state files, or an /export JSON, where the directory is new"),
      flag("--strict-imports", "fail on an import that the sandbox does not have; else a stand-in takes its place"),
      flag("-n, --namespace <name>", "a namespace that exists, beside USER, IRISAPP and EMPTY", { parse: collect }),
      flag("--ui", "a live page: pictures, log, test messages, faults"),
      noColor,
      flag("-q, --quiet", "no line for each request"),
    ],
  }),
  bare(
    "Without IRIS",
    "sandbox ctl <verb> [args...]",
    "faults and rare states of a running sandbox: inspect, requests, fault KIND, faults, clear, status STATUS [PRODUCTION], queue ITEM COUNT, namespace NAME, reset",
    {
      load: async () => (await import("./commands/sandbox-ctl.ts")).ctlCommand,
      flags: [
        flag("--url <url>", "the sandbox; without it, where that of --dir listens"),
        flag("--dir <dir>", "its directory, which says where it listens and its token", {
          default: ".iopctl/sandbox",
        }),
        flag("-n, --namespace <name>", "the namespace", { default: "USER" }),
        flag("--match <route>", 'of a fault: the requests that it strikes, such as "PUT /migrate"'),
        flag("--times <n>", "of a fault: how often; 0: until it is cleared", { parse: wholeNumber }),
        flag("--skip <n>", "of a fault: how many matching requests pass before", { parse: wholeNumber }),
        flag("--delay <ms>", "of a slow fault: milliseconds", { parse: wholeNumber }),
        flag("--text <words>", "of a failing fault: the server's words"),
      ],
    },
  ),
  command("Inspect", "status", "what runs, what is deployed, what waits, and whether it drifted", {
    load: async () => (await import("./commands/status.ts")).statusCommand,
    reads: true,
    endsItself: "at once",
    printsOn: ({ watch }) => watch === true,
    flags: [flag("-w, --watch", "look again every two seconds"), flag("--json", "all that the text says, as JSON")],
  }),
  bare(
    "Inspect",
    "report merge <file...>",
    "join the results of runs that shared the targets: files of --json-lines, or of plan or drift --json",
    {
      load: async () => (await import("./commands/report.ts")).mergeCommand,
      reads: true,
      flags: [
        flag("--json", "the plans as one JSON document"),
        flag("--json-lines", "one line of JSON for each target"),
        jsonInto,
        flag("--markdown", "as Markdown"),
        markdownInto,
        ...HTML,
        flag("--junit <file>", "write each difference as a failed test"),
        noColor,
      ],
    },
  ),
  ...BY_HAND,
  bare(
    "Help",
    "completion <shell>",
    "the script that completes commands, targets, productions and items in bash, zsh or fish",
    {
      load: async () => (await import("./commands/completion.ts")).completionCommand,
      reads: true,
      completes: "shells",
    },
  ),
];
