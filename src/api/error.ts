import { isObject } from "../model/json.ts";
import type { Where } from "../model/where.ts";

/**
 * What went wrong, as far as the caller must act on it:
 * `unreachable` no connection was made; `certificate` TLS was refused by us; `dropped` and `timeout` the connection was
 * made and the answer did not come (the call may have had its effect); `gateway` something between us and the server
 * answered; `unauthorized` and `forbidden` the credentials or the right are missing; `missing_route` the server does not
 * know the path (older than IoP 4.0); `server` the server's own error; `not_api` another web site answers; `redirect`,
 * `too_large` and `unexpected` an answer that is refused; `blocked` a host that IOPCTL_ALLOWED_HOSTS does not list.
 */
export type ApiErrorKind =
  | "unreachable"
  | "certificate"
  | "dropped"
  | "timeout"
  | "gateway"
  | "unauthorized"
  | "forbidden"
  | "missing_route"
  | "server"
  | "not_api"
  | "redirect"
  | "too_large"
  | "unexpected"
  | "blocked";

/** What an ApiError is made of. */
export interface ApiErrorFields {
  readonly kind: ApiErrorKind;
  readonly method: string;
  /** Below /api/iop. */
  readonly path: string;
  /** undefined: there was no answer. */
  readonly status?: number;
  /** The server's own words, or the operating system's. */
  readonly words: string;
  /** What to do. */
  readonly hint?: string;
}

/** The one error of the client: what happened, where, the server's own words, and what to do. */
export class ApiError extends Error implements ApiErrorFields {
  readonly kind: ApiErrorKind;
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly words: string;
  readonly hint?: string;
  /** Of whom it was asked. Set where it is thrown by a client. */
  where?: Where;

  constructor(fields: ApiErrorFields) {
    const status = fields.status === undefined ? "" : ` answered ${fields.status}`;
    const hint = fields.hint === undefined ? "" : `\n  ${fields.hint}`;
    super(`${fields.method} ${fields.path}${status}: ${fields.words}${hint}`);
    this.name = "ApiError";
    this.kind = fields.kind;
    this.method = fields.method;
    this.path = fields.path;
    if (fields.status !== undefined) this.status = fields.status;
    this.words = fields.words;
    if (fields.hint !== undefined) this.hint = fields.hint;
  }
}

/** Whether the call certainly did not reach the server, so that it may be made again whatever it does. */
export function neverReached(error: unknown): boolean {
  return error instanceof ApiError && ["unreachable", "certificate", "blocked"].includes(error.kind);
}

/** Whether nothing is known of the call's effect. */
export function effectUnknown(error: unknown): boolean {
  return error instanceof ApiError && ["dropped", "timeout", "gateway", "too_large", "unexpected"].includes(error.kind);
}

/** Whether an error answer carries one of IRIS's tokens, which no language changes (wire-notes, 2.5). */
export function hasToken(error: unknown, token: string | RegExp): boolean {
  if (!(error instanceof ApiError) || error.kind !== "server") return false;
  return typeof token === "string" ? error.words.includes(token) : token.test(error.words);
}

/**
 * Refusals that IRIS gives before it does anything (wire-notes, 2.5 and 3): what fails later, as a stop whose work is not
 * finished or an upload, may have changed something.
 */
const BEFORE_ANYTHING = new RegExp(
  [
    "ErrProductionAlreadyRunning|ErrInvalidProduction|ErrProductionSuspendedMismatch|ErrProductionNotShutdownCleanly",
    "ErrProductionNotRunning|ErrProductionNotRegistered|ErrConfigItemNotFound|ErrBusinessDispatchNameNotRegistered",
    "ErrCanNotAcquireRuntimeLock|already (?:disabled|enabled)|No proxy class defined|Cannot delete class",
    "NamespaceCheck|NamespaceDoesNotExist|No(?:Production|Component|Class)Specified|CLASS DOES NOT EXIST",
  ].join("|"),
);

