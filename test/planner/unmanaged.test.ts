import { describe, expect, it } from "vitest";
import type { ShownPlan } from "../../src/generated/plan.ts";
import type { DesiredProduction, DesiredState } from "../../src/model/desired.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import type { Item, Production } from "../../src/model/production.ts";
import { shownUnmanaged, unmanagedOf } from "../../src/planner/unmanaged.ts";
import { unmanagedLines } from "../../src/report/plan-words.ts";

const text = (value: string) => ({ text: value, sensitive: false });
const setting = (target: string, name: string) => ({ target, name, value: "x", extra: [] });
const item = (name: string, enabled = "true"): Item => ({
  name,
  attributes: { classname: "X.Y", enabled },
  settings: [setting("Host", "One"), setting("Adapter", "Two")],
  extra: [],
});
const binding = (className: string, production?: string): Binding => ({
  className,
  super: "IOP.BusinessOperation",
  module: "m",
  pythonClass: "P",
  classpaths: "/x",
  usedBy: production === undefined ? [] : [{ production, item: "I" }],
});
const production: Production = {
  name: "A.B",
  attributes: {},
  settings: [setting("", "ShutdownTimeout")],
  items: [item("In"), item("Out", "false"), item("By Hand")],
  extra: [],
};
const observed: ObservedState = {
  productions: new Map([["A.B", production]]),
  bindings: [binding("Python.Own"), binding("Python.Other", "C.D"), binding("IopCtl.Release.demo")],
  list: new Set(["A.B", "Old.One"]),
  status: { production: "A.B", status: "running" },
  git: new Map(),
};
const wanted: DesiredProduction = {
  name: "A.B",
  prune: false,
  attributes: {},
  settings: undefined,
  items: new Map([
    ["In", { attributes: {}, settings: new Map([["Host", new Map([["One", text("x")]])]]) }],
    ["Out", { attributes: {}, settings: new Map() }],
  ]),
  ignore: [],
};
const desired = (more: Partial<DesiredProduction> = {}): DesiredState => ({
  namespace: "USER",
  packages: [],
  productions: [{ ...wanted, ...more }],
  bindings: { present: ["Python.Own"], absent: [], prune: "none", keep: [] },
});
const shown = (state: DesiredState, server = observed) => shownUnmanaged(unmanagedOf(state, server), "addresses");
const lines = (state: DesiredState, server = observed, all = false) =>
  unmanagedLines(
    { unmanaged: shownUnmanaged(unmanagedOf(state, server), all ? "addresses" : "counts") } as unknown as ShownPlan,
    "plan",
  );

describe("what no file manages", () => {
  it("is counted, and listed by address; iopctl's own records are none of it", () => {
    expect(shown(desired())).toEqual({
      items: 1,
      settings: 4,
      productions: 2,
      bindings: 1,
      disabled: ["productions.A.B.items.Out"],
      not_read: [],
      addresses: [
        "productions.C.D",
        "productions.Old.One",
        'productions.A.B.items."By Hand"',
        "productions.A.B.settings.ShutdownTimeout",
        "productions.A.B.items.In.settings.Adapter.Two",
        "productions.A.B.items.Out.settings.Host.One",
        "productions.A.B.items.Out.settings.Adapter.Two",
        "bindings.Python.Other",
      ],
    });
    expect(lines(desired())).toEqual([
      "disabled on the server, and the files do not set enabled: productions.A.B.items.Out",
      "not managed here: 1 item, 4 settings, 2 productions, 1 binding; --unmanaged lists them",
    ]);
    expect(lines(desired(), observed, true)).toContain("  productions.Old.One");
  });

  it("what is pruned is managed, what is ignored is not; what files say of enabled is no news", () => {
    expect(shown(desired({ prune: true }))).toMatchObject({ items: 0, settings: 0 });
    expect(shown(desired({ ignore: [["items", "In"]] }))).toMatchObject({ items: 2, settings: 3 });
    const off = new Map(wanted.items).set("Out", { attributes: { enabled: text("true") }, settings: new Map() });
    expect(shown(desired({ items: off })).disabled).toEqual([]);
    expect(shown(desired({ items: off, ignore: [["items", "*", "enabled"]] })).disabled).toHaveLength(1);
  });

  it("what was not read is said, never counted as nothing", () => {
    const nothing: ObservedState = { productions: new Map(), git: new Map(), default: "A.B" };
    const files: DesiredState = { namespace: "USER", packages: [], productions: [], default: "A.B" };
    expect(lines(files, nothing)).toEqual([
      "not managed here: nothing in what was read; not known, since this plan did not need to read them: other productions, items and settings, bindings",
    ]);
    const { bindings: _bindings, ...rest } = observed;
    expect(lines(desired(), { ...rest, list: new Set() })[1]).toMatch(
      /^not managed here: 1 item, .*; --unmanaged lists them; not known, since .* them: bindings$/,
    );
  });

  it("a plan file may name anything as not read: it is told as it stands", () => {
    const unmanaged = { ...shown(desired()), not_read: ["__proto__", "constructor"] };
    expect(unmanagedLines({ unmanaged } as unknown as ShownPlan, "plan").join()).toMatch(/: __proto__, constructor/);
  });

  it("is told with a flag that the command has, and not where the files are a rollback's", () => {
    const verbs = ["plan", "drift", "apply", "rollback"].map((verb) =>
      unmanagedLines(
        { unmanaged: shownUnmanaged(unmanagedOf(desired(), observed), "counts") } as unknown as ShownPlan,
        verb,
      ).join("\n"),
    );
    expect(verbs[0]).toContain("; --unmanaged lists them");
    expect(verbs[1]).toContain("; --unmanaged lists them");
    expect(verbs[2]).toContain("; `iopctl plan --unmanaged` lists them");
    expect(verbs[3]).toBe("");
  });
});
