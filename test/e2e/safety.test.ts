import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** Longer than any test: a call is held until the faults are cleared. */
const LONG = 60_000;

const parts = (version: string) => `from iop import BusinessOperation, BusinessProcess, BusinessService, Message
from dataclasses import dataclass

@dataclass
class Ping(Message):
    text: str = ""

class In(BusinessService):
    pass

class Router(BusinessProcess):
    pass

class Out(BusinessOperation):
    def on_message(self, request):
        return Ping("${version}:" + request.text)
`;
const settings = `import parts
CLASSES = {"Python.In": parts.In, "Python.Router": parts.Router, "Python.Out": parts.Out}
`;
const state = (more = "", suffix = "a", extra = "") => `version: 1
default: Demo.Production
state: running
packages: { demo: { path: demo } }
productions:
  Demo.Production:
    test_enabled: true
    items:
      In: { classname: Python.In, settings: { Host: { TargetConfigNames: Router } } }
      Router: { classname: Python.Router, settings: { Host: { TargetConfigNames: Out } } }
      Out: { classname: Python.Out, settings: { Host: { suffix: "${suffix}" } } }
${extra}${more}`;

let sandbox: TestSandbox;
const space = workspace();
const iopctl = (args: string[], env: Record<string, string> = {}, onStart?: Parameters<typeof run>[1]["onStart"]) =>
  run(args, { cwd: space.dir, env: { ...sandbox.env, ...env }, ...(onStart ? { onStart } : {}) });
const apply = (...more: string[]) => iopctl(["apply", "--auto-approve", ...more]);

/** The queue of Out runs empty once the program says that it waits for it. */
const emptyOnceWaitedFor: Parameters<typeof run>[1]["onStart"] = (child) => {
  let text = "";
  child.stderr?.on("data", (data) => {
    text += String(data);
    if (!text.includes("waiting for queues")) return;
    text = "";
    void sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 0 } });
  });
};

beforeAll(async () => {
  sandbox = await testSandbox();
  space.write({
    "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, migrate_timeout: 20s, timeout: 5s, namespace: USER, state: s.iop.yaml } }\n`,
    "demo/parts.py": parts("one"),
    "demo/settings.py": settings,
  });
});
beforeEach(async () => {
  await sandbox.control("POST", "/reset", {});
  space.write({ "s.iop.yaml": state(), "demo/parts.py": parts("one") });
  const first = await apply("--no-backup");
  expect(first.code, first.stderr).toBe(0);
  await sandbox.writes();
});
afterEach(() => sandbox.control("DELETE", "/faults"));
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

