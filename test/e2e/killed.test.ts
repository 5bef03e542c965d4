import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/sandbox/faults.ts";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const parts = (version: string) => `"""${version}"""
from iop import BusinessOperation, BusinessProcess, BusinessService

class In(BusinessService):
    pass

class Router(BusinessProcess):
    pass

class Out(BusinessOperation):
    def on_message(self, request):
        return "${version}"
`;
const settings = `import parts
CLASSES = {
    "Python.In": parts.In,
    "Python.Router": parts.Router,
    "Python.Out": parts.Out,
    "Python.Spare": parts.Out,
}
`;
const state = (suffix: string, absent: string, pool = 1) => `version: 1
default: Demo.Production
state: running
packages: { demo: { path: demo } }
productions:
  Demo.Production:
    test_enabled: true
    items:
      In: { classname: Python.In, settings: { Host: { suffix: "${suffix}" } } }
      Router: { classname: Python.Router, pool_size: ${pool} }
      Out: { classname: Python.Out }
${absent}`;

const CALLS: [string, string, number, string][] = [
  ["PUT /migrate", "restart", 1, "code, a definition and a binding: migrate, update, two restarts, unbind, mark"],
  ["POST /update", "restart", 1, ""],
  ["POST /component/restart", "restart", 1, ""],
  ["DELETE /binding", "restart", 1, ""],
  ["POST /stop", "recycle", 0, "code of a process in the shared pool: migrate, unbind, stop, start, mark"],
  ["POST /start", "recycle", 0, ""],
  ["PUT /migrate", "recycle", 0, ""],
];

describe("a run that is killed, or loses its connection, is finished by the next", () => {
  let sandbox: TestSandbox;
  const space = workspace();
  const iopctl = (args: string[], onStart?: (child: import("node:child_process").ChildProcess) => void) =>
    run(args, { cwd: space.dir, env: sandbox.env, ...(onStart ? { onStart } : {}) });
  const config = (migrateTimeout: string) =>
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, migrate_timeout: ${migrateTimeout}, timeout: 1s, namespace: USER, state: . } }\n`,
    });
  beforeAll(async () => {
    sandbox = await testSandbox();
    config("20s");
    await prepare(1);
    // Short enough that a test does not wait long for an effect that never comes; Python is warm by now.
    config("4s");
  });
  afterEach(() => sandbox.control("DELETE", "/faults"));
  afterAll(async () => {
    await sandbox.close();
    space.remove();
  });

  async function prepare(pool: number): Promise<void> {
    space.write({
      "demo/parts.py": parts(`old ${Math.random()}`),
      "demo/settings.py": settings,
      "s.iop.yaml": state("a", "", pool),
    });
    const first = await iopctl(["apply", "--auto-approve"]);
    expect(first.code, first.stderr).toBe(0);
    space.write({
      "demo/parts.py": parts(`new ${Math.random()}`),
      "demo/settings.py": settings.replace('    "Python.Spare": parts.Out,\n', ""),
      "s.iop.yaml": state("b", "bindings: { absent: [Python.Spare] }\n", pool),
    });
    await sandbox.writes();
  }

  async function finish(): Promise<void> {
    const again = await iopctl(["apply", "--auto-approve"]);
    expect(again.code, again.stderr + again.stdout).toBe(0);
    const { stale, status, bindings, productions } = await sandbox.inspect();
    expect({ stale, status }).toEqual({ stale: [], status: "running" });
    expect(Object.keys(bindings).filter((name) => name.startsWith("IopCtl.Pending"))).toEqual([]);
    expect(Object.keys(bindings)).not.toContain("Python.Spare");
    expect(JSON.stringify(productions["Demo.Production"]?.definition)).toContain('"#text":"b"');
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  }

  it("without a fault it is the calls that the names below say", async () => {
    await prepare(1);
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "POST /update",
      "POST /component/restart",
      "POST /component/restart",
      "DELETE /binding",
      "DELETE /binding",
    ]);
    await prepare(0);
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "DELETE /binding",
      "POST /stop",
      "POST /start",
      "DELETE /binding",
    ]);
  });

  describe.each([
    ["its answer", "slow_after"],
    ["its effect", "slow"],
  ] as const)("SIGKILL before %s", (_when, kind) => {
    it.each(CALLS)("%s (%s)", async (match, _sort, pool) => {
      await prepare(pool);
      await sandbox.fault({ kind, match, delay: 600 });
      const killed = await iopctl(["apply", "--auto-approve"], (child) => {
        const timer = setInterval(async () => {
          const left = (await sandbox.control("GET", "/faults")) as unknown[];
          if (left.length > 0) return;
          clearInterval(timer);
          child.kill("SIGKILL");
        }, 15);
      });
      expect(killed.signal).toBe("SIGKILL");
      await finish();
    });
  });

  it.each(
    (["drop_before", "drop_after", "fail", "fail_after", "html", "truncate"] as FaultKind[]).flatMap((kind) =>
      CALLS.map(([match, , pool]) => [kind, match, pool] as const),
    ),
  )("%s at %s (pool %d): the run, or the one after it, converges", async (kind, match, pool) => {
    await prepare(pool);
    await sandbox.fault({ kind, match });
    const first = await iopctl(["apply", "--auto-approve"]);
    expect([0, 4], first.stderr).toContain(first.code);
    await finish();
  });

  it("a migrate that outlasts the time-out is looked for, not made twice", async () => {
    await prepare(1);
    config("1s");
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", delay: 2_000 });
    const result = await iopctl(["apply", "--auto-approve"]);
    config("4s");
    expect(result.code, result.stderr).toBe(0);
    expect((await sandbox.writes()).filter((call) => call === "PUT /migrate")).toHaveLength(1);
    await finish();
  });
});
