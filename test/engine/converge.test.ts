import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchAny } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import { markerPythonClass } from "../../src/model/record.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { start, stop } from "../../src/sandbox/rules/lifecycle.ts";
import type { ItemDefinition, NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn, build, planOf } from "../helpers/build-world.ts";
import { PRODUCTIONS, world } from "../helpers/worlds.ts";

const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 400);

/** What must hold for all worlds, over the sandbox's model in memory. */
describe("for every world", () => {
  it("apply then plan is empty, nothing that runs is stale, and what the files do not name is unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.boolean(), async (given, drain) => {
        const server = await build(given);
        const desired = drained(given.desired, drain);
        const planned = await planOf(server, desired);
        if (planned.errors.length > 0) {
          expect(planned.calls).toEqual([]);
          return;
        }
        const before = structuredClone(server.state.namespaces["USER"] as NamespaceState);
        const outcome = await applyOn(server, desired);
        expect(outcome.kind).toBe(planned.calls.length + planned.changes.length === 0 ? "unchanged" : "converged");
        const again = await planOf(server, desired);
        expect({ changes: again.changes, calls: again.calls }).toEqual({ changes: [], calls: [] });
        const ns = server.state.namespaces["USER"] as NamespaceState;
        expect(staleItems(server.state, ns)).toEqual([]);
        if (given.form !== "defines") unmanagedIsUnchanged(before, ns, desired);
      }),
      { numRuns: RUNS },
    );
  });

  it("a run that dies after any call is finished by the next, and nothing is stale then", async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.nat({ max: 8 }), fc.boolean(), async (given, deadAfter, drain) => {
        const server = await build(given);
        const desired = drained(given.desired, drain);
        if ((await planOf(server, desired)).errors.length > 0) return;
        const abort = new AbortController();
        await applyOn(server, desired, abort, deadAfter);
        const second = await applyOn(server, desired);
        expect(["converged", "unchanged"]).toContain(second.kind);
        expect(staleItems(server.state, server.state.namespaces["USER"] as NamespaceState)).toEqual([]);
        expect((await planOf(server, desired)).calls).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("nobody that a run has paused is left stopped, whatever the files say by then and whatever has run since", async () => {
    const since = fc.constantFrom("nothing", "stopped", "switched", "suspended");
    await fc.assert(
      fc.asyncProperty(world, since, fc.boolean(), fc.nat({ max: 6 }), async (given, meanwhile, drain, deadAfter) => {
        const running = given.running ?? given.definitions.findIndex((definition) => definition !== undefined);
        if (running < 0) return;
        const server = await build({ ...given, running, suspended: false });
        const ns = server.state.namespaces["USER"] as NamespaceState;
        const name = ns.active;
        const held = pause(ns);
        if (ns.status !== "running" || held.length === 0) return;
        if (meanwhile !== "nothing") stop(ns, "then", { busy: false, queued: meanwhile === "suspended" });
        const other = PRODUCTIONS.find((one) => one !== name && ns.productions[one] !== undefined);
        if (meanwhile === "switched" && other !== undefined) start(server.state, ns, other, "then");
        const desired = drained(given.desired, drain);
        if ((await planOf(server, desired)).errors.length > 0) return;
        // Also where the run that goes on is interrupted itself.
        await applyOn(server, desired, new AbortController(), deadAfter);
        expect(["converged", "unchanged"]).toContain((await applyOn(server, desired)).kind);
        expect((await planOf(server, desired)).calls).toEqual([]);
        expect(Object.keys(ns.bindings)).not.toContain(MARKER_CLASS);
        const definition = ns.productions[name]?.definition?.Item ?? [];
        const areToRun = held.filter((one) => definition.some((entry) => entry["@Name"] === one && isOn(entry)));
        const stillOff = areToRun.filter((one) => ns.productions[name]?.enabled[one] === false);
        expect(stillOff).toEqual([]);
        expect(staleItems(server.state, ns)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("a plan never changes what ignore names", async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const server = await build(given);
        const planned = await planOf(server, given.desired);
        for (const { name, ignore } of given.desired.productions) {
          const ignored = matchAny(ignore);
          const own = planned.changes.filter(({ address }) => address[1] === name);
          expect(own.filter(({ address }) => ignored(address.slice(2)))).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

const isOn = (item: ItemDefinition) => !["false", "0"].includes(String(item["@Enabled"] ?? "true"));

/** All that runs is paused, as by a run that was killed in its drain: with a marker that names who. Gives them. */
function pause(ns: NamespaceState): string[] {
  const production = ns.productions[ns.active];
  const held = (production?.definition?.Item ?? []).filter(isOn).map((item) => String(item["@Name"]));
  for (const name of held) {
    if (production !== undefined) production.enabled[name] = false;
    delete ns.runtime?.jobs[name];
  }
  const classname = markerPythonClass({ ...NOTHING_OWED, production: ns.active, held, because: ["packages.demo"] });
  ns.bindings[MARKER_CLASS] = { super: "IOP.BusinessOperation", module: "m", classname, classpaths: "/x" };
  return held;
}

function drained(desired: DesiredState, drain: boolean): DesiredState {
  return drain ? { ...desired, guards: { ...desired.guards, drain } } : desired;
}

/** Without a text and with an empty one is the same; without a target and with an empty one is not. */
const settingText = (setting: Record<string, unknown>) =>
  JSON.stringify([setting["@Target"], setting["@Name"], setting["#text"] ?? ""]);

/** Items and settings that the files do not name, in their order; with prune they are named by not being listed. */
function unmanagedIsUnchanged(before: NamespaceState, after: NamespaceState, desired: DesiredState): void {
  for (const [name, old] of Object.entries(before.productions)) {
    const wanted = desired.productions.find((production) => production.name === name);
    if (wanted === undefined) {
      expect(after.productions[name]?.definition).toEqual(old.definition);
      continue;
    }
    if (wanted.prune) continue;
    const ignored = matchAny(wanted.ignore);
    const left = (old.definition?.Item ?? []).filter(
      (item) => !wanted.items?.has(String(item["@Name"])) || ignored(["items", String(item["@Name"])]),
    );
    for (const item of left) {
      const now = after.productions[name]?.definition?.Item.find((entry) => entry["@Name"] === item["@Name"]);
      expect(now?.Setting.map(settingText)).toEqual(item.Setting.map(settingText));
      expect(now?.["@ClassName"]).toEqual(item["@ClassName"]);
      expect(now?.["@InactivityTimeout"] ?? "0").toEqual(item["@InactivityTimeout"] ?? "0");
    }
  }
}
