import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pullRepository } from "../desired/repository.ts";
import type { ApplyEvent } from "../model/event.ts";
import { plural } from "../model/plural.ts";
import { type Ending, Refusal } from "../model/refusal.ts";
import { inOneLine } from "../model/sentence.ts";
import { requestOf } from "../planner/request.ts";
import { createAnnouncer } from "./announce.ts";
import { applyPlan } from "./apply.ts";
import type { ApplyOptions } from "./applying.ts";
import { endingOf } from "./ending.ts";
import { watchPlaces } from "./file-watch.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import type { NamespacePlan, TargetPlan } from "./plan.ts";
import { planTargets } from "./plan-each.ts";
import type { ReconcilePorts } from "./reconcile-ports.ts";
import type { World } from "./world.ts";

/** Options of a controller. `gitPull`: `git pull --ff-only` before each run. */
export interface ReconcileOptions extends ApplyOptions {
  /** Milliseconds from one run to the next. */
  readonly interval: number;
  /** Reports drift; never writes. */
  readonly observeOnly?: boolean;
  readonly gitPull?: boolean;
  /** One run, then the end. */
  readonly once?: boolean;
}

interface Place {
  readonly target: string;
  readonly namespace: string;
}

/** How much of the interval is left to chance, in both directions: so that many controllers do not ask one server at one time. */
const JITTER = 0.1;
const LONGEST_BACKOFF = 600_000;

/** Plans and applies again and again, one run at a time, until it is told to stop. */
export class Controller {
  /** Milliseconds since 1970 at which the run under way, or the last, began. */
  private began: number;
  private failures = 0;
  /** By place the files whose release failed its checks, as a digest. */
  private readonly held = new Map<string, string>();
  private seen = false;
  private wake: () => void = () => undefined;
  private changed = false;
  private watching: { readonly close: () => void } = { close: () => undefined };
  private readonly announcer: ReturnType<typeof createAnnouncer>;

  constructor(
    private readonly paths: readonly string[],
    private readonly options: ReconcileOptions,
    private readonly world: World,
    private readonly ports: ReconcilePorts,
  ) {
    this.began = ports.now();
    this.announcer = createAnnouncer(world, ports.now, (message, where) => ports.log("warning", message, where));
  }

  /** Whether the loop goes round. */
  alive(): boolean {
    const patience = Math.max(this.options.interval, LONGEST_BACKOFF) * 2 + 600_000;
    return this.ports.now() - this.began < patience;
  }

  /** Whether it has seen the servers at least once since its last failure to. */
  ready(): boolean {
    return this.seen && this.failures === 0;
  }

  /** Until the world's signal, or after one run. Gives how the last run ended. */
  async run(): Promise<Ending> {
    const { signal } = this.world;
    signal.addEventListener("abort", () => this.wake());
    let ending: Ending = "done";
    try {
      while (!signal.aborted) {
        this.began = this.ports.now();
        ending = await this.cycle();
        if (this.options.once || signal.aborted) break;
        await this.pause();
      }
    } finally {
      this.watching.close();
    }
    return ending;
  }

  /** One run over all targets. Nothing that happens in it ends the controller. */
  private async cycle(): Promise<Ending> {
    let ending: Ending = "done";
    try {
      if (this.options.gitPull) await this.pull();
      const stop = this.ports.metrics.planTime.startTimer();
      const all = await planTargets(this.paths, this.options, this.world, {
        lenient: this.options.observeOnly === true,
      });
      for (const { target } of all.targets) stop({ target: target.name });
      this.watchFiles(all.targets);
      for (const { target, error } of all.failures) ending = await this.failed(target, error);
      for (const targetPlan of all.targets) {
        for (const planned of targetPlan.plans) {
          if (this.world.signal.aborted) break;
          const one = await this.one(planned, targetPlan);
          if (one !== "done") ending = one;
        }
      }
      if (ending === "done" || ending === "changes") {
        this.failures = 0;
        this.seen = true;
      } else this.failures += 1;
    } catch (error) {
      this.failures += 1;
      ending = await this.failed("", error as Error);
    }
    return ending;
  }

  private async one(planned: NamespacePlan, targetPlan: TargetPlan): Promise<Ending> {
    const { target, namespace, summary } = planned.shown;
    const { changes, calls } = planned.plan;
    const { metrics, log } = this.ports;
    const place = { target, namespace };
    metrics.setDrift(
      target,
      namespace,
      changes.map(({ address }) => address),
    );
    if (changes.length === 0 && calls.length === 0) {
      metrics.runs.inc({ target, result: "unchanged" });
      metrics.success.setToCurrentTime(place);
      log("info", "matches the files", place);
      await this.announcer.resolved(target, namespace);
      return "done";
    }
    const addresses = planned.shown.changes.map(({ address }) => address);
    log("info", "differs", { ...place, ...summary, addresses: addresses.slice(0, 50) });
    const text = `${namespace} differs from the files: ${plural(changes.length, "change")}`;
    await this.announcer.announce({ kind: "drift", ...place, text, addresses });
    const closed = planned.refused.find(({ opens }) => opens !== undefined);
    if (closed !== undefined && planned.refused.length === 1) {
      log("info", "waits for its window", { ...place, why: closed.message, opens: closed.opens });
      // A controller waits for it; one run alone is refused as an apply is.
      metrics.runs.inc({ target, result: "closed" });
      if (!this.options.once) metrics.success.setToCurrentTime(place);
      return this.options.once ? "guard" : "changes";
    }
    if (this.options.observeOnly) {
      metrics.runs.inc({ target, result: "drift" });
      metrics.success.setToCurrentTime(place);
      return "changes";
    }
    if (this.held.get(placeKey(place)) === filesKey(planned)) {
      const why = "this release failed its checks and is not applied again until files change or this is started anew";
      log("warning", "held", { ...place, why });
      metrics.runs.inc({ target, result: "held" });
      return "changes";
    }
    return this.apply(planned, targetPlan, addresses);
  }

