import { createHash } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import { allowedHosts } from "../../api/allowed-hosts.ts";
import { postWebhook } from "../../api/webhook.ts";
import { type ApplyOptions, applyPlan } from "../../app/apply.ts";
import { endingOf } from "../../app/ending.ts";
import { refusePassed } from "../../app/limits.ts";
import { type NamespacePlan, planTargets, refuseFindings, type TargetPlan } from "../../app/plan.ts";
import { milliseconds } from "../../desired/duration.ts";
import { pullRepository } from "../../desired/repository.ts";
import type { ApplyEvent } from "../../model/event.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { requestOf } from "../../planner/request.ts";
import type { Context } from "../context.ts";
import { createMetrics, serveMetrics } from "../metrics.ts";

interface ReconcileFlags extends ApplyOptions {
  readonly interval?: string;
  readonly observeOnly?: boolean;
  readonly listen?: string;
  readonly gitPull?: boolean;
  readonly once?: boolean;
}

/** Of the interval, in both directions: so that many controllers do not ask one server at one time. */
const JITTER = 0.1;
const LONGEST_BACKOFF = 600_000;

/** Plans and applies again and again, one run at a time, until it is told to stop. */
export async function reconcileCommand([paths]: [string[]], flags: ReconcileFlags, context: Context): Promise<Ending> {
  const controller = new Controller(paths, flags, context);
  return controller.run();
}

class Controller {
  private readonly interval: number;
  private readonly metrics = createMetrics();
  private began = Date.now();
  private failures = 0;
  private seen = false;
  private wake: () => void = () => undefined;
  private changed = false;
  /** What was told last, by target: the same is not told again. */
  private readonly told = new Map<string, string>();
  private watchers: FSWatcher[] = [];

  constructor(
    private readonly paths: readonly string[],
    private readonly flags: ReconcileFlags,
    private readonly context: Context,
  ) {
    this.interval = milliseconds(flags.interval ?? "60s");
    if (!(this.interval >= 100))
      throw new Refusal("usage", `--interval ${flags.interval}: a time such as 60s, at least 100ms`);
  }

  async run(): Promise<Ending> {
    const { signal } = this.context;
    const server = await this.serve();
    this.log("info", "started", {
      interval_ms: this.interval,
      mode: this.flags.observeOnly ? "observe" : "apply",
      metrics: server?.address,
    });
    signal.addEventListener("abort", () => this.wake());
    let worst: Ending = "done";
    try {
      while (!signal.aborted) {
        this.began = Date.now();
        worst = await this.cycle();
        if (this.flags.once || signal.aborted) break;
        await this.pause();
      }
    } finally {
      for (const watcher of this.watchers) watcher.close();
      await server?.close();
    }
    this.log("info", "stopped", {});
    return this.flags.once ? worst : "done";
  }

