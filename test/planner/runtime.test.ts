import { describe, expect, it } from "vitest";
import type { PresentPackage } from "../../src/model/desired.ts";
import type { Edit } from "../../src/model/edit.ts";
import type { Binding } from "../../src/model/observed.ts";
import { NOTHING_OWED, type Owed } from "../../src/model/plan.ts";
import type { Item, Production } from "../../src/model/production.ts";
import { ALL_ITEMS } from "../../src/model/record.ts";
import { runtimeNeeds } from "../../src/planner/runtime.ts";
import { bindingOf, desiredOf, itemOf, observedOf, productionOf, recordOf, settingOf } from "../helpers/states.ts";
import { packageOf, releaseOf } from "../helpers/worlds.ts";

const demo = packageOf("demo", "new");
const deployed: Binding[] = [
  recordOf({ ...demo, digest: "0".repeat(64) }, "/opt/demo-000000000000"),
  bindingOf("Python.Process", "/opt/demo-000000000000", { super: "IOP.BusinessProcess" }),
  bindingOf("Python.Operation", "/opt/demo-000000000000"),
];
const out = itemOf("Out", "Python.Operation");
const router = itemOf("Router", "Python.Process");
const pooled = itemOf("Router", "Python.Process", { attributes: { pool_size: "0" } });
const native = itemOf("Native", "EnsLib.X");
const production = (...items: readonly Item[]) => productionOf("A.B", { items });

interface Given {
  readonly before?: Production;
  readonly after?: Production;
  readonly upload?: PresentPackage;
  readonly reload?: "all" | readonly string[];
  readonly owed?: Partial<Owed>;
  readonly edits?: readonly Edit[];
  readonly packages?: readonly PresentPackage[];
  readonly bindings?: readonly Binding[];
}
function needs({ before = production(out, router, native), after = before, reload = "all", ...given }: Given) {
  const { upload, owed, edits = [], bindings = deployed, packages = [demo] } = given;
  return runtimeNeeds({
    ...{ before, after, edits },
    uploads: upload === undefined ? [] : [{ package: upload, reload, because: [] }],
    owed: owed === undefined ? undefined : { ...NOTHING_OWED, production: "A.B", ...owed },
    desired: desiredOf({ packages: [...packages] }),
    observed: observedOf({ bindings }),
  });
}
const change = (item: Item, parts: Partial<Item>, attributes: Item["attributes"] = {}): Item => ({
  ...item,
  ...parts,
  attributes: { ...item.attributes, ...attributes },
});
const edit = (item: string) => ({ op: "item", item, name: "comment" }) as unknown as Edit;

describe("which items an update starts anew (wire-notes, section 8)", () => {
  it.each([
    ["nothing", out, false],
    ["a comment", change(out, {}, { comment: "x" }), false],
    ["a category, or tracing", change(out, {}, { category: "x", log_trace_events: "true" }), false],
    ["the pool size", change(out, {}, { pool_size: "2" }), true],
    ["what the pool size already meant", change(out, {}, { pool_size: " 01 " }), false],
    ["the class", change(out, {}, { classname: "Python.Other" }), true],
    ["the schedule", change(out, {}, { schedule: "x" }), true],
    ["foreground", change(out, {}, { foreground: "1" }), true],
    ["a setting", change(out, { settings: [settingOf("Host", "A", "1")] }), true],
  ])("%s", (_, item, anew) => {
    const { update, updateDisrupts, updated, started, stopped } = needs({ after: production(item, router, native) });
    expect([...updated]).toEqual(anew ? ["Out"] : []);
    expect([updateDisrupts, [...started], stopped]).toEqual([anew, [], []]);
    // Whatever differs must be taken up, though nothing starts by it.
    expect(update).toBe(item !== out);
  });

  it("a setting that means the same in another spelling starts nothing", () => {
    const was = change(out, { settings: [settingOf(undefined, "A", "1\r\n")] });
    const is = change(out, { settings: [settingOf("Adapter", "A", "1")] });
    expect([...needs({ before: production(was), after: production(is) }).updated]).toEqual([]);
  });

  it("what comes, goes, is switched on or off", () => {
    const off = change(router, {}, { enabled: "0" });
    const found = needs({
      before: production(out, off),
      after: production(change(router, {}, { enabled: "true" }), native),
    });
    expect([[...found.updated], [...found.started], found.stopped]).toEqual([
      ["Router", "Native"],
      ["Router", "Native"],
      ["Out"],
    ]);
    expect(needs({ before: production(off), after: production() })).toMatchObject({
      update: true,
      updateDisrupts: false,
      stopped: [],
    });
  });
});

