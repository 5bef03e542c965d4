import { cpSync } from "node:fs";
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
});
