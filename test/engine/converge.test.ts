import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchAny } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn, build, planOf } from "../helpers/build-world.ts";
import { world } from "../helpers/worlds.ts";

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
