import type { WireLogEntry } from "../wire/types.ts";
import { connections } from "./connections.ts";
import { exportDocumented, exportReal, itemName, poolSize, xmlText } from "./definition.ts";
import {
  activeItem,
  currentName,
  ensError,
  IrisError,
  itemsOf,
  kill,
  noArgument,
  restart,
  restartComponent,
  setComponent,
  start,
  stop,
  unbind,
  update,
  usersOf,
  type Work,
} from "./lifecycle.ts";
import { migrate } from "./migrate.ts";
import { InterpreterReplaced, type Python } from "./python.ts";
import { type NamespaceState, own, type SandboxState } from "./state.ts";

export type Profile = "4.1" | "documented" | "3.6" | "3.5";

/** What a route works with. */
interface RouteContext {
  readonly state: SandboxState;
  readonly namespace: string;
  readonly ns: NamespaceState;
  readonly query: URLSearchParams;
  /** undefined: absent or malformed, where that is tolerated. */
  readonly body: Record<string, unknown>;
  readonly profile: Profile;
  readonly python: Python;
  readonly work: Work;
  readonly save: () => void;
  readonly log: (entry: Partial<WireLogEntry>) => void;
  readonly logEntries: readonly WireLogEntry[];
  /** Waits until what lives in Python is what runs; throws where the target ended the interpreter as it started. */
  readonly settle: (target: string) => Promise<void>;
  /** Takes note of messages that wait, and sees to it that they are handled. */
  readonly queued: (counts: Readonly<Record<string, number>>, session: string) => Promise<void>;
  readonly newSession: () => string;
}

export interface Route {
  /** required: an absent or malformed body is an error. tolerant: it is `{}`. none: no body is read. */
  readonly body: "none" | "required" | "tolerant";
  /** false: not even the namespace is read. */
  readonly namespace?: false;
  /** Fields that are checked before the namespace is (wire-notes, 2.3). */
  readonly before?: (query: URLSearchParams, body: Record<string, unknown>) => void;
  readonly run: (context: RouteContext) => unknown;
}

/** All routes, by path and method. The JSON of a success is what `run` gives; of `/migrate` it is text. */
export const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  "/version": {
    GET: {
      body: "none",
      namespace: false,
      run: () => ({ version: "1.0.0", description: "Interoperability Embedded Python Service API" }),
    },
  },
  "/status": { GET: { body: "none", run: ({ ns }) => ({ production: currentName(ns), status: ns.status }) } },
  "/list": { GET: { body: "none", run: list } },
  "/default": {
    GET: { body: "none", run: ({ ns }) => ({ production: ns.default }) },
    PUT: {
      body: "required",
      run: ({ ns, body }) => {
        ns.default = text(body["production"]);
        return { production: ns.default };
      },
    },
  },
  "/log": { GET: { body: "none", run: log } },
  "/export": { GET: { body: "none", run: exportRoute } },
  "/connections": {
    GET: {
      body: "none",
      run: async (context) => {
        const told = await connections(context.query.get("production") || context.ns.default, context);
        return context.profile === "documented" ? documentedConnections(told) : told;
      },
    },
  },
  "/queues": { GET: { body: "none", run: queues } },
  "/bindings": { GET: { body: "none", run: bindings } },
  "/binding": {
    DELETE: {
      body: "none",
      before: (query) => {
        if (classOf(query) === "") throw noArgument("NoClassSpecified");
      },
      run: ({ ns, query }) => {
        unbind(ns, classOf(query));
        return { status: "unbound", class: classOf(query) };
      },
    },
  },
  "/start": { POST: { body: "required", run: startRoute } },
  "/stop": { POST: { body: "tolerant", run: stopRoute } },
  "/kill": { POST: { body: "tolerant", run: killRoute } },
  "/restart": {
    POST: {
      body: "tolerant",
      run: (context) => {
        restart(context.state, context.ns, now(), context.work);
        if (context.ns.status === "running") context.log({ text: `Production ${context.ns.active} restarted` });
        return { status: "restarted" };
      },
    },
  },
  "/update": {
    POST: {
      body: "tolerant",
      run: ({ state, ns, work, log: write }) => {
        update(state, ns, work);
        if (ns.status === "running") write({ text: `Production ${ns.active} updated` });
        return { status: "updated" };
      },
    },
  },
  "/component/start": componentRoute("started", (state, ns, name) => setComponent(state, ns, name, true)),
  "/component/stop": componentRoute("stopped", (state, ns, name) => setComponent(state, ns, name, false)),
  "/component/restart": componentRoute("restarted", restartComponent),
  "/test": { POST: { body: "required", run: test } },
  "/migrate": {
    PUT: {
      body: "required",
      run: (context) =>
        migrate(context.body, { ...context, modern: context.profile === "4.1" || context.profile === "documented" }),
    },
  },
};

