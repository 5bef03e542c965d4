import { describe, expect, it } from "vitest";
import { bindingsAspect } from "../../src/aspects/bindings.ts";
import type { DesiredBindings, DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS, releaseClass } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import { bindingOf, desiredOf, itemOf, observedOf, productionOf, productionsOf, wantedOf } from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

const wanted = (parts: Partial<DesiredBindings>, rest: Partial<DesiredState> = {}) =>
  desiredOf({ bindings: { present: [], absent: [], prune: "none", keep: [], ...parts }, ...rest });
const diff = (desired: DesiredState, bindings: readonly Binding[], rest: Partial<ObservedState> = {}) => {
  const { differences, warnings = [] } = bindingsAspect.diff(desired, observedOf({ bindings, ...rest }));
  return {
    changes: differences.map(({ change }) => `${change.action} ${change.address[1]}`),
    needs: differences.flatMap(({ needs }) => needs.map(({ kind }) => kind)),
    warnings,
  };
};

describe("proxy classes that must be there", () => {
  it("a package of the files that provides it is uploaded for it", () => {
    const desired = wanted({ present: ["Python.Service"] }, { packages: [packageOf("demo", "new")] });
    expect(diff(desired, [])).toEqual({ changes: ["create Python.Service"], needs: ["upload"], warnings: [] });
    expect(diff(desired, [bindingOf("Python.Service")]).changes).toEqual([]);
  });

  it("where no package names it nothing can be done, and that is said", () => {
    expect(diff(wanted({ present: ["Nobody.Knows"] }), [])).toEqual({
      changes: ["create Nobody.Knows"],
      needs: [],
      warnings: ["bindings.Nobody.Knows must be present, and no package of the files names it"],
    });
  });

  it("a server without /bindings is too old for it", () => {
    const found = bindingsAspect.diff(wanted({ present: ["A.B"] }), observedOf({ bindings: "unsupported" }));
    expect(found).toMatchObject({ differences: [], errors: [{ kind: "unsupported" }] });
  });
});

describe("proxy classes that must not", () => {
  it("are removed by name where they are there, an adapter and a record too", () => {
    const adapter = bindingOf("Old.Adapter", "/x", { super: "IOP.InboundAdapter" });
    const record = bindingOf(releaseClass("gone"));
    const desired = wanted({ absent: ["Old.One", "Old.Adapter", record.className, "Not.There"], prune: "unused" });
    const found = bindingsAspect.diff(desired, observedOf({ bindings: [bindingOf("Old.One"), adapter, record] }));
    expect(found.differences.map(({ change, needs }) => [change.address[1], change.before, needs])).toMatchObject([
      ["Old.One", "by_hand.One", [{ kind: "unbind", record: false }]],
      ["Old.Adapter", "by_hand.Adapter", [{ kind: "unbind" }]],
      [record.className, "record of what was applied", [{ kind: "unbind", record: true }]],
    ]);
  });
});

describe("prune: unused removes what nobody uses, and nothing of which that is not certain", () => {
  const pruned = (
    bindings: readonly Binding[],
    parts: Partial<DesiredBindings> = {},
    rest: Partial<DesiredState> = {},
    observed = {},
  ) =>
    diff(wanted({ prune: "unused", ...parts }, rest), bindings, observed).changes.map((change) =>
      change.replace("delete ", ""),
    );
  const stray = bindingOf("Stray.One");
  const used = bindingOf("Stray.One", "/x", { usedBy: [{ production: "A.B", item: "In" }] });
  const live = productionOf("A.B", { items: [itemOf("In", "Stray.One")] });
  const observed = { productions: productionsOf(live) };

  it("an unused one goes; without prune all stay", () => {
    expect(pruned([stray])).toEqual(["Stray.One"]);
    expect(diff(wanted({}), [stray]).changes).toEqual([]);
    expect(bindingsAspect.diff(desiredOf(), observedOf({ bindings: [stray] })).differences).toEqual([]);
  });

  it.each([
    ["is kept by a pattern", [stray], { keep: ["Stray.*"] }, {}, {}],
    ["is declared", [stray], { present: ["Stray.One"] }, {}, {}],
    [
      "is an adapter: it always reads as unused (wire-notes, 3.16)",
      [bindingOf("Stray.One", "/x", { super: "IOP.InboundAdapter" })],
      {},
      {},
      {},
    ],
    ["is a record", [bindingOf(MARKER_CLASS), bindingOf(releaseClass("x"))], {}, {}, {}],
    ["is used by a production that was not read", [used], {}, {}, {}],
    ["is used by one that the files do not manage", [used], {}, {}, observed],
    ["is used by one of the files", [used], {}, { productions: [wantedOf("A.B")] }, observed],
    [
      "is the class of an item that the files add",
      [stray],
      {},
      { productions: [wantedOf("A.B", { items: { New: { attributes: { classname: "Stray.One" } } } })] },
      {},
    ],
    [
      "is provided by a package of the files",
      [bindingOf("Python.Service")],
      {},
      { packages: [packageOf("demo", "new")] },
      {},
    ],
  ] as const)("one stays that %s", (_, bindings, parts, rest, server) => {
    expect(pruned(bindings, parts, rest, server)).toEqual([]);
  });

  it.each([
    ["removes", wantedOf("A.B", { items: { In: "absent" } })],
    ["gives another class", wantedOf("A.B", { items: { In: { attributes: { classname: "Other.Class" } } } })],
  ])("it goes where its item is one that this plan %s: judged as it will be", (_, production) => {
    expect(pruned([used], {}, { productions: [production] }, observed)).toEqual(["Stray.One"]);
  });
});

describe("what is read", () => {
  it.each([
    ["nothing is said of bindings", desiredOf({ productions: [wantedOf("A.B")] }), []],
    ["no prune", wanted({}, { productions: [wantedOf("A.B")] }), ["bindings"]],
    [
      "prune: the definitions say what will use them",
      wanted({ prune: "unused" }, { productions: [wantedOf("A.B")] }),
      ["bindings", "A.B"],
    ],
  ])("%s", (_, desired, reads) => {
    expect(bindingsAspect.reads(desired, observedOf()).map((read) => ("name" in read ? read.name : read.kind))).toEqual(
      reads,
    );
  });
});
