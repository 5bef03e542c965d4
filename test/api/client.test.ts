import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createReadClient, createWriteClient } from "../../src/api/client.ts";
import { ApiError, type ApiErrorKind } from "../../src/api/error.ts";
import type { HttpOptions } from "../../src/api/http.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function serve(handler: Handler): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    handler(request, response, body);
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

const options = (url: string, more: Partial<HttpOptions> = {}): HttpOptions => ({
  url,
  username: "user",
  password: "pä:ss",
  namespace: "IRISAPP",
  verifySsl: true,
  timeout: 1_000,
  longTimeout: 1_000,
  retries: 2,
  ...more,
});

const failing = async (answer: Promise<unknown>): Promise<ApiError> => {
  const error = await answer.then(
    () => new Error("no error"),
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};

describe("each route sends what the API wants", () => {
  type Client = ReturnType<typeof createWriteClient>;
  const body = { namespace: "IRISAPP" };
  const q = "namespace=IRISAPP";
  const routes: [string, (client: Client) => Promise<unknown>, string, string, object | undefined, unknown][] = [
    ["version", (c) => c.version(), "GET", "/version", undefined, { version: "1", description: "d" }],
    ["status", (c) => c.status(), "GET", `/status?${q}`, undefined, { production: "", status: "stopped" }],
    ["list", (c) => c.list(), "GET", `/list?${q}`, undefined, {}],
    ["default", (c) => c.getDefault(), "GET", `/default?${q}`, undefined, { production: "" }],
    ["log", (c) => c.log({ top: 3 }), "GET", `/log?top=3&${q}`, undefined, []],
    ["log since", (c) => c.log({ sinceId: 0 }), "GET", `/log?since_id=0&${q}`, undefined, []],
    [
      "export",
      (c) => c.exportProduction("A.B"),
      "GET",
      `/export?production=A.B&${q}`,
      undefined,
      { "A.B": { "@Name": "A.B" } },
    ],
    [
      "connections",
      (c) => c.connections("A.B"),
      "GET",
      `/connections?production=A.B&${q}`,
      undefined,
      { items: [], warnings: [] },
    ],
    ["queues", (c) => c.queues(), "GET", `/queues?${q}`, undefined, { items: [], warnings: [] }],
    ["bindings", (c) => c.bindings(true), "GET", `/bindings?unused=1&${q}`, undefined, []],
    ["unbind", (c) => c.unbind("A.B"), "DELETE", `/binding?class=A.B&${q}`, undefined, {}],
    ["start", (c) => c.start("A.B"), "POST", "/start", { ...body, production: "A.B" }, {}],
    ["start default", (c) => c.start(), "POST", "/start", body, {}],
    ["stop", (c) => c.stop(), "POST", "/stop", body, {}],
    ["kill", (c) => c.kill(), "POST", "/kill", body, {}],
    ["restart", (c) => c.restart(), "POST", "/restart", body, {}],
    ["update", (c) => c.update(), "POST", "/update", body, {}],
    ["set default", (c) => c.setDefault("A.B"), "PUT", "/default", { ...body, production: "A.B" }, {}],
    ["component start", (c) => c.startComponent("X Y"), "POST", "/component/start", { ...body, component: "X Y" }, {}],
    ["component stop", (c) => c.stopComponent("X"), "POST", "/component/stop", { ...body, component: "X" }, {}],
    [
      "component restart",
      (c) => c.restartComponent("X"),
      "POST",
      "/component/restart",
      { ...body, component: "X" },
      {},
    ],
    [
      "test",
      (c) => c.test({ target: "X", restart: false }),
      "POST",
      "/test",
      { ...body, target: "X", restart: false },
      {},
    ],
    [
      "migrate",
      (c) => c.migrate({ package: "demo", settings_file: "s.py", body: [{ name: "s.py", data: "x" }] }),
      "PUT",
      "/migrate",
      { ...body, package: "demo", settings_file: "s.py", body: [{ name: "s.py", data: "x" }] },
      "printed text, no JSON",
    ],
  ];
  it.each(routes)("%s", async (_name, call, method, path, sent, answer) => {
    let seen: { method?: string; url?: string; body: unknown; authorization?: string } | undefined;
    const url = await serve((request, response, text) => {
      seen = {
        method: request.method ?? "",
        url: request.url ?? "",
        body: text === "" ? undefined : JSON.parse(text),
        authorization: request.headers.authorization ?? "",
      };
      response.setHeader("Content-Type", "application/json");
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
    await call(createWriteClient(options(url)));
    expect(seen).toEqual({
      method,
      url: `/api/iop${path}`,
      body: sent,
      authorization: `Basic ${Buffer.from("user:pä:ss").toString("base64")}`,
    });
  });
});

describe("each error shape becomes one error with the server's own words", () => {
  const rest = { errors: [{ code: 5002, domain: "%ObjectErrors", error: "ERROR #5002: boom", id: "x" }], summary: "s" };
  const cases: [string, number, Record<string, string>, string, ApiErrorKind, string][] = [
    ["{error}", 500, {}, '{"error":"ERROR <Ens>ErrX: words"}', "server", "ERROR <Ens>ErrX: words"],
    ["{error} with 200", 200, {}, '{"error":"words"}', "server", "words"],
    ["%CSP.REST", 500, {}, JSON.stringify(rest), "server", "ERROR #5002: boom"],
    [
      "%CSP.REST behind printed text",
      500,
      {},
      `Migration plan: {"errors" no\n${JSON.stringify(rest)}`,
      "server",
      "ERROR #5002: boom",
    ],
    ["a traceback before the JSON", 500, {}, 'Traceback\n  x\n{"error":"late"}', "server", "late"],
    ["raw text", 500, {}, "<MAXSTRING>", "server", "<MAXSTRING>"],
    ["a missing privilege", 500, {}, '{"error":"ERROR #940: Insufficient privilege"}', "forbidden", "#940"],
    ["401, empty", 401, { "WWW-Authenticate": "Basic" }, "", "unauthorized", "credentials"],
    ["403", 403, {}, "", "forbidden", "forbidden"],
    ["404, empty", 404, {}, "", "missing_route", "no such route"],
    [
      "404 of another site",
      404,
      { "Content-Type": "text/html" },
      "<html><title>Nope</title></html>",
      "not_api",
      "Nope",
    ],
    [
      "a login form with 200",
      200,
      { "Content-Type": "text/html" },
      "<!DOCTYPE html><title>Login</title>",
      "not_api",
      "Login",
    ],
    [
      "a gateway's page",
      502,
      { "Content-Type": "text/html" },
      "<html><title>Bad Gateway</title></html>",
      "gateway",
      "Bad Gateway",
    ],
    ["503, empty", 503, {}, "", "gateway", "gateway"],
    ["no JSON", 200, {}, "hello", "unexpected", "not JSON"],
    ["an empty answer", 200, {}, "", "unexpected", "empty"],
    ["another shape", 200, {}, "[]", "unexpected", "no status"],
    ["a redirect elsewhere", 302, { Location: "http://evil.example/x" }, "", "redirect", "evil.example"],
  ];
  it.each(cases)("%s", async (_name, status, headers, text, kind, words) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, headers);
      response.end(text);
    });
    const error = await failing(createReadClient(options(url, { retries: 0 })).status());
    expect(error).toMatchObject({ kind, method: "GET", path: "/status", status });
    expect(error.message).toContain(words);
  });

  it.each([
    ["", "It runs an IoP release before 4.0"],
    ["/iris", "looked for at /iris/api/iop: the path of the target's url may be wrong. Else the server runs"],
  ])("404, empty: the path %j of the url may be to blame", async (path, words) => {
    const url = await serve((_request, response) => {
      response.writeHead(404);
      response.end();
    });
    const error = await failing(createReadClient(options(`${url}${path}`, { retries: 0 })).status());
    expect(error.message).toContain(words);
  });
});

