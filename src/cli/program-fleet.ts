import { bare, type CommandSpec, command } from "./command.ts";
import { collect, flag } from "./flag.ts";
import { autoApprove, LIMITS, noColor, ONLY } from "./flags.ts";

const commands = () => import("./commands/fleet-status.ts");
const queue = flag("--queue <url>", "the PostgreSQL database, postgres://user@host/database; else IOPCTL_QUEUE");
const reason = flag("--reason <text>", "why, for who looks at it");
const look = [
  queue,
  noColor,
  flag("-q, --quiet", "no progress"),
  flag("-v, --verbose", "where in iopctl a defect came up"),
] as const;

/** Work for many targets over a queue, where only workers reach their servers. */
export const FLEET: readonly CommandSpec[] = [
  command("Fleets", "fleet submit <what> [planfile]", "hand a plan, an apply or a rollout of targets to the workers", {
    load: async () => (await import("./commands/fleet-submit.ts")).fleetSubmitCommand,
    flags: [
      queue,
      ...ONLY,
      flag("--exclude-target <name>", "of the targets not this one; * is any part of a name", {
        parse: collect,
        completes: "targets",
      }),
      ...LIMITS,
      flag("--reviewed <id>", "apply just what that submission has planned"),
      autoApprove,
      flag("--expect <digest>", "refuse unless the plans have this digest", { parse: collect }),
      flag("--shard <part/of>", "one even part of the targets, such as 2/5; /5 with JOB_COMPLETION_INDEX"),
      flag("--resume <id>", "only the targets that were not well in that submission, which is over"),
      flag("--wait", "wait for the end, and end as it does"),
      flag("--json", "the submission, and with --wait what came of it, as JSON"),
    ],
  }),
  command("Fleets", "fleet worker", "work for a fleet: take what is submitted for targets with these labels", {
    load: async () => (await import("./commands/fleet-worker.ts")).fleetWorkerCommand,
    endsItself: "after its call",
    flags: [
      queue,
      flag("--name <name>", "who it is, and keeps its records; absent: the name of this machine"),
      flag("--once", "end when nothing is left to do"),
      flag("--json", "one line of JSON for each thing that happens"),
    ],
  }),
  bare("Fleets", "fleet status [id]", "what became of a submission; without an id the newest that is open", {
    load: async () => (await commands()).fleetStatusCommand,
    reads: true,
    flags: [...look, flag("--json", "all of it as JSON")],
  }),
  bare("Fleets", "fleet pause <id>", "begin no new target of a submission; those under way are finished", {
    load: async () => (await commands()).fleetPauseCommand,
    flags: [...look, reason],
  }),
  bare("Fleets", "fleet resume <id>", "go on with a submission that was paused", {
    load: async () => (await commands()).fleetResumeCommand,
    flags: look,
  }),
  bare("Fleets", "fleet abort <id>", "end a submission: no new target is begun, nothing goes back", {
    load: async () => (await commands()).fleetAbortCommand,
    flags: [...look, reason],
  }),
];
