import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspace } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const STATE = `version: 1
productions:
  Demo.Production:
    items:
      FileOut: { classname: Python.FileOperation, comment: a }
`;
let sandbox: TestSandbox;
const space = workspace({ "state/a.iop.yaml": STATE });
beforeAll(async () => {
  sandbox = await testSandbox();
  space.write({
    "iopctl.config.yaml": `default_target: a
targets:
  a: { url: "${sandbox.url}", state: state }
  b: { url: "${sandbox.url}", state: state, namespace: IRISAPP, password: "\${secret:NOT_SET}" }
  c: { url: "${sandbox.url}", state: state, namespace: IRISAPP, password: "\${secret:NOT_SET}" }
`,
  });
});
afterAll(async () => {
  space.remove();
  await sandbox.close();
});
const said = (args: string[], options: { columns?: number; password?: boolean } = {}) => {
  const { IOP_URL: _url, ...credentials } = sandbox.env as Record<string, string>;
  const { IOP_PASSWORD: _password, ...rest } = credentials;
  const env = { NO_COLOR: "1", ...(options.password === false ? rest : credentials) };
  return inProcess(args, { cwd: space.dir, env, ...(options.columns === undefined ? {} : options) });
};

describe("addresses and targets", () => {
  it.each([
    [["adopt", "FileOut"]],
    [["plan", "--only", "FileOt"]],
    [["drift", "--accept", "FileOut", "--reason", "x", "--until", "2099-01-01"]],
  ])("%j: a short name is answered with the whole address", async (args) => {
    const { code, stderr } = await said(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining("\n  productions.Demo.Production.items.FileOut\n")]);
  });

  it("-t a,b means both; an unknown one is answered with the nearest", async () => {
    const { stdout } = await said(["plan", "-t", "a,b", "--json"], { password: false });
    expect(JSON.parse(stdout)).toMatchObject({ errors: [{ target: "a" }, { target: "b" }] });
    expect((await said(["plan", "-t", "a,bb"])).stderr).toContain('there is no target "bb"');
  });

  it("an error that several targets have in common is said once, with their names", async () => {
    const { stdout, stderr } = await said(["plan", "-t", "b,c"], { password: false });
    expect(stderr.match(/NOT_SET is not set/g)).toHaveLength(2);
    expect(stdout).not.toContain("NOT_SET");
    const shared = await said(["plan", "-t", "*", "gone"]);
    expect(shared.stderr.match(/there is no file or directory gone/g)).toHaveLength(1);
    expect(shared.stderr).toContain("error: b: the same as a");
    const applied = await said(["apply", "-t", "*", "gone", "--auto-approve"]);
    expect(applied.stderr.match(/gone/g)).toHaveLength(1);
  });

  it("accepted drift is written to a file that is named from here", async () => {
    const address = "productions.Demo.Production";
    const { stderr } = await said(["drift", "--accept", address, "--reason", "x", "--until", "2099-01-01"]);
    expect(stderr).toContain(`accepted until 2099-01-01: ${address} (iopctl.baseline.yaml)`);
  });
});

describe("a server that is named by --url alone", () => {
  it("is named by its address in the records, which runs and rollback find again", async () => {
    const work = workspace({ "s.iop.yaml": "version: 1\ndefault: A.B\n" });
    const env: Record<string, string> = { NO_COLOR: "1", ...sandbox.env, IOP_NAMESPACE: "IRISAPP" };
    const saved = join(work.dir, "p.json");
    const go = (...args: string[]) => inProcess(args, { cwd: work.dir, env });
    expect(await go("apply", "s.iop.yaml", "--auto-approve")).toMatchObject({ code: 0 });
    const [run] = JSON.parse((await go("runs", "--json")).stdout) as { target: string }[];
    expect(run?.target).toBe(new URL(sandbox.url).host);
    expect(await go("rollback", "--auto-approve")).toMatchObject({ code: 0 });
    expect((await go("default")).stdout).toBe("no default production\n");
    expect(await go("plan", "s.iop.yaml", "--out", saved)).toMatchObject({ code: 0 });
    expect(await go("apply", saved)).toMatchObject({ code: 0 });
    const { IOP_URL: _gone, ...rest } = env;
    const elsewhere = await inProcess(["apply", saved], { cwd: work.dir, env: rest });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([64, expect.stringContaining(`made for ${sandbox.url}`)]);
    work.remove();
  });
});

describe("what a terminal of 80 columns shows", () => {
  it("breaks sentences between words, and no address", async () => {
    for (const args of [["plan", "--explain", "--unmanaged"], ["adopt", "x"], ["explain", "guards"], ["status"]]) {
      const wide = await said(args);
      const { stdout, stderr } = await said(args, { columns: 80 });
      for (const line of `${stdout}\n${stderr}`.split("\n"))
        if (line.length > 80) expect(line.trim(), args.join(" ")).not.toMatch(/\s/);
      const words = (text: string) => text.split(/\s+/).sort();
      expect(words(stderr)).toEqual(words(wide.stderr));
      expect(stdout + stderr).not.toBe("");
    }
  });

  it("never breaks what goes to a file or a pipe, nor for a terminal that does not know its size", async () => {
    for (const options of [{}, { columns: 0 }]) {
      const { stderr } = await said(["adopt", "x"], options);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
  });
});

describe("explain", () => {
  it.each([
    ["pol_size", 1, 'did you mean "pool_size"?'],
    ["checks", 0, "keys of each:\n  name "],
    ["checks.log", 0, "keys:\n  types "],
    ["checks.log.types", 0, "The types of entries"],
    ["packages", 0, "keys of each:\n  path "],
    ["config.targets.state", 0, "config.targets.<name>.state\n"],
    ["items.settings", 0, "productions.<name>.items.<name>.settings\n"],
    ["config.targets.dev", 0, "config.targets.<name>\n"],
    ["items.clasname", 1, 'did you mean "items.classname"? `iopctl explain items.classname` describes it'],
    ["itms.pool_size", 1, 'did you mean "items.pool_size"?'],
    ["targets.dev.urll", 1, 'there is no key "targets" in a state file'],
    ["productions.Demo.P.items.In.clasname", 1, 'did you mean "classname"?\n  Known there: classname, '],
    ["productions.Demo.Items", 0, "productions.<name>\n"],
  ])("%s", async (key, code, words) => {
    const found = await inProcess(["explain", key]);
    expect([found.code, found.stdout + found.stderr]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe("words of the commands by hand", () => {
  it("a body that is no JSON is answered with the place and with what it should be", async () => {
    const { code, stderr } = await said(["test", "FileOut", "--body", "{broken"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("--body is not JSON, at 1:2: ")]);
    expect(stderr).toContain('such as {"text": "hi"}');
  });
});
