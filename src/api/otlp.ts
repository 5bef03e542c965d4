import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { createFetch } from "ofetch";
import { plural } from "../model/plural.ts";
import type { Span, SpanAttributes, SpanEnd, Tracer } from "../model/trace.ts";
import { isAllowedHost } from "./allowed-hosts.ts";
import { nodeFetch } from "./node-fetch.ts";

/** Spans as OTLP/JSON over HTTP (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding), without an SDK. */

export interface TracerOptions {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly resource: Readonly<Record<string, string>>;
  readonly parent: { readonly traceId: string; readonly spanId: string } | undefined;
  readonly traceState: string | undefined;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  readonly version: string;
  readonly allowedHosts: readonly string[] | undefined;
  /** A word for what was thrown. */
  readonly errorWord: (error: unknown) => string;
  /** Is told once why spans were lost. */
  readonly warn: (message: string) => void;
}

/** Milliseconds that the end of a run waits for the rest to be sent: the run is done by then. */
const PATIENCE = 2_000;
/** So many spans are sent at once, and no more than so many are kept for a receiver that is slow. */
const BATCH = 512;
const MOST = 20_000;

interface Open extends Span {
  readonly id: string;
  readonly parent: string | undefined;
  readonly above: Open | undefined;
  /** The target that it belongs to. */
  readonly target: string | undefined;
  readonly start: number;
  /** Of a target's: the end of the last span below it. */
  end: number;
}

type Done = Open & { readonly ended: SpanEnd };

/** Gives the tracer, and what sends the rest: that never throws and is over within two seconds. */
export function createTracer(options: TracerOptions): { readonly tracer: Tracer; readonly flush: () => Promise<void> } {
  const traceId = options.parent?.traceId ?? randomBytes(16).toString("hex");
  const inside = new AsyncLocalStorage<Open>();
  const open = new Set<Open>();
  const targets = new Map<string, Open>();
  const exporter = createExporter(traceId, options);

  const begin = (span: Span, above: Open | undefined, target = above?.target): Open => {
    const parent = above?.id ?? options.parent?.spanId;
    const now = Date.now();
    const begun: Open = { ...span, id: randomBytes(8).toString("hex"), parent, above, target, start: now, end: now };
    open.add(begun);
    return begun;
  };
  const finish = (span: Open, ended: SpanEnd) => {
    if (!open.delete(span)) return;
    span.end = Math.max(span.end, Date.now());
    if (span.above !== undefined) span.above.end = Math.max(span.above.end, span.end);
    exporter.add({ ...span, ended });
  };
  const targetSpan = (span: Span): Open => {
    const root = inside.getStore();
    // A step within another of the same target, such as the way back of an apply.
    if (root?.target === span.name) return root;
    const key = JSON.stringify([root?.id, span.name]);
    const known = targets.get(key) ?? begin(span, root, span.name);
    targets.set(key, known);
    return known;
  };
  const flush = async () => {
    for (const target of targets.values()) {
      open.delete(target);
      exporter.add({ ...target, ended: {} });
    }
    // What the end of the program cuts off.
    for (const span of [...open]) finish(span, { error: "interrupted" });
    await exporter.flush();
  };
  const spans = { begin, finish, targetSpan, open, inside, add: exporter.add };
  return { tracer: tracerOver(spans, options.errorWord), flush };
}

interface Spans {
  readonly begin: (span: Span, above: Open | undefined) => Open;
  readonly finish: (span: Open, ended: SpanEnd) => void;
  readonly targetSpan: (span: Span) => Open;
  readonly open: Set<Open>;
  readonly inside: AsyncLocalStorage<Open>;
  readonly add: (span: Done) => void;
}