describe("guards refuse before the first call, with exit 5, the rule, the numbers and the flag", () => {
  it("max_disruption of the files, which a flag lifts", async () => {
    space.write({ "s.iop.yaml": state("guards: { max_disruption: none }\n", "b") });
    for (const args of [["plan"], ["apply", "--auto-approve"]]) {
      const refused = await iopctl(args);
      expect(refused.code).toBe(5);
      expect(refused.stderr).toContain("max_disruption none: 1 of 3 calls has disruption component");
      expect(refused.stderr).toContain("--max-disruption component");
    }
    expect(await sandbox.writes()).toEqual([]);
    expect((await apply("--max-disruption", "component")).code).toBe(0);
  });

  it("protect: neither taken down nor robbed of items", async () => {
    const more = (text: string) => state(text).replace("    test_enabled", "    protect: true\n    test_enabled");
    space.write({ "s.iop.yaml": more("").replace("state: running", "state: stopped") });
    const down = await apply();
    expect(down.code).toBe(5);
    expect(down.stderr).toContain("call 1 would take it down");
    space.write({ "s.iop.yaml": more("      Out: absent\n").replace(/ {6}Out: \{ .*\n/, "") });
    const robbed = await apply();
    expect(robbed.code).toBe(5);
    expect(robbed.stderr).toContain("1 of its items would be deleted (Out)");
    const misspelt = await apply("--allow-protected", "Demo.Produktion", "--lint-off", "target-missing");
    expect([misspelt.code, misspelt.stderr]).toEqual([1, expect.stringContaining("did you mean Demo.Production?")]);
    expect(await sandbox.writes()).toEqual([]);
    expect((await apply("--allow-protected", "Demo.Production", "--lint-off", "target-missing")).code).toBe(0);
  });

  it("prune_limit, by default half of the items", async () => {
    const items = Array.from(
      { length: 9 },
      (_, at) => `      I${at}: { classname: EnsLib.File.PassthroughOperation }\n`,
    );
    space.write({
      "s.iop.yaml": `version: 1\nproductions:\n  Big.One:\n    prune: true\n    items:\n${items.join("")}`,
    });
    expect((await apply()).code).toBe(0);
    await sandbox.writes();
    space.write({
      "s.iop.yaml": `version: 1\nproductions:\n  Big.One:\n    prune: true\n    items:\n${items.slice(0, 2).join("")}`,
    });
    const refused = await apply();
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain("7 of 9 items of Big.One would go, the limit is 50 %");
    expect(refused.stderr).toContain("--prune-limit 7");
    expect(await sandbox.writes()).toEqual([]);
    expect((await apply("--prune-limit", "80%")).code).toBe(0);
    expect((await apply("--prune-limit", "lots")).code).toBe(64);
  });

  it("queues: refuse, or wait until they are empty", async () => {
    space.write({ "s.iop.yaml": state("guards: { queues: refuse }\n", "b") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 3 } });
    const refused = await apply();
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.stderr).toContain("queues not empty: Out (3)");
    expect(refused.stderr).toContain("--queues ignore");
    expect(await sandbox.writes()).toEqual([]);
    // A plan says so before anybody applies it.
    const planned = await iopctl(["plan"]);
    expect([planned.code, planned.stdout.includes("refused: queues refuse: queues not empty: Out (3)")]).toEqual([
      5,
      true,
    ]);
    const late = await apply("--queues", "wait 300ms");
    expect(late.code).toBe(5);
    const waited = await iopctl(["apply", "--auto-approve", "--queues", "wait 30s"], {}, emptyOnceWaitedFor);
    expect(waited.code, waited.stderr).toBe(0);
    expect(waited.stderr).toContain("waiting for queues to drain");
  });

  it("queues: of a suspended production too, whose messages nothing but its start lets through", async () => {
    await sandbox.control("POST", "/state", { namespace: "USER", status: "suspended", queues: { Out: 3 } });
    space.write({ "s.iop.yaml": state("guards: { queues: refuse }\n").replace("running", "stopped") });
    const stopping = await apply();
    expect([stopping.code, stopping.stderr]).toEqual([5, expect.stringContaining("queues not empty: Out (3)")]);
    // What is removed before the start never sees its messages: waiting would not help.
    const without = state("").replace(/ {6}Out: .*\n/, "      Out: absent\n");
    space.write({ "s.iop.yaml": `${without}guards: { queues: wait 30s }\n` });
    const removing = await apply("--lint-off", "target-missing");
    expect([removing.code, removing.stderr]).toEqual([5, expect.stringContaining("queues not empty: Out (3)")]);
    expect(await sandbox.writes()).toEqual([]);
  });

  it("queues: without a rule, what a plan takes away with messages in it is at least said", async () => {
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 5 } });
    space.write({ "s.iop.yaml": state("").replace(/ {6}Out: .*\n/, "      Out: absent\n") });
    const planned = await iopctl(["plan", "--lint-off", "target-missing"]);
    expect([planned.code, planned.stdout]).toEqual([
      0,
      expect.stringContaining("Out (5) would be left behind: this plan removes or switches off what processes them"),
    ]);
    // What only restarts keeps its queue.
    space.write({ "s.iop.yaml": state("", "b") });
    expect((await iopctl(["plan"])).stdout).not.toContain("left behind");
  });

  it("packages that go count as the bindings that they take along", async () => {
    space.write({ "s.iop.yaml": "version: 1\npackages: { demo: absent }\nguards: { prune_limit: 2 }\n" });
    await sandbox.control("POST", "/productions", { name: "Demo.Production", definition: { Item: [], Setting: [] } });
    const refused = await apply();
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.stderr).toContain("3 of 3 bindings would go, the limit is 2");
  });

  it("a settings file that drops an item of a protected production: refused before the update, and put back", async () => {
    const items = (names: readonly string[]) =>
      names.map((name) => `{"@Name": "${name}", "@ClassName": "Python.${name}", "@Enabled": "true", "@PoolSize": "1"}`);
    const defines = (names: readonly string[]) =>
      `${settings}PRODUCTIONS = [{"Demo.Production": {"@Name": "Demo.Production", "Item": [${items(names).join(", ")}]}}]\n`;
    const files = (protect: boolean) =>
      `version: 1\ndefault: Demo.Production\nstate: running\npackages: { demo: { path: demo } }\n` +
      `productions: { Demo.Production: { protect: ${protect}, items: { In: { pool_size: 1 } } } }\n`;
    space.write({ "s.iop.yaml": files(true), "demo/settings.py": defines(["In", "Router", "Out"]) });
    expect((await apply()).code).toBe(0);
    await sandbox.writes();
    const before = (await sandbox.inspect()).productions["Demo.Production"]?.definition?.Item.map(
      (item) => item["@Name"],
    );
    space.write({ "demo/settings.py": defines(["In", "Router"]) });
    for (const _again of [1, 2]) {
      const refused = await apply();
      expect(refused.code, refused.stderr).toBe(4);
      expect(refused.stderr).toContain("the settings file drops 1 of 3 items of Demo.Production (Out)");
      expect(refused.stderr).toContain("--allow-protected Demo.Production");
      expect(await sandbox.writes()).not.toContain("POST /update");
      const after = (await sandbox.inspect()).productions["Demo.Production"]?.definition?.Item.map(
        (item) => item["@Name"],
      );
      expect(after).toEqual(before);
    }
    expect((await apply("--allow-protected", "Demo.Production")).code).toBe(0);
    expect((await sandbox.inspect()).productions["Demo.Production"]?.definition?.Item).toHaveLength(2);
    space.write({ "demo/settings.py": settings });
  });

  it("a production that the files do not name", async () => {
    space.write({ "s.iop.yaml": "version: 1\nstate: stopped\nguards: { other_production: refuse }\n" });
    const refused = await apply();
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain("Demo.Production runs, the files do not name it");
    expect((await apply("--other-production", "stop")).code).toBe(0);
  });
});

