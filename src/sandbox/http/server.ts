import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { WireLogEntry } from "../../wire/types.ts";
import { IrisError } from "../rules/lifecycle.ts";
import type { Route } from "../rules/route.ts";
import { type NamespaceState, own } from "../rules/state.ts";
import { control } from "./control.ts";
import type { Fault, FaultKind } from "./faults.ts";
import { makeRoom, refusal } from "./gate.ts";
import { Live } from "./live.ts";
import type { ServerOptions } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { hasRoute, now, ROUTES } from "./routes.ts";
import { nextId } from "./store.ts";

const BASE = "/api/iop";
const BODY_LIMIT = 64 * 1024 * 1024;

/** The API over HTTP: what `wire-notes` says of transport, bodies and errors, with the faults that are armed. */
export function createSandboxServer(options: ServerOptions): Server {
  const { store, faults, profile } = options;
  const codes = new Map<string, Record<string, string>>();
  const recorder = new Recorder();
  const patience = options.patience ?? 10_000;
  const live = new Live({
    state: store.state,
    python: options.python,
    codeFiles: (code) => codes.get(code) ?? {},
    log: (namespace, { type, item, class: source, method, text }, session) =>
      append(namespace, {
        type,
        config_name: item,
        source_class: source,
        source_method: method,
        text,
        session_id: session,
      }),
    notice: options.notice,
    newSession,
    eager: options.eager,
  });
  rememberCode();
  live.changed();

  const limits = {
    headersTimeout: patience,
    requestTimeout: 6 * patience,
    connectionsCheckingInterval: Math.ceil(patience / 4),
  };
  const server = createServer(limits, (request, response) => {
    silent.delete(request.socket);
    endWhereNobodyReads(response, 6 * patience);
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, "Error", { error: String((error as Error).message) });
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 5_000;
  server.maxConnections = 512;
  const silent = new Set<Socket>();
  server.on("connection", (socket) => makeRoom(socket, silent));
  server.on("close", () => live.close());
  return server;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = parseTarget(request.url);
    if (url === undefined) return json(response, 400, "Bad Request", { error: "the request's target is not a path" });
    const refused = refusal(request, options.host);
    if (refused !== undefined) return json(response, 403, "Forbidden", { error: refused });
    const method = request.method ?? "GET";
    if (url.pathname.startsWith("/_sandbox/")) {
      return control(request, response, url, {
        ...options,
        recorder,
        read: () => readBody(request),
        changed,
      });
    }
    recorder.underWay += 1;
    try {
      await call(request, response, url, method);
    } finally {
      recorder.underWay -= 1;
    }
  }

  async function call(request: IncomingMessage, response: ServerResponse, url: URL, method: string): Promise<void> {
    const began = Date.now();
    const path = routePath(url.pathname);
    response.on("close", () => {
      options.onRequest?.({
        method,
        path: url.pathname,
        namespace: url.searchParams.get("namespace") ?? "",
        status: response.statusCode,
        milliseconds: Date.now() - began,
      });
    });
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Pragma", "no-cache");
    response.setHeader("Expires", "Thu, 29 Oct 1998 17:04:19 GMT");
    if (!authorized(request)) {
      response.setHeader("WWW-Authenticate", 'Basic realm="/api/iop"');
      return empty(response, 401);
    }
    const struck = path === undefined ? new Map<FaultKind, Fault>() : faults.take(method, path);
    if (struck.has("drop_before")) return void request.socket.destroy();
    if (struck.has("unauthorized")) return empty(response, 401);
    if (struck.has("html")) return html(response);
    const methods =
      path === undefined || !hasRoute(profile, path)
        ? undefined
        : own(ROUTES as Record<string, Record<string, Route>>, path);
    if (path === undefined || methods === undefined) return empty(response, 404);
    const route = own(methods, method);
    if (route === undefined) {
      response.setHeader("Allow", Object.keys(methods).join(", "));
      return empty(response, 405);
    }
    // The documentation lets every route have its namespace in a body; a real server reads none for GET and DELETE.
    const reads = (route.body !== "none" || profile === "documented") && !isForm(request);
    const text = reads ? await readBody(request) : "";
    // All of the call is here: it takes effect also where its client is gone by then.
    if (struck.has("slow")) await faults.hold(struck.get("slow")?.delay ?? 1_000);
    recorder.add({ method, path, query: Object.fromEntries(url.searchParams), body: text });
    const answer = await answerOf(path, route, url.searchParams, text, struck);
    if (struck.has("slow_after")) await faults.hold(struck.get("slow_after")?.delay ?? 1_000);
    if (struck.has("drop_after")) return void request.socket.destroy();
    send(response, answer, struck);
  }

  async function answerOf(
    path: string,
    route: Route,
    query: URLSearchParams,
    text: string,
    struck: ReadonlyMap<FaultKind, Fault>,
  ): Promise<Answer> {
    const isMigrate = path === "/migrate";
    try {
      if (struck.has("fail")) throw new IrisError(struck.get("fail")?.text ?? "ERROR #5001: injected");
      const given = parseBody(text, route.body === "none" ? "tolerant" : route.body, isMigrate);
      const body = route.body === "none" ? {} : given;
      route.before?.(query, body);
      const namespace = String(given["namespace"] ?? "") || query.get("namespace") || "USER";
      if (struck.has("ignore")) return { status: 200, type: "json", text: "{}" };
      const result = await runRoute(route, namespace, query, body, struck);
      if (struck.has("fail_after")) throw new IrisError(struck.get("fail_after")?.text ?? "ERROR #5001: injected");
      if (profile === "3.5" && path === "/version") return { status: 500, type: "json", text: "" };
      if (isMigrate) return { status: 200, type: "json", text: profile === "4.1" ? String(result) : "" };
      return { status: 200, type: "json", text: asciiJson(result, path === "/export") };
    } catch (error) {
      if (!(error instanceof IrisError) && !(error instanceof Error)) throw error;
      const words = error.message;
      // The documentation says so of every endpoint; a real server's `/migrate` differs (wire-notes, 2.4).
      if (!isMigrate || profile === "documented")
        return { status: 500, type: "json", text: JSON.stringify({ error: words }), phrase: "Error" };
      const entry = { code: 5002, domain: "%ObjectErrors", error: words, id: "ObjectScriptError", params: [words] };
      return { status: 500, type: "json", text: JSON.stringify({ errors: [entry], summary: words }) };
    }
  }

  async function runRoute(
    route: Route,
    namespace: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
    struck: ReadonlyMap<FaultKind, Fault>,
  ): Promise<unknown> {
    const ns = route.namespace === false ? undefined : own(store.state.namespaces, namespace);
    if (ns === undefined && route.namespace !== false) {
      throw new IrisError("<INVALID OREF>NamespaceCheck+4^IOP.Service.Remote.Rest.v1.1");
    }
    const writes = route.body !== "none" || route.before !== undefined;
    const result = await route.run({
      state: store.state,
      namespace,
      ns: ns as NamespaceState,
      query,
      body,
      profile,
      python: options.python,
      work: { busy: struck.has("busy"), queued: struck.has("queued") },
      save: changed,
      log: (entry) => append(namespace, entry),
      logEntries: store.log.get(namespace) ?? [],
      settle: async (target) => {
        // A restart of this very call has loaded what lies there now.
        rememberCode();
        await live.sync(namespace, ns as NamespaceState);
        const crash = live.crashOf(namespace, ns as NamespaceState, target);
        if (crash !== undefined) throw new IrisError(crash);
      },
      queued: (counts, session) => live.queued(namespace, ns as NamespaceState, counts, session),
      newSession: () => newSession(namespace),
    });
    if (writes) changed();
    return result;
  }

  function changed(): void {
    rememberCode();
    store.save();
    live.changed();
  }

  /** What a job has loaded stays its own, whatever becomes of the files. */
  function rememberCode(): void {
    for (const ns of Object.values(store.state.namespaces)) {
      const production = ns.runtime && own(ns.productions, ns.active);
      for (const item of production?.definition?.Item ?? []) {
        const job = own(ns.runtime?.jobs ?? {}, String(item["@Name"]));
        const binding = own(ns.bindings, String(item["@ClassName"]));
        if (job === undefined || binding === undefined || codes.has(job.code)) continue;
        const root = `${binding.classpaths.replace(/\/+$/, "")}/`;
        const files = Object.entries(store.state.files).filter(([path]) => path.startsWith(root));
        codes.set(job.code, Object.fromEntries(files.map(([path, data]) => [path.slice(root.length), data])));
      }
    }
  }

  /** As in IRIS, the id of what begins it: here of the log entry that comes next. */
  function newSession(namespace: string): string {
    return String(nextId(store.log.get(namespace)));
  }

  function append(namespace: string, entry: Partial<WireLogEntry>): void {
    store.append(namespace, {
      id: nextId(store.log.get(namespace)),
      config_name: entry.config_name ?? "",
      job: String(process.pid),
      message_id: "",
      session_id: entry.session_id ?? "",
      source_class: entry.source_class ?? "Ens.Director",
      source_method: entry.source_method ?? "",
      text: entry.text ?? "",
      time_logged: now(),
      type: entry.type ?? "Info",
    });
  }

  /** In constant time, whatever the lengths. */
  function authorized(request: IncomingMessage): boolean {
    const given = /^Basic\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const hash = (text: string) => createHash("sha256").update(text).digest();
    const wanted = Buffer.from(`${options.username}:${options.password}`, "utf8").toString("base64");
    return timingSafeEqual(hash(given), hash(wanted));
  }
}

