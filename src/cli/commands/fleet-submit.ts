import type { SubmitFlags } from "../../app/fleet-reviewed.ts";
import { fleetEnd } from "../../app/fleet-status.ts";
import { submitFleet } from "../../app/fleet-submit.ts";
import type { Submission, SubmissionKind } from "../../model/fleet.ts";
import { documentText } from "../../model/json.ts";
import { didYouMean } from "../../model/nearest.ts";
import { plural } from "../../model/plural.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { worst } from "../../model/severity.ts";
import { fleetEndings } from "../../report/fleet-text.ts";
import type { CommonFlags, Context } from "../context.ts";
import { addressOf, type QueueFlags, show } from "../fleet-queue.ts";
import { nothingMeant } from "../targets.ts";

const KINDS: readonly SubmissionKind[] = ["plan", "apply", "rollout"];

interface FleetSubmitFlags extends SubmitFlags, QueueFlags, CommonFlags {
  readonly wait?: boolean;
}

/** Hands a plan, an apply or a rollout to the workers; with `--wait` ends as it does. */
export async function fleetSubmitCommand(
  [what, file]: [string, string | undefined],
  flags: FleetSubmitFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const kind = KINDS.find((one) => one === what);
  if (kind === undefined)
    throw new Refusal(
      "usage",
      `"${what}" cannot be submitted; it is one of ${KINDS.join(", ")}${didYouMean(what, KINDS)}`,
    );
  const url = addressOf(flags, context);
  const submitted = await submitFleet(kind, file, flags, url, context);
  const say = (text: string) => (flags.json ? terminal.note(text) : terminal.out(`${text}\n`));
  if (submitted.how === "nothing") {
    if (flags.json) terminal.out(documentText(submitted));
    say(nothingMeant(flags));
    return "done";
  }
  const { submission, queue, how } = submitted;
  const targets = plural(submission.targets.length, "target");
  if (how === "done") {
    if (flags.json) terminal.out(documentText({ submission, how }));
    say(
      `Nothing to do: submission ${submission.id} has applied this very plan. Make a new one for what changed since.`,
    );
    return "done";
  }
  if (how === "open")
    say(
      `The same was submitted before and is not over: submission ${submission.id}, ${submission.kind} of ${targets}.`,
    );
  else say(`Submitted: ${submission.id}, ${submission.kind} of ${targets}, to ${queue}.`);
  if (!flags.wait) {
    if (flags.json) terminal.out(documentText({ submission, how }));
    terminal.note(`\`iopctl fleet status ${submission.id}\` shows what becomes of it`);
    return "done";
  }
  return waitFor(submission, url, flags, context);
}

/** The submission goes on without who waits for it. */
async function waitFor({ id }: Submission, url: string, flags: QueueFlags, context: Context): Promise<Ending> {
  const { terminal, signal } = context;
  const end = await fleetEnd(url, id, context);
  if (signal.aborted) terminal.note(`submission ${id} goes on; \`iopctl fleet abort ${id}\` ends it`);
  show(end, flags, context);
  return worst(fleetEndings(end));
}
