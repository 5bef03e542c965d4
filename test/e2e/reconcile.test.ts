import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { PROGRAM, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const state = (description: string) => `version: 1
default: Demo.Production
state: running
productions:
  Demo.Production:
    description: ${description}
    items:
      Out: { classname: EnsLib.File.PassthroughOperation, pool_size: 1 }
`;

describe("the controller", () => {
  let sandbox: TestSandbox;
  let hooks: Server;
  const messages: { event: string; text: string; addresses: string[] }[] = [];
  const space = workspace();
  let child: ChildProcess | undefined;
  let lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    sandbox = await testSandbox();
    hooks = createServer((request, response) => {
      let text = "";
      request.on("data", (data) => {
        text += String(data);
      });
      request.on("end", () => {
        messages.push(JSON.parse(text) as (typeof messages)[number]);
        response.end("ok");
      });
    });
    await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${sandbox.url}, timeout: 2s, retries: 0, state: s.iop.yaml } }\n`,
    });
  });
  beforeEach(async () => {
    await sandbox.control("POST", "/reset", {});
    space.write({ "s.iop.yaml": state("one") });
    messages.length = 0;
    await sandbox.writes();
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    await sandbox.control("DELETE", "/faults");
  });
  afterAll(async () => {
    await sandbox.close();
    hooks.close();
    space.remove();
  });

  /** Starts it and gives the address of its metrics. */
  async function start(...given: (string | ["cwd", string])[]): Promise<string> {
    lines = [];
    const more = given.filter((word) => typeof word === "string");
    const cwd = given.find((word) => typeof word !== "string")?.[1] ?? space.dir;
    const { port } = hooks.address() as AddressInfo;
    child = spawn(process.execPath, [PROGRAM, "reconcile", "--listen", "127.0.0.1:0", "--no-backup", ...more], {
      cwd,
      env: {
        PATH: process.env["PATH"] ?? "",
        ...sandbox.env,
        IOPCTL_WEBHOOK_URL: `http://127.0.0.1:${port}/hook/t0ken`,
      },
    });
    let text = "";
    child.stdout?.on("data", (data) => {
      text += String(data);
      const parts = text.split("\n");
      text = parts.pop() as string;
      for (const line of parts) lines.push(JSON.parse(line) as Record<string, unknown>);
    });
    const started = await until(() => lines.find(({ message }) => message === "started"));
    return String(started["metrics"]);
  }

  async function until<T>(
    look: () => T | undefined | false | Promise<T | undefined | false>,
    most = 50_000,
  ): Promise<T> {
    for (const end = Date.now() + most; Date.now() < end; ) {
      const found = await look();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`not seen in ${most} ms: ${JSON.stringify(lines.slice(-5))}`);
  }
  const logged = (text: string, count = 1) =>
    until(() => lines.filter(({ message }) => message === text).length >= count);

  it("applies, keeps it so, takes up changed files, and tells each change once", async () => {
    const url = await start("--interval", "400ms");
    await logged("applied");
    await logged("matches the files", 2);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const count = (await sandbox.writes()).length;
    expect(count).toBe(3);
    // Somebody changes the server: it is changed back, and told once.
    const definition = {
      Item: [{ "@Name": "Out", "@ClassName": "EnsLib.File.PassthroughOperation", "@PoolSize": "7" }],
    };
    await sandbox.control("POST", "/productions", { namespace: "USER", name: "Demo.Production", definition });
    await logged("applied", 2);
    await logged("matches the files", 4);
    expect(messages.filter(({ event }) => event === "drift")).toHaveLength(2);
    expect(messages.at(-1)?.event).toBe("resolved");
    space.write({ "s.iop.yaml": state("two") });
    await logged("applied", 3);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/iopctl_runs_total\{target="t",result="converged"\} 3/);
    expect(metrics).toMatch(/iopctl_calls_total\{target="t",method="PUT",path="\/migrate",result="ok"\} 3/);
    expect(metrics).toMatch(/iopctl_drift_changes\{target="t",namespace="USER",aspect="productions"\} 0/);
    expect(metrics).toMatch(/iopctl_last_success_timestamp_seconds\{target="t",namespace="USER"\} \d+/);
    expect(metrics).toContain("iopctl_plan_duration_seconds_count");
    expect(metrics).toContain("iopctl_apply_duration_seconds_count");
    expect(JSON.stringify(lines)).not.toContain("t0ken");
  }, 40_000);

  it("holds a release that failed its checks and was rolled back, until files change", async () => {
    await start("--interval", "300ms");
    await logged("applied");
    const failing = "checks: [{ name: nobody, test: { target: Nobody } }]\non_failure: rollback\n";
    space.write({ "s.iop.yaml": `${state("two")}${failing}` });
    await logged("held", 3);
    const uploads = (await sandbox.writes()).filter((call) => call === "PUT /migrate");
    // The first release, the one that failed, and the way back.
    expect(uploads).toHaveLength(3);
    expect((await sandbox.inspect()).productions["Demo.Production"]?.definition?.Description).toBe("one");
    space.write({ "s.iop.yaml": state("three") });
    await logged("applied", 2);
  }, 40_000);

  it("files that change wake it up", async () => {
    await start("--interval", "60s");
    await logged("applied");
    space.write({ "s.iop.yaml": state("soon") });
    await logged("applied", 2);
    expect((await sandbox.inspect()).productions["Demo.Production"]?.definition?.["Description"]).toBe("soon");
  });

  it("pulls from git where it is asked to, and says so where that does not go", async () => {
    const git = (cwd: string, ...args: string[]) =>
      execFileSync("git", args, { cwd, stdio: "pipe", env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" } });
    const origin = workspace({ "s.iop.yaml": state("from git") });
    git(origin.dir, "init", "-q", "-b", "main");
    git(origin.dir, "-c", "user.name=a", "-c", "user.email=a@b.c", "add", "-A");
    git(origin.dir, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one");
    const clone = workspace();
    git(clone.dir, "clone", "-q", origin.dir, "work");
    const cwd = `${clone.dir}/work`;
    await start("--interval", "400ms", "--git-pull", "s.iop.yaml", ["cwd", cwd]);
    await logged("applied");
    origin.write({ "s.iop.yaml": state("pulled") });
    git(origin.dir, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qam", "two");
    await logged("applied", 2);
    expect((await sandbox.inspect()).productions["Demo.Production"]?.definition?.["Description"]).toBe("pulled");
    git(clone.dir, "-C", "work", "remote", "set-url", "origin", "/nowhere");
    await until(() => lines.some(({ message }) => String(message).startsWith("git pull did not succeed")));
    origin.remove();
    clone.remove();
  });

  it("only observes where it is told to", async () => {
    await start("--interval", "300ms", "--observe-only");
    await logged("differs", 3);
    expect(await sandbox.writes()).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      event: "drift",
      addresses: ["default", "state", "productions.Demo.Production"],
    });
  });

  it("waits longer after failures, tells them once, and is ready again when the server is back", async () => {
    await sandbox.fault({ kind: "drop_before", match: "GET /status", times: 0 });
    const url = await start("--interval", "200ms");
    await logged("will try again", 3);
    const waits = lines.filter(({ message }) => message === "will try again").map(({ in_ms: ms }) => Number(ms));
    expect(waits[1]).toBeGreaterThan(waits[0] as number);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(messages.filter(({ event }) => event === "failure")).toHaveLength(1);
    await sandbox.control("DELETE", "/faults");
    await logged("applied");
    // It is ready when the whole run has ended, which is after that line.
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeout: 50_000 });
  });

  it("stops at a call's end when it is told to", async () => {
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", delay: 800 });
    await start("--interval", "60s");
    await sandbox.held();
    const ended = new Promise<number | null>((resolve) => child?.once("close", resolve));
    child?.kill("SIGTERM");
    expect(await ended).toBe(143);
    expect(lines.some(({ message, path }) => message === "call" && path === "/migrate")).toBe(true);
    expect(await sandbox.writes()).toEqual(["PUT /migrate"]);
  });

  it("a limit that a plan passes is a failure of the run, and nothing is called", async () => {
    space.write({ "s.iop.yaml": `${state("x")}guards: { max_disruption: none }\n` });
    await start("--interval", "300ms", "--once");
    await logged("stopped");
    space.write({
      "s.iop.yaml": `${state("x").replace("pool_size: 1", "pool_size: 2")}guards: { max_disruption: none }\n`,
    });
    await sandbox.writes();
    await start("--interval", "300ms", "--once");
    await logged("stopped");
    expect(lines.some(({ ending }) => ending === "guard")).toBe(true);
    expect(await sandbox.writes()).toEqual([]);
  });
});
