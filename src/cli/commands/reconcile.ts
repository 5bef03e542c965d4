import type { ApplyOptions } from "../../app/applying.ts";
import { Controller } from "../../app/reconcile.ts";
import { milliseconds } from "../../model/duration.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";
import { createMetrics, type Health, type Metrics, serveMetrics } from "../metrics.ts";

interface ReconcileFlags extends ApplyOptions {
  readonly interval?: string;
  readonly observeOnly?: boolean;
  readonly listen?: string;
  readonly gitPull?: boolean;
  readonly once?: boolean;
  readonly ui?: boolean;
}

/** Plans and applies again and again until it is told to stop; its log is one JSON object a line. */
export async function reconcileCommand([paths]: [string[]], flags: ReconcileFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const interval = milliseconds(flags.interval ?? "60s");
  if (!(interval >= 100))
    throw new Refusal("usage", `--interval ${flags.interval}: a time such as 60s, at least 100ms`);
  const log = (level: "info" | "warning" | "error", message: string, fields: object) =>
    terminal.out(JSON.stringify({ time: new Date(context.now()).toISOString(), level, message, ...fields }));
  const metrics = createMetrics();
  const controller = new Controller(paths, { ...flags, interval }, context, { log, metrics, now: context.now });
  const server = await serve(flags.listen ?? "127.0.0.1:9464", metrics, {
    alive: () => controller.alive(),
    ready: () => controller.ready(),
  });
  // Its log is JSON alone: the link, which opens the page, goes to standard error.
  const page = flags.ui
    ? await pageOf(paths, flags, context).catch(async (error: unknown) => {
        await server?.close();
        throw error;
      })
    : undefined;
  log("info", "started", {
    interval_ms: interval,
    mode: flags.observeOnly ? "observe" : "apply",
    metrics: server?.address,
    ...(page === undefined ? {} : { page: page.address }),
  });
  const ending = await controller.run().finally(() => server?.close());
  log("info", "stopped", {});
  return flags.once ? ending : "done";
}

/** The page beside the metrics, loaded only where it is asked for. */
async function pageOf(paths: readonly string[], flags: ReconcileFlags, context: Context) {
  const { openUi } = await import("../open-ui.ts");
  const { watchSources: sourcesOf } = await import("../../app/watch-target.ts");
  return openUi("127.0.0.1:0", await sourcesOf(paths, flags, context), context, (text) => context.terminal.error(text));
}

async function serve(listen: string, metrics: Metrics, health: Health) {
  if (listen === "off") return undefined;
  const match = /^(?:\[?([^\]]*?)\]?:)?(\d+)$/.exec(listen);
  if (!match) throw new Refusal("usage", `--listen ${listen}: HOST:PORT, or off`);
  try {
    return await serveMetrics({ host: match[1] || "127.0.0.1", port: Number(match[2]) }, metrics, health);
  } catch (error) {
    throw new Refusal("error", `--listen ${listen}: ${(error as Error).message}`);
  }
}
