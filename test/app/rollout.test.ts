import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { demoFiles, type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

const WARDS = ["W1", "W2", "W3"];
let server: ModelHttp;
let space: Space;
const files = (more = "", rollout = "") => ({
  ...demoFiles(),
  "iopctl.config.yaml": `targets:
${WARDS.map((name) => `  ${name.toLowerCase()}: { url: ${server.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: ${name}, retries: 0, state: s.iop.yaml, labels: { tier: ward } }\n`).join("")}rollout:
  waves:
    - { name: canary, targets: [w1] }
    - { name: rest, labels: { tier: ward } }
${rollout}${more}`,
});
beforeEach(async () => {
  server = await modelHttp(WARDS);
  // The targets' own addresses count.
  const { IOP_URL: _url, ...env } = server.env;
  space = spaceOn({ env });
  space.write(files());
});
afterEach(async () => {
  await server.close();
  space.remove();
});
const writesOf = (namespace: string) => server.writes().filter((call) => call.endsWith(namespace));
const running = () => WARDS.filter((name) => server.ns(name).status === "running");
const broken = (namespace: string) => {
  server.mishap = (call) =>
    call.namespace === namespace && call.method !== "GET"
      ? { status: 500, text: '{"error":"ERROR #5001: disk"}' }
      : undefined;
};

describe("several targets in one run (contract, section 6)", () => {
  it("each is planned and applied, and the result says which was how", async () => {
    const planned = await space.iopctl("plan", "-t", "w*", "--detailed-exitcode");
    expect([planned.code, planned.stdout]).toEqual([2, expect.stringContaining("All 3 targets succeeded. 3 changes.")]);
    const done = await space.iopctl("apply", "-t", "w*", "--exclude-target", "w3", "--auto-approve");
    expect([done.code, running()]).toEqual([0, ["W1", "W2"]]);
    expect((await space.iopctl("drift", "-l", "tier=ward")).code).toBe(2);
  });

  it("the worst code wins, the others are done all the same; --resume does only those that were not well", async () => {
    broken("W2");
    const half = await space.iopctl("apply", "-t", "w*", "--auto-approve", "--json-into", "e.ndjson");
    expect([half.code, running()]).toEqual([4, ["W1", "W3"]]);
    server.mishap = () => undefined;
    server.writes();
    const id = /--resume ([^\s`]+)/.exec(half.stderr + half.stdout)?.[1] as string;
    const again = await space.iopctl("apply", "-t", "w*", "--auto-approve", "--resume", id);
    expect([again.code, running(), writesOf("W1")]).toEqual([0, WARDS, []]);
  });

  it("--resume of a run whose record is cut off in its last line: it does not count, and that is said", async () => {
    await space.iopctl("apply", "-t", "w*", "--auto-approve");
    server.writes();
    const [name = ""] = readdirSync(join(space.dir, ".iopctl/fleets"));
    const path = join(space.dir, ".iopctl/fleets", name);
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -30));
    const id = name.replace(".ndjson", "");
    const again = await space.iopctl("apply", "--auto-approve", "--resume", id);
    expect([again.code, server.writes()], again.stderr).toEqual([0, []]);
    expect(again.stderr).toContain(`${id}:6: the last line is cut off and does not count`);
  });

  it("a shard is an even part, and all parts are all", async () => {
    for (const part of ["1/3", "2/3", "3/3"])
      expect((await space.iopctl("apply", "-t", "w*", "--shard", part, "--auto-approve")).code).toBe(0);
    expect(running()).toEqual(WARDS);
  });
});

describe("a rollout in waves", () => {
  it("is planned, applied wave by wave and remembered", async () => {
    const planned = await space.iopctl("rollout", "plan", "--out", "p.json", "--html", "p.html");
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining("3 targets in 2 waves, 3 to change")]);
    const done = await space.iopctl("rollout", "apply", "p.json", "--auto-approve");
    expect(done.code, done.stderr + done.stdout).toBe(0);
    expect(running()).toEqual(WARDS);
    const status = JSON.parse((await space.iopctl("rollout", "status", "--json")).stdout) as {
      state: string;
      targets: Record<string, { state: string }>;
    };
    expect(status.state).toBe("done");
    expect((await space.iopctl("rollout", "status", "--html", "s.html")).stdout).toContain("w3");
    expect(readFileSync(join(space.dir, "s.html"), "utf8")).toContain("w3");
    expect((await space.iopctl("rollout", "plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("a target that fails stops it before the next wave; a new one does what is left", async () => {
    broken("W1");
    const failed = await space.iopctl("rollout", "apply", "--auto-approve");
    expect([failed.code, running()]).toEqual([4, []]);
    expect(JSON.parse((await space.iopctl("rollout", "status", "--json")).stdout)).toMatchObject({ state: "stopped" });
    // What is over is not taken up, held or ended.
    for (const what of ["resume", "pause", "abort"]) expect((await space.iopctl("rollout", what)).code, what).toBe(1);
    server.mishap = () => undefined;
    expect([(await space.iopctl("rollout", "apply", "--auto-approve")).code, running()]).toEqual([0, WARDS]);
  });

  it("one whose process has ended is there still, and what is ended is not taken up", async () => {
    const soaking = (files()["iopctl.config.yaml"] as string).replace("targets: [w1]", "targets: [w1], soak: 1h");
    space.write({ "iopctl.config.yaml": soaking });
    const stop = new AbortController();
    server.mishap = ({ method, namespace }) => {
      // Its last look at the first wave.
      if (method === "GET" && namespace === "W1" && server.ns("W1").status === "running") stop.abort();
      return undefined;
    };
    const ended = await space.stoppedBy(stop.signal, "rollout", "apply", "--auto-approve");
    expect([ended.code, running()]).toEqual([130, ["W1"]]);
    server.mishap = () => undefined;
    expect((await space.iopctl("rollout", "status")).stdout).toContain("Nobody drives it: 1 of 3 targets applied.");
    server.writes();
    expect((await space.iopctl("rollout", "abort", "--reason", "wrong files")).code).toBe(0);
    expect((await space.iopctl("rollout", "status")).stdout).toContain("wrong files");
    expect([(await space.iopctl("rollout", "resume")).code, server.writes()]).toEqual([1, []]);
  });

  it("a way back that was interrupted is finished by the next process, and only then the target counts as gone back", async () => {
    expect((await space.iopctl("rollout", "apply", "--auto-approve")).code).toBe(0);
    const config = files("", "  on_failure: rollback\n")["iopctl.config.yaml"] as string;
    const waves = config.replace(/waves:\n(.*\n){2}/, "waves:\n    - { name: all, targets: [w1, w2] }\n");
    space.write({ ...demoFiles({ path: "/new" }), "iopctl.config.yaml": waves });
    const stop = new AbortController();
    const seen: string[] = [];
    server.mishap = ({ method, namespace, path }) => {
      if (method !== "GET" && namespace === "W2") return { status: 500, text: '{"error":"ERROR #5001: disk"}' };
      if (method !== "GET") seen.push(path);
      // Of its apply, and then of its way back.
      if (path === "/migrate" && seen.filter((one) => one === "/migrate").length === 2) stop.abort();
      return undefined;
    };
    server.writes();
    expect((await space.stoppedBy(stop.signal, "rollout", "apply", "--auto-approve")).code).toBe(130);
    const way = ["PUT /migrate W1", "POST /update W1", "DELETE /binding W1"];
    expect(server.writes()).toEqual([...way, "PUT /migrate W1"]);
    server.mishap = () => undefined;
    const resumed = await space.iopctl("rollout", "resume");
    expect(server.writes(), resumed.stderr + resumed.stdout).toEqual(["POST /update W1", "DELETE /binding W1"]);
    const { targets } = JSON.parse((await space.iopctl("rollout", "status", "--json")).stdout) as {
      targets: Record<string, { state: string }>;
    };
    expect(targets).toMatchObject({ w1: { state: "undone" } });
    expect(staleItems(server.state, server.ns("W1"))).toEqual([]);
    expect(Object.keys(server.ns("W1").bindings).join()).not.toContain("IopCtl.Pending");
  });

  it("files that changed since it was planned are not what was reviewed (exit 6)", async () => {
    await space.iopctl("rollout", "plan", "--out", "p.json");
    space.write({ ...files(), ...demoFiles({ pool: 5 }) });
    const stale = await space.iopctl("rollout", "apply", "p.json", "--auto-approve");
    expect([stale.code, server.writes()]).toEqual([6, []]);
    writeFileSync(join(space.dir, "p.json"), "{}");
    expect((await space.iopctl("rollout", "apply", "p.json", "--auto-approve")).code).toBe(1);
  });
});

it("of a target that has gone back nothing says how to take it back", async () => {
  await space.iopctl("apply", "-t", "w*", "--auto-approve");
  space.write({
    ...files("", "  on_failure: rollback\n"),
    ...demoFiles({ pool: 2, more: "checks:\n  - { name: answers, test: { target: Nobody } }\n" }),
  });
  const stopped = await space.iopctl("apply", "-t", "w3", "--auto-approve");
  expect([stopped.code, stopped.stderr + stopped.stdout]).toEqual([
    8,
    expect.stringMatching(/`iopctl rollback .+` goes back/),
  ]);
  const back = await space.iopctl("rollout", "apply", "--auto-approve");
  expect([back.code, back.stdout]).toEqual([8, expect.stringContaining("went back: w1")]);
  const status = JSON.parse((await space.iopctl("rollout", "status", "--json")).stdout) as {
    message: string;
    targets: Record<string, { state: string; message: string }>;
  };
  expect(status.targets["w1"]).toMatchObject({ state: "undone", message: expect.stringContaining("answers") });
  expect(back.stdout.split("Not well:")[1]).not.toContain("iopctl rollback");
  expect(status.message).not.toContain("iopctl rollback");
});

describe("reconcile: plan and apply again and again", () => {
  const lines = (stdout: string) =>
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { message: string; target?: string });

  it("--once: each target once, one line of JSON for what happens", async () => {
    const done = await space.iopctl("reconcile", "-t", "w*", "--once", "--listen", "off", "--no-backup");
    expect([done.code, running()]).toEqual([0, WARDS]);
    expect(
      lines(done.stdout)
        .filter(({ message }) => message === "differs")
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(["w1", "w2", "w3"]);
    server.writes();
    const again = await space.iopctl("reconcile", "-t", "w*", "--once", "--listen", "off", "--no-backup");
    expect([again.code, server.writes()]).toEqual([0, []]);
  });

  it("--observe-only never writes, and a target that fails is said", async () => {
    broken("W2");
    const seen = await space.iopctl("reconcile", "-t", "w*", "--once", "--listen", "off", "--observe-only");
    expect([running(), lines(seen.stdout).filter(({ message }) => message === "differs").length]).toEqual([[], 3]);
    const tried = await space.iopctl("reconcile", "-t", "w*", "--once", "--listen", "off", "--no-backup");
    expect([tried.code, running()]).toEqual([4, ["W1", "W3"]]);
  });
});
