import { createServer } from "node:http";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

const ASPECTS = ["default", "state", "packages", "productions", "bindings"] as const;

/** What the controller tells Prometheus. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const where = ["target", "namespace"] as const;
  const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
  const drift = new Gauge({
    name: "iopctl_drift_changes",
    help: "Changes between the files and the server, by aspect.",
    labelNames: [...where, "aspect"],
    registers,
  });
  const success = new Gauge({
    name: "iopctl_last_success_timestamp_seconds",
    help: "When a run last succeeded.",
    labelNames: [...where],
    registers,
  });
  const planTime = new Histogram({
    name: "iopctl_plan_duration_seconds",
    help: "How long observing and planning took.",
    labelNames: ["target"],
    buckets,
    registers,
  });
  const applyTime = new Histogram({
    name: "iopctl_apply_duration_seconds",
    help: "How long applying took, where there was something to apply.",
    labelNames: [...where],
    buckets,
    registers,
  });
  const calls = new Counter({
    name: "iopctl_calls_total",
    help: "Writing calls, by method, path and result.",
    labelNames: ["target", "method", "path", "result"],
    registers,
  });
  const runs = new Counter({
    name: "iopctl_runs_total",
    help: "Runs of the controller, by result.",
    labelNames: ["target", "result"],
    registers,
  });
  return {
    registry,
    success,
    planTime,
    applyTime,
    calls,
    runs,
    /** Of each aspect how many changes there are; none is 0, not absent. */
    setDrift(target: string, namespace: string, addresses: readonly (readonly string[])[]): void {
      for (const aspect of ASPECTS) {
        drift.set({ target, namespace, aspect }, addresses.filter(([kind]) => kind === aspect).length);
      }
    },
  };
}

/** The controller's metrics, and the registry that they are served from. */
export type Metrics = ReturnType<typeof createMetrics>;

/** What `/healthz` and `/readyz` answer by. */
export interface Health {
  /** The loop goes round. */
  readonly alive: () => boolean;
  /** It has seen the servers at least once since its last failure to. */
  readonly ready: () => boolean;
}

/** `/metrics`, `/healthz` and `/readyz`; gives the address it listens on. */
export async function serveMetrics(
  listen: { readonly host: string; readonly port: number },
  metrics: Metrics,
  health: Health,
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0];
    const answer = (status: number, text: string, type = "text/plain; charset=utf-8") => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    if (request.method !== "GET" && request.method !== "HEAD") return answer(405, "only GET\n");
    if (path === "/healthz") return health.alive() ? answer(200, "ok\n") : answer(503, "the loop has stopped\n");
    if (path === "/readyz")
      return health.ready() ? answer(200, "ready\n") : answer(503, "the last run failed, or none has succeeded yet\n");
    if (path !== "/metrics") return answer(404, "/metrics, /healthz, /readyz\n");
    metrics.registry.metrics().then(
      (text) => answer(200, text, metrics.registry.contentType),
      () => answer(500, "no metrics\n"),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : listen.port;
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  return {
    address: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
