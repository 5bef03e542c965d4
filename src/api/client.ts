import type { Binding, ObservedStatus } from "../model/observed.ts";
import type { Production } from "../model/production.ts";
import { readExport } from "../wire/export.ts";
import { readBindings, readDefault, readStatus } from "../wire/read.ts";
import type {
  WireConnections,
  WireList,
  WireLogEntry,
  WireMigrateRequest,
  WireQueues,
  WireTestRequest,
  WireTestResponse,
  WireVersion,
} from "../wire/types.ts";
import { ApiError } from "./error.ts";
import { createHttp, type Http, type HttpOptions } from "./http.ts";

/**
 * The `GET` routes of the API, one function each, over a way of reading; `read` is given how to make sense of the body.
 * All throw ApiError.
 */
export type ReadClient = ReturnType<typeof readClientOver>;

/** All 21 routes. Only who writes is given one. */
export type WriteClient = ReturnType<typeof writeClientOver>;

interface LogQuery {
  /** How many of the newest, newest first. */
  readonly top?: number;
  /** All that have a greater id, oldest first. */
  readonly sinceId?: number;
}

export function createReadClient(options: HttpOptions): ReadClient {
  return readClientOver(createHttp(options));
}

export function createWriteClient(options: HttpOptions): WriteClient {
  return writeClientOver(createHttp(options));
}

/** The routes over any way of making a request. */
export function writeClientOver(http: Http) {
  return { ...readClientOver(http), ...writeRoutes(http) };
}

function readClientOver(http: Http) {
  const get = <T>(path: string, query: Record<string, string | undefined>, read: (body: unknown) => T) =>
    http({ method: "GET", path, query: defined(query) }).then((text) => parse("GET", path, text, read));
  return {
    version: () =>
      http({ method: "GET", path: "/version", namespace: false }).then((text) =>
        parse("GET", "/version", text, as<WireVersion>("object")),
      ),
    status: (): Promise<ObservedStatus> => get("/status", {}, readStatus),
    list: () => get("/list", {}, as<WireList>("object")),
    getDefault: (): Promise<string> => get("/default", {}, readDefault),
    log: ({ top, sinceId }: LogQuery = {}) =>
      get("/log", { top: top?.toString(), since_id: sinceId?.toString() }, as<readonly WireLogEntry[]>("array")),
    /** The definition, from either shape; without a name: of the default production. */
    exportProduction: (production?: string): Promise<Production> =>
      get("/export", { production }, (body) => readExport(body, production ?? "")),
    connections: (production?: string) => get("/connections", { production }, as<WireConnections>("object")),
    queues: (production?: string) => get("/queues", { production }, as<WireQueues>("object")),
    bindings: (unused = false): Promise<Binding[]> => get("/bindings", unused ? { unused: "1" } : {}, readBindings),
    /** The answer as the server gave it, for `--json` of the commands by hand. */
    raw: (path: string, query: Record<string, string | undefined> = {}) => get(path, query, (body) => body),
  };
}

function writeRoutes(http: Http) {
  const send = (method: "POST" | "PUT", path: string, body: object, long = true) =>
    http({ method, path, body, long }).then((text) => parse(method, path, text, as<Record<string, unknown>>("object")));
  const component = (action: "start" | "stop" | "restart") => (item: string) =>
    send("POST", `/component/${action}`, { component: item });
  return {
    start: (production?: string) => send("POST", "/start", production === undefined ? {} : { production }),
    stop: () => send("POST", "/stop", {}),
    kill: () => send("POST", "/kill", {}),
    restart: () => send("POST", "/restart", {}),
    update: () => send("POST", "/update", {}),
    setDefault: (production: string) => send("PUT", "/default", { production }, false),
    startComponent: component("start"),
    stopComponent: component("stop"),
    restartComponent: component("restart"),
    test: (request: WireTestRequest): Promise<WireTestResponse> => send("POST", "/test", request),
    unbind: (className: string) =>
      http({ method: "DELETE", path: "/binding", query: { class: className } }).then((text) =>
        parse("DELETE", "/binding", text, as<Record<string, unknown>>("object")),
      ),
    /** Gives what the entrypoint printed. The body of a success means nothing (wire-notes, 6.8). */
    migrate: (request: WireMigrateRequest): Promise<string> => {
      if (!/^[^/\\]+$/.test(request.package) || request.package === "." || request.package === "..") {
        // A server would delete the folder above it (wire-notes, 6.3).
        throw new Error(`"${request.package}" is no name for a package directory`);
      }
      return http({ method: "PUT", path: "/migrate", body: request, long: true, json: false });
    },
  };
}

function parse<T>(method: string, path: string, text: string, read: (body: unknown) => T): T {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError({
      kind: "unexpected",
      method,
      path,
      status: 200,
      words: text === "" ? "an empty answer" : `an answer that is not JSON: ${text.slice(0, 200)}`,
      hint: "Is this the IoP API? Its root is looked for at <url>/api/iop.",
    });
  }
  try {
    return read(body);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new ApiError({ kind: "unexpected", method, path, status: 200, words });
  }
}

/** Accepts a body of the right sort; the fields are read by who shows them. */
function as<T>(sort: "object" | "array"): (body: unknown) => T {
  return (body) => {
    const found = Array.isArray(body) ? "array" : body === null ? "null" : typeof body;
    if (found !== sort) throw new Error(`the answer is not an ${sort}`);
    return body as T;
  };
}

function defined(query: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
