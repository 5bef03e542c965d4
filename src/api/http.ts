import type { Readable } from "node:stream";
import { createFetch } from "ofetch";
import type { Where } from "../model/where.ts";
import { isAllowedHost } from "./allowed-hosts.ts";
import { connectionError } from "./connection-error.ts";
import { type Answer, ApiError, answerError, neverReached } from "./error.ts";
import { nodeFetch } from "./node-fetch.ts";

/** How a server is reached: its address, who asks, and how long and how often it is tried. */
export interface HttpOptions {
  /** Without /api/iop and without credentials. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly namespace: string;
  /** The target's name, for errors; empty or absent: none. */
  readonly target?: string;
  /** What errors call the server, where its address says nothing to people: that of the embedded sandbox. */
  readonly calledAs?: string;
  readonly verifySsl: boolean;
  /** PEM text of authorities to trust beside the system's. */
  readonly ca?: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds: migrations, lifecycle calls, test messages. */
  readonly longTimeout: number;
  readonly retries: number;
  /** Bytes; an answer above it is refused. */
  readonly sizeLimit?: number;
  /** Hosts that may be spoken to; undefined: every host. */
  readonly allowedHosts?: readonly string[];
  /** Takes secrets out of the words of an error, which are the server's; `words` themselves stay, for who decides by them. */
  readonly hide?: (text: string) => string;
  /** Once aborted, no attempt is begun, and its reason is thrown; absent: nothing holds them. */
  readonly until?: AbortSignal;
  /** Is told of each attempt, for --verbose. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly milliseconds: number;
  readonly outcome: string;
  /** The target's name where it has one, and the server's address. */
  readonly target: string | undefined;
  readonly url: string;
  /** The error's kind, and its status where the server answered; of a success neither. */
  readonly error?: ApiError["kind"] | "unknown";
  readonly status?: number | undefined;
}

/** One request, before the server's address and the credentials are added. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /api/iop. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The namespace is added to it. */
  readonly body?: object;
  readonly long?: boolean;
  /** false: the body of a success is text (`/migrate`). */
  readonly json?: boolean;
  readonly namespace?: boolean;
}

/** Makes one request of the API, with all that is true of every route; gives the answer's text. Throws ApiError. */
export type Http = (request: HttpRequest) => Promise<string>;

const DEFAULT_SIZE_LIMIT = 64 * 1024 * 1024;