/** undefined: what stands in the request's first line leads nowhere. */
function parseTarget(target: string | undefined): URL | undefined {
  if (!target?.startsWith("/")) return undefined;
  try {
    return new URL(`http://sandbox${target}`);
  } catch {
    return undefined;
  }
}

/** An answer that its client does not take is not kept for it. */
function endWhereNobodyReads(response: ServerResponse, patience: number): void {
  response.once("prefinish", () => {
    if (response.writableFinished) return;
    const timer = setTimeout(() => response.destroy(), patience);
    timer.unref();
    response.once("close", () => clearTimeout(timer));
    response.once("finish", () => clearTimeout(timer));
  });
}

interface Answer {
  readonly status: number;
  readonly type: "json";
  readonly text: string;
  readonly phrase?: string;
}

/** The path below the base; `/v1` is the same. undefined: not below it. */
function routePath(pathname: string): string | undefined {
  if (!pathname.startsWith(`${BASE}/`)) return undefined;
  const path = pathname.slice(BASE.length);
  return path.startsWith("/v1/") ? path.slice(3) : path;
}

function parseBody(text: string, how: "required" | "tolerant", isMigrate: boolean): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (how === "tolerant") return {};
    const at = "Parsing error 3 Line 1 Offset 1";
    throw new IrisError(
      isMigrate ? "ERROR #5035: General exception Name 'Parsing error' Code '3' Data 'Line 1 Offset 1'" : at,
    );
  }
  if (Array.isArray(value)) throw new IrisError("<INVALID OREF>GetField+2^IOP.Service.Remote.Rest.v1.1");
  if (typeof value !== "object" || value === null) {
    if (how === "tolerant") return {};
    throw new IrisError("Parsing error 3 Line 1 Offset 1");
  }
  return value as Record<string, unknown>;
}

