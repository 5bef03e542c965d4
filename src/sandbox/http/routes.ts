import type { WireLogEntry } from "../../wire/types.ts";
import { connections } from "../rules/connections.ts";
import { exportDocumented, exportReal, itemName, poolSize, xmlText } from "../rules/definition.ts";
import {
  currentName,
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
} from "../rules/lifecycle.ts";
import { migrate } from "../rules/migrate.ts";
import { bool, number, type Profile, type Route, type RouteContext, text } from "../rules/route.ts";
import { type NamespaceState, own, type SandboxState } from "../rules/state.ts";
import { testRoute } from "./test-route.ts";

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
  "/test": { POST: { body: "required", run: testRoute } },
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

function classOf(query: URLSearchParams): string {
  return query.get("class") || query.get("classname") || "";
}

/** Times as IRIS writes them: UTC, with milliseconds. */
export function now(): string {
  return new Date().toISOString().replace("T", " ").replace("Z", "");
}

/** The documentation shows times to the second. */
function time(value: string, profile: Profile): string {
  return profile === "documented" ? value.replace(/\.\d+$/, "") : value;
}
