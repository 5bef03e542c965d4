// Layout and pages of productions of 10, 200 and 2,000 items: a graph as hospitals have it, services to their department's
// router, routers to their operations and all to one for alerts. The sources are bundled for it: dist has no door to them.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A production of so many items, with a change and a restart in each of them. */
function production(count) {
  const services = Math.floor(count * 0.45);
  const routers = Math.max(1, Math.floor(count * 0.1));
  const name = (at) =>
    at < services ? `HL7 intake ${at}` : at < services + routers ? `Router ${at}` : `Delivery to ward ${at}`;
  const nodes = Array.from({ length: count }, (_, at) => ({
    name: name(at),
    kind: at < services ? "service" : at < services + routers ? "process" : "operation",
    class: `Hospital.Integration.Department${at % 20}.${at < services ? "IntakeService" : "DeliveryOperation"}`,
    category: "",
    enabled: at % 17 !== 0,
    managed: true,
    change: "update",
    effect: "restart",
    waiting: at % 5,
  }));
  const way = (from, to) => ({ from: name(from), to: name(to), by: "setting" });
  const edges = [];
  for (let at = 0; at < services; at += 1) edges.push(way(at, services + (at % routers)));
  for (let at = services + routers; at < count; at += 1) edges.push(way(services + (at % routers), at));
  for (let at = services; at < services + routers; at += 1) edges.push(way(at, count - 1));
  const changes = nodes.map((node) => ({
    address: `productions.Hospital.Production.items.${JSON.stringify(node.name)}.pool_size`,
    action: "update",
    before: "1",
    after: "2",
    sensitive: false,
    at: "state/production.iop.yaml:14:9",
  }));
  const graph = { production: "Hospital.Production", nodes, edges, notes: [], disruption: "component" };
  const plan = {
    target: "prod",
    url: "https://iris.hospital.example",
    namespace: "HOSPITAL",
    digest: "sha256:0",
    observed_digest: "",
    desired_digest: "",
    changes,
    calls: [],
    warnings: [],
    summary: { create: 0, update: count, delete: 0, calls: 1, disruption: "component" },
    topology: [graph],
  };
  return { graph, document: { format_version: "1", created_at: "2026-01-01T00:00:00Z", plans: [plan] } };
}

/** Rows as the others of the benchmark: what, how long, and what else. The first layout loads ELK too. */
export async function pictureRows() {
  const work = mkdtempSync(join(root, "node_modules", ".bench-"));
  try {
    const outfile = join(work, "pictures.mjs");
    const contents = 'export { layOut } from "./src/app/layout.ts"; export { planPage } from "./src/app/picture.ts";';
    await build({
      stdin: { contents, resolveDir: root, loader: "ts" },
      ...{ bundle: true, platform: "node", format: "esm", external: ["elkjs"], outfile, logLevel: "error" },
      banner: { js: 'import __m from "node:module"; const require = __m.createRequire(import.meta.url);' },
    });
    const { layOut, planPage } = await import(pathToFileURL(outfile).href);
    const rows = [];
    for (const count of [10, 10, 200, 2_000]) {
      const { graph, document } = production(count);
      const cpu = process.cpuUsage();
      const began = performance.now();
      await layOut(graph);
      const milliseconds = performance.now() - began;
      const { user, system } = process.cpuUsage(cpu);
      const page = await planPage(document, { all: true });
      const first = rows.length === 0 ? ", first" : "";
      rows.push([
        `layout of ${count.toLocaleString("en")} items${first}`,
        `${milliseconds.toFixed(0)} ms`,
        `CPU ${((user + system) / 1000).toFixed(0)} ms; page with all of them ${(page.length / 1e6).toFixed(2)} MB`,
      ]);
    }
    return rows;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
