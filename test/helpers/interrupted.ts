import { expect } from "vitest";
import { workspace } from "./cli.ts";
import { inProcess, type Said } from "./in-process.ts";
import { PLANS, type PlanKind } from "./plan-kinds.ts";
import { type TestSandbox, testSandbox } from "./sandbox.ts";

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

export const CELLS = (Object.keys(PLANS) as PlanKind[]).flatMap((kind) =>
  [...new Set<string>(PLANS[kind])].map((call) => [kind, call] as const),
);

/** A sandbox, and a workspace whose next apply makes the calls of a plan of the wanted kind. */
export interface Interrupted {
  readonly sandbox: TestSandbox;
  readonly dir: string;
  /** All is as old files say; the new ones lie there. */
  readonly prepare: (kind: PlanKind) => Promise<void>;
  readonly apply: () => Promise<Said>;
  /** One more run: all is as the new files say, and nothing is left to do. */
  readonly finish: (kind: PlanKind) => Promise<void>;
  /** Applies the new files, with a record: what a rollback goes back from. Gives the name of the run. */
  readonly recorded: () => Promise<string>;
  /** All is as the old files say, and nothing is left to do for it. */
  readonly isBack: () => Promise<void>;
  readonly iopctl: (...args: string[]) => Promise<Said>;
  readonly timeouts: (timeout: string, ofMigrate: string) => void;
  readonly close: () => Promise<void>;
}

export async function interrupted(): Promise<Interrupted> {
  const sandbox = await testSandbox();
  const space = workspace();
  const iopctl = (...args: string[]) => inProcess(args, { cwd: space.dir, env: sandbox.env });
  const apply = () => iopctl("apply", "--auto-approve", "--no-backup");
  const timeouts = (timeout: string, ofMigrate: string) =>
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, migrate_timeout: ${ofMigrate}, timeout: ${timeout}, namespace: USER, state: . } }\n`,
    });
  const prepare = async (kind: PlanKind) => {
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
    // With a record: from there a way back has the old files again.
    const first = await iopctl("apply", "--auto-approve");
    expect(first.code, first.stderr).toBe(0);
    const after = state("b", "bindings: { absent: [Python.Spare] }\n", pool) + guards;
    space.write({
      "demo/parts.py": parts(`new ${Math.random()}`),
      "demo/settings.py": settings.replace('    "Python.Spare": parts.Out,\n', ""),
      "s.iop.yaml": kind === "switch" ? after.replace("default: Demo", "default: Other") : after,
    });
    await sandbox.writes();
  };
  const finish = async (kind: PlanKind) => {
    const again = await apply();
    expect(again.code, again.stderr + again.stdout).toBe(0);
    const { stale, status, active, bindings, productions } = await sandbox.inspect();
    const wanted = kind === "switch" ? "Other.Production" : "Demo.Production";
    expect({ stale, status, active }).toEqual({ stale: [], status: "running", active: wanted });
    expect(Object.keys(bindings).filter((name) => name.startsWith("IopCtl.Pending"))).toEqual([]);
    expect(Object.keys(bindings)).not.toContain("Python.Spare");
    expect(JSON.stringify(productions["Demo.Production"]?.definition)).toContain('"#text":"b"');
    // Nothing is held any more.
    expect(Object.values(productions[wanted]?.enabled ?? {})).not.toContain(false);
    expect((await iopctl("plan", "--detailed-exitcode")).code).toBe(0);
  };
  const recorded = async () => {
    const done = await iopctl("apply", "--auto-approve");
    expect(done.code, done.stderr + done.stdout).toBe(0);
    const [newest] = JSON.parse((await iopctl("runs", "--json")).stdout) as { readonly id: string }[];
    await sandbox.writes();
    return newest?.id as string;
  };
  const isBack = async () => {
    const { stale, status, active, bindings, productions, default: named } = await sandbox.inspect();
    const wanted = { stale: [], status: "running", active: "Demo.Production", default: "Demo.Production" };
    expect({ stale, status, active, default: named }).toEqual(wanted);
    expect(Object.keys(bindings).filter((name) => name.startsWith("IopCtl.Pending"))).toEqual([]);
    expect(Object.keys(bindings)).toContain("Python.Spare");
    expect(JSON.stringify(productions["Demo.Production"]?.definition)).toContain('"#text":"a"');
    expect(Object.values(productions["Demo.Production"]?.enabled ?? {})).not.toContain(false);
  };
  timeouts("20s", "20s");
  await prepare("restart");
  return {
    ...{ sandbox, dir: space.dir, prepare, apply, finish, recorded, isBack, iopctl, timeouts },
    close: async () => {
      await sandbox.close();
      space.remove();
    },
  };
}