/** The routes that a release has not: wire-notes, section 11. */
export function hasRoute(profile: Profile, path: string): boolean {
  if (profile === "3.5") return path === "/migrate" || path === "/version";
  if (profile !== "3.6") return true;
  return !/^\/(bindings|binding|connections|queues|component\/.*)$/.test(path);
}

function list({ ns, profile }: RouteContext): unknown {
  return Object.fromEntries(
    Object.keys(ns.productions)
      .sort()
      .map((name) => {
        const { lastStart, lastStop, autoStart } = ns.productions[name] as NamespaceState["productions"][string];
        const status = currentName(ns) === name ? ns.status : "stopped";
        return [
          name,
          {
            Status: `${status.charAt(0).toUpperCase()}${status.slice(1)}`,
            LastStartTime: time(lastStart, profile),
            LastStopTime: time(lastStop, profile),
            AutoStart: bool(autoStart, profile),
          },
        ];
      }),
  );
}

function log({ query, logEntries, profile }: RouteContext): unknown {
  const since = query.get("since_id");
  if (since !== null && since !== "") return logEntries.filter(({ id }) => Number(id) > number(since)).map(shown);
  // A text that is no number is 0 in ObjectScript, and the newest 0 entries are none.
  const top = Math.max(0, Math.trunc(number(query.get("top") || "10")));
  return (top === 0 ? [] : logEntries.slice(-top).reverse()).map(shown);

  function shown(entry: WireLogEntry): WireLogEntry {
    return { ...entry, time_logged: time(entry.time_logged, profile) };
  }
}

function exportRoute({ ns, query, profile }: RouteContext): unknown {
  const name = query.get("production") || ns.default;
  const definition = own(ns.productions, name)?.definition;
  if (!definition) throw new IrisError("ERROR #5001: Production does not exist.");
  return profile === "documented" ? exportDocumented(name, definition) : exportReal(name, definition);
}

/** The fields that the documentation shows, and no more. */
function documentedConnections(told: Awaited<ReturnType<typeof connections>>): unknown {
  const items = told.items.map(({ item, class_name, adapter_class_name = "", connections: targets, warnings }) => {
    return { item, class_name, adapter_class_name, connections: targets, warnings };
  });
  return { ...told, items };
}

function queues({ ns, query, profile }: RouteContext): unknown {
  const name = query.get("production") || ns.default;
  const production = own(ns.productions, name);
  if (!production?.definition)
    return { production: name, items: [], warnings: [`Production could not be loaded: ${name}`] };
  const current = currentName(ns) === name;
  const items = itemsOf(production).map((item) => ({
    item: itemName(item),
    queue_name: itemName(item),
    class_name: xmlText(item["@ClassName"]),
    exists: bool(current && poolSize(item) > 0, profile),
    count: current ? (own(ns.queues, itemName(item)) ?? 0) : 0,
  }));
  return { production: name, items, warnings: [] };
}

function bindings({ ns, query, profile }: RouteContext): unknown {
  const unused = /^(1|true|yes|on)$/i.test(query.get("unused") ?? "");
  return Object.keys(ns.bindings)
    .sort()
    .map((name) => {
      const binding = ns.bindings[name] as NamespaceState["bindings"][string];
      const used = usersOf(ns, name);
      return {
        class: name,
        super: binding.super,
        module: binding.module,
        classname: binding.classname,
        classpaths: binding.classpaths,
        used: bool(used.length > 0, profile),
        used_by: used,
      };
    })
    .filter(({ used_by }) => !unused || used_by.length === 0);
}

function startRoute({ state, ns, body, log: write }: RouteContext): unknown {
  const name = text(body["production"]) || ns.default;
  if (name === "") throw noArgument("NoProductionSpecified");
  start(state, ns, name, now());
  write({ text: `Production ${name} started` });
  return { status: "started", production: name };
}