describe("the resulting state is looked at before any call", () => {
  it("findings have a place, a code that can be switched off, and are errors with --strict", async () => {
    const odd = state("", "a").replace("TargetConfigNames: Out", "TargetConfigNames: Uot");
    space.write({ "s.iop.yaml": odd });
    const planned = await iopctl(["plan"]);
    expect(planned.code).toBe(0);
    expect(planned.stdout).toMatch(
      /warning: s\.iop\.yaml:10:\d+: Router sends to Uot, which does not exist \[target-missing\]/,
    );
    const strict = await apply("--strict");
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain("[target-missing]");
    expect(await sandbox.writes()).toEqual([]);
    expect((await iopctl(["plan", "--lint-off", "target-missing"])).stdout).not.toContain("Uot, which");
    expect((await iopctl(["plan", "--lint-off", "nonsense"])).code).toBe(64);
  });
});

describe("what a plan relies on is looked at again", () => {
  it("a change between the plan and its first call is exit 6, and names what moved", async () => {
    space.write({ "s.iop.yaml": state("", "b") });
    // The answer waits for what the person does; meanwhile somebody stops the production.
    const moved = await new Promise<Awaited<ReturnType<typeof run>>>((resolve) => {
      const result = run(["apply"], {
        cwd: space.dir,
        env: sandbox.env,
        keepOpen: true,
        onStart: (child) => {
          let text = "";
          child.stdout?.on("data", async (data) => {
            text += String(data);
            if (!text.includes("\nPlan: ")) return;
            text = "";
            await sandbox.api("POST", "/stop", { namespace: "USER" });
            child.stdin?.end("yes\n");
          });
        },
      });
      void result.then(resolve);
    });
    expect(moved.code, moved.stderr).toBe(6);
    expect(moved.stderr).toContain("state: running Demo.Production → stopped");
    expect(await sandbox.writes()).toEqual(["POST /stop"]);
  });

  it("what the plan has nothing to do with may change in between", async () => {
    space.write({ "s.iop.yaml": state("", "b") });
    const done = await new Promise<Awaited<ReturnType<typeof run>>>((resolve) => {
      const result = run(["apply"], {
        cwd: space.dir,
        env: sandbox.env,
        keepOpen: true,
        onStart: (child) => {
          let text = "";
          child.stdout?.on("data", async (data) => {
            text += String(data);
            if (!text.includes("\nPlan: ")) return;
            text = "";
            const definition = { Item: [{ "@Name": "X", "@ClassName": "EnsLib.X" }] };
            await sandbox.control("POST", "/productions", { namespace: "USER", name: "Un.Related", definition });
            child.stdin?.end("yes\n");
          });
        },
      });
      void result.then(resolve);
    });
    expect(done.code, done.stderr).toBe(0);
  });
});

