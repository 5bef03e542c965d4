import type { WireLogEntry } from "../../wire/types.ts";
import { unbind } from "./catalogue.ts";
import { connections } from "./connections.ts";
import { noArgument } from "./iris-error.ts";
import { currentName, kill, restart, restartComponent, setComponent, start, stop, update } from "./lifecycle.ts";
import { migrate } from "./migrate.ts";
import type { Outcome, Query, Rule, RuleRequest } from "./rule.ts";
import type { NamespaceState, SandboxState } from "./state.ts";
import { type Profile, text } from "./values.ts";
import { bindings, exported, list, logEntries, queues } from "./views.ts";

/** The routes that are rules alone, by path and method. `POST /test`, which runs components, is not among them. */
export const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  "/version": {
    GET: {
      ...reads(() => ({ version: "1.0.0", description: "Interoperability Embedded Python Service API" })),
      namespace: false,
    },
  },
  "/status": { GET: reads(({ ns }) => ({ production: currentName(ns), status: ns.status })) },
  "/list": { GET: reads(list) },
  "/default": {
    GET: reads(({ ns }) => ({ production: ns.default })),
    PUT: { body: "required", run: setDefault },
  },
  "/log": { GET: reads(logEntries) },
  "/export": { GET: reads(exported) },
  "/connections": { GET: { body: "none", run: connections } },
  "/queues": { GET: reads(queues) },
  "/bindings": { GET: reads(bindings) },
  "/binding": { DELETE: { body: "none", before: needsClass, run: removeBinding } },
  "/start": { POST: { body: "required", run: startRoute } },
  "/stop": { POST: { body: "tolerant", run: stopRoute } },
  "/kill": { POST: { body: "tolerant", run: killRoute } },
  "/restart": { POST: { body: "tolerant", run: restartRoute } },
  "/update": { POST: { body: "tolerant", run: updateRoute } },
  "/component/start": { POST: component("started", (state, ns, name) => setComponent(state, ns, name, true)) },
  "/component/stop": { POST: component("stopped", (state, ns, name) => setComponent(state, ns, name, false)) },
  "/component/restart": { POST: component("restarted", restartComponent) },
  "/migrate": { PUT: { body: "required", run: migrate } },
};

/** The routes that a release has not: wire-notes, section 11. */
export function hasRoute(profile: Profile, path: string): boolean {
  if (profile === "3.5") return path === "/migrate" || path === "/version";
  if (profile !== "3.6") return true;
  return !/^\/(bindings|binding|connections|queues|component\/.*)$/.test(path);
}

function reads(show: (request: RuleRequest) => unknown): Rule {
  return { body: "none", run: (request) => ({ answer: show(request) }) };
}

/** With what the server's log says of it; undefined: nothing. */
function done(answer: unknown, entry?: Partial<WireLogEntry>): Outcome {
  return { answer, ...(entry === undefined ? {} : { log: [entry] }) };
}

function setDefault({ ns, body }: RuleRequest): Outcome {
  ns.default = text(body["production"]);
  return done({ production: ns.default });
}

function startRoute({ state, ns, body, now }: RuleRequest): Outcome {
  const name = text(body["production"]) || ns.default;
  if (name === "") throw noArgument("NoProductionSpecified");
  start(state, ns, name, now);
  return done({ status: "started", production: name }, { text: `Production ${name} started` });
}

function stopRoute({ ns, work, now }: RuleRequest): Outcome {
  const queued = Object.values(ns.queues).some((count) => count > 0);
  const name = ns.active;
  const stopped = stop(ns, now, { busy: work.busy, queued: work.queued || queued });
  return done({ status: "stopped" }, stopped ? { text: `Production ${name} ${ns.status}` } : undefined);
}

function killRoute({ ns, now }: RuleRequest): Outcome {
  const name = ns.active;
  const killed = kill(ns, now);
  return done({ status: "killed" }, killed ? { type: "Warning", text: `Production ${name} killed` } : undefined);
}

function restartRoute({ state, ns, now }: RuleRequest): Outcome {
  restart(state, ns, now);
  return done(
    { status: "restarted" },
    ns.status === "running" ? { text: `Production ${ns.active} restarted` } : undefined,
  );
}

function updateRoute({ state, ns, work }: RuleRequest): Outcome {
  update(state, ns, work);
  return done({ status: "updated" }, ns.status === "running" ? { text: `Production ${ns.active} updated` } : undefined);
}

function component(status: string, act: (state: SandboxState, ns: NamespaceState, name: string) => void): Rule {
  const nameOf = (body: RuleRequest["body"]) => text(body["component"]) || text(body["item"]);
  return {
    body: "required",
    before: (_query, body) => {
      if (nameOf(body) === "") throw noArgument("NoComponentSpecified");
    },
    run: ({ state, ns, body }) => {
      const name = nameOf(body);
      act(state, ns, name);
      return done({ status, component: name }, { config_name: name, text: `Item ${name} ${status}` });
    },
  };
}

function needsClass(query: Query): void {
  if (classOf(query) === "") throw noArgument("NoClassSpecified");
}

function removeBinding({ ns, query }: RuleRequest): Outcome {
  unbind(ns, classOf(query));
  return done({ status: "unbound", class: classOf(query) });
}

function classOf(query: Query): string {
  return query.get("class") || query.get("classname") || "";
}
