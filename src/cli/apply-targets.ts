import { applyPlan } from "../app/apply.ts";
import type { ApplyOptions } from "../app/applying.ts";
import { endingOf } from "../app/ending.ts";
import { refuseFindings } from "../app/findings.ts";
import { refusePassed } from "../app/limits.ts";
import type { TargetPlan } from "../app/plan.ts";
import { AT_ONCE, hostOf, type TargetPlans } from "../app/plan-each.ts";
import { homeOf } from "../app/targets.ts";
import { inTurns } from "../app/turns.ts";
import { Reading } from "../desired/reading.ts";
import type { ResultLine } from "../generated/result.ts";
import type { CheckResult } from "../model/event.ts";
import type { Ending } from "../model/refusal.ts";
import { checksJunit } from "../report/junit.ts";
import { ResultsRecord } from "../store/results.ts";
import { newRunId } from "../store/runs.ts";
import type { ApplyPage } from "./apply-page.ts";
import type { CommonFlags, Context } from "./context.ts";
import { worst } from "./exit.ts";
import { runListener } from "./progress.ts";
import { resultLine, summaryText, type TargetEnding, TOLD } from "./targets.ts";

interface Flags extends CommonFlags, ApplyOptions {
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly jsonInto?: string;
  readonly junit?: string;
}

type NamespaceEnding = TargetEnding & {
  readonly ending: Ending;
  readonly checks: readonly CheckResult[];
  readonly callCount: number;
};

/** Applies plans of targets: several servers at once, the targets of one server one after the other. */
export class TargetsApply {
  private readonly endings: NamespaceEnding[] = [];
  private record: ResultsRecord | undefined;
  private stopped = false;

  constructor(
    private readonly targetPlans: TargetPlans,
    private readonly flags: Flags,
    private readonly context: Context,
    private readonly command: "apply" | "rollback",
    private readonly many: boolean,
    private readonly page: ApplyPage,
  ) {}

  async run(): Promise<Ending> {
    const { targetPlans, flags, context, many } = this;
    const { terminal } = context;
    if (many) await this.startRecord();
    for (const { target, error } of targetPlans.failures)
      this.tell({ target, ending: endingOf(error), message: error.message });
    // Migrations on one server must not overlap (wire-notes, 6.3).
    const servers = [...byServer(targetPlans.targets)];
    const limits = {
      parallelism: flags.parallelism ?? AT_ONCE.parallelism,
      perHost: flags.perHost ?? AT_ONCE.perHost,
      stopped: () => this.stopped,
    };
    let failed: { readonly error: unknown } | undefined;
    const begun = await inTurns(
      servers.map(([url]) => hostOf(url)),
      limits,
      (index) =>
        this.server(servers[index]?.[1] ?? []).catch((error: unknown) => {
          failed ??= { error };
        }),
    );
    if (failed) throw failed.error;
    const left = servers.filter((_, index) => !begun.has(index)).flatMap(([, targets]) => targets);
    const rest = [...targetPlans.notReached, ...left.map(({ target }) => target.name), ...this.skipped];
    for (const target of rest) this.tell({ target, ending: "not_reached", message: "" });
    if (flags.junit !== undefined) terminal.file(flags.junit, this.junit());
    if (!many) return worst(this.endings.map(({ ending }) => ending));
    const unplanned = targetPlans.failures.map(({ target, error }): TargetEnding & { readonly ending: Ending } => ({
      target,
      namespace: "",
      ending: endingOf(error),
      message: TOLD,
    }));
    const all: TargetEnding[] = [
      ...this.endings,
      ...unplanned,
      ...rest.map((target) => ({ target, namespace: "", ending: "not_reached" as const, message: "" })),
    ];
    const again = this.record && `\`iopctl ${this.command} --resume ${this.record.id}\` runs what is left of it.`;
    if (!flags.json && !flags.jsonLines) terminal.out(summaryText(all, terminal.style, terminal.width, again));
    return worst([...this.endings, ...unplanned].map(({ ending }) => ending));
  }

  private readonly skipped: string[] = [];

  private async startRecord(): Promise<void> {
    const { targetPlans, flags, context, command } = this;
    if (command !== "apply") return;
    const names = [
      ...targetPlans.targets.map(({ target }) => target.name),
      ...targetPlans.failures.map(({ target }) => target),
      ...targetPlans.notReached,
    ];
    const now = new Date(context.now());
    const lines = names.map((target) => resultLine(command, { target, ending: "not_reached", message: "" }, now));
    this.record = ResultsRecord.start(await homeOf(flags, context, new Reading()), newRunId(context.now()), lines);
  }

  private tell(ending: Omit<TargetEnding, "namespace">, namespaces?: NonNullable<ResultLine["namespaces"]>): void {
    const line = resultLine(
      this.command,
      ending,
      new Date(this.context.now()),
      namespaces === undefined ? {} : { namespaces },
    );
    this.record?.add(line);
    if (this.flags.jsonLines) this.context.terminal.out(JSON.stringify(line));
  }

