import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRoom } from "../../src/sandbox/http/gate.ts";
import { Recorder } from "../../src/sandbox/http/recorder.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/start.ts";

const dir = mkdtempSync(join(tmpdir(), "iopctl-gate-"));
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    dir: join(dir, "state"),
    port: 0,
    host: "127.0.0.1",
    profile: "4.1",
    username: "u",
    password: "p",
    patience: 200,
  });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dir, { recursive: true });
});

/** What comes back for bytes as they are, until the server ends the connection. */
function raw(text: string): Promise<string> {
  const { port } = new URL(sandbox.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (data) => {
      answer += String(data);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}
const request = (headers: string, path = "/api/iop/version") =>
  raw(`GET ${path} HTTP/1.1\r\nAuthorization: Basic dTpw\r\nConnection: close\r\n${headers}\r\n\r\n`);
const status = (answer: string) => /^HTTP\/1.1 (\d+)/.exec(answer)?.[1];

it("of too many connections that ask for nothing the oldest goes; those that ask stay", () => {
  const ended: number[] = [];
  const silent = new Set<object>();
  for (let name = 1; name <= 5; name += 1) {
    let close = () => {};
    const socket = {
      once: (_event: string, told: () => void) => {
        close = told;
      },
      destroy: () => {
        ended.push(name);
        close();
      },
    };
    makeRoom(socket as never, silent as never, 2);
    if (name === 1) silent.delete(socket);
  }
  expect(ended).toEqual([2, 3]);
});

describe("who may come in", () => {
  it.each([
    ["its address", "Host: 127.0.0.1:1", "200"],
    ["localhost", "Host: localhost:52773", "200"],
    ["localhost over IPv6", "Host: [::1]:52773", "200"],
    ["a name that points here", "Host: evil.example:52773", "403"],
    ["a name that only begins so", "Host: 127.0.0.1.evil.example", "403"],
    ["a page of its own", "Host: localhost:1\r\nOrigin: http://localhost:1", "200"],
    ["a page of another site", "Host: localhost:1\r\nOrigin: https://evil.example", "403"],
    ["a page of another port", "Host: localhost:1\r\nOrigin: http://localhost:2", "403"],
    ["a page of nowhere", "Host: localhost:1\r\nOrigin: null", "403"],
  ])("%s", async (_name, headers, wanted) => {
    expect(status(await request(headers))).toBe(wanted);
    expect(status(await request(headers, "/_sandbox/requests"))).toBe("403");
  });

  it("a network's names, where it listens to a network: the control interface still needs its token", async () => {
    const open = await startSandbox({
      dir: join(dir, "open"),
      port: 0,
      host: "0.0.0.0",
      profile: "4.1",
      username: "u",
      password: "p",
    });
    const { port } = new URL(open.url);
    const at = (path: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers }).then((response) => response.status);
    expect(await at("/api/iop/version", { authorization: "Basic dTpw" })).toBe(200);
    expect(await at("/_sandbox/faults", { "x-sandbox-control": sandbox.token })).toBe(403);
    expect(await at("/_sandbox/faults", { "x-sandbox-control": open.token })).toBe(200);
    await open.close();
  });
});

describe("the control interface", () => {
  const control = (method: string, path: string, token: string, body?: string) =>
    fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      headers: { "x-sandbox-control": token },
      ...(body === undefined ? {} : { body }),
    }).then((response) => response.status);

  it("opens with its own token, which lies in its directory for its user alone, and is another each time", async () => {
    expect(await control("GET", "/faults", "1")).toBe(403);
    expect(await control("GET", "/faults", `${sandbox.token}x`)).toBe(403);
    expect(await control("GET", "/faults", sandbox.token)).toBe(200);
    expect(readFileSync(join(dir, "state", "control-token"), "utf8").trim()).toBe(sandbox.token);
    expect(sandbox.token).toMatch(/^[\w-]{32}$/);
  });

  it("answers 400 to what it cannot read", async () => {
    for (const [path, body] of [
      ["/faults", "no JSON"],
      ["/faults", "[]"],
      ["/faults", '{"kind":"nothing"}'],
      ["/faults", '{"kind":"slow","delay":1e12}'],
      ["/faults", '{"kind":"slow","times":-1}'],
      ["/faults", '{"kind":"slow","match":{}}'],
      ["/state", '{"status":"upside down"}'],
      ["/productions", "{}"],
    ] as const) {
      expect([body, await control("POST", path, sandbox.token, body)]).toEqual([body, 400]);
    }
  });
});

describe("what it keeps", () => {
  it("is for its user alone", () => {
    for (const name of ["state.json", "log.ndjson", "control-token", "control-url", "lock"]) {
      expect([name, statSync(join(dir, "state", name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(statSync(join(dir, "state")).mode & 0o777).toBe(0o700);
  });

  it("of requests the last, and of a long one the beginning", () => {
    const recorder = new Recorder();
    const add = (path: string, body: string) => recorder.add({ method: "PUT", path, query: {}, body });
    for (let at = 0; at < 1_500; at += 1) add(`/${at}`, "");
    expect(recorder.list()).toHaveLength(1_000);
    expect(recorder.list().at(-1)?.path).toBe("/1499");
    for (let at = 0; at < 40; at += 1) add("/migrate", "x".repeat(5_000_000));
    const kept = recorder.list().reduce((sum, { body }) => sum + body.length, 0);
    expect(kept).toBeLessThanOrEqual(16 * 1024 * 1024);
    expect(recorder.list().at(-1)?.body).toHaveLength(1024 * 1024);
  });
});

describe("a connection that leads to nothing ends", () => {
  it.each([
    ["one that says nothing", ""],
    ["a head that never ends", "GET /api/iop/version HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
    [
      "a body that never comes",
      "PUT /api/iop/migrate HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic dTpw\r\nContent-Length: 10\r\n\r\n{",
    ],
  ])("%s", async (_name, text) => {
    expect(await raw(text)).toMatch(/^(HTTP\/1.1 408|$)/);
  });

  it.each(["http://[", "//", "/\\", "*", "evil.example:443"])("the target %j is answered", async (target) => {
    expect(["400", "404"]).toContain(status(await request("Host: localhost", target)));
  });

  it("an unparsable target is 400", async () => {
    expect(status(await request("Host: localhost", "http://["))).toBe("400");
    expect(status(await request("Host: localhost", "nowhere"))).toBe("400");
  });
});
