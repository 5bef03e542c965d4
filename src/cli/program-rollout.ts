import { type CommandSpec, command } from "./command.ts";
import { collect, flag } from "./flag.ts";
import { autoApprove, HTML, json, jsonInto, LIMITS, ONLY } from "./flags.ts";

const wishes = () => import("./commands/rollout-wish.ts");
const kill = flag("--allow-kill", "force a stop that meets unfinished work: its messages may be lost");
const reason = flag("--reason <text>", "why, for who looks at it");

/** A change to many targets, in waves. */
export const ROLLOUT: readonly CommandSpec[] = [
  command("Plan and apply", "rollout plan", "plan all targets of the waves of the config", {
    load: async () => (await import("./commands/rollout-plan.ts")).rolloutPlanCommand,
    reads: true,
    flags: [
      ...ONLY,
      ...LIMITS,
      flag("--out <file>", "save the plan, for rollout apply <file>"),
      json,
      jsonInto,
      ...HTML,
      flag("--detailed-exitcode", "exit 2 when there are changes"),
    ],
  }),
  command("Plan and apply", "rollout apply [planfile]", "apply in waves; what was interrupted goes on where it was", {
    load: async () => (await import("./commands/rollout-apply.ts")).rolloutApplyCommand,
    endsItself: "after its call",
    flags: [
      ...ONLY,
      ...LIMITS,
      autoApprove,
      kill,
      flag("--json", "one event a line on standard output"),
      flag("--json-into <file>", "write the events to a file too"),
      ...HTML,
      flag("--expect <digest>", "refuse unless the rollout has this digest", { parse: collect }),
    ],
  }),
  command("Plan and apply", "rollout status [id]", "how far the newest rollout has come", {
    load: async () => (await import("./commands/rollout-status.ts")).rolloutStatusCommand,
    reads: true,
    flags: [flag("--json", "its record"), flag("--html <file>", "write it as a page")],
  }),
  command("Plan and apply", "rollout pause [id]", "begin no new target; those under way are finished", {
    load: async () => (await wishes()).rolloutPauseCommand,
    flags: [reason],
  }),
  command("Plan and apply", "rollout resume [id]", "go on with a rollout that was paused or whose process has ended", {
    load: async () => (await wishes()).rolloutResumeCommand,
    endsItself: "after its call",
    flags: [
      ...LIMITS,
      kill,
      flag("--json", "one event a line on standard output"),
      flag("--json-into <file>", "write the events to a file too"),
      ...HTML,
    ],
  }),
  command("Plan and apply", "rollout abort [id]", "end it: no new target is begun, nothing goes back", {
    load: async () => (await wishes()).rolloutAbortCommand,
    flags: [reason],
  }),
];
