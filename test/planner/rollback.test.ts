import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/engine/apply.ts";
import { observe } from "../../src/engine/observe.ts";
import type { DesiredProduction, DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS, releaseClass } from "../../src/model/names.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  isProductionLevel,
  PRODUCTION_ATTRIBUTE_NAMES,
  type Production,
} from "../../src/model/production.ts";
import { findRelease, markerPythonClass } from "../../src/model/record.ts";
import { sensitivityOf } from "../../src/model/sensitive.ts";
import { type Left, leftByCalls, leftDefinitions, plain } from "../../src/planner/left.ts";
import { plan } from "../../src/planner/plan.ts";
import { undo } from "../../src/planner/rollback.ts";
import type { PackageBefore, Undoing } from "../../src/planner/undoing.ts";
import { type Definition, entryOf, type NamespaceState } from "../../src/sandbox/rules/state.ts";
import { build } from "../helpers/build-world.ts";
import type { ModelServer } from "../helpers/model-server.ts";
import { PRODUCTIONS, packageOf, type World, world } from "../helpers/worlds.ts";

const SALT = "00".repeat(16);
const text = (value: string) => ({ text: value, sensitive: false });

/** A definition that was read, as a state file gives it again: all of it, and nothing besides. */
function exactly({ name, attributes, settings, items }: Production): DesiredProduction {
  const production = { name, attributes, settings, items, extra: [] };
  const values = (list: Production["settings"]) => new Map(list.map((setting) => [setting.name, text(setting.value)]));
  return {
    name,
    prune: true,
    attributes: Object.fromEntries(
      PRODUCTION_ATTRIBUTE_NAMES.map((key) => [key, text(effectiveProductionAttribute(production, key))]),
    ),
    settings: values(settings.filter(isProductionLevel)),
    items: new Map(
      items.map((item) => [
        item.name,
        {
          attributes: Object.fromEntries(
            ITEM_ATTRIBUTE_NAMES.map((key) => [key, text(effectiveItemAttribute(item, key))]),
          ),
          settings: new Map(
            [...new Set(item.settings.map(effectiveItemTarget))].map((target) => [
              target,
              values(item.settings.filter((setting) => effectiveItemTarget(setting) === target)),
            ]),
          ),
        },
      ]),
    ),
    ignore: [],
  };
}

/** Applies, and gives what a record of the run would hold of it. */
async function applied(server: ModelServer, desired: DesiredState, only?: (address: readonly string[]) => boolean) {
  const observeNow = (wanted: DesiredState) => observe(wanted, { client: server.client, parallelism: 8 });
  const observed = await observeNow(desired);
  const limits = only === undefined ? {} : { only };
  const made = plan(desired, observed, limits);
  const options = { client: server.client, observe: observeNow, emit: () => undefined, patience: 1_000, settle: 100 };
  const signal = new AbortController().signal;
  const result = await apply(desired, observed, made, { ...options, ...limits, signal });
  return { observed, made, result };
}

function undoingOf(world: World, { observed, made, result }: Awaited<ReturnType<typeof applied>>): Undoing {
  const definitions = [...result.left].map(([name, { before, after }]) => ({
    before,
    after: { ...after, name },
    ignore: world.desired.productions.find((production) => production.name === name)?.ignore ?? [],
  }));
  const left: Left = { salt: SALT, ...leftDefinitions(definitions, sensitivityOf([]), SALT) };
  const packages = new Map<string, PackageBefore>();
  const bindings = Array.isArray(observed.bindings) ? observed.bindings : [];
  for (const { action } of made.calls) {
    const pack = action.kind === "migrate" ? action.upload.package : undefined;
    if (pack !== undefined)
      packages.set(pack.name, { digest: findRelease(bindings, pack.name)?.record.digest, uploaded: pack.digest });
  }
  return {
    before: {
      namespace: "USER",
      packages: world.deployed === undefined ? [] : [packageOf("demo", world.deployed, world.form)],
      productions: definitions.map(({ before, after }) =>
        exactly(before === "absent" ? { ...after, attributes: {}, settings: [], items: [] } : before),
      ),
      bindings: { present: [], absent: [], prune: "none", keep: [] },
    },
    left: { ...left, entries: [...leftByCalls(made), ...left.entries] },
    packages,
    bound: new Set(bindings.map(({ className }) => className)),
    records: undefined,
    created: definitions.filter(({ before }) => before === "absent").map(({ after }) => after.name),
    ignore: new Map(world.desired.productions.map(({ name, ignore }) => [name, ignore])),
    lost: [],
    halfWay: new Set(),
  };
}

/** All that means something of the definitions. */
function meaning(observed: ObservedState, without: readonly string[] = []) {
  return PRODUCTIONS.map((name) => {
    const found = observed.productions.get(name);
    if (found === undefined || found === "absent") return name;
    const { items, ...rest } = exactly(found);
    const own = [...(items ?? [])].filter(([item]) => !without.includes(item)).sort(([a], [b]) => (a < b ? -1 : 1));
    return { ...rest, items: own };
  });
}

