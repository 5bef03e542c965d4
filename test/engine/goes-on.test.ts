import { describe, expect, it } from "vitest";
import type { DesiredState, Guards } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { start } from "../../src/sandbox/rules/lifecycle.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn, planOf } from "../helpers/build-world.ts";
import { modelServer } from "../helpers/model-server.ts";
import { desiredOf, wantedOf } from "../helpers/states.ts";

/** What a run does that goes on where another was interrupted: it is held to the same rules as the first. */
const NAME = "One.Production";
const item = (name: string, classname: string, settings: readonly (readonly [string, string, string])[] = []) => ({
  "@Name": name,
  "@ClassName": classname,
  "@PoolSize": "1",
  "@Enabled": "true",
  Setting: settings.map(([target, key, value]) => ({ "@Target": target, "@Name": key, "#text": value })),
});

async function running() {
  const server = modelServer();
  const ns = server.state.namespaces["USER"] as NamespaceState;
  define(ns, NAME, {
    Setting: [],
    Item: [
      item("In", "EnsLib.File.PassthroughService", [["Host", "TargetConfigNames", "Mid"]]),
      item("Other", "EnsLib.File.PassthroughService", [["Host", "TargetConfigNames", "Else"]]),
      item("Mid", "EnsLib.MsgRouter.RoutingEngine", [["Host", "TargetConfigNames", "Out"]]),
      item("Out", "EnsLib.File.PassthroughOperation", [["Adapter", "FilePath", "/old"]]),
      item("Else", "EnsLib.File.PassthroughOperation", [["Adapter", "FilePath", "/else"]]),
    ],
  } as never);
  start(server.state, ns, NAME, "then");
  return { server, ns };
}

const files = (guards: Guards = {}, parts: Partial<DesiredState> = {}): DesiredState =>
  desiredOf({
    productions: [wantedOf(NAME, { items: { Out: { settings: { Adapter: { FilePath: "/new" } } } } })],
    guards,
    ...parts,
  });
/** Its upload is made, and then it is dead. */
const died = (server: Awaited<ReturnType<typeof running>>["server"], wanted: DesiredState) =>
  applyOn(server, wanted, new AbortController(), 1);

describe("a run that goes on looks at the queues before it disturbs what they are of", () => {
  it("refuse: what the marker says will restart is refused while messages wait, and nothing else is", async () => {
    const { server, ns } = await running();
    expect((await died(server, files())).kind).toBe("interrupted");
    ns.queues = { Out: 3, Else: 9 };
    server.writes.length = 0;
    const refused = await applyOn(server, files({ queues: "refuse" })).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).message).toContain("queues not empty: Out (3); this plan would stop or restart Out");
    expect(server.writes).toEqual([]);
    ns.queues = { Else: 9 };
    expect((await applyOn(server, files({ queues: "refuse" }))).kind).toBe("converged");
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("a marker that does not name them stands for all of them", async () => {
    const { server, ns } = await running();
    await died(server, files());
    const marker = ns.bindings[MARKER_CLASS] as NamespaceState["bindings"][string];
    const hex = Buffer.from(JSON.stringify({ p: NAME, u: 1, c: 0, r: [], v: [], b: [] })).toString("hex");
    ns.bindings[MARKER_CLASS] = { ...marker, classname: `Pending_${hex}` };
    ns.queues = { Else: 9 };
    await expect(applyOn(server, files({ queues: "refuse" }))).rejects.toThrow("queues not empty: Else (9)");
  });

  it("what was taken away with no look at its queue is not known to be empty", async () => {
    const gone = (guards: Guards) => files(guards, { productions: [wantedOf(NAME, { items: { Out: "absent" } })] });
    const unlooked = await running();
    await died(unlooked.server, gone({}));
    await expect(applyOn(unlooked.server, gone({ queues: "refuse" }))).rejects.toThrow(
      "queues not known: the server does not list Out",
    );
    const looked = await running();
    await died(looked.server, gone({ queues: "refuse" }));
    expect((await applyOn(looked.server, gone({ queues: "refuse" }))).kind).toBe("converged");
  });
});

