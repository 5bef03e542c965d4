import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut } from "../../src/app/layout.ts";
import { focused, type Graph, type GraphEdge, type GraphNode } from "../../src/model/graph.ts";
import { sensitivityOf } from "../../src/model/sensitive.ts";
import { graphOf } from "../../src/planner/topology.ts";
import { dot, graphJson, mermaid } from "../../src/report/graph.ts";
import { columnsLayout } from "../../src/report/picture/columns.ts";
import { columnsOf, type Layout } from "../../src/report/picture/layout.ts";
import { fitted } from "../../src/report/picture/measure.ts";
import { pictureSvg } from "../../src/report/picture/svg.ts";
import { DRIFT_VIEW, PLAN_VIEW, type View } from "../../src/report/picture/view.ts";
import { readExport } from "../../src/wire/export.ts";

const item = (name: string, kind: GraphNode["kind"], more: Partial<GraphNode> = {}): GraphNode => ({
  ...{ name, kind, class: `Demo.${name}`, category: "", enabled: true },
  ...more,
});
const way = (from: string, to: string, more: Partial<GraphEdge> = {}): GraphEdge => ({
  from,
  to,
  by: "server",
  ...more,
});
const graph = (nodes: GraphNode[], edges: GraphEdge[], more: Partial<Graph> = {}): Graph => ({
  ...{ production: "Demo.P", nodes, edges, notes: [] },
  ...more,
});
const flow = graph(
  [
    item("In", "service"),
    item("Router", "process"),
    item("Second", "process"),
    item("Out", "operation"),
    item("Spare", "operation"),
  ],
  [way("In", "Router"), way("Router", "Second"), way("Second", "Router"), way("Second", "Out")],
);
const svg = (of: Graph, layout: Layout, view: View = PLAN_VIEW) => pictureSvg(of, layout, { view, alone: true });

/** Whether two ways share more than a point. */
function overlap(a: Layout["ways"][number], b: Layout["ways"][number]): boolean {
  const parts = (way: Layout["ways"][number]) =>
    way.slice(1).map((end, at) => {
      const start = way[at] ?? end;
      const flat = Math.abs(start.y - end.y) < 0.5;
      const [from, to] = flat ? [start.x, end.x] : [start.y, end.y];
      return { flat, at: flat ? start.y : start.x, from: Math.min(from, to), to: Math.max(from, to) };
    });
  return parts(a).some((one) =>
    parts(b).some(
      (two) =>
        one.flat === two.flat &&
        Math.abs(one.at - two.at) < 0.5 &&
        Math.min(one.to, two.to) - Math.max(one.from, two.from) > 1,
    ),
  );
}