/** Reads are tried again where that may help, after longer and longer pauses and for no longer than two timeouts. */
export function createHttp(options: HttpOptions): Http {
  const base = baseOf(options);
  const attempt = attempter(base, options);
  return async (request) => {
    assertAllowed(base, options.allowedHosts, request);
    const deadline = Date.now() + options.timeout * 2;
    for (let tries = 0; ; tries += 1) {
      options.until?.throwIfAborted();
      const began = Date.now();
      try {
        const text = await attempt(request);
        tell(options, request, began, "ok");
        return text;
      } catch (error) {
        const outcome = error instanceof ApiError ? error.words : String(error);
        tell(options, request, began, outcome, error);
        const pause = backoff(tries);
        if (!mayRepeat(request, error) || tries >= options.retries || Date.now() + pause > deadline) {
          if (error instanceof ApiError) error.message = options.hide?.(error.message) ?? error.message;
          if (error instanceof ApiError) error.where = whereOf(options);
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
}

/** Where the API begins. */
function baseOf({ url }: HttpOptions): string {
  return `${url.replace(/\/+$/, "").replace(/\/api\/iop$/, "")}/api/iop`;
}

/** Makes a request once; redirects of reads are followed within it. */
function attempter(base: string, options: HttpOptions): Http {
  const limit = options.sizeLimit ?? DEFAULT_SIZE_LIMIT;
  const authorization = `Basic ${Buffer.from(`${options.username}:${options.password}`, "utf8").toString("base64")}`;
  const { raw: send } = createFetch(nodeFetch(options));
  return async (request) => {
    const { method, path } = request;
    const timeout = request.long ? Math.max(options.timeout, options.longTimeout) : options.timeout;
    const signal = AbortSignal.timeout(timeout);
    const query = { ...request.query };
    const body =
      method === "GET" || method === "DELETE" ? undefined : { namespace: options.namespace, ...request.body };
    if (body === undefined && request.namespace !== false) query["namespace"] = options.namespace;
    try {
      let url = withQuery(`${base}${path}`, query);
      for (let hops = 0; ; hops += 1) {
        const response = await send(url, {
          method,
          headers: { authorization, accept: "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body), headers: jsonHeaders(authorization) }),
          retry: false,
          ignoreResponseError: true,
          responseType: "stream",
          signal,
        });
        const text = await readLimited(response as never, limit, method, path);
        const { status, headers } = response;
        const location = headers.get("location");
        if (status >= 300 && status < 400 && location !== null) {
          url = followed(url, location, { method, path, status, hops });
          continue;
        }
        const answer: Answer = { status, contentType: headers.get("content-type") ?? "", text };
        const error = answerError(method, path, answer, request.json !== false, options);
        if (error) throw error;
        return text;
      }
    } catch (error) {
      throw error instanceof ApiError ? error : connectionError(error, method, path, options, timeout);
    }
  };
}

function tell(
  { onAttempt, target, url }: HttpOptions,
  { method, path }: HttpRequest,
  began: number,
  outcome: string,
  error?: unknown,
): void {
  onAttempt?.({
    method,
    path,
    milliseconds: Date.now() - began,
    outcome,
    target,
    url,
    ...(error === undefined ? {} : { error: error instanceof ApiError ? error.kind : "unknown" }),
    ...(error instanceof ApiError ? { status: error.status } : {}),
  });
}

function whereOf({ target = "", url, calledAs = url, namespace }: HttpOptions): Where {
  return { target, url: calledAs, namespace };
}

/** Reads are repeated on what may pass; a writing call only when it certainly did not reach the server. */
function mayRepeat(request: HttpRequest, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.kind === "certificate" || error.kind === "blocked") return false;
  if (request.method !== "GET") return neverReached(error);
  return ["unreachable", "dropped", "timeout", "gateway"].includes(error.kind);
}

/** Milliseconds: doubled each time, half of it by chance, so that many clients do not come back at once. */
function backoff(tries: number): number {
  const step = Math.min(5_000, 200 * 2 ** tries);
  return step / 2 + (Math.random() * step) / 2;
}

function jsonHeaders(authorization: string): Record<string, string> {
  return { authorization, accept: "application/json", "content-type": "application/json" };
}

function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? url : `${url}?${text}`;
}

/** The text of an answer. By events: the same as a loop over the stream loads and compiles more than all else of a read. */
function readLimited({ body }: { readonly body: Readable | null }, limit: number, method: string, path: string) {
  return new Promise<string>((resolve, reject) => {
    if (body === null) return resolve("");
    const chunks: Uint8Array[] = [];
    let size = 0;
    body.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      chunks.push(chunk);
      if (size <= limit) return;
      const words = `the answer is larger than ${limit} bytes and was not read further`;
      reject(new ApiError({ kind: "too_large", method, path, words }));
      body.destroy();
    });
    body.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    body.once("error", reject);
    // Whoever ends it early says why as an error, before; this is for who does not.
    body.once("close", () => reject(new Error("the answer was cut off")));
  });
}

/** A redirect is followed for reads of the same origin only: credentials never go elsewhere, writes never twice. */
function followed(
  from: string,
  location: string,
  request: { method: string; path: string; status: number; hops: number },
): string {
  const target = new URL(location, from);
  const { hops, ...where } = request;
  if (request.method !== "GET" || target.origin !== new URL(from).origin || hops >= 5) {
    throw new ApiError({
      ...where,
      kind: "redirect",
      words: `a redirect to ${target.origin}${target.pathname}, which was not followed`,
      hint: "No credentials were sent there. If that is the server, set the target's url to it.",
    });
  }
  return target.href;
}

function assertAllowed(base: string, allowed: readonly string[] | undefined, { method, path }: HttpRequest): void {
  if (isAllowedHost(base, allowed)) return;
  const { host } = new URL(base);
  throw new ApiError({
    kind: "blocked",
    method,
    path,
    words: `IOPCTL_ALLOWED_HOSTS does not list ${host}; nothing was sent`,
    hint: "Add the host to IOPCTL_ALLOWED_HOSTS if it is yours; otherwise find out who changed the target's url.",
  });
}