describe("a run that goes on drains as the first one does", () => {
  const drain: Guards = { drain: true, queues: { wait: 0 } };
  const drained = ["POST /component/stop", "POST /update", "POST /component/start", "DELETE /binding"];

  it("the run before was to drain too, and found messages: its services are held again", async () => {
    const { server, ns } = await running();
    ns.queues = { Out: 3 };
    const first = await applyOn(server, files(drain));
    expect(first).toMatchObject({ kind: "failed" });
    expect(first.message).toContain("queues not empty: Out (3)");
    server.writes.length = 0;
    const again = await applyOn(server, files(drain));
    expect(again.message).toContain("queues not empty: Out (3)");
    // Held, and brought back, since the run ended.
    expect(server.writes).toEqual(["POST /component/stop", "POST /component/start"]);
    server.writes.length = 0;
    ns.queues = {};
    expect((await applyOn(server, files(drain))).kind).toBe("converged");
    expect(server.writes).toEqual(drained);
    expect(ns.productions[NAME]?.enabled).not.toContain(false);
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("the run before was not: a marker that names who is held is there before anybody is", async () => {
    const { server, ns } = await running();
    await died(server, files());
    server.writes.length = 0;
    expect((await planOf(server, files(drain))).drain?.services).toEqual(["In"]);
    ns.queues = { Mid: 1 };
    expect((await applyOn(server, files(drain))).message).toContain("queues not empty: Mid (1)");
    expect(server.writes).toEqual(["PUT /migrate", "POST /component/stop", "POST /component/start"]);
    server.writes.length = 0;
    ns.queues = {};
    expect((await applyOn(server, files(drain))).kind).toBe("converged");
    expect(server.writes).toEqual(drained);
    expect(ns.bindings[MARKER_CLASS]).toBeUndefined();
    expect((await planOf(server, files(drain))).calls).toEqual([]);
  });
});

describe("who was paused comes back, whatever the files say by then", () => {
  /** Dead while In is paused. */
  const paused = async () => {
    const { server, ns } = await running();
    ns.default = NAME;
    await applyOn(server, files({ drain: true }), new AbortController(), 1);
    await server.client.stopComponent("In");
    server.writes.length = 0;
    return { server, ns };
  };

  it("a stop switches it on behind the stop, so that the next start finds it", async () => {
    const { server, ns } = await paused();
    expect((await applyOn(server, files({}, { state: "stopped" }))).kind).toBe("converged");
    expect(server.writes).toEqual(["POST /stop", "POST /component/start", "DELETE /binding"]);
    const again = files({}, { state: "running", default: NAME });
    expect((await applyOn(server, again)).kind).toBe("converged");
    expect(Object.keys(ns.runtime?.jobs ?? {})).toContain("In");
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("one that dies between the stop and that leaves the marker, and the start is followed by it", async () => {
    const { server, ns } = await paused();
    await applyOn(server, files({}, { state: "stopped" }), new AbortController(), 1);
    expect(ns.bindings[MARKER_CLASS]).toBeDefined();
    server.writes.length = 0;
    expect((await applyOn(server, files({}, { state: "running", default: NAME }))).kind).toBe("converged");
    expect(server.writes).toEqual(["POST /start", "POST /component/start", "DELETE /binding"]);
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("another production takes over, and gives way again", async () => {
    const { server, ns } = await paused();
    define(ns, "Other.Production", { Setting: [], Item: [item("In", "EnsLib.File.PassthroughService")] } as never);
    const other = files({}, { state: "running", default: "Other.Production" });
    expect((await applyOn(server, other)).kind).toBe("converged");
    expect(ns.bindings[MARKER_CLASS]).toBeUndefined();
    expect((await applyOn(server, files({}, { state: "running", default: NAME }))).kind).toBe("converged");
    expect(staleItems(server.state, ns)).toEqual([]);
    expect(Object.keys(ns.runtime?.jobs ?? {})).toContain("In");
  });
});
