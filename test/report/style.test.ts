import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listing, wrapList } from "../../src/report/style.ts";

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
});
