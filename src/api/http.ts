import { createFetch } from "ofetch";
import type { Where } from "../model/where.ts";
import { isAllowedHost } from "./allowed-hosts.ts";
import { type Answer, ApiError, answerError, neverReached } from "./error.ts";
import { nodeFetch } from "./node-fetch.ts";

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
export function createHttp(options: HttpOptions): Http {
  const limit = options.sizeLimit ?? DEFAULT_SIZE_LIMIT;
  const base = `${options.url.replace(/\/+$/, "").replace(/\/api\/iop$/, "")}/api/iop`;
  const authorization = `Basic ${Buffer.from(`${options.username}:${options.password}`, "utf8").toString("base64")}`;
  const { raw: send } = createFetch(nodeFetch(options));

  async function attempt(request: HttpRequest): Promise<string> {
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
        const location = response.headers.get("location");
        if (response.status >= 300 && response.status < 400 && location !== null) {
          url = followed(url, location, { method, path, status: response.status, hops });
          continue;
        }
        const answer: Answer = {
          status: response.status,
          contentType: response.headers.get("content-type") ?? "",
          text,
        };
        const error = answerError(method, path, answer, request.json !== false, options);
        if (error) throw error;
        return text;
      }
    } catch (error) {
      throw error instanceof ApiError ? error : connectionError(error, method, path, options, timeout);
    }
  }

  const tell = ({ method, path }: HttpRequest, began: number, outcome: string, error?: unknown) =>
    options.onAttempt?.({
      method,
      path,
      milliseconds: Date.now() - began,
      outcome,
      target: options.target,
      url: options.url,
      ...(error === undefined ? {} : { error: error instanceof ApiError ? error.kind : "unknown" }),
      ...(error instanceof ApiError ? { status: error.status } : {}),
    });

  return async (request) => {
    assertAllowed(base, options.allowedHosts, request);
    const deadline = Date.now() + options.timeout * 2;
    for (let tries = 0; ; tries += 1) {
      const began = Date.now();
      try {
        const text = await attempt(request);
        tell(request, began, "ok");
        return text;
      } catch (error) {
        const outcome = error instanceof ApiError ? error.words : String(error);
        tell(request, began, outcome, error);
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

async function readLimited(
  response: { readonly body: AsyncIterable<Uint8Array> | null },
  limit: number,
  method: string,
  path: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) {
      throw new ApiError({
        kind: "too_large",
        method,
        path,
        words: `the answer is larger than ${limit} bytes and was not read further`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A redirect is followed for reads of the same origin only: credentials never go elsewhere, writes never twice. */
function followed(
  from: string,
  location: string,
  at: { method: string; path: string; status: number; hops: number },
): string {
  const target = new URL(location, from);
  const { hops, ...where } = at;
  if (at.method !== "GET" || target.origin !== new URL(from).origin || hops >= 5) {
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

/** What stands between a client and an answer, in order of what is known best. */
function connectionError(
  error: unknown,
  method: string,
  path: string,
  { url, calledAs }: HttpOptions,
  timeout: number,
): ApiError {
  const address = new URL(url).host;
  const host = calledAs ?? address;
  const { codes, words: own, timedOut, notSent } = causesOf(error);
  const words = own.replaceAll(address, () => host);
  const at = { method, path };
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/.test(codes + words)) {
    return new ApiError({
      ...at,
      kind: "unreachable",
      words: `${host} does not speak https on this port`,
      hint: `Its url probably begins with http://, or the https port is another one.`,
    });
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ERR_SSL|EPROTO/.test(codes)) {
    return new ApiError({
      ...at,
      kind: "certificate",
      words: `the TLS certificate of ${host} was not accepted: ${words}`,
      hint: certificateHint(codes),
    });
  }
  if (notSent) {
    return new ApiError({
      ...at,
      kind: "unreachable",
      words: `could not connect to ${host}: ${timedOut ? `no connection within ${timeout / 1000} s` : words || codes}`,
      hint: "Is the server up, and is the target's url right?",
    });
  }
  if (timedOut) {
    return new ApiError({
      ...at,
      kind: "timeout",
      words: `no answer from ${host} within ${timeout / 1000} s`,
      hint: "The server may still be working on it.",
    });
  }
  return new ApiError({ ...at, kind: "dropped", words: `the connection to ${host} broke: ${words || codes}` });
}

/** An error and all that caused it: the codes, the words of the innermost, and what they say together. */
function causesOf(error: unknown): { codes: string; words: string; timedOut: boolean; notSent: boolean } {
  const codes = new Set<string>();
  let words = error instanceof Error ? error.message : String(error);
  let timedOut = false;
  let notSent = false;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    for (const one of [at, ...(at instanceof AggregateError ? at.errors : [])]) {
      const { code } = one as { code?: unknown };
      if (typeof code === "string") codes.add(code);
    }
    if (at.message !== "") words = at.message;
    timedOut ||= at.name === "TimeoutError";
    notSent ||= (at as { notSent?: boolean }).notSent === true;
  }
  return { codes: [...codes].join(" "), words, timedOut, notSent };
}

function certificateHint(codes: string): string {
  if (codes.includes("CERT_HAS_EXPIRED")) return "Renew the server's certificate. Is the clock of this machine right?";
  if (codes.includes("ALTNAME")) return "Name the server in url as its certificate names it.";
  return "Name the PEM file of the authority that signed it with ca_file of the target.";
}
