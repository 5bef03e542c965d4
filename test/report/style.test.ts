import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShownPlan } from "../../src/generated/plan.ts";
import { explainText } from "../../src/report/explain.ts";
import { createStyle, listing, table, wrapList, wrapProse } from "../../src/report/style.ts";
import { bindingsText } from "../../src/report/tables.ts";

const rows = [
  ["CLASS", "PYTHON", "USED BY", "FROM"],
  [
    "Python.OrderStore",
    "orders.operations.OrderStore",
    "Orders.Production/OrderStore",
    "/opt/iris/orders-9f31c2d4e5f6",
  ],
  ["Python.Idle", "orders.operations.Idle", "-", "/opt/iris/orders-9f31c2d4e5f6"],
];

describe("what fits a terminal", () => {
  it("a table that is too wide becomes lines of their own, whole", () => {
    expect(listing(rows, 200).split("\n")[0]).toMatch(/^CLASS +PYTHON +USED BY +FROM$/);
    expect(listing(rows, 80)).toBe(
      [
        "Python.OrderStore",
        "    python   orders.operations.OrderStore",
        "    used by  Orders.Production/OrderStore",
        "    from     /opt/iris/orders-9f31c2d4e5f6",
        "Python.Idle",
        "    python  orders.operations.Idle",
        "    from    /opt/iris/orders-9f31c2d4e5f6",
      ].join("\n"),
    );
    expect(listing([["A", "B"]], 1)).toBe("A  B");
  });

  it("a list is broken between its names, never in one, and loses nothing", () => {
    const name = fc
      .string({ unit: fc.constantFrom("a", "B", " ", "."), minLength: 1, maxLength: 12 })
      .map((s) => `x${s}x`);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 10, max: 60 }),
        (names, columns) => {
          const lines = wrapList(`restarts ${names.join(", ")}; stops ${names.join(", ")}`, columns);
          expect(lines.join(" ")).toBe(`restarts ${names.join(", ")}; stops ${names.join(", ")}`);
          for (const line of lines) if (line.length > columns) expect(line.replace(/[,;]$/, "")).not.toMatch(/[,;] /);
        },
      ),
    );
  });

  it("sentences are broken between words: no line is longer, but for one word that is, and nothing is lost", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "B", ".", '"', "`", " "), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 5, max: 60 }), (list, columns) => {
        const text = list.join(" ");
        const lines = wrapProse(text, columns).split("\n");
        for (const line of lines) if (line.length > columns) expect(line.trim()).toMatch(/^(?:"[^"]*"|`[^`]*`|\S)+$/);
        expect(lines.join(" ").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });

  it("an address stays whole, a frame of a file stands as it is, and what goes on is indented", () => {
    const address = 'productions.A.B.items."An item with a name".settings.Host.x';
    expect(wrapProse(`warning: ${address}: is odd`, 40)).toBe(`warning:\n  ${address}:\n  is odd`);
    const frame = "  12 |     password: a line of a file that is longer than that";
    expect(wrapProse(frame, 20)).toBe(frame);
    expect(wrapProse("  one two three", 10, "  ")).toBe("  one two\n    three");
    expect(wrapProse("a ".repeat(100), Number.POSITIVE_INFINITY)).toBe("a ".repeat(100));
  });

  it("the last column of a table goes on below itself", () => {
    expect(table([["key", "what it means, in a sentence"]], "  ", 30)).toBe(
      "  key  what it means, in a\n       sentence",
    );
  });

  it("what iopctl keeps among the bindings for itself is counted, not listed as unused", () => {
    const binding = { super: "", module: "m", pythonClass: "C", classpaths: "/p", usedBy: [] };
    const both = [
      { ...binding, className: "Python.A" },
      { ...binding, className: "IopCtl.Release.demo" },
    ];
    const text = bindingsText(both, 80);
    expect(text).toContain("Python.A  m.C     unused   /p");
    expect(text).not.toContain("IopCtl");
    expect(text).toContain("1 record of iopctl's own is left out");
  });

  it("--explain breaks no address at 80 columns: one that has no room beside its word stands below it", () => {
    const address = "productions.Orders.Production.items.OrderStore.settings.Host.currency";
    const call = {
      id: 1,
      method: "PUT",
      path: "/migrate",
      reason: "r",
      disruption: "none",
      because: ["default", address],
    };
    const change = { address, at: "state/orders.iop.yaml:31:13" };
    const plan = { calls: [call], changes: [change] } as unknown as ShownPlan;
    const text = explainText(plan, createStyle(false), 80);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(text.split(address)).toHaveLength(3);
    expect(explainText(plan, createStyle(false))).toContain(`        for default, ${address}\n`);
  });
});