describe("faults of the connection", () => {
  it("a packed answer is unpacked; one that is cut off is dropped", async () => {
    const packed = gzipSync('{"status":"stopped"}');
    let whole = true;
    const url = await serve((_request, response) => {
      response.setHeader("Content-Encoding", "gzip");
      response.end(whole ? packed : packed.subarray(0, 15));
    });
    expect((await createReadClient(options(url)).status()).status).toBe("stopped");
    whole = false;
    expect((await failing(createReadClient(options(url, { retries: 0 })).status())).kind).toBe("dropped");
  });

  it("reads share a connection, a writing call has one of its own", async () => {
    const ports: number[] = [];
    const url = await serve((request, response) => {
      ports.push(request.socket.remotePort ?? 0);
      response.end('{"status":"stopped"}');
    });
    const client = createWriteClient(options(url));
    await client.status();
    await client.status();
    await client.stop();
    await client.stop();
    expect(ports[0]).toBe(ports[1]);
    expect(new Set(ports).size).toBe(3);
  });

  it("no TLS in time: nothing was sent, so that even a write may be repeated", async () => {
    const server = createNetServer();
    const port = await listen(server as never);
    const error = await failing(
      createWriteClient(options(`https://127.0.0.1:${port}`, { retries: 0, longTimeout: 150, timeout: 150 })).stop(),
    );
    expect([error.kind, error.words]).toEqual([
      "unreachable",
      `could not connect to 127.0.0.1:${port}: no connection within 0.15 s`,
    ]);
  });

  it("nothing listens: unreachable, and the write may be repeated", async () => {
    const error = await failing(createWriteClient(options("http://127.0.0.1:9", { retries: 1 })).stop());
    expect(error.kind).toBe("unreachable");
  });

  it("no such host: unreachable", async () => {
    const error = await failing(createReadClient(options("http://nothing.invalid", { retries: 0 })).status());
    expect(error.kind).toBe("unreachable");
  });

  it("a dropped connection: a read is tried again, a write is not", async () => {
    let count = 0;
    const url = await serve((request) => {
      count += 1;
      request.socket.destroy();
    });
    const error = await failing(createReadClient(options(url)).status());
    expect([error.kind, count]).toEqual(["dropped", 3]);
    count = 0;
    expect((await failing(createWriteClient(options(url)).stop())).kind).toBe("dropped");
    expect(count).toBe(1);
  });

  it("a read comes through when the fault passes", async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count += 1;
      if (count === 1) return void request.socket.destroy();
      if (count === 2) {
        response.writeHead(502, { "Content-Type": "text/html" });
        return void response.end("<html></html>");
      }
      response.end('{"status":"running","production":"P"}');
    });
    expect(await createReadClient(options(url)).status()).toEqual({ status: "running", production: "P" });
  });

  it("a body that is cut off: dropped", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write('{"status"', () => request.socket.destroy());
    });
    expect((await failing(createReadClient(options(url, { retries: 0 })).status())).kind).toBe("dropped");
  });

  it("no answer in time, neither head nor body: timeout", async () => {
    // Long enough to connect on a busy machine: no connection in time is another kind.
    for (const handler of [() => undefined, (_: unknown, response: ServerResponse) => void response.write("{")]) {
      const url = await serve(handler as Handler);
      const error = await failing(createReadClient(options(url, { retries: 0, timeout: 1_000 })).status());
      expect(error.kind).toBe("timeout");
    }
  });

  it("an answer above the size limit is refused", async () => {
    const url = await serve((_request, response) => response.end(JSON.stringify({ status: "x".repeat(5_000) })));
    expect((await failing(createReadClient(options(url, { sizeLimit: 1_000 })).status())).kind).toBe("too_large");
  });

  it("credentials never follow a redirect to another origin; within the origin a read does", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end("{}");
    });
    const url = await serve((request, response) => {
      if (request.url?.includes("/list")) return void response.writeHead(307, { Location: `${other}/x` }).end();
      if (!request.url?.includes("moved")) {
        return void response.writeHead(307, { Location: `${request.url}&moved=1` }).end();
      }
      response.end('{"status":"stopped"}');
    });
    expect((await failing(createReadClient(options(url)).list())).kind).toBe("redirect");
    expect(seen).toEqual([]);
    expect((await createReadClient(options(url)).status()).status).toBe("stopped");
    expect((await failing(createWriteClient(options(url)).stop())).kind).toBe("redirect");
  });

  it("a host that is not allowed gets no request", async () => {
    let count = 0;
    const url = await serve((_request, response) => {
      count += 1;
      response.end("{}");
    });
    const error = await failing(createReadClient(options(url, { allowedHosts: ["iris.example.org"] })).status());
    expect([error.kind, count]).toEqual(["blocked", 0]);
    const { host } = new URL(url);
    await createReadClient(options(url, { allowedHosts: [host] })).list();
    expect(count).toBe(1);
  });

  it("a package name that would delete the folder above it is never sent", () => {
    const client = createWriteClient(options("http://127.0.0.1:9"));
    for (const name of ["", ".", "..", "a/b", "a\\b"]) {
      expect(() => client.migrate({ package: name, settings_file: "s.py", body: [] })).toThrow(
        /is not a name for a package directory/,
      );
    }
  });
});