/** A component ran and failed: whatever tokens its own error quotes are not the server's answer to this call. */
const OF_A_COMPONENT = /Exception in Python class:/;

/** Whether an error of a writing call says that the call changed nothing. */
export function changedNothing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (["unauthorized", "forbidden", "missing_route"].includes(error.kind) || neverReached(error)) return true;
  if (error.kind !== "server" || error.path === "/migrate" || OF_A_COMPONENT.test(error.words)) return false;
  return BEFORE_ANYTHING.test(error.words);
}

/** An answer of a server that is judged: its status, its content type, and its text. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** The error of an answer; undefined where it is a success. `json` where the route's success is JSON. */
export function answerError(
  method: string,
  path: string,
  answer: Answer,
  json: boolean,
  asked: { readonly url: string; readonly username: string; readonly password: string },
): ApiError | undefined {
  const { status, text } = answer;
  const request = { method, path, status };
  const html = isHtml(answer);
  if (status === 401) {
    return new ApiError({
      ...request,
      kind: "unauthorized",
      words: refusedText(asked),
      hint: "Set IOP_USERNAME and IOP_PASSWORD, or username and password of the target.",
    });
  }
  if (status === 403) {
    return new ApiError({ ...request, kind: "forbidden", words: html ? "forbidden" : shorten(text) || "forbidden" });
  }
  if ([408, 429, 502, 503, 504].includes(status) || (status >= 500 && html)) {
    return new ApiError({
      ...request,
      kind: "gateway",
      words: html || text === "" ? pageTitle(text) || "a gateway's page instead of an answer" : shorten(text),
      hint: "The web server or gateway in front of IRIS answered. Is IRIS up, and is the gateway's time-out long enough?",
    });
  }
  if (status === 404 && text === "") {
    return new ApiError({
      ...request,
      kind: "missing_route",
      words: "the server has no such route",
      hint: noRoute(asked.url),
    });
  }
  if (html || (status >= 400 && status < 500)) {
    return new ApiError({
      ...request,
      kind: "not_api",
      words: `not the IoP API but ${html ? `a web page${titleOf(text)}` : `"${shorten(text)}"`}`,
      hint: "Check the target's url: the API is looked for at <url>/api/iop. A login form also looks like this.",
    });
  }
  if (status >= 200 && status < 300) {
    const inside = json ? errorField(text) : undefined;
    return inside === undefined ? undefined : serverError(request, inside);
  }
  return serverError(request, serverWords(text));
}

/** An address has a path only where one web server serves several instances of IRIS. */
function noRoute(url: string): string {
  const old = "runs an IoP release before 4.0, or the web application /api/iop is not installed.";
  const path = URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, "") : "";
  if (path === "") return `It ${old}`;
  return `The API was looked for at ${path}/api/iop: the path of the target's url may be wrong. Else the server ${old}`;
}

/** Whom the server refused, and whether something was missing from the start. */
function refusedText({ username, password }: { readonly username: string; readonly password: string }): string {
  const missing = [...(username === "" ? ["the username"] : []), ...(password === "" ? ["the password"] : [])];
  const who = username === "" ? "" : ` of user ${username}`;
  const empty = missing.length === 0 ? "" : `: ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} empty`;
  return `the server refused the credentials${who}${empty}`;
}

function serverError(request: { method: string; path: string; status: number }, text: string): ApiError {
  const words = shorten(text);
  if (/#940|<PROTECT>/.test(words)) {
    return new ApiError({
      ...request,
      kind: "forbidden",
      words,
      hint: "The user lacks an IRIS privilege for this call.",
    });
  }
  const hint = OF_A_COMPONENT.test(words) ? undefined : HINTS.find(([token]) => token.test(words))?.[1];
  return new ApiError({ ...request, kind: "server", words, ...(hint === undefined ? {} : { hint }) });
}

