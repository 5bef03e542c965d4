import { type WriteClient, writeClientOver } from "../../src/api/client.ts";
import { ApiError } from "../../src/api/error.ts";
import type { HttpRequest } from "../../src/api/http.ts";
import { RULES } from "../../src/sandbox/rules/routes.ts";
import { namespaceOf, type Outcome } from "../../src/sandbox/rules/rule.ts";
import { newState, type SandboxState } from "../../src/sandbox/rules/state.ts";
import { readEntry } from "./read-entry.ts";

export interface ModelServer {
  readonly state: SandboxState;
  readonly client: WriteClient;
  /** `METHOD /path` of each writing call, in order. */
  readonly writes: string[];
  /** Called before each writing call; may throw. */
  beforeWrite: (request: HttpRequest) => void;
  /** Called after each writing call has had its effect; may throw. */
  afterWrite: (request: HttpRequest) => void;
  /** false: Python on the server has no `register_production`. */
  xmlWriter: boolean;
}

/** A client of the sandbox's rules, over a state in memory: what Python would say is read off what was uploaded. */
export function modelServer(state: SandboxState = newState(["USER"]), namespace = "USER"): ModelServer {
  const server: ModelServer = {
    state,
    writes: [],
    beforeWrite: () => undefined,
    afterWrite: () => undefined,
    xmlWriter: true,
    client: writeClientOver(async (request) => {
      if (request.method !== "GET") {
        server.beforeWrite(request);
        server.writes.push(`${request.method} ${request.path}`);
      }
      const answer = respond(server, namespace, request);
      if (request.method !== "GET") server.afterWrite(request);
      return answer;
    }),
  };
  return server;
}

function respond(
  { state, xmlWriter }: ModelServer,
  namespace: string,
  { method, path, ...given }: HttpRequest,
): string {
  const rule = RULES[path]?.[method];
  if (rule === undefined) throw new Error(`no route ${method} ${path}`);
  try {
    const outcome = rule.run({
      state,
      namespace,
      ns: namespaceOf(state, namespace),
      query: new URLSearchParams(given.query),
      body: (given.body ?? {}) as Record<string, unknown>,
      profile: "4.1",
      work: { busy: false, queued: false },
      now: "2026-01-01 00:00:00.000",
      log: [],
    });
    const answer = answerOf(outcome, xmlWriter);
    return path === "/migrate" ? String(answer) : JSON.stringify(answer);
  } catch (error) {
    throw new ApiError({ kind: "server", method, path, status: 500, words: (error as Error).message });
  }
}

function answerOf(outcome: Outcome, xmlWriter: boolean): unknown {
  if (!("asks" in outcome)) return outcome.answer;
  if (outcome.asks === "migrate") return answerOf(outcome.take(readEntry(outcome.question, xmlWriter)), xmlWriter);
  return answerOf(outcome.take({ items: {} }), xmlWriter);
}
