import { planPage } from "../../app/picture.ts";
import { lookAtRollout } from "../../app/rollout-look.ts";
import { planDocument } from "../../documents/plan-json.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { rolloutText } from "../../report/rollout-text.ts";
import type { Context } from "../context.ts";
import type { RolloutOutput } from "../rollout-shown.ts";

/** Shows how far a rollout has come. */
export async function rolloutStatusCommand(
  [id]: [string | undefined],
  flags: RolloutOutput,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const { record, driver } = await lookAtRollout(id, flags, context);
  if (flags.json) terminal.out(documentText({ ...record, driver: driver ?? null }));
  else terminal.out(rolloutText(record, terminal.style, { now: context.now(), driver, columns: terminal.width }));
  if (flags.html !== undefined) {
    const now = context.now();
    terminal.page(
      flags.html,
      await planPage(planDocument([], new Date(now)), { verb: "status", rollout: { record, now, driver } }),
    );
  }
  return "done";
}
