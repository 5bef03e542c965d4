import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "./cli.ts";
import { type Interrupted, interrupted } from "./interrupted.ts";

/** Longer than any run: it ends when the test clears the faults. */
const LONG = 60_000;
/** The calls of the way back from a plan of each kind; what `restart` calls is part of `drain`. */
const BACK = {
  drain: [
    "PUT /migrate",
    "POST /component/stop",
    "POST /update",
    "POST /component/restart",
    "POST /component/restart",
    "POST /component/start",
    "DELETE /binding",
  ],
  recycle: ["PUT /migrate", "POST /stop", "POST /start", "DELETE /binding"],
  switch: ["PUT /migrate", "PUT /default", "POST /stop", "POST /start"],
} as const;
type Kind = keyof typeof BACK;

/** Real processes, really killed, on both sides of each call of these ways back. */
export function rollbacksAreFinished(kinds: readonly Kind[]): void {
  const cells = kinds.flatMap((kind) => [...new Set<string>(BACK[kind])].map((call) => [kind, call] as const));
  let given: Interrupted;
  beforeAll(async () => {
    given = await interrupted();
  });
  afterEach(() => given.sandbox.quiet());
  afterAll(() => given.close());

  it.each(kinds)("without a fault the way back from %s makes its calls", async (kind) => {
    await given.prepare(kind);
    await given.recorded();
    const done = await given.iopctl("rollback", "--auto-approve");
    expect(done.code, done.stderr).toBe(0);
    expect(await given.sandbox.writes()).toEqual(BACK[kind]);
    await given.isBack();
  });

  describe.each([
    ["its answer, and named again", "slow_after", "by its name"],
    ["its effect, and meant again by no name", "slow", "without a name"],
  ] as const)("SIGKILL before %s", (_when, fault, how) => {
    it.each(cells)("%s: %s", async (kind, match) => {
      const { prepare, recorded, sandbox, dir, iopctl, isBack } = given;
      await prepare(kind);
      const id = await recorded();
      const command = ["rollback", ...(how === "by its name" ? [id] : []), "--auto-approve"];
      await sandbox.fault({ kind: fault, match, delay: LONG });
      const killed = await run(command, {
        cwd: dir,
        env: sandbox.env,
        onStart: (child) => void sandbox.held().then(() => child.kill("SIGKILL")),
      });
      expect(killed.signal, killed.stderr + killed.stdout).toBe("SIGKILL");
      // The server goes on with what it was sent.
      await sandbox.quiet();
      const again = await iopctl(...command);
      expect(again.code, again.stderr + again.stdout).toBe(0);
      expect(again.stderr).toContain(`this goes on with it: back to what stood before ${id}`);
      await isBack();
      const rest = await iopctl("rollback", id, "--auto-approve");
      expect([rest.code, rest.stdout]).toEqual([0, expect.stringContaining("Nothing is left")]);
    });
  });
}
