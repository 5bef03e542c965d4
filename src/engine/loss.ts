import { hasToken } from "../api/error.ts";
import type { DesiredState } from "../model/desired.ts";
import { droppedOf, droppedText, lostOf } from "../model/loss.ts";
import type { ObservedState } from "../model/observed.ts";
import type { CallAction, Upload } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { LOSS } from "../planner/xml-writer.ts";

/** Why an entrypoint has refused to register anything, for people; undefined: it failed for another reason. */
export function refusedLoss(
  action: CallAction,
  error: unknown,
  plan: Writes,
  observed: ObservedState,
): string | undefined {
  if (action.kind !== "migrate" || !(error instanceof Error) || !hasToken(error, new RegExp(LOSS))) return undefined;
  const { upload } = action;
  const written = upload.fragile.find((name) => error.message.includes(`writes ${name},`));
  if (written !== undefined) {
    const found = observed.productions.get(written);
    const what = found === undefined || found === "absent" ? "" : ` ${droppedText(droppedOf(found))}`;
    return `the settings file of ${upload.package?.name} writes ${written}, and the server drops${what}`;
  }
  const what = plan.calls
    .flatMap(({ action: one }) => (one.kind === "migrate" ? one.upload.definitions : []))
    .flatMap(({ production }) => {
      const dropped = droppedOf(production);
      return dropped.length === 0 ? [] : [`${droppedText(dropped)} of ${production.name}`];
    });
  return `this server would drop ${what.join("; ")}: it has no register_production, which keeps them`;
}

interface Writes {
  readonly calls: readonly { readonly action: CallAction }[];
}

/** What the rule says, and how to lift it. */
export const LIFT_LOSS = "--allow-loss lifts the rule for this run, `guards: { loss: allow }` in the files for all";

/** Whether an upload that registered nothing has changed nothing at all: in place, the files are new. */
export function leavesNothing({ package: pack }: Upload): boolean {
  return pack?.layout !== "in_place";
}

/** What definitions have lost that this run has written: in words, undefined where nothing is. */
export function lostText(written: ReadonlyMap<string, Production>, observed: ObservedState): string | undefined {
  const lost = [...written].flatMap(([name, production]) => {
    const now = observed.productions.get(name);
    if (now === undefined || now === "absent") return [];
    const gone = lostOf(production, now);
    return gone.length === 0 ? [] : [`${name} has lost ${droppedText(gone)}`];
  });
  return lost.length === 0 ? undefined : lost.join("; ");
}

/** Whether what the server cannot keep of a definition may go. */
export function mayLose({ guards }: DesiredState): boolean {
  return guards?.loss === "allow";
}