const all = (server: ModelServer) =>
  observe(
    {
      namespace: "USER",
      packages: [],
      productions: PRODUCTIONS.map((name) => ({
        ...{ name, prune: false, attributes: {}, settings: undefined, items: undefined, ignore: [] },
      })),
    },
    { client: server.client, parallelism: 8 },
  );

const definitionsOf = (server: ModelServer) => (entryOf(server.state.namespaces, "USER") as NamespaceState).productions;
const itemsOf = ({ definition }: { definition: Definition }) => definition.Item ?? [];

/** Only definitions: the releases before are not kept here. */
const definitionsOnly = world.map(
  (made): World => ({
    ...made,
    desired: { namespace: "USER", packages: [], productions: made.desired.productions },
  }),
);

describe("a run and its rollback", () => {
  it("give what was there before, but for what others have changed in the meantime", async () => {
    await fc.assert(
      fc.asyncProperty(definitionsOnly, fc.boolean(), async (given, foreign) => {
        const server = await build(given);
        const before = await all(server);
        // What the server itself would not take again, such as an item without a class, no call brings back.
        if (!takes(before)) return;
        let run: Awaited<ReturnType<typeof applied>>;
        try {
          run = await applied(server, given.desired);
        } catch {
          return;
        }
        if (run.result.outcome !== "converged" && run.result.outcome !== "unchanged") return;
        if (!takes(await all(server))) return;
        const undoing = undoingOf(given, run);
        const theirs: string[] = [];
        if (foreign) {
          for (const production of Object.values(definitionsOf(server))) {
            const { definition } = production as { definition: Definition };
            const [first] = itemsOf({ definition });
            if (first !== undefined) {
              first["@Comment"] = "by hand";
              theirs.push(first["@Name"] as string);
            }
            definition.Item = [
              ...itemsOf({ definition }),
              { "@Name": "Hand", "@ClassName": "EnsLib.Native", Setting: [] },
            ] as never;
          }
          theirs.push("Hand");
        }
        const now = await observe(undoing.before, { client: server.client, parallelism: 8 });
        const found = undo(undoing, now);
        expect(found.refused).toEqual([]);
        const back = await applied(server, found.desired, found.only);
        expect(["converged", "unchanged"]).toContain(back.result.outcome);
        const after = await all(server);
        const created = new Set(undoing.created);
        const pairs = meaning(after, theirs).map((one, at) => [one, meaning(before, theirs)[at]] as const);
        for (const [at, [is, was]] of pairs.entries()) {
          if (!created.has(PRODUCTIONS[at] as string)) expect(is).toEqual(was);
          else expect((is as { items: unknown[] }).items).toEqual([]);
        }
        if (!foreign) return;
        for (const production of Object.values(definitionsOf(server))) {
          const names = itemsOf(production as { definition: Definition }).map((item) => item["@Name"]);
          expect(names).toContain("Hand");
        }
      }),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 60) },
    );
  });
});

function takes(observed: ObservedState): boolean {
  const bound = new Set((observed.bindings as readonly { className: string }[]).map(({ className }) => className));
  const classes = meaning(observed).flatMap((one) =>
    typeof one === "string" ? [] : one.items.map(([, item]) => item),
  );
  return classes.every((item) => {
    const name = item === "absent" ? "" : (item.attributes.classname?.text ?? "");
    return name.startsWith("EnsLib.") || bound.has(name);
  });
}

/** A namespace whose production has these items, each with a setting. */
function observedWith(items: Readonly<Record<string, string>>, records: ObservedState["bindings"] = []): ObservedState {
  const production: Production = {
    name: "A.B",
    attributes: {},
    settings: [],
    extra: [],
    items: Object.entries(items).map(([name, tag]) => ({
      name,
      attributes: { classname: "C.D" },
      settings: [{ target: "Host", name: "tag", value: tag, extra: [] }],
      extra: [],
    })),
  };
  return { productions: new Map([["A.B", production]]), bindings: records, git: new Map() };
}
const productionIn = (observed: ObservedState) => observed.productions.get("A.B") as Production;

function undone(before: ObservedState, left: ObservedState, now: ObservedState, more: Partial<Undoing> = {}) {
  const definitions = [{ before: productionIn(before), after: productionIn(left), ignore: [] }];
  const { entries, secrets } = leftDefinitions(definitions, sensitivityOf([]), SALT);
  return undo(
    {
      before: { namespace: "USER", packages: [], productions: [exactly(productionIn(before))] },
      left: { salt: SALT, secrets, entries },
      packages: new Map(),
      bound: new Set(["C.D"]),
      records: undefined,
      created: [],
      ignore: new Map(),
      lost: [],
      halfWay: new Set(),
      ...more,
    },
    now,
  );
}
const RUNS = { status: "running", production: "A.B" } as const;
const TAG = ["productions", "A.B", "items", "X", "settings", "Host", "tag"];

