import type { ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RolloutRecord } from "../../src/model/rollout.ts";
import { type Result, run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { until } from "../helpers/until.ts";

const DEFINITION = { Item: [{ "@Name": "In", "@ClassName": "X.Y" }], Setting: [] };
const WARDS = ["W1", "W2", "W3", "W4"];

let sandbox: TestSandbox;
let space: ReturnType<typeof workspace>;
const iopctl = (args: readonly string[], onStart?: (child: ChildProcess) => void) => {
  const { IOP_URL: _url, ...env } = sandbox.env;
  return run(args, { cwd: space.dir, env, ...(onStart ? { onStart } : {}) });
};
const rollout = (...args: string[]) => iopctl(["rollout", ...args]);
const status = async () => JSON.parse((await rollout("status", "--json")).stdout) as RolloutRecord & { driver: string };
const schema = (name: string) =>
  new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8")),
  );

/** Two waves: W1, then the others. */
function config(more: { soak?: string; rollout?: string; more?: string } = {}): void {
  const targets = WARDS.map(
    (name) =>
      `  ${name.toLowerCase()}: { url: ${sandbox.url}, namespace: ${name}, state: s.iop.yaml, labels: { tier: ward } }\n`,
  );
  space.write({
    "iopctl.config.yaml": `targets:\n${targets.join("")}rollout:
  waves:
    - { name: canary, targets: [w1], soak: ${more.soak ?? "0s"} }
    - { name: rest, labels: { tier: ward } }
${more.rollout ?? ""}
${more.more ?? ""}`,
  });
}

/** Writing calls as `METHOD /path NAMESPACE`. */
async function writes(): Promise<string[]> {
  const all = await sandbox.requests();
  await sandbox.control("DELETE", "/requests");
  return all
    .filter(({ method }) => method !== "GET")
    .map((request) => {
      const { namespace } = JSON.parse(String((request as { body?: unknown }).body ?? "{}")) as { namespace?: string };
      return `${request.method} ${request.path} ${namespace ?? ""}`.trim();
    });
}
const both = (name: string) => [`PUT /default ${name}`, `POST /start ${name}`];

beforeAll(async () => {
  sandbox = await testSandbox("4.1", WARDS);
  for (const namespace of WARDS)
    await sandbox.control("POST", "/productions", { name: "A.B", definition: DEFINITION, namespace });
});
beforeEach(async () => {
  space?.remove();
  space = workspace({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
  await sandbox.control("DELETE", "/faults");
  for (const namespace of WARDS)
    await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {}, namespace });
  await sandbox.control("DELETE", "/requests");
  config();
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

it("one plan of all is saved, reviewed and applied wave by wave; each call once", async () => {
  const plan = await rollout("plan", "--out", "p.json", "--html", "plan.html");
  const page = (file: string) => readFileSync(`${space.dir}/${file}`, "utf8");
  expect(page("plan.html")).toContain("4 targets in 2 waves.");
  expect([plan.code, plan.stderr]).toEqual([0, expect.stringContaining("iopctl rollout apply p.json")]);
  expect(plan.stdout).toContain("iopctl rollout plan: 4 targets in 2 waves, 4 to change");
  expect(plan.stdout).toContain("iopctl plan · w1, w2, w3, w4 · 4 namespaces: 2 changes, 2 calls, disruption none");
  const saved = JSON.parse(readFileSync(`${space.dir}/p.json`, "utf8"));
  expect(schema("plan")(saved)).toBe(true);
  expect(plan.stdout).toContain(`Digest: ${saved.rollout.digest}`);
  expect(await writes()).toEqual([]);
  // It is no plan of one apply, and what was changed in it was not reviewed.
  expect((await iopctl(["apply", "p.json"])).code).toBe(64);
  writeFileSync(`${space.dir}/q.json`, JSON.stringify({ ...saved, rollout: { ...saved.rollout, max_failures: 9 } }));
  expect((await rollout("apply", "q.json")).code).toBe(6);
  expect((await rollout("apply", "--auto-approve", "--expect", "sha256:0")).code).toBe(6);
  expect((await rollout("apply")).stderr).toContain("--auto-approve");
  expect(await writes()).toEqual([]);
  const done = await rollout("apply", "p.json", "--json-into", "events.ndjson", "--html", "done.html");
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining("Done: 4 of 4 targets applied.")]);
  expect(page("done.html")).toContain("4 of 4 targets applied");
  expect(page("done.html").match(/Applied: 2 calls; the namespace matches the files\.<\/p>\n<ul/g)).toHaveLength(4);
  const made = await writes();
  expect(made.slice(0, 2)).toEqual(both("W1"));
  expect(made.sort()).toEqual(WARDS.flatMap(both).sort());
  const looked = await rollout("status", "--html", "looks/status.html");
  expect([looked.code, looked.stderr]).toEqual([0, expect.stringContaining("wrote looks/status.html")]);
  expect(page("looks/status.html")).toMatch(
    /<title>iopctl rollout status.*4 of 4 targets applied.*<th scope="row">w4/s,
  );
  const record = await status();
  expect(schema("rollout")(record)).toBe(true);
  expect(record).toMatchObject({ state: "done", digest: saved.rollout.digest, driver: null });
  const events = readFileSync(`${space.dir}/events.ndjson`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(new Set(events.map((event) => event.rollout))).toEqual(new Set([record.id]));
  expect(events.filter(({ type }) => type === "target_finished").map(({ target, state }) => [target, state])).toEqual([
    ["w1", "applied"],
    ["w2", "applied"],
    ["w3", "applied"],
    ["w4", "applied"],
  ]);
  const again = await rollout("apply", "--auto-approve");
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("No changes: w1, w2, w3, w4.")]);
  expect(await writes()).toEqual([]);
});