describe("drained", () => {
  it("services are held, queues run empty, the services come back", async () => {
    space.write({ "s.iop.yaml": state("guards: { drain: true }\n", "b"), "demo/parts.py": parts("two") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 2 } });
    const done = await iopctl(["apply", "--auto-approve"], {}, emptyOnceWaitedFor);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toContain("waiting for queues to drain: queues not empty: Out (2)");
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "POST /component/stop",
      "POST /update",
      "POST /component/restart",
      "POST /component/start",
      "DELETE /binding",
    ]);
    const { stale, productions } = await sandbox.inspect();
    expect(stale).toEqual([]);
    expect(productions["Demo.Production"]?.enabled).toEqual({ In: true, Router: true });
  });

  const without = (more: string) =>
    `${state("")
      .replace(/ {6}Out: .*\n/, "      Out: absent\n")
      .replace("TargetConfigNames: Out", 'TargetConfigNames: ""')}${more}`;

  it("what is removed runs empty before the definition without it is saved", async () => {
    space.write({ "s.iop.yaml": without("guards: { drain: true, queues: wait 15s }\n") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 2 } });
    const done = await iopctl(["apply", "--auto-approve"], {}, emptyOnceWaitedFor);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toContain("waiting for queues to drain: queues not empty: Out (2)");
    expect(await sandbox.writes()).toEqual([
      "PUT /migrate",
      "POST /component/stop",
      "PUT /migrate",
      "POST /update",
      "POST /component/start",
      "DELETE /binding",
    ]);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
    const { stale, productions } = await sandbox.inspect();
    expect(stale).toEqual([]);
    expect(productions["Demo.Production"]?.enabled["In"]).not.toBe(false);
  });

  it("what is removed stays, with its messages, where it does not run empty in time; the next run goes on", async () => {
    space.write({ "s.iop.yaml": without("guards: { drain: true, queues: wait 300ms }\n") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 2 } });
    const late = await apply();
    expect([late.code, late.stderr]).toEqual([4, expect.stringContaining("queues not empty: Out (2) after 0.3 s")]);
    expect(await sandbox.writes()).toEqual(["PUT /migrate", "POST /component/stop", "POST /component/start"]);
    const { productions } = await sandbox.inspect();
    expect(productions["Demo.Production"]?.enabled["In"]).toBe(true);
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 0 } });
    expect((await apply()).code).toBe(0);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  it("what was paused runs again when the update fails after the definition was saved, and status names what stays", async () => {
    space.write({ "s.iop.yaml": without("guards: { drain: true }\n") });
    await sandbox.fault({ kind: "fail", match: "POST /update", times: 9 });
    const failed = await apply();
    expect([failed.code, failed.stderr]).toEqual([
      4,
      expect.stringContaining("In, which was paused while queues drained, is started again"),
    ]);
    expect((await sandbox.writes()).at(-1)).toBe("POST /component/restart");
    expect((await iopctl(["status"])).stdout).toMatch(/paused +In may be paused/);
    await sandbox.control("DELETE", "/faults");
    expect((await apply()).code).toBe(0);
    expect((await iopctl(["status"])).stdout).not.toMatch(/paused/);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  it("they come back when a call fails", async () => {
    space.write({ "s.iop.yaml": state("", "b") });
    await sandbox.fault({ kind: "fail", match: "POST /update", times: 9 });
    const failed = await apply("--drain");
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain("In, which was paused while queues drained, is started again");
    expect((await sandbox.inspect()).productions["Demo.Production"]?.enabled["In"]).toBe(true);
  });

  it("they come back at Ctrl-C, too", async () => {
    space.write({ "s.iop.yaml": state("", "b") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { In: 2 } });
    const stopped = await iopctl(["apply", "--auto-approve", "--drain"], {}, (child) => {
      child.stderr?.on("data", (data) => {
        if (String(data).includes("waiting for queues")) child.kill("SIGINT");
      });
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr).toContain("which was paused while queues drained, is started again");
    expect((await sandbox.inspect()).productions["Demo.Production"]?.enabled["In"]).toBe(true);
    await sandbox.control("POST", "/state", { namespace: "USER", queues: {} });
    expect((await apply()).code).toBe(0);
    expect((await sandbox.inspect()).stale).toEqual([]);
  });

  it("a killed run leaves their names in its marker, and the next run brings them back", async () => {
    space.write({ "s.iop.yaml": state("", "b") });
    await sandbox.fault({ kind: "slow", match: "POST /update", delay: LONG });
    const killed = await iopctl(["apply", "--auto-approve", "--drain"], {}, (child) => {
      void sandbox.held().then(() => child.kill("SIGKILL"));
    });
    expect(killed.signal).toBe("SIGKILL");
    await sandbox.quiet();
    expect((await sandbox.inspect()).productions["Demo.Production"]?.enabled["In"]).toBe(false);
    const planned = await iopctl(["plan"]);
    expect(planned.stdout).toContain("resumes In (paused by an interrupted run)");
    const again = await apply();
    expect(again.code, again.stderr).toBe(0);
    expect((await sandbox.inspect()).stale).toEqual([]);
    expect((await sandbox.inspect()).productions["Demo.Production"]?.enabled["In"]).toBe(true);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  it("without an upload it cannot be, and the plan says why", async () => {
    space.write({ "s.iop.yaml": state().replace("state: running", "state: stopped") });
    const planned = await iopctl(["plan", "--drain"]);
    expect(planned.stdout).toContain("cannot be drained safely");
  });
});

describe("checks", () => {
  const checks = (answer: string, more = "") => `checks:
  - name: answers
    test: { target: Out, classname: parts.Ping, body: { text: hi }, expect: { subset: { text: "${answer}" } } }
  - { name: quiet, log: { types: [Error], items: ["*"], for: 300ms } }
  - { name: flowing, queues: { max: 10 } }
  - { name: routed, routes: exist }
${more}`;

  it("pass, and are reported", async () => {
    space.write({ "s.iop.yaml": state(checks("two:hi")), "demo/parts.py": parts("two") });
    const done = await apply();
    expect(done.code, done.stderr).toBe(0);
    expect(done.stdout).toContain("4 checks passed");
    // They are tried also where nothing was to be done: a run after a failed one must not look green.
    space.write({ "s.iop.yaml": state(checks("three:hi")) });
    const again = await apply();
    expect(again.code).toBe(8);
    expect(again.stderr).toContain('expected at least {"text":"three:hi"}');
  });

  it("each kind fails with what was found", async () => {
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 20 } });
    const odd = state(`checks:
  - { name: flowing, queues: { max: 10 } }
  - { name: equals, test: { target: Out, classname: parts.Ping, body: { text: hi }, expect: { equals: { text: nope } } } }
  - { name: regex, test: { target: Out, classname: parts.Ping, body: { text: hi }, expect: { regex: "^nope" } } }
  - { name: nobody, test: { target: Nobody } }
  - { name: routed, routes: exist }
`).replace("TargetConfigNames: Out", "TargetConfigNames: Uot");
    space.write({ "s.iop.yaml": odd });
    const failed = await apply();
    expect(failed.code).toBe(8);
    expect(failed.stderr).toContain("5 of 5 checks failed");
    expect(failed.stderr).toContain("Out has 20 waiting; the limit is 10");
    expect(failed.stderr).toContain("Router sends to Uot, which does not exist");
  });

  it("one that fails rolls back where the files say so", async () => {
    const before = await sandbox.inspect();
    space.write({
      "s.iop.yaml": state(checks("wrong", "on_failure: rollback\n"), "b", "      New: { classname: EnsLib.X }\n"),
      "demo/parts.py": parts("two"),
    });
    execFileSync("git", ["init", "-q"], { cwd: space.dir });
    const failed = await apply();
    expect(failed.code, failed.stderr).toBe(8);
    expect(failed.stderr).toContain("Rolling back: 1 of 4 checks failed: answers");
    // The release before is nowhere: its run kept no backup, and nothing was committed. Half a way back is none.
    expect(failed.stderr).toContain("Not rolled back: cannot roll back");
    // Now one with a backup.
    space.write({ "s.iop.yaml": state(), "demo/parts.py": parts("one") });
    const good = await apply();
    expect(good.code, good.stderr).toBe(0);
    space.write({
      "s.iop.yaml": state(checks("wrong", "on_failure: rollback\n"), "b", "      Newer: { classname: EnsLib.X }\n"),
      "demo/parts.py": parts("two"),
    });
    const back = await apply();
    expect(back.code, back.stderr).toBe(8);
    expect(back.stderr).toContain("Rolled back:");
    const after = await sandbox.inspect();
    expect(after.stale).toEqual([]);
    const definition = after.productions["Demo.Production"]?.definition;
    expect(definition?.Item.map((item) => item["@Name"])).toEqual(["In", "Router", "Out", "New"]);
    expect(JSON.stringify(definition)).toContain('"#text":"a"');
    expect(after.bindings["IopCtl.Release.demo"]?.module.slice(0, 79)).toBe(
      before.bindings["IopCtl.Release.demo"]?.module.slice(0, 79),
    );
    space.write({ "s.iop.yaml": state(), "demo/parts.py": parts("one") });
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  });
});

