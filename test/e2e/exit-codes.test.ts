import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const EMPTY = { Item: [], Setting: [] };

describe("the exit codes of the contract", () => {
  let sandbox: TestSandbox;
  const space = workspace();
  const iopctl = (args: string[], env: Record<string, string> = {}, input = "") =>
    run(args, { cwd: space.dir, env: { ...sandbox.env, ...env }, input });
  beforeAll(async () => {
    sandbox = await testSandbox();
    await sandbox.control("POST", "/productions", { name: "A.B", definition: EMPTY });
    await sandbox.control("POST", "/productions", { name: "C.D", definition: EMPTY });
  });
  beforeEach(async () => {
    await sandbox.control("DELETE", "/faults");
    await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {} });
    await sandbox.control("DELETE", "/requests");
    space.write({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
  });
  afterAll(async () => {
    await sandbox.close();
    space.remove();
  });
  const noWrites = async () => expect(await sandbox.writes()).toEqual([]);

  it("0: done, and for plan also when there are changes", async () => {
    expect((await iopctl(["plan"])).code).toBe(0);
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
    expect((await iopctl(["drift"])).code).toBe(0);
  });

  it("1: an error in the files", async () => {
    space.write({ "s.iop.yaml": "version: 1\nstaet: running\n" });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('s.iop.yaml:2:1: unknown key "staet" in a document');
    expect(result.stderr).toContain('did you mean "state"?');
    await noWrites();
  });

  it("1: a read that the server refused", async () => {
    await sandbox.fault({ kind: "fail", match: "GET /status", times: 0, text: "ERROR #5001: no" });
    const result = await iopctl(["plan"]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("GET /status answered 500: ERROR #5001: no");
  });

  it("1: --only that matches nothing, or hides what it needs, names what is near", async () => {
    space.write({
      "s.iop.yaml": `version: 1\ndefault: A.B\nstate: running\nproductions:\n  A.B: { items: { In: { classname: X.Y, pool_size: 2 } } }\n`,
    });
    for (const command of [["plan"], ["apply", "--auto-approve"], ["drift"], ["adopt", "--dry-run"]]) {
      const none = await iopctl([...command, "--only", "productions.A.B.items.Im"]);
      expect([none.code, none.stdout]).toEqual([1, ""]);
      expect(none.stderr).toContain("--only productions.A.B.items.Im matches nothing that the files manage.");
      expect(none.stderr).toContain("Did you mean productions.A.B.items.In?");
    }
    const part = await iopctl(["plan", "--only", "productions.A.B.items.In.pool_size"]);
    expect(part.code).toBe(1);
    expect(part.stderr).toContain("use --only productions.A.B.items.In");
    expect((await iopctl(["plan", "--only", "productions.*.items.I*"])).code).toBe(0);
    expect((await iopctl(["adopt", "productions.A.B.items.Im"])).stderr).toContain("Did you mean");
    space.write({
      "s.iop.yaml": "version: 1\ndefault: New.One\nstate: running\nproductions:\n  New.One: { items: {} }\n",
    });
    const start = await iopctl(["apply", "--auto-approve", "--only", "state"]);
    expect([start.code, start.stderr]).toEqual([1, expect.stringContaining("add --only productions.New.One")]);
    await noWrites();
  });

  it("64: flags that contradict the files or each other", async () => {
    space.write({ "s.iop.yaml": "version: 1\nnamespace: IRISAPP\nstate: stopped\n" });
    for (const command of ["plan", "validate", "render", "drift", "apply"]) {
      const other = await iopctl([command, "-n", "USER"]);
      expect([command, other.code, other.stderr]).toEqual([command, 64, expect.stringContaining("s.iop.yaml:2:")]);
    }
    expect((await iopctl(["plan", "-n", "IRISAPP"])).code).toBe(0);
    for (const args of [
      ["plan", "--json", "--markdown"],
      ["drift", "--json", "--markdown"],
      ["compare", "a", "b", "--json", "--markdown"],
      ["show", "x", "--json", "--terraform-json"],
      ["plan", "--explain", "--markdown"],
      ["plan", "-q", "-v"],
      ["adopt", "--dry-run", "--auto-approve"],
      ["status", "--watch", "--json"],
      ["log", "--top", "3", "--since", "1"],
      ["test", "x", "--body", "{}", "--body-file", "x"],
      ["drift", "--reason", "because"],
    ]) {
      const result = await iopctl(args);
      expect([args, result.code, result.stdout]).toEqual([args, 64, ""]);
    }
    await noWrites();
  });

  it("1: the answer was not yes", async () => {
    for (const input of ["", "no\n", "y\n"]) {
      const result = await iopctl(["apply"], {}, input);
      expect([result.code, result.stderr]).toEqual([
        1,
        expect.stringContaining("--auto-approve applies without asking"),
      ]);
      expect(result.stderr).not.toContain("Apply this?");
    }
    await noWrites();
    expect((await iopctl(["apply"], {}, "yes\n")).code).toBe(0);
  });

  it("2: changes", async () => {
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(2);
    expect((await iopctl(["drift"])).code).toBe(2);
    await noWrites();
  });

  it("3: the server refused the credentials, or the right", async () => {
    const result = await iopctl(["plan"], { IOP_PASSWORD: "wrong-one" });
    expect(result.code).toBe(3);
    expect(result.stderr).not.toContain("wrong-one");
    await sandbox.fault({ kind: "fail", match: "PUT /default", text: "ERROR #940: Insufficient privilege" });
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(3);
  });

  it("4: failed after a writing call; running again continues", async () => {
    await sandbox.fault({ kind: "fail", match: "POST /start", text: "ERROR <Ens>ErrGeneral: not today" });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("not today");
    expect(result.stderr).toContain("Running the same command again continues");
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
  });

  it("5: refused by a guard, with its numbers and the flag that lifts it", async () => {
    await sandbox.api("POST", "/start", { production: "C.D" });
    const result = await iopctl(["apply", "--auto-approve", "--max-disruption", "component"]);
    expect(result.code).toBe(5);
    expect(result.stderr).toMatch(/1 of 3 calls has disruption production/);
    expect(result.stderr).toContain("--max-disruption production");
    expect((await sandbox.writes()).filter((call) => call !== "POST /start")).toEqual([]);
  });

  it("5: a host that IOPCTL_ALLOWED_HOSTS does not list", async () => {
    expect((await iopctl(["plan"], { IOPCTL_ALLOWED_HOSTS: "iris.example.org" })).code).toBe(5);
  });

  it("6: the saved plan is stale, each address that moved by name; unrelated changes do not matter", async () => {
    expect((await iopctl(["plan", "--out", "plan.json"])).code).toBe(0);
    await sandbox.control("POST", "/productions", { name: "Un.Related", definition: EMPTY });
    await sandbox.api("PUT", "/default", { production: "C.D" });
    const stale = await iopctl(["apply", "plan.json"]);
    expect(stale.code).toBe(6);
    expect(stale.stderr).toContain("default: changed on the server");
    expect(stale.stderr).not.toContain("state: changed");
    await sandbox.api("PUT", "/default", { production: "" });
    expect((await iopctl(["apply", "plan.json"])).code).toBe(0);
  });

  it("6: the saved plan was altered by hand; 1: the file is no plan", async () => {
    expect((await iopctl(["plan", "--out", "plan.json"])).code).toBe(0);
    const saved = JSON.parse(readFileSync(join(space.dir, "plan.json"), "utf8"));
    space.write({ "plan.json": JSON.stringify({ ...saved, plans: [{ ...saved.plans[0], changes: [] }] }) });
    for (const args of [
      ["apply", "plan.json"],
      ["show", "plan.json"],
    ]) {
      const refused = await iopctl(args);
      expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining("was altered after it was made")]);
    }
    space.write({ "x.json": '{"a": 1}' });
    const other = await iopctl(["apply", "x.json"]);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("x.json is not a plan file of iopctl")]);
    await noWrites();
  });

  it("6: --expect takes the digest that the plan shows, and no other", async () => {
    const { plans } = JSON.parse((await iopctl(["plan", "--json"])).stdout);
    expect((await iopctl(["apply", "--auto-approve", "--expect", "sha256:00"])).code).toBe(6);
    await noWrites();
    expect((await iopctl(["apply", "--auto-approve", "--expect", plans[0].digest])).code).toBe(0);
  });

  it("7: the server could not be reached", async () => {
    const gone = await testSandbox();
    await gone.close();
    const result = await iopctl(["apply", "--auto-approve", "--url", gone.url]);
    expect(result.code).toBe(7);
    expect(result.stderr).toContain(`could not connect to ${new URL(gone.url).host}`);
  });

  it("8: every call was made, but the namespace did not converge", async () => {
    await sandbox.fault({ kind: "ignore", match: "PUT /default" });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(8);
    expect(result.stderr).toMatch(/What still differs:\n\+ default/);
  });

  it("8: stopped was wanted and unfinished work left it suspended, with its queues named", async () => {
    await sandbox.api("POST", "/start", { production: "A.B" });
    await sandbox.control("POST", "/productions", {
      name: "A.B",
      definition: { Item: [{ "@Name": "Q", "@ClassName": "X.Y" }] },
    });
    await sandbox.control("POST", "/state", { queues: { Q: 3 } });
    space.write({ "s.iop.yaml": "version: 1\nstate: stopped\n" });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(8);
    expect(result.stderr).toContain("queues not empty: Q (3)");
    expect((await sandbox.inspect()).status).toBe("suspended");
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    expect((await sandbox.inspect()).status).toBe("stopped");
  });

  it("4: a switch that meets unfinished work starts the same production again", async () => {
    await sandbox.control("POST", "/productions", {
      name: "C.D",
      definition: { Item: [{ "@Name": "Q", "@ClassName": "X.Y" }] },
    });
    await sandbox.api("POST", "/start", { production: "C.D" });
    await sandbox.control("POST", "/state", { queues: { Q: 2 } });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("queues not empty: Q (2)");
    expect(await sandbox.inspect()).toMatchObject({ status: "running", active: "C.D" });
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    expect(await sandbox.inspect()).toMatchObject({ status: "running", active: "A.B" });
  });

  it("4: a stop that is refused leaves what runs as it is", async () => {
    await sandbox.api("POST", "/start", { production: "A.B" });
    await sandbox.fault({ kind: "busy", match: "POST /stop" });
    space.write({ "s.iop.yaml": "version: 1\nstate: stopped\n" });
    const result = await iopctl(["apply", "--auto-approve"]);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("ErrProductionNotQuiescent");
    expect((await sandbox.inspect()).status).toBe("running");
  });

  it("1: a troubled production says exactly what to do", async () => {
    await sandbox.control("POST", "/state", { status: "troubled", active: "A.B" });
    const result = await iopctl(["plan"]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("RecoverProduction");
  });

  it("64: usage", async () => {
    expect((await iopctl(["plann"])).code).toBe(64);
    expect((await iopctl(["plan", "--nope"])).code).toBe(64);
    expect((await iopctl(["apply", "--max-disruption", "some"])).code).toBe(64);
    expect((await iopctl(["--help"])).code).toBe(0);
    expect((await iopctl(["--version"])).code).toBe(0);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: the call under way is finished, then the end is %d", async (signal, code) => {
    await sandbox.fault({ kind: "slow", match: "PUT /default", delay: 60_000 });
    const result = await run(["apply", "--auto-approve"], {
      cwd: space.dir,
      env: sandbox.env,
      onStart: (child) => {
        void sandbox.held().then(() => child.kill(signal));
        let said = "";
        child.stderr?.on("data", (text: string) => {
          said += text;
          if (said.includes("Stopping after the call under way")) void sandbox.quiet();
        });
      },
    });
    expect(result.code).toBe(code);
    expect((await sandbox.writes()).filter((call) => call !== "POST /faults")).toEqual(["PUT /default"]);
    expect((await sandbox.inspect()).default).toBe("A.B");
  });

  it("nothing but JSON on standard output under --json", async () => {
    for (const args of [
      ["plan", "--json"],
      ["drift", "--json"],
      ["status", "--json"],
      ["list", "--json"],
      ["bindings", "--json"],
      ["validate", "--json"],
    ]) {
      expect(() => JSON.parse("null"), args.join(" ")).not.toThrow();
      expect(typeof JSON.parse((await iopctl(args)).stdout)).toBe("object");
    }
    const applied = await iopctl(["apply", "--json", "--auto-approve"]);
    const events = applied.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual([
      "planned",
      "lock_taken",
      "backup_written",
      "call_started",
      "call_finished",
      "call_started",
      "call_finished",
      "verified",
      "finished",
    ]);
    expect((await iopctl(["apply", "--json"])).code).toBe(0);
  });
});
