import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "../helpers/cli.ts";
import { CELLS, type Interrupted, interrupted } from "../helpers/interrupted.ts";
import { PLANS, type PlanKind } from "../helpers/plan-kinds.ts";

/** Longer than any run: it ends when the test clears the faults. */
const LONG = 60_000;

/**
 * Real processes, really killed, on both sides of each call of each plan. What a fault of the connection becomes is held
 * by test/api/client, what an apply makes of it at each call by test/engine/faults; the product of both, over HTTP, by
 * test/full.
 */
describe("a run that is killed is finished by the next", () => {
  let given: Interrupted;
  beforeAll(async () => {
    given = await interrupted();
  });
  afterEach(() => given.sandbox.quiet());
  afterAll(() => given.close());

  it.each(Object.keys(PLANS) as PlanKind[])("without a fault the plan %s makes its calls", async (kind) => {
    await given.prepare(kind);
    const done = await given.apply();
    expect(done.code, done.stderr).toBe(0);
    expect(await given.sandbox.writes()).toEqual(PLANS[kind]);
  });

  describe.each([
    ["its answer", "slow_after"],
    ["its effect", "slow"],
  ] as const)("SIGKILL before %s", (_when, fault) => {
    it.each(CELLS)("%s: %s", async (kind, match) => {
      const { prepare, sandbox, dir, finish } = given;
      await prepare(kind);
      await sandbox.fault({ kind: fault, match, delay: LONG });
      const killed = await run(["apply", "--auto-approve", "--no-backup"], {
        cwd: dir,
        env: sandbox.env,
        onStart: (child) => void sandbox.held().then(() => child.kill("SIGKILL")),
      });
      expect(killed.signal, killed.stderr + killed.stdout).toBe("SIGKILL");
      const before = (await sandbox.requests()).filter(({ method, path }) => `${method} ${path}` === match).length;
      // The server goes on with what it was sent.
      await sandbox.quiet();
      const after = (await sandbox.requests()).filter(({ method, path }) => `${method} ${path}` === match).length;
      expect(after - before).toBe(fault === "slow" ? 1 : 0);
      await finish(kind);
    });
  });

  it("a migrate that outlasts the time-out is looked for, not made twice", async () => {
    const { prepare, sandbox, apply, finish, timeouts } = given;
    await prepare("restart");
    timeouts("1s", "1s");
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", delay: LONG });
    const result = await apply();
    timeouts("20s", "20s");
    expect(result.code, result.stderr).toBe(0);
    expect((await sandbox.writes()).filter((call) => call === "PUT /migrate")).toHaveLength(1);
    await sandbox.quiet();
    await finish("restart");
  });
});
