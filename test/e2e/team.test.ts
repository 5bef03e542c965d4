import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { until } from "../helpers/until.ts";

const parts = (version: string) => `"""${version}"""
from iop import BusinessOperation, BusinessService

class In(BusinessService):
    pass

class Out(BusinessOperation):
    pass
`;
const base = `# The team's own words stay.
version: 1
default: Demo.Production
state: running

packages:
  demo: { path: ../demo, components: { Python.In: parts.In, Python.Out: parts.Out } }

productions:
  Demo.Production:
    items:
      In:
        classname: Python.In   # reads
        settings:
          Host: { TargetConfigNames: Out, path: /data/in }
      Out:
        classname: Python.Out
        pool_size: 1    # one is enough
        settings:
          Adapter:
            URL: "http://test.example.org"   # of the test system
`;
const prod = `version: 1
productions:
  Demo.Production:
    items:
      Out: { pool_size: 3, settings: { Adapter: { URL: http://prod.example.org } } }
`;

let sandbox: TestSandbox;
const space = workspace();
const iopctl = (args: string[], env: Record<string, string> = {}, input = "") =>
  run(args, { cwd: space.dir, env: { IOP_PASSWORD: "p4ssw0rd", ...env }, input });
const config = (more = "") => `default_target: dev
targets:
  dev: { url: ${sandbox.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: IRISAPP, state: state/base.iop.yaml, labels: { env: test }, timeout: 5s }
  prod-a: { url: ${sandbox.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: USER, state: [state/base.iop.yaml, state/prod.iop.yaml], labels: { env: prod }, timeout: 5s }
  prod-b: { url: ${sandbox.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: EMPTY, state: [state/base.iop.yaml, state/prod.iop.yaml], labels: { env: prod }, timeout: 5s }
${more}`;
const write = () =>
  space.write({
    "iopctl.config.yaml": config(),
    "state/base.iop.yaml": base,
    "state/prod.iop.yaml": prod,
    "demo/parts.py": parts("one"),
  });

/** Somebody edits the definition on the server. */
async function edit(change: (items: Record<string, unknown>[]) => void, namespace = "IRISAPP"): Promise<void> {
  const { productions } = await sandbox.inspect(namespace);
  const definition = structuredClone(productions["Demo.Production"]?.definition) as { Item: Record<string, unknown>[] };
  change(definition.Item);
  await sandbox.control("POST", "/productions", { namespace, name: "Demo.Production", definition });
}
const itemOf = (items: Record<string, unknown>[], name: string) =>
  items.find((item) => item["@Name"] === name) as Record<string, unknown> & { Setting: Record<string, unknown>[] };

