import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});
async function sandboxOf(profile?: string): Promise<TestSandbox> {
  const sandbox = await testSandbox(profile);
  cleanups.push(sandbox.close);
  return sandbox;
}
function spaceOf(files: Record<string, string> = {}) {
  const space = workspace(files);
  cleanups.push(space.remove);
  return space;
}

const DEFINITION = {
  "@TestingEnabled": "true",
  Item: [{ "@Name": "A", "@ClassName": "EnsLib.X", Setting: [{ "@Target": "Host", "@Name": "K", "#text": "v" }] }],
};

describe("servers of other releases", () => {
  it("3.6: default, state and reading definitions work; the rest says which version it needs", async () => {
    const sandbox = await sandboxOf("3.6");
    await sandbox.control("POST", "/productions", { name: "P.X", definition: DEFINITION });
    const space = spaceOf({
      "run.iop.yaml": "version: 1\ndefault: P.X\nstate: running\n",
      "def.iop.yaml": "version: 1\nproductions: { P.X: { description: other } }\n",
      "bind.iop.yaml": "version: 1\nbindings: { absent: [A.B] }\n",
    });
    const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
    expect((await iopctl("apply", "run.iop.yaml", "--auto-approve")).code).toBe(0);
    expect((await iopctl("drift", "def.iop.yaml")).code).toBe(2);
    for (const file of ["def.iop.yaml", "bind.iop.yaml"]) {
      const refused = await iopctl("apply", file, "--auto-approve");
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("IoP 4.0 or later");
    }
    expect((await iopctl("export")).stdout).toContain("older than IoP 4.0");
  });

  it("the documented shape: the same plan, apply and export", async () => {
    const sandbox = await sandboxOf("documented");
    await sandbox.control("POST", "/productions", { name: "P.X", definition: DEFINITION });
    const space = spaceOf({
      "s.iop.yaml":
        'version: 1\ndefault: P.X\nstate: running\nproductions: { P.X: { description: other, items: { A: { pool_size: 2, category: "" } } } }\n',
    });
    const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
    expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
    expect((await iopctl("plan", "--detailed-exitcode")).code).toBe(0);
    space.write({ "live/live.iop.yaml": (await iopctl("export")).stdout });
    expect((await iopctl("plan", "live", "--detailed-exitcode")).code).toBe(0);
  });
});

describe("what a plan reads", () => {
  it.each([
    ["default: P.X\n", ["/default"]],
    ["state: stopped\n", ["/status"]],
    ["default: P.X\nstate: running\n", ["/default", "/list", "/status"]],
    ["bindings: { present: [A.B] }\n", ["/bindings"]],
    ["productions: { P.X: { description: d } }\n", ["/bindings", "/export", "/status"]],
  ])("%j: only what it needs", async (text, reads) => {
    const sandbox = await sandboxOf();
    await sandbox.control("POST", "/productions", { name: "P.X", definition: DEFINITION });
    const space = spaceOf({ "s.iop.yaml": `version: 1\n${text}` });
    await run(["plan"], { cwd: space.dir, env: sandbox.env });
    expect((await sandbox.requests()).map(({ path }) => path).sort()).toEqual(reads);
  });

  it("a left-over marker is no drift, work that it says is left is, and apply removes it", async () => {
    const sandbox = await sandboxOf();
    await sandbox.control("POST", "/productions", { name: "P.X", definition: DEFINITION });
    const marker = (data: object) =>
      `Pending_${Buffer.from(JSON.stringify({ u: 1, c: 0, r: ["A"], v: [], b: [], ...data })).toString("hex")}`;
    await sandbox.control("POST", "/bindings", {
      class: "IopCtl.Pending.Run",
      module: "m",
      classname: marker({ p: "P.X" }),
    });
    const space = spaceOf({ "s.iop.yaml": "version: 1\nproductions: { P.X: { test_enabled: true } }\n" });
    const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
    expect((await iopctl("drift")).code).toBe(0);
    await sandbox.api("POST", "/start", { production: "P.X" });
    const drift = await iopctl("drift");
    expect([drift.code, drift.stdout.includes("an earlier run was interrupted")]).toEqual([2, true]);
    await sandbox.writes();
    expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
    expect(await sandbox.writes()).toEqual(["POST /update", "POST /component/restart", "DELETE /binding"]);
  });

  it("a production that inherits its definition is never overwritten", async () => {
    const sandbox = await sandboxOf();
    await sandbox.control("POST", "/productions", { name: "P.X", definition: null });
    const space = spaceOf({ "s.iop.yaml": "version: 1\nproductions: { P.X: { description: d } }\n" });
    const plan = await run(["plan"], { cwd: space.dir, env: sandbox.env });
    expect(plan.code).toBe(1);
    expect(plan.stderr).toContain("inherits its definition");
  });

  it("a binding that must go and is used is an error that names its users", async () => {
    const sandbox = await sandboxOf();
    await sandbox.control("POST", "/productions", {
      name: "P.X",
      definition: { Item: [{ "@Name": "A", "@ClassName": "Python.Op" }] },
    });
    await sandbox.control("POST", "/bindings", { class: "Python.Op" });
    const space = spaceOf({ "s.iop.yaml": "version: 1\nbindings: { absent: [Python.Op] }\n" });
    const plan = await run(["plan"], { cwd: space.dir, env: sandbox.env });
    expect([plan.code, plan.stderr.includes("Python.Op cannot be removed: it is used by P.X/A")]).toEqual([1, true]);
  });
});

