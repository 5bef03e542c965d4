import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** The documentation of the REST API to the letter: each of its endpoints, its response, its parameters and its errors. */
const PACKAGE = {
  remote_folder: "/opt/iris/packages",
  package: "my_package",
  settings_file: "demo.py",
  body: [
    { name: "__init__.py", data: "" },
    {
      name: "mymodule.py",
      data: `
from dataclasses import dataclass
from iop import BusinessOperation, BusinessService, Message, target

@dataclass
class MyMsg(Message):
    key: str = ""

class MyOperation(BusinessOperation):
    def on_init(self):
        self.count = 0
    def on_message(self, request):
        self.count += 1
        self.log_info("Processing request")
        return MyMsg("%s %s %d" % (type(request).__name__, getattr(request, "key", ""), self.count))

class FileService(BusinessService):
    TargetConfigNames = target()
    def on_process_input(self, message):
        return None
`,
    },
    {
      name: "demo.py",
      data: `
import mymodule
CLASSES = {"Python.MyOperation": mymodule.MyOperation, "Python.demo.FileService": mymodule.FileService,
           "Python.WrongOperation": mymodule.MyOperation}
PRODUCTIONS = [{"MyApp.Production": {"@Name": "MyApp.Production", "@TestingEnabled": "true", "Description": "", "ActorPoolSize": "2", "Item": [
    {"@Name": "FileInput", "@ClassName": "Python.demo.FileService", "@PoolSize": "1", "@Enabled": "true",
     "Setting": {"@Target": "Host", "@Name": "TargetConfigNames", "#text": "Python.MyOperation"}},
    {"@Name": "Python.MyOperation", "@ClassName": "Python.MyOperation", "@PoolSize": "1", "@Enabled": "true"}]}}]
`,
    },
  ],
};
const NAME = "MyApp.Production";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox("documented");
  const migrated = await sandbox.api("PUT", "/migrate", PACKAGE);
  // "200 OK with an empty body on success."
  expect([migrated.status, migrated.text]).toEqual([200, ""]);
  await sandbox.api("PUT", "/migrate", { ...PACKAGE, namespace: "IRISAPP" });
  await json("PUT", "/default", { production: NAME });
});
afterAll(() => sandbox.close());

async function json(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await sandbox.api(method, path, body);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.json();
}
/** "All endpoints return HTTP 500 Error with a JSON body on failure." */
async function error(method: string, path: string, body?: unknown): Promise<string> {
  const answer = await sandbox.api(method, path, body);
  const value = answer.json() as { error: string };
  expect([path, answer.status, Object.keys(value)]).toEqual([path, 500, ["error"]]);
  expect(value.error).toMatch(/./);
  return value.error;
}
const started = async (work: () => Promise<unknown>) => {
  await json("POST", "/start", { production: NAME });
  try {
    await work();
  } finally {
    await json("POST", "/stop");
  }
};