  private async server(targets: readonly TargetPlan[]): Promise<void> {
    let dead: string | undefined;
    for (const targetPlan of targets) {
      if (this.stopped) {
        this.skipped.push(targetPlan.target.name);
        continue;
      }
      const endings = dead === undefined ? await this.target(targetPlan) : [notTried(targetPlan, dead)];
      this.endings.push(...endings);
      const ending = worst(endings.map((one) => one.ending));
      const first = endings.find((one) => one.ending === ending);
      const differs = targetPlan.plans.some(({ plan }) => plan.changes.length + plan.calls.length > 0);
      this.tell(
        { target: targetPlan.target.name, ending, message: first?.message ?? "", differs },
        endings.map((one) => ({
          namespace: one.namespace,
          ending: one.ending,
          message: one.message,
          calls: one.callCount,
        })),
      );
      if (ending === "unreachable") dead ??= targetPlan.target.name;
      if (this.flags.failFast && ending !== "done") this.stopped = true;
    }
  }

  /** The namespaces of a target in their order; one that fails ends the target's run. */
  private async target(targetPlan: TargetPlan): Promise<NamespaceEnding[]> {
    const { flags, context, command, many } = this;
    const { terminal } = context;
    const out: NamespaceEnding[] = [];
    let wrote = false;
    for (const planned of targetPlan.plans) {
      const { target, namespace } = planned.shown;
      const none = { target, namespace, checks: [], callCount: 0 };
      if (context.signal.aborted) return [...out, { ...none, ending: "interrupted", message: "not started" }];
      try {
        const label = many ? `${target}  ` : "";
        const listen = runListener(planned.shown, flags, terminal, label);
        const { ending, outcome, callCount, checks } = await applyPlan(planned, targetPlan, flags, context, {
          command,
          onEvent: (event, place) => {
            this.page.add(planned, event);
            listen(event, place);
          },
        });
        wrote ||= callCount > 0;
        const message = callCount === 0 ? outcome : `${outcome}, ${callCount} calls`;
        out.push({ target, namespace, ending, message, checks, callCount });
        if (ending !== "done") return out;
      } catch (error) {
        if (!wrote && !many && targetPlan.plans.length === 1) {
          this.tell({ target, ending: endingOf(error), message: (error as Error).message });
          throw error;
        }
        const { message } = error as Error;
        terminal.error(`${terminal.errorStyle.red("error:")} ${many ? `${target}: ` : ""}${message}`);
        const ending = wrote ? "failed" : endingOf(error);
        return [...out, { ...none, ending, message: message.split("\n")[0] ?? "" }];
      }
    }
    return out;
  }

  private junit(): string {
    return checksJunit(
      this.endings.map(({ target, namespace, checks }) => ({
        name: [target, namespace].filter((part) => part !== "").join("/"),
        checks,
      })),
    );
  }
}

/** Of a run that was stopped when all was planned, and before anything was changed: a line for every target. */
export function stoppedLines(
  { targets, failures, notReached }: TargetPlans,
  why: Error,
  command: "apply" | "rollback",
  now: number,
): ResultLine[] {
  const line = (target: string, ending: TargetEnding["ending"], message: string) =>
    resultLine(command, { target, ending, message }, new Date(now));
  const left = `nothing was changed: ${why.message.split("\n")[0]}`;
  const alone = targets.length + failures.length + notReached.length === 1;
  return [
    ...targets.map(({ target, plans }) => {
      // What is refused for its own sake says so; the others were not begun.
      const refused = refusalOf(plans) ?? (alone ? why : undefined);
      return refused === undefined
        ? line(target.name, "not_reached", left)
        : line(target.name, endingOf(refused), refused.message);
    }),
    ...failures.map(({ target, error }) => line(target, endingOf(error), error.message)),
    ...notReached.map((target) => line(target, "not_reached", left)),
  ];
}

/** Why a guard or lint refuses plans of a target; undefined: they do not. */
function refusalOf(plans: TargetPlan["plans"]): Error | undefined {
  try {
    for (const { refused, findings, shown } of plans) {
      refusePassed(refused, ` of ${shown.target}`);
      refuseFindings(findings);
    }
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function byServer(targets: readonly TargetPlan[]): Map<string, TargetPlan[]> {
  const out = new Map<string, TargetPlan[]>();
  for (const targetPlan of targets) {
    const list = out.get(targetPlan.target.url);
    if (list) list.push(targetPlan);
    else out.set(targetPlan.target.url, [targetPlan]);
  }
  return out;
}

/** A server that did not answer one target is not waited for again by each of its others. */
function notTried({ target, plans }: TargetPlan, dead: string): NamespaceEnding {
  const namespace = plans[0]?.shown.namespace ?? "";
  const message = `not tried: its server could not be reached for ${dead}`;
  return { target: target.name, namespace, ending: "unreachable", message, checks: [], callCount: 0 };
}
