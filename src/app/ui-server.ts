import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";
import type { LiveMessage, LiveMessageClass } from "../report/live.ts";
import { refusal, sameToken } from "../sandbox/http/gate.ts";
import { isLoopback } from "../this-machine.ts";
import type { Watch } from "./watch.ts";

/** What may be done from the page: with a sandbox alone. Each gives plain data, and throws an Error with words. */
export interface SandboxActions {
  readonly test: (request: { target: string; item: string; classname: string; body: unknown }) => Promise<object>;
  /** The messages that the items of a target take. */
  readonly messages: (target: string) => Promise<readonly LiveMessageClass[]>;
  readonly faults: () => Promise<unknown>;
  readonly arm: (fault: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly clear: () => Promise<unknown>;
}

/** Where the page listens, what it shows, and what it is fed with. */
export interface UiOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The whole page, its script in it. */
  readonly page: string;
  readonly watch: Watch;
  readonly sandbox?: SandboxActions;
}

/** A page that listens. */
export interface RunningUi {
  /** With the token: who has it sees everything. */
  readonly link: string;
  readonly address: string;
  readonly token: string;
  readonly close: () => Promise<void>;
}

/** Browsers at once, each with one stream. */
const MOST_STREAMS = 64;
/** Bytes that a browser that does not read may leave lying here. */
const MOST_WAITING = 16 * 1024 * 1024;
const MOST_BODY = 1024 * 1024;
/** Milliseconds: a stream that says nothing is known to be alive by this. */
const HEARTBEAT = 10_000;

/** `HOST:PORT`, `PORT` or `HOST` of the loopback. Throws Refusal. */
export function loopbackAddress(listen: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[?([^\]]*?)\]?:)?(\d{1,5})$/.exec(listen);
  const [host, port] = [match?.[1] || "127.0.0.1", Number(match?.[2])];
  if (!match || port > 65_535) throw new Refusal("usage", `--listen ${listen}: HOST:PORT, such as 127.0.0.1:8080`);
  if (!isLoopback(host)) {
    throw new Refusal(
      "usage",
      `--listen ${listen}: the page is for this machine alone, so it listens on 127.0.0.1, ::1 or localhost.\n` +
        "  From elsewhere go through a tunnel: `ssh -L 8080:127.0.0.1:8080 HOST`, `kubectl port-forward`.",
    );
  }
  return { host, port };
}

/**
 * The live page on a loopback port: the page itself, which holds nothing, and with the token a stream of what is known.
 * Nothing writes but what a sandbox takes. Throws Refusal where the port cannot be had.
 */
export async function serveUi(options: UiOptions): Promise<RunningUi> {
  const { host, port, page, watch } = options;
  const token = randomBytes(24).toString("base64url");
  const headers = {
    "content-security-policy": policyOf(page),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
  };
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    void handle(request, response, token, streams, options).catch((error: Error) => {
      if (!response.headersSent) reply(response, 400, { error: error.message.split("\n")[0] });
      else response.destroy();
    });
  });
  // A page that is closed in the middle of a request is no event.
  server.on("clientError", (_error, socket) => socket.destroy());
  await listening(server, host, port);
  const beat = setInterval(() => {
    for (const stream of streams) stream.write(": still here\n\n");
  }, HEARTBEAT);
  const name = host.includes(":") ? `[${host}]` : host;
  const address = `http://${name}:${(server.address() as AddressInfo).port}`;
  return {
    link: `${address}/#${token}`,
    address,
    token,
    close: async () => {
      clearInterval(beat);
      watch.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw new Refusal("error", taken ? `port ${port} is taken: choose another` : (error as Error).message);
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  streams: Set<ServerResponse>,
  { host, page, watch, sandbox }: UiOptions,
): Promise<void> {
  const refused = refusal(request, host, "this page");
  if (refused !== undefined) return reply(response, 403, { error: refused });
  const url = new URL(request.url ?? "/", "http://localhost");
  const what = `${request.method === "HEAD" ? "GET" : request.method} ${url.pathname}`;
  if (what === "GET /") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return void response.end(request.method === "HEAD" ? undefined : page);
  }
  const given = request.headers["x-iopctl-token"];
  if (!sameToken(typeof given === "string" ? given : undefined, token))
    return reply(response, 403, { error: "open the link that iopctl printed: its token opens this page" });
  if (what === "GET /live") return join(response, url.searchParams.get("target") ?? undefined, watch, streams);
  const action = sandbox === undefined ? undefined : ACTIONS[what];
  if (action === undefined) {
    const known = url.pathname === "/live" || Object.keys(ACTIONS).some((one) => one.endsWith(` ${url.pathname}`));
    const error = known ? "this page only shows: nothing is written from here" : "there is nothing here";
    return reply(response, known ? 405 : 404, { error });
  }
  const body = request.method === "POST" ? await bodyOf(request) : {};
  reply(response, 200, await action(sandbox as SandboxActions, body, url.searchParams, watch));
}

/** Whoever asks is told what is known, and what is new until it goes away. */
function join(response: ServerResponse, target: string | undefined, watch: Watch, streams: Set<ServerResponse>): void {
  if (streams.size >= MOST_STREAMS) {
    reply(response, 503, { error: "too many pages are open" });
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  streams.add(response);
  const leave = watch.join({
    target,
    tell: (message: LiveMessage) => {
      // It reads too slowly: it comes back and begins anew.
      if (response.writableLength > MOST_WAITING) response.destroy();
      else response.write(`data: ${JSON.stringify(message)}\n\n`);
    },
  });
  response.on("close", () => {
    streams.delete(response);
    leave();
  });
}

type Action = (
  sandbox: SandboxActions,
  body: Readonly<Record<string, unknown>>,
  query: URLSearchParams,
  watch: Watch,
) => Promise<unknown>;

const ACTIONS: Readonly<Record<string, Action>> = {
  "POST /test": async (sandbox, { target, item, classname, body }, _query, watch) => {
    const asked = { target: String(target ?? ""), item: String(item ?? ""), classname: String(classname ?? "") };
    try {
      return await sandbox.test({ ...asked, body: body ?? {} });
    } finally {
      watch.refresh(asked.target, ["glance", "log"]);
    }
  },
  "GET /messages": (sandbox, _body, query) => sandbox.messages(query.get("target") ?? ""),
  "GET /faults": (sandbox) => sandbox.faults(),
  "POST /faults": (sandbox, body) => sandbox.arm(body),
  "DELETE /faults": (sandbox) => sandbox.clear(),
};

/** Nothing is loaded and nothing is asked elsewhere; the one script is the page's own, by its digest. */
function policyOf(page: string): string {
  const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    // Pictures have the width of their content.
    "style-src 'unsafe-inline'",
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A form of another page cannot send this without being asked.
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) throw new Error("a body is JSON");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BODY) throw new Error("the body is larger than 1 MiB");
    chunks.push(chunk as Buffer);
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  if (!isObject(value)) throw new Error("a body is a JSON object");
  return value;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
