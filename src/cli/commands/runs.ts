import { type ApplyOptions, planBack } from "../../app/apply.ts";
import { refuseFindings } from "../../app/plan.ts";
import { targetOf } from "../../app/targets.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { listing } from "../../report/style.ts";
import { readRuns, refuseTracked } from "../../store/run-records.ts";
import { changedSomething, describeRun } from "../../store/runs.ts";
import type { CommonFlags, Context } from "../context.ts";
import { applyPlannings } from "./apply.ts";

interface RunsFlags extends CommonFlags {
  readonly json?: boolean;
}

/** The runs that were recorded here, newest first. */
export async function runsCommand(_args: [], flags: RunsFlags, context: Context): Promise<Ending> {
  const target = await targetOf(flags, context, true);
  const { runs, refused } = readRuns(target.base);
  for (const why of refused) context.terminal.error(`warning: a record is left out: ${why}`);
  const all = runs.filter(({ record }) => flags.target === undefined || record.target === target.name);
  if (flags.json) {
    context.terminal.out(
      JSON.stringify(
        all.map(({ record }) => record),
        null,
        2,
      ),
    );
    return "done";
  }
  if (all.length === 0) {
    context.terminal.say("No runs are recorded here. Each apply that writes records one in .iopctl/runs.");
    return "done";
  }
  const rows = all.map(({ record }) => [
    record.id,
    record.command,
    [record.target, record.namespace].filter((part) => part !== "").join("/"),
    record.outcome ?? "unfinished",
    record.made === undefined ? "-" : String(record.made),
    describeRun(record),
  ]);
  context.terminal.out(
    listing([["RUN", "COMMAND", "WHERE", "OUTCOME", "CALLS", "WHAT"], ...rows], context.terminal.width),
  );
  return "done";
}

interface RollbackFlags extends CommonFlags, ApplyOptions {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
}

/** Plans and applies the way back to what stood before a run; without a name, the last that wrote something. */
export async function rollbackCommand(
  [name]: [string | undefined],
  flags: RollbackFlags,
  context: Context,
): Promise<Ending> {
  if (flags.allowProtected !== undefined) {
    throw new Refusal("usage", "--allow-protected: a rollback is not held to what the files protect; leave it out");
  }
  const target = await targetOf(flags, context);
  await refuseTracked(target.base, context.env);
  const { runs, refused } = readRuns(target.base);
  const mine = refused.find((why) => name !== undefined && why.startsWith(`${name}: `));
  if (mine !== undefined) {
    throw new Refusal("error", `the record of a run cannot be used: ${mine}. Nothing was changed.`);
  }
  const all = runs.filter(({ record }) => record.target === target.name && record.url === target.url);
  const found =
    name === undefined
      ? all.find(({ record }) => changedSomething(record))
      : all.find(({ record }) => record.id === name);
  if (found === undefined) {
    const known = all.slice(0, 5).map(({ record }) => record.id);
    throw new Refusal(
      "error",
      name === undefined
        ? "no run of this target is recorded here that wrote anything"
        : `there is no run ${name} of this target; there is: ${known.join(", ") || "none"}. \`iopctl runs\` lists them`,
    );
  }
  const { back, notes } = await planBack(found.folder, found.record, target, flags, context);
  for (const { findings } of back.plans) refuseFindings(findings);
  context.terminal.note(`back to what stood before ${found.record.id}`);
  for (const note of notes) context.terminal.error(`warning: not undone: ${note}`);
  const made = { targets: [back], failures: [], notReached: [], reviewed: false };
  const ending = await applyPlannings(made, flags, context, "rollback");
  const { lost = [] } = found.record;
  if (lost.length === 0 || ending !== "done") return ending;
  const { terminal } = context;
  terminal.error(
    `${terminal.errorStyle.red("Not as it was before:")} the old values of ${lost.join(", ")} were secrets that are not known here. Set them by hand.`,
  );
  return "not_converged";
}
