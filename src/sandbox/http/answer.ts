import { IrisError } from "../rules/iris-error.ts";
import { writes } from "../rules/rule.ts";
import type { Profile } from "../rules/values.ts";
import { parseBody } from "./body.ts";
import type { Fault, FaultKind } from "./faults.ts";
import type { Instance } from "./instance.ts";
import type { Reply } from "./reply.ts";
import type { Route } from "./routes.ts";

/** A request that has found its route. */
export interface RoutedCall {
  readonly path: string;
  readonly route: Route;
  readonly query: URLSearchParams;
  /** Its body; empty where none is read. */
  readonly text: string;
  readonly struck: ReadonlyMap<FaultKind, Fault>;
}

/** Makes the call: what comes of it, or why nothing does. */
export async function answer(instance: Instance, call: RoutedCall): Promise<Reply> {
  try {
    return { status: 200, text: "", ...(await succeed(instance, call)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refused(error.message, call.path, instance.profile);
  }
}

async function succeed(instance: Instance, { path, route, query, text, struck }: RoutedCall): Promise<Partial<Reply>> {
  const { profile } = instance;
  if (struck.has("fail")) throw new IrisError(struck.get("fail")?.text ?? "ERROR #5001: injected");
  const given = parseBody(text, route.body === "none" ? "tolerant" : route.body, path);
  const body = route.body === "none" ? {} : given;
  route.before?.(query, body);
  const namespace = String(given["namespace"] ?? "") || query.get("namespace") || "USER";
  if (struck.has("ignore")) return { text: "{}" };
  const work = { busy: struck.has("busy"), queued: struck.has("queued") };
  const namespaced = route.namespace !== false;
  const result = await route.run(instance, instance.request({ namespace, query, body, work, namespaced }));
  if (writes(route)) instance.changed(namespace);
  if (struck.has("fail_after")) throw new IrisError(struck.get("fail_after")?.text ?? "ERROR #5001: injected");
  if (profile === "3.5" && path === "/version") return { status: 500, text: "" };
  if (path === "/migrate") return { text: profile === "4.1" ? String(result) : "" };
  return { text: path === "/export" ? ascii(JSON.stringify(result)) : JSON.stringify(result) };
}

function refused(words: string, path: string, profile: Profile): Reply {
  // The documentation says so of every endpoint; a real server's `/migrate` differs (wire-notes, 2.4).
  if (path !== "/migrate" || profile === "documented")
    return { status: 500, text: JSON.stringify({ error: words }), phrase: "Error" };
  const entry = { code: 5002, domain: "%ObjectErrors", error: words, id: "ObjectScriptError", params: [words] };
  return { status: 500, text: JSON.stringify({ errors: [entry], summary: words }) };
}

/** `/export` escapes what is not ASCII, other routes do not (wire-notes, 2.6). */
function ascii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
