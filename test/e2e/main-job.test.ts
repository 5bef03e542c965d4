import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const STATE = `version: 1
default: Demo.Production
state: running
packages:
  demo:
    path: src/demo
productions:
  Demo.Production:
    test_enabled: true
    items:
      In:
        classname: Python.In
        settings: { Host: { target: Out } }
      Out:
        classname: Python.Out
        settings: { Host: { suffix: "!" } }
`;
const FILES = {
  "state/demo.iop.yaml": STATE.replace("src/demo", "../src/demo"),
  "src/demo/settings.py": `import parts
CLASSES = {
    "Python.In": parts.In,
    "Python.Out": parts.Out,
}
`,
  "src/demo/messages.py": `from dataclasses import dataclass
from iop import Message

@dataclass
class Ping(Message):
    text: str = ""
`,
  "src/demo/parts.py": `from iop import BusinessOperation, BusinessService
from messages import Ping

class In(BusinessService):
    target = "Out"
    def on_process_input(self, message):
        return self.send_request_sync(self.target, message)

class Out(BusinessOperation):
    suffix = ""
    def on_ping(self, request: Ping) -> Ping:
        return Ping(text=request.text + self.suffix)
`,
};

describe("the main job, against a server over HTTP", () => {
  let sandbox: TestSandbox;
  const space = workspace(FILES);
  const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
  const edit = (file: keyof typeof FILES, from: string, to: string) => {
    const text = readFileSync(join(space.dir, file), "utf8");
    expect(text).toContain(from);
    space.write({ [file]: text.replace(from, to) });
  };
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    space.remove();
  });

  it("takes an empty namespace to a running production in three writing calls", async () => {
    const applied = await iopctl("apply", "state", "--auto-approve");
    expect(applied.code, applied.stderr).toBe(0);
    expect(await sandbox.writes()).toEqual(["PUT /migrate", "PUT /default", "POST /start"]);
    const plan = await iopctl("plan", "state", "--detailed-exitcode");
    expect(plan.code, plan.stdout).toBe(0);
    const answer = await iopctl("test", "Out", "--classname", "messages.Ping", "--body", '{"text":"hi"}', "--json");
    expect(JSON.parse(answer.stdout)).toMatchObject({ body: '{"text":"hi!"}', classname: "messages.Ping" });
    await sandbox.writes();
  });

  it("makes no writing call when nothing changed", async () => {
    expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
    expect(await sandbox.writes()).toEqual([]);
  });

  it("restarts the components of a package when one line of Python changed", async () => {
    edit("src/demo/parts.py", "request.text + self.suffix", "request.text.upper() + self.suffix");
    const applied = await iopctl("apply", "state", "--auto-approve");
    expect(applied.code, applied.stderr).toBe(0);
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "POST /component/restart",
      "POST /component/restart",
      "DELETE /binding",
    ]);
    expect((await sandbox.inspect()).stale).toEqual([]);
    const answer = await iopctl("test", "Out", "--classname", "messages.Ping", "--body", '{"text":"hi"}');
    expect(answer.stdout).toContain("HI!");
    await sandbox.writes();
  });

  it("updates once when one setting, or one enabled flag, changed", async () => {
    for (const [from, to] of [
      ['suffix: "!"', 'suffix: "?"'],
      ["classname: Python.In", "classname: Python.In\n        enabled: false"],
    ] as const) {
      edit("state/demo.iop.yaml", from, to);
      const plan = await iopctl("plan", "state", "--json");
      const { plans } = JSON.parse(plan.stdout);
      expect(plans[0].changes).toHaveLength(1);
      expect(plans[0].summary.disruption).toBe("component");
      expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
      expect(await sandbox.writes()).toEqual(["PUT /migrate", "POST /update", "DELETE /binding"]);
      expect((await sandbox.inspect()).stale).toEqual([]);
    }
  });

  it("sees drift made by hand, exits 2, and writes nothing", async () => {
    await sandbox.api("POST", "/stop");
    await sandbox.writes();
    const drift = await iopctl("drift", "state");
    expect(drift.code).toBe(2);
    expect(drift.stdout).toMatch(/~ state\s+running \(files\) \| stopped \(server\)/);
    expect(await sandbox.writes()).toEqual([]);
    expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
  });

  it("records the commit of a clean work tree, and names the files that changed since", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: space.dir });
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "first");
    edit("src/demo/messages.py", 'text: str = ""', 'text: str = "none"');
    git("commit", "-qam", "second");
    expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
    const head = git("rev-parse", "HEAD").toString().trim();
    expect((await sandbox.inspect()).bindings["IopCtl.Release.demo"]?.module).toContain(head);
    edit("src/demo/parts.py", ".upper()", ".lower()");
    const plan = await iopctl("plan", "state");
    expect(plan.stdout).toContain("parts.py (1 of 3 files)");
    edit("src/demo/parts.py", ".lower()", ".upper()");
  });

  it("keeps the releases that the files ask for, and removes older directories only", async () => {
    edit("state/demo.iop.yaml", "path: ../src/demo", "path: ../src/demo\n    keep_releases: 2");
    for (const text of ["one", "two", "three"]) {
      space.write({ "src/demo/extra.py": `NAME = "${text}"\n` });
      expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
    }
    const { directories } = await sandbox.inspect();
    expect(directories.filter((path) => /\/demo-[0-9a-f]{12}$/.test(path))).toHaveLength(2);
  });

  it("finds a binding that somebody migrated by hand elsewhere", async () => {
    const binding = (await sandbox.inspect()).bindings["Python.Out"];
    await sandbox.control("POST", "/bindings", { class: "Python.Out", ...binding, classpaths: "/opt/hand/python" });
    const plan = await iopctl("plan", "state");
    expect(plan.stdout).toContain("Python.Out is bound to /opt/hand/python");
    expect((await iopctl("apply", "state", "--auto-approve")).code).toBe(0);
    expect((await sandbox.inspect()).stale).toEqual([]);
  });

  it("removes a package's bindings and its record, the record last", async () => {
    space.write({
      "gone/x.iop.yaml":
        "version: 1\nstate: stopped\npackages:\n  demo: absent\nproductions:\n  Demo.Production:\n    items: { In: absent, Out: absent }\n",
    });
    await sandbox.writes();
    const applied = await iopctl("apply", "gone", "--auto-approve");
    expect(applied.code, applied.stderr).toBe(0);
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "DELETE /binding",
      "DELETE /binding",
      "DELETE /binding",
      "POST /stop",
    ]);
    // The production stays, and so does the record of what was applied to it.
    const left = Object.keys((await sandbox.inspect()).bindings);
    expect(left.filter((name) => !name.startsWith("IopCtl.Release.zp"))).toEqual([]);
  });
});
