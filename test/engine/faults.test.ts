import { describe, expect, it } from "vitest";
import { ApiError, type ApiErrorKind } from "../../src/api/error.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { PLANS, type PlanKind } from "../helpers/plan-kinds.ts";
import { packageOf } from "../helpers/worlds.ts";

/** Those that may come from a server that has done what it was asked. */
const UNKNOWING: readonly ApiErrorKind[] = ["dropped", "timeout", "gateway", "server", "unexpected", "too_large"];
const REFUSED: readonly ApiErrorKind[] = [
  ...(["unreachable", "certificate", "unauthorized", "forbidden", "missing_route"] as const),
  ...(["not_api", "redirect", "blocked"] as const),
];
const FAULTS = [
  ...[...UNKNOWING, ...REFUSED].map((kind) => ["before", kind] as const),
  ...UNKNOWING.map((kind) => ["after", kind] as const),
];
const CELLS = (Object.keys(PLANS) as PlanKind[]).flatMap((plan) =>
  FAULTS.map(([side, kind]) => [side, kind, plan] as const),
);
const text = (value: string) => ({ text: value, sensitive: false });

function files(plan: PlanKind, version: "old" | "new"): DesiredState {
  const item = (className: string, more: object = {}, settings: [string, string][] = []) => ({
    attributes: { classname: text(className), enabled: text("true"), ...more },
    settings: new Map([["Host", new Map(settings.map(([name, value]) => [name, text(value)]))]]),
  });
  const production = (name: string, items: [string, ReturnType<typeof item>][]) => {
    return { name, prune: false, attributes: {}, settings: undefined, ignore: [], items: new Map(items) };
  };
  const running = plan === "switch" && version === "new" ? "Other.Production" : "One.Production";
  return {
    namespace: "USER",
    default: running,
    state: "running",
    packages: [packageOf("demo", version, "components", version === "old")],
    productions: [
      production("One.Production", [
        ["In", item("Python.Service", {}, [["A", version]])],
        ["Router", item("Python.Process", { pool_size: text(plan === "recycle" ? "0" : "1") })],
        ["Out", item("Python.Operation", { pool_size: text("1") })],
      ]),
      production("Other.Production", [["O", item("EnsLib.File.PassthroughOperation")]]),
    ],
    bindings: { present: [], absent: version === "new" ? ["Python.Extra"] : [], prune: "none", keep: [] },
    ...(plan === "drain" ? { guards: { drain: true } } : {}),
  };
}

const before = new Map<PlanKind, Promise<ModelServer>>();

async function deployed(plan: PlanKind): Promise<ModelServer> {
  const server = modelServer();
  expect(await applyOn(server, files(plan, "old"))).toMatchObject({ kind: "converged" });
  return server;
}

/** A server on which the old files were applied. */
async function prepared(plan: PlanKind): Promise<{ server: ModelServer; ns: NamespaceState }> {
  const known = before.get(plan) ?? deployed(plan);
  before.set(plan, known);
  const server = modelServer(structuredClone((await known).state));
  return { server, ns: server.state.namespaces["USER"] as NamespaceState };
}

/** Strikes the first call of its kind. */
function strike(server: ModelServer, side: "before" | "after", kind: ApiErrorKind, call: string): void {
  let struck = false;
  server[side === "before" ? "beforeWrite" : "afterWrite"] = ({ method, path }) => {
    if (struck || `${method} ${path}` !== call) return;
    struck = true;
    throw new ApiError({ kind, method, path, words: `struck: ${kind}` });
  };
}

function expectReached(plan: PlanKind, server: ModelServer, ns: NamespaceState, why: string): void {
  const active = plan === "switch" ? "Other.Production" : "One.Production";
  expect({ status: ns.status, active: ns.active, default: ns.default }, why).toEqual({
    ...{ status: "running", active, default: active },
  });
  expect(staleItems(server.state, ns), why).toEqual([]);
  expect(Object.keys(ns.bindings), why).not.toContain("Python.Extra");
  expect(Object.keys(ns.bindings), why).not.toContain(MARKER_CLASS);
  expect(JSON.stringify(ns.productions["One.Production"]?.definition), why).toContain('"#text":"new"');
  // Nothing is held any more.
  expect(Object.values(ns.productions[active]?.enabled ?? {}), why).not.toContain(false);
}

/**
 * Each kind of error at each call of each plan, before and after its effect. What becomes which kind is held by
 * test/api/client; the same over HTTP by test/full.
 */
