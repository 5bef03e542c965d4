import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { observe } from "../../src/engine/observe.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { DISRUPTIONS } from "../../src/model/disruption.ts";
import type { Plan } from "../../src/model/plan.ts";
import { findMarker } from "../../src/model/record.ts";
import { differences } from "../../src/planner/join.ts";
import { plan } from "../../src/planner/plan.ts";
import { type Cost, cheaper } from "../../src/planner/why.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import type { NamespaceState, newState, RuntimeState } from "../../src/sandbox/rules/state.ts";
import { applyOn, build } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { optimum, type Problem } from "../helpers/search.ts";
import { morePackage, packageOf, type World, world } from "../helpers/worlds.ts";

/** Pairs of world and desired state; each is compared with the true optimum, found by brute force. */
const WORLDS = Number(process.env["PROPERTY_RUNS"] ?? 1_200);
const tally = { worlds: 0, errors: 0, halfFinished: 0, expanded: 0, longest: 0, levels: [0, 0, 0] };

describe("a plan is optimal", () => {
  it(`costs exactly what the cheapest calls cost, in ${WORLDS} worlds, half-finished runs among them`, async () => {
    await fc.assert(
      fc.asyncProperty(fixed(world), fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 3 }), (given, dead) =>
        check(given, dead),
      ),
      {
        numRuns: WORLDS,
      },
    );
    expect(tally.worlds - tally.errors).toBeGreaterThan(WORLDS * 0.9);
    expect(tally.halfFinished).toBeGreaterThan(WORLDS / 50);
    console.info(`brute force: ${JSON.stringify(tally)}`);
  }, 600_000);

  const some = Math.ceil(WORLDS / 6);
  it(`and so do the calls that are made where only Python knows the names of classes, in ${some} worlds`, async () => {
    const computed = world.map((given): World => {
      const [demo, ...others] = given.desired.packages;
      const extra = JSON.stringify(demo).includes("class E(");
      const packages = [packageOf("demo", "new", "computed", extra), ...others];
      return { ...given, form: "computed", desired: { ...given.desired, packages } };
    });
    await fc.assert(
      fc.asyncProperty(computed, (given) => check(given, undefined, true)),
      { numRuns: some },
    );
  }, 600_000);
});

/**
 * A settings file that writes definitions, or classes under names that no text holds, is known only after it has run: of
 * such a plan no cost can be told before.
 */
function fixed(worlds: fc.Arbitrary<World>): fc.Arbitrary<World> {
  return worlds.filter(
    (given) => given.form !== "defines" && given.form !== "computed" && !(given.form === "renamed" && hasPool(given)),
  );
}

/**
 * Whether a process is in the shared actor pool. The sandbox's pool keeps single modules: to it one of a new name is new.
 * What that imports is kept all the same, so a plan starts the production anew.
 */
function hasPool({ definitions }: World): boolean {
  return definitions.some((definition) =>
    definition?.Item.some((item) => item["@ClassName"] === "Python.Process" && item["@PoolSize"] === "0"),
  );
}

/** `made`: not the plan is compared, but the calls that an apply makes, which knows more after its uploads. */
async function check(given: World, deadAfter: number | undefined, made = false): Promise<void> {
  const server = await build(given);
  const ns = server.state.namespaces["USER"] as NamespaceState;
  const { desired } = given;
  tally.worlds += 1;
  let loaded: RuntimeState | null = null;
  if (deadAfter !== undefined) {
    const abort = new AbortController();
    if (deadAfter === 0) abort.abort();
    await applyOn(server, desired, abort, deadAfter, ({ call }) => {
      if (call.action.kind === "migrate") loaded = structuredClone(ns.runtime);
    }).catch(() => undefined);
  }
  const observed = await observe(desired, { client: server.client, parallelism: 8 });
  const planned = plan(desired, observed);
  if (planned.errors.length > 0) {
    tally.errors += 1;
    return;
  }
  const owed = findMarker(Array.isArray(observed.bindings) ? observed.bindings : [])?.owed;
  if (owed) tally.halfFinished += 1;
  const { needs } = differences(desired, observed, () => true);
  const assumed = worst(server, loaded, owed !== undefined);
  const calls = made ? await callsOfApply(modelServerOf(server.state), desired) : planned.calls;
  const problem: Problem = {
    state: assumed,
    observed,
    desired,
    unbinds: made ? unboundBy(calls) : needs.unbinds.map(({ className }) => className),
    untaken: owed?.update === true && ns.status === "running" && ns.active === owed.production,
    run: needs.halt
      ? { status: "stopped" }
      : needs.run
        ? { status: "running", production: needs.run.production }
        : owed?.recycle && ns.status !== "running" && observed.status !== undefined
          ? { status: "running", production: owed.production }
          : "as it is",
  };
  const cost = costOf(calls);
  tally.levels[cost.level] = (tally.levels[cost.level] ?? 0) + 1;
  tally.longest = Math.max(tally.longest, cost.calls);
  const found = await optimum(problem, cost);
  tally.expanded += found?.expanded ?? 0;
  const text = calls.map(({ action, reason }) => `${action.kind} ${reason}`);
  expect({ ...found?.cost, calls: found?.cost.calls, by: found?.calls }, `the calls: ${text.join("; ")}`).toEqual({
    level: cost.level,
    calls: cost.calls,
    by: found?.calls,
  });
  expect(found && cheaper(found.cost, cost)).toBe(false);
  const outcome = await applyOn(modelServerOf(assumed), desired);
  expect(["converged", "unchanged"]).toContain(outcome.kind);
}

