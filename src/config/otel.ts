import type { Environment } from "../model/environment.ts";

/** Where traces go and below what, as the environment says it (OpenTelemetry's names). Pure. */
export interface TraceSettings {
  /** The whole address, to which the spans are posted. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Attributes of what sends them. */
  readonly resource: Readonly<Record<string, string>>;
  /** Of the run that started this one: 32 and 16 hex digits. */
  readonly parent: { readonly traceId: string; readonly spanId: string } | undefined;
  readonly traceState: string | undefined;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
}

/** undefined: no traces are asked for. `problem`: they are, and why there will be none. */
export function traceSettings(env: Environment): TraceSettings | { readonly problem: string } | undefined {
  const traces = env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
  const base = env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  if (!traces && !base) return undefined;
  if (/^true$/i.test(env["OTEL_SDK_DISABLED"] ?? "")) return undefined;
  const exporter = env["OTEL_TRACES_EXPORTER"];
  if (exporter === "none") return undefined;
  if (exporter && exporter !== "otlp")
    return { problem: `OTEL_TRACES_EXPORTER is ${exporter}: iopctl only knows otlp` };
  const [name, protocol] = firstOf(env, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
  if (protocol && protocol !== "http/json") return { problem: `${name} is ${protocol}: iopctl only speaks http/json` };
  const endpoint = traces || `${(base as string).replace(/\/+$/, "")}/v1/traces`;
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint))
    return {
      problem: `${traces ? "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" : "OTEL_EXPORTER_OTLP_ENDPOINT"} is no http address`,
    };
  // Whoever started this one keeps no trace of it.
  const parent = parentOf(env["TRACEPARENT"]);
  if (parent === "not sampled") return undefined;
  const [, headers] = firstOf(env, "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS");
  const [, timeout] = firstOf(env, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT");
  const { "service.name": named, ...resource } = pairs(env["OTEL_RESOURCE_ATTRIBUTES"]);
  return {
    endpoint,
    headers: pairs(headers),
    resource: { "service.name": env["OTEL_SERVICE_NAME"] || named || "iopctl", ...resource },
    parent,
    traceState: parent === undefined ? undefined : env["TRACESTATE"] || undefined,
    timeout: Number(timeout) > 0 ? Number(timeout) : 10_000,
  };
}

function firstOf(env: Environment, ...names: readonly string[]): readonly [string, string | undefined] {
  const name = names.find((one) => env[one]) ?? (names[0] as string);
  return [name, env[name]];
}

/** `key=value,key=value`, values percent-encoded. */
function pairs(text = ""): Record<string, string> {
  const out: Record<string, string> = {};
  for (const pair of text.split(",")) {
    const index = pair.indexOf("=");
    const key = pair.slice(0, index).trim();
    if (index < 1 || key === "") continue;
    out[key] = decoded(pair.slice(index + 1).trim());
  }
  return out;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** W3C trace context. One that is none is as if it were not there; the same of a later version is read as far as it is known. */
function parentOf(text: string | undefined): TraceSettings["parent"] | "not sampled" {
  const match = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec((text ?? "").trim());
  const [, version, traceId = "", spanId = "", flags = "", more] = match ?? [];
  if (match === null || version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return (Number.parseInt(flags, 16) & 1) === 1 ? { traceId, spanId } : "not sampled";
}