describe("the documentation's responses", () => {
  it("GET /version", async () => {
    expect(await json("GET", "/version")).toEqual({
      version: "1.0.0",
      description: "Interoperability Embedded Python Service API",
    });
  });

  it("POST /start, GET /status, POST /update, /restart, /stop, /kill: with a body, and without where it may be left out", async () => {
    expect(await json("POST", "/start", { production: NAME })).toEqual({ status: "started", production: NAME });
    expect(await json("GET", "/status")).toEqual({ production: NAME, status: "running" });
    expect(await json("POST", "/update")).toEqual({ status: "updated" });
    expect(await json("POST", "/restart")).toEqual({ status: "restarted" });
    expect(await json("POST", "/stop")).toEqual({ status: "stopped" });
    // All fields are optional: the last-used production.
    expect(await json("POST", "/start", {})).toEqual({ status: "started", production: NAME });
    expect(await json("POST", "/kill")).toEqual({ status: "killed" });
    expect(await json("GET", "/status")).toMatchObject({ status: "stopped" });
  });

  it("GET /list", async () => {
    await started(async () => {
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(await json("GET", "/list")).toEqual({
        [NAME]: { Status: "Running", LastStartTime: time, LastStopTime: time, AutoStart: false },
      });
    });
  });

  it("GET and PUT /default", async () => {
    expect(await json("PUT", "/default", { production: NAME })).toEqual({ production: NAME });
    expect(await json("GET", "/default")).toEqual({ production: NAME });
  });

  it("GET /log: ten entries, or top, or all since an id in ascending order", async () => {
    type Entry = { readonly id: number; readonly type: string; readonly time_logged: string };
    for (let at = 0; at < 6; at += 1) await started(async () => undefined);
    const ten = (await json("GET", "/log")) as Entry[];
    expect(ten).toHaveLength(10);
    expect(Object.keys(ten[0] ?? {}).sort()).toEqual(
      [
        ...["config_name", "id", "job", "message_id", "session_id", "source_class", "source_method"],
        ...["text", "time_logged", "type"],
      ].sort(),
    );
    expect(ten[0]?.time_logged).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await json("GET", "/log?top=3")).toHaveLength(3);
    const last = Math.max(...ten.map(({ id }) => id));
    const since = (await json("GET", `/log?top=1&since_id=${last - 4}`)) as Entry[];
    expect(since.map(({ id }) => id)).toEqual([last - 3, last - 2, last - 1, last]);
    expect(await json("GET", `/log?since_id=${last}`)).toEqual([]);
  });

  it("GET /export", async () => {
    const item = { pool_size: 1, enabled: true, foreground: false, comment: "", log_trace_events: false, schedule: "" };
    const wanted = {
      ...{ name: NAME, description: "", test_enabled: true, log_trace_events: false, actor_pool_size: 2 },
      items: [
        {
          ...{ name: "FileInput", classname: "Python.demo.FileService", ...item },
          settings: [{ target: "Host", name: "TargetConfigNames", value: "Python.MyOperation" }],
        },
        { name: "Python.MyOperation", classname: "Python.MyOperation", ...item, settings: [] },
      ],
    };
    expect(await json("GET", "/export")).toEqual(wanted);
    expect(await json("GET", `/export?production=${NAME}`)).toEqual(wanted);
  });

  it("GET /connections", async () => {
    const { items, ...rest } = (await json("GET", "/connections")) as { items: Record<string, unknown>[] };
    expect(rest).toEqual({ production: NAME, warnings: [] });
    expect(items[0]).toEqual({
      item: "FileInput",
      class_name: "Python.demo.FileService",
      adapter_class_name: expect.any(String),
      connections: ["Python.MyOperation"],
      warnings: [],
    });
  });

  it("GET /queues", async () => {
    await started(async () => {
      const { items, ...rest } = (await json("GET", `/queues?production=${NAME}`)) as { items: unknown[] };
      expect(rest).toEqual({ production: NAME, warnings: [] });
      expect(items[0]).toEqual({
        ...{ item: "FileInput", queue_name: "FileInput", class_name: "Python.demo.FileService" },
        ...{ exists: true, count: 0 },
      });
    });
  });

  it("POST /test: a body as object and as text, the empty Ens.Request, and a restart where it is asked for", async () => {
    const target = "Python.MyOperation";
    const test = async (body: object) => {
      const answer = (await json("POST", "/test", { target, ...body })) as Record<string, unknown>;
      expect(answer).toEqual({ classname: "mymodule.MyMsg", body: expect.any(String), truncated: false });
      return (JSON.parse(String(answer["body"])) as { key: string }).key;
    };
    await started(async () => {
      expect(await test({ classname: "mymodule.MyMsg", body: { key: "value" }, restart: true })).toBe("MyMsg value 1");
      expect(await test({ classname: "mymodule.MyMsg", body: '{"key": "text"}' })).toBe("MyMsg text 2");
      expect(await test({ classname: "mymodule.MyMsg", restart: false })).toBe("MyMsg  3");
      expect(await test({})).toMatch(/4$/);
      expect(await test({ classname: "mymodule.MyMsg", restart: true })).toBe("MyMsg  1");
    });
  });

  it("POST /component/stop, /component/start, /component/restart; item is an alias", async () => {
    const component = "Python.MyOperation";
    await started(async () => {
      expect(await json("POST", "/component/stop", { component })).toEqual({ status: "stopped", component });
      expect(await json("POST", "/component/start", { item: component })).toEqual({ status: "started", component });
      expect(await json("POST", "/component/restart", { component })).toEqual({ status: "restarted", component });
    });
  });

  it("GET /bindings and DELETE /binding; classname is an alias", async () => {
    const all = (await json("GET", "/bindings")) as Record<string, unknown>[];
    expect(all.find((binding) => binding["class"] === "Python.MyOperation")).toEqual({
      ...{ class: "Python.MyOperation", super: "IOP.BusinessOperation", module: "mymodule", classname: "MyOperation" },
      ...{ classpaths: "/opt/iris/packages/my_package", used: true },
      used_by: [{ production: NAME, item: "Python.MyOperation" }],
    });
    const unused = (await json("GET", "/bindings?unused=true")) as Record<string, unknown>[];
    expect(unused.map((binding) => [binding["class"], binding["used"]])).toEqual([["Python.WrongOperation", false]]);
    expect(await json("DELETE", "/binding?classname=Python.WrongOperation")).toEqual({
      status: "unbound",
      class: "Python.WrongOperation",
    });
  });

  it("the namespace: of the query, or of the body, which wins; on every route", async () => {
    expect(await json("GET", "/default?namespace=IRISAPP")).toEqual({ production: "" });
    await json("PUT", "/default?namespace=USER", { production: "In.App", namespace: "IRISAPP" });
    expect(await json("GET", "/default?namespace=IRISAPP")).toEqual({ production: "In.App" });
    expect(await json("GET", "/default")).toEqual({ production: NAME });
    expect(await getWithBody("/default", '{"namespace": "IRISAPP"}')).toBe('{"production":"In.App"}');
  });

  it("application/json on every endpoint, and Basic authentication", async () => {
    const { username, password } = { username: "u", password: "p4ssw0rd" };
    const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
    for (const path of ["/version", "/status", "/list", "/default", "/log", "/export", "/queues", "/bindings"]) {
      const response = await fetch(`${sandbox.url}/api/iop${path}`, { headers });
      expect([path, response.headers.get("content-type")]).toEqual([path, expect.stringMatching(/^application\/json/)]);
    }
    expect((await fetch(`${sandbox.url}/api/iop/status`)).status).toBe(401);
  });
});

