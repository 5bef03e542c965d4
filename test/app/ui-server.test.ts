import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Clock } from "../../src/app/poller.ts";
import { loopbackAddress, type RunningUi, type SandboxActions, serveUi } from "../../src/app/ui-server.ts";
import { Watch } from "../../src/app/watch.ts";

const CLOCK: Clock = { now: Date.now, after: () => () => undefined, chance: () => 0.5 };
const PAGE = "<!doctype html><script type=module>let a = 1</script>";
let running: RunningUi | undefined;
afterEach(async () => running?.close());

async function serve(sandbox?: SandboxActions): Promise<RunningUi> {
  const watch = new Watch([], CLOCK, { sandbox: sandbox !== undefined, hide: (text) => text });
  running = await serveUi({ host: "127.0.0.1", port: 0, page: PAGE, watch, ...(sandbox ? { sandbox } : {}) });
  return running;
}

/** By node:http: a Host and an Origin as a hostile page would bring them. */
function ask(ui: RunningUi, method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(`${ui.address}${path}`, { method, headers }, (response) => {
      const done = (text: string) => resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
      // A stream does not end: its first words do.
      response.once("data", (chunk) => done(String(chunk)));
      response.once("end", () => done(""));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const actions: SandboxActions = {
  test: async (asked) => ({ classname: "m.A", body: JSON.stringify(asked) }),
  messages: async () => [],
  faults: async () => [],
  arm: async () => {
    throw new Error("kind must be one of slow");
  },
  clear: async () => [],
};

describe("the server of the live page", () => {
  it("gives the page without a token, which lets nothing run but its own script", async () => {
    const ui = await serve();
    const { status, text, headers } = await ask(ui, "GET", "/");
    expect([status, text]).toEqual([200, PAGE]);
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]{43}='; .*connect-src 'self';.*frame-ancestors 'none'$/,
    );
    expect(headers["cache-control"]).toBe("no-store");
    expect(text).not.toContain(ui.token);
  });

  it.each([
    ["no token", {}],
    ["another one", { "x-iopctl-token": "x" }],
    ["a longer one", { "x-iopctl-token": "x".repeat(64) }],
  ])("tells nothing with %s", async (_name, headers) => {
    const { status, text } = await ask(await serve(actions), "GET", "/live", headers);
    expect([status, text]).toEqual([403, expect.stringContaining("open the link that iopctl printed")]);
  });

  it("streams with the token, and takes none in the address", async () => {
    const ui = await serve();
    const own = { "x-iopctl-token": ui.token };
    expect(await ask(ui, "GET", "/live", own)).toMatchObject({
      status: 200,
      text: expect.stringContaining('"kind":"hello"'),
    });
    expect((await ask(ui, "GET", `/live?token=${ui.token}`)).status).toBe(403);
  });

  it.each([
    ["a name that was made to point here", { host: "evil.example" }, "/"],
    ["another site's page", { origin: "https://evil.example" }, "/live"],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }, "/live"],
    ["no site at all", { origin: "null" }, "/live"],
  ])("refuses %s, whatever token it has", async (_name, headers, path) => {
    const ui = await serve(actions);
    expect((await ask(ui, "GET", path, { ...headers, "x-iopctl-token": ui.token })).status).toBe(403);
  });

  it("only shows where there is no sandbox", async () => {
    const ui = await serve();
    const own = { "x-iopctl-token": ui.token, "content-type": "application/json" };
    for (const [method, path] of [
      ["POST", "/test"],
      ["POST", "/faults"],
      ["DELETE", "/faults"],
      ["POST", "/live"],
    ] as const)
      expect(await ask(ui, method, path, own, method === "POST" ? "{}" : undefined)).toMatchObject({
        status: 405,
        text: expect.stringContaining("only shows"),
      });
    expect((await ask(ui, "GET", "/elsewhere", own)).status).toBe(404);
  });

  it("with a sandbox sends a test message, and gives its words where that cannot be", async () => {
    const ui = await serve(actions);
    const own = { "x-iopctl-token": ui.token, "content-type": "application/json" };
    const sent = await ask(ui, "POST", "/test", own, '{"target":"A","item":"X","classname":"m.A","body":{"a":1}}');
    expect(JSON.parse(JSON.parse(sent.text).body)).toEqual({
      target: "A",
      item: "X",
      classname: "m.A",
      body: { a: 1 },
    });
    expect(await ask(ui, "POST", "/faults", own, "{}")).toMatchObject({
      status: 400,
      text: '{"error":"kind must be one of slow"}',
    });
    expect(await ask(ui, "DELETE", "/faults", { "x-iopctl-token": ui.token })).toMatchObject({
      status: 200,
      text: "[]",
    });
    // What a form of another page can send without being asked.
    const { "content-type": _json, ...form } = own;
    expect((await ask(ui, "POST", "/test", { ...form, "content-type": "text/plain" }, "{}")).status).toBe(400);
    expect((await ask(ui, "POST", "/test", own, "[")).status).toBe(400);
  });

  it.each(["0.0.0.0:8080", "10.1.2.3:80", "example.com:80", ":::80", "nowhere", "127.0.0.1:99999"])(
    "listens on %s not at all",
    (listen) => {
      expect(() => loopbackAddress(listen)).toThrow("--listen");
    },
  );

  it.each([
    ["8080", "127.0.0.1", 8080],
    ["localhost:0", "localhost", 0],
    ["[::1]:7", "::1", 7],
  ])("listens on %s", (listen, host, port) => {
    expect(loopbackAddress(listen)).toEqual({ host, port });
  });
});
