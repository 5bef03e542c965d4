import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOf, shardOf } from "../../src/config/shard.ts";

describe("a part of the targets", () => {
  it("is said by a flag, or by the index of a Kubernetes pod and how many there are", () => {
    expect(shardOf(undefined, {})).toBeUndefined();
    expect(shardOf("2/5", {})).toEqual({ part: 2, count: 5 });
    expect(shardOf("2/5", { JOB_COMPLETION_INDEX: "0", JOB_COMPLETIONS: "3" })).toEqual({ part: 2, count: 5 });
    expect(shardOf("/5", { JOB_COMPLETION_INDEX: "0" })).toEqual({ part: 1, count: 5 });
    expect(shardOf(undefined, { JOB_COMPLETION_INDEX: "2", JOB_COMPLETIONS: "3" })).toEqual({ part: 3, count: 3 });
  });

  it.each([
    ["0/5", {}],
    ["6/5", {}],
    ["1/0", {}],
    ["one", {}],
    ["1/2/3", {}],
    ["/5", {}],
    ["/5", { JOB_COMPLETION_INDEX: "5" }],
    ["/5", { JOB_COMPLETION_INDEX: "x" }],
    [undefined, { JOB_COMPLETION_INDEX: "0", JOB_COMPLETIONS: "" }],
  ])("refuses %j with %j: every machine would do all, or none a part", (flag, env) => {
    expect(() => shardOf(flag, env)).toThrow(/shard|JOB_COMPLETION/);
  });

  it("an index alone is refused with what to set", () => {
    expect(() => shardOf(undefined, { JOB_COMPLETION_INDEX: "0" })).toThrow("JOB_COMPLETIONS");
  });

  it("parts are disjoint, together all, even, and the same whatever the order of the config", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (names, of) => {
          const parts = Array.from({ length: of }, (_, at) => partOf(names, { part: at + 1, count: of }));
          expect(parts.flat().sort()).toEqual([...names].sort());
          const sizes = parts.map(({ length }) => length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          const turned = partOf([...names].reverse(), { part: 1, count: of });
          expect([...turned].sort()).toEqual([...(parts[0] ?? [])].sort());
          for (const part of parts) expect(part).toEqual(names.filter((name) => part.includes(name)));
        },
      ),
    );
  });
});