describe("what goes back", () => {
  it("a value that is as the run left it", () => {
    const found = undone(observedWith({ X: "1" }), observedWith({ X: "2" }), observedWith({ X: "2", Hand: "h" }));
    expect([found.only(TAG), found.only(["productions", "A.B", "items", "Hand"])]).toEqual([true, false]);
    expect(found.notUndone).toEqual([]);
  });

  it("never one that was changed since: it is named", () => {
    const found = undone(observedWith({ X: "1" }), observedWith({ X: "2" }), observedWith({ X: "3" }));
    expect(found.only(TAG)).toBe(false);
    expect(found.notUndone).toEqual(["productions.A.B.items.X.settings.Host.tag: changed since that run"]);
  });

  it("nothing where somebody has put it back already", () => {
    const found = undone(observedWith({ X: "1" }), observedWith({ X: "2" }), observedWith({ X: "1" }));
    expect([found.only(TAG), found.notUndone]).toEqual([false, []]);
  });

  it("what is back already and still owed: what the marker on the server says of it is of this way back", () => {
    const marked = (because: string) => [
      {
        ...{ className: MARKER_CLASS, module: "m", classpaths: "/x", usedBy: [] },
        pythonClass: markerPythonClass({ ...NOTHING_OWED, production: "A.B", update: true, because: [because] }),
      },
    ];
    const owes = (because: string) => {
      const now = { ...observedWith({ X: "1" }, marked(because) as never), status: RUNS };
      const found = undone(observedWith({ X: "1" }), observedWith({ X: "2" }), now);
      return plan(found.desired, now, { only: found.only }).calls.map(({ action }) => action.kind);
    };
    expect(owes("productions.A.B.items.X.settings.Host.tag")).toEqual(["update", "unbind"]);
    expect(owes("productions.A.B.items.Other")).toEqual([]);
  });

  it("what nothing runs of, only where iopctl itself ended between its stop and its start", () => {
    const before = { ...observedWith({ X: "1" }), status: RUNS };
    const now = { ...before, status: { status: "stopped", production: "" } as const };
    const more = {
      before: { namespace: "USER", packages: [], productions: [], default: "A.B", state: "running" } as never,
      left: { salt: SALT, secrets: [], entries: [{ at: ["state"], left: plain("running C.D") }] },
    };
    const found = undone(before, before, now, more);
    expect([found.only(["state"]), found.notUndone]).toEqual([false, ["state: changed since that run"]]);
    const between = undone(before, before, now, { ...more, halfWay: new Set(["state"]) });
    expect([between.only(["state"]), between.notUndone]).toEqual([true, []]);
  });

  it("an item that the run added, unless somebody has changed it since", () => {
    const at = ["productions", "A.B", "items", "Y"];
    const [before, left] = [observedWith({ X: "1" }), observedWith({ X: "1", Y: "new" })];
    expect(undone(before, left, left).only(at)).toBe(true);
    const changed = undone(before, left, observedWith({ X: "1", Y: "other" }));
    expect([changed.only(at), changed.notUndone]).toEqual([false, ["productions.A.B.items.Y: changed since that run"]]);
  });

  it("an item that the run removed, unless somebody has made another of its name", () => {
    const at = ["productions", "A.B", "items", "Y"];
    const [before, left] = [observedWith({ X: "1", Y: "old" }), observedWith({ X: "1" })];
    const classes = [{ className: "C.D", super: "", module: "c", pythonClass: "D", classpaths: "/c", usedBy: [] }];
    expect(undone(before, left, observedWith({ X: "1" }, classes)).only(at)).toBe(true);
    expect(undone(before, left, observedWith({ X: "1", Y: "other" })).notUndone).toHaveLength(1);
    // Its class was bound and is no more: that is known before anything is written.
    expect(undone(before, left, left).refused).toEqual(["productions.A.B.items.Y needs C.D, which is bound no more"]);
  });

  it("a package whose release before is nowhere is refused, where another is deployed it stays", () => {
    const release = (digest: string) => ({
      className: releaseClass("demo"),
      super: "",
      module: `iopctl_release.d${digest}.c${"c".repeat(16)}`,
      pythonClass: "Release",
      classpaths: `/x/demo-${digest.slice(0, 12)}`,
      usedBy: [],
    });
    const [old, mine] = ["a".repeat(64), "b".repeat(64)];
    const same = observedWith({ X: "1" });
    const packages = new Map([["demo", { digest: old, uploaded: mine, missing: "demo is nowhere" }]]);
    const nothing = undone(same, same, same, { packages });
    expect(nothing.notUndone).toEqual(["packages.demo: changed since that run: no release of it is deployed now"]);
    expect(release(old).module).not.toBe("");
  });
});
