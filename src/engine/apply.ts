import { isDeepStrictEqual } from "node:util";
import type { WriteClient } from "../api/client.ts";
import { ApiError, effectUnknown, hasToken, neverReached } from "../api/error.ts";
import { formatAddress, type Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ApplyEvent, ApplyOutcome } from "../model/event.ts";
import { isDefinitionRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import {
  type Call,
  type CallAction,
  type DefinitionWrite,
  NO_MARK,
  type PendingMark,
  type Plan,
  type Upload,
} from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { passedByUpload, type Refused } from "../planner/guards.ts";
import { differences } from "../planner/join.ts";
import { type Learned, learn, learnedFrom, leftAsLearned, runsSettings } from "../planner/learned.ts";
import { markToFinish } from "../planner/mark.ts";
import { plan as makePlan, type PlanOptions } from "../planner/plan.ts";
import { migrateRequest } from "../planner/request.ts";
import { definitionsUpload } from "../planner/uploads.ts";
import { type CallResult, fullQueues, makeCall } from "./call.ts";
import { forgetRelease, tidyFailedUpload } from "./failed-upload.ts";
import { LIFT_LOSS, leavesNothing, lostText, mayLose, refusedLoss } from "./loss.ts";
import { readProduction } from "./observe.ts";
import { Refused as RefusedRun } from "./refused.ts";
import { hinderedBy, queuesBefore, type Relied, recheck } from "./relies.ts";

export interface ApplyOptions {
  readonly client: WriteClient;
  readonly observe: (desired: DesiredState) => Promise<ObservedState>;
  readonly emit: (event: ApplyEvent) => void;
  /** Aborted: no further call is begun. */
  readonly signal: AbortSignal;
  readonly only?: Matcher;
  readonly pending?: boolean;
  /** Milliseconds that a migration or a lifecycle call may take, time-outs of the connection included. */
  readonly patience: number;
  /** Milliseconds until a call whose connection broke is looked for no longer. */
  readonly settle: number;
  /** Refuses a plan made anew within the run that passes the limits of the first; throws. */
  readonly guard?: (plan: Plan, observed: ObservedState) => void;
  /** Whether a stop may be forced with `/kill`. */
  readonly allowKill?: boolean;
}

/** How often one run plans anew: after a broken connection, or to apply what was known only after a migrate. */
const MOST_PLANS = 5;

/**
 * Makes a plan's calls in order and verifies. Where a call's effect is not known it observes again and goes on from what
 * it finds. Throws only when nothing was changed; all else is an outcome.
 */
export async function apply(
  desired: DesiredState,
  observed: ObservedState,
  plan: Plan,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  return new Run(desired, observed, plan, options).run();
}

class Run {
  private made = 0;
  private plans = 1;
  private left: PendingMark | undefined;
  /** What runs, where an uploaded settings file has saved another definition since. */
  private baseline: Production | undefined;
  /** Whether a run before this one has left a definition that was not taken up. */
  private interrupted: boolean;
  /** What the uploads of this run have registered. */
  private learned: Learned;
  /** Whether an earlier run has left the production to be stopped and started. */
  private readonly recycle: boolean;
  private readonly tried = new Set<string>();
  /** The definitions that this run has written first. */
  private readonly written = new Map<string, Production>();
  /** Services that this run holds, to drain. */
  private readonly held = new Set<string>();
  /** The production that runs, as far as this run knows; empty: none. */
  private running: string;

  constructor(
    private readonly desired: DesiredState,
    private observed: ObservedState,
    private plan: Plan,
    private readonly options: ApplyOptions,
  ) {
    const uploads = plan.calls.some(({ action }) => action.kind === "migrate");
    this.left = markToFinish(observed, uploads, options.only);
    this.interrupted = this.left?.update === true;
    this.recycle = this.left?.recycle === true;
    this.learned = learnedFrom(this.left);
    this.running = runningOf(observed);
  }

  async run(): Promise<ApplyOutcome> {
    const { emit } = this.options;
    emit({ type: "planned", plan: this.plan });
    if (this.plan.calls.length === 0 && this.plan.changes.length === 0) {
      return this.finish("unchanged", "nothing to do");
    }
    try {
      return await this.converge();
    } finally {
      await this.bringBack();
    }
  }

  private async converge(): Promise<ApplyOutcome> {
    const { emit } = this.options;
    if (this.plan.calls.length > 0) {
      if (this.plan.drain === undefined) await queuesBefore(this.relied());
      const { observed, plan } = await recheck(this.relied());
      this.observed = observed;
      this.plan = plan;
      this.running = runningOf(observed);
    }
    for (;;) {
      for (const { address } of this.plan.changes) this.tried.add(formatAddress(address));
      const stopped = await this.calls();
      if (stopped === "again") continue;
      if (stopped) {
        await this.bringBack();
        return this.finish(...stopped);
      }
      const rest = await this.verify();
      const lost = lostText(this.written, this.observed);
      if (lost !== undefined && !mayLose(this.desired)) {
        emit({ type: "verified", converged: false, remaining: rest?.changes ?? [] });
        return this.finish("not_converged", `${lost}: the server has dropped it. Set it again in the Portal`);
      }
      if (rest === undefined) {
        if (lost !== undefined) emit({ type: "warning", message: `${lost}, as --allow-loss or the files allow` });
        emit({ type: "verified", converged: true, remaining: [] });
        return this.finish("converged", "the namespace matches the files");
      }
      const fresh = rest.changes.every(({ address }) => !this.tried.has(formatAddress(address)));
      if (!fresh || rest.calls.length === 0 || this.plans >= MOST_PLANS) {
        emit({ type: "verified", converged: false, remaining: rest.changes });
        const what = rest.errors[0]?.message ?? "every call was made, but the namespace does not match the files";
        return this.finish("not_converged", what);
      }
      const next = this.adopt(rest, "the uploaded settings files changed more than was planned");
      if (next !== "again") return this.finish(...next);
    }
  }

  /** Makes the plan's calls. undefined: all were made; "again": there is a new plan. */
  private async calls(): Promise<undefined | "again" | [ApplyOutcome, string]> {
    const { emit, signal } = this.options;
    const { calls } = this.plan;
    for (const call of calls) {
      if (signal.aborted) return ["interrupted", this.leftText("interrupted")];
      const hindered = await hinderedBy(call, this.relied());
      if (hindered) {
        if (signal.aborted) return ["interrupted", this.leftText("interrupted")];
        emit({ type: "call_failed", call, milliseconds: 0, message: hindered });
        return ["failed", `${hindered}. ${this.leftText("failed")}`];
      }
      emit({ type: "call_started", call, of: calls.length });
      if (call.action.kind === "migrate") this.willStand(call.action.upload);
      if (call.action.kind === "hold") this.held.add(call.action.item);
      const began = Date.now();
      const elapsed = () => Date.now() - began;
      let result: CallResult;
      try {
        result = await makeCall(call, {
          client: this.options.client,
          patience: this.options.patience,
          onWait: (message) => emit({ type: "waiting", call, message }),
          ...(this.options.allowKill === undefined ? {} : { allowKill: this.options.allowKill }),
        });
      } catch (error) {
        if (this.made === 0 && nothingChanged(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        emit({ type: "call_failed", call, milliseconds: elapsed(), message });
        const loss = refusedLoss(call.action, error, this.plan, this.observed);
        if (loss !== undefined && call.action.kind === "migrate") return this.refuseLoss(call.action.upload, loss);
        this.made += neverReached(error) ? 0 : 1;
        return this.recover(call, error, message);
      }
      this.made += 1;
      if (result.kind === "not_reached") {
        emit({ type: "call_failed", call, milliseconds: elapsed(), message: result.message });
        return ["failed", `${result.message}. ${this.leftText("failed")}`];
      }
      if (result.kind === "suspended") return this.suspended(call, result, elapsed());
      const note = result.note === undefined ? {} : { note: result.note };
      emit({ type: "call_finished", call, milliseconds: elapsed(), ...note });
      this.settleLeft(call);
      if (call.action.kind === "migrate") {
        const next = await this.redefined(call, call.action.upload).catch((error: Error): [ApplyOutcome, string] => {
          return ["failed", `what the upload did could not be read: ${error.message}. ${this.leftText("failed")}`];
        });
        if (next) return next;
      }
    }
    return undefined;
  }

  /** What the first upload of a definition writes must stand in the end, whatever is written after it. */
  private willStand({ definitions }: Upload): void {
    for (const { production } of definitions)
      if (!this.written.has(production.name)) this.written.set(production.name, production);
  }

  /** The entrypoint has found that something would be lost, before it registered anything. */
  private refuseLoss(upload: Upload, loss: string): [ApplyOutcome, string] {
    if (this.made === 0 && leavesNothing(upload))
      throw new RefusedRun("guard", `refused by the loss rule: ${loss}.\n  Nothing was changed. ${LIFT_LOSS}.`);
    this.made += 1;
    return ["failed", `${loss}. Nothing of this upload is registered. ${LIFT_LOSS}. ${this.leftText("failed")}`];
  }

  private relied(): Relied {
    const { desired, observed, plan, running, made } = this;
    return { desired, observed, plan, running, made, draining: this.held.size > 0, options: this.options };
  }

  /** Services that are still held come back, whatever ended the run. */
  private async bringBack(): Promise<void> {
    for (const item of [...this.held]) {
      this.held.delete(item);
      try {
        await this.options.client.startComponent(item);
        this.options.emit({
          type: "warning",
          message: `${item}, which was paused while queues drained, is started again`,
        });
      } catch (error) {
        if (hasToken(error, /already enabled/i)) continue;
        const message = `${item} is still paused: ${(error as Error).message}. The next run starts it again`;
        this.options.emit({ type: "warning", message });
      }
    }
  }

  /** What is left of the follow-up work after a call. */
  private settleLeft({ action }: Call): void {
    if (action.kind === "migrate") this.left = action.upload.followUp ?? this.left;
    if (action.kind === "start") this.running = action.production;
    if (action.kind === "stop") this.running = "";
    if (action.kind === "resume") this.held.delete(action.item);
    if (action.kind === "update" || action.kind === "start") {
      this.baseline = undefined;
      this.interrupted = false;
    }
    const { left } = this;
    if (left === undefined) return;
    if (action.kind === "update") this.left = { ...left, update: false, disrupts: false, covered: [] };
    if (action.kind === "restart")
      this.left = { ...left, restart: left.restart.filter((item) => item !== action.item) };
    if (action.kind === "resume") this.left = { ...left, held: left.held.filter((item) => item !== action.item) };
    if (action.kind === "start")
      this.left = { ...left, update: false, disrupts: false, recycle: false, restart: [], covered: [], pools: [] };
  }

  /**
   * After an upload: what it registered, and whether it wrote a managed or running definition, is known only now. Gives
   * "again" where that asks for another plan.
   */
  private async redefined(call: Call, upload: Upload): Promise<undefined | "again" | [ApplyOutcome, string]> {
    const { knownAfterMigrate: known, calls } = this.plan;
    const later = calls.flatMap(({ id, action }) => (id > call.id && action.kind === "migrate" ? [action.upload] : []));
    const before = this.observed;
    if (upload.package !== undefined) {
      if (known.length > 0) this.observed = await this.lookAgain(known);
      else if (runsSettings(upload)) this.observed = { ...before, bindings: await this.options.client.bindings() };
      this.learn(upload, before);
      const guessed = runsSettings(upload) || calls.some(({ id, action }) => id < call.id && isSettings(action));
      if (guessed && later.every((other) => other.package === undefined) && this.unbindsOtherwise()) {
        this.learned = { ...this.learned, surprised: true };
      }
    }
    const changed = known.filter(
      (name) => !isDeepStrictEqual(before.productions.get(name), this.observed.productions.get(name)),
    );
    const refused = passedByUpload(changed, before, this.observed, this.desired);
    if (refused.length > 0) return this.putBack(upload, refused, before);
    const surprised = later.length === 0 && this.learned.surprised;
    if (changed.length === 0 && !surprised) return undefined;
    // What runs is what was observed before: the new plan compares with that.
    this.baseline ??= productionOf(before, before.status?.production ?? "");
    if (known.length === 0) this.observed = await this.lookAgain();
    if (this.left) this.left = { ...this.left, update: this.interrupted, disrupts: this.interrupted };
    this.learned = { ...this.learned, surprised: false };
    const what =
      changed.length > 0
        ? `the settings file has written ${changed.join(", ")}`
        : "the settings file has registered other classes than was planned";
    return this.adopt(this.replan(), what);
  }

  /**
   * Observes anew, with the definitions of these names and of what is compared with what ran before: the files may not ask
   * for them any more, and what was not read must not pass for what is not there.
   */
  private async lookAgain(names: readonly string[] = []): Promise<ObservedState> {
    const { client } = this.options;
    const observed = await this.options.observe(this.desired);
    const running = this.baseline === undefined ? [] : [this.baseline.name];
    const missing = [...new Set([...names, ...running])].filter((name) => !observed.productions.has(name));
    const read = await Promise.all(missing.map(async (name) => [name, await readProduction(name, client)] as const));
    const status = observed.status ?? (running.length > 0 ? await client.status() : undefined);
    const productions = new Map([...observed.productions, ...read]);
    return { ...observed, ...(status === undefined ? {} : { status }), productions };
  }

  private learn(upload: Upload, before: ObservedState): void {
    this.learned = learn(this.learned, upload, bindings(before), bindings(this.observed));
    this.left = leftAsLearned(this.left, this.learned, upload.foresight?.production ?? "", this.recycle);
  }

  /** Whether other bindings must go than the plan removes, now that it is known who provides them. */
  private unbindsOtherwise(): boolean {
    const selected = this.options.only ?? (() => true);
    const now = differences(this.desired, this.observed, selected).needs.unbinds.map(({ className }) => className);
    const planned = this.plan.calls.flatMap(({ action }) =>
      action.kind === "unbind" && action.role !== "mark" && !isDefinitionRecord(action.className)
        ? [action.className]
        : [],
    );
    return !isDeepStrictEqual([...now].sort(), planned.sort());
  }

  /**
   * A settings file passed a limit: before anything takes its definitions up they are written back as they were, and the
   * record of the release goes, so that the next run uploads it again and is refused again.
   */
  private async putBack(
    upload: Upload,
    refused: readonly Refused[],
    before: ObservedState,
  ): Promise<[ApplyOutcome, string]> {
    const why = refused
      .map(({ rule, message, lift }) => `refused by ${rule}: ${message}; ${lift} lifts it`)
      .join("\n  ");
    const definitions = refusedProductions(refused, before);
    const { client, emit } = this.options;
    const warn = (message: string) => emit({ type: "warning", message });
    await forgetRelease(upload, { client, observed: before, warn });
    const names = definitions.map(({ production }) => production.name).join(", ");
    try {
      await client.migrate(migrateRequest(definitionsUpload(this.desired.namespace, definitions)));
      this.made += 1;
      return ["failed", `${why}.\n  ${names} was written back as it was, and nothing took the other definition up`];
    } catch (error) {
      const left = `${names} could not be written back (${(error as Error).message})`;
      return ["failed", `${why}.\n  ${left}: do not update or restart it before its definition is right again`];
    }
  }

  private replan(): Plan {
    const options: PlanOptions = {
      obligations: this.left ?? NO_MARK,
      ...(this.baseline === undefined ? {} : { baseline: this.baseline }),
      ...(this.options.only === undefined ? {} : { only: this.options.only }),
      ...(this.options.pending === undefined ? {} : { pending: this.options.pending }),
    };
    return makePlan(this.desired, this.observed, options);
  }

  /** Goes on with another plan; where a guard refuses that one, calls were made already, and the run ends. */
  private adopt(plan: Plan, message: string): "again" | [ApplyOutcome, string] {
    this.plans += 1;
    try {
      this.options.guard?.(plan, this.observed);
    } catch (error) {
      if (this.made === 0) throw error;
      return ["failed", `${message}: ${(error as Error).message}`];
    }
    this.plan = plan;
    this.options.emit({ type: "observed_again", message, plan });
    return "again";
  }

  /** A call failed: where its effect is not known, what is found decides; else the run ends here. */
  private async recover(call: Call, error: unknown, message: string): Promise<"again" | [ApplyOutcome, string]> {
    const before = this.observed;
    const failed = async (): Promise<[ApplyOutcome, string]> => {
      if (call.action.kind === "migrate") {
        const { client, emit } = this.options;
        const warn = (text: string) => emit({ type: "warning", message: text });
        await tidyFailedUpload(call.action.upload, error, { client, observed: before, warn });
      }
      const queues =
        call.action.kind === "stop" ? ` ${await fullQueues(this.options.client, call.action.production)}.` : "";
      return ["failed", `${message}.${queues} ${this.leftText("failed")}`];
    };
    if (!effectUnknown(error) || this.plans >= MOST_PLANS) return failed();
    // A gateway that gave up waiting says 504; the server works on as after a time-out of ours.
    const patient = error instanceof ApiError && (error.kind === "timeout" || [408, 504].includes(error.status ?? 0));
    const deadline = Date.now() + (patient ? this.options.patience : this.options.settle);
    try {
      for (let pause = 200; ; pause = Math.min(2_000, pause * 2)) {
        this.observed = await this.options.observe(this.desired);
        const next = this.replan();
        const happened = call.action.kind !== "migrate" || !repeats(next, call.action.upload);
        if (happened && call.action.kind === "migrate") {
          this.settleLeft(call);
          this.learn(call.action.upload, before);
        }
        const { aborted } = this.options.signal;
        if (happened || aborted || Date.now() + pause > deadline) {
          if (aborted) return ["interrupted", this.leftText("interrupted")];
          if (!happened && patient) return failed();
          return this.adopt(
            happened ? this.replan() : next,
            happened ? "the call took effect" : "the call had no effect",
          );
        }
        this.options.emit({
          type: "waiting",
          call,
          message: "the server may still be working: checking what it did",
        });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch (second) {
      return ["failed", `${message}, and then ${(second as Error).message}. ${this.leftText("failed")}`];
    }
  }

  private suspended(
    call: Call,
    { resumed, queues }: CallResult & { kind: "suspended" },
    milliseconds: number,
  ): [ApplyOutcome, string] {
    const { emit } = this.options;
    const name = call.action.kind === "stop" ? call.action.production : "";
    if (call.action.kind === "stop" && call.action.then === "stopped") {
      const message = `${name} is suspended with its messages kept, not stopped; ${queues}`;
      emit({ type: "call_failed", call, milliseconds, message });
      return ["not_converged", `${message}. Running this again resumes it and tries to stop it once more`];
    }
    const again = resumed ? "it was started again" : "it could not be started again";
    const message = `${name} was suspended by the stop, since work was not finished; ${again}; ${queues}`;
    emit({ type: "call_failed", call, milliseconds, message });
    return ["failed", `${message}. ${this.leftText("failed")}`];
  }

  /** Observes again; the rest of the plan, or undefined where there is none. */
  private async verify(): Promise<Plan | undefined> {
    this.observed = await this.lookAgain();
    this.left = undefined;
    this.learned = learnedFrom(undefined);
    const rest = this.replan();
    return rest.changes.length > 0 || rest.calls.length > 0 || rest.errors.length > 0 ? rest : undefined;
  }

  private leftText(how: "failed" | "interrupted"): string {
    const again = "Running the same command again continues.";
    return how === "failed" ? again : `stopped after ${this.made} of ${this.plan.calls.length} calls. ${again}`;
  }

  private finish(outcome: ApplyOutcome, message: string): ApplyOutcome {
    this.options.emit({ type: "finished", outcome, made: this.made, message });
    return outcome;
  }
}

/** Whether a new plan would make the upload again: then it has not had its effect. */
function repeats(plan: Plan, upload: Upload): boolean {
  return plan.calls.some(({ action }) => {
    if (action.kind !== "migrate") return false;
    if (action.upload.directory === upload.directory) return true;
    const names = action.upload.definitions.map(({ production }) => production.name);
    return upload.definitions.some(({ production }) => names.includes(production.name));
  });
}

function isSettings(action: CallAction): boolean {
  return action.kind === "migrate" && runsSettings(action.upload);
}

/** The definitions that were there before, of the productions that refusals name. */
function refusedProductions(refused: readonly Refused[], before: ObservedState): DefinitionWrite[] {
  return [...before.productions].flatMap(([name, production]) =>
    production !== "absent" && refused.some((entry) => entry.productions?.includes(name))
      ? [{ production, shown: production }]
      : [],
  );
}

function runningOf({ status }: ObservedState): string {
  return status?.status === "running" ? status.production : "";
}

function nothingChanged(error: unknown): boolean {
  return (
    error instanceof ApiError && (neverReached(error) || error.kind === "unauthorized" || error.kind === "forbidden")
  );
}

function productionOf(observed: ObservedState, name: string): Production | undefined {
  const found = observed.productions.get(name);
  return found === "absent" ? undefined : found;
}

function bindings(observed: ObservedState) {
  return Array.isArray(observed.bindings) ? observed.bindings : [];
}