beforeAll(async () => {
  sandbox = await testSandbox("4.1", ["IRISAPP", "EMPTY"]);
});
beforeEach(async () => {
  for (const namespace of ["USER", "IRISAPP", "EMPTY"]) await sandbox.control("POST", "/reset", { namespace });
  write();
  await sandbox.writes();
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

describe("several targets in one run", () => {
  it("by pattern and by label, each with its own result, one summary; the worst ending wins", async () => {
    const planned = await iopctl(["plan", "--target", "prod-*", "--detailed-exitcode"]);
    expect(planned.code, planned.stderr).toBe(2);
    expect(planned.stdout).toMatch(/prod-a +USER +changes/);
    expect(planned.stdout).toMatch(/prod-b +EMPTY +changes/);
    expect(planned.stdout).not.toContain("IRISAPP");
    const applied = await iopctl(["apply", "--label", "env=prod", "--auto-approve", "--no-backup"]);
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout).toContain("All 2 targets succeeded.");
    for (const namespace of ["USER", "EMPTY"]) expect((await sandbox.inspect(namespace)).status).toBe("running");
    expect((await sandbox.inspect("IRISAPP")).status).toBe("stopped");
    space.write({
      "iopctl.config.yaml": config().replace(
        `prod-a: { url: ${sandbox.url}`,
        "prod-a: { url: http://127.0.0.1:1, retries: 0",
      ),
    });
    const mixed = await iopctl(["plan", "-t", "prod-*", "-t", "dev"]);
    expect(mixed.code).toBe(7);
    expect(mixed.stdout).toMatch(/prod-a .* unreachable/);
    expect(mixed.stdout).toContain("1 of 3 targets failed.");
    const json = JSON.parse((await iopctl(["plan", "-t", "prod-*", "--json"])).stdout) as {
      plans: { target: string }[];
      errors: { target: string }[];
    };
    expect(json.plans.map(({ target }) => target)).toEqual(["prod-b"]);
    expect(json.errors.map(({ target }) => target)).toEqual(["prod-a"]);
  });

  it("a saved plan of several targets is applied as a whole", async () => {
    expect((await iopctl(["plan", "-t", "prod-*", "--out", "plan.json"])).code).toBe(0);
    const applied = await iopctl(["apply", "plan.json", "--no-backup"]);
    expect(applied.code, applied.stderr).toBe(0);
    expect((await iopctl(["plan", "-t", "prod-*", "--detailed-exitcode"])).code).toBe(0);
  });

  it("a command for one server says which fit; an unknown one says which there are", async () => {
    const many = await iopctl(["list", "-t", "prod-*"]);
    expect(many.code).toBe(1);
    expect(many.stderr).toContain("this command takes one target; these fit: prod-a, prod-b");
    expect((await iopctl(["plan", "-t", "nope"])).stderr).toContain("there is: dev, prod-a, prod-b");
    expect((await iopctl(["plan", "-l", "env=nope"])).stderr).toContain("no target has the labels env=nope");
  });
});

describe("render", () => {
  it("prints the merged state, each value with its layer on request and in JSON", async () => {
    const plain = await iopctl(["render", "--target", "prod-a"]);
    expect(plain.stdout).toContain("pool_size: 3\n");
    const placed = await iopctl(["render", "--target", "prod-a", "--origins"]);
    expect(placed.stdout).toContain("pool_size: 3 # state/prod.iop.yaml:5");
    expect(placed.stdout).toContain("path: /data/in # state/base.iop.yaml:15");
    const json = JSON.parse((await iopctl(["render", "-t", "prod-a", "--json"])).stdout) as {
      values: { path: string[]; value: unknown; origin: string }[];
    }[];
    expect(json[0]?.values).toContainEqual({
      path: ["productions", "Demo.Production", "items", "Out", "settings", "Adapter", "URL"],
      value: "http://prod.example.org",
      origin: "state/prod.iop.yaml:5",
    });
  });

  it("a secret that stands in clear text is not printed, and what stands there instead is no value", async () => {
    const settings = "{ Host: { Uri: 'http://u:clear-part@h', Api_Key: clear-key, Plain: p } }";
    space.write({
      "clear/s.iop.yaml": `version: 1\nproductions:\n  A.B:\n    settings: { Secret: clear-secret }\n    items: { In: { comment: "password=clear-word", settings: ${settings} } }\n`,
    });
    const outputs = [
      ["render", "clear"],
      ["render", "clear", "--json"],
      ["render", "clear", "--origins"],
    ];
    for (const args of outputs) {
      const { code, stdout } = await iopctl([...args, "-t", "prod-a"]);
      expect([code, stdout]).toEqual([0, expect.not.stringContaining("clear-")]);
      expect(stdout.match(/\(sensitive\)/g)).toHaveLength(4);
    }
    space.write({ "clear/s.iop.yaml": (await iopctl(["render", "clear", "-t", "prod-a"])).stdout });
    const refused = await iopctl(["plan", "clear", "-t", "prod-a"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("(sensitive) is what iopctl shows in the place of a secret, and no value");
  });

  it("what it prints means the same", async () => {
    space.write({ "merged.iop.yaml": (await iopctl(["render", "-t", "prod-a"])).stdout.replace("../demo", "demo") });
    const [a, b] = await Promise.all([
      iopctl(["plan", "-t", "prod-a", "--json"]),
      iopctl(["plan", "-t", "prod-a", "--json", "merged.iop.yaml"]),
    ]);
    const changes = (text: string) =>
      (JSON.parse(text) as { plans: { changes: { at?: string }[] }[] }).plans[0]?.changes.map(
        ({ at: _at, ...rest }) => rest,
      );
    expect(changes(b.stdout)).toEqual(changes(a.stdout));
  });

  it("errors name the layer that a value came from, and both places where two files disagree", async () => {
    space.write({ "state/prod.iop.yaml": prod.replace("pool_size: 3", "pool_size: many") });
    expect((await iopctl(["plan", "-t", "prod-a"])).stderr).toContain("state/prod.iop.yaml:5:25");
    space.write({
      "state/base.iop.yaml": base,
      "two/a.iop.yaml": base.replace("../demo", "../demo"),
      "two/b.iop.yaml": "version: 1\nproductions: { Demo.Production: { items: { Out: { pool_size: 2 } } } }\n",
    });
    const both = await iopctl(["validate", "two"]);
    expect(both.stderr).toContain("two/b.iop.yaml:2:62");
    expect(both.stderr).toContain("two/a.iop.yaml:18:20");
  });
});

describe("drift", () => {
  type Shown = { plans: { changes: { address: string; origin: string }[]; drift: Record<string, number> }[] };
  const origins = async () => {
    const shown = JSON.parse((await iopctl(["drift", "--json"])).stdout) as Shown;
    return Object.fromEntries((shown.plans[0]?.changes ?? []).map(({ address, origin }) => [address, origin]));
  };
  const OUT = "productions.Demo.Production.items.Out";

  it("tells what changed on the server from what changed in the files and what was never applied", async () => {
    const fresh = await iopctl(["drift"]);
    expect(fresh.code).toBe(2);
    expect(Object.values(await origins())).toEqual(Array(Object.keys(await origins()).length).fill("unknown"));
    const apply = await iopctl(["apply", "--auto-approve", "--no-backup"]);
    expect(apply.code, apply.stderr).toBe(0);
    await sandbox.writes();
    expect((await iopctl(["drift"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
    });
    space.write({ "state/base.iop.yaml": base.replace("/data/in", "/data/new"), "demo/parts.py": parts("two") });
    expect(await origins()).toEqual({
      "packages.demo": "files",
      [`${OUT}.pool_size`]: "server",
      "productions.Demo.Production.items.In.settings.Host.path": "files",
    });
    const mixed = await iopctl(["drift"]);
    expect(mixed.code).toBe(2);
    expect(mixed.stdout).toContain("Drift: 1 changed on the server, 2 changed in the files and not applied yet.");
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "1";
    });
    // What is only in the files is a change that waits, and no drift.
    const waits = await iopctl(["drift"]);
    expect(waits.code).toBe(0);
    expect(waits.stdout).toContain("No drift: 2 changed in the files and not applied yet.");
    expect(await sandbox.writes()).toEqual([]);
  });

  it("a secret's origin is known too, and its value nowhere", async () => {
    const secret = (text: string) => ({ DB: text });
    space.write({ "state/base.iop.yaml": base.replace("path: /data/in", 'path: "${secret:DB}"') });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"], secret("hunter2-one"))).code).toBe(0);
    const path = "productions.Demo.Production.items.In.settings.Host.path";
    const read = async (text: string) => {
      const { stdout } = await iopctl(["drift", "--json"], secret(text));
      expect(stdout).not.toContain(text);
      return (JSON.parse(stdout) as Shown).plans[0]?.changes.find(({ address }) => address === path)?.origin;
    };
    expect(await read("hunter2-two")).toBe("files");
    await edit((items) => {
      for (const setting of itemOf(items, "In").Setting) if (setting["@Name"] === "path") setting["#text"] = "by hand";
    });
    expect(await read("hunter2-one")).toBe("server");
  });

  it("accepted drift is counted and silent until its day has passed", async () => {
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
    });
    expect((await iopctl(["drift", "--accept", `${OUT}.pool_size`])).code).toBe(64);
    const accepted = await iopctl(["drift", "--accept", `${OUT}.*`, "--reason", "load test", "--until", "2999-12-31"]);
    expect(accepted.code, accepted.stderr).toBe(0);
    expect(accepted.stdout).toContain("1 accepted for now");
    const baseline = readFileSync(join(space.dir, "iopctl.baseline.yaml"), "utf8");
    expect(baseline).toContain("reason: load test");
    expect((await iopctl(["drift", "--junit", "d.xml"])).code).toBe(0);
    expect(readFileSync(join(space.dir, "d.xml"), "utf8")).toContain(
      '<skipped message="accepted until 2999-12-31: load test"/>',
    );
    // One address is accepted with the value that it has, and no other.
    space.write({ "iopctl.baseline.yaml": "accepted: []\n" });
    const one = ["drift", "--accept", `${OUT}.pool_size`, "--reason", "load test", "--until"];
    expect((await iopctl([...one, "2001-12-31"])).stderr).toContain("--until 2001-12-31 is past");
    expect((await iopctl([...one, "2999-12-31"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "8";
    });
    const other = await iopctl(["drift"]);
    expect([other.code, other.stdout]).toEqual([
      2,
      expect.stringContaining("accepted with another value (9, load test)"),
    ]);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
    });
    space.write({ "iopctl.baseline.yaml": baseline.replace("2999", "2001") });
    const expired = await iopctl(["drift"]);
    expect(expired.code).toBe(2);
    expect(expired.stdout).toContain("was accepted until 2001-12-31 (load test): it is drift again");
    space.write({ "iopctl.baseline.yaml": "accepted: []\n" });
  });
});

describe("adopt", () => {
  it("leaves the user's edits alone after an upload that failed, and drift does not blame the server", async () => {
    space.write({ "state/base.iop.yaml": base.replace("pool_size: 1 ", "pool_size: 2 ") });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    const files = base.replace("pool_size: 1 ", "pool_size: 4 ").replace("/data/in", "/data/failed");
    space.write({ "state/base.iop.yaml": files });
    // The server registers the records, and then cannot write the definition.
    const before = (await sandbox.inspect("IRISAPP")).productions["Demo.Production"]?.definition;
    await sandbox.fault({ kind: "fail_after", match: "PUT /migrate", times: 1 });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(4);
    await sandbox.control("POST", "/productions", {
      namespace: "IRISAPP",
      name: "Demo.Production",
      definition: before as object,
    });
    const drift = await iopctl(["drift"]);
    expect(drift.stdout).not.toContain("changed on the server");
    const adopted = await iopctl(["adopt", "--auto-approve"]);
    expect([adopted.code, adopted.stdout]).toEqual([0, expect.stringContaining("Nothing was adopted")]);
    expect(adopted.stderr).toContain("name its address");
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(files);
    // The run is finished by the next one; then a change by hand is one.
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "2";
    });
    expect((await iopctl(["drift"])).stdout).toContain("Drift: 1 changed on the server.");
    expect((await iopctl(["adopt", "--auto-approve"])).code).toBe(0);
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toContain("pool_size: 2 ");
  });

  it("takes what was changed on the server into the files, and nothing else in them changes", async () => {
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
      for (const setting of itemOf(items, "Out").Setting) setting["#text"] = "https://new.example.org/a?b=c#d";
      for (const setting of itemOf(items, "In").Setting) if (setting["@Name"] === "path") setting["#text"] = "/a, b";
    });
    const dry = await iopctl(["adopt", "--dry-run"]);
    expect(dry.stdout).toContain("+        pool_size: 9    # one is enough");
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(base);
    // Nobody can be asked here: nothing is written, and the flag is named.
    const refused = await iopctl(["adopt"]);
    expect([refused.code, refused.stderr.includes("--auto-approve")]).toEqual([1, true]);
    expect(refused.stdout).toContain("+        pool_size: 9    # one is enough");
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(base);
    const adopted = await iopctl(["adopt", "--auto-approve"]);
    expect(adopted.code, adopted.stderr).toBe(0);
    expect(adopted.stderr.trim()).toBe(
      "warning: these files are also the state of prod-a, prod-b: what is adopted is planned there too",
    );
    const expected = base
      .replace("pool_size: 1 ", "pool_size: 9 ")
      .replace('"http://test.example.org"', '"https://new.example.org/a?b=c#d"')
      .replace("path: /data/in", 'path: "/a, b"');
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(expected);
    expect((await iopctl(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  it("what was changed in the files too is taken only by its address", async () => {
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    const files = base.replace("pool_size: 1 ", "pool_size: 4 ");
    space.write({ "state/base.iop.yaml": files });
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
    });
    const left = await iopctl(["adopt", "--auto-approve"]);
    expect([left.code, left.stdout]).toEqual([0, expect.stringContaining("Nothing was adopted")]);
    expect(left.stderr).toContain("it was changed in the files too: name its address");
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(files);
    expect((await iopctl(["adopt", "productions.Demo.Production.items.Out.pool_size", "--auto-approve"])).code).toBe(0);
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toContain("pool_size: 9 ");
  });

  it("into the layer that the value came from; items that came up where everything is listed; lists", async () => {
    space.write({
      "state/base.iop.yaml": base.replace("    items:\n", "    prune: true\n    items:\n"),
      "state/prod.iop.yaml": `${prod}bindings: { absent: [Python.Extra] }\n`,
    });
    expect((await iopctl(["apply", "-t", "prod-a", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "7";
      items.push({
        "@Name": "By Hand",
        "@ClassName": "EnsLib.X",
        "@Enabled": "true",
        "@PoolSize": "2",
        Setting: [{ "@Target": "Adapter", "@Name": "Port", "#text": "5000" }],
      });
    }, "USER");
    const adopted = await iopctl(["adopt", "-t", "prod-a", "--auto-approve"]);
    expect(adopted.code, adopted.stderr).toBe(0);
    expect(readFileSync(join(space.dir, "state/prod.iop.yaml"), "utf8")).toContain("pool_size: 7");
    const after = readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8");
    expect(after).toMatch(/pool_size: 1 +# one is enough/);
    // An item that came up on this server goes where its own layer lists items: the other targets do not get it.
    const own = readFileSync(join(space.dir, "state/prod.iop.yaml"), "utf8");
    expect(own).toContain("By Hand:");
    expect(own).toContain("Port: 5000");
    expect((await iopctl(["plan", "-t", "prod-a", "--detailed-exitcode"])).code).toBe(0);
  });

  it("what was stopped, deleted or unbound by hand, too", async () => {
    space.write({ "state/base.iop.yaml": `${base}bindings:\n  present: [Python.In, Python.Out]\n` });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      items.splice(0, items.length, ...items.filter((item) => item["@Name"] !== "In"));
    });
    expect((await iopctl(["unbind", "Python.In"])).code).toBe(0);
    expect((await iopctl(["stop"])).code).toBe(0);
    const adopted = await iopctl([
      ...["adopt", "--auto-approve", "state", "bindings.Python.In", "productions.Demo.Production.items.In"],
    ]);
    expect(adopted.code, adopted.stderr).toBe(0);
    const after = readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8");
    expect(after).toMatch(/^state: stopped$/m);
    expect(after).not.toMatch(/^ {6}In:/m);
    expect(after).toMatch(/present: \[ ?Python\.Out ?\]/);
    const left = JSON.parse((await iopctl(["plan", "--json"])).stdout) as {
      plans: { changes: { address: string }[] }[];
    };
    // The package still registers the class: it is uploaded again, which nobody can adopt.
    expect(left.plans[0]?.changes.map(({ address }) => address)).toEqual(["packages.demo"]);
  });

  it("what is new in the files is left alone unless it is named; a variable's value and a package cannot be", async () => {
    space.write({ "state/base.iop.yaml": base.replace("/data/in", '"${IN:-/data/in}"') });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await edit((items) => {
      for (const setting of itemOf(items, "In").Setting) if (setting["@Name"] === "path") setting["#text"] = "/x";
    });
    space.write({
      "state/base.iop.yaml": base.replace("/data/in", '"${IN:-/data/in}"').replace("pool_size: 1 ", "pool_size: 5 "),
      "demo/parts.py": parts("three"),
    });
    const text = readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8");
    const adopted = await iopctl(["adopt", "--auto-approve"]);
    expect(adopted.stderr).toContain('its value is "${IN:-/data/in}": change that, or the variable');
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toBe(text);
    expect((await iopctl(["adopt", "packages.demo"])).stderr).toContain("the API cannot read a package's files back");
    expect((await iopctl(["adopt", "--auto-approve", "productions.Demo.Production.items.Out.pool_size"])).code).toBe(0);
    expect(readFileSync(join(space.dir, "state/base.iop.yaml"), "utf8")).toContain("pool_size: 1    # one");
  });
});

describe("compare", () => {
  it("finds what must be equal and is not, and what must differ and does not", async () => {
    expect((await iopctl(["apply", "-t", "*", "--auto-approve", "--no-backup"])).code).toBe(0);
    const plain = await iopctl(["compare", "dev", "prod-a"]);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toMatch(/items\.Out\.pool_size +1 {2}\| {2}3/);
    expect((await iopctl(["compare", "prod-a", "prod-b"])).code).toBe(0);
    const rules = `compare:
  differ: ["productions.*.items.*.settings.Adapter.URL", "productions.*.items.In.settings.Host.path"]
  ignore: ["productions.*.items.*.pool_size"]
`;
    space.write({ "iopctl.config.yaml": config(rules) });
    const ruled = await iopctl(["compare", "dev", "prod-a"]);
    expect(ruled.code).toBe(2);
    expect(ruled.stdout).toContain("equal, and must differ");
    expect(ruled.stdout).toMatch(/items\.In\.settings\.Host\.path +\/data\/in/);
    expect(ruled.stdout).toContain("1 differs as it must, 1 does not matter");
    const json = JSON.parse((await iopctl(["compare", "dev", "prod-a", "--json"])).stdout) as {
      differences: { kind: string }[];
    };
    expect(json.differences.map(({ kind }) => kind)).toEqual(["same"]);
    expect((await iopctl(["compare", "dev", "prod-a", "--markdown"])).stdout).toContain("**must differ**");
    expect((await sandbox.writes()).filter((call) => !/migrate|start|default/.test(call))).toEqual([]);
  });
});

describe("a secret reaches the server and nothing else", () => {
  const SECRET = "S3cr3t-Pa55phrase";

  it("also when the server's error echoes it: no output, file, backup, report or process list holds it", async () => {
    space.write({ "state/base.iop.yaml": base.replace("path: /data/in", 'path: "${secret:DB}"') });
    const env = {
      DB: SECRET,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(space.dir, "summary.md"),
      GITHUB_OUTPUT: join(space.dir, "output.txt"),
    };
    let processes = "";
    const outputs: string[] = [];
    for (const args of [
      [
        "plan",
        "--out",
        "plan.json",
        "--json-into",
        "plan2.json",
        "--markdown-into",
        "plan.md",
        "--html",
        "plan.html",
        "--explain",
      ],
      ["plan", "--json"],
      ["show", "plan.json", "--terraform-json"],
      ["render", "--json"],
      ["apply", "--auto-approve", "--json-into", "events.ndjson", "--verbose"],
      ["drift", "--junit", "drift.xml"],
      ["status"],
      ["runs", "--json"],
    ]) {
      const child = run(args, { cwd: space.dir, env: { IOP_PASSWORD: "p4ssw0rd", ...env } });
      processes += execFileSync("ps", ["-eo", "args"]).toString();
      const { stdout, stderr } = await child;
      outputs.push(stdout, stderr);
    }
    await sandbox.fault({ kind: "fail", match: "PUT /migrate", text: `ERROR #5002: cannot use ${SECRET} here` });
    space.write({ "state/base.iop.yaml": base.replace("path: /data/in", 'path: "x${secret:DB}"') });
    const failed = await iopctl(["apply", "--auto-approve", "--verbose"], env);
    outputs.push(failed.stdout, failed.stderr);
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain("cannot use (sensitive) here");
    for (const text of [...outputs, processes]) expect(text).not.toContain(SECRET);
    for (const name of readdirSync(space.dir, { recursive: true, encoding: "utf8" })) {
      const path = join(space.dir, name);
      if (name.startsWith(".git/") || !existsSync(path)) continue;
      try {
        expect(readFileSync(path, "utf8"), name).not.toContain(SECRET);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EISDIR") throw error;
      }
    }
    expect(JSON.stringify((await sandbox.inspect("IRISAPP")).productions)).toContain(SECRET);
  });

  it("comes from a program that the config allows by name, and from no other, without a shell", async () => {
    // Elsewhere: a program of the repository itself is never run.
    const tools = workspace({ "vault.sh": '#!/bin/sh\nprintf "from-vault-%s\\n" "$2"\n' });
    const vault = join(tools.dir, "vault.sh");
    space.write({
      "state/base.iop.yaml": base.replace("path: /data/in", 'path: "${secret:vault:kv/db;id}"'),
    });
    chmodSync(vault, 0o755);
    const none = await iopctl(["plan"]);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('no program "vault" may be asked for a secret');
    space.write({
      "iopctl.config.yaml": config(`secret_commands: { vault: [${vault}, get] }\n`),
    });
    // Not a person's terminal, and the environment allows none.
    expect((await iopctl(["plan"])).stderr).toContain(`IOPCTL_SECRET_COMMANDS=vault=${vault}`);
    const allowed = { IOPCTL_SECRET_COMMANDS: `vault=${vault}` };
    const applied = await iopctl(["apply", "--auto-approve", "--no-backup"], allowed);
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout + applied.stderr).not.toContain("from-vault");
    expect(JSON.stringify((await sandbox.inspect("IRISAPP")).productions)).toContain("from-vault-kv/db;id");
    expect((await iopctl(["validate"])).code).toBe(0);
    space.write({ "state/base.iop.yaml": base.replace("path: /data/in", 'path: "${secret:vault:--help}"') });
    expect((await iopctl(["plan"], allowed)).stderr).toContain("would be an option of vault");
    tools.remove();
  });

  it("comes from a file that SOPS has encrypted, where the program is there", async () => {
    // A stand-in for the program, called as the real one is: this machine has none.
    const tools = workspace({
      sops: '#!/bin/sh\n[ "$1 $2 $3" = "--decrypt --output-type json" ] && cat "$4.plain"\n',
    });
    space.write({
      "state/db.enc.yaml": "x",
      "state/db.enc.yaml.plain": '{"db": {"password": "from-sops"}}',
      "state/base.iop.yaml": base.replace("path: /data/in", 'path: "${secret:sops:db.enc.yaml#db.password}"'),
    });
    chmodSync(join(tools.dir, "sops"), 0o755);
    const applied = await iopctl(["apply", "--auto-approve", "--no-backup"], {
      IOPCTL_SECRET_COMMANDS: `sops=${join(tools.dir, "sops")}`,
    });
    expect(applied.code, applied.stderr).toBe(0);
    expect(JSON.stringify((await sandbox.inspect("IRISAPP")).productions)).toContain("from-sops");
    expect((await iopctl(["plan"])).stderr).toContain("there is no program sops");
    tools.remove();
  });

  it("a changed url carries no password away: exit 5 before any request; plain http is warned of", async () => {
    const refused = await iopctl(["plan"], { IOPCTL_ALLOWED_HOSTS: "iris.example.org" });
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain("IOPCTL_ALLOWED_HOSTS");
    expect((await iopctl(["plan"], { IOPCTL_ALLOWED_HOSTS: "iris.example.org, 127.0.0.1" })).code).toBe(0);
    const plain = await iopctl(["plan", "--url", "http://iris.invalid"]);
    expect(plain.stderr.match(/the password goes over the network in the clear/g)).toHaveLength(1);
  });
});

