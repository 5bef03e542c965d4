import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/sandbox/http/faults.ts";
import { CELLS, type Interrupted, interrupted } from "../helpers/interrupted.ts";
import type { PlanKind } from "../helpers/plan-kinds.ts";

/** What became of each cell: how many runs it took until all was as the files say. */
const matrix = new Map<string, Map<string, number>>();
function note(fault: string, kind: PlanKind, call: string, code: number): void {
  const row = matrix.get(`${kind} · ${call}`) ?? new Map<string, number>();
  row.set(fault, code === 0 ? 1 : 2);
  matrix.set(`${kind} · ${call}`, row);
}

function table(): string {
  const faults = [...new Set([...matrix.values()].flatMap((row) => [...row.keys()]))];
  const rows = [...matrix].map(
    ([name, row]) =>
      `${name.padEnd(34)}${faults.map((fault) => String(row.get(fault) ?? "-").padStart(fault.length + 2)).join("")}`,
  );
  return `${" ".repeat(34)}${faults.map((fault) => `  ${fault}`).join("")}\n${rows.join("\n")}`;
}

/** Each fault at each call of each plan, over HTTP; kills stand in test/e2e/killed. Run by `npm run test:full`. */
describe("the run that a fault strikes, or the one after it, converges", () => {
  let given: Interrupted;
  beforeAll(async () => {
    given = await interrupted();
  });
  afterEach(() => given.sandbox.quiet());
  afterAll(async () => {
    console.info(`runs until converged, by call and fault:\n${table()}`);
    await given.close();
  });

  const cellsOf = <Fault>(faults: readonly Fault[]) =>
    faults.flatMap((fault) => CELLS.map(([kind, match]) => [fault, kind, match] as const));

  describe("a fault of the connection or of an answer", () => {
    // Short enough that no test waits long for an effect that never comes; Python is warm by now.
    beforeAll(() => given.timeouts("1s", "4s"));
    const faults: FaultKind[] = ["drop_before", "drop_after", "fail", "fail_after", "html", "truncate", "garbage"];

    it.each(cellsOf(faults))("%s at %s: %s", async (fault, kind, match) => {
      await given.prepare(kind);
      await given.sandbox.fault({ kind: fault, match });
      const first = await given.apply();
      expect([0, 4], first.stderr).toContain(first.code);
      await given.finish(kind);
      note(fault, kind, match, first.code);
    });
  });

  describe("a time-out", () => {
    beforeAll(() => given.timeouts("1s", "1s"));

    it.each(cellsOf(["slow", "slow_after"] as const))("%s at %s: %s", async (fault, kind, match) => {
      await given.prepare(kind);
      await given.sandbox.fault({ kind: fault, match, delay: 1_400 });
      const first = await given.apply();
      expect([0, 4], first.stderr).toContain(first.code);
      // What the server was sent takes effect yet: not in the next run, and not in the next cell.
      await given.sandbox.quiet();
      await given.finish(kind);
      note(fault === "slow" ? "timeout_before" : "timeout_after", kind, match, first.code);
    });
  });
});
