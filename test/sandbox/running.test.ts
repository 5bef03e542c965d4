import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const CODE = `import asyncio
import datetime
import decimal
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from iop import BusinessOperation, BusinessProcess, Message, PydanticMessage

@dataclass
class Ask(Message):
    what: str = ""
    price: decimal.Decimal = None

class Strict(PydanticMessage):
    count: int

class Limits(BusinessOperation):
    def on_ask(self, request: Ask):
        return Ask(str(getattr(self, request.what)()), request.price)

    def on_strict(self, request: Strict):
        return Strict(count=request.count + 1)

    def paths(self):
        import os, sys
        return [sys.executable, *os.environ.values()]

    def zones(self):
        return datetime.datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Vienna")).isoformat()

    def pool(self):
        with ThreadPoolExecutor() as pool:
            return list(pool.map(str, [1, 2]))

    def loop(self):
        async def main():
            await asyncio.sleep(0)
            return await asyncio.to_thread(lambda: "from a thread")
        return asyncio.run(main())

    def daemon(self):
        threading.Thread(target=print, daemon=True).start()

    def boom(self):
        self.log_alert("about to fail")
        raise KeyError("boom")

class Fan(BusinessProcess):
    def on_ask(self, request: Ask):
        for what in ("pool", "zones"):
            self.send_request_async("Limits", Ask(what), completion_key=what)

    def on_response(self, request, response, call_request, call_response, completion_key):
        return Ask("%s %s" % (response.what if response else "", completion_key))

    def on_complete(self, request, response):
        return Ask(request.what + response.what)

class Broken(BusinessOperation):
    def on_init(self):
        raise RuntimeError("no database")
`;

/** The rules are tested in plain CPython (test/sandbox/python); here, that they hold over HTTP and in WebAssembly. */
describe("components that run, as the API shows them", () => {
  let sandbox: TestSandbox;
  const test = (target: string, what?: string, more: object = {}) =>
    sandbox.api("POST", "/test", {
      target,
      restart: false,
      ...(what === undefined ? {} : { classname: "code.Ask", body: { what, ...more } }),
    });
  const answer = async (...of: Parameters<typeof test>) => {
    const reply = await test(...of);
    expect(reply.status, reply.text).toBe(200);
    return (reply.json() as { body: string }).body;
  };
  beforeAll(async () => {
    sandbox = await testSandbox();
    const item = (name: string, cls: string) =>
      `{"@Name": "${name}", "@ClassName": "${cls}", "@PoolSize": "1", "@Enabled": "true"}`;
    const classes = ["Limits", "Fan", "Broken"];
    const items = [...classes.map((name) => item(name, `Python.${name}`)), item("Theirs", "Demo.Missing")];
    const reply = await sandbox.api("PUT", "/migrate", {
      package: "running",
      body: [
        { name: "code.py", data: CODE },
        {
          name: "settings.py",
          data: `import code\nCLASSES = {${classes.map((name) => `"Python.${name}": {"path": "/usr/irissys/mgr/user/running", "module": "code", "class": "${name}"}`).join(", ")}}\nPRODUCTIONS = [{"Run.P": {"@Name": "Run.P", "@TestingEnabled": "true", "Item": [${items.join(", ")}]}}]\n`,
        },
      ],
    });
    expect(reply.status, reply.text).toBe(200);
    expect((await sandbox.api("POST", "/start", { production: "Run.P" })).status).toBe(200);
  });
  afterAll(() => sandbox.close());

  it("M4, M5: answers are compact JSON, typed and validated", async () => {
    expect(await answer("Limits", "pool", { price: "1.50" })).toBe(`{"what":"['1', '2']","price":"1.50"}`);
    const strict = await sandbox.api("POST", "/test", {
      target: "Limits",
      classname: "code.Strict",
      body: { count: "4" },
      restart: false,
    });
    expect(strict.json()).toMatchObject({ body: '{"count":5}', classname: "code.Strict" });
  });

  it("C2: what did not start never answers 200", async () => {
    for (const [target, words] of [
      ["Broken", "Broken did not start: Exception in Python class: Broken - RuntimeError - no database"],
      ["Theirs", "there is no class Demo.Missing"],
    ] as const) {
      const reply = await test(target, "x");
      expect(reply.status).toBe(500);
      expect(reply.text).toContain(words);
      expect((await test(target)).status).toBe(500);
    }
  });

  it("what Python is told of where it runs names no path of this machine", async () => {
    const told = await answer("Limits", "paths");
    expect(told).not.toMatch(/worker\.mjs/);
    expect(told).not.toContain(process.cwd());
  });

  it("C4: the caller waits until the process is done", async () => {
    expect(await answer("Fan", "asked:")).toBe('{"what":"asked: pool zones","price":null}');
  });

  it("C8, C9: the error is a status, the log has the traceback, the calling method and an alert", async () => {
    const reply = await test("Limits", "boom");
    expect(reply.json()).toEqual({
      error: "ERROR <Ens>ErrGeneral: Exception in Python class: Limits - KeyError - 'boom'",
    });
    const log = (await sandbox.api("GET", "/log?since_id=0")).json() as Record<string, string>[];
    const mine = log.filter((entry) => entry["config_name"] === "Limits");
    expect(mine.map((entry) => [entry["type"], entry["source_class"], entry["source_method"]])).toEqual([
      ["Alert", "Limits", "boom"],
      ["Error", "Limits", "on_ask"],
    ]);
    expect(mine[1]?.["text"]).toContain("/usr/irissys/mgr/user/running/code.py");
    expect(mine[1]?.["text"]).toMatch(/KeyError: 'boom'$/);
  });

  it("C10: time zones, executors and event loops work; what cannot names the limit", async () => {
    expect(await answer("Limits", "zones")).toContain("2026-07-01T00:00:00+02:00");
    expect(await answer("Limits", "loop")).toContain("from a thread");
    expect((await test("Limits", "daemon")).text).toContain("WebAssemblyLimit");
  });
});
