import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { RULES } from "../../src/sandbox/rules/routes.ts";
import { namespaceOf, type Outcome } from "../../src/sandbox/rules/rule.ts";
import { type NamespaceState, newState, type SandboxState } from "../../src/sandbox/rules/state.ts";
import type { WireLogEntry } from "../../src/wire/types.ts";
import { readEntry } from "./read-entry.ts";

/** A call as it came in. */
interface HeardCall {
  readonly method: string;
  /** Below /api/iop. */
  readonly path: string;
  readonly namespace: string;
}

/** What is done instead of an answer, or after the call had its effect. */
type Mishap = "drop before" | "drop after" | { readonly status: number; readonly text: string };

export interface ModelHttp {
  readonly url: string;
  /** Of who calls it. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: SandboxState;
  readonly ns: (namespace?: string) => NamespaceState;
  readonly log: WireLogEntry[];
  /** The writing calls since the last time: `METHOD /path`, with the namespace where it is another than USER. */
  readonly writes: () => string[];
  /** May bring a mishap about; undefined: all goes well. */
  mishap: (call: HeardCall) => Mishap | undefined;
  readonly close: () => Promise<void>;
}

/** The sandbox's rules over HTTP, in this process and in memory: for what needs no Python and no disk of a server. */
export async function modelHttp(namespaces: readonly string[] = ["USER"]): Promise<ModelHttp> {
  let heard: HeardCall[] = [];
  const state = newState(namespaces);
  const server = createServer((request, response) => {
    const reply = (status: number, text: string) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(text);
    };
    const answered = async () => {
      const url = new URL(request.url ?? "", "http://x");
      const body = await bodyOf(request);
      const path = url.pathname.replace("/api/iop", "");
      const namespace = String(body["namespace"] ?? url.searchParams.get("namespace") ?? "USER");
      const call = { method: request.method ?? "", path, namespace };
      const mishap = model.mishap(call);
      if (mishap === "drop before") return request.socket.destroy();
      if (request.headers.authorization !== AUTHORIZATION) return reply(401, "");
      if (typeof mishap === "object") return reply(mishap.status, mishap.text);
      if (call.method !== "GET") heard.push(call);
      const rule = RULES[path]?.[call.method as "GET"];
      if (rule === undefined) return reply(404, "");
      const outcome = rule.run({
        ...{ state, namespace, ns: namespaceOf(state, namespace), query: url.searchParams, body, profile: "4.1" },
        ...{ work: { busy: false, queued: false }, now: "2026-01-01 00:00:00.000", log: model.log },
      });
      const answer = answerOf(outcome);
      if (mishap === "drop after") return request.socket.destroy();
      return reply(200, path === "/migrate" ? String(answer) : JSON.stringify(answer));
    };
    answered().catch((error: Error) => reply(500, JSON.stringify({ error: error.message })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const model: ModelHttp = {
    ...{ url, state, log: [], env: { IOP_URL: url, IOP_USERNAME: "u", IOP_PASSWORD: "p4ssw0rd" } },
    ns: (namespace = "USER") => namespaceOf(state, namespace),
    writes: () => {
      const calls = heard.map(({ method, path, namespace }) => {
        const other = namespace === "USER" ? "" : ` ${namespace}`;
        return `${method} ${path}${other}`;
      });
      heard = [];
      return calls;
    },
    mishap: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return model;
}

const AUTHORIZATION = `Basic ${btoa("u:p4ssw0rd")}`;

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function answerOf(outcome: Outcome): unknown {
  if (!("asks" in outcome)) return outcome.answer;
  if (outcome.asks === "migrate") return answerOf(outcome.take(readEntry(outcome.question, true)));
  return answerOf(outcome.take({ items: {} }));
}
