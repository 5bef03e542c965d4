import { endingOf } from "../app/ending.ts";
import type { NamespacePlan, PlanContext, TargetPlan } from "../app/plan.ts";
import { askedFor, type PlanOutcome, planEach } from "../app/plan-each.ts";
import { planDocument, withBasis } from "../documents/plan-json.ts";
import { resultLine, type TargetEnding } from "../documents/result-line.ts";
import type { ShownPlan } from "../generated/plan.ts";
import type { Ending } from "../model/refusal.ts";
import { worst } from "../model/severity.ts";
import { summaryText, TOLD } from "../report/summary-text.ts";
import type { Context } from "./context.ts";
import { type OutputFlags, pictureOf, wantsDocument } from "./plan-outputs.ts";
import { textOf } from "./plans-text.ts";
import { failureTeller, nothingMeant } from "./targets.ts";

interface Asked {
  readonly verb: "plan" | "drift";
  readonly details: PlanContext;
  /** What is made of a target's plans before they are shown. */
  readonly prepare: (target: TargetPlan) => TargetPlan;
  /** How a namespace ends and what is said of it. Throws where one alone is to end as its error. */
  readonly conclude: (plan: NamespacePlan, many: boolean) => Omit<TargetEnding, "target" | "namespace">;
}

/**
 * Plans every target that the flags mean and shows each in the form that was asked for: as text as soon as its turn has come,
 * as a line of JSON as soon as it is made. What nothing needs any more is let go.
 */
export async function showPlans(
  paths: readonly string[],
  flags: OutputFlags,
  context: Context,
  asked: Asked,
): Promise<Ending> {
  const { terminal } = context;
  const digests = [flags.json, flags.jsonLines, flags.jsonInto, flags.out].some((flag) => flag);
  const details = { ...asked.details, digests, picture: pictureOf(flags, context) };
  const targets = await askedFor(paths, flags, context, details);
  const many = targets.length > 1;
  const page = new Page(flags, context, asked.verb, many);
  const keeps = wantsDocument(flags, context);
  if (targets.length === 0) terminal.note(nothingMeant(flags));
  const all = await planEach(targets, flags, context, (outcome, index, stop) => {
    const found = seen(outcome, flags, asked, many);
    if (flags.failFast && found.endings.some(({ ending }) => !["done", "changes"].includes(ending))) stop();
    page.add(index, found);
    const { plans, ...rest } = found;
    return keeps ? { ...rest, plans } : { ...rest, plans: [] };
  });
  const [only] = all;
  // Nothing was looked at: there is nothing to write down.
  if (!many && only?.error) throw only.error;
  if (keeps) {
    const document = planDocument(
      all.flatMap(({ plans }) => plans),
      new Date(context.now()),
      all.length === 1 ? all[0]?.sources.map((source) => [source]) : undefined,
      flags,
      all.flatMap(({ name, error }) => (error === undefined ? [] : [{ target: name, message: error.message }])),
    );
    await (await import("./write-documents.ts")).writeDocuments(document, flags, context, asked.verb);
  }
  const endings = all.flatMap((found) => found.endings);
  const silent = flags.json || flags.markdown || flags.jsonLines;
  if (many && !silent) {
    const rows = all.flatMap((found) => found.endings.map((end) => (found.error ? { ...end, message: TOLD } : end)));
    terminal.out(summaryText(rows, terminal.style, terminal.width));
  }
  if (!many && only?.thrown) throw only.thrown;
  return worst(endings.flatMap(({ ending }) => (ending === "not_reached" ? [] : [ending])));
}

/** What is kept of a target until all are done. */
interface Seen {
  readonly name: string;
  readonly plans: readonly ShownPlan[];
  readonly sources: readonly string[];
  readonly endings: readonly TargetEnding[];
  readonly error: Error | undefined;
  /** With which the run ends, where it is about this target alone. */
  readonly thrown: Error | undefined;
}

function seen(outcome: PlanOutcome, flags: OutputFlags, { prepare, conclude }: Asked, many: boolean): Seen {
  const { name } = outcome;
  const none = { name, plans: [], sources: [], error: undefined, thrown: undefined };
  if (outcome.kind === "not reached")
    return { ...none, endings: [{ target: name, namespace: "", ending: "not_reached", message: "" }] };
  if (outcome.kind === "failed") {
    const { error } = outcome;
    const ending = { target: name, namespace: "", ending: endingOf(error), message: error.message };
    return { ...none, endings: [ending], error, thrown: error };
  }
  const { plans, sources } = prepare(outcome.targetPlan);
  let thrown: Error | undefined;
  const endings = plans.map((plan): TargetEnding => {
    const { target, namespace } = plan.shown;
    try {
      return { target, namespace, ...conclude(plan, many) };
    } catch (error) {
      thrown ??= error as Error;
      return { target, namespace, ending: endingOf(error), message: (error as Error).message };
    }
  });
  const shown = plans.map((plan) =>
    flags.out === undefined ? plan.shown : withBasis(plan.shown, plan.basis, plan.salt),
  );
  return { ...none, plans: shown, sources, endings, thrown };
}

/** Writes what is shown of each target: texts in the order of the targets, lines of JSON as they come. */
class Page {
  private readonly waiting = new Map<number, string>();
  private next = 0;
  private printed = false;
  private readonly fail: ReturnType<typeof failureTeller>;

  constructor(
    private readonly flags: OutputFlags,
    private readonly context: Context,
    private readonly verb: "plan" | "drift",
    private readonly many: boolean,
  ) {
    this.fail = failureTeller(context.terminal);
  }

  add(index: number, found: Seen): void {
    const { flags, many } = this;
    const { terminal } = this.context;
    if (flags.jsonLines) {
      const { name, plans, endings } = found;
      const ending = endings.length === 0 ? "done" : worst(endings.map((one) => one.ending as Ending));
      const first = endings.find((one) => one.ending === ending) ?? endings[0];
      const differs = plans.some(({ summary }) => summary.create + summary.update + summary.delete + summary.calls > 0);
      const result = { target: name, ending: first?.ending ?? ending, message: first?.message ?? "" };
      const line = resultLine(
        this.verb,
        plans.length === 0 ? result : { ...result, differs },
        new Date(this.context.now()),
        plans.length === 0 ? {} : { plans: plans.map((plan) => ({ ...plan, basis: undefined })) },
      );
      terminal.out(JSON.stringify(line));
    }
    if (many && found.error) this.fail(found.name, found.error);
    if (flags.json || flags.markdown || flags.jsonLines) return;
    this.waiting.set(index, textOf(found.plans, flags, this.context.terminal, this.verb, many));
    for (let text = this.waiting.get(this.next); text !== undefined; text = this.waiting.get(this.next)) {
      this.waiting.delete(this.next);
      this.next += 1;
      if (text !== "") terminal.out(this.printed ? text : text.replace(/^\n/, ""));
      this.printed ||= text !== "";
    }
  }
}
