import { type Adoption, planAdoption, stillDiffering, writeAdoption } from "../../app/adopt.ts";
import { invalidText, refuseInvalid } from "../../app/adopt-check.ts";
import type { PlanOptions } from "../../app/plan.ts";
import { documentText } from "../../model/json.ts";
import { plural } from "../../model/plural.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { some } from "../../model/some.ts";
import { patchText } from "../../report/patch.ts";
import { asked } from "../ask.ts";
import type { Context } from "../context.ts";

interface AdoptFlags extends PlanOptions {
  readonly autoApprove?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Shows the edits, asks, writes, and looks whether they meant what they were to. */
export async function adoptCommand([addresses]: [string[]], flags: AdoptFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const adoption = await planAdoption(addresses, flags, context);
  const { adopted, skipped, files, alsoOf, invalid, sensitiveNames } = adoption;
  if (!flags.json) for (const { patch } of files) terminal.out(patchText(patch, sensitiveNames, terminal.style));
  for (const { address, why } of skipped) terminal.error(`warning: ${address} is not adopted: ${why}`);
  if (alsoOf.length > 0)
    terminal.error(`warning: these files are also the state of ${some(alsoOf)}: what is adopted is planned there too`);
  if (flags.autoApprove) refuseInvalid(invalid);
  if (invalid !== undefined) terminal.error(`warning: ${invalidText(invalid)}`);
  if (!flags.dryRun && files.length > 0) {
    const no = await notApproved(flags, files.length, context);
    if (no !== undefined) return no;
    writeAdoption(adoption);
    const left = await stillDiffering(adoption, flags, context);
    if (left instanceof Error) terminal.error(`warning: the files are not valid now:\n${left.message}`);
    else if (left.length > 0) terminal.error(`warning: still different: ${left.join(", ")}; look at the files`);
  }
  if (flags.json) terminal.out(documentText({ adopted, skipped, written: flags.dryRun !== true }));
  else terminal.say(verdict(adoption, flags));
  return skipped.length > 0 && adopted.length === 0 && addresses.length > 0 ? "error" : "done";
}

/** Asks as apply does: undefined is a yes. Throws Refusal where nobody can answer. */
async function notApproved(
  { autoApprove, json }: AdoptFlags,
  count: number,
  context: Context,
): Promise<Ending | undefined> {
  if (autoApprove === true) return undefined;
  if (json) throw new Refusal("error", "adopt --json cannot ask: add --auto-approve, or --dry-run to look only");
  return asked(`Write this to ${plural(count, "file")}?`, "write", context, "Not adopted");
}

function verdict({ adopted, skipped, files }: Adoption, { dryRun }: AdoptFlags): string {
  if (adopted.length + skipped.length === 0) return "Nothing to adopt: nothing was changed on the server.";
  if (adopted.length === 0) return `Nothing was adopted: ${plural(skipped.length, "difference")} left as they are.`;
  const what = dryRun ? "would be adopted" : "adopted";
  const rest = skipped.length > 0 ? `, ${skipped.length} not` : "";
  const next = dryRun || adopted.length === 0 ? "" : " `iopctl plan` shows what is left.";
  return `${plural(adopted.length, "change")} ${what} in ${plural(files.length, "file")}${rest}.${next}`;
}