function costOf(calls: Plan["calls"]): Cost {
  const counted = calls.filter(({ action }) => action.kind !== "unbind" || action.role !== "marker");
  const level = Math.max(0, ...calls.map(({ disruption }) => DISRUPTIONS.indexOf(disruption)));
  return { level: level as Cost["level"], calls: counted.length };
}

function unboundBy(calls: Plan["calls"]): string[] {
  return calls.flatMap(({ action }) =>
    action.kind === "unbind" && action.role !== "marker" ? [action.className] : [],
  );
}

/** What an apply makes, which knows more after its uploads. */
async function callsOfApply(server: ModelServer, desired: DesiredState): Promise<Plan["calls"]> {
  const { events } = await applyOn(server, desired);
  return events.flatMap((event) => (event.type === "call_finished" ? [event.call] : []));
}

/**
 * A marker says what was to be done, not how far it came. A plan must hold for every state that looks the same; the worst
 * of them is that after its last upload nothing was done to what runs.
 */
function worst(server: ModelServer, loaded: RuntimeState | null, marked: boolean) {
  const state = structuredClone(server.state);
  const ns = state.namespaces["USER"] as NamespaceState;
  if (marked && loaded !== null && ns.status === "running" && ns.active === loaded.production) {
    ns.runtime = structuredClone(loaded);
  }
  return state;
}

function modelServerOf(state: ReturnType<typeof newState>): ModelServer {
  return modelServer(structuredClone(state));
}

/** Shrunk counterexamples of earlier versions, as they were found. */
describe("what the search has found before", () => {
  const base: World = {
    definitions: [undefined, undefined],
    deployed: "old",
    more: "new",
    form: "components",
    running: undefined,
    suspended: false,
    strays: [],
    fallback: "",
    desired: { namespace: "USER", packages: [packageOf("demo", "new")], productions: [] },
  };
  const live = (name: string, classname: string, pool: string) => ({
    Setting: [],
    Item: [{ "@Name": name, "@ClassName": classname, "@PoolSize": pool, "@Enabled": "true", Setting: [] }],
  });

  it("an interrupted update that disturbs nothing was planned as one that may", async () => {
    const settings = new Map([["A", { text: "", sensitive: false }]]);
    const wanted = { name: "Two.Production", prune: false, attributes: {}, settings, items: new Map(), ignore: [] };
    const world = { ...base, more: undefined, definitions: [undefined, { Setting: [], Item: [] }], running: 1 };
    const packages = [packageOf("demo", "new"), morePackage("new")];
    await check({ ...world, desired: { namespace: "USER", packages, productions: [wanted] } }, 2);
  });

  it("a pool process whose class was not bound before needs a restart, not a new start of the production", async () => {
    const world = { ...base, deployed: undefined, more: undefined, running: 0 };
    const packages = [packageOf("demo", "new"), morePackage("new")];
    const definitions = [live("In", "Python.Process", "0"), undefined];
    await check({ ...world, definitions, desired: { namespace: "USER", packages, productions: [] } }, 1);
  });

  it("a settings file brings a pool process while the pool holds the package's old code", async () => {
    const form = "defines" as const;
    const wanted = { name: "One.Production", prune: false, attributes: {}, settings: undefined, ignore: [] };
    const items = new Map([["In", "absent" as const]]);
    const packages = [packageOf("demo", "new", form)];
    const world = { ...base, form, running: 0, definitions: [live("In", "Python.Process", "0"), undefined] };
    const server = await build({
      ...world,
      desired: { namespace: "USER", packages, productions: [{ ...wanted, items }] },
    });
    const outcome = await applyOn(server, { namespace: "USER", packages, productions: [{ ...wanted, items }] });
    expect(outcome.kind).toBe("converged");
    expect(staleItems(server.state, server.state.namespaces["USER"] as NamespaceState)).toEqual([]);
  });
});
