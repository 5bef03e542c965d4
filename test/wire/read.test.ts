import { describe, expect, it } from "vitest";
import { readBindings, readDefault, readStatus, readTopology, wireBoolean } from "../../src/wire/read.ts";

describe("booleans of the wire (wire-notes, 2.6)", () => {
  it.each([1, true, "1", "true", "True", "YES", "on"])("%j is yes", (value) => expect(wireBoolean(value)).toBe(true));
  it.each([0, false, "0", "false", "no", "off", "", null, undefined, 2, "10", {}, []])("%j is no", (value) =>
    expect(wireBoolean(value)).toBe(false),
  );
});

describe("/status (wire-notes, 3.2)", () => {
  it.each([
    [
      { status: "running", production: "A.B" },
      { status: "running", production: "A.B" },
    ],
    [
      { status: "Suspended", production: "A.B" },
      { status: "suspended", production: "A.B" },
    ],
    [{ status: "stopped" }, { status: "stopped", production: "" }],
    [
      { status: "shard-worker-prohibited", production: "" },
      { status: "unknown", production: "" },
    ],
  ])("%j", (body, found) => expect(readStatus(body)).toEqual(found));

  it.each([[], {}, { status: 1 }, { status: "running", production: "" }])("%j is no answer", (body) => {
    expect(() => readStatus(body)).toThrow();
  });
});

it("/default: no default is an empty name, another shape is an error", () => {
  expect([readDefault({ production: "A.B" }), readDefault({ production: "" }), readDefault({})]).toEqual([
    "A.B",
    "",
    "",
  ]);
  expect(() => readDefault("A.B")).toThrow("the answer is not an object");
});

it("/bindings: what is left out is empty, and only a class makes it one", () => {
  const used = { production: "A.B", item: "Out" };
  expect(
    readBindings([{ class: "P.Out", super: "IOP.BusinessOperation", classname: "Out", used: 1, used_by: [used] }]),
  ).toEqual([
    {
      ...{ className: "P.Out", super: "IOP.BusinessOperation", module: "", pythonClass: "Out", classpaths: "" },
      usedBy: [used],
    },
  ]);
  for (const body of [{}, [null], [{ super: "x" }]]) expect(() => readBindings(body)).toThrow();
});

describe("/connections", () => {
  const item = (name: string, parts: object = {}) => ({
    item: name,
    class_name: "C",
    connections: [],
    warnings: [],
    ...parts,
  });

  it("with a warning of the whole is not known, and never empty", () => {
    expect(readTopology({ production: "A.B", items: [item("In")], warnings: ["not loaded"] })).toBeUndefined();
  });

  it("with a warning of one item: of that one not all is known", () => {
    const items = [item("In", { connections: ["Out"] }), item("Mid", { warnings: ["it raised"] })];
    const found = readTopology({ production: "A.B", items, warnings: [] });
    expect(found?.routes.get("In")).toEqual(["Out"]);
    expect([...(found?.uncertain ?? [])]).toEqual(["Mid"]);
  });

  it.each([
    [{ kind: "BusinessService" }, "service"],
    [{ kind: "operation", adapter_class_name: "EnsLib.File.InboundAdapter" }, "operation"],
    [{ adapter_class_name: "EnsLib.File.InboundAdapter" }, "service"],
    [{ adapter_class_name: "EnsLib.HTTP.OutboundAdapter" }, "operation"],
    [{ adapter_class_name: "Other.Adapter" }, undefined],
    [{}, undefined],
  ])("what an item is: %j", (parts, kind) => {
    const found = readTopology({ production: "A.B", items: [item("X", parts)], warnings: [] });
    expect(found?.kinds.get("X")).toBe(kind);
  });
});
