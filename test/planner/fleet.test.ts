import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_LOST, mayTake, queueOf, routesOf, takeover } from "../../src/planner/fleet.ts";

const label = fc.constantFrom("zone", "site", "__proto__", "constructor");
const labels = fc.dictionary(label, fc.constantFrom("a", "b", ""), { noNullPrototype: true });
const targets = fc.uniqueArray(fc.record({ target: fc.string(), labels, files: fc.constantFrom("x", "y") }), {
  selector: ({ target }) => target,
  maxLength: 12,
});

describe("who may take what", () => {
  it("a worker takes targets that have all its labels; one without labels takes any", () => {
    const worker = { name: "w", labels: { zone: "ward" } };
    expect(mayTake({ labels: { zone: "ward", site: "x" } }, worker)).toBe(true);
    expect(mayTake({ labels: { zone: "lab" } }, worker)).toBe(false);
    expect(mayTake({ labels: {} }, worker)).toBe(false);
    expect(mayTake({ labels: {} }, { name: "w", labels: {} })).toBe(true);
    expect(mayTake({ labels: {} }, { name: "w", labels: { constructor: "Object" } })).toBe(false);
  });

  it("what only one worker can do is its own, whatever the labels", () => {
    expect(mayTake({ labels: {}, only: "w" }, { name: "w", labels: { zone: "ward" } })).toBe(true);
    expect(mayTake({ labels: { zone: "ward" }, only: "v" }, { name: "w", labels: { zone: "ward" } })).toBe(false);
  });

  it("every target stands in just one queue, with all that have its labels and nobody else", () => {
    fc.assert(
      fc.property(targets, (all) => {
        const routes = routesOf("s", all);
        expect(
          routes
            .flatMap((route) => route.targets)
            .map(({ target }) => target)
            .sort(),
        ).toEqual(all.map(({ target }) => target).sort());
        for (const route of routes) for (const target of route.targets) expect(target.labels).toEqual(route.labels);
        expect(new Set(routes.map(({ queue }) => queue)).size).toBe(routes.length);
        // What a worker may take of a queue it may take of each target in it.
        for (const worker of all)
          for (const route of routes)
            for (const target of route.targets)
              expect(mayTake(target, { name: "w", labels: worker.labels })).toBe(
                mayTake(route, { name: "w", labels: worker.labels }),
              );
      }),
    );
  });

  it("the order in which labels are written makes no other queue, and each submission has its own", () => {
    expect(queueOf("s", { a: "1", b: "2" })).toBe(queueOf("s", { b: "2", a: "1" }));
    expect(queueOf("s", {})).not.toBe(queueOf("t", {}));
    expect(queueOf("s", {}, "w")).not.toBe(queueOf("s", {}));
    expect(queueOf("2026-01-01T00-00-00-abcdef", { "zone/ü": "x y" })).toMatch(/^[\w-]+$/);
  });
});

describe("what becomes of a job whose worker may be lost", () => {
  const lost = { state: "active", lost: 0, held: "free", calling: "quiet" } as const;

  it("is taken over only where its locks are free and no call of it can be under way", () => {
    expect(takeover(lost)).toBe("again");
    expect(takeover({ ...lost, held: "held" })).toBe("leave");
    expect(takeover({ ...lost, calling: "calling" })).toBe("leave");
    for (const state of ["waits", "done", "dropped"] as const) expect(takeover({ ...lost, state })).toBe("leave");
  });

  it("is given up after three workers", () => {
    expect(takeover({ ...lost, lost: MOST_LOST - 2 })).toBe("again");
    expect(takeover({ ...lost, lost: MOST_LOST - 1 })).toBe("give up");
  });
});
