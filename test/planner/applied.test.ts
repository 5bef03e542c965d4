import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress } from "../../src/model/address.ts";
import type { DesiredItem, DesiredState } from "../../src/model/desired.ts";
import { definitionClass } from "../../src/model/names.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { appliedRecord, originsOf } from "../../src/planner/applied.ts";
import { plan } from "../../src/planner/plan.ts";

const NAME = "A.B";
const text = (value: string, sensitive = false) => ({ text: value, sensitive });

/** A production of so many items, as files say it and as a server holds it; `value` of each item by its number. */
function desiredOf(count: number, value: (at: number) => string): DesiredState {
  const item = (at: number): DesiredItem => ({
    attributes: { classname: text("X.Y"), pool_size: text("1") },
    settings: new Map([
      [
        "Host",
        new Map([
          ["value", text(value(at))],
          ["other", text("same")],
        ]),
      ],
    ]),
  });
  const items = new Map(Array.from({ length: count }, (_, at) => [`Item ${at}`, item(at)]));
  const production = { name: NAME, prune: false, attributes: {}, settings: undefined, items, ignore: [] };
  return { namespace: "USER", packages: [], productions: [production] };
}

function observedOf(count: number, value: (at: number) => string, pythonClass?: string): ObservedState {
  const items = Array.from({ length: count }, (_, at) => ({
    name: `Item ${at}`,
    attributes: { classname: "X.Y", pool_size: "1" },
    settings: [
      { target: "Host", name: "value", value: value(at), extra: [] },
      { target: "Host", name: "other", value: "same", extra: [] },
    ],
    extra: [],
  }));
  const production: Production = { name: NAME, attributes: {}, settings: [], items, extra: [] };
  const record = {
    className: definitionClass(NAME),
    super: "IOP.BusinessOperation",
    module: "m",
    classpaths: "/x",
    usedBy: [],
  };
  const bindings = pythonClass === undefined ? [] : [{ ...record, pythonClass }];
  return {
    productions: new Map([[NAME, production]]),
    bindings,
    status: { production: "", status: "stopped" },
    git: new Map(),
  };
}

describe("where a change comes from", () => {
  it.each([
    [5, "Applied"],
    [400, "Items"],
    [1_500, "Whole"],
  ])("of %i items is told by a record of the grain %s", (count, grain) => {
    const applied = desiredOf(count, () => "applied");
    const { written } = appliedRecord(
      applied,
      observedOf(count, () => "before"),
      NAME,
    );
    expect(written).toMatch(new RegExp(`^${grain}_[0-9A-Za-z]+$`));
    expect(written.length).toBeLessThanOrEqual(8_010);
    const origins = (desired: DesiredState, observed: ObservedState) => {
      const { changes } = plan(desired, observed);
      return Object.fromEntries(
        [...originsOf(changes, desired, observed)].map(([change, origin]) => [formatAddress(change.address), origin]),
      );
    };
    const at = (item: number) => `productions.A.B.items."Item ${item}".settings.Host.value`;
    const byHand = (item: number) => (item === 1 ? "by hand" : "applied");
    const inFiles = (item: number) => (item === 3 ? "new" : "applied");
    expect(origins(applied, observedOf(count, byHand, written))).toEqual({ [at(1)]: "server" });
    expect(
      origins(
        desiredOf(count, inFiles),
        observedOf(count, () => "applied", written),
      ),
    ).toEqual({ [at(3)]: "files" });
    // Of a definition that is recorded as one it is only known that somebody changed it.
    const third = grain === "Whole" ? "server" : "files";
    expect(origins(desiredOf(count, inFiles), observedOf(count, byHand, written))).toEqual({
      [at(1)]: "server",
      [at(3)]: third,
    });
    expect(
      new Set(
        Object.values(
          origins(
            applied,
            observedOf(count, () => "other"),
          ),
        ),
      ),
    ).toEqual(new Set(["unknown"]));
  });

  it("is never the server's where it holds what was applied, nor the files' where they say it", () => {
    const values = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(values, values, values, (applied, files, server) => {
        const { written } = appliedRecord(
          desiredOf(4, (at) => applied[at] as string),
          observedOf(4, () => "x"),
          NAME,
        );
        const desired = desiredOf(4, (at) => files[at] as string);
        const observed = observedOf(4, (at) => server[at] as string, written);
        const { changes } = plan(desired, observed);
        for (const [change, origin] of originsOf(changes, desired, observed)) {
          const at = Number(/\d+/.exec(change.address[3] ?? "")?.[0]);
          expect(origin).toBe(server[at] === applied[at] ? "files" : "server");
        }
      }),
    );
  });

  it("a record that is shown has nothing of a secret in it", () => {
    const desired = desiredOf(2, () => "x");
    const [production] = desired.productions;
    const settings = new Map([["Host", new Map([["value", text("hunter2", true)]])]]);
    const items = new Map([["Item 0", { attributes: { classname: text("X.Y") }, settings }]]);
    const own = { ...desired, productions: [{ ...(production as NonNullable<typeof production>), items }] };
    const { written, shown } = appliedRecord(
      own,
      observedOf(2, () => "y"),
      NAME,
    );
    expect(written.length - shown.length).toBe(7);
    const again = appliedRecord(
      own,
      observedOf(2, () => "y"),
      NAME,
    );
    expect(again.written).toBe(written);
  });
});
