import { lookAtFleet, wishForFleet } from "../../app/fleet-status.ts";
import type { Submission } from "../../model/fleet.ts";
import type { Ending } from "../../model/refusal.ts";
import type { Wish } from "../../model/rollout.ts";
import type { Context } from "../context.ts";
import { addressOf, type QueueFlags, show } from "../fleet-queue.ts";

/** Shows what became of a submission. */
export async function fleetStatusCommand(
  [id]: [string | undefined],
  flags: QueueFlags,
  context: Context,
): Promise<Ending> {
  const status = await lookAtFleet(addressOf(flags, context), id, context);
  if (status !== undefined) show(status, flags, context);
  else if (flags.json) context.terminal.out("null\n");
  else context.terminal.out("Nothing was submitted yet: `iopctl fleet submit` hands work to the workers.\n");
  return "done";
}

/** Asks the workers to begin no new target of a submission. */
export const fleetPauseCommand = wishing(
  "pause",
  ({ id }) =>
    `Paused: ${id} begins no new target; those under way are finished. \`iopctl fleet resume ${id}\` goes on.`,
);
/** Asks the workers to go on with a submission. */
export const fleetResumeCommand = wishing("run", ({ id }) => `Submission ${id} goes on.`);
/** Asks the workers to end a submission. */
export const fleetAbortCommand = wishing("abort", ({ id, kind }) =>
  kind === "rollout"
    ? `Abort asked for of rollout ${id}: no new target is begun; those under way are finished.`
    : `Aborted: ${id} begins no new target; those under way are finished.`,
);

function wishing(wanted: Wish["wanted"], text: (found: Submission) => string) {
  return async ([id]: [string], flags: QueueFlags, context: Context): Promise<Ending> => {
    const { reason } = flags;
    const wish = { wanted, ...(reason === undefined ? {} : { reason }) };
    const found = await wishForFleet(addressOf(flags, context), id, wish, context);
    context.terminal.out(`${text(found)}\n`);
    return "done";
  };
}
