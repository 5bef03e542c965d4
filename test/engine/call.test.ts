import { describe, expect, it } from "vitest";
import { fullQueues, makeCall } from "../../src/engine/call.ts";
import type { Call, CallAction } from "../../src/model/plan.ts";
import { requestOf } from "../../src/planner/request.ts";
import { definitionsUpload } from "../../src/planner/uploads.ts";
import { fault, inTurn, type Script, scripted } from "../helpers/scripted.ts";

const callOf = (action: CallAction): Call => ({
  ...{ id: 1, action, disruption: "none", because: [], after: [], reason: "", why: "", items: [] },
});
const stop = (then: "start" | "stopped"): CallAction => ({ kind: "stop", production: "A.B", then });
const START: CallAction = { kind: "start", production: "A.B" };
const running = { status: "running", production: "A.B" };
const suspended = { status: "suspended", production: "A.B" };
const stopped = { status: "stopped", production: "" };

async function made(action: CallAction, script: Script, options: { patience?: number; allowKill?: boolean } = {}) {
  const { client, said, requests } = scripted(script);
  const waits: string[] = [];
  const context = { client, patience: 0, onWait: (message: string) => waits.push(message), ...options };
  const result = await makeCall(callOf(action), context).catch((error: Error) => error);
  return { result, said: said(), requests, waits };
}

describe("what is sent is what the plan has shown (contract, section 4)", () => {
  const ACTIONS: readonly CallAction[] = [
    { kind: "default", production: "A.B" },
    { kind: "migrate", upload: definitionsUpload("USER", []) },
    { kind: "update" },
    { kind: "restart", item: "In" },
    { kind: "hold", item: "In" },
    { kind: "resume", item: "In" },
    { kind: "unbind", className: "P.In", role: "binding" },
    START,
    stop("stopped"),
  ];

  it.each(ACTIONS)("$kind", async (action) => {
    const { method, path, query, body } = requestOf(action);
    const status = action.kind === "start" ? running : stopped;
    const { result, requests } = await made(action, { [`${method} ${path}`]: {}, "GET /status": status });
    expect(result).toEqual({ kind: "done" });
    const [first, ...more] = requests;
    expect({ ...{ query: {}, body: null }, ...first }).toMatchObject({ method, path, query, body });
    // Of what changes something it is the only one.
    expect(more.filter((request) => request.method !== "GET")).toEqual([]);
  });
});

describe("what was so already is done, and said", () => {
  it.each([
    [
      { kind: "restart", item: "In" },
      "POST /component/restart",
      "<Ens>ErrGeneral: item is already disabled",
      "stopped by hand; left stopped",
    ],
    [{ kind: "hold", item: "In" }, "POST /component/stop", "ERROR: already disabled", "already stopped"],
    [{ kind: "resume", item: "In" }, "POST /component/start", "ERROR: Already Enabled", "already running"],
    [
      { kind: "unbind", className: "P.In", role: "binding" },
      "DELETE /binding",
      "No proxy class defined: P.In",
      "already removed",
    ],
  ] as const)("%j", async (action, route, words, note) => {
    expect((await made(action, { [route]: fault("server", words, 500) })).result).toEqual({ kind: "done", note });
    // Another error is one, whatever it says, and so is a lost answer that quotes the words.
    expect((await made(action, { [route]: fault("server", "<Ens>ErrOther", 500) })).result).toMatchObject({
      kind: "server",
    });
    expect((await made(action, { [route]: fault("dropped", words) })).result).toMatchObject({ kind: "dropped" });
  });
});

describe("a start is done when /status says so (wire-notes, 3.3)", () => {
  const already = fault("server", "ERROR <Ens>ErrProductionAlreadyRunning: Production 'A.B' is already running", 500);

  it.each([
    ["it runs", { "POST /start": {}, "GET /status": running }, { kind: "done" }],
    ["it ran already", { "POST /start": already, "GET /status": running }, { kind: "done" }],
    [
      "another ran already",
      { "POST /start": already, "GET /status": { ...running, production: "C.D" } },
      { kind: "server" },
    ],
    [
      "it ran already, and nobody can say what",
      { "POST /start": already, "GET /status": fault("timeout") },
      { kind: "server" },
    ],
    [
      "it never runs",
      { "POST /start": {}, "GET /status": stopped },
      { kind: "not_reached", message: "A.B does not run after 0 s: /status says stopped" },
    ],
    [
      "another runs then",
      { "POST /start": {}, "GET /status": { ...running, production: "C.D" } },
      { kind: "not_reached", message: "A.B does not run after 0 s: /status says running C.D" },
    ],
    [
      "nobody can say",
      { "POST /start": {}, "GET /status": fault("dropped") },
      { kind: "unconfirmed", error: { kind: "dropped" } },
    ],
    [
      "it is refused",
      { "POST /start": fault("server", "<Ens>ErrInvalidProduction", 500) },
      { kind: "server", path: "/start" },
    ],
  ])("%s", async (_, script, found) => expect((await made(START, script)).result).toMatchObject(found));

  it("it is looked for as long as patience lasts, and who waits is told", async () => {
    const slow = inTurn(stopped, stopped, stopped, stopped, running);
    const { result, waits, said } = await made(START, { "POST /start": {}, "GET /status": slow }, { patience: 60_000 });
    expect([result, waits, said.length]).toEqual([{ kind: "done" }, ["waiting for A.B to run"], 6]);
  });
});

