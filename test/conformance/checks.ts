import { strict as assert } from "node:assert";
import type { CheckContext, Reply } from "./context.ts";
import { FIXTURE } from "./fixture.ts";

/** One conformance check of wire-notes section 13. Throws where the server differs. */
export interface Check {
  readonly id: number;
  readonly title: string;
  /** Marked † there: inferred, never seen. */
  readonly inferred?: true;
  /** Needs the sandbox's control interface, or a second namespace. */
  readonly sandbox?: true;
  /** Profile that it runs against; absent: 4.1. */
  readonly profile?: "documented" | "3.6" | "3.5";
  readonly run: (server: CheckContext) => Promise<void>;
}

const ok = (reply: Reply, body?: unknown) => {
  assert.equal(reply.status, 200, reply.text);
  if (body !== undefined) assert.deepEqual(reply.json(), body);
};
/** status 500, content type application/json, an object whose only key is `error`, a non-empty string. */
const err = (reply: Reply, ...tokens: string[]) => {
  assert.equal(reply.status, 500, reply.text);
  assert.match(reply.type, /^application\/json/);
  const body = reply.json<{ error: string }>();
  assert.deepEqual(Object.keys(body), ["error"]);
  assert.notEqual(body.error, "");
  for (const token of tokens) assert.ok(body.error.includes(token), `${body.error} has no ${token}`);
};
const empty = (reply: Reply, status: number) => {
  assert.equal(reply.status, status);
  assert.equal(reply.text, "");
};
const errors = (reply: Reply, token = "") => {
  assert.equal(reply.status, 500, reply.text);
  const body = JSON.parse(reply.text.slice(reply.text.lastIndexOf('{"errors"'))) as {
    errors: { error: string }[];
    summary: string;
    error?: string;
  };
  assert.ok(body.errors[0]?.error);
  assert.ok(body.summary);
  assert.equal(body.error, undefined);
  assert.ok(body.errors[0].error.includes(token), `${body.errors[0].error} has no ${token}`);
};
const statusOf = async (server: CheckContext) => (await server.get("/status")).json();
const startDemo = async (server: CheckContext) => ok(await server.post("/start", { production: "Demo.P" }));
const defaultOf = async (server: CheckContext, namespace?: string) =>
  (await server.get("/default", namespace === undefined ? {} : { namespace })).json()["production"];
const exported = async (server: CheckContext, name: string) => {
  const reply = await server.get(`/export?production=${name}`);
  ok(reply);
  return reply.json<
    Record<string, { Item: Record<string, unknown>[] | Record<string, unknown> } & Record<string, unknown>>
  >()[name] as never as {
    Item: (Record<string, unknown> & { Setting?: unknown })[];
  } & Record<string, unknown>;
};
const bindings = async (server: CheckContext, query = "") => {
  const reply = await server.get(`/bindings${query}`);
  ok(reply);
  return reply.json<
    { class: string; used: unknown; used_by: { production: string; item: string }[]; classpaths: string }[]
  >();
};
const logTexts = async (server: CheckContext) =>
  (await server.get("/log?since_id=0")).json<{ text: string; config_name: string }[]>();
const files = (...named: [string, string][]) => named.map(([name, data]) => ({ name, data }));
const NEW = 'PRODUCTIONS = [{"New.P": {"@Name": "New.P", "Item": []}}]\n';
const demo = (items: string) =>
  `PRODUCTIONS = [{"Demo.P": {"@Name": "Demo.P", "@TestingEnabled": "true", "Item": [${items}]}}]\n`;
const item = (name: string, more = "") => `{"@Name": "${name}", "@ClassName": "Python.Op", "@PoolSize": "1"${more}}`;

