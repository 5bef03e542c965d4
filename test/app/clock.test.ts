import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apply, openTarget, plan } from "../../src/app/index.ts";
import { workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const space = workspace();
let server: TestSandbox;
beforeAll(async () => {
  server = await testSandbox();
});
afterAll(async () => {
  await server?.close();
  space.remove();
});

it("every moment that a run writes down comes from the clock that it is given", async () => {
  const start = Date.parse("2001-02-03T04:05:06.000Z");
  let passed = 0;
  const now = () => {
    passed += 1;
    return start + passed;
  };
  const env = { IOP_USERNAME: "u", IOP_PASSWORD: "p4ssw0rd" };
  const target = await openTarget({ url: server.url, namespace: "IRISAPP", cwd: space.dir, env, now });
  const reviewed = await plan(target, { state: { yaml: "version: 1\ndefault: Never.There\n" } });
  const times: string[] = [];
  const { outcome } = await apply(target, reviewed, { onEvent: ({ time }) => times.push(time) });
  await target.close();
  expect(outcome).toBe("converged");
  const [run = ""] = readdirSync(join(space.dir, ".iopctl/runs"));
  const read = (name: string) => JSON.parse(readFileSync(join(space.dir, ".iopctl/runs", run, name), "utf8"));
  const { started, finished } = read("run.json");
  expect(times.length).toBeGreaterThan(3);
  const moments = [reviewed.document.created_at, read("plan.json").created_at, started, finished, ...times];
  expect(moments.filter((moment) => !String(moment).startsWith("2001-02-03T04:05:06."))).toEqual([]);
  expect(times).toEqual(times.toSorted());
  expect(run).toMatch(/^2001-02-03T04-05-06-/);
});
