import { describe, expect, it } from "vitest";
import { productionsAspect } from "../../src/aspects/productions.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import { markerPythonClass } from "../../src/model/record.ts";
import { bindingOf, desiredOf, itemOf, observedOf, productionOf, productionsOf, wantedOf } from "../helpers/states.ts";

const desired = desiredOf({
  productions: [wantedOf("A.B", { items: { In: { attributes: { comment: "x", enabled: "false" } } } })],
});
const live = productionOf("A.B", { items: [itemOf("In", "Python.In")] });

describe("definitions", () => {
  it("each change has what it needs: the edit itself, so that nothing is compared twice", () => {
    const { differences } = productionsAspect.diff(desired, observedOf({ productions: productionsOf(live) }));
    expect(differences.map(({ change, needs }) => [change.address.at(-1), needs])).toMatchObject([
      ["comment", [{ kind: "definition", production: "A.B", because: ["productions.A.B.items.In.comment"] }]],
      ["enabled", [{ kind: "definition", production: "A.B", because: ["productions.A.B.items.In.enabled"] }]],
    ]);
  });

  it("one that was not read is no difference, and one that /export cannot give is never overwritten", () => {
    expect(productionsAspect.diff(desired, observedOf())).toEqual({ differences: [], errors: [] });
    const productions = new Map([["A.B", "absent" as const]]);
    const inherited = productionsAspect.diff(desired, observedOf({ productions, list: new Set(["A.B"]) }));
    expect(inherited.differences).toEqual([]);
    expect(inherited.errors).toMatchObject([{ kind: "invalid", message: /A\.B inherits its definition/ }]);
    const missing = productionsAspect.diff(desired, observedOf({ productions, list: new Set() }));
    expect(missing.differences).toMatchObject([{ change: { action: "create" } }]);
    expect(missing.errors).toMatchObject([{ kind: "incomplete" }]);
  });

  it("reads what the files name, what runs and the records; the list only for what /export does not give", () => {
    const keys = (observed = observedOf()) =>
      productionsAspect.reads(desired, observed).map((read) => ("name" in read ? read.name : read.kind));
    expect(productionsAspect.reads(desiredOf(), observedOf())).toEqual([]);
    expect(keys()).toEqual(["A.B", "status", "bindings"]);
    expect(keys(observedOf({ productions: new Map([["A.B", "absent"]]) }))).toEqual([
      "A.B",
      "status",
      "bindings",
      "list",
    ]);
  });

  it.each([
    ["C.D", true],
    ["", false],
    ["Other.Production", false],
  ])("what a run was interrupted in is read where it runs: %j", (running, isRead) => {
    const marker = bindingOf(MARKER_CLASS, "/x", {
      pythonClass: markerPythonClass({ ...NOTHING_OWED, production: "C.D", update: true }),
    });
    const status = { status: "running" as const, production: running };
    const reads = productionsAspect.reads(desired, observedOf({ status, bindings: [marker] }));
    expect(reads.some((read) => "name" in read && read.name === "C.D")).toBe(isRead);
  });
});