it("a canary whose check fails stops it before the second wave, and goes back where the config says so", async () => {
  space.write({
    "s.iop.yaml":
      "version: 1\ndefault: A.B\nstate: running\nchecks:\n  - { name: answers, test: { target: Nobody } }\n",
  });
  config({ rollout: "  max_failures: 1\n" });
  const stopped = await rollout("apply", "--auto-approve");
  expect(stopped.code).toBe(8);
  expect(stopped.stdout).toContain("no target of wave canary succeeded: w1; w1: ");
  expect((await writes()).filter((text) => !text.includes("/test"))).toEqual(both("W1"));
  // It is over: the next one begins anew.
  await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {}, namespace: "W1" });
  config({ rollout: "  on_failure: rollback\n" });
  const back = await rollout("apply", "--auto-approve");
  expect([back.code, back.stdout]).toEqual([8, expect.stringContaining("went back: w1")]);
  expect((await sandbox.inspect("W1")).status).toBe("stopped");
  expect((await writes()).every((text) => !/W[234]/.test(text))).toBe(true);
  expect((await status()).targets["w1"]).toMatchObject({ state: "undone" });
});

it("paused by another process, it waits; a queue that is over its limit when it goes on fails the gate", async () => {
  config({ soak: "40s", rollout: "  gates: [queues]\n" });
  space.write({
    "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\nchecks:\n  - { name: flowing, queues: { max: 3 } }\n",
  });
  const running = rollout("apply", "--auto-approve");
  await until(async () => (await status()).state === "soaking");
  expect((await rollout("pause", "--reason", "to look")).stdout).toContain("no new target is begun");
  await until(async () => (await status()).state === "paused");
  expect((await rollout("status")).stdout).toContain("to look");
  const second = await rollout("apply", "--auto-approve");
  expect([second.code, second.stderr]).toEqual([6, expect.stringContaining("another run holds the lock of rollout")]);
  const state = { status: "running", active: "A.B", default: "A.B", queues: { In: 5 }, namespace: "W1" };
  await sandbox.control("POST", "/state", state);
  expect((await rollout("resume")).stdout).toContain("goes on, driven by");
  const { code, stdout } = await running;
  expect(code).toBe(8);
  expect(stdout).toContain("w1: gate queues: In has 5 waiting; the limit is 3");
  expect((await writes()).sort()).toEqual(both("W1").sort());
});