export const CHECKS: readonly Check[] = [
  {
    id: 1,
    title: "no credentials: 401 with WWW-Authenticate Basic",
    run: async (s) => {
      const reply = await s.get("/version", { password: null });
      assert.equal(reply.status, 401);
      assert.match(reply.headers.get("www-authenticate") ?? "", /^Basic/);
    },
  },
  {
    id: 2,
    title: "a wrong password: 401",
    run: async (s) => assert.equal((await s.get("/version", { password: "wrong" })).status, 401),
  },
  {
    id: 3,
    title: "/version",
    run: async (s) => {
      const reply = await s.get("/version");
      ok(reply);
      assert.equal(reply.json()["version"], "1.0.0");
      assert.equal(typeof reply.json()["description"], "string");
    },
  },
  {
    id: 4,
    title: "/v1/version is /version",
    run: async (s) => assert.equal((await s.get("/v1/version")).text, (await s.get("/version")).text),
  },
  {
    id: 5,
    title: "/version with a namespace that is not there",
    run: async (s) => ok(await s.get("/version?namespace=NOPE")),
  },
  { id: 6, title: "an unknown path: 404, empty", run: async (s) => empty(await s.get("/nothing"), 404) },
  {
    id: 7,
    title: "GET /start: 405, Allow, empty",
    run: async (s) => {
      const reply = await s.get("/start");
      empty(reply, 405);
      assert.ok(reply.headers.get("allow")?.includes("POST"));
    },
  },
  {
    id: 8,
    title: "POST /default: 405 with both in Allow",
    run: async (s) => {
      const reply = await s.post("/default", {});
      assert.equal(reply.status, 405);
      for (const method of ["GET", "PUT"]) assert.ok(reply.headers.get("allow")?.includes(method));
    },
  },
  { id: 9, title: "a namespace that is not there", run: async (s) => err(await s.get("/status?namespace=NOPE")) },
  {
    id: 10,
    title: "no namespace, and an empty one, are USER",
    run: async (s) => {
      const user = (await s.get("/status?namespace=USER")).text;
      assert.equal((await s.get("/status", { namespace: null })).text, user);
      assert.equal((await s.get("/status?namespace=", {})).text, user);
    },
  },
  {
    id: 11,
    title: "the body's namespace wins",
    sandbox: true,
    run: async (s) => {
      ok(await s.put("/default", { production: "E.P", namespace: "EMPTY" }));
      assert.equal(await defaultOf(s, "EMPTY"), "E.P");
      assert.equal(await defaultOf(s), "");
    },
  },
  {
    id: 12,
    title: "bodies of GET are not read",
    run: async (s) => {
      // fetch sends no body with GET: a socket does.
      const { request } = await import("node:http");
      const { url, authorization } = rawTarget(s);
      const status = await new Promise<number>((resolve, reject) => {
        const body = JSON.stringify({ namespace: "NOPE" });
        const sent = request(
          `${url}/api/iop/status?namespace=${s.namespace}`,
          {
            method: "GET",
            headers: { authorization, "content-type": "application/json", "content-length": body.length },
          },
          (reply) => {
            reply.resume();
            resolve(reply.statusCode ?? 0);
          },
        );
        sent.on("error", reject);
        sent.end(body);
      });
      assert.equal(status, 200);
    },
  },
  {
    id: 13,
    title: "successes are application/json",
    run: async (s) => {
      for (const path of [
        "/version",
        "/status",
        "/list",
        "/default",
        "/log",
        "/export?production=Demo.P",
        "/queues",
        "/connections",
        "/bindings",
      ]) {
        assert.match((await s.get(path)).type, /^application\/json/, path);
      }
    },
  },
  { id: 14, title: "no default", run: async (s) => ok(await s.get("/default"), { production: "" }) },
  {
    id: 15,
    title: "PUT /default takes any name",
    run: async (s) => {
      ok(await s.put("/default", { production: "No.Such" }), { production: "No.Such" });
      assert.equal(await defaultOf(s), "No.Such");
    },
  },
  {
    id: 16,
    title: "PUT /default {} clears it",
    run: async (s) => {
      await s.put("/default", { production: "X.Y" });
      ok(await s.put("/default", {}), { production: "" });
      assert.equal(await defaultOf(s), "");
    },
  },
  {
    id: 17,
    title: "PUT /default with no JSON changes nothing",
    run: async (s) => {
      await s.put("/default", { production: "X.Y" });
      err(await s.put("/default", undefined, { raw: "not json" }));
      assert.equal(await defaultOf(s), "X.Y");
    },
  },
  {
    id: 18,
    title: "/list",
    run: async (s) => {
      const list = (await s.get("/list")).json<Record<string, Record<string, unknown>>>();
      assert.deepEqual(Object.keys(list).sort(), ["Demo.P", "Solo.P"]);
      for (const entry of Object.values(list)) {
        assert.deepEqual(Object.keys(entry).sort(), ["AutoStart", "LastStartTime", "LastStopTime", "Status"]);
        assert.equal(entry["Status"], "Stopped");
        assert.equal(entry["AutoStart"], 0);
      }
    },
  },
  {
    id: 19,
    title: "/list of an empty namespace",
    sandbox: true,
    run: async (s) => ok(await s.get("/list", { namespace: "EMPTY" }), {}),
  },
  {
    id: 20,
    title: "/export: one key, an array of items, all attributes text",
    run: async (s) => {
      const reply = await s.get("/export?production=Demo.P");
      ok(reply);
      assert.deepEqual(Object.keys(reply.json()), ["Demo.P"]);
      const production = await exported(s, "Demo.P");
      assert.equal(production["@Name"], "Demo.P");
      assert.equal(production.Item.length, 3);
      for (const entry of [production, ...production.Item]) {
        for (const [key, value] of Object.entries(entry)) if (key.startsWith("@")) assert.equal(typeof value, "string");
      }
    },
  },
  {
    id: 21,
    title: "/export: one setting an object, two an array, none absent",
    run: async (s) => {
      const { Item } = await exported(s, "Demo.P");
      const named = (name: string) => Item.find((entry) => entry["@Name"] === name) as (typeof Item)[number];
      assert.equal((named("Op").Setting as Record<string, unknown>)["#text"], "3");
      assert.equal((named("Svc").Setting as unknown[]).length, 2);
      assert.ok(!("Setting" in named("Off")));
      assert.equal(named("Off")["@Enabled"], "false");
    },
  },
  {
    id: 22,
    title: "/export: one item an object, an empty setting without #text",
    run: async (s) => {
      const { Item } = (await exported(s, "Solo.P")) as unknown as { Item: { Setting: Record<string, unknown> } };
      assert.ok(!Array.isArray(Item));
      assert.ok(!Array.isArray(Item.Setting));
      assert.ok(!("#text" in Item.Setting));
    },
  },
  { id: 23, title: "/export of none", run: async (s) => err(await s.get("/export?production=No.Such"), "#5001") },
  {
    id: 24,
    title: "/export without a name is of the default",
    run: async (s) => {
      err(await s.get("/export"), "#5001");
      await s.put("/default", { production: "Demo.P" });
      assert.equal((await s.get("/export")).text, (await s.get("/export?production=Demo.P")).text);
    },
  },
  {
    id: 25,
    title: "/status while stopped",
    run: async (s) => ok(await s.get("/status"), { production: "", status: "stopped" }),
  },
  {
    id: 26,
    title: "/stop, /kill, /update while stopped: 200, nothing done",
    run: async (s) => {
      for (const [path, status] of [
        ["/stop", "stopped"],
        ["/kill", "killed"],
        ["/update", "updated"],
      ] as const) {
        ok(await s.post(path), { status });
        assert.deepEqual(await statusOf(s), { production: "", status: "stopped" });
      }
    },
  },
  {
    id: 27,
    title: "/start needs a body",
    run: async (s) => {
      err(await s.post("/start"));
      err(await s.post("/start", undefined, { raw: "{" }));
    },
  },
  {
    id: 28,
    title: "/start {} without a default",
    run: async (s) => {
      err(await s.post("/start", {}));
      assert.deepEqual(await statusOf(s), { production: "", status: "stopped" });
    },
  },
  {
    id: 29,
    title: "/start of none",
    run: async (s) => err(await s.post("/start", { production: "No.Such" }), "ErrInvalidProduction"),
  },
  {
    id: 30,
    title: "/start",
    run: async (s) => {
      ok(await s.post("/start", { production: "Demo.P" }), { status: "started", production: "Demo.P" });
      assert.deepEqual(await statusOf(s), { production: "Demo.P", status: "running" });
      const list = (await s.get("/list")).json<Record<string, Record<string, string>>>();
      assert.equal(list["Demo.P"]?.["Status"], "Running");
      assert.equal(list["Solo.P"]?.["Status"], "Stopped");
      assert.notEqual(list["Demo.P"]?.["LastStartTime"], "");
    },
  },
  {
    id: 31,
    title: "/start of what runs",
    run: async (s) => {
      await startDemo(s);
      err(await s.post("/start", { production: "Demo.P" }), "ErrProductionAlreadyRunning", "Demo.P");
    },
  },
  {
    id: 32,
    title: "/start of another",
    run: async (s) => {
      await startDemo(s);
      err(await s.post("/start", { production: "Solo.P" }), "ErrProductionAlreadyRunning", "Demo.P");
      assert.equal((await statusOf(s))["production"], "Demo.P");
    },
  },
  {
    id: 33,
    title: "/restart",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/restart"), { status: "restarted" });
      assert.deepEqual(await statusOf(s), { production: "Demo.P", status: "running" });
    },
  },
  {
    id: 34,
    title: "/update acts on what runs",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/update", { production: "Solo.P" }), { status: "updated" });
      assert.equal((await statusOf(s))["production"], "Demo.P");
    },
  },
  {
    id: 35,
    title: "/stop with garbage stops",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/stop", undefined, { raw: "garbage" }), { status: "stopped" });
      assert.deepEqual(await statusOf(s), { production: "", status: "stopped" });
      assert.notEqual(
        (await s.get("/list")).json<Record<string, Record<string, string>>>()["Demo.P"]?.["LastStopTime"],
        "",
      );
    },
  },
  {
    id: 36,
    title: "/restart while stopped, with a default: 200, nothing runs",
    run: async (s) => {
      await s.put("/default", { production: "Demo.P" });
      ok(await s.post("/restart"), { status: "restarted" });
      assert.equal((await statusOf(s))["status"], "stopped");
    },
  },
  { id: 37, title: "/restart while stopped, no default", run: async (s) => err(await s.post("/restart")) },
  {
    id: 38,
    title: "a stop with queued messages suspends",
    sandbox: true,
    run: async (s) => {
      await startDemo(s);
      await s.control("POST", "/state", { namespace: s.namespace, queues: { Op: 1 } });
      ok(await s.post("/stop"), { status: "stopped" });
      assert.deepEqual(await statusOf(s), { production: "Demo.P", status: "suspended" });
      err(await s.post("/start", { production: "Solo.P" }), "ErrProductionSuspendedMismatch");
      ok(await s.post("/start", { production: "Demo.P" }));
    },
  },
  {
    id: 39,
    title: "a stop with a busy handler is refused; /kill is not",
    sandbox: true,
    run: async (s) => {
      await startDemo(s);
      await s.control("POST", "/faults", { kind: "busy", match: "POST /stop" });
      err(await s.post("/stop"), "ErrProductionNotQuiescent");
      assert.equal((await statusOf(s))["status"], "running");
      ok(await s.post("/kill"), { status: "killed" });
    },
  },
  {
    id: 40,
    title: "troubled",
    sandbox: true,
    run: async (s) => {
      await s.control("POST", "/state", { namespace: s.namespace, status: "troubled", active: "Demo.P" });
      assert.equal((await statusOf(s))["status"], "troubled");
      err(await s.post("/start", { production: "Demo.P" }), "ErrProductionNotShutdownCleanly");
      ok(await s.post("/stop"));
      assert.equal((await statusOf(s))["status"], "troubled");
    },
  },
  {
    id: 41,
    title: "namespaces are independent",
    sandbox: true,
    run: async (s) => {
      ok(await s.put("/migrate", { ...FIXTURE, namespace: "EMPTY" }));
      ok(await s.post("/start", { production: "Solo.P", namespace: "EMPTY" }));
      assert.equal((await statusOf(s))["status"], "stopped");
      await startDemo(s);
      assert.equal((await s.get("/status", { namespace: "EMPTY" })).json()["production"], "Solo.P");
    },
  },
  {
    id: 42,
    title: "/component/stop",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/component/stop", { component: "Op" }), { status: "stopped", component: "Op" });
    },
  },
  {
    id: 43,
    title: "/component/stop again",
    run: async (s) => {
      await startDemo(s);
      await s.post("/component/stop", { component: "Op" });
      err(await s.post("/component/stop", { component: "Op" }), "already");
    },
  },
  {
    id: 44,
    title: "/component/stop does not change the definition",
    run: async (s) => {
      await startDemo(s);
      await s.post("/component/stop", { component: "Op" });
      const { Item } = await exported(s, "Demo.P");
      assert.equal(Item.find((entry) => entry["@Name"] === "Op")?.["@Enabled"], "true");
    },
  },
  {
    id: 45,
    title: "/component/restart of a stopped one",
    run: async (s) => {
      await startDemo(s);
      await s.post("/component/stop", { component: "Op" });
      err(await s.post("/component/restart", { component: "Op" }));
      err(await s.post("/component/stop", { component: "Op" }), "already");
    },
  },
  {
    id: 46,
    title: "item is an alias of component",
    run: async (s) => {
      await startDemo(s);
      await s.post("/component/stop", { component: "Op" });
      ok(await s.post("/component/start", { item: "Op" }), { status: "started", component: "Op" });
    },
  },
  {
    id: 47,
    title: "/component/start without a name or a body",
    run: async (s) => {
      await startDemo(s);
      err(await s.post("/component/start", {}));
      err(await s.post("/component/start"));
    },
  },
  {
    id: 48,
    title: "/component/stop of none",
    run: async (s) => {
      await startDemo(s);
      err(await s.post("/component/stop", { component: "Nope" }), "ErrConfigItemNotFound", "Nope", "Demo.P");
    },
  },
  {
    id: 49,
    title: "/component/restart",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/component/restart", { component: "Svc" }), { status: "restarted", component: "Svc" });
    },
  },
  {
    id: 50,
    title: "component wins over item",
    run: async (s) => {
      await startDemo(s);
      assert.equal((await s.post("/component/stop", { component: "Op", item: "Svc" })).json()["component"], "Op");
      err(await s.post("/component/stop", { component: "Op" }), "already");
    },
  },
  {
    id: 51,
    title: "/component/stop while stopped stays until a migrate redefines",
    run: async (s) => {
      await startDemo(s);
      await s.post("/stop");
      ok(await s.post("/component/stop", { component: "Op" }));
      await startDemo(s);
      err(await s.post("/component/stop", { component: "Op" }), "already");
      ok(await s.migrate(FIXTURE));
      ok(await s.post("/component/stop", { component: "Op" }));
    },
  },
  {
    id: 52,
    title: "/log: newest first, ten keys",
    run: async (s) => {
      await startDemo(s);
      const log = (await s.get("/log?top=3")).json<Record<string, unknown>[]>();
      assert.ok(log.length > 0 && log.length <= 3);
      const keys = [
        "config_name",
        "id",
        "job",
        "message_id",
        "session_id",
        "source_class",
        "source_method",
        "text",
        "time_logged",
        "type",
      ];
      for (const [at, entry] of log.entries()) {
        assert.deepEqual(Object.keys(entry).sort(), keys);
        assert.equal(typeof entry["id"], "number");
        assert.ok(["Assert", "Error", "Warning", "Info", "Trace", "Alert", "Unknown"].includes(String(entry["type"])));
        if (at > 0) assert.ok(Number(log[at - 1]?.["id"]) > Number(entry["id"]));
      }
    },
  },
  {
    id: 53,
    title: "/log?since_id=0: all, oldest first, top ignored",
    run: async (s) => {
      await startDemo(s);
      await s.post("/stop");
      const all = (await s.get("/log?since_id=0")).json<{ id: number }[]>();
      assert.ok(all.length > 1);
      for (const [at, { id }] of all.entries()) if (at > 0) assert.ok(id > (all[at - 1]?.id ?? 0));
      assert.deepEqual((await s.get("/log?top=1&since_id=0")).json(), all);
    },
  },
  {
    id: 54,
    title: "/log after the last, and of an empty log",
    sandbox: true,
    run: async (s) => {
      ok(await s.get("/log", { namespace: "EMPTY" }), []);
      await startDemo(s);
      const all = (await s.get("/log?since_id=0")).json<{ id: number }[]>();
      ok(await s.get(`/log?since_id=${all.at(-1)?.id}`), []);
      for (const entry of all) for (const value of Object.values(entry)) assert.notEqual(value, null);
    },
  },
  {
    id: 55,
    title: "/connections",
    run: async (s) => {
      const reply = await s.get("/connections?production=Demo.P");
      ok(reply);
      const { items } = reply.json<{ items: Record<string, unknown>[] }>();
      assert.deepEqual(
        items.map((entry) => entry["item"]),
        ["Svc", "Op", "Off"],
      );
      for (const entry of items)
        for (const key of ["item", "class_name", "kind", "connections", "warnings"]) assert.ok(key in entry, key);
      assert.equal(items[0]?.["iop"], 1);
      for (const key of ["iop", "module", "classname", "classpaths"]) assert.ok(!(key in (items[2] ?? {})), key);
    },
  },
  {
    id: 56,
    title: "/connections and /queues of none: a warning",
    run: async (s) => {
      for (const path of ["/connections", "/queues"]) {
        const { items, warnings } = (await s.get(`${path}?production=No.Such`)).json<{
          items: unknown[];
          warnings: string[];
        }>();
        assert.deepEqual(items, []);
        assert.equal(warnings.length, 1);
        assert.ok(warnings[0]?.includes("No.Such"));
      }
    },
  },
  {
    id: 57,
    title: "/queues",
    run: async (s) => {
      const { items } = (await s.get("/queues?production=Demo.P")).json<{ items: Record<string, unknown>[] }>();
      assert.equal(items.length, 3);
      for (const entry of items) {
        assert.deepEqual(Object.keys(entry).sort(), ["class_name", "count", "exists", "item", "queue_name"]);
        assert.equal(entry["queue_name"], entry["item"]);
        assert.ok(entry["exists"] === 0 || entry["exists"] === 1);
        assert.ok(Number(entry["count"]) >= 0);
      }
    },
  },
  {
    id: 58,
    title: "/test with a message",
    run: async (s) => {
      await startDemo(s);
      const reply = await s.post("/test", { target: "Op", classname: "cmsg.Ping", body: { a: 1 } });
      ok(reply);
      const answer = reply.json();
      assert.deepEqual(Object.keys(answer).sort(), ["body", "classname", "truncated"]);
      assert.equal(JSON.parse(String(answer["body"])).a, 2);
      assert.ok(answer["truncated"] === 0 || answer["truncated"] === 1);
    },
  },
  {
    id: 59,
    title: "/test with the body as text",
    run: async (s) => {
      await startDemo(s);
      const [a, b] = [{ a: 1 }, '{"a":1}'];
      const send = (body: unknown) => s.post("/test", { target: "Op", classname: "cmsg.Ping", body });
      assert.equal((await send(b)).text, (await send(a)).text);
    },
  },
  {
    id: 60,
    title: "/test without a class, no answer: {}",
    run: async (s) => {
      await startDemo(s);
      ok(await s.post("/test", { target: "Op" }), {});
    },
  },
  {
    id: 61,
    title: "/test of none",
    run: async (s) => {
      await startDemo(s);
      err(await s.post("/test", { target: "Nope" }), "ErrConfigItemNotFound");
      err(await s.post("/test", { target: "Nope", restart: false }), "ErrBusinessDispatchNameNotRegistered");
    },
  },
  {
    id: 62,
    title: "/test restarts the target unless told not to",
    run: async (s) => {
      await startDemo(s);
      const restarts = async () =>
        (await logTexts(s)).filter(({ config_name, text }) => config_name === "Op" && /restart|start/i.test(text))
          .length;
      const before = await restarts();
      ok(await s.post("/test", { target: "Op", restart: false }));
      assert.equal(await restarts(), before);
      ok(await s.post("/test", { target: "Op" }));
      assert.ok((await restarts()) > before);
    },
  },
  {
    id: 63,
    title: "/test while nothing runs",
    run: async (s) => err(await s.post("/test", { target: "Op", restart: false }), "ErrProductionNotRunning"),
  },
  {
    id: 64,
    title: "/test without testing enabled",
    run: async (s) => {
      ok(await s.post("/start", { production: "Solo.P" }));
      err(await s.post("/test", { target: "One", restart: false }), "EnsLib.Testing.Service");
    },
  },
  {
    id: 65,
    title: "/bindings",
    run: async (s) => {
      const all = await bindings(s);
      assert.deepEqual(
        all.map((entry) => entry.class),
        ["Python.Adp", "Python.Op", "Python.Orphan", "Python.Svc"],
      );
      for (const entry of all)
        assert.deepEqual(Object.keys(entry).sort(), [
          "class",
          "classname",
          "classpaths",
          "module",
          "super",
          "used",
          "used_by",
        ]);
    },
  },
  {
    id: 66,
    title: "used and used_by",
    run: async (s) => {
      const all = await bindings(s);
      const op = all.find((entry) => entry.class === "Python.Op");
      assert.equal(op?.used, 1);
      assert.deepEqual(op?.used_by, [
        { production: "Demo.P", item: "Op" },
        { production: "Solo.P", item: "One" },
      ]);
      for (const name of ["Python.Orphan", "Python.Adp"]) {
        const entry = all.find((binding) => binding.class === name);
        assert.deepEqual([entry?.used, entry?.used_by], [0, []]);
      }
    },
  },
  {
    id: 67,
    title: "the unused filter",
    run: async (s) => {
      for (const value of ["1", "TRUE", "yes", "on"])
        assert.equal((await bindings(s, `?unused=${value}`)).length, 2, value);
      for (const value of ["0", "false", "", "t"])
        assert.equal((await bindings(s, `?unused=${value}`)).length, 4, value);
    },
  },
  {
    id: 68,
    title: "DELETE /binding of a used one",
    run: async (s) => {
      err(await s.del("/binding?class=Python.Op"), "<Ens>ErrGeneral", "Demo.P/Op", "Solo.P/One");
      assert.equal((await bindings(s)).length, 4);
    },
  },
  {
    id: 69,
    title: "DELETE /binding, and again",
    run: async (s) => {
      ok(await s.del("/binding?classname=Python.Orphan"), { status: "unbound", class: "Python.Orphan" });
      err(await s.del("/binding?classname=Python.Orphan"), "No proxy class defined");
    },
  },
  {
    id: 70,
    title: "DELETE /binding of no proxy, and of nothing",
    run: async (s) => {
      err(await s.del("/binding?class=EnsLib.Any"), "not a IOP proxy class");
      err(await s.del("/binding"));
    },
  },
  { id: 71, title: "DELETE /binding of an adapter", run: async (s) => ok(await s.del("/binding?class=Python.Adp")) },
  {
    id: 72,
    title: "/migrate of a definition",
    run: async (s) => {
      const [status, fallback] = [await statusOf(s), await defaultOf(s)];
      ok(await s.migrate({ package: "new", body: files(["settings.py", NEW]) }));
      await exported(s, "New.P");
      assert.ok("New.P" in (await s.get("/list")).json());
      assert.deepEqual([await statusOf(s), await defaultOf(s)], [status, fallback]);
    },
  },
  {
    id: 73,
    title: "/migrate of a class: classpaths is folder and package",
    run: async (s) => {
      const own =
        'from iop import BusinessOperation\nclass O(BusinessOperation):\n    pass\nCLASSES = {"Python.Own": O}\n';
      ok(await s.migrate({ remote_folder: "/opt/conformance", package: "own", body: files(["settings.py", own]) }));
      assert.equal(
        (await bindings(s)).find((entry) => entry.class === "Python.Own")?.classpaths,
        "/opt/conformance/own",
      );
    },
  },
  {
    id: 74,
    title: "/migrate again with a file fewer; old bindings stay",
    run: async (s) => {
      const check = (name: string) => `import os\nif ${name}: raise ValueError("still there")\nCLASSES = {}\n`;
      const there = 'os.path.exists(os.path.join(os.path.dirname(__file__), "cparts.py"))';
      ok(await s.migrate({ package: "conformance", body: files(["settings.py", check(there)]) }));
      assert.equal((await bindings(s)).length, 4);
    },
  },
  {
    id: 75,
    title: "a redefined running production shows at once and runs after /update",
    run: async (s) => {
      await startDemo(s);
      ok(await s.migrate({ package: "more", body: files(["settings.py", demo(`${item("Op")}, ${item("Extra")}`)]) }));
      assert.equal((await exported(s, "Demo.P")).Item.length, 2);
      err(await s.post("/test", { target: "Extra", classname: "cmsg.Ping", body: {}, restart: false }));
      ok(await s.post("/update"));
      ok(await s.post("/test", { target: "Extra", classname: "cmsg.Ping", body: {}, restart: false }));
    },
  },
  {
    id: 76,
    title: "settings_file, and a missing one",
    run: async (s) => {
      ok(await s.migrate({ package: "entry", settings_file: "demo.py", body: files(["demo.py", NEW]) }));
      await exported(s, "New.P");
      errors(await s.migrate({ package: "entry", settings_file: "gone.py", body: files(["demo.py", NEW]) }));
    },
  },
  {
    id: 77,
    title: "/migrate with no JSON, and with no such namespace",
    run: async (s) => {
      errors(await s.call("PUT", "/migrate", { raw: "{" }));
      errors(await s.migrate({ ...FIXTURE, namespace: "NOPE" }));
      ok(await s.migrate(FIXTURE));
    },
  },
  {
    id: 78,
    title: "/migrate of a file that raises, and of CLASSES = []",
    run: async (s) => {
      errors(
        await s.migrate({ package: "bad", body: files(["settings.py", 'raise ValueError("my words")\n']) }),
        "my words",
      );
      errors(
        await s.migrate({ package: "bad", body: files(["settings.py", "CLASSES = []\n"]) }),
        "CLASSES must be a dictionary",
      );
      assert.equal((await bindings(s)).length, 4);
    },
  },
  {
    id: 79,
    title: "a class that its module does not define: nothing is registered",
    run: async (s) => {
      const text =
        'import os\nfrom iop import BusinessOperation\nclass A(BusinessOperation):\n    pass\nCLASSES = {"Python.First": A, "Python.Second": {"path": os.path.dirname(__file__), "module": "m", "class": "Gone"}}\n';
      errors(await s.migrate({ package: "two", body: files(["settings.py", text], ["m.py", "X = 1\n"]) }));
      assert.ok(!(await bindings(s)).some((entry) => entry.class === "Python.First"));
    },
  },
  {
    id: 80,
    title: "strict validation",
    run: async (s) => {
      const setting = ', "Setting": {"@Target": "Host", "@Name": "TargetConfigNames", "#text": "Nobody"}';
      const request = { package: "strict", body: files(["settings.py", demo(item("Op", setting))]) };
      errors(await s.migrate({ ...request, strict_production_validation: true }), "Production validation");
      ok(await s.migrate({ ...request, strict_production_validation: false }));
    },
  },
  {
    id: 81,
    title: "folders and UTF-8",
    run: async (s) => {
      const text =
        'from sub.x import TEXT\nPRODUCTIONS = [{"New.P": {"@Name": "New.P", "Description": TEXT, "Item": []}}]\n';
      ok(await s.migrate({ package: "utf", body: files(["settings.py", text], ["sub/x.py", 'TEXT = "käse ☃ 😀"\n']) }));
      assert.equal((await exported(s, "New.P"))["Description"], "käse ☃ 😀");
    },
  },
  {
    id: 82,
    title: "a package name or a file that would leave its folder",
    inferred: true,
    sandbox: true,
    run: async (s) => {
      for (const name of ["", ".", "..", "a/b"])
        errors(await s.migrate({ package: name, body: files(["settings.py", ""]) }));
      errors(await s.migrate({ package: "p" }));
      errors(await s.migrate({ package: "p", body: files(["../x.py", ""]) }));
      ok(await s.migrate(FIXTURE));
    },
  },
  {
    id: 83,
    title: "the printed success of 4.x",
    inferred: true,
    run: async (s) => assert.ok((await s.migrate(FIXTURE)).text.includes("Migration succeeded")),
  },
  {
    id: 84,
    title: "Item as an object fails, Setting as an object does not",
    run: async (s) => {
      const one = `PRODUCTIONS = [{"New.P": {"@Name": "New.P", "Item": ${item("Op")}}}]\n`;
      errors(await s.migrate({ package: "shape", body: files(["settings.py", one]) }));
      const setting = ', "Setting": {"@Target": "Host", "@Name": "X", "#text": "1"}';
      ok(await s.migrate({ package: "shape", body: files(["settings.py", demo(item("Op", setting))]) }));
    },
  },
  {
    id: 85,
    title: "no @PoolSize: absent after the first migration, 0 after the second",
    inferred: true,
    run: async (s) => {
      const text =
        'PRODUCTIONS = [{"New.P": {"@Name": "New.P", "Item": [{"@Name": "Op", "@ClassName": "Python.Op"}]}}]\n';
      const pool = async () => ((await exported(s, "New.P")).Item as unknown as Record<string, unknown>)["@PoolSize"];
      ok(await s.migrate({ package: "pool", body: files(["settings.py", text]) }));
      assert.equal(await pool(), undefined);
      ok(await s.migrate({ package: "pool", body: files(["settings.py", text]) }));
      assert.equal(await pool(), "0");
    },
  },
  {
    id: 86,
    title: "3.6: no routes of 4.0, settings_file ignored",
    profile: "3.6",
    run: async (s) => {
      for (const path of ["/bindings", "/connections", "/queues"]) empty(await s.get(path), 404);
      empty(await s.del("/binding?class=X.Y"), 404);
      for (const action of ["start", "stop", "restart"])
        empty(await s.post(`/component/${action}`, { component: "Op" }), 404);
      ok(
        await s.migrate({
          package: "old",
          settings_file: "other.py",
          body: files(["settings.py", NEW], ["other.py", "raise ValueError(1)\n"]),
        }),
      );
      await exported(s, "New.P");
    },
  },
  {
    id: 87,
    title: "3.5: /migrate only",
    profile: "3.5",
    run: async (s) => {
      for (const path of ["/status", "/list", "/default", "/log", "/export"]) empty(await s.get(path), 404);
      const version = await s.get("/version");
      assert.throws(() => version.json());
      assert.equal((await s.migrate({ ...FIXTURE, namespace: s.namespace })).status, 200);
    },
  },
  {
    id: 88,
    title: "the documented shapes",
    profile: "documented",
    run: async (s) => {
      const body = (await s.get("/export?production=Demo.P")).json<{
        name: string;
        test_enabled: unknown;
        items: Record<string, unknown>[];
      }>();
      assert.deepEqual([body.name, body.test_enabled, body.items.length], ["Demo.P", true, 3]);
      assert.deepEqual(body.items[1]?.["settings"], [{ target: "Host", name: "C", value: "3" }]);
      assert.equal(
        (await s.get("/list")).json<Record<string, Record<string, unknown>>>()["Demo.P"]?.["AutoStart"],
        false,
      );
      assert.equal((await bindings(s)).find((entry) => entry.class === "Python.Op")?.used, true);
      await startDemo(s);
      assert.equal((await s.get("/queues")).json<{ items: Record<string, unknown>[] }>().items.length, 0);
      assert.equal(
        typeof (await s.get("/queues?production=Demo.P")).json<{ items: Record<string, unknown>[] }>().items[0]?.[
          "exists"
        ],
        "boolean",
      );
      assert.equal(
        (await s.post("/test", { target: "Op", classname: "cmsg.Ping", body: { a: 1 } })).json()["truncated"],
        false,
      );
      assert.equal((await s.migrate(FIXTURE)).text, "");
    },
  },
];

const targets = new WeakMap<CheckContext, { url: string; authorization: string }>();

/** For the one check that cannot use fetch. */
export function rememberTarget(context: CheckContext, url: string, username: string, password: string): void {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  targets.set(context, { url, authorization });
}

function rawTarget(context: CheckContext): { url: string; authorization: string } {
  const target = targets.get(context);
  if (target === undefined) throw new Error("the check's server is not known");
  return target;
}