describe("in the pipeline", () => {
  it("GitHub's summary, outputs and annotations are written by themselves, and nothing in a value can leave its place", async () => {
    const nasty = "`</details>@octocat|::error::x%0A\\n[a](http://b)`";
    space.write({
      "state/base.iop.yaml": base
        .replace("path: /data/in", `path: ${JSON.stringify(nasty)}`)
        .replace("TargetConfigNames: Out", "TargetConfigNames: Uot"),
    });
    const env = {
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(space.dir, "s.md"),
      GITHUB_OUTPUT: join(space.dir, "o.txt"),
    };
    const planned = await iopctl(["plan"], env);
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stderr).toMatch(
      /^::warning file=state\/base\.iop\.yaml,line=15,col=\d+::In sends to Uot, which does not exist \[target-missing\]$/m,
    );
    const outputs = readFileSync(join(space.dir, "o.txt"), "utf8");
    expect(outputs).toMatch(/^calls=3$/m);
    expect(outputs).toMatch(/^disruption=none$/m);
    expect(outputs).toMatch(/^digest=sha256:[0-9a-f]{64}$/m);
    const summary = readFileSync(join(space.dir, "s.md"), "utf8");
    expect(summary).toContain("@octocat");
    // The value stands in a fence that is longer than any run of back ticks in it.
    const fence = /\n(`{3,})diff\n([\s\S]*?)\n\1\n/.exec(summary);
    expect(fence?.[2]).toContain("@octocat");
    expect(summary.replace(fence?.[0] ?? "", "")).not.toContain("@octocat");
    space.write({ "state/base.iop.yaml": base.replace("pool_size: 1", "pool_size: many") });
    const invalid = await iopctl(["plan"], env);
    expect(invalid.stderr).toMatch(/^::error file=state\/base\.iop\.yaml,line=18,col=20::/m);
  });

  it("Markdown is cut with a count, and never longer than a comment may be", async () => {
    const items = Array.from(
      { length: 900 },
      (_, at) =>
        `      Item${at}: { classname: EnsLib.File.PassthroughOperation, comment: "${"x".repeat(150)} ${at}" }\n`,
    );
    space.write({ "big.iop.yaml": `version: 1\nproductions:\n  Big.Production:\n    items:\n${items.join("")}` });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup", "big.iop.yaml"])).code).toBe(0);
    space.write({
      "big.iop.yaml": `version: 1\nproductions:\n  Big.Production:\n    items:\n${items.join("").replaceAll('x"', 'y"').replaceAll("xx ", "yy ")}`,
    });
    const { stdout } = await iopctl(["plan", "--markdown", "big.iop.yaml"]);
    expect(stdout.length).toBeLessThan(65_536);
    expect(stdout).toMatch(/…and \d+ more lines/);
    expect(stdout.match(/<details/g)).toHaveLength((stdout.match(/<\/details>/g) ?? []).length);
    expect(stdout).toContain("**Plan: 0 to create, 900 to change, 0 to delete.");
  });

  it("GitLab's reports, JUnit and Terraform's JSON are of their formats", async () => {
    space.write({ "state/base.iop.yaml": base.replace("TargetConfigNames: Out", "TargetConfigNames: Uot") });
    expect(
      (await iopctl(["plan", "--out", "p.json", "--gitlab-report", "tf.json", "--gitlab-quality", "q.json"])).code,
    ).toBe(0);
    expect(JSON.parse(readFileSync(join(space.dir, "tf.json"), "utf8"))).toEqual({ create: 3, update: 1, delete: 0 });
    const [issue] = JSON.parse(readFileSync(join(space.dir, "q.json"), "utf8")) as Record<string, unknown>[];
    expect(issue).toMatchObject({
      check_name: "target-missing",
      severity: "minor",
      location: { path: "state/base.iop.yaml", lines: { begin: 15 } },
    });
    const { stdout } = await iopctl(["show", "p.json", "--terraform-json"]);
    const plan = JSON.parse(stdout) as {
      format_version: string;
      resource_changes: { type: string; change: { actions: string[]; before: unknown; after: unknown } }[];
    };
    expect(plan.format_version).toBe("1.2");
    expect(plan.resource_changes.map(({ type, change }) => `${type} ${change.actions.join()}`)).toEqual([
      "iris_default create",
      "iris_state update",
      "iris_package create",
      "iris_production create",
    ]);
    for (const { change } of plan.resource_changes) expect(change.before === null).toBe(change.actions[0] === "create");
    expect((await iopctl(["show", "p.json", "--markdown"])).stdout).toContain("<details");
  });

  it.each([
    ["compare", ["compare", "dev", "prod-a", "--json"]],
    ["render", ["render", "-t", "prod-*", "--json"]],
  ])("what %s prints is valid by its schema", async (name, args) => {
    const schema = JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));
    const valid = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    const { stdout } = await iopctl(args, {});
    expect(valid(JSON.parse(stdout)), JSON.stringify(valid.errors)).toBe(true);
  });

  it("every JSON that is printed is valid by its schema", async () => {
    const schema = JSON.parse(readFileSync(new URL("../../schemas/plan.schema.json", import.meta.url), "utf8"));
    const valid = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    const check = (text: string) => expect(valid(JSON.parse(text)), JSON.stringify(valid.errors)).toBe(true);
    check((await iopctl(["plan", "-t", "*", "--json"])).stdout);
    check((await iopctl(["drift", "--json"])).stdout);
    await iopctl(["plan", "-t", "*", "--out", "p.json"]);
    check(readFileSync(join(space.dir, "p.json"), "utf8"));
  });
});

describe("everyday commands", () => {
  it("status says what runs, what is deployed, what waits, and whether it drifted", async () => {
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    await sandbox.control("POST", "/state", { namespace: "IRISAPP", queues: { Out: 4 } });
    await edit((items) => {
      itemOf(items, "Out")["@PoolSize"] = "9";
    });
    const { stdout } = await iopctl(["status"]);
    expect(stdout).toMatch(/^iopctl status · .+: running {2}Demo\.Production\n/);
    expect(stdout).toMatch(/package demo +[0-9a-f]{12}/);
    expect(stdout).toContain("4 messages waiting: Out 4");
    expect(stdout).toContain("1 changed on the server");
  });

  it("log filters by type and item, follows, and survives a server that is away", async () => {
    space.write({
      "state/base.iop.yaml": base.replace("    items:\n", "    test_enabled: true\n    items:\n"),
      "demo/parts.py": `${parts("one").replace(/ {4}pass\n$/, "")}    def on_message(self, request):
        self.log_info("fine")
        raise ValueError("bad \\x1b[2Jthing")
`,
    });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    let [out, error] = ["", ""];
    const asked = async () => (await sandbox.requests()).some(({ path }) => path === "/log");
    await sandbox.writes();
    const child = run(["log", "--follow", "--type", "Error", "--item", "O*", "--top", "1"], {
      cwd: space.dir,
      env: { IOP_PASSWORD: "p4ssw0rd" },
      onStart: async (started) => {
        started.stdout?.on("data", (text: string) => {
          out += text;
        });
        started.stderr?.on("data", (text: string) => {
          error += text;
        });
        await until(asked);
        await sandbox.fault({ kind: "drop_before", match: "GET /log", times: 0 });
        await until(() => error.includes("waiting for the server"));
        await sandbox.quiet();
        await until(() => error.includes("the server is back"));
        await iopctl(["test", "Out", "--body", "{}"]);
        await until(() => out.includes("thing"));
        started.kill("SIGINT");
      },
    });
    const result = await child;
    expect(result.code).toBe(130);
    expect(result.stdout).not.toContain("\u001b");
    expect(result.stdout).not.toContain("fine");
    expect(result.stdout).toMatch(/ValueError: bad .*thing/);
  });

  it("test takes its body from a file and from standard input", async () => {
    space.write({
      "state/base.iop.yaml": base.replace("    items:\n", "    test_enabled: true\n    items:\n"),
      "body.json": "{}",
    });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    expect((await iopctl(["test", "Out", "--body-file", "body.json"])).code).toBe(0);
    expect((await iopctl(["test", "Out", "--body", "-"], {}, "{}")).code).toBe(0);
    const bad = await iopctl(["test", "Out", "--body", "-"], {}, "{");
    expect(bad.stderr).toContain("standard input is not JSON, at 1:2: the text ends here");
  });

  it("export: operators' switches can be left out, and each item can have its own file", async () => {
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    expect((await iopctl(["export", "--enabled", "omit"])).stdout).not.toContain("enabled: true\n        settings");
    const split = await iopctl(["export", "--split", "exported"]);
    expect(split.code, split.stderr).toBe(0);
    expect(readdirSync(join(space.dir, "exported/Demo.Production")).sort()).toEqual([
      "In.iop.yaml",
      "Out.iop.yaml",
      "production.iop.yaml",
    ]);
    // For a repository: others may read it, as the umask says.
    const mode = statSync(join(space.dir, "exported/Demo.Production/In.iop.yaml")).mode & 0o777;
    expect(mode).toBe(0o666 & ~process.umask());
    expect((await iopctl(["plan", "--detailed-exitcode", "exported"])).code).toBe(0);
    expect((await iopctl(["export", "--split", "exported"])).stderr).toContain("nothing was written");
  });

  it("graph draws what sends to what, and what is missing", async () => {
    space.write({ "state/base.iop.yaml": base.replace("TargetConfigNames: Out", "TargetConfigNames: 'Out,Gone'") });
    expect((await iopctl(["apply", "--auto-approve", "--no-backup"])).code).toBe(0);
    const mermaid = (await iopctl(["graph"])).stdout;
    expect(mermaid).toContain('n0(["In"])');
    expect(mermaid).toContain("n0 --> n1");
    expect(mermaid).toContain(":::missing");
    expect((await iopctl(["graph", "Demo.Production", "--format", "dot"])).stdout).toContain('"In" -> "Out";');
    expect((await iopctl(["graph", "--format", "svg"])).stdout).toMatch(/^<svg[\s\S]*Gone[\s\S]*<\/svg>\n$/);
  });

  it("explain knows every key, from the schemas", async () => {
    const item = await iopctl(["explain", "productions.Demo.Production.items.In.pool_size"]);
    expect(item.stdout).toContain("default  1");
    expect(item.stdout).toContain("Item.@PoolSize");
    expect((await iopctl(["explain", "config.targets.dev.retries"])).stdout).toContain("default  3");
    expect((await iopctl(["explain", "guards.queues"])).stdout).toContain('"ignore"');
    expect((await iopctl(["explain", "lint"])).stdout).toContain("port-conflict");
    const near = await iopctl(["explain", "production"]);
    expect(near.code).toBe(0);
    expect((await iopctl(["explain", "productoins"])).stderr).toContain('did you mean "productions"?');
  });
});