function stopRoute({ ns, work, log: write }: RouteContext): unknown {
  const queued = Object.values(ns.queues).some((count) => count > 0);
  const name = ns.active;
  if (stop(ns, now(), { busy: work.busy, queued: work.queued || queued }))
    write({ text: `Production ${name} ${ns.status}` });
  return { status: "stopped" };
}

function killRoute({ ns, log: write }: RouteContext): unknown {
  const name = ns.active;
  if (kill(ns, now())) write({ type: "Warning", text: `Production ${name} killed` });
  return { status: "killed" };
}

function componentRoute(
  status: string,
  act: (state: SandboxState, ns: NamespaceState, name: string) => void,
): Record<string, Route> {
  const nameOf = (body: Record<string, unknown>) => text(body["component"]) || text(body["item"]);
  return {
    POST: {
      body: "required",
      before: (_query, body) => {
        if (nameOf(body) === "") throw noArgument("NoComponentSpecified");
      },
      run: ({ state, ns, body, log: write }) => {
        const component = nameOf(body);
        act(state, ns, component);
        write({ config_name: component, text: `Item ${component} ${status}` });
        return { status, component };
      },
    },
  };
}

/** `POST /test` (wire-notes, 3.14): unless told not to, the target is restarted first. */
async function test(context: RouteContext): Promise<unknown> {
  const { state, ns, body, profile, log: write } = context;
  const target = text(body["target"]);
  if (target === "") throw noArgument("NoComponentSpecified");
  const again = wantsRestart(body["restart"], profile);
  if (again) {
    restartComponent(state, ns, target);
    write({ config_name: target, text: `Item ${target} restarted` });
  }
  if (ns.status !== "running" || ns.runtime === null)
    throw ensError("ErrProductionNotRunning", "No production is running");
  const production = own(ns.productions, ns.active);
  const testing = /^(1|true|yes|on)$/i.test(xmlText(production?.definition?.["@TestingEnabled"]));
  const unregistered = (name: string) =>
    ensError("ErrBusinessDispatchNameNotRegistered", `Business dispatch name '${name}' is not registered to run`);
  if (!testing) throw unregistered("EnsLib.Testing.Service");
  if (own(ns.runtime.jobs, target) === undefined) throw unregistered(target);
  activeItem(ns, target);
  const given = body["body"];
  const request = {
    target,
    classname: text(body["classname"]),
    body: typeof given === "string" ? given : JSON.stringify(given ?? {}),
    namespace: context.namespace,
  };
  const result = await sendTest(context, target, request);
  const session = context.newSession();
  for (const entry of result.log) {
    write({
      type: entry.type,
      config_name: entry.item,
      source_class: entry.class,
      source_method: entry.method,
      text: entry.text,
      session_id: session,
    });
  }
  await context.queued(result.queued, session);
  if (result.error !== null) throw new IrisError(result.error);
  const answer = result.answer ?? {};
  return "truncated" in answer ? { ...answer, truncated: bool(answer["truncated"] === 1, profile) } : answer;
}

/** Absent means yes, of the documentation no; what is there counts as ObjectScript counts it: a text by its number. */
function wantsRestart(flag: unknown, profile: Profile): boolean {
  if (flag === undefined || flag === null || flag === "") return profile !== "documented";
  return typeof flag === "boolean" ? flag : number(String(flag)) !== 0;
}

/** An interpreter that ended between the start of the components and the message is followed by one with them. */
async function sendTest({ python, settle }: RouteContext, target: string, request: object) {
  for (let tries = 0; ; tries += 1) {
    await settle(target);
    try {
      return await python.test(request, python.generation);
    } catch (error) {
      if (!(error instanceof InterpreterReplaced) || tries > 2) throw error;
    }
  }
}

function classOf(query: URLSearchParams): string {
  return query.get("class") || query.get("classname") || "";
}

function bool(value: boolean, profile: Profile): boolean | 0 | 1 {
  return profile === "documented" ? value : value ? 1 : 0;
}

/** Times as IRIS writes them: UTC, with milliseconds. */
export function now(): string {
  return new Date().toISOString().replace("T", " ").replace("Z", "");
}

/** A text as ObjectScript reads a number: as much of its beginning as is one, else 0. */
function number(value: string): number {
  return Number(/^[+-]?(\d+\.?\d*|\.\d+)/.exec(value.trim())?.[0] ?? 0);
}

/** The documentation shows times to the second. */
function time(value: string, profile: Profile): string {
  return profile === "documented" ? value.replace(/\.\d+$/, "") : value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}