describe("a stop that meets unfinished work loses no message (contract, section 4)", () => {
  const queues = { production: "A.B", warnings: [], items: [{ item: "Out", class_name: "X", exists: 1, count: 3 }] };

  it("stopped is stopped", async () => {
    const { result, said } = await made(stop("start"), { "POST /stop": {}, "GET /status": stopped });
    expect([result, said]).toEqual([{ kind: "done" }, ["POST /stop", "GET /status"]]);
  });

  it("suspended: where it was to start anew it is started again, and the full queues are named", async () => {
    const script = {
      "POST /stop": {},
      "GET /status": inTurn(suspended, running),
      "GET /queues": queues,
      "POST /start": {},
    };
    const { result, requests } = await made(stop("start"), script);
    expect(result).toEqual({ kind: "suspended", resumed: true, queues: "queues not empty: Out (3)" });
    expect(requests.find(({ path }) => path === "/start")?.body).toEqual({ production: "A.B" });
    const never = await made(stop("start"), { ...script, "GET /status": suspended });
    expect(never.result).toMatchObject({ kind: "suspended", resumed: false });
  });

  it("suspended: where nothing is to run it stays so", async () => {
    const script = { "POST /stop": {}, "GET /status": suspended, "GET /queues": queues };
    const { result, said } = await made(stop("stopped"), script);
    expect(result).toEqual({ kind: "suspended", resumed: false, queues: "queues not empty: Out (3)" });
    expect(said.filter((one) => one.startsWith("POST"))).toEqual(["POST /stop"]);
  });

  it.each([
    [
      "it runs on",
      { "POST /stop": {}, "GET /status": running },
      { kind: "not_reached", message: "A.B did not stop after 0 s: /status says running A.B" },
    ],
    ["nobody can say", { "POST /stop": {}, "GET /status": fault("timeout") }, { kind: "unconfirmed" }],
    ["it is refused", { "POST /stop": fault("server", "<Ens>ErrProductionNotQuiescent", 500) }, { kind: "server" }],
    [
      "suspended, and the start of it failed: not known, and never a run that changed nothing",
      {
        "POST /stop": {},
        "GET /status": suspended,
        "GET /queues": queues,
        "POST /start": fault("forbidden", "no", 403),
      },
      { kind: "unconfirmed", error: { kind: "forbidden" } },
    ],
  ])("%s", async (_, script, found) => expect((await made(stop("start"), script)).result).toMatchObject(found));

  it("no /kill but where it is allowed, and then only where the stop did not do", async () => {
    const refused = fault("server", "<Ens>ErrProductionNotQuiescent", 500);
    const killed = { "POST /stop": refused, "GET /status": inTurn(suspended, stopped), "POST /kill": {} };
    const allowed = await made(stop("start"), killed, { allowKill: true });
    expect(allowed.result).toEqual({ kind: "done", note: "by /kill, as --allow-kill allows" });
    const stops = await made(stop("start"), { "POST /stop": {}, "GET /status": stopped }, { allowKill: true });
    expect([stops.result, stops.said]).toEqual([{ kind: "done" }, ["POST /stop", "GET /status"]]);
    const never = await made(stop("start"), { ...killed, "GET /status": running }, { allowKill: true });
    expect(never.result).toMatchObject({ kind: "not_reached" });
    const other = { "POST /stop": fault("server", "#940", 500) };
    expect((await made(stop("start"), other, { allowKill: true })).result).toMatchObject({ kind: "server" });
  });
});

it("queues that cannot be read are not known, and never empty", async () => {
  const { client } = scripted({ "GET /queues": fault("dropped", "gone") });
  expect(await fullQueues(client, "A.B")).toBe("queues not known: GET /queues: gone");
});