/** IRIS reads a form as a form: the reader of JSON sees nothing of it (wire-notes, 2.1). */
function isForm(request: IncomingMessage): boolean {
  return /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.headers["content-type"] ?? "");
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) throw new IrisError(`the request is larger than ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, answer: Answer, struck: ReadonlyMap<FaultKind, Fault>): void {
  const body = Buffer.from(struck.has("garbage") ? `${answer.text.slice(0, 3)}<<<` : answer.text, "utf8");
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Content-Length", body.byteLength);
  response.writeHead(answer.status, answer.phrase);
  if (struck.has("truncate")) {
    response.write(body.subarray(0, Math.max(1, Math.floor(body.byteLength / 2))), () => response.socket?.destroy());
    return;
  }
  response.end(body);
}

function json(response: ServerResponse, status: number, phrase: string, body: unknown): void {
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.writeHead(status, phrase);
  response.end(JSON.stringify(body));
}

function empty(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": "0" });
  response.end();
}

function html(response: ServerResponse): void {
  response.writeHead(502, { "Content-Type": "text/html" });
  response.end(
    "<html><head><title>502 Bad Gateway</title></head><body>The gateway could not reach IRIS.</body></html>",
  );
}

/** `/export` escapes what is not ASCII, other routes do not (wire-notes, 2.6). */
function asciiJson(value: unknown, ascii: boolean): string {
  const text = JSON.stringify(value);
  if (!ascii) return text;
  return text.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
