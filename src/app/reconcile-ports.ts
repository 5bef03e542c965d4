/** Where a controller says what it does: plain data and functions. */

/** Names of a target and, of one of its namespaces, that one. */
interface Place {
  readonly target: string;
  readonly namespace: string;
}

/** What is counted and measured of the runs, by whoever keeps metrics: in the form that prom-client's have. */
export interface ReconcileMetrics {
  readonly runs: { readonly inc: (labels: { target: string; result: string }) => void };
  readonly calls: { readonly inc: (labels: { target: string; method: string; path: string; result: string }) => void };
  readonly success: { readonly setToCurrentTime: (labels: Place) => void };
  /** Gives what ends the measure. */
  readonly planTime: { readonly startTimer: () => (labels: { target: string }) => unknown };
  readonly applyTime: { readonly startTimer: (labels: Place) => () => unknown };
  /** How much differs: the addresses of the changes, each as its parts. */
  readonly setDrift: (target: string, namespace: string, addresses: readonly (readonly string[])[]) => void;
}

/** Where the controller says what it does. */
export interface ReconcilePorts {
  readonly log: (level: "info" | "warning" | "error", message: string, fields: object) => void;
  readonly metrics: ReconcileMetrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
