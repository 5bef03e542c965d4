import { afterEach, expect, it } from "vitest";
import { recordedRuns } from "../../src/app/runs.ts";
import { runsText } from "../../src/report/runs-text.ts";
import { workspace } from "../helpers/cli.ts";
import { worldIn } from "../helpers/world.ts";

const space = workspace();
afterEach(() => space.remove());

const record = (id: string, target: string, started: string, more: object = {}) => ({
  [`.iopctl/runs/${id}/run.json`]: JSON.stringify({
    ...{ format_version: "1", id, started, command: "apply", target, url: "http://localhost:1", namespace: "USER" },
    ...{ by: "me", digest: "d", summary: { create: 1, update: 2, delete: 0, calls: 3 }, packages: [], bindings: [] },
    ...{ removed: [], cannot: [], ...more },
  }),
});

it("gives the runs of all targets, newest first, of one target where it is named, and what is left out", async () => {
  space.write({
    "iopctl.config.yaml":
      "targets: { a: { url: http://localhost:1 }, b: { url: http://localhost:2 } }\ndefault_target: a\n",
    ...record("r1", "a", "2026-01-01T00:00:00Z"),
    ...record("r2", "b", "2026-01-03T00:00:00Z", { outcome: "converged", made: 3 }),
    ".iopctl/runs/r3/run.json": "{",
  });
  const { world } = worldIn(space.dir);
  const all = await recordedRuns({}, world);
  expect(all.runs.map(({ id }) => id)).toEqual(["r2", "r1"]);
  expect(all.refused).toEqual([expect.stringMatching(/^r3: /)]);
  const one = await recordedRuns({ target: ["a"] }, world);
  expect(one.runs.map(({ id }) => id)).toEqual(["r1"]);
  const lines = runsText(all.runs, 200).split("\n");
  expect(lines[1]).toMatch(/^r2 +apply +b\/USER +converged +3 +\+1 ~2 -0$/);
  expect(lines[2]).toMatch(/^r1 +apply +a\/USER +unfinished +- +\+1 ~2 -0$/);
});
