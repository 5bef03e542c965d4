import type { IncomingMessage, ServerResponse } from "node:http";
import { hasRoute } from "../rules/routes.ts";
import { entryOf } from "../rules/state.ts";
import type { Profile } from "../rules/values.ts";
import { answer } from "./answer.ts";
import { isForm, readBody } from "./body.ts";
import { control } from "./control.ts";
import type { Fault, FaultKind } from "./faults.ts";
import { hasPassword, refusal } from "./gate.ts";
import type { Instance } from "./instance.ts";
import type { ServerOptions } from "./options.ts";
import type { Recorder } from "./recorder.ts";
import { empty, gatewayPage, json, send } from "./reply.ts";
import { ROUTES, type Route } from "./routes.ts";

const BASE = "/api/iop";

/** What requests are handled with. */
export interface Handling {
  readonly options: ServerOptions;
  readonly instance: Instance;
  readonly recorder: Recorder;
}

type Struck = ReadonlyMap<FaultKind, Fault>;

/** From the first line of a request to its answer; rejects with what went wrong in between. */
export async function handle(request: IncomingMessage, response: ServerResponse, handling: Handling): Promise<void> {
  const { options, instance, recorder } = handling;
  const url = parseTarget(request.url);
  if (url === undefined) return json(response, 400, "Bad Request", { error: "the request's target is not a path" });
  const refused = refusal(request, options.host);
  if (refused !== undefined) return json(response, 403, "Forbidden", { error: refused });
  if (url.pathname.startsWith("/_sandbox/")) {
    return control(request, response, url, { ...options, instance, recorder });
  }
  recorder.underWay += 1;
  try {
    await call(request, response, url, handling);
  } finally {
    recorder.underWay -= 1;
  }
}

async function call(request: IncomingMessage, response: ServerResponse, url: URL, handling: Handling): Promise<void> {
  const { options } = handling;
  tellOf(request, response, url, options);
  neverCached(response);
  if (!hasPassword(request, options)) {
    response.setHeader("WWW-Authenticate", 'Basic realm="/api/iop"');
    return empty(response, 401);
  }
  const path = routePath(url.pathname);
  const struck: Struck = path === undefined ? new Map() : options.faults.take(methodOf(request), path);
  if (struckBefore(request, response, struck)) return;
  const route = findRoute(request, response, path, options.profile);
  if (route !== undefined) await run(request, response, { url, path: path as string, route, struck }, handling);
}

interface Found {
  readonly url: URL;
  readonly path: string;
  readonly route: Route;
  readonly struck: Struck;
}

async function run(
  request: IncomingMessage,
  response: ServerResponse,
  { url, path, route, struck }: Found,
  { options, instance, recorder }: Handling,
): Promise<void> {
  // The documentation lets every route have its namespace in a body; a real server reads none for GET and DELETE.
  const reads = (route.body !== "none" || options.profile === "documented") && !isForm(request);
  const text = reads ? await readBody(request) : "";
  // All of the call is here: it takes effect also where its client is gone by then.
  if (struck.has("slow")) await options.faults.hold(struck.get("slow")?.delay ?? 1_000);
  recorder.add({ method: methodOf(request), path, query: Object.fromEntries(url.searchParams), body: text });
  const reply = await answer(instance, { path, route, query: url.searchParams, text, struck });
  if (struck.has("slow_after")) await options.faults.hold(struck.get("slow_after")?.delay ?? 1_000);
  if (struck.has("drop_after")) return void request.socket.destroy();
  send(response, reply, struck);
}

/** Faults that end a request before its route is found. */
function struckBefore(request: IncomingMessage, response: ServerResponse, struck: Struck): boolean {
  if (struck.has("drop_before")) request.socket.destroy();
  else if (struck.has("unauthorized")) empty(response, 401);
  else if (struck.has("html")) gatewayPage(response);
  else return false;
  return true;
}

/** undefined: there is none, and the request has its answer. */
function findRoute(
  request: IncomingMessage,
  response: ServerResponse,
  path: string | undefined,
  profile: Profile,
): Route | undefined {
  const methods = path === undefined || !hasRoute(profile, path) ? undefined : entryOf(ROUTES, path);
  if (methods === undefined) {
    empty(response, 404);
    return undefined;
  }
  const route = entryOf(methods, methodOf(request));
  if (route !== undefined) return route;
  response.setHeader("Allow", Object.keys(methods).join(", "));
  empty(response, 405);
  return undefined;
}

/** Whoever listens is told of the request, when it is over. */
function tellOf(request: IncomingMessage, response: ServerResponse, url: URL, { onRequest }: ServerOptions): void {
  const began = Date.now();
  response.on("close", () => {
    onRequest?.({
      method: methodOf(request),
      path: url.pathname,
      namespace: url.searchParams.get("namespace") ?? "",
      status: response.statusCode,
      milliseconds: Date.now() - began,
    });
  });
}

function neverCached(response: ServerResponse): void {
  response.setHeader("Cache-Control", "no-cache");
  response.setHeader("Pragma", "no-cache");
  response.setHeader("Expires", "Thu, 29 Oct 1998 17:04:19 GMT");
}

function methodOf(request: IncomingMessage): string {
  return request.method ?? "GET";
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

/** The path below the base; `/v1` is the same. undefined: not below it. */
function routePath(pathname: string): string | undefined {
  if (!pathname.startsWith(`${BASE}/`)) return undefined;
  const path = pathname.slice(BASE.length);
  return path.startsWith("/v1/") ? path.slice(3) : path;
}
