import type { Ending } from "../model/refusal.ts";
import { inWorld } from "./handles.ts";
import type { ApplyRequest, ConfigOptions, Limits } from "./library.ts";
import { called, document, flag, list, milliseconds, names, type Shape, taken } from "./library-kinds.ts";
import { APPLY, CONFIG, LIMITS } from "./library-shapes.ts";
import type { Controller } from "./reconcile.ts";
import type { ReconcileMetrics } from "./reconcile-ports.ts";
import { telling } from "./telling.ts";

/** How often, and with which limits. */
export type ReconcileRequest = ConfigOptions &
  Limits &
  Omit<ApplyRequest, "onEvent"> & {
    /** State files or folders; absent: those of each target. */
    readonly state?: readonly string[];
    /** Addresses or patterns: only what they name is looked at. */
    readonly only?: readonly string[];
    readonly exclude?: readonly string[];
    /** Milliseconds from one run to the next; default 60 000. */
    readonly interval?: number;
    /** true: drift is reported and nothing is written. */
    readonly observeOnly?: boolean;
    /** true: `git pull --ff-only` before each run. */
    readonly gitPull?: boolean;
    /** true: one run, then the end. */
    readonly once?: boolean;
    /** What happens, as the lines of the command's log have it. What it throws is lost. */
    readonly onLog?: (level: "info" | "warning" | "error", message: string, fields: object) => void;
    /** Who counts; absent: nobody. */
    readonly metrics?: ReconcileMetrics;
  };

const { onEvent: _event, ...HOW } = APPLY;
const RECONCILE: Shape<ReconcileRequest> = {
  ...CONFIG,
  ...LIMITS,
  ...HOW,
  state: names,
  only: names,
  exclude: list,
  interval: milliseconds,
  observeOnly: flag,
  gitPull: flag,
  once: flag,
  onLog: called(),
  metrics: document("what counts, as prom-client's have it", "runs"),
};

/** A controller that goes round. */
export interface Reconciling {
  /**
   * Settled when it has ended: by the signal, or after one run; how the last run ended. Rejected with InvalidFiles or Refusal
   * where it could not begin.
   */
  readonly ended: Promise<Ending>;
  /** Whether the loop goes round: what `/healthz` says. */
  readonly alive: () => boolean;
  /** Whether it has seen the servers since its last failure to: what `/readyz` says. */
  readonly ready: () => boolean;
}

const NOBODY: ReconcileMetrics = {
  runs: { inc: () => undefined },
  calls: { inc: () => undefined },
  success: { setToCurrentTime: () => undefined },
  planTime: { startTimer: () => () => undefined },
  applyTime: { startTimer: () => () => undefined },
  setDrift: () => undefined,
};

/**
 * Plans and applies again and again, one run at a time, until the signal ends it. Nothing that happens in a run ends it: it
 * is told by `onLog`, and tried again later. Without `targets` and `labels` it is for the config's default target.
 */
export function reconcile(request: ReconcileRequest): Reconciling {
  let controller: Controller | undefined;
  const run = async () => {
    taken("reconcile", RECONCILE, request);
    const { state = [], interval = 60_000, onLog, metrics = NOBODY, ...asked } = request;
    return inWorld(request, "reconcile", async (world, flags) => {
      const { Controller } = await import("./reconcile.ts");
      const ports = { log: telling(onLog), metrics: counting(metrics), now: world.now };
      controller = new Controller(state, { ...withoutWorld(asked), ...flags, interval }, world, ports);
      return controller.run();
    });
  };
  return {
    ended: run(),
    alive: () => controller?.alive() ?? false,
    ready: () => controller?.ready() ?? false,
  };
}

/** Metrics whose defects end no run. */
function counting({ runs, calls, success, planTime, applyTime, setDrift }: ReconcileMetrics): ReconcileMetrics {
  const measured = <Labels extends readonly unknown[]>(start: () => (...labels: Labels) => unknown) => {
    let end: ((...labels: Labels) => unknown) | undefined;
    telling(() => {
      end = start();
    })();
    return telling((...labels: Labels) => end?.(...labels));
  };
  return {
    runs: { inc: telling((labels) => runs.inc(labels)) },
    calls: { inc: telling((labels) => calls.inc(labels)) },
    success: { setToCurrentTime: telling((labels) => success.setToCurrentTime(labels)) },
    planTime: { startTimer: () => measured(() => planTime.startTimer()) },
    applyTime: { startTimer: (labels) => measured(() => applyTime.startTimer(labels)) },
    setDrift: telling((...drift) => setDrift(...drift)),
  };
}

/** The options that are the use case's own; what opens the world was taken out of them before. */
function withoutWorld(asked: Omit<ReconcileRequest, "state" | "interval" | "onLog" | "metrics">) {
  const {
    targets: _targets,
    labels: _labels,
    excludeTargets: _left,
    config: _config,
    username: _username,
    password: _password,
    cwd: _cwd,
    env: _env,
    secrets: _secrets,
    untrusted: _untrusted,
    signal: _signal,
    onWarning: _warning,
    now: _now,
    ...options
  } = asked;
  return options;
}
