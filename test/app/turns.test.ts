import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inTurns } from "../../src/app/turns.ts";

const host = fc.constantFrom("a", "b", "c");
const never = () => false;

describe("turns", () => {
  it("begins each job once, in each host's order, and never more at once than in all or of one host", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(host, { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }),
        async (hosts, parallelism, perHost, lengths) => {
          const running = new Map<string, number>();
          const order: number[] = [];
          let all = 0;
          const begun = await inTurns(hosts, { parallelism, perHost, stopped: never }, async (at) => {
            const own = hosts[at] as string;
            order.push(at);
            running.set(own, (running.get(own) ?? 0) + 1);
            all += 1;
            expect(all).toBeLessThanOrEqual(parallelism);
            expect(running.get(own)).toBeLessThanOrEqual(perHost);
            for (let step = 0; step < (lengths[at] ?? 0); step += 1) await Promise.resolve();
            running.set(own, (running.get(own) ?? 0) - 1);
            all -= 1;
          });
          expect([...begun].sort((a, b) => a - b)).toEqual(hosts.map((_, at) => at));
          expect([...order].sort((a, b) => a - b)).toEqual(hosts.map((_, at) => at));
          for (const name of ["a", "b", "c"]) {
            const own = order.filter((at) => hosts[at] === name);
            expect(own).toEqual([...own].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 200) },
    );
  });

  it.each([
    [2, 4],
    [8, 4],
    [8, 100],
  ])("a host that never answers does not hold the others (%i at once, %i a host)", async (parallelism, perHost) => {
    const hosts = [...Array(20).fill("dead"), ...Array(20).fill("well")] as string[];
    let release: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    let left = 20;
    await inTurns(hosts, { parallelism, perHost, stopped: never }, async (at) => {
      if (hosts[at] === "dead") return answered;
      left -= 1;
      // Only when all others are done does the dead one end: were it waited for, this would not.
      if (left === 0) release();
    });
    expect(left).toBe(0);
  });

  it("begins no more once it is stopped, and says what it began", async () => {
    let stopped = false;
    const begun = await inTurns(
      ["a", "a", "a", "a"],
      { parallelism: 1, perHost: 1, stopped: () => stopped },
      async (at) => {
        stopped = at === 1;
      },
    );
    expect([...begun]).toEqual([0, 1]);
  });

  it("ends at once where there is nothing to do", async () => {
    expect((await inTurns([], { parallelism: 1, perHost: 1, stopped: never }, () => Promise.resolve())).size).toBe(0);
  });
});
