import { planPage } from "../app/picture.ts";
import type { NamespacePlan } from "../app/plan.ts";
import type { TargetPlans } from "../app/plan-each.ts";
import { planDocument } from "../documents/plan-json.ts";
import { runFacts } from "../documents/run-facts.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Context } from "./context.ts";

/** Flags of a page with pictures. */
export interface PageFlags {
  readonly html?: string;
  /** Every item is drawn. */
  readonly htmlAll?: boolean;
}

/** The page of an apply: of the plans before anything is refused or asked, and of what became of them at the end. */
export class ApplyPage {
  private readonly told = new Map<NamespacePlan, ApplyEvent[]>();

  constructor(
    private readonly targetPlans: TargetPlans,
    private readonly flags: PageFlags,
    private readonly context: Pick<Context, "terminal" | "now">,
    private readonly verb: "apply" | "rollback",
  ) {}

  add(plan: NamespacePlan, event: ApplyEvent): void {
    if (this.flags.html === undefined) return;
    const events = this.told.get(plan);
    if (events) events.push(event);
    else this.told.set(plan, [event]);
  }

  async write(): Promise<void> {
    const { html, htmlAll: all } = this.flags;
    if (html === undefined) return;
    const plans = this.targetPlans.targets.flatMap((target) => target.plans);
    const errors = this.targetPlans.failures.map(({ target, error }) => ({ target, message: error.message }));
    const shown = plans.map((plan) => plan.shown);
    const document = planDocument(shown, new Date(this.context.now()), undefined, {}, errors);
    const runs = plans.map((plan) => {
      const events = this.told.get(plan);
      return events && runFacts(events);
    });
    this.context.terminal.page(html, await planPage(document, { verb: this.verb, all, runs }));
  }
}
