import type { IncomingMessage, ServerResponse } from "node:http";
import { messages } from "../rules/connections.ts";
import { sparse } from "../rules/definition.ts";
import { define, staleItems } from "../rules/lifecycle.ts";
import { type LifecycleStatus, newNamespace, own, put } from "../rules/state.ts";
import { readFault } from "./faults.ts";
import { isLoopback, sameToken } from "./gate.ts";
import type { ServerOptions } from "./options.ts";
import type { Recorder } from "./recorder.ts";

export interface ControlContext extends ServerOptions {
  readonly recorder: Recorder;
  readonly read: () => Promise<string>;
  readonly changed: () => void;
}

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
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const token = request.headers["x-sandbox-control"];
  if (!isLoopback(address) || !sameToken(typeof token === "string" ? token : undefined, context.token)) {
    return reply(response, 403, {
      error:
        "the control interface takes local calls only, with the token of the sandbox in the header x-sandbox-control",
    });
  }
  const { state } = context.store;
  const text = request.method === "GET" ? "" : await context.read();
  const body = bodyOf(text);
  if (body === undefined) return reply(response, 400, { error: "the body is not a JSON object" });
  const namespace = String(body["namespace"] ?? url.searchParams.get("namespace") ?? "USER");
  const what = `${request.method} ${url.pathname.slice("/_sandbox".length)}`;
  if (what === "POST /namespaces") {
    if (own(state.namespaces, namespace) === undefined) put(state.namespaces, namespace, newNamespace());
    context.changed();
    return reply(response, 200, Object.keys(state.namespaces));
  }
  const ns = own(state.namespaces, namespace);
  if (ns === undefined) return reply(response, 404, { error: `there is no namespace ${namespace}` });
  switch (what) {
    case "GET /inspect":
      return reply(response, 200, {
        ...ns,
        stale: staleItems(state, ns),
        files: Object.keys(state.files).sort(),
        directories: Object.keys(state.directories).sort(),
      });
    case "GET /messages":
      try {
        const name = url.searchParams.get("production") || ns.active || ns.default;
        return reply(response, 200, await messages(name, { state, ns, python: context.python }));
      } catch (error) {
        return reply(response, 500, { error: (error as Error).message });
      }
    case "GET /requests":
      return reply(response, 200, context.recorder.list());
    case "GET /calls":
      return reply(response, 200, { underWay: context.recorder.underWay, held: context.faults.held });
    case "DELETE /requests":
      context.recorder.clear();
      return reply(response, 200, []);
    case "GET /faults":
      return reply(response, 200, context.faults.list());
    case "DELETE /faults":
      context.faults.clear();
      return reply(response, 200, []);
    case "POST /faults": {
      const fault = readFault(body);
      if (typeof fault === "string") return reply(response, 400, { error: fault });
      context.faults.arm(fault);
      return reply(response, 200, context.faults.list());
    }
    case "POST /reset":
      put(state.namespaces, namespace, newNamespace());
      context.store.log.delete(namespace);
      break;
    case "POST /state":
      if (body["status"] !== undefined && !STATUSES.includes(String(body["status"]))) {
        return reply(response, 400, { error: `status must be one of ${STATUSES.join(", ")}` });
      }
      setState(ns, body);
      break;
    case "POST /productions":
      if (typeof body["name"] !== "string") return reply(response, 400, { error: "name must be a production's name" });
      define(
        ns,
        String(body["name"]),
        sparse(String(body["name"]), (body["definition"] ?? {}) as Record<string, unknown>),
      );
      if (body["definition"] === null) (ns.productions[String(body["name"])] as { definition: null }).definition = null;
      break;
    case "POST /bindings":
      put(ns.bindings, String(body["class"]), {
        super: String(body["super"] ?? "IOP.BusinessOperation"),
        module: String(body["module"] ?? ""),
        classname: String(body["classname"] ?? ""),
        classpaths: String(body["classpaths"] ?? ""),
      });
      break;
    default:
      return reply(response, 404, { error: `there is no ${what}` });
  }
  context.changed();
  return reply(response, 200, { done: true });
}

const STATUSES: readonly string[] = ["running", "stopped", "suspended", "troubled"];

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

function setState(ns: ReturnType<typeof newNamespace>, body: Record<string, unknown>): void {
  if (typeof body["status"] === "string") {
    ns.status = body["status"] as LifecycleStatus;
    if (ns.status !== "running") ns.runtime = null;
  }
  if (typeof body["active"] === "string") ns.active = body["active"];
  if (typeof body["default"] === "string") ns.default = body["default"];
  if (typeof body["queues"] === "object" && body["queues"] !== null)
    ns.queues = body["queues"] as Record<string, number>;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}