describe("where things stand", () => {
  it("services come first, operations last, processes between by the ways that lead to them", () => {
    expect([...columnsOf(flow).values()]).toEqual([0, 1, 2, 3, 3]);
  });

  it.each(["ELK", "columns"])(
    "%s: every box has its own place in its column, and every way has two ends",
    async (how) => {
      const layout = how === "ELK" ? await layOut(flow) : columnsLayout(flow);
      const [first, router, second, out, spare] = layout.boxes.map(({ x }) => x) as [
        number,
        number,
        number,
        number,
        number,
      ];
      expect(first).toBeLessThan(router);
      expect(router).toBeLessThan(second);
      expect(second).toBeLessThan(out);
      expect(spare).toBe(out);
      for (const [at, a] of layout.boxes.entries()) {
        for (const b of layout.boxes.slice(at + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
        expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
        expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
      }
      for (const points of layout.ways) expect(points.length).toBeGreaterThan(1);
      expect(svg(flow, layout).match(/<title>In → Router<\/title><path class="e" d="M/g)).toHaveLength(1);
    },
  );

  it("ELK draws categories as groups around their items, and ways are drawn where the picture is", async () => {
    const nodes = flow.nodes.map((node) => ({ ...node, category: node.kind === "process" ? "Routing, Core" : "" }));
    const layout = await layOut({ ...flow, nodes });
    expect(layout.groups.map(({ name }) => name)).toEqual(["Routing"]);
    const [group] = layout.groups as [Layout["groups"][number]];
    const inside = layout.boxes.map(
      (box) =>
        box.x >= group.x &&
        box.y >= group.y &&
        box.x + box.width <= group.x + group.width &&
        box.y + box.height <= group.y + group.height,
    );
    expect(inside).toEqual([false, true, true, false, false]);
    const [start, end] = [layout.ways[0]?.[0], layout.ways[0]?.at(-1)];
    const [from, to] = layout.boxes as [Layout["boxes"][number], Layout["boxes"][number]];
    expect(start?.x).toBeCloseTo(from.x + from.width);
    expect(end?.x).toBeCloseTo(to.x);
  });

  it("ways that lie on one another go to one item or come from one: no way is seen that nobody goes", async () => {
    const names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const kinds = fc.array(fc.constantFrom("service", "process", "operation", "unknown"), {
      minLength: 8,
      maxLength: 8,
    });
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), {
      selector: ([from, to]) => from + to,
      maxLength: 24,
    });
    await fc.assert(
      fc.asyncProperty(kinds, pairs, fc.boolean(), async (of, ways, grouped) => {
        const nodes = names.map((name, at) =>
          item(name, of[at] as GraphNode["kind"], { category: grouped && at % 3 > 0 ? `Part ${at % 3}` : "" }),
        );
        const edges = ways.map(([from, to], at) => way(from, to, at % 5 === 0 ? { change: "create" } : {}));
        const { ways: drawn } = await layOut(graph(nodes, edges));
        for (const [at, one] of edges.entries()) {
          for (const [other, two] of edges.entries()) {
            if (other <= at || !overlap(drawn[at] ?? [], drawn[other] ?? [])) continue;
            expect(
              [one.from === two.from, one.to === two.to],
              `${one.from}>${one.to} on ${two.from}>${two.to}`,
            ).toContain(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("an empty production, one that sends to itself and two that send to each other are drawn", async () => {
    for (const nodes of [[], [item("A", "process")], [item("A", "unknown"), item("B", "unknown")]]) {
      const edges = nodes.flatMap(({ name: from }) => nodes.map(({ name: to }) => way(from, to)));
      for (const layout of [await layOut(graph(nodes, edges)), columnsLayout(graph(nodes, edges))])
        expect(svg(graph(nodes, edges), layout)).toMatch(/^<svg .*<\/svg>\n$/s);
    }
  });
});

describe("what is drawn", () => {
  const changed = graph(
    [
      item("Gone", "service", { change: "delete", effect: "stop" }),
      item("Router", "process", { effect: "restart", waiting: 1_240 }),
      item("Off", "operation", { enabled: false, managed: false }),
      item("Nowhere", "unknown", { missing: true, class: "" }),
      item("Far", "operation"),
    ],
    [
      way("Gone", "Router", { change: "delete" }),
      way("Router", "Off"),
      way("Router", "Nowhere", { change: "create" }),
      way("Off", "Far"),
    ],
  );

  it("what happens stands on the boxes, in words and in the legend", () => {
    const picture = svg(changed, columnsLayout(changed));
    for (const text of [
      "− removed · stops",
      "restarts · 1,240 waiting",
      "disabled · not in the files",
      "does not exist",
      "new route",
      "route goes",
    ])
      expect(picture).toContain(text);
    expect(picture).not.toContain("a guess");
    expect(picture).toContain("@media screen and (prefers-color-scheme:dark)");
  });

  it("drift says where something stands, and that nothing is restarted", () => {
    const picture = svg(changed, columnsLayout(changed), DRIFT_VIEW);
    expect(picture).toContain(">only on the server<");
    expect(picture).not.toContain("restarts");
  });

  it("by default what changes and one hop around it", () => {
    const { graph: near, hidden } = focused(changed);
    expect(near.nodes.map(({ name }) => name)).toEqual(["Gone", "Router", "Off", "Nowhere"]);
    expect(hidden).toBe(1);
    expect(focused(flow)).toEqual({ graph: flow, hidden: 0 });
  });

  it("names are cut to fit: those of items at their end, those of classes at their packages", () => {
    expect(fitted("Hospital.Integration.Laboratory.OrderService", 11, 150, "left")).toBe("…Laboratory.OrderService");
    expect(fitted("A name that is far too long for its box", 13, 120)).toMatch(/^A name that .*…$/);
    expect(fitted("Short", 13, 120)).toBe("Short");
  });
});

describe("routes", () => {
  const production = (settings: Record<string, Record<string, string>>) =>
    readExport(
      {
        "Demo.P": {
          Item: Object.entries(settings).map(([name, own]) => ({
            "@Name": name,
            "@ClassName": "Python.Process",
            Setting: Object.entries(own).map(([key, value]) => ({ "@Target": "Host", "@Name": key, "#text": value })),
          })),
        },
      } as never,
      "Demo.P",
    );
  const told = (routes: Record<string, string[]>, uncertain: string[] = []) => ({
    production: "Demo.P",
    routes: new Map(Object.entries(routes)),
    kinds: new Map(),
    uncertain: new Set(uncertain),
  });
  const edgesOf = (before: ReturnType<typeof production>, after = before, topology?: ReturnType<typeof told>) =>
    graphOf({ name: "Demo.P", before, after, told: topology, sensitive: sensitivityOf([]) }).edges.map(
      ({ from, to, by, change }) => `${from} > ${to} ${by}${change ? ` ${change}` : ""}`,
    );

  it("a setting that names targets is a route; what it named before goes with its value", () => {
    const before = production({ A: { TargetConfigNames: "B, C" }, B: {}, C: {}, D: {} });
    const after = production({ A: { TargetConfigNames: "C,D" }, B: {}, C: {}, D: {} });
    expect(edgesOf(before, after)).toEqual(["A > C setting", "A > D setting create", "A > B setting delete"]);
  });

  it("a setting of any name whose value the server tells as a route is one too, and code's routes stay", () => {
    const before = production({ A: { Next: "B", Note: "x" }, B: {}, C: {} });
    const after = production({ A: { Next: "C", Note: "y" }, B: {}, C: {} });
    expect(edgesOf(before, after, told({ A: ["B", "Ens.Alert"] }))).toEqual([
      "A > C setting create",
      "A > Ens.Alert server",
      "A > B setting delete",
    ]);
  });

  it("where the server does not tell, a value that is an item's name is a guess; where it does, none is made", () => {
    const one = production({ A: { Next: "B", Mode: "fast" }, B: {} });
    expect(edgesOf(one)).toEqual(["A > B value"]);
    expect(edgesOf(one, one, told({}, ["A"]))).toEqual(["A > B value"]);
    expect(edgesOf(one, one, told({}))).toEqual([]);
  });

  it("a name in a secret value is in no picture", () => {
    const one = production({ A: { TokenTargetConfigNames: "hush", Next: "B" }, B: {} });
    expect(edgesOf(one)).toEqual(["A > B value"]);
  });
});

describe("real definitions", () => {
  const ajv = new Ajv2020({ strict: false });
  const schema = JSON.parse(readFileSync(new URL("../../schemas/graph.schema.json", import.meta.url), "utf8"));
  const planSchema = JSON.parse(readFileSync(new URL("../../schemas/plan.schema.json", import.meta.url), "utf8"));
  const folder = new URL("../corpus/", import.meta.url);

  it.each(readdirSync(folder).filter((name) => name.endsWith(".wire.json")))("%s in every format", async (file) => {
    const wire = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const production = readExport(wire, Object.keys(wire)[0] ?? "");
    const of = graphOf({ name: production.name, before: production, after: production, sensitive: sensitivityOf([]) });
    expect(of.nodes.filter(({ missing }) => !missing).length).toBe(
      new Set(production.items.map(({ name }) => name)).size,
    );
    const picture = svg(of, await layOut(of));
    for (const { name } of of.nodes) expect(picture).toContain(`<title>${name.replaceAll("&", "&amp;")}`);
    expect(mermaid(of)).toContain("flowchart LR");
    expect(dot(of)).toContain("digraph");
    const json = JSON.parse(graphJson({ target: "dev", namespace: "USER", graph: of }));
    expect(ajv.validate(schema, json), JSON.stringify(ajv.errors)).toBe(true);
  });

  it("a plan holds graphs of the same form", () => {
    for (const name of ["graph", "graph_node", "graph_edge", "disruption"])
      expect(planSchema.$defs[name]).toEqual(schema.$defs[name]);
  });
});
