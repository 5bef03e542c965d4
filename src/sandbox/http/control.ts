import type { IncomingMessage, ServerResponse } from "node:http";
import { isLoopback } from "../../this-machine.ts";
import { define } from "../rules/catalogue.ts";
import { messages } from "../rules/connections.ts";
import { sparse } from "../rules/definition.ts";
import { staleItems } from "../rules/jobs.ts";
import { entryOf, type LifecycleStatus, type NamespaceState, newNamespace, put } from "../rules/state.ts";
import { readBody } from "./body.ts";
import { type Faults, readFault } from "./faults.ts";
import { sameToken } from "./gate.ts";
import type { Instance } from "./instance.ts";
import type { Recorder } from "./recorder.ts";
import type { Store } from "./store.ts";

/** What the control interface acts on. */
export interface ControlContext {
  readonly instance: Instance;
  readonly store: Store;
  readonly faults: Faults;
  readonly recorder: Recorder;
  /** What opens it. */
  readonly token: string;
}

/** A control call, in a namespace that exists. */
interface ControlCall extends ControlContext {
  readonly namespace: string;
  readonly ns: NamespaceState;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Control = (call: ControlCall) => Answer | Promise<Answer>;

const CONTROLS: Readonly<Record<string, Control>> = {
  "GET /inspect": inspect,
  "GET /messages": messagesTaken,
  "GET /requests": ({ recorder }) => ok(recorder.list()),
  "GET /calls": ({ recorder, faults }) => ok({ underWay: recorder.underWay, held: faults.held }),
  "DELETE /requests": ({ recorder }) => {
    recorder.clear();
    return ok([]);
  },
  "GET /faults": ({ faults }) => ok(faults.list()),
  "DELETE /faults": ({ faults }) => {
    faults.clear();
    return ok([]);
  },
  "POST /faults": armFault,
  "POST /reset": reset,
  "POST /state": setState,
  "POST /productions": setProduction,
  "POST /bindings": setBinding,
};

/**
 * What a real server does not have: a way to bring about faults and rare states and to see what runs, for tests.
 * Loopback only, and only with the token that lies in the sandbox's directory.
 */
export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: ControlContext,
): Promise<void> {
  const { status, body } = await controlAnswer(request, url, context);
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

async function controlAnswer(request: IncomingMessage, url: URL, context: ControlContext): Promise<Answer> {
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const token = request.headers["x-sandbox-control"];
  if (!isLoopback(address) || !sameToken(typeof token === "string" ? token : undefined, context.token)) {
    return wrong(
      403,
      "the control interface takes local calls only, with the token of the sandbox in the header x-sandbox-control",
    );
  }
  const { instance } = context;
  const text = request.method === "GET" ? "" : await readBody(request);
  const body = bodyOf(text);
  if (body === undefined) return wrong(400, "the body is not a JSON object");
  const namespace = String(body["namespace"] ?? url.searchParams.get("namespace") ?? "USER");
  const what = `${request.method} ${url.pathname.slice("/_sandbox".length)}`;
  if (what === "POST /namespaces") return addNamespace(instance, namespace);
  const ns = entryOf(instance.state.namespaces, namespace);
  if (ns === undefined) return wrong(404, `there is no namespace ${namespace}`);
  const act = entryOf(CONTROLS, what);
  if (act === undefined) return wrong(404, `there is no ${what}`);
  return act({ ...context, namespace, ns, query: url.searchParams, body });
}

function addNamespace(instance: Instance, namespace: string): Answer {
  const { namespaces } = instance.state;
  if (entryOf(namespaces, namespace) === undefined) put(namespaces, namespace, newNamespace());
  instance.changed(namespace);
  return ok(Object.keys(namespaces));
}

function inspect({ instance: { state }, ns }: ControlCall): Answer {
  const [files, directories] = [state.files, state.directories].map((paths) => Object.keys(paths).sort());
  return ok({ ...ns, stale: staleItems(state, ns), files, directories });
}

async function messagesTaken({ instance, namespace, ns, query }: ControlCall): Promise<Answer> {
  const name = query.get("production") || ns.active || ns.default;
  try {
    return ok(await instance.follow(messages(instance.state, ns, name), namespace));
  } catch (error) {
    return wrong(500, (error as Error).message);
  }
}

function armFault({ faults, body }: ControlCall): Answer {
  const fault = readFault(body);
  if (typeof fault === "string") return wrong(400, fault);
  faults.arm(fault);
  return ok(faults.list());
}

function reset(call: ControlCall): Answer {
  const { instance, store, namespace } = call;
  put(instance.state.namespaces, namespace, newNamespace());
  store.log.delete(namespace);
  return changed(call);
}

const STATUSES: readonly string[] = ["running", "stopped", "suspended", "troubled"];

function setState(call: ControlCall): Answer {
  const { ns, body } = call;
  const { status, active, default: byDefault, queues } = body;
  if (status !== undefined && !STATUSES.includes(String(status))) {
    return wrong(400, `status must be one of ${STATUSES.join(", ")}`);
  }
  if (typeof status === "string") {
    ns.status = status as LifecycleStatus;
    if (ns.status !== "running") ns.runtime = null;
  }
  if (typeof active === "string") ns.active = active;
  if (typeof byDefault === "string") ns.default = byDefault;
  if (typeof queues === "object" && queues !== null) ns.queues = queues as Record<string, number>;
  return changed(call);
}

function setProduction(call: ControlCall): Answer {
  const { ns, body } = call;
  const { name, definition } = body;
  if (typeof name !== "string") return wrong(400, "name must be a production's name");
  define(ns, name, sparse(name, (definition ?? {}) as Record<string, unknown>));
  if (definition === null) (ns.productions[name] as { definition: null }).definition = null;
  return changed(call);
}

function setBinding(call: ControlCall): Answer {
  const { ns, body } = call;
  put(ns.bindings, String(body["class"]), {
    super: String(body["super"] ?? "IOP.BusinessOperation"),
    module: String(body["module"] ?? ""),
    classname: String(body["classname"] ?? ""),
    classpaths: String(body["classpaths"] ?? ""),
  });
  return changed(call);
}

function changed({ instance, namespace }: ControlCall): Answer {
  instance.changed(namespace);
  return ok({ done: true });
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function wrong(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** undefined: it is no JSON object. */
function bodyOf(text: string): Record<string, unknown> | undefined {
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
