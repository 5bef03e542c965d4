import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

/** What of TLS is not as usual. */
export interface TlsOptions {
  readonly verifySsl: boolean;
  /** PEM text of authorities to trust beside the system's. */
  readonly ca?: string;
}

/**
 * For one server: the part of the fetch standard that the client uses, over `node:http`, for ofetch's `createFetch`. Node's own fetch
 * costs every start of the program some 80 ms and 35 MB, and takes TLS options only through a second copy of undici,
 * which cannot be bundled. Reads share their connections; a writing call gets a new one: on a kept connection that the
 * server is just closing nobody could say whether the call arrived.
 *
 * What it throws has `notSent: true` where no byte of the request went out.
 */
export function nodeFetch(tls: TlsOptions) {
  async function request(url: string, init: FetchInit): Promise<FetchResponse> {
    const secure = url.startsWith("https:");
    const http = secure ? await import("node:https") : await import("node:http");
    const trust = secure ? await trustOf(tls) : {};
    const kept = agents.get(secure) ?? new http.Agent({ keepAlive: true });
    agents.set(secure, kept);
    const exchange = http.request(url, {
      method: init.method,
      headers: { "accept-encoding": "gzip, deflate, br", ...Object.fromEntries(init.headers) },
      agent: init.method === "GET" ? kept : false,
      ...trust,
    });
    return new Promise((resolve, reject) => settle(exchange, init, resolve, reject));
  }

  return { fetch: request as never, Headers: PlainHeaders as never, AbortController };
}

/** By whether they speak TLS. An agent keeps the connections of each server apart, and of each way of trusting it. */
const agents = new Map<boolean, Agent>();

interface FetchInit {
  readonly method: string;
  readonly headers: PlainHeaders;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** An answer whose body is still to be read. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: PlainHeaders;
  readonly body: Readable;
}

/** Headers as the standard has them, as far as ofetch asks: names in any case. */
class PlainHeaders extends Map<string, string> {
  constructor(init: Iterable<readonly [string, string]> | Readonly<Record<string, string>> = []) {
    super();
    for (const [name, value] of Symbol.iterator in init ? init : Object.entries(init)) this.set(name, value);
  }
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }
  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }
  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
}

function settle(
  request: ClientRequest,
  { body, signal }: FetchInit,
  resolve: (response: FetchResponse) => void,
  reject: (error: unknown) => void,
): void {
  let connected = false;
  let answer: Readable | undefined;
  const connectedNow = () => {
    connected = true;
  };
  const onAbort = () => {
    const reason = signal.reason instanceof Error ? signal.reason : new Error("aborted");
    // The reason is the signal's, shared by all that listen to it: what is added stands on an error of its own.
    const error = Object.assign(new Error(reason.message, { cause: reason }), { name: reason.name });
    answer?.destroy(error);
    request.destroy(error);
  };
  request.once("socket", (socket) => {
    const secure = "encrypted" in socket;
    if (request.reusedSocket) connectedNow();
    else socket.once(secure ? "secureConnect" : "connect", connectedNow);
  });
  request.once("error", (error) => reject(connected ? error : Object.assign(error, { notSent: true })));
  request.once("close", () => {
    if (answer === undefined) signal.removeEventListener("abort", onAbort);
  });
  request.once("response", (message) => {
    void decoded(message).then((stream) => {
      answer = stream;
      stream.once("close", () => signal.removeEventListener("abort", onAbort));
      resolve({ status: message.statusCode ?? 0, headers: plain(message.headers), body: stream });
    }, reject);
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  request.end(body);
}

/** The body, unpacked where the server packed it. One that was cut off ends with an error. */
async function decoded(message: IncomingMessage): Promise<Readable> {
  const encoding = message.headers["content-encoding"] ?? "identity";
  if (encoding === "identity" || encoding === "") return message;
  message.pause();
  const { pipeline } = await import("node:stream");
  const zlib = await import("node:zlib");
  const unpack = { gzip: zlib.createGunzip, deflate: zlib.createInflate, br: zlib.createBrotliDecompress }[encoding];
  if (unpack === undefined) throw new Error(`the answer is packed in a way that is not known: ${encoding}`);
  return pipeline(message, unpack(), () => undefined);
}

function plain(headers: IncomingHttpHeaders): PlainHeaders {
  const entries = Object.entries(headers);
  return new PlainHeaders(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : `${value}`]));
}

async function trustOf({ verifySsl, ca }: TlsOptions): Promise<{ rejectUnauthorized?: boolean; ca?: string[] }> {
  if (verifySsl && ca === undefined) return {};
  const { rootCertificates } = await import("node:tls");
  return { rejectUnauthorized: verifySsl, ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }) };
}