describe("a new user", () => {
  it("converges the project that init writes, on the embedded sandbox, and gets an answer of its Python", async () => {
    const space = spaceOf();
    const iopctl = (...args: string[]) => run(args, { cwd: join(space.dir, "p") });
    expect((await run(["init", "p"], { cwd: space.dir })).code).toBe(0);
    const made = readdirSync(join(space.dir, "p"), { recursive: true, encoding: "utf8" }).map((name) =>
      statSync(join(space.dir, "p", name)),
    );
    const modes = made.filter((info) => info.isFile()).map(({ mode }) => mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o666 & ~process.umask()]));
    expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
    const answer = await iopctl(
      "test",
      "OrderStore",
      "--classname",
      "messages.Order",
      "--body",
      '{"number":"7","amount":2}',
    );
    expect(answer.stdout).toContain('"text": "2.00 EUR"');
    expect((await iopctl("plan", "--detailed-exitcode")).code).toBe(0);
    expect((await run(["init", "p"], { cwd: space.dir })).code).toBe(1);
  });

  it("gets from the README's five commands what it says", async () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [, block = ""] = /## Five commands on the sandbox\n+```sh\n([\s\S]*?)```/.exec(readme) ?? [];
    const lines = block.replace(" && cd orders", "").trim().split("\n");
    expect(lines).toHaveLength(5);
    const space = spaceOf();
    for (const [at, line] of lines.entries()) {
      const words = (line.match(/'[^']*'|\S+/g) ?? []).slice(1).map((word) => word.replace(/^'|'$/g, ""));
      const { code, stdout, stderr } = await run(words, { cwd: at === 0 ? space.dir : join(space.dir, "orders") });
      expect([line, code], stdout + stderr).toEqual([line, 0]);
      if (words[0] === "test") expect(stdout).toContain("2.00 EUR");
    }
  });

  it("begins with the server that there is: its namespace as files, whose plan is empty at once", async () => {
    const sandbox = await testSandbox("4.1", ["IRISAPP"]);
    cleanups.push(sandbox.close);
    const space = spaceOf();
    const env = { ...sandbox.env, IOP_NAMESPACE: "IRISAPP" };
    expect((await run(["init", "p"], { cwd: space.dir })).code).toBe(0);
    const deployed = await run(["apply", "p/state", "--auto-approve"], { cwd: space.dir, env });
    expect(deployed.code, deployed.stderr).toBe(0);
    const begun = await run(["init", "live", "--from-server"], { cwd: space.dir, env });
    expect([begun.code, begun.stdout], begun.stderr).toEqual([0, expect.stringContaining("The plan is empty")]);
    expect(begun.stdout).toContain("not in git yet: orders");
    const read = (name: string) => readFileSync(join(space.dir, "live", name), "utf8");
    expect(read("state/packages.iop.yaml")).toContain("#       Python.OrderStore: operations.OrderStore");
    for (const name of readdirSync(join(space.dir, "live/state"), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".yaml")) continue;
      const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(`state/${name}`)) ?? [];
      expect(join("state", name, "..", schema), name).toBe("node_modules/iopctl/schemas/desired-state.schema.json");
    }
    expect(read("iopctl.config.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\/node_modules\/iopctl\/schemas\/config\.schema\.json\n/,
    );
    const planned = await run(["plan", "--detailed-exitcode"], { cwd: join(space.dir, "live"), env });
    expect(planned.code, planned.stdout + planned.stderr).toBe(0);
    expect((await run(["validate"], { cwd: join(space.dir, "live"), env })).code).toBe(0);
    // Where there is one already nothing is written.
    expect((await run(["init", "live", "--from-server"], { cwd: space.dir, env })).code).toBe(1);
  });

  it("has in that project what its pipeline installs and runs, with no registry", async () => {
    const space = spaceOf();
    execFileSync("git", ["init", "-q"], { cwd: space.dir });
    expect((await run(["init"], { cwd: space.dir })).code).toBe(0);
    // What it says to do next can be pasted into a shell as it stands.
    expect((await run(["init", "it's new"], { cwd: space.dir })).stdout).toContain("Next: cd 'it'\\''s new' && iopctl");
    const workflow = readFileSync(join(space.dir, ".github/workflows/iopctl.yml"), "utf8");
    expect(workflow).not.toContain("Copy to");
    expect(workflow).toContain("npm ci --ignore-scripts");
    const npm = (program: string, ...args: string[]) =>
      execFileSync(program, args, { cwd: space.dir, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    npm("npm", "install", "--offline", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund");
    // What `npm ci` then holds the package to.
    expect(readFileSync(join(space.dir, "package-lock.json"), "utf8")).toMatch(/"integrity": "sha512-/);
    expect(npm("npx", "--no-install", "iopctl", "validate", "state", "--untrusted")).toContain("Valid");
    expect(existsSync(join(space.dir, "node_modules/iopctl/schemas/desired-state.schema.json"))).toBe(true);
    const left = npm("git", "status", "--porcelain", "--untracked-files=all");
    expect(left).not.toContain("node_modules");
    expect(left).toContain("package-lock.json");
    const mine = spaceOf({ "package.json": "{}", ".gitignore": "x\n" });
    const { stdout, stderr } = await run(["init"], { cwd: mine.dir });
    expect(stdout).toMatch(/npm install --save-dev --save-exact \.\/vendor\/iopctl-[\d.]+\.tgz/);
    expect(stderr).toContain(".iopctl/ and node_modules/ belong into it");
    expect(readFileSync(join(mine.dir, "package.json"), "utf8")).toBe("{}");
  }, 60_000);

  it("finds each endpoint by hand, as a table and as the API's own JSON", async () => {
    const sandbox = await sandboxOf();
    await sandbox.control("POST", "/productions", { name: "P.X", definition: DEFINITION });
    const space = spaceOf({ "pkg/settings.py": "CLASSES = {}\n" });
    const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
    const commands = [
      ["default", "P.X"],
      ["start"],
      ["status"],
      ["list"],
      ["version"],
      ["connections"],
      ["queues"],
      ["bindings", "--unused"],
      ["component", "restart", "A"],
      ["component", "stop", "A"],
      ["component", "start", "A"],
      ["update"],
      ["restart"],
      ["log", "--top", "3"],
      ["migrate", "pkg"],
      ["kill"],
      ["stop"],
      ["default"],
    ];
    for (const command of commands) {
      const text = await iopctl(...command);
      expect(text.code, `${command.join(" ")}: ${text.stderr}`).toBe(0);
      expect(text.stdout.trim()).not.toBe("");
    }
    // status says more than its endpoint.
    const status = JSON.parse((await iopctl("status", "--json")).stdout);
    expect(status).toMatchObject((await sandbox.api("GET", "/status")).json() as object);
    for (const command of [["list"], ["queues"], ["log"], ["default"]]) {
      const { stdout } = await iopctl(...command, "--json");
      expect(JSON.parse(stdout)).toEqual((await sandbox.api("GET", `/${command[0]}`)).json());
    }
    const failed = await iopctl("unbind", "No.Class");
    expect([failed.code, failed.stderr.includes("No proxy class defined")]).toEqual([1, true]);
  });
});

it("a secret reaches the server and no output, not even where the server echoes it", async () => {
  const sandbox = await sandboxOf();
  const secret = 'hunter2-"q"-väry';
  const space = spaceOf({
    "s.iop.yaml":
      'version: 1\nproductions: { P.X: { items: { A: { classname: EnsLib.X, settings: { Host: { Token: "${secret:TOKEN}" } } } } } }\n',
  });
  const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: { ...sandbox.env, TOKEN: secret } });
  await sandbox.fault({ kind: "fail", match: "PUT /migrate", text: `ERROR #5001: cannot store ${secret} or p4ssw0rd` });
  const outputs = [
    await iopctl("plan", "-v"),
    await iopctl("plan", "--json", "--out", "plan.json"),
    await iopctl("apply", "--auto-approve"),
    await iopctl("apply", "--auto-approve", "--json", "--json-into", "events.ndjson"),
    await iopctl("drift", "--json"),
    await iopctl("status", "-v"),
  ].map(({ stdout, stderr }) => stdout + stderr);
  outputs.push(
    readFileSync(join(space.dir, "plan.json"), "utf8"),
    readFileSync(join(space.dir, "events.ndjson"), "utf8"),
  );
  for (const output of outputs) {
    for (const form of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      "hunter2",
      "p4ssw0rd",
      Buffer.from("u:p4ssw0rd").toString("base64"),
    ]) {
      expect(output).not.toContain(form);
    }
  }
  expect(outputs[2]).toContain("(sensitive)");
  const { productions } = await sandbox.inspect();
  expect(JSON.stringify(productions["P.X"]?.definition)).toContain(JSON.stringify(secret).slice(1, -1));
});

it("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const program = new URL("../../dist/iopctl.js", import.meta.url).pathname;
  expect(execFileSync(process.execPath, [program, "--version"], { encoding: "utf8" }).trim()).toBe(version);
});