describe("the documentation's errors: {error} on every endpoint", () => {
  it.each([
    ["GET", "/status?namespace=NOPE", undefined],
    ["GET", "/export?production=No.Such", undefined],
    ["POST", "/start", { production: "No.Such" }],
    ["POST", "/component/stop", {}],
    ["POST", "/component/stop", { component: "Nobody" }],
    ["POST", "/test", { target: "Nobody" }],
    ["POST", "/test", {}],
    ["DELETE", "/binding", undefined],
    ["DELETE", "/binding?class=Python.Nobody", undefined],
    ["PUT", "/migrate", { ...PACKAGE, body: [{ name: "demo.py", data: "raise ValueError('boom')" }] }],
    ["PUT", "/migrate", { ...PACKAGE, package: "../out" }],
    ["PUT", "/migrate", { ...PACKAGE, package: "" }],
    ["PUT", "/migrate", { ...PACKAGE, settings_file: "absent.py" }],
    ["PUT", "/migrate", { ...PACKAGE, body: "no list" }],
    ["PUT", "/migrate", { ...PACKAGE, namespace: "NOPE" }],
    ["PUT", "/migrate", "no JSON"],
  ] as const)("%s %s %j", async (method, path, body) => {
    await error(method, path, body);
  });

  it("a binding that is used is not removed: the error names who uses it", async () => {
    expect(await error("DELETE", "/binding?class=Python.MyOperation")).toContain(`${NAME}/Python.MyOperation`);
  });
});

/** `curl -X GET -d …`: fetch sends no such thing. */
function getWithBody(path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${sandbox.url}/api/iop${path}`,
      {
        method: "GET",
        auth: "u:p4ssw0rd",
        headers: { "content-type": "application/json", "content-length": body.length },
      },
      (response) => {
        let text = "";
        response.on("data", (data) => {
          text += String(data);
        });
        response.on("end", () => resolve(text));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