  private async serve() {
    const { listen = "127.0.0.1:9464" } = this.flags;
    if (listen === "off") return undefined;
    const match = /^(?:\[?([^\]]*?)\]?:)?(\d+)$/.exec(listen);
    if (!match) throw new Refusal("usage", `--listen ${listen}: HOST:PORT, or off`);
    const patience = Math.max(this.interval, LONGEST_BACKOFF) * 2 + 600_000;
    try {
      return await serveMetrics({ host: match[1] || "127.0.0.1", port: Number(match[2]) }, this.metrics, {
        alive: () => Date.now() - this.began < patience,
        ready: () => this.seen && this.failures === 0,
      });
    } catch (error) {
      throw new Refusal("error", `--listen ${listen}: ${(error as Error).message}`);
    }
  }

  /** One run over all targets. Nothing that happens in it ends the controller. */
  private async cycle(): Promise<Ending> {
    let ending: Ending = "done";
    try {
      if (this.flags.gitPull) await this.pull();
      const stop = this.metrics.planTime.startTimer();
      const made = await planTargets(this.paths, this.flags, this.context, {
        lenient: this.flags.observeOnly === true,
      });
      for (const { target } of made.targets) stop({ target: target.name });
      this.watchFiles(made.targets);
      for (const { target, error } of made.failures) ending = await this.failed(target, error);
      for (const planning of made.targets) {
        for (const planned of planning.plans) {
          if (this.context.signal.aborted) break;
          const one = await this.one(planned, planning);
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

  private async one(planned: NamespacePlan, planning: TargetPlan): Promise<Ending> {
    const { target, namespace, summary } = planned.shown;
    const { changes, calls } = planned.plan;
    this.metrics.setDrift(
      target,
      namespace,
      changes.map(({ address }) => address),
    );
    const labels = { target, namespace };
    if (changes.length === 0 && calls.length === 0) {
      this.metrics.runs.inc({ target, result: "unchanged" });
      this.metrics.success.setToCurrentTime(labels);
      this.log("info", "matches the files", labels);
      await this.resolved(target, namespace);
      return "done";
    }
    const addresses = planned.shown.changes.map(({ address }) => address);
    this.log("info", "differs", { ...labels, ...summary, addresses: addresses.slice(0, 50) });
    await this.tell(
      "drift",
      target,
      namespace,
      `${namespace} differs from the files: ${changes.length} changes`,
      addresses,
    );
    const closed = planned.refused.find(({ opens }) => opens !== undefined);
    if (closed !== undefined && planned.refused.length === 1) {
      this.log("info", "waits for its window", {
        ...labels,
        why: closed.message,
        opens: closed.opens,
      });
      // A controller waits for it; one run alone is refused as an apply is.
      this.metrics.runs.inc({ target, result: "closed" });
      if (!this.flags.once) this.metrics.success.setToCurrentTime(labels);
      return this.flags.once ? "guard" : "changes";
    }
    if (this.flags.observeOnly) {
      this.metrics.runs.inc({ target, result: "drift" });
      this.metrics.success.setToCurrentTime(labels);
      return "changes";
    }
    const stop = this.metrics.applyTime.startTimer(labels);
    try {
      refusePassed(planned.refused, "");
      refuseFindings(planned.findings);
      const options = {
        command: "reconcile" as const,
        onEvent: (event: ApplyEvent) => this.event(event, labels),
      };
      // What happens is told by the log.
      const silent = { ...this.context, warn: () => undefined, note: () => undefined };
      const { ending, outcome, made } = await applyPlan(planned, planning, this.flags, silent, options);
      this.metrics.runs.inc({ target, result: outcome });
      if (ending === "done") {
        this.metrics.setDrift(target, namespace, []);
        this.metrics.success.setToCurrentTime(labels);
        this.log("info", "applied", { ...labels, calls: made });
        await this.resolved(target, namespace);
      } else if (ending !== "interrupted") {
        await this.tell("failure", target, namespace, `apply on ${namespace} ended ${outcome}`, addresses);
        this.log("error", "apply did not succeed", { ...labels, outcome, calls: made });
      }
      return ending;
    } catch (error) {
      return this.failed(target, error as Error, namespace);
    } finally {
      stop();
    }
  }

  private event(event: ApplyEvent, labels: { target: string; namespace: string }): void {
    if (event.type === "call_finished" || event.type === "call_failed") {
      const { action, id, reason } = event.call;
      const { method, path } = action.kind === "migrate" ? { method: "PUT", path: "/migrate" } : requestOf(action);
      const result = event.type === "call_finished" ? "ok" : "failed";
      this.metrics.calls.inc({ target: labels.target, method, path, result });
      const words = event.type === "call_failed" ? { message: event.message } : {};
      this.log(event.type === "call_failed" ? "error" : "info", "call", {
        ...labels,
        id,
        method,
        path,
        reason,
        result,
        ms: event.milliseconds,
        ...words,
      });
    } else if (event.type === "warning") this.log("warning", event.message, labels);
    else if (event.type === "check_finished")
      this.log(event.result.ok ? "info" : "error", "check", { ...labels, ...event.result });
  }

  private async failed(target: string, error: Error, namespace = ""): Promise<Ending> {
    const ending = endingOf(error);
    this.metrics.runs.inc({ target, result: ending });
    this.log("error", error.message, { target, namespace, ending });
    await this.tell("failure", target, namespace, error.message.split("\n")[0] ?? "", []);
    return ending;
  }

  /** A webhook, once for each change of what is to be told. */
  private async tell(
    kind: "drift" | "failure" | "resolved",
    target: string,
    namespace: string,
    text: string,
    addresses: readonly string[],
  ): Promise<void> {
    const url = this.context.env["IOPCTL_WEBHOOK_URL"];
    if (!url) return;
    const key = `${target} ${namespace}`;
    const digest = createHash("sha256")
      .update(JSON.stringify([kind, text, addresses]))
      .digest("hex");
    if (this.told.get(key) === digest) return;
    const { terminal, env } = this.context;
    terminal.secrets.add(url);
    const where = [target, namespace].filter((part) => part !== "").join("/");
    const body = {
      text: terminal.hide(`iopctl: ${where === "" ? "" : `${where}: `}${text}`),
      event: kind,
      target,
      namespace,
      addresses: addresses.slice(0, 100),
      time: new Date().toISOString(),
    };
    try {
      await postWebhook({ url, allowedHosts: allowedHosts(env) }, body);
      this.told.set(key, digest);
    } catch (error) {
      this.log("warning", (error as Error).message, { target, namespace });
    }
  }

  private async resolved(target: string, namespace: string): Promise<void> {
    const key = `${target} ${namespace}`;
    if (!this.told.has(key) && !this.told.has(`${target} `)) return;
    await this.tell("resolved", target, namespace, `${namespace} matches the files`, []);
    this.told.delete(key);
    this.told.delete(`${target} `);
  }

  /** Until the next run: longer after failures, shorter when files change or somebody stops it. */
  private async pause(): Promise<void> {
    const backoff = Math.min(
      Math.max(LONGEST_BACKOFF, this.interval),
      this.interval * 2 ** Math.min(this.failures, 10),
    );
    const time = backoff * (1 - JITTER + 2 * JITTER * Math.random());
    if (this.failures > 0) this.log("warning", "will try again", { in_ms: Math.round(time), failures: this.failures });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, time);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.changed || this.context.signal.aborted) this.wake();
    });
    if (this.changed) {
      // Editors and git write several files: one run for all of them.
      await new Promise((resolve) => setTimeout(resolve, 300));
      this.changed = false;
      this.log("info", "files changed", {});
    }
  }

  private watchFiles(list: readonly TargetPlan[]): void {
    for (const watcher of this.watchers) watcher.close();
    const { cwd } = this.context;
    const places = new Set<string>();
    for (const { sources, plans } of list) {
      for (const source of sources) places.add(resolve(cwd, source));
      for (const { loaded } of plans) {
        for (const pack of loaded.desired.packages) if (!pack.absent) places.add(pack.localPath);
      }
    }
    this.watchers = [...places].flatMap((place) => {
      const changed = (_event: string, name: string | null) => {
        // Our own backups, git's files and caches are no state.
        if (name?.split("/").some((part) => part.startsWith(".") || part === "__pycache__" || part === "node_modules"))
          return;
        this.changed = true;
        this.wake();
      };
      try {
        return [watch(place, { recursive: true }, changed).on("error", () => undefined)];
      } catch {
        try {
          return [watch(dirname(place), changed).on("error", () => undefined)];
        } catch {
          return [];
        }
      }
    });
  }

  private async pull(): Promise<void> {
    const output = await pullRepository(this.context.cwd, this.context.env).catch((error: unknown) => {
      throw new Refusal("error", `git pull did not succeed: ${(error as Error).message}`);
    });
    if (output !== "") this.log("info", "git pull", { output });
  }

  private log(level: "info" | "warning" | "error", message: string, fields: object): void {
    this.context.terminal.out(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
  }
}
