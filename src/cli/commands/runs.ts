import { recordedRuns } from "../../app/runs.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { runsText } from "../../report/runs-text.ts";
import type { CommonFlags, Context } from "../context.ts";

interface RunsFlags extends CommonFlags {
  readonly json?: boolean;
}

/** The runs that were recorded here, newest first. */
export async function runsCommand(_args: [], flags: RunsFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const { runs, refused } = await recordedRuns(flags, context);
  for (const why of refused) context.warn(`a record is left out: ${why}`);
  if (flags.json) terminal.out(documentText(runs));
  else if (runs.length === 0)
    terminal.say("No runs are recorded here. Each apply that writes records one in .iopctl/runs.");
  else terminal.out(runsText(runs, terminal.width));
  return "done";
}