describe("the way back from a first deploy", () => {
  it("stops what was started and says what stays", async () => {
    await sandbox.control("POST", "/reset", {});
    const failing = "checks:\n  - { name: nobody, test: { target: Nobody } }\non_failure: rollback\n";
    space.write({ "s.iop.yaml": state(failing) });
    const failed = await apply();
    expect(failed.code, failed.stderr).toBe(8);
    expect(failed.stderr).toContain("Rolled back in part:");
    expect(failed.stderr).toMatch(/Demo.Production: stays defined, .*: the API deletes no production/);
    expect(failed.stderr).toMatch(/the files in demo-[0-9a-f]{12} stay/);
    const after = await sandbox.inspect();
    expect({ status: after.status, default: after.default }).toEqual({ status: "stopped", default: "" });
    expect([after.bindings, after.productions["Demo.Production"]?.definition?.Item]).toEqual([{}, []]);
  });
});

describe("backups", () => {
  const runs = () => readdirSync(join(space.dir, ".iopctl/runs")).sort();

  it("hold what is overwritten, readable, for this user only, and without secrets", async () => {
    const secret = "hunter2-hunter2";
    const withSecret = (suffix: string) =>
      state("", suffix).replace("suffix:", 'Password: "${secret:DB_PASSWORD}", suffix:');
    space.write({ "s.iop.yaml": withSecret("a") });
    expect((await iopctl(["apply", "--auto-approve"], { DB_PASSWORD: secret })).code).toBe(0);
    space.write({ "s.iop.yaml": withSecret("b") });
    expect((await iopctl(["apply", "--auto-approve"], { DB_PASSWORD: secret })).code).toBe(0);
    const [newest] = JSON.parse((await iopctl(["runs", "--json"])).stdout) as { id: string }[];
    const last = join(space.dir, ".iopctl/runs", newest?.id ?? "");
    expect(statSync(last).mode & 0o777).toBe(0o700);
    expect(statSync(join(last, "run.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(space.dir, ".iopctl/.gitignore"), "utf8")).toBe("*\n");
    const before = readFileSync(join(last, "before.iop.yaml"), "utf8");
    expect(before).toContain("Password: ${secret:DB_PASSWORD}");
    expect(before).toContain("suffix: a");
    for (const name of readdirSync(last, { recursive: true, encoding: "utf8" })) {
      const path = join(last, name);
      if (statSync(path).isFile()) expect(readFileSync(path, "utf8"), name).not.toContain(secret);
    }
    const listed = await iopctl(["runs"]);
    expect(listed.stdout).toContain("converged");
    const back = await iopctl(["rollback", "--auto-approve"], { DB_PASSWORD: "another-one" });
    expect(back.code, back.stderr).toBe(0);
    const definition = JSON.stringify((await sandbox.inspect()).productions["Demo.Production"]?.definition);
    expect(definition).toContain('"#text":"a"');
    // The run has not changed the secret: it stays, whatever its source gives now.
    expect(definition).toContain(secret);
  });

  it("rollback brings a package back from git at the recorded commit", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", args, {
        cwd: space.dir,
        stdio: "pipe",
        env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
      }).toString();
    execFileSync("git", ["init", "-q"], { cwd: space.dir });
    git("config", "user.email", "a@b.c");
    git("config", "user.name", "a");
    space.write({ ".gitignore": ".iopctl/\n", "demo/parts.py": parts("committed") });
    git("add", "-A");
    git("commit", "-qm", "one");
    expect((await apply("--no-backup")).code).toBe(0);
    const before = (await sandbox.inspect()).bindings["IopCtl.Release.demo"]?.module;
    expect(before).toContain(git("rev-parse", "HEAD").trim());
    space.write({ "demo/parts.py": parts("broken") });
    git("commit", "-qam", "two");
    expect((await apply()).code).toBe(0);
    const back = await iopctl(["rollback", "--auto-approve"]);
    expect(back.code, back.stderr).toBe(0);
    const after = await sandbox.inspect();
    expect(after.bindings["IopCtl.Release.demo"]?.module).toBe(before);
    expect(after.stale).toEqual([]);
  });

  it("of the newest 200 runs are kept", async () => {
    const folder = join(space.dir, ".iopctl/runs");
    const [newest] = JSON.parse((await iopctl(["runs", "--json"])).stdout) as Record<string, unknown>[];
    for (let at = 0; at < 205; at += 1) {
      const started = `2001-01-01T00:00:00.${String(at).padStart(3, "0")}Z`;
      space.write({ [`.iopctl/runs/old-${at}/run.json`]: JSON.stringify({ ...newest, id: `old-${at}`, started }) });
    }
    space.write({ "s.iop.yaml": state("", "one more") });
    expect((await apply()).code).toBe(0);
    expect(readdirSync(folder)).toHaveLength(200);
    expect(readdirSync(folder)).not.toContain("old-0");
    expect(readdirSync(folder)).toContain("old-204");
  });

  it("--no-backup keeps nothing", async () => {
    const count = runs().length;
    space.write({ "s.iop.yaml": state("", "zzz") });
    expect((await apply("--no-backup")).code).toBe(0);
    expect(runs()).toHaveLength(count);
  });

  it("rollback without a run, or with one that is not there, says so", async () => {
    const none = await iopctl(["rollback", "no-such-run"]);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("there is no run no-such-run");
  });
});