/** Kills the process when the fault has struck. */
async function killedAt(match: string, skip: number): Promise<Result> {
  await sandbox.fault({ kind: "slow_after", match, delay: 60_000, skip });
  const result = await rolloutKilled();
  await sandbox.quiet();
  return result;
}
function rolloutKilled(): Promise<Result> {
  return iopctl(["rollout", "apply", "p.json"], (child) => {
    void sandbox.held().then(() => child.kill("SIGKILL"));
  });
}

it.each([
  ["PUT /default", 0],
  ["POST /start", 0],
  ["POST /start", 2],
] as const)(
  "SIGKILL at %s of target %i: the same command goes on where it was, and makes no call twice",
  async (match, skip) => {
    await rollout("plan", "--out", "p.json");
    const killed = await killedAt(match, skip);
    expect(killed.signal).toBe("SIGKILL");
    expect((await rollout("status")).stdout).toContain("Nobody drives it");
    const again = await rollout("apply", "p.json");
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain("goes on with rollout");
    expect((await writes()).sort()).toEqual(WARDS.flatMap(both).sort());
    expect(await status()).toMatchObject({ state: "done" });
  },
);

it("SIGKILL in a soak: what is left of it is left; pause, resume and abort come from other processes", async () => {
  config({ soak: "1h" });
  const killed = await iopctl(["rollout", "apply", "--auto-approve"], (child) => {
    void until(async () => (await status()).state === "soaking").then(() => child.kill("SIGKILL"));
  });
  expect(killed.signal).toBe("SIGKILL");
  const { soak_until: soak, id } = await status();
  const text = (await rollout("status")).stdout;
  expect(text).toMatch(/wave canary \(1 of 2\) soaks, (59m|1h)/);
  expect(text.split("\n").every((line) => line.length <= 80 || line.includes("goes on"))).toBe(true);
  // Another rollout does not begin beside it.
  config({ soak: "2h" });
  await rollout("plan", "--out", "other.json");
  const other = await rollout("apply", "other.json");
  expect([other.code, other.stderr]).toEqual([6, expect.stringContaining(`rollout abort ${id}`)]);
  const resumed = rollout("resume");
  await until(async () => (await status()).driver !== null);
  expect((await status()).soak_until).toBe(soak);
  expect((await rollout("resume", "--url", sandbox.url)).code).toBe(0);
  expect((await rollout("abort", "--reason", "enough")).code).toBe(0);
  const { code, stdout } = await resumed;
  expect([code, stdout]).toEqual([4, expect.stringContaining("enough")]);
  expect((await writes()).sort()).toEqual(both("W1").sort());
  expect((await rollout("abort")).code).toBe(1);
});

it("a first wave outside of its window is refused before anything is written", async () => {
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(new Date().getUTCDay() + 3) % 7];
  config({ more: `windows:\n  - { targets: [w1], open: ["${day} 22:00-04:00 UTC"] }` });
  const refused = await rollout("apply", "--auto-approve");
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining(`next one opens ${day}`)]);
  expect(await writes()).toEqual([]);
  expect((await rollout("status")).code).toBe(1);
  expect((await rollout("apply", "--auto-approve", "--outside-window", "ticket 1")).code).toBe(0);
});

it("waves that name nobody, or somebody twice, are errors with their place; who is in none is said", async () => {
  config();
  const text = readFileSync(`${space.dir}/iopctl.config.yaml`, "utf8");
  space.write({ "iopctl.config.yaml": text.replace("targets: [w1]", "targets: [w9]") });
  const wrong = await iopctl(["validate", "-t", "w1"]);
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringContaining('iopctl.config.yaml:8:7: wave canary: there is no target "w9"'),
  ]);
  space.write({ "iopctl.config.yaml": text.replace("labels: { tier: ward } }\n\n", "targets: [w2] }\n\n") });
  const left = await rollout("plan");
  expect(left.stdout).toContain("in no wave, and not touched: w3, w4");
});
