import { createInterface } from "node:readline/promises";
import { createWriteClient } from "../../api/client.ts";
import { ApiError } from "../../api/error.ts";
import { apply } from "../../engine/apply.ts";
import type { ApplyEvent, ApplyOutcome } from "../../model/event.ts";
import { eventJson } from "../../report/event-json.ts";
import { planText } from "../../report/plan-text.ts";
import type { Context } from "../context.ts";
import { type Ending, endingOf, Refusal } from "../exit.ts";
import { isPlanFile, readPlanFile, refuseStale } from "../plan-file.ts";
import { guardDisruption, type Planned, type Planning, type PlanningFlags, planning } from "../planning.ts";
import { createProgress } from "../progress.ts";

interface ApplyFlags extends PlanningFlags {
  readonly autoApprove?: boolean;
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly expect?: readonly string[];
}

const ENDINGS: Readonly<Record<ApplyOutcome, Ending>> = {
  unchanged: "done",
  converged: "done",
  not_converged: "not_converged",
  failed: "failed",
  interrupted: "interrupted",
};

export async function applyCommand([args]: [string[]], flags: ApplyFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const made =
    args.length === 1 && isPlanFile(args[0] as string) ? await fromFile(args[0] as string) : await fromPaths();
  const { plans } = made;
  for (const { plan, shown } of plans) guardDisruption(plan, shown, flags.maxDisruption);
  if (flags.expect !== undefined) expectDigests(flags.expect, plans);
  const work = plans.filter(({ plan }) => plan.changes.length > 0 || plan.calls.length > 0);
  if (!flags.json) terminal.out(plans.map(({ shown }) => planText(shown, terminal.style, "apply")).join("\n"));
  if (work.length > 0 && !made.reviewed && flags.autoApprove !== true) {
    if (flags.json) throw new Refusal("error", "apply --json cannot ask: add --auto-approve");
    if (!(await asked(context))) {
      terminal.error("Not applied: the answer was not yes. Nothing was changed.");
      return context.signal.aborted ? "interrupted" : "error";
    }
  }
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  // One namespace after the other: migrations to one server must not overlap (wire-notes, 6.3).
  let ending: Ending = "done";
  let wrote = false;
  for (const planned of plans) {
    if (context.signal.aborted) return "interrupted";
    try {
      const outcome = await one(planned, made);
      wrote ||= outcome !== "unchanged";
      if (outcome !== "unchanged" && outcome !== "converged") return ENDINGS[outcome];
    } catch (error) {
      if (!wrote) throw error;
      terminal.error(`${terminal.errorStyle.red("error:")} ${(error as Error).message}`);
      ending = "failed";
      break;
    }
  }
  return ending;

  async function fromPaths(): Promise<Planning & { readonly reviewed: boolean }> {
    return {
      ...(await planning(args, flags, context, { digests: flags.json === true || flags.jsonInto !== undefined })),
      reviewed: false,
    };
  }

  async function fromFile(path: string): Promise<Planning & { readonly reviewed: boolean }> {
    const document = readPlanFile(path);
    const [first] = document.plans;
    const salts = new Map(
      document.plans.map(({ namespace, basis }) => [namespace, Buffer.from(basis?.salt ?? "", "hex")]),
    );
    const sources = (document.sources ?? []).flat();
    const own: ApplyFlags = {
      ...flags,
      only: document.only ?? [],
      ...(flags.target === undefined && first?.target ? { target: first.target } : {}),
    };
    const again = await planning(sources, own, context, { salts, digests: true });
    for (const saved of document.plans) {
      const now = again.plans.find(({ shown }) => shown.namespace === saved.namespace);
      if (now === undefined)
        throw new Refusal("stale", `the files no longer describe the namespace ${saved.namespace}`);
      refuseStale(saved, now);
    }
    return { ...again, reviewed: true };
  }

  async function one(planned: Planned, { target, only, observeWith }: Planning): Promise<ApplyOutcome> {
    const client = createWriteClient(planned.http);
    const progress = createProgress(terminal, planned.shown);
    const emit = (event: ApplyEvent) => {
      const line = `${JSON.stringify(eventJson(event, planned.shown, new Date()))}\n`;
      if (flags.jsonInto !== undefined) terminal.append(flags.jsonInto, line);
      if (flags.json) terminal.out(line);
      else progress(event);
    };
    let emitted = 0;
    try {
      return await apply(planned.loaded.desired, planned.observed, planned.plan, {
        client,
        observe: observeWith(client),
        emit: (event) => {
          if (event.type === "call_finished" || event.type === "call_failed") emitted += 1;
          emit(event);
        },
        signal: context.signal,
        ...(only === undefined ? {} : { only }),
        ...(flags.pending === undefined ? {} : { pending: flags.pending }),
        patience: target.migrateTimeout,
        settle: Math.min(target.timeout, 5_000),
        guard: (plan) => guardDisruption(plan, undefined, flags.maxDisruption),
      });
    } catch (error) {
      if (error instanceof ApiError && emitted === 0) throw error;
      if (emitted === 0 && endingOf(error) !== "error") throw error;
      emit({ type: "finished", outcome: "failed", made: emitted, message: (error as Error).message });
      return "failed";
    }
  }
}

/** Every plan that would do something must be one that was reviewed. */
function expectDigests(reviewed: readonly string[], plans: readonly Planned[]): void {
  const others = plans.filter(({ plan, shown }) => plan.calls.length > 0 && !reviewed.includes(shown.digest));
  const known = plans.some(({ shown }) => reviewed.includes(shown.digest));
  if (others.length === 0 && known) return;
  const digests = plans.map(({ shown }) => `${shown.namespace} ${shown.digest}`);
  throw new Refusal(
    "stale",
    `the plan is not the reviewed one: --expect ${reviewed.join(" ")}, and what was just planned is ${digests.join(", ")}.\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}

/** Whether a person, or a pipe, says yes. */
async function asked({ terminal, signal }: Context): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr, terminal: terminal.interactive });
  try {
    const answer = await Promise.race([
      prompt.question("\nApply this? Only yes is accepted: ", { signal }),
      new Promise<string>((resolve) => prompt.once("close", () => resolve(""))),
    ]);
    return answer.trim() === "yes";
  } catch {
    return false;
  } finally {
    prompt.close();
  }
}
