import { allowedHosts } from "../api/allowed-hosts.ts";
import type { HttpOptions } from "../api/http.ts";
import { createTracer } from "../api/otlp.ts";
import { traceSettings } from "../config/otel.ts";
import type { Environment } from "../model/environment.ts";
import type { Ending } from "../model/refusal.ts";
import type { Tracer } from "../model/trace.ts";
import { errorWord, serverOf } from "./traced.ts";

/** Traces of one run of the program: a tracer for use cases, and what the program tells of itself. */
export interface Traces {
  readonly tracer: Tracer;
  /** The span of all that a command does. */
  readonly run: (command: string, work: () => Promise<Ending>) => Promise<Ending>;
  readonly attempt: NonNullable<HttpOptions["onAttempt"]>;
  /** Sends the rest; over within two seconds, and never throws. */
  readonly flush: () => Promise<void>;
}

/** Traces of one run, where the environment asks for them. Never in the way of the run: what goes wrong is a warning. */
export function openTracer(env: Environment, version: string, warn: (message: string) => void): Traces | undefined {
  const settings = traceSettings(env);
  if (settings === undefined) return undefined;
  if ("problem" in settings) {
    warn(`${settings.problem}; no traces are sent`);
    return undefined;
  }
  const { tracer, flush } = createTracer({ ...settings, version, allowedHosts: allowedHosts(env), errorWord, warn });
  return {
    tracer,
    flush,
    run: (command, work) =>
      tracer.span({ name: `iopctl ${command}`, attributes: { "iopctl.command": command } }, work, {
        ended: (ending) => ({
          attributes: { "iopctl.ending": ending },
          error: ending === "done" || ending === "changes" ? undefined : ending,
        }),
      }),
    attempt: ({ method, path, milliseconds, target, url, error, status }) =>
      tracer.record(
        {
          name: `${method} ${path}`,
          kind: "client",
          attributes: {
            "http.request.method": method,
            "url.path": `/api/iop${path}`,
            "iopctl.target": target,
            ...serverOf(url),
          },
        },
        milliseconds,
        { attributes: { "http.response.status_code": error === undefined ? 200 : status }, error },
      ),
  };
}
