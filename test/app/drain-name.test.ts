import { afterEach, beforeEach, expect, it } from "vitest";
import { type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

let server: ModelHttp;
let space: Space;
const files = (path: string) => ({
  "s.iop.yaml": `version: 1
default: D.P
state: running
productions:
  D.P:
    items:
      "Other||In": { classname: EnsLib.File.PassthroughService, settings: { Host: { TargetConfigNames: Out } } }
      Out: { classname: EnsLib.File.PassthroughOperation, settings: { Adapter: { FilePath: ${path} } } }
`,
});
beforeEach(async () => {
  server = await modelHttp();
  space = spaceOn(server, files("/in"));
});
afterEach(async () => {
  await server.close();
  space.remove();
});

it("an item whose name a call would take for one of another production is not paused: refused before the first call", async () => {
  const first = await space.iopctl("apply", "--auto-approve");
  expect(first.code, first.stderr).toBe(0);
  server.writes();
  space.write(files("/other"));
  const refused = await space.iopctl("apply", "--drain", "--auto-approve");
  expect([refused.code, server.writes()], refused.stderr).toEqual([5, []]);
  expect(refused.stderr).toMatch(/drain: call \d cannot pause Other\|\|In/);
  expect(refused.stderr).toContain("--no-drain lifts it");
  const done = await space.iopctl("apply", "--no-drain", "--auto-approve");
  expect(done.code, done.stderr).toBe(0);
});
