import { planPage } from "../../app/picture.ts";
import { expectDigest, planRollout, refuseFirstWave, startRollout, storeOf } from "../../app/rollout.ts";
import { refuseIncomplete, standingOf } from "../../app/rollout-known.ts";
import { planOfFile } from "../../app/saved-plan.ts";
import type { PlanDocument } from "../../generated/plan.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { rolloutPlanText } from "../../report/rollout-text.ts";
import { asked } from "../ask.ts";
import type { Context } from "../context.ts";
import { driveAndTell } from "../rollout-drive.ts";
import { type DriveFlags, notPlanned, withoutBasis } from "../rollout-shown.ts";

/**
 * Applies a rollout in its waves: a saved one, or one that is planned, shown and said yes to. What is open goes on.
 */
export async function rolloutApplyCommand(
  [file]: [string | undefined],
  flags: DriveFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const store = await storeOf(flags, context);
  const saved = file === undefined ? undefined : { document: planOfFile(file, context), name: file };
  const standing = await standingOf(saved, flags, store);
  if (standing.kind === "open") {
    const { record } = standing;
    terminal.note(`goes on with rollout ${record.id}, begun ${record.started}`);
    return driveAndTell(record, flags, context, store);
  }
  if (standing.kind === "done") {
    terminal.say(
      `Nothing to do: rollout ${standing.record.id} has applied this very plan. Make a new one for what changed since.`,
    );
    return "done";
  }
  const document = standing.saved ?? (await planned(flags, context));
  if (document === undefined || typeof document === "string") return document ?? "error";
  return driveAndTell(await startRollout(document, flags, context, store), flags, context, store);
}

/** A plan that was made, shown and said yes to; else how that ended. */
async function planned(flags: DriveFlags, context: Context): Promise<PlanDocument | Ending> {
  const { terminal } = context;
  const rollout = await planRollout(flags, context, flags.html === undefined ? undefined : "read");
  if (flags.html !== undefined)
    terminal.page(flags.html, await planPage(withoutBasis(rollout.document), { all: flags.htmlAll }));
  if (!flags.json)
    terminal.out(rolloutPlanText(rollout.document, rollout.waves.remarks, terminal.style, terminal.width));
  const failure = notPlanned(rollout, context);
  if (failure !== undefined) return failure;
  refuseIncomplete(rollout.document);
  expectDigest(rollout.document.rollout.digest, flags.expect);
  await refuseFirstWave(rollout.document, flags, context);
  const work = rollout.document.plans.some(({ calls }) => calls.length > 0);
  if (!work || flags.autoApprove) return rollout.document;
  if (flags.json) throw new Refusal("error", "rollout apply --json cannot ask: add --auto-approve");
  return (await asked("Roll this out?", "roll out", context)) ?? rollout.document;
}