describe("who must load new code", () => {
  it("each enabled item whose class the package provides, and no other (contract, section 4)", () => {
    const off = itemOf("Off", "Python.Operation", { attributes: { enabled: "false" } });
    const found = needs({ before: production(out, router, native, off), upload: demo });
    expect([...found.restarts]).toEqual([
      ["Out", ["demo"]],
      ["Router", ["demo"]],
    ]);
    expect([found.update, found.itemsOf.get("demo")]).toEqual([false, ["Out", "Router"]]);
  });

  it("only the classes that must be loaded anew, where the code is the same", () => {
    expect([...needs({ upload: demo, reload: ["Python.Operation"] }).restarts.keys()]).toEqual(["Out"]);
    expect([...needs({ upload: demo, reload: [] }).restarts.keys()]).toEqual([]);
  });

  it("none that the update starts anew anyway; after an interrupted run that is not certain", () => {
    const given = { after: production(change(out, {}, { pool_size: "2" }), router, native), upload: demo };
    expect([...needs(given).restarts.keys()]).toEqual(["Router"]);
    expect(needs(given).covers("Out")).toBe(true);
    expect([...needs({ ...given, owed: { disrupts: true } }).restarts.keys()]).toEqual(["Out", "Router"]);
  });

  it("an item whose own settings have its code in the package's directory", () => {
    const moved = itemOf("Hand", "By.Hand", {
      settings: [settingOf("Host", "%classpaths", "/opt/demo-000000000000/sub")],
    });
    const found = needs({ before: production(moved), upload: demo, bindings: [...deployed, bindingOf("By.Hand")] });
    expect([...found.restarts.keys()]).toEqual(["Hand"]);
  });

  it("where nobody knows who provides a class, the marker stands for it until the bindings tell", () => {
    const settings = releaseOf("more", { settingsFile: "settings.py" }, { "settings.py": "CLASSES = names()" });
    const computed = itemOf("Computed", "Some.Name");
    const found = needs({ before: production(computed, native), upload: settings, packages: [settings] });
    expect([[...found.restarts.keys()], found.itemsOf.get("more"), found.mayLoad.get("more")]).toEqual([
      [],
      [],
      ["Computed"],
    ]);
    // Components say all that they register.
    expect(needs({ before: production(computed), upload: demo }).mayLoad.get("demo")).toEqual([]);
  });
});

describe("a process in the shared actor pool keeps its old code until the production stops (contract, section 4)", () => {
  it("so that it must be stopped and started, and nothing of it is restarted", () => {
    const found = needs({ before: production(out, pooled), upload: demo });
    expect([found.recycle, [...found.restarts.keys()], found.pools]).toEqual([["Router"], ["Out"], ["demo"]]);
    expect(found.pooled.map(({ name }) => name)).toEqual(["Router"]);
  });

  it.each([
    ["one with a job of its own", router, deployed],
    ["an operation has one whatever its pool size", change(out, {}, { pool_size: "0" }), deployed],
    ["a process of a class that is no proxy of Python", change(pooled, {}, { classname: "EnsLib.Process" }), deployed],
    ["one that is switched off", change(pooled, {}, { enabled: "false" }), deployed],
  ])("not for %s", (_, item, bindings) => {
    expect(needs({ before: production(item), upload: demo, bindings }).recycle).toEqual([]);
  });

  it("one that joins the pool is started by the update: it is old code only where the pool held some", () => {
    const joins = { before: production(router), after: production(pooled), upload: demo };
    expect([needs(joins).recycle, [...needs(joins).restarts.keys()]]).toEqual([[], []]);
    expect(needs({ ...joins, owed: { pools: ["demo"] } }).recycle).toEqual(["Router"]);
    expect(needs({ ...joins, owed: { pools: ["other"] } }).recycle).toEqual([]);
  });
});

describe("what an earlier run owes", () => {
  it.each([
    ["a restart by name", { restart: ["Out"] }, ["Out"]],
    ["all of them", { restart: [ALL_ITEMS] }, ["Out", "Router", "Native"]],
    ["an item that is gone", { restart: ["Gone"] }, []],
  ])("%s", (_, owed, names) => expect([...needs({ owed }).restarts]).toEqual(names.map((name) => [name, []])));

  it("what its update was to bring is restarted where this run edits the item: nobody knows whether it still would", () => {
    expect([...needs({ owed: { covered: ["Out"] } }).restarts.keys()]).toEqual([]);
    expect([...needs({ owed: { covered: ["Out"] }, edits: [edit("Out")] }).restarts.keys()]).toEqual(["Out"]);
  });

  it("its update is made again, though nothing differs, and may start what it was to start", () => {
    expect(needs({ owed: { update: true } })).toMatchObject({ update: true, updateDisrupts: false });
    expect(needs({ owed: { update: true, disrupts: true } })).toMatchObject({ update: true, updateDisrupts: true });
  });

  it("its stop and start too", () => {
    expect(needs({ before: production(out, pooled), owed: { recycle: true } }).recycle).toEqual(["Router", ALL_ITEMS]);
    expect(needs({ owed: { recycle: true } }).recycle).toEqual([ALL_ITEMS]);
  });

  it("a marker that cannot be read stands for all: also for what the pool may hold", () => {
    const unread = { production: "", update: true, disrupts: true, restart: [ALL_ITEMS] };
    expect(needs({ before: production(out, pooled), owed: unread }).recycle).toEqual(["Router"]);
  });
});
