import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { applyTargets } from "../../src/app/apply-targets.ts";
import { planTargets } from "../../src/app/plan-each.ts";
import type { World } from "../../src/app/world.ts";
import type { ResultLine } from "../../src/generated/result.ts";
import { workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { worldIn } from "../helpers/world.ts";

const space = workspace();
let server: TestSandbox;
beforeAll(async () => {
  server = await testSandbox();
});
afterAll(async () => {
  await server?.close();
  space.remove();
});
beforeEach(async () => {
  space.remove();
  const target = (namespace: string, url = server.url) =>
    `{ url: "${url}", namespace: ${namespace}, state: [${namespace}.iop.yaml] }`;
  space.write({
    "iopctl.config.yaml": `targets:\n  a: ${target("IRISAPP")}\n  b: ${target("USER")}\n`,
    "IRISAPP.iop.yaml": "version: 1\nnamespace: IRISAPP\ndefault: One.There\n",
    "USER.iop.yaml": "version: 1\nnamespace: USER\ndefault: Two.There\n",
  });
});

const env = { IOP_USERNAME: "u", IOP_PASSWORD: "p4ssw0rd" };
async function applied(more: Partial<World> = {}, targets = ["a", "b"]) {
  const { world, close } = worldIn(space.dir, { env, ...more });
  const lines: ResultLine[] = [];
  const events: string[] = [];
  const failures: string[] = [];
  const planned = await planTargets([], { target: targets }, worldIn(space.dir, { env }).world, {}, "kept");
  const result = await applyTargets(planned, "apply", {}, world, {
    onResult: (line) => lines.push(line),
    onEvent: ({ shown }, event) => events.push(`${shown.target} ${event.type}`),
    onFailure: (target, { message }) => failures.push(`${target}: ${message}`),
  });
  await close();
  return { ...result, lines, events, failures };
}

it("applies each target, tells of each as it ends, and records the run, so that it can be resumed", async () => {
  const { endings, notReached, record, lines, events, failures } = await applied();
  expect(endings.map(({ target, ending, callCount }) => [target, ending, callCount])).toEqual([
    ["a", "done", 1],
    ["b", "done", 1],
  ]);
  expect([notReached, failures]).toEqual([[], []]);
  expect(lines.map(({ target, ending, differs }) => [target, ending, differs])).toEqual([
    ["a", "done", true],
    ["b", "done", true],
  ]);
  // One server takes one target after the other.
  expect(events.indexOf("b planned")).toBeGreaterThan(events.lastIndexOf("a finished"));
  expect(readdirSync(join(space.dir, ".iopctl/fleets"))).toEqual([`${record}.ndjson`]);
  const recorded = readFileSync(join(space.dir, ".iopctl/fleets", `${record}.ndjson`), "utf8")
    .trim()
    .split("\n");
  expect(recorded.map((line) => (JSON.parse(line) as ResultLine).ending)).toEqual([
    ...["not_reached", "not_reached", "done", "done"],
  ]);
});

it("of one target alone there is no record; nothing to do is done", async () => {
  await applied({}, ["a"]);
  const { endings, record } = await applied({}, ["a"]);
  expect(record).toBeUndefined();
  expect(endings).toMatchObject([{ target: "a", ending: "done", message: "unchanged", callCount: 0 }]);
});

it("a run that is told to stop begins none, and says so of each", async () => {
  const stopped = new AbortController();
  stopped.abort("interrupted");
  const { endings, lines } = await applied({ signal: stopped.signal });
  expect(endings.map(({ target, ending, message }) => [target, ending, message])).toEqual([
    ["a", "interrupted", "not started"],
    ["b", "interrupted", "not started"],
  ]);
  expect(lines.map(({ ending }) => ending)).toEqual(["interrupted", "interrupted"]);
});
