import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/sandbox/http/faults.ts";
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

/** Each kind of plan, with the calls that it makes. */
const PLANS = {
  // Code, a definition and a binding change.
  restart: [
    "PUT /migrate",
    "POST /update",
    "POST /component/restart",
    "POST /component/restart",
    "DELETE /binding",
    "DELETE /binding",
  ],
  // The code of a process in the shared actor pool changes.
  recycle: ["PUT /migrate", "DELETE /binding", "POST /stop", "POST /start", "DELETE /binding"],
  // Another production is to run.
  switch: ["PUT /migrate", "DELETE /binding", "PUT /default", "POST /stop", "POST /start"],
  // As restart, with the service held while queues run empty.
  drain: [
    "PUT /migrate",
    "POST /component/stop",
    "POST /update",
    "POST /component/restart",
    "POST /component/restart",
    "DELETE /binding",
    "POST /component/start",
    "DELETE /binding",
  ],
} as const;
type PlanKind = keyof typeof PLANS;
const CELLS = (Object.keys(PLANS) as PlanKind[]).flatMap((kind) =>
  [...new Set<string>(PLANS[kind])].map((call) => [kind, call] as const),
);
/** What became of each cell: how many runs it took until all was as the files say. */
const matrix = new Map<string, Map<string, string>>();
function note(fault: string, kind: PlanKind, call: string, runs: number): void {
  const row = matrix.get(`${kind} · ${call}`) ?? new Map<string, string>();
  row.set(fault, String(runs));
  matrix.set(`${kind} · ${call}`, row);
}

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
    await prepare("restart");
    // Short enough that a test does not wait long for an effect that never comes; Python is warm by now.
    config("4s");
  });
  afterEach(() => sandbox.control("DELETE", "/faults"));
  afterAll(async () => {
    const faults = [...new Set([...matrix.values()].flatMap((row) => [...row.keys()]))];
    const rows = [...matrix].map(
      ([name, row]) =>
        `${name.padEnd(34)}${faults.map((fault) => (row.get(fault) ?? "-").padStart(fault.length + 2)).join("")}`,
    );
    console.info(
      `runs until converged, by call and fault:\n${" ".repeat(34)}${faults.map((fault) => `  ${fault}`).join("")}\n${rows.join("\n")}`,
    );
    await sandbox.close();
    space.remove();
  });

  async function prepare(kind: PlanKind): Promise<void> {
    const pool = kind === "recycle" ? 0 : 1;
    const guards = kind === "drain" ? "guards: { drain: true }\n" : "";
    space.write({
      "demo/parts.py": parts(`old ${Math.random()}`),
      "demo/settings.py": settings,
      "s.iop.yaml": state("a", "", pool).replace(
        "productions:\n",
        "productions:\n  Other.Production: { items: { O: { classname: EnsLib.X } } }\n",
      ),
    });
    const first = await iopctl(["apply", "--auto-approve", "--no-backup"]);
    expect(first.code, first.stderr).toBe(0);
    const after = state("b", "bindings: { absent: [Python.Spare] }\n", pool) + guards;
    space.write({
      "demo/parts.py": parts(`new ${Math.random()}`),
      "demo/settings.py": settings.replace('    "Python.Spare": parts.Out,\n', ""),
      "s.iop.yaml":
        kind === "switch" ? after.replace("default: Demo", "default: Other").replace("packages:", "packages:") : after,
    });
    await sandbox.writes();
  }

  /** Gives whether one more run was needed. */
  async function finish(kind: PlanKind): Promise<void> {
    const again = await iopctl(["apply", "--auto-approve", "--no-backup"]);
    expect(again.code, again.stderr + again.stdout).toBe(0);
    const { stale, status, active, bindings, productions } = await sandbox.inspect();
    const wanted = kind === "switch" ? "Other.Production" : "Demo.Production";
    expect({ stale, status, active }).toEqual({ stale: [], status: "running", active: wanted });
    expect(Object.keys(bindings).filter((name) => name.startsWith("IopCtl.Pending"))).toEqual([]);
    expect(Object.keys(bindings)).not.toContain("Python.Spare");
    expect(JSON.stringify(productions["Demo.Production"]?.definition)).toContain('"#text":"b"');
    // Nothing is held any more.
    expect(Object.values(productions[wanted]?.enabled ?? {})).not.toContain(false);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  }

  it.each(Object.keys(PLANS) as PlanKind[])("without a fault the plan %s makes its calls", async (kind) => {
    await prepare(kind);
    const done = await iopctl(["apply", "--auto-approve", "--no-backup"]);
    expect(done.code, done.stderr).toBe(0);
    expect(await sandbox.writes()).toEqual(PLANS[kind]);
  });

  describe.each([
    ["its answer", "slow_after"],
    ["its effect", "slow"],
  ] as const)("SIGKILL before %s", (_when, fault) => {
    it.each(CELLS)("%s: %s", async (kind, match) => {
      await prepare(kind);
      await sandbox.fault({ kind: fault, match, delay: 600 });
      const killed = await iopctl(["apply", "--auto-approve", "--no-backup"], (child) => {
        const timer = setInterval(async () => {
          const left = (await sandbox.control("GET", "/faults")) as unknown[];
          if (left.length > 0) return;
          clearInterval(timer);
          child.kill("SIGKILL");
        }, 15);
      });
      expect(killed.signal, killed.stderr + killed.stdout).toBe("SIGKILL");
      // The server goes on with what it was sent: its effect must not fall into the next cell.
      await new Promise((resolve) => setTimeout(resolve, 650));
      await finish(kind);
      note(fault === "slow" ? "kill_before" : "kill_after", kind, match, 2);
    });
  });

  it.each(
    (["drop_before", "drop_after", "fail", "fail_after", "html", "truncate", "garbage"] as FaultKind[]).flatMap(
      (fault) => CELLS.map(([kind, match]) => [fault, kind, match] as const),
    ),
  )("%s at %s: %s: the run, or the one after it, converges", async (fault, kind, match) => {
    await prepare(kind);
    await sandbox.fault({ kind: fault, match });
    const first = await iopctl(["apply", "--auto-approve", "--no-backup"]);
    expect([0, 4], first.stderr).toContain(first.code);
    await finish(kind);
    note(fault, kind, match, first.code === 0 ? 1 : 2);
  });

  describe("a time-out", () => {
    beforeAll(() => config("1s"));
    afterAll(() => config("4s"));

    it.each(
      (["slow", "slow_after"] as const).flatMap((fault) => CELLS.map(([kind, match]) => [fault, kind, match] as const)),
    )("%s at %s: %s: the run, or the one after it, converges", async (fault, kind, match) => {
      await prepare(kind);
      await sandbox.fault({ kind: fault, match, delay: 1_400 });
      const first = await iopctl(["apply", "--auto-approve", "--no-backup"]);
      expect([0, 4], first.stderr).toContain(first.code);
      // What the server was sent takes effect yet: not in the next run, and not in the next cell.
      if (first.code !== 0) await new Promise((resolve) => setTimeout(resolve, 700));
      await finish(kind);
      note(fault === "slow" ? "timeout_before" : "timeout_after", kind, match, first.code === 0 ? 1 : 2);
    });
  });

  it("a migrate that outlasts the time-out is looked for, not made twice", async () => {
    await prepare("restart");
    config("1s");
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", delay: 2_000 });
    const result = await iopctl(["apply", "--auto-approve"]);
    config("4s");
    expect(result.code, result.stderr).toBe(0);
    expect((await sandbox.writes()).filter((call) => call === "PUT /migrate")).toHaveLength(1);
    await finish("restart");
  });
});
