import { abortRollout, wishForRollout } from "../../app/rollout-look.ts";
import type { Ending } from "../../model/refusal.ts";
import { rolloutText } from "../../report/rollout-text.ts";
import type { CommonFlags, Context } from "../context.ts";
import { driveAndTell } from "../rollout-drive.ts";
import type { DriveFlags } from "../rollout-shown.ts";

interface WishFlags extends CommonFlags {
  readonly reason?: string;
}

/** Asks whoever drives a rollout to begin no new target. */
export async function rolloutPauseCommand(
  [id]: [string | undefined],
  flags: WishFlags,
  context: Context,
): Promise<Ending> {
  const { record, driver } = await wishForRollout({ wanted: "pause", ...reasonOf(flags) }, id, flags, context);
  const how = driver === undefined ? "nobody drives it" : "no new target is begun; those under way are finished";
  context.terminal.out(
    `Pause asked for of rollout ${record.id}: ${how}. \`iopctl rollout resume ${record.id}\` goes on.`,
  );
  return "done";
}

/** Whoever drives it goes on; where nobody does, this process. */
export async function rolloutResumeCommand(
  [id]: [string | undefined],
  flags: DriveFlags,
  context: Context,
): Promise<Ending> {
  const { record, driver, store } = await wishForRollout({ wanted: "run" }, id, flags, context);
  if (driver === undefined) return driveAndTell(record, flags, context, store);
  context.terminal.out(`Rollout ${record.id} goes on, driven by ${driver}.`);
  return "done";
}

/** Ends a rollout: by whoever drives it, else here. */
export async function rolloutAbortCommand(
  [id]: [string | undefined],
  flags: WishFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const { record, driver } = await abortRollout({ id, ...reasonOf(flags) }, flags, context);
  if (driver !== undefined) {
    terminal.out(`Abort asked for of rollout ${record.id}: no new target is begun; those under way are finished.`);
    return "done";
  }
  terminal.out(rolloutText(record, terminal.style, { now: context.now(), columns: terminal.width }));
  return "done";
}

function reasonOf({ reason }: WishFlags): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