function tracerOver(
  { begin, finish, targetSpan, open, inside, add }: Spans,
  errorWord: TracerOptions["errorWord"],
): Tracer {
  return {
    span: async (span, work, { target, ended } = {}) => {
      const begun = begin(span, target === undefined ? inside.getStore() : targetSpan(target));
      try {
        const result = await inside.run(begun, work);
        finish(begun, ended?.(result) ?? {});
        return result;
      } catch (error) {
        finish(begun, { error: errorWord(error) });
        throw error;
      }
    },
    record: (span, milliseconds, ended = {}) => {
      const above = inside.getStore();
      const begun = begin(span, above);
      open.delete(begun);
      // Two clocks that round: what is inside never begins before what it is inside of.
      const start = Math.max(above?.start ?? 0, begun.start - milliseconds);
      add({ ...begun, start, ended });
    },
  };
}

function createExporter(traceId: string, options: TracerOptions) {
  let waiting: Done[] = [];
  let lost = 0;
  let problem: string | undefined;
  let sending = Promise.resolve();
  const aborted = new AbortController();

  const sendBatch = (spans: readonly Done[]) => {
    sending = sending.then(async () => {
      if (problem !== undefined || aborted.signal.aborted) lost += spans.length;
      else
        try {
          const signal = AbortSignal.any([aborted.signal, AbortSignal.timeout(options.timeout)]);
          await post(options, exportRequest(spans, traceId, options), signal);
        } catch (error) {
          problem = (error as Error).message;
          lost += spans.length;
        }
    });
  };
  return {
    add: (span: Done) => {
      if (waiting.length >= MOST) lost += 1;
      else waiting.push(span);
      if (waiting.length < BATCH) return;
      sendBatch(waiting);
      waiting = [];
    },
    flush: async () => {
      if (waiting.length > 0) sendBatch(waiting);
      waiting = [];
      const timer = setTimeout(() => {
        problem ??= "it did not take them in time";
        aborted.abort();
      }, PATIENCE);
      await sending;
      clearTimeout(timer);
      if (lost > 0)
        options.warn(
          `${plural(lost, "span")} ${lost === 1 ? "was" : "were"} not sent to ${new URL(options.endpoint).host}: ${problem}`,
        );
    },
  };
}

/** Throws an Error with a sentence for people, in which neither the address nor a header is: they may hold a token. */
async function post(options: TracerOptions, body: object, signal: AbortSignal): Promise<void> {
  const { endpoint, headers, allowedHosts } = options;
  if (!isAllowedHost(endpoint, allowedHosts)) throw new Error("IOPCTL_ALLOWED_HOSTS does not list it");
  const send = createFetch(nodeFetch({ verifySsl: true })).raw;
  let status: number;
  try {
    const response = await send(endpoint, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      retry: false,
      ignoreResponseError: true,
      responseType: "stream",
      signal,
    });
    status = response.status;
    for await (const _chunk of (response.body ?? []) as AsyncIterable<unknown>);
  } catch {
    throw new Error(signal.aborted ? "it did not take them in time" : "it cannot be reached");
  }
  if (status < 200 || status > 299) throw new Error(`it answered ${status}`);
}

/** An ExportTraceServiceRequest. */
function exportRequest(
  spans: readonly Done[],
  traceId: string,
  { resource, version, traceState }: TracerOptions,
): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues({ ...resource, "service.version": version }) },
        scopeSpans: [
          {
            scope: { name: "iopctl", version },
            spans: spans.map(({ id, parent, name, kind, start, end, attributes, ended }) => ({
              traceId,
              spanId: id,
              ...(parent === undefined ? {} : { parentSpanId: parent }),
              ...(traceState === undefined ? {} : { traceState }),
              flags: 1,
              name,
              kind: kind === "client" ? 3 : 1,
              startTimeUnixNano: nanoseconds(start),
              endTimeUnixNano: nanoseconds(Math.max(start, end)),
              attributes: keyValues({ ...attributes, ...ended.attributes, "error.type": ended.error }),
              status: ended.error === undefined ? {} : { code: 2 },
            })),
          },
        ],
      },
    ],
  };
}

/** 64-bit numbers are texts in JSON. */
function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds)}000000`;
}

function keyValues(attributes: SpanAttributes): object[] {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    .map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean): object {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "string") return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
