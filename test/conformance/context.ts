import { FIXTURE } from "./fixture.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
  readonly headers: Headers;
  /** The body as JSON; throws where it is none. */
  readonly json: <T = Record<string, unknown>>() => T;
}

interface CallOptions {
  readonly body?: unknown;
  /** As it is, not as JSON. */
  readonly raw?: string;
  readonly password?: string | null;
  readonly namespace?: string | null;
}

/** What a check works with: a server, and for the sandbox its control interface. */
export interface CheckContext {
  readonly namespace: string;
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  readonly get: (path: string, options?: CallOptions) => Promise<Reply>;
  readonly post: (path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  readonly put: (path: string, body?: unknown, options?: CallOptions) => Promise<Reply>;
  readonly del: (path: string) => Promise<Reply>;
  readonly migrate: (request: object) => Promise<Reply>;
  /** Of the sandbox only. */
  readonly control: (method: string, path: string, body?: object) => Promise<unknown>;
}

export interface Server {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly namespace: string;
  readonly isSandbox: boolean;
  /** Of the sandbox's control interface. */
  readonly token: string;
}

export function createContext({ url, username, password, namespace, isSandbox, token }: Server): CheckContext {
  async function call(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    const target = new URL(`${url}/api/iop${path}`);
    const inBody = method === "POST" || method === "PUT";
    const ns = options.namespace === undefined ? namespace : options.namespace;
    if (ns !== null && !target.searchParams.has("namespace")) target.searchParams.set("namespace", ns);
    const secret = options.password === undefined ? password : options.password;
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const response = await fetch(target, {
      method,
      headers: {
        ...(secret === null
          ? {}
          : { authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}` }),
        ...(inBody ? { "content-type": "application/json" } : {}),
      },
      ...(body === undefined || method === "GET" ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      type: response.headers.get("content-type") ?? "",
      headers: response.headers,
      json: <T>() => JSON.parse(text) as T,
    };
  }
  return {
    namespace,
    call,
    get: (path, options) => call("GET", path, options),
    post: (path, body, options) => call("POST", path, { ...options, ...(body === undefined ? {} : { body }) }),
    put: (path, body, options) => call("PUT", path, { ...options, ...(body === undefined ? {} : { body }) }),
    del: (path) => call("DELETE", path),
    migrate: (request) => call("PUT", "/migrate", { body: request }),
    control: async (method, path, body) => {
      if (!isSandbox) throw new Error("this check needs the sandbox's control interface");
      const response = await fetch(`${url}/_sandbox${path}`, {
        method,
        headers: { "x-sandbox-control": token },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
  };
}

/** The fixture, from whatever is there: nothing running, no default. Of a real server the log and other things stay. */
export async function reset(context: CheckContext, isSandbox: boolean): Promise<void> {
  if (isSandbox) {
    await context.control("DELETE", "/faults");
    for (const namespace of [context.namespace, "EMPTY"]) await context.control("POST", "/reset", { namespace });
  } else {
    await context.post("/stop", {});
    await context.put("/default", { production: "" });
  }
  const seeded = await context.migrate(FIXTURE);
  if (seeded.status !== 200) throw new Error(`the fixture was refused: ${seeded.text}`);
}
