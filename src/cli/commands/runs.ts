import { targetOf } from "../../app/targets.ts";
import type { Ending } from "../../model/refusal.ts";
import { listing } from "../../report/style.ts";
import { readRuns } from "../../store/run-records.ts";
import { describeRun } from "../../store/runs.ts";
import type { CommonFlags, Context } from "../context.ts";

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