describe("two applies at one time", () => {
  it.each(["file", "server"])("the second is exit 6 with the holder and since when (%s lock)", async (lock) => {
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, lock: ${lock}, migrate_timeout: 20s, timeout: 5s, namespace: USER, state: s.iop.yaml } }\n`,
      "s.iop.yaml": state("", `lock ${lock}`),
    });
    await sandbox.fault({ kind: "slow", match: "POST /update", delay: LONG });
    const first = apply();
    await sandbox.held();
    // Another machine has another temporary folder: only the server's lease is common to both.
    const elsewhere = lock === "server" ? { TMPDIR: workspace().dir } : {};
    const second = await iopctl(["apply", "--auto-approve"], elsewhere);
    expect(second.code, second.stderr).toBe(6);
    expect(second.stderr).toMatch(/another run holds the lock of USER: \S+@\S+ \(process \d+\), since 20/);
    await sandbox.quiet();
    expect((await first).code).toBe(0);
    expect((await apply()).code).toBe(0);
    expect(Object.keys((await sandbox.inspect()).bindings).filter((name) => name.startsWith("IopCtl.Lock"))).toEqual(
      [],
    );
  });
});

describe("a stop that meets unfinished work", () => {
  it("keeps the messages, and is forced only where a flag says so", async () => {
    space.write({ "s.iop.yaml": state().replace("state: running", "state: stopped") });
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 3 } });
    const kept = await apply("--no-backup");
    expect(kept.code, kept.stderr).toBe(8);
    expect(kept.stderr).toContain("is suspended with its messages kept");
    expect((await sandbox.inspect()).status).toBe("suspended");
    expect(await sandbox.writes()).not.toContain("POST /kill");
    await sandbox.control("POST", "/reset", {});
    space.write({ "s.iop.yaml": state() });
    expect((await apply("--no-backup")).code).toBe(0);
    await sandbox.control("POST", "/state", { namespace: "USER", queues: { Out: 3 } });
    space.write({ "s.iop.yaml": state().replace("state: running", "state: stopped") });
    const forced = await apply("--no-backup", "--allow-kill");
    expect(forced.code, forced.stderr).toBe(0);
    expect(forced.stderr).toContain("by /kill, as --allow-kill allows");
    expect((await sandbox.inspect()).status).toBe("stopped");
  });
});

describe("a lease that runs out", () => {
  it("ends the run at a call's end, and the next one continues", async () => {
    const config = (ttl: string) =>
      space.write({
        "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, lock: server, lock_ttl: ${ttl}, migrate_timeout: 20s, timeout: 5s, namespace: USER, state: s.iop.yaml } }\n`,
      });
    config("2s");
    space.write({ "s.iop.yaml": state("", "late") });
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", skip: 1, delay: 2_500 });
    const late = await apply("--no-backup");
    expect(late.code, late.stderr).toBe(4);
    expect(late.stderr).toContain("the lease on the server has run out after 2 s");
    config("15m");
    expect((await apply("--no-backup")).code).toBe(0);
    expect((await sandbox.inspect()).stale).toEqual([]);
  });
});