  private async apply(planned: NamespacePlan, targetPlan: TargetPlan, addresses: readonly string[]): Promise<Ending> {
    const { target, namespace } = planned.shown;
    const { metrics, log } = this.ports;
    const place = { target, namespace };
    const stop = metrics.applyTime.startTimer(place);
    try {
      refusePassed(planned.refused, "");
      refuseFindings(planned.findings);
      // What happens is told by the log.
      const silent = { ...this.world, warn: () => undefined, note: () => undefined };
      this.held.delete(placeKey(place));
      const { ending, outcome, callCount, final } = await applyPlan(planned, targetPlan, this.options, silent, {
        command: "reconcile",
        onEvent: (event) => this.event(event, place),
      });
      metrics.runs.inc({ target, result: outcome });
      const goesBack = planned.loaded.desired.onFailure === "rollback";
      // Applied again it would fail again, and disturb what runs each time.
      if (goesBack && (final === "rolled_back" || final === "check_failed"))
        this.held.set(placeKey(place), filesKey(planned));
      if (ending === "done") {
        metrics.setDrift(target, namespace, []);
        metrics.success.setToCurrentTime(place);
        log("info", "applied", { ...place, calls: callCount });
        await this.announcer.resolved(target, namespace);
      } else if (ending !== "interrupted") {
        const text = `apply on ${namespace} ended ${outcome}`;
        await this.announcer.announce({ kind: "failure", ...place, text, addresses });
        log("error", "apply did not succeed", { ...place, outcome, calls: callCount });
      }
      return ending;
    } catch (error) {
      return this.failed(target, error as Error, namespace);
    } finally {
      stop();
    }
  }

  private event(event: ApplyEvent, place: Place): void {
    const { metrics, log } = this.ports;
    if (event.type === "call_finished" || event.type === "call_failed") {
      const { action, id, reason } = event.call;
      const { method, path } = action.kind === "migrate" ? { method: "PUT", path: "/migrate" } : requestOf(action);
      const result = event.type === "call_finished" ? "ok" : "failed";
      metrics.calls.inc({ target: place.target, method, path, result });
      const words = event.type === "call_failed" ? { message: event.message } : {};
      const call = { id, method, path, reason, result, ms: event.milliseconds, ...words };
      log(event.type === "call_failed" ? "error" : "info", "call", { ...place, ...call });
    } else if (event.type === "warning") log("warning", event.message, place);
    else if (event.type === "check_finished")
      log(event.result.ok ? "info" : "error", "check", { ...place, ...event.result });
  }

  private async failed(target: string, error: Error, namespace = ""): Promise<Ending> {
    const ending = endingOf(error);
    this.ports.metrics.runs.inc({ target, result: ending });
    this.ports.log("error", error.message, { target, namespace, ending });
    const text = inOneLine(error.message);
    await this.announcer.announce({ kind: "failure", target, namespace, text, addresses: [] });
    return ending;
  }

  /** Until the next run: longer after failures, shorter when files change or somebody stops it. */
  private async pause(): Promise<void> {
    const { interval } = this.options;
    const backoff = Math.min(Math.max(LONGEST_BACKOFF, interval), interval * 2 ** Math.min(this.failures, 10));
    const time = backoff * (1 - JITTER + 2 * JITTER * Math.random());
    if (this.failures > 0)
      this.ports.log("warning", "will try again", { in_ms: Math.round(time), failures: this.failures });
    await new Promise<void>((done) => {
      const timer = setTimeout(done, time);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
      if (this.changed || this.world.signal.aborted) this.wake();
    });
    if (this.changed) {
      // Editors and git write several files: one run for all of them.
      await new Promise((done) => setTimeout(done, 300));
      this.changed = false;
      this.ports.log("info", "files changed", {});
    }
  }

  private watchFiles(list: readonly TargetPlan[]): void {
    this.watching.close();
    const places = new Set<string>();
    for (const { sources, plans } of list) {
      for (const source of sources) places.add(resolve(this.world.cwd, source));
      for (const { loaded } of plans) {
        for (const pack of loaded.desired.packages) if (!pack.absent) places.add(pack.localPath);
      }
    }
    this.watching = watchPlaces(places, () => {
      this.changed = true;
      this.wake();
    });
  }

  private async pull(): Promise<void> {
    const output = await pullRepository(this.world.cwd, this.world.env).catch((error: unknown) => {
      throw new Refusal("error", `git pull did not succeed: ${(error as Error).message}`);
    });
    if (output !== "") this.ports.log("info", "git pull", { output });
  }
}

function placeKey({ target, namespace }: Place): string {
  return JSON.stringify([target, namespace]);
}

/** A digest of all that the files say: what a release is held by. It stays in memory. */
function filesKey({ loaded }: NamespacePlan): string {
  const plain = JSON.stringify(loaded.desired, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash("sha256").update(plain).digest("hex");
}
