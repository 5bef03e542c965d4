import { expect, it } from "vitest";
import type { ShownPlan } from "../../src/generated/plan.ts";
import { dot } from "../../src/report/graph.ts";
import { planMarkdown } from "../../src/report/markdown.ts";
import { leadText, summaryLine } from "../../src/report/plan-words.ts";
import { workspace } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";
import { SAMPLE_DRIFT, SAMPLE_GRAPH, SAMPLE_PLAN } from "../helpers/report-sample.ts";

const [plan] = SAMPLE_PLAN.plans as [ShownPlan];
const empty: ShownPlan = {
  ...plan,
  changes: [],
  calls: [],
  summary: { create: 0, update: 0, delete: 0, calls: 0, disruption: "none" },
};

it("a component that is new starts, and does not restart", () => {
  expect(leadText(plan)).toContain("1 component starts, 3 components restart and 1 component stops");
});

it("a plan of a part says that the rest was not compared", () => {
  expect(summaryLine(empty)).toMatch(/^No changes\. \S+ matches the files\.$/);
  expect(summaryLine({ ...empty, selected: ["--only default"] })).toMatch(
    /^No changes\. What --only default leaves of \S+ matches the files; the rest was not compared\.$/,
  );
});

it("drift is no green light in a comment, and only what the files have ahead is none", () => {
  expect(planMarkdown(SAMPLE_DRIFT, "drift")).not.toMatch(/🟢|🟡|✅/u);
  const ahead = { server: 0, unknown: 0, files: 1, accepted: 0 };
  const [shown] = SAMPLE_DRIFT.plans as [ShownPlan];
  expect(planMarkdown({ ...SAMPLE_DRIFT, plans: [{ ...shown, drift: ahead }] }, "drift")).toContain("✅");
});

it("an item whose name has a line end is one node, and another than the one with a space", () => {
  const [node] = SAMPLE_GRAPH.nodes;
  const nodes = ["a b", "a\nb"].map((name) => ({ ...(node as NonNullable<typeof node>), name, category: "" }));
  const lines = dot({ ...SAMPLE_GRAPH, nodes, edges: [] }).split("\n");
  expect(lines.filter((line) => line.startsWith('  "a'))).toEqual([
    expect.stringContaining('"a b" ['),
    expect.stringContaining('"a\\nb" ['),
  ]);
});

it("validate tells of waves and windows before it asks which target is meant, each finding in one line", async () => {
  const space = workspace({
    "iopctl.config.yaml": `targets:
  a: { url: http://localhost:1 }
  b: { url: http://localhost:2 }
windows:
  - { labels: { env: nobody }, open: ["Sat 22:00-04:00 UTC"] }
`,
    "s.iop.yaml": `version: 1
productions: { P.X: { items: { "In\\nAnd": { classname: Python.In, settings: { Host: { TargetConfigNames: Outt } } }, Out: {} } } }
`,
  });
  const many = await inProcess(["validate"], { cwd: space.dir });
  expect([many.code, many.stderr]).toEqual([1, expect.stringMatching(/is about nobody[\s\S]*which target\?/)]);
  const one = await inProcess(["validate", "-t", "a"], { cwd: space.dir });
  expect(one.stderr).toMatch(
    /: In\\nAnd sends to Outt, which the files do not define; did you mean Out\? \[target-missing\]\n/,
  );
  const missing = await inProcess(["graph", "-t", "a", "--format", "svg"], { cwd: space.dir });
  expect(missing.code).toBe(7);
  space.remove();
});
