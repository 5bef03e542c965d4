import type { ApplyOptions } from "../../app/applying.ts";
import { refuseFindings } from "../../app/findings.ts";
import { appliedSince, filesNow, planBack } from "../../app/rollback.ts";
import { targetOf } from "../../app/targets.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { readLeft } from "../../store/left-record.ts";
import { type FoundRun, readRuns, refuseTracked } from "../../store/run-records.ts";
import { changedSomething } from "../../store/runs.ts";
import type { CommonFlags, Context } from "../context.ts";
import { applyPlannings } from "./apply.ts";

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
  const target = await targetOf(flags, context);
  await refuseTracked(target.base, context.env);
  const { runs, refused } = readRuns(target.base);
  const mine = refused.find((why) => name !== undefined && why.startsWith(`${name}: `));
  if (mine !== undefined) {
    throw new Refusal("error", `the record of a run cannot be used: ${mine}. Nothing was changed.`);
  }
  const all = runs.filter(({ record }) => record.target === target.name && record.url === target.url);
  const found = chosen(all, name);
  const files = await filesNow(found.record.namespace, target, context);
  const { back, stays, remove } = await planBack(found, target, flags, context, files);
  try {
    const ofNamespace = all.filter(({ record }) => record.namespace === found.record.namespace);
    for (const { observed } of back.plans) sayWhatCameLater(found, ofNamespace, observed, name, context);
    for (const { findings } of back.plans) refuseFindings(findings);
    context.terminal.note(`back to what stood before ${found.record.id}`);
    for (const note of [...back.notUndone, ...stays]) context.terminal.error(`warning: not undone: ${note}`);
    const targetPlans = { targets: [back], failures: [], notReached: [], reviewed: false };
    return await applyPlannings(targetPlans, flags, context, "rollback");
  } finally {
    await remove();
  }
}

/** The run of this name; without one the last that wrote something and has not gone back itself. */
function chosen(all: readonly FoundRun[], name: string | undefined): FoundRun {
  const found =
    name === undefined
      ? all.find(({ record }) => changedSomething(record) && record.outcome !== "rolled_back")
      : all.find(({ record }) => record.id === name);
  if (found !== undefined) return found;
  const known = all.slice(0, 5).map(({ record }) => record.id);
  throw new Refusal(
    "error",
    name === undefined
      ? "no run of this target is recorded here that wrote anything"
      : `there is no run ${name} of this target; there is: ${known.join(", ") || "none"}. \`iopctl runs\` lists them`,
  );
}

/** Who names no run means the last: where it is not the last, that is said and nothing is done. */
function sayWhatCameLater(
  found: FoundRun,
  newestFirst: readonly FoundRun[],
  observed: Parameters<typeof appliedSince>[3],
  name: string | undefined,
  { terminal }: Context,
): void {
  const [newest] = newestFirst;
  const left = newest === undefined ? undefined : readLeft(newest.folder);
  const { later, elsewhere } = appliedSince(found, newestFirst, left, observed);
  const { id } = found.record;
  if (later.length > 0) {
    const ids = later.map(({ record }) => `${record.id} (${record.command})`).join(", ");
    terminal.error(`warning: there are later runs: ${ids}. What they changed stays as it is`);
  }
  if (elsewhere.length === 0) return;
  const what = `something else was applied since ${id}, from another clone or without a backup: ${elsewhere.join(", ")}`;
  if (name === undefined)
    throw new Refusal(
      "error",
      `${what}.\n  Nothing was changed. \`iopctl rollback ${id}\` goes back all the same: what was changed since stays as it is.`,
    );
  terminal.error(`warning: ${what}. What it changed stays as it is`);
}