describe("an error at any call: the run, or the one after it, converges", () => {
  it.each(Object.keys(PLANS) as PlanKind[])("without an error the plan %s makes its calls", async (plan) => {
    const { server, ns } = await prepared(plan);
    expect((await applyOn(server, files(plan, "new"))).kind).toBe("converged");
    expect(server.writes).toEqual(PLANS[plan]);
    expectReached(plan, server, ns, plan);
  });

  it.each(CELLS)("%s its effect, %s, at each call of %s", async (side, kind, plan) => {
    for (const call of new Set<string>(PLANS[plan])) {
      const { server, ns } = await prepared(plan);
      const wanted = files(plan, "new");
      strike(server, side, kind, call);
      const first = await applyOn(server, wanted, undefined, undefined, undefined, { patience: 250 }).catch(
        (error: ApiError) => ({ kind: "failed", message: error.message }),
      );
      expect(["converged", "failed"], call).toContain(first.kind);
      if (first.kind === "converged") expectReached(plan, server, ns, call);
      else expect(first.message, call).toContain(`struck: ${kind}`);
      // Refused before anything was done: that is for people to mend.
      if (REFUSED.includes(kind)) expect(first.kind, call).toBe("failed");
      const again = await applyOn(server, wanted);
      expect(["converged", "unchanged"], `${call}: ${again.message}`).toContain(again.kind);
      expectReached(plan, server, ns, call);
      const uploads = server.writes.filter((write) => write === "PUT /migrate");
      // An upload that the server calls failed is made again; one whose answer is lost is found.
      if (side === "after" && kind !== "server") expect(uploads, call).toHaveLength(1);
    }
  });
});

describe("a hold of which it is not known whether it happened", () => {
  it("is made again where the connection was lost: messages would go on to code that is replaced", async () => {
    const { server, ns } = await prepared("drain");
    strike(server, "before", "dropped", "POST /component/stop");
    const run = await applyOn(server, files("drain", "new"));
    expect(run.kind).toBe("converged");
    expect(server.writes).toEqual(PLANS.drain);
    const again = run.events.flatMap((event) => (event.type === "observed_again" ? [event.message] : []));
    expect(again).toEqual(["the server cannot say whether In runs, so the call is made again"]);
    expectReached("drain", server, ns, "");
  });

  it("ends the run where it may come yet: it would stop what was brought back; the next run holds and resumes", async () => {
    const { server, ns } = await prepared("drain");
    strike(server, "before", "timeout", "POST /component/stop");
    const run = await applyOn(server, files("drain", "new"));
    expect(run.kind).toBe("failed");
    expect(server.writes).toEqual(["PUT /migrate", "POST /component/start"]);
    server.writes.length = 0;
    await server.client.stopComponent("In");
    expect((await applyOn(server, files("drain", "new"))).kind).toBe("converged");
    expectReached("drain", server, ns, "");
  });

  it("and a run that died before it holds again", async () => {
    const { server, ns } = await prepared("drain");
    const abort = new AbortController();
    expect((await applyOn(server, files("drain", "new"), abort, 1)).kind).not.toBe("converged");
    expect(server.writes).toEqual(["PUT /migrate"]);
    expect((await applyOn(server, files("drain", "new"))).kind).toBe("converged");
    expect(server.writes).toEqual(PLANS.drain);
    expectReached("drain", server, ns, "");
  });

  it("a run killed at any call is finished by one that does not drain: what is held is resumed, no message is lost", async () => {
    const { guards: _guards, ...wanted } = files("drain", "new");
    for (let deadAfter = 1; deadAfter < PLANS.drain.length; deadAfter += 1) {
      const { server, ns } = await prepared("drain");
      // Nothing that a killed process would do reaches the server any more.
      let calls = 0;
      server.beforeWrite = ({ method, path }) => {
        calls += 1;
        if (calls > deadAfter) throw new ApiError({ kind: "unreachable", method, path, words: "killed" });
      };
      await applyOn(server, files("drain", "new"), undefined, undefined, undefined, { patience: 250 });
      expect(server.writes, String(deadAfter)).toEqual(PLANS.drain.slice(0, deadAfter));
      server.beforeWrite = () => undefined;
      ns.queues = { Out: 2, Router: 1 };
      const again = await applyOn(server, wanted);
      expect(["converged", "unchanged"], `${deadAfter}: ${again.message}`).toContain(again.kind);
      expectReached("drain", server, ns, String(deadAfter));
      expect(ns.queues, String(deadAfter)).toEqual({ Out: 2, Router: 1 });
    }
  });
});
