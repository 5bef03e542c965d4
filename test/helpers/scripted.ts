import { type WriteClient, writeClientOver } from "../../src/api/client.ts";
import { ApiError, type ApiErrorKind } from "../../src/api/error.ts";
import type { HttpRequest } from "../../src/api/http.ts";
import type { ApplyContext } from "../../src/engine/states.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import { desiredOf, observedOf } from "./states.ts";

/** An error of a route, as it is thrown there. */
export interface Fault {
  readonly kind: ApiErrorKind;
  readonly words?: string;
  readonly status?: number;
}

/** What a route answers: always the same, or one after the other, the last again and again. */
export type Script = Readonly<Record<string, unknown>>;

export interface Scripted {
  readonly client: WriteClient;
  readonly requests: HttpRequest[];
  /** `METHOD /path` of each request, in order. */
  readonly said: () => string[];
}

export const fault = (kind: ApiErrorKind, words = "words", status?: number): Fault =>
  status === undefined ? { kind, words } : { kind, words, status };
/** Answers that are given one after the other. */
export const inTurn = (...answers: readonly unknown[]) => ({ turns: [...answers] });

/** A server whose answers are written down, by `METHOD /path`; a route that is not among them fails the test. */
export function scripted(script: Script): Scripted {
  const requests: HttpRequest[] = [];
  const client = writeClientOver(async (request) => {
    requests.push(request);
    const { method, path } = request;
    const key = `${method} ${path}`;
    if (!(key in script)) throw new Error(`the script has no ${key}`);
    let answer = script[key];
    const turns = (answer as { turns?: unknown[] } | null)?.turns;
    if (turns !== undefined) answer = turns.length > 1 ? turns.shift() : turns[0];
    if (isFault(answer)) throw new ApiError({ method, path, words: "words", ...answer });
    return path === "/migrate" ? String(answer) : JSON.stringify(answer);
  });
  return { client, requests, said: () => requests.map(({ method, path }) => `${method} ${path}`) };
}

function isFault(answer: unknown): answer is Fault {
  return typeof answer === "object" && answer !== null && "kind" in answer;
}

/** What a run is given, on a scripted server; events and requests are kept. */
export function contextOf(
  script: Script,
  parts: Partial<Omit<ApplyContext, "client" | "emit">> = {},
): {
  readonly context: ApplyContext;
  readonly events: ApplyEvent[];
  readonly said: () => string[];
  readonly requests: HttpRequest[];
} {
  const { client, requests, said } = scripted(script);
  const events: ApplyEvent[] = [];
  const context: ApplyContext = {
    desired: desiredOf(),
    observe: async () => observedOf(),
    signal: new AbortController().signal,
    patience: 0,
    settle: 0,
    ...parts,
    client,
    emit: (event) => events.push(event),
  };
  return { context, events, said, requests };
}