describe("two applies on two namespaces of one server", () => {
  it("make their migrations one after the other", async () => {
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, migrate_timeout: 20s, timeout: 5s, namespace: USER, state: s.iop.yaml } }\n`,
    });
    space.write({ "s.iop.yaml": state("", "first"), "demo/parts.py": parts("slow") });
    await sandbox.fault({ kind: "slow", match: "PUT /migrate", delay: 1_500 });
    const first = apply("--no-backup");
    await sandbox.held();
    const second = await apply("--no-backup", "--namespace", "IRISAPP");
    expect(second.code, second.stderr).toBe(0);
    expect((await first).code).toBe(0);
    // Requests are recorded when they end: without the wait the second, which is not slow, would stand first.
    const migrations = (await sandbox.requests()).filter(({ path }) => path === "/migrate");
    expect(migrations.map(({ body }) => (JSON.parse(body) as { namespace: string }).namespace)).toEqual([
      "USER",
      "IRISAPP",
    ]);
  });
});

describe("the way back is shown before the way there", () => {
  it("--explain says why each call, why nothing cheaper, and what cannot be undone; the JSON holds the same", async () => {
    space.write({ "s.iop.yaml": state("", "b"), "demo/parts.py": parts("two") });
    const { stdout } = await iopctl(["plan", "--explain"]);
    expect(stdout).toContain("nothing cheaper: a saved definition takes effect only with an update");
    expect(stdout).toContain("Rollback");
    expect(stdout).toMatch(/PUT \/migrate demo [0-9a-f]{12}/);
    expect(stdout).toContain("cannot be undone: messages that are processed in the meantime stay processed");
    const json = JSON.parse((await iopctl(["plan", "--json"])).stdout) as { plans: { undo: { cannot: string[] } }[] };
    expect(json.plans[0]?.undo.cannot).toEqual(["messages that are processed in the meantime stay processed"]);
  });

  it("every line of apply --json is an event of the schema, in sequence", async () => {
    space.write({
      "s.iop.yaml": state("checks:\n  - { name: routed, routes: exist }\n", "json"),
      "demo/parts.py": parts("x"),
    });
    const { stdout } = await apply("--json");
    const schema = JSON.parse(readFileSync(new URL("../../schemas/event.schema.json", import.meta.url), "utf8"));
    const valid = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; sequence: number });
    for (const line of lines) expect(valid(line), `${JSON.stringify(line)} ${JSON.stringify(valid.errors)}`).toBe(true);
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, at) => at + 1));
    expect(lines[0]?.type).toBe("planned");
    expect(lines.at(-1)?.type).toBe("finished");
  });
});