/** What the server's own words leave open (wire-notes, sections 2 and 3). */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/NamespaceCheck/, "The server has no such namespace: check namespace of the target, or --namespace."],
  [/CLASS DOES NOT EXIST>.*IOP/, "IoP is not installed in this namespace: `iop --init` there, or name another one."],
  [
    /ErrBusinessDispatchNameNotRegistered/,
    "Does the production run, is the item enabled, and is test_enabled set? `iopctl status` and `iopctl connections` say.",
  ],
  [/ErrProductionNotRunning/, "Nothing runs: `iopctl status` shows what is there, `iopctl start` starts it."],
  [/ErrConfigItemNotFound/, "`iopctl connections` lists the items."],
  [
    /ErrProductionNotQuiescent/,
    "Work is not finished: `iopctl queues` shows what waits; --drain lets it finish first.",
  ],
  [
    /ErrProductionNotShutdownCleanly/,
    "`iopctl status` says troubled: recover it in IRIS first, with Ens.Director's RecoverProduction.",
  ],
];

/** In the place of the words of a server that says nothing. */
const NO_WORDS = "no words";

/** The server's words in every error shape of wire-notes 2.4: `{"error"}`, the %CSP.REST shape behind printed text, text. */
function serverWords(text: string): string {
  const field = errorField(text);
  if (field !== undefined) return field;
  const index = text.lastIndexOf('{"errors"');
  if (index !== -1) {
    try {
      const body: unknown = JSON.parse(text.slice(index));
      if (isObject(body) && Array.isArray(body["errors"])) {
        const words = body["errors"]
          .map((entry: unknown) => (isObject(entry) && typeof entry["error"] === "string" ? entry["error"] : ""))
          .filter((entry) => entry !== "");
        if (words.length > 0) return words.join("\n");
        return typeof body["summary"] === "string" && body["summary"] !== "" ? body["summary"] : NO_WORDS;
      }
    } catch {
      // Not that shape after all: the raw text says more than a guess.
    }
  }
  // A Python traceback may stand before the error (wire-notes, 3.10).
  const last = errorField(text.slice(Math.max(0, text.lastIndexOf('{"error"'))));
  return last ?? (shorten(text) || NO_WORDS);
}

function errorField(text: string): string | undefined {
  // Most answers are none, and large ones are not parsed a second time to see it; a key may stand escaped.
  if (!/^\s*\{/.test(text) || !/"error"|\\u00/.test(text)) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body) && typeof body["error"] === "string") return body["error"] || NO_WORDS;
  } catch {
    return undefined;
  }
  return undefined;
}

function isHtml({ contentType, text }: Answer): boolean {
  return (
    /^\s*(<!doctype html|<html|<head)/i.test(text) || (contentType.includes("text/html") && !/^\s*[[{]/.test(text))
  );
}

/** A page's title, else its words. Looks at its beginning only, each character a fixed number of times: the page is others'. */
function pageTitle(page: string): string {
  const text = page.slice(0, 20_000);
  const lower = text.toLowerCase();
  const open = lower.indexOf("<title");
  const from = open === -1 ? -1 : lower.indexOf(">", open);
  const to = from === -1 ? -1 : lower.indexOf("<", from);
  if (to !== -1 && text.slice(from + 1, to).trim() !== "") return shorten(text.slice(from + 1, to));
  // What stands between tags.
  const words = text.split("<").map((part, index) => (index === 0 ? part : part.slice(part.indexOf(">") + 1)));
  return shorten(words.join(" ").replace(/\s+/g, " "));
}

function titleOf(text: string): string {
  const title = pageTitle(text);
  return title === "" ? "" : ` ("${title}")`;
}

/** Others' words, cut to some 2,000 characters: IRIS puts its code first, Python what went wrong last. */
function shorten(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= 2_000) return trimmed;
  return `${trimmed.slice(0, 1_200)} … (${trimmed.length - 2_000} characters left out) … ${trimmed.slice(-800)}`;
}
