import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

/** Each endpoint by hand (contract, section 3): what it sends, and what a person is told. */
let server: ModelHttp;
let space: Space;
let before: string;
beforeAll(async () => {
  server = await modelHttp();
  space = spaceOn(server);
  expect((await space.iopctl("apply", "--auto-approve", "--no-backup")).code).toBe(0);
  before = JSON.stringify(server.state);
});
beforeEach(() => {
  Object.assign(server.state, JSON.parse(before));
  server.mishap = () => undefined;
  server.log.length = 0;
  server.writes();
});
afterAll(async () => {
  await server.close();
  space.remove();
});

describe("reads", () => {
  it.each([
    [["list"], /Demo\.Production +Running/],
    [["default"], /^Demo\.Production\n$/],
    [["queues"], /Out +0 +Python\.Out/],
    [["connections"], /Out +operation/],
    [["bindings"], /Python\.Out +parts\.Out +Demo\.Production\/Out.*\n\n2 records of iopctl's own are left out/],
    [["bindings", "--unused"], /^no bindings/],
    [["version"], /1\.0\.0/],
    [["log"], /^no entries/],
  ])("%j", async (args, words) => {
    const found = await space.iopctl(...args);
    expect([found.code, found.stderr, server.writes()]).toEqual([0, "", []]);
    expect(found.stdout).toMatch(words);
    const json = await space.iopctl(...args, "--json");
    expect([json.code, typeof JSON.parse(json.stdout)]).toEqual([0, "object"]);
  });

  it("the log, newest last, by type and item", async () => {
    const entry = (id: number, type: string, item: string) => ({
      ...{ id, type, config_name: item, text: `said ${id}`, time_logged: `2026-01-01 00:00:0${id}` },
      ...{ job: "1", message_id: "", session_id: "", source_class: "", source_method: "" },
    });
    server.log.push(entry(1, "Info", "In"), entry(2, "Error", "Out"), entry(3, "Error", "In"));
    const said = async (...flags: string[]) =>
      [...(await space.iopctl("log", ...flags)).stdout.matchAll(/said (\d)/g)].map(([, id]) => id);
    expect(await said()).toEqual(["1", "2", "3"]);
    expect(await said("--type", "Error")).toEqual(["2", "3"]);
    expect(await said("--item", "I*")).toEqual(["1", "3"]);
    expect(await said("--since", "2")).toEqual(["3"]);
    expect(await said("--top", "1")).toEqual(["3"]);
    expect((await space.iopctl("log", "--top", "1", "--since", "1")).code).toBe(64);
  });
});

describe("writes", () => {
  it.each([
    [["stop"], ["POST /stop"], /^Stopped Demo\.Production/],
    [["update"], ["POST /update"], /^Updated Demo\.Production/],
    [["restart"], ["POST /restart"], /^Restarted Demo\.Production/],
    [["kill"], ["POST /kill"], /^Killed Demo\.Production/],
    [["component", "stop", "Out"], ["POST /component/stop"], /^Stopped Out until it is started or migrated/],
    [["component", "restart", "Out"], ["POST /component/restart"], /^Restarted Out/],
    [["default", "Other.Production"], ["PUT /default"], /the default production is now Other\.Production/],
  ])("%j", async (args, calls, words) => {
    const done = await space.iopctl(...args);
    expect([done.code, done.stderr, server.writes()]).toEqual([0, "", calls]);
    expect(done.stdout).toMatch(words);
  });

  it("start and component start, of what does not run", async () => {
    await space.iopctl("component", "stop", "Out");
    expect((await space.iopctl("component", "start", "Out")).stdout).toMatch(/^Started Out/);
    await space.iopctl("stop");
    expect((await space.iopctl("start", "Demo.Production")).stdout).toMatch(/^Started Demo\.Production/);
    expect(server.ns().status).toBe("running");
  });

  it("a binding that nobody uses", async () => {
    server.ns().bindings["Stray.One"] = {
      super: "IOP.BusinessOperation",
      module: "m",
      classname: "C",
      classpaths: "/x",
    };
    expect((await space.iopctl("unbind", "Stray.One")).code).toBe(0);
    expect(Object.keys(server.ns().bindings)).not.toContain("Stray.One");
    const used = await space.iopctl("unbind", "Python.Out");
    expect([used.code, used.stderr]).toEqual([1, expect.stringContaining("Demo.Production")]);
  });

  it.each([
    [1, ["start", "No.Such"], "is already running"],
    [1, ["component", "stop", "None"], "None"],
    [64, ["component", "stop"], "item"],
    [64, ["stopp"], "stop"],
    [64, ["queues", "--limit", "1"], "--limit"],
  ])("%i where the server refuses, or nobody can tell what is meant: %j", async (code, args, words) => {
    const done = await space.iopctl(...args);
    expect([done.code, done.stderr]).toEqual([code, expect.stringContaining(words)]);
  });

  it("4 where a call may have changed something: its answer was lost", async () => {
    server.mishap = ({ path }) => (path === "/update" ? "drop after" : undefined);
    const done = await space.iopctl("update");
    expect([done.code, server.writes()]).toEqual([4, ["POST /update"]]);
  });
});

describe("what needs no server", () => {
  it("validate: where, what, and the nearest name", async () => {
    expect((await space.iopctl("validate")).stdout).toBe("Valid: 1 namespace (USER).\n");
    space.write({ "bad/x.iop.yaml": "version: 1\nproductions:\n  A.B: { items: { In: { poolsize: 2 } } }\n" });
    const bad = await space.iopctl("validate", "bad");
    expect([bad.code, bad.stderr + bad.stdout]).toEqual([
      1,
      expect.stringMatching(/x\.iop\.yaml:3:\d+: unknown key "poolsize"[\s\S]*did you mean "pool_size"/),
    ]);
    const { stdout } = await space.iopctl("validate", "bad", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, errors: [{}] });
  });

  it("validate --json: findings that count as errors are in its document, as files that are not valid are", async () => {
    space.write({ "odd/x.iop.yaml": "version: 1\ndefault: No.Such\nproductions: { A.B: {} }\n" });
    const warned = await space.iopctl("validate", "odd", "--json");
    expect([warned.code, JSON.parse(warned.stdout)]).toEqual([
      0,
      expect.objectContaining({
        valid: true,
        errors: [],
        findings: [expect.objectContaining({ severity: "warning" })],
      }),
    ]);
    const strict = await space.iopctl("validate", "odd", "--json", "--strict");
    expect([strict.code, strict.stderr, JSON.parse(strict.stdout)]).toEqual([
      1,
      "",
      {
        valid: false,
        namespaces: ["USER"],
        errors: [{ message: expect.stringMatching(/No\.Such.* \[default-undefined\]$/), at: "odd/x.iop.yaml:2:1" }],
        findings: [expect.objectContaining({ code: "default-undefined", severity: "error" })],
      },
    ]);
    const text = await space.iopctl("validate", "odd", "--strict");
    expect([text.code, text.stdout, text.stderr]).toEqual([
      1,
      "",
      expect.stringMatching(/^error: lint found problems; nothing was changed\.\n {2}odd\/x\.iop\.yaml:2:1: /),
    ]);
    const lifted = await space.iopctl("validate", "odd", "--json", "--strict", "--lint-off", "default-undefined");
    expect([lifted.code, JSON.parse(lifted.stdout)]).toMatchObject([0, { valid: true, findings: [] }]);
  });

  it("explain: a key by its path, its type, default and the API's field", async () => {
    const told = await space.iopctl("explain", "productions.items.pool_size");
    expect(told.stdout).toMatch(/type +integer\n +default +1\n +API +Item\.@PoolSize/);
    expect((await space.iopctl("explain")).stdout).toContain("keys:");
    expect((await space.iopctl("explain", "targets.url")).stdout).toContain("url");
    const near = await space.iopctl("explain", "productions.A.items.In.poolsize");
    expect([near.code, near.stderr]).toEqual([1, expect.stringContaining("pool_size")]);
    const asJson = JSON.parse((await space.iopctl("explain", "default", "--json")).stdout);
    expect(asJson).toMatchObject({ address: "default", type: "string", api: expect.stringContaining("GET /default") });
  });

  it("completion for each shell, and words for what is half typed", async () => {
    for (const shell of ["bash", "zsh", "fish"])
      expect((await space.iopctl("completion", shell)).stdout).toContain("iopctl");
    expect((await space.iopctl("completion", "tcsh")).code).toBe(64);
    const words = async (...typed: string[]) =>
      (await space.iopctl("__complete", "--", ...typed)).stdout.split("\n").map((line) => line.split("\t")[0]);
    expect(await words("component", "re")).toContain("restart");
    expect(await words("plan", "--det")).toContain("--detailed-exitcode");
    expect(await words("component", "stop", "O")).toContain("Out");
    expect(await words("start", "De")).toContain("Demo.Production");
    expect(await words("plan", "--only", "packages.")).toContain("packages.demo");
  });
});
