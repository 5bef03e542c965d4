import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Result, run, workspace } from "../helpers/cli.ts";
import { fallingSilent, type HalfDead, halfDead } from "../helpers/half-dead.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** A network that takes connections and no more: targets that are well are never held by those that are not. */

const WELL = ["N1", "N2", "N3", "N4"];
const space = workspace();
let sandbox: TestSandbox;
const dead: HalfDead[] = [];

interface Line {
  readonly target: string;
  readonly ending: string;
  readonly message: string;
}
const lines = (text: string) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
const endings = (text: string) => Object.fromEntries(lines(text).map(({ target, ending }) => [target, ending]));
const target = (name: string, url: string, namespace: string, more = "") =>
  `  ${name}: { url: "${url}", namespace: ${namespace}, state: s.iop.yaml${more} }\n`;
const well = () => WELL.map((name) => target(name.toLowerCase(), sandbox.url, name)).join("");

/** Runs it; `until` is asked at each line that it prints, and once it says so `then` is done, once. */
function iopctl(args: readonly string[], until?: (text: string) => boolean, then?: () => void): Promise<Result> {
  let text = "";
  let done = false;
  return run(args, {
    cwd: space.dir,
    env: { IOP_USERNAME: "u", IOP_PASSWORD: "p4ssw0rd" },
    onStart: (child) =>
      child.stdout?.on("data", (data) => {
        text += String(data);
        if (done || !until?.(text)) return;
        done = true;
        then?.();
      }),
  });
}

beforeAll(async () => {
  sandbox = await testSandbox("4.1", WELL);
  for (const namespace of WELL)
    await sandbox.control("POST", "/productions", { namespace, name: "A.B", definition: { Item: [] } });
  return async () => {
    await sandbox.close();
    space.remove();
  };
});
beforeEach(async () => {
  space.write({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
  for (const namespace of WELL)
    await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {}, namespace });
});
afterEach(() => {
  for (const one of dead.splice(0)) one.close();
});

it("a plan shows all targets that are well while others hold each request: they have no more places than their host", async () => {
  const mute = await halfDead("mute", "localhost");
  const dripping = await halfDead("dripping", "localhost");
  dead.push(mute, dripping);
  const held = ["m1", "d1", "m2", "d2", "m3", "d3"].map((name) =>
    target(name, (name.startsWith("m") ? mute : dripping).url, "X", ", timeout: 10m, retries: 0"),
  );
  // They come first in the config, and each would have a place for ten minutes.
  space.write({ "iopctl.config.yaml": `targets:\n${held.join("")}${well()}` });
  const all = ["plan", "-t", "*", "--json-lines", "--parallelism", "4", "--per-host", "2"];
  const isWell = (text: string) => WELL.every((name) => endings(text)[name.toLowerCase()] === "done");
  const result = await iopctl(all, isWell, () => {
    expect([mute.taken() > 0, dripping.taken() > 0]).toEqual([true, true]);
    for (const one of dead) one.close();
  });
  expect(result.code, result.stderr).toBe(7);
  expect(endings(result.stdout)).toMatchObject({ n1: "done", n4: "done", m1: "unreachable", d3: "unreachable" });
  expect(lines(result.stdout)).toHaveLength(10);
});

it("who never answers, or a byte a minute, is given up after its own time, and it is said which", async () => {
  dead.push(await halfDead("mute", "localhost"), await halfDead("dripping", "localhost"));
  const more = ", timeout: 300ms, retries: 1";
  space.write({
    "iopctl.config.yaml": `targets:\n${target("mute", dead[0]?.url ?? "", "X", more)}${target("dripping", dead[1]?.url ?? "", "X", more)}${well()}`,
  });
  const plan = await iopctl(["plan", "-t", "*", "--json-lines"]);
  expect(plan.code, plan.stderr).toBe(7);
  const found = Object.fromEntries(lines(plan.stdout).map((line) => [line.target, line]));
  for (const name of ["mute", "dripping"]) {
    expect(found[name]).toMatchObject({ ending: "unreachable" });
    expect(found[name]?.message).toMatch(/300 ms|0\.3 s/);
  }
  const apply = await iopctl(["apply", "-t", "*", "--auto-approve", "--json-lines"]);
  expect(apply.code, apply.stderr).toBe(7);
  expect(endings(apply.stdout)).toMatchObject({ mute: "unreachable", dripping: "unreachable", n1: "done", n4: "done" });
  for (const name of WELL) expect((await sandbox.inspect(name)).status).toBe("running");
});

it("a server that falls silent at a writing call: its outcome is not known, and that is said; the others are applied", async () => {
  dead.push(await fallingSilent("localhost", sandbox.url));
  const silent = target("silent", dead[0]?.url ?? "", "N4", ", timeout: 300ms, migrate_timeout: 500ms, retries: 1");
  const others = WELL.slice(0, 3).map((name) => target(name.toLowerCase(), sandbox.url, name));
  space.write({ "iopctl.config.yaml": `targets:\n${silent}${others.join("")}` });
  const result = await iopctl(["apply", "-t", "*", "--auto-approve", "--json-lines"]);
  const found = Object.fromEntries(lines(result.stdout).map((line) => [line.target, line]));
  expect(found["silent"]?.ending, result.stderr).toBe("failed");
  expect(result.stderr).toContain("Whether the call took effect is not known.");
  expect(result.stderr).not.toMatch(/silent .* done/);
  expect(endings(result.stdout)).toMatchObject({ n1: "done", n2: "done", n3: "done" });
  expect(result.code).toBe(4);
});

it("a rollout: who falls silent in a wave holds nobody of it, and no later wave begins; once it answers the rest is done", async () => {
  const silent = await fallingSilent("localhost", sandbox.url);
  dead.push(silent);
  const later = target("silent", silent.url, "N4", ", timeout: 300ms, migrate_timeout: 500ms, retries: 1");
  const waves =
    "[{ name: canary, targets: [n1] }, { name: rest, targets: [silent, n2] }, { name: last, targets: [n3] }]";
  const others = WELL.slice(0, 3).map((name) => target(name.toLowerCase(), sandbox.url, name));
  space.write({ "iopctl.config.yaml": `targets:\n${later}${others.join("")}rollout:\n  waves: ${waves}\n` });
  const running = async () => Promise.all(WELL.map(async (name) => (await sandbox.inspect(name)).status === "running"));
  const first = await iopctl(["rollout", "apply", "--auto-approve"]);
  expect(first.code, first.stderr).toBe(4);
  // Its first call arrived; its second was not made.
  expect(await running()).toEqual([true, true, false, false]);
  const why = /PUT \/default: no answer from \S+ within 0\.3 s, and then GET \/\w+: no answer from \S+ within 0\.3 s\./;
  expect(first.stdout).toMatch(new RegExp(`  silent: ${why.source}\n {4}The server may still be working on it.\n`));
  expect(first.stdout).toMatch(
    new RegExp(`Stopped: 2 of 4 targets applied; 1 failed: silent; silent: ${why.source}\n$`),
  );
  expect(first.stdout).not.toContain("..");
  await sandbox.writes();
  silent.wake();
  const second = await iopctl(["rollout", "apply", "--auto-approve"]);
  expect([second.code, second.stdout]).toEqual([0, expect.stringContaining("Done: 4 of 4 targets applied.")]);
  expect(await running()).toEqual([true, true, true, true]);
  expect(await sandbox.writes()).toEqual(["POST /start", "PUT /default", "POST /start"]);
});
