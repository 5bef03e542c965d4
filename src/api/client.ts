import type { Binding, ObservedStatus } from "../model/observed.ts";
import type { Production } from "../model/production.ts";
import {
  type Hide,
  readConnections,
  readDone,
  readList,
  readLog,
  readQueues,
  readTest,
  readVersion,
} from "../wire/answers.ts";
import { readExport } from "../wire/export.ts";
import { readBindings, readDefault, readStatus } from "../wire/read.ts";
import type { WireMigrateRequest, WireTestRequest, WireTestResponse } from "../wire/types.ts";
import { ApiError } from "./error.ts";
import { createHttp, type Http, type HttpOptions, type HttpRequest } from "./http.ts";

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

/** A client with the `GET` routes alone: who only reads is given no other. */
export function createReadClient(options: HttpOptions): ReadClient {
  return readClientOver(createHttp(options), options.hide);
}

/** A client with all routes. */
export function createWriteClient(options: HttpOptions): WriteClient {
  return writeClientOver(createHttp(options), options.hide);
}

/**
 * The routes over any way of making a request. `hide`: what the server says in words (its log, its warnings, as its errors)
 * is given on without what nobody may see, whoever prints it then and in whichever form.
 */
export function writeClientOver(http: Http, hide?: Hide) {
  return { ...readClientOver(http, hide), ...writeRoutes(http) };
}

/** The `GET` routes over any way of making a request; `hide`: see `writeClientOver`. Each throws ApiError. */
export function readClientOver(http: Http, hide?: Hide) {
  const get = <T>(path: string, query: Record<string, string | undefined>, read: (body: unknown) => T) =>
    http({ method: "GET", path, query: defined(query) }).then((text) => parse("GET", path, text, read));
  return {
    version: () =>
      http({ method: "GET", path: "/version", namespace: false }).then((text) =>
        parse("GET", "/version", text, readVersion),
      ),
    status: (): Promise<ObservedStatus> => get("/status", {}, readStatus),
    list: () => get("/list", {}, readList),
    getDefault: (): Promise<string> => get("/default", {}, readDefault),
    log: ({ top, sinceId }: LogQuery = {}) =>
      get("/log", { top: top?.toString(), since_id: sinceId?.toString() }, (body) => readLog(body, hide)),
    /** The definition, from either shape; without a name: of the default production. */
    exportProduction: (production?: string): Promise<Production> =>
      get("/export", { production }, (body) => readExport(body, production ?? "")),
    connections: (production?: string) => get("/connections", { production }, (body) => readConnections(body, hide)),
    queues: (production?: string) => get("/queues", { production }, (body) => readQueues(body, hide)),
    bindings: (unused = false): Promise<Binding[]> => get("/bindings", unused ? { unused: "1" } : {}, readBindings),
    /** The answer as the server gave it, for `--json` of the commands by hand. */
    raw: (path: string, query: Record<string, string | undefined> = {}) => get(path, query, (body) => body),
  };
}

function writeRoutes(http: Http) {
  const call = <T>(request: HttpRequest, read: (body: unknown) => T) =>
    http(request).then((text) => parse(request.method, request.path, text, read));
  const send = (method: "POST" | "PUT", path: string, body: object, long = true) =>
    call({ method, path, body, long }, readDone);
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
    test: (request: WireTestRequest): Promise<WireTestResponse> =>
      call({ method: "POST", path: "/test", body: request, long: true }, readTest),
    unbind: (className: string) => call({ method: "DELETE", path: "/binding", query: { class: className } }, readDone),
    /** Gives what the entrypoint printed. The body of a success means nothing (wire-notes, 6.8). */
    migrate: (request: WireMigrateRequest): Promise<string> => {
      if (!/^[^/\\]+$/.test(request.package) || request.package === "." || request.package === "..") {
        // A server would delete the folder above it (wire-notes, 6.3).
        throw new Error(`"${request.package}" is not a name for a package directory`);
      }
      return http({ method: "PUT", path: "/migrate", body: request, long: true, json: false });
    },
  };
}

function parse<T>(method: string, path: string, text: string, read: (body: unknown) => T): T {
  let body: unknown;
  try {
    body = JSON.parse(text);
    if (deeperThan(MOST_LEVELS, text)) throw new RangeError();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(method, path);
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

/** A definition has five levels; what is deeper would only overflow the stack of who walks through it. */
const MOST_LEVELS = 100;

function tooDeep(method: string, path: string): ApiError {
  const words = `the answer is nested more than ${MOST_LEVELS} levels deep`;
  return new ApiError({ kind: "unexpected", method, path, status: 200, words });
}

/** Whether valid JSON text is nested deeper. Linear, and no recursion. */
function deeperThan(most: number, text: string): boolean {
  let level = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (char === 0x22) index = endOfString(text, index);
    else if (char === 0x5b || char === 0x7b) {
      level += 1;
      if (level > most) return true;
    } else if (char === 0x5d || char === 0x7d) level -= 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; ; index += 1) {
    index = text.indexOf('"', index);
    if (index === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(index - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return index;
  }
}

function defined(query: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
