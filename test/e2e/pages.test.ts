import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, planPage } from "../../src/app/picture.ts";
import { runFacts } from "../../src/documents/run-facts.ts";
import type { PlanDocument } from "../../src/generated/plan.ts";
import { compareHtml } from "../../src/report/html/compare.ts";
import { SAMPLE_DRIFT, SAMPLE_EVENTS, SAMPLE_GRAPH, SAMPLE_PLAN, SAMPLE_ROLLOUT } from "../helpers/report-sample.ts";

const PROGRAM = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) =>
  existsSync(path),
);
if (PROGRAM === undefined) console.warn("pages: no Chromium here (apt-get install chromium), these tests are skipped");

const comparison = {
  format_version: "1" as const,
  left: { target: "dev", namespace: "A" },
  right: { target: "prod", namespace: "B" },
  differences: [
    {
      address: "productions.Hospital.Production.items.Enrich.pool_size",
      left: "1",
      right: "2",
      kind: "differs" as const,
    },
    { address: "default", left: "X.Y", right: "X.Y", kind: "same" as const },
  ],
  expected: 3,
  ignored: 1,
};

/** What every page is made of, and what must be seen on it. */
const PAGES: readonly [string, () => Promise<string>, readonly string[]][] = [
  [
    "plan",
    () => planPage(SAMPLE_PLAN),
    [
      "1 component starts, 3 components restart and 1 component stops, the production keeps running.",
      "disruption: component",
    ],
  ],
  ["drift", () => planPage(SAMPLE_DRIFT, { verb: "drift", all: true }), ["files", "server", "only on the server"]],
  [
    "apply",
    () => planPage(SAMPLE_PLAN, { verb: "apply", runs: [runFacts(SAMPLE_EVENTS)] }),
    ["Rolled back: 2 calls", "failed after 31 s", "no answer in 30 s"],
  ],
  [
    "rollout",
    () => planPage(SAMPLE_PLAN, { verb: "apply", rollout: { record: SAMPLE_ROLLOUT, now: 0 } }),
    ["Stopped at wave half (2 of 2).", "1 of 3 targets applied", "ward-07 failed: the queue of Out grew"],
  ],
  [
    "rollout status",
    () =>
      planPage(
        { ...SAMPLE_PLAN, plans: [] },
        { verb: "status", rollout: { record: SAMPLE_ROLLOUT, now: 0, driver: "root@host (7)" } },
      ),
    ["Stopped at wave half (2 of 2).", "3 targets", "ward-07 half failed the queue of Out grew"],
  ],
  [
    "compare",
    async () => compareHtml(comparison, await drawn([SAMPLE_GRAPH]), "2026-01-01T08:30:00Z"),
    ["equal, and must differ", "only in dev"],
  ],
];

describe.skipIf(PROGRAM === undefined)("pages in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    browser = await chromium.launch({ executablePath: PROGRAM as string, args, timeout: 120_000 });
  }, 150_000);
  afterAll(() => browser?.close());

  it.each(PAGES)(
    "%s: axe finds nothing serious, nothing is loaded, and a telephone shows it all",
    async (_name, make, texts) => {
      const page = await browser.newPage({ viewport: { width: 1024, height: 800 }, colorScheme: "light" });
      page.setDefaultTimeout(120_000);
      const asked: string[] = [];
      const said: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => said.push(message.text()));
      await page.setContent(await make());
      const shown = await page.evaluate<string>("document.body.innerText");
      for (const text of texts) expect(shown.replace(/\s+/g, " ")).toContain(text);
      expect(await serious(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await serious(page)).toEqual([]);
      await page.setViewportSize({ width: 420, height: 800 });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(420);
      await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(420);
      expect(await serious(page)).toEqual([]);
      expect(asked.filter((url) => !url.startsWith("about:"))).toEqual([]);
      expect(said).toEqual([]);
      await page.close();
    },
    180_000,
  );

  it("a script in a name is a name", async () => {
    const hostile = '</style></svg><script>document.title="obeyed"</script><img src=x onerror=alert(1)>';
    const [plan] = SAMPLE_PLAN.plans;
    const nodes = SAMPLE_GRAPH.nodes.map((node) => ({
      ...node,
      name: `${node.name}${hostile}`,
      class: hostile,
      category: hostile,
    }));
    const edges = SAMPLE_GRAPH.edges.map((edge) => ({
      ...edge,
      from: `${edge.from}${hostile}`,
      to: `${edge.to}${hostile}`,
    }));
    const graph = { ...SAMPLE_GRAPH, production: hostile, nodes, edges, notes: [hostile] };
    const sent = { ...SAMPLE_PLAN, plans: [{ ...plan, target: hostile, topology: [graph] }] } as PlanDocument;
    const page = await browser.newPage();
    await page.setContent(await planPage(sent));
    expect(await page.title()).toBe("iopctl plan");
    expect(await page.evaluate<number>("document.querySelectorAll('script, img').length")).toBe(0);
    await page.close();
  }, 120_000);
});

/** Axe's findings that are serious or worse, each with where it is. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as { id: string; impact: string; nodes: { html: string }[] }[];
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
