import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Edges of a DOT text, by the names of the items. */
const edges = (dot: string) => [...dot.matchAll(/"([^"]+)" -> "([^"]+)"/g)].map(([, from, to]) => `${from} > ${to}`);

it.each([
  ["orders", [], ["OrderFiles > OrderStore"]],
  ["router", [], ["HL7 In > Router", "Router > Archive", "Router > Laboratory"]],
  ["poller", ["-t", "dev"], ["Sensors > Station"]],
] as const)("C11: the graph of the example %s has all its edges", async (name, target, expected) => {
  const space = workspace();
  cleanups.push(space.remove);
  cpSync(`${EXAMPLES}${name}`, space.dir, { recursive: true, filter: (path) => !path.includes(".iopctl") });
  const iopctl = (...args: string[]) => run([...args, ...target], { cwd: space.dir });
  const applied = await iopctl("apply", "--auto-approve");
  expect(applied.code, applied.stderr).toBe(0);
  const graph = await iopctl("graph", "--format", "dot");
  expect(edges(graph.stdout).sort(), graph.stdout + graph.stderr).toEqual(expected);
  if (name !== "orders") return;
  // One production, all the ways in which it can be seen.
  const json = JSON.parse((await iopctl("graph", "--format", "json")).stdout);
  expect(json.graph.nodes).toMatchObject([
    { name: "OrderFiles", kind: "service", managed: true, waiting: 0 },
    { name: "OrderStore", kind: "operation", managed: true, waiting: 0 },
  ]);
  expect((await iopctl("graph", "--format", "svg")).stdout).toContain("<title>OrderFiles → OrderStore</title>");
  const file = join(space.dir, "state/orders.iop.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("pool_size: 1", "pool_size: 2"));
  expect((await iopctl("plan", "--out", "plan.json", "--html", "plan.html")).code).toBe(0);
  expect((await iopctl("show", "plan.json", "--html", "shown.html")).code).toBe(0);
  expect((await iopctl("drift", "--html", "drift.html")).code).toBe(0);
  expect((await iopctl("apply", "plan.json", "--html", "applied.html")).code).toBe(0);
  const page = (file: string) => readFileSync(join(space.dir, file), "utf8");
  for (const file of ["plan.html", "shown.html"]) {
    expect(page(file)).toContain("1 component restarts, the production keeps running.");
    expect(page(file)).toContain("~ changed · restarts");
    expect(page(file)).toContain("<title>OrderFiles → OrderStore</title>");
  }
  expect(page("drift.html")).toContain(">differs<");
  expect(page("applied.html")).toContain("Applied: 3 calls; the namespace matches the files.");
  expect(page("applied.html")).toMatch(/POST \/update<\/code> <span class="badge ok">done in \d+ ms/);
});