describe("a hostile page instead of an answer", () => {
  it.each([
    ["titles without an end", "<title".repeat(120_000)],
    ["tags without an end", `<html>${"<".repeat(700_000)}`],
    ["white space", `<html><title>${" ".repeat(700_000)}x`],
    ["tokens of IRIS", JSON.stringify({ error: "CLASS DOES NOT EXIST>".repeat(35_000) })],
  ])("%s: an error of a few words, at once", async (_name, text) => {
    const url = await serve((_request, response) => {
      response.writeHead(500, { "Content-Type": text.startsWith("{") ? "application/json" : "text/html" });
      response.end(text);
    });
    const error = await failing(createReadClient(options(url, { retries: 0 })).status());
    expect(error.words.length).toBeLessThan(2_200);
  });
});

it("keys such as __proto__ from a server do no harm", async () => {
  const body =
    '{"P.X":{"@Name":"P.X","__proto__":{"polluted":1},"Item":{"@Name":"constructor","@ClassName":"X.Y","__proto__":"z"}}}';
  const url = await serve((_request, response) => response.end(body));
  const production = await createReadClient(options(url)).exportProduction("P.X");
  expect(production.items[0]?.name).toBe("constructor");
  expect(production.items[0]?.extra).toEqual([["__proto__", "z"]]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

it("what the server says in words passes the net on every route that gives some on", async () => {
  const url = await serve(({ url: path = "" }, response) => {
    const log = [{ id: 1, config_name: "In", type: "Error", text: "hunter2", time_logged: "" }];
    const other = { production: "A.B", items: [], warnings: ["hunter2"] };
    if (path.includes("/status")) response.writeHead(500).end(JSON.stringify({ error: "hunter2" }));
    else response.end(JSON.stringify(path.includes("/log") ? log : other));
  });
  const hide = (text: string) => text.replaceAll("hunter2", "(sensitive)");
  for (const client of [createReadClient(options(url, { hide })), createWriteClient(options(url, { hide }))]) {
    const answers = await Promise.all([client.log(), client.connections(), client.queues()]);
    expect(JSON.stringify(answers).match(/\(sensitive\)/g)).toHaveLength(3);
    expect(JSON.stringify(answers)).not.toContain("hunter2");
    expect((await failing(client.status())).message).toContain("(sensitive)");
  }
});
