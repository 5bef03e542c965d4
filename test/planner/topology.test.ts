import { describe, expect, it } from "vitest";
import type { DesiredItem, DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import { plan } from "../../src/planner/plan.ts";
import { planGraphs } from "../../src/planner/topology.ts";
import { packageOf } from "../helpers/worlds.ts";

const text = (value: string) => ({ text: value, sensitive: false });
const item = (name: string, classname: string, settings: Record<string, string> = {}, more = {}) => ({
  name,
  attributes: { classname, pool_size: "1", enabled: "true", ...more },
  settings: Object.entries(settings).map(([key, value]) => ({ target: "Host", name: key, value, extra: [] })),
  extra: [],
});
const binding = (part: string, base: string) => ({
  ...{ className: `Python.${part}`, super: `IOP.Business${base}`, module: "demo_parts", pythonClass: part[0] ?? "" },
  ...{ classpaths: "/opt/demo", usedBy: [] },
});

const items = [
  item("In", "Python.Service", { TargetConfigNames: "Old" }),
  item("Old", "EnsLib.File.PassthroughOperation"),
  item("Router", "Python.Process", { TargetConfigNames: "Out" }),
  item("Out", "EnsLib.File.PassthroughOperation"),
  item("Off", "EnsLib.File.PassthroughOperation", {}, { enabled: "false" }),
];
const observed = (status: "running" | "stopped"): ObservedState => ({
  default: "Demo.P",
  status: { production: status === "running" ? "Demo.P" : "", status },
  bindings: [binding("Service", "Service"), binding("Process", "Process"), binding("Operation", "Operation")],
  productions: new Map([["Demo.P", { name: "Demo.P", attributes: {}, settings: [], items, extra: [] }]]),
  git: new Map(),
});
const desiredWith = (more: Partial<DesiredState> = {}): DesiredState => ({
  namespace: "USER",
  packages: [packageOf("demo", "new")],
  productions: [
    {
      ...{ name: "Demo.P", prune: false, attributes: {}, settings: undefined, ignore: [] },
      items: new Map<string, DesiredItem | "absent">([
        [
          "In",
          { attributes: {}, settings: new Map([["Host", new Map([["TargetConfigNames", text("New,Nowhere")]])]]) },
        ],
        ["Old", "absent"],
        ["New", { attributes: { classname: text("EnsLib.File.PassthroughOperation") }, settings: new Map() }],
        ["Off", { attributes: { enabled: text("true") }, settings: new Map() }],
      ]),
    },
  ],
  ...more,
});

const graphOf = (desired: DesiredState, state: ObservedState, told = new Map()) => {
  const [graph, ...others] = planGraphs(desired, state, plan(desired, state), told);
  expect(others).toEqual([]);
  if (graph === undefined) throw new Error("no graph");
  return graph;
};
const said = ({ nodes }: ReturnType<typeof graphOf>) =>
  nodes.map(({ name, change, effect, managed, missing }) =>
    [name, change, effect, managed === false ? "not managed" : undefined, missing ? "missing" : undefined]
      .filter((part) => part !== undefined)
      .join(" "),
  );

describe("what a plan does, as a graph", () => {
  it("of a running production: what comes, goes, changes, restarts, starts and stops, and the routes with it", () => {
    const graph = graphOf(desiredWith(), observed("running"));
    expect(said(graph)).toEqual([
      "In update restart",
      "Router restart not managed",
      "Out not managed",
      "Off update start",
      "New create start",
      "Old delete stop",
      "Nowhere missing",
    ]);
    expect(graph.edges.map(({ from, to, change = "" }) => `${from} > ${to} ${change}`.trim())).toEqual([
      "In > New create",
      "In > Nowhere create",
      "Router > Out",
      "In > Old delete",
    ]);
    expect(graph).toMatchObject({
      disruption: "component",
      nodes: [{ kind: "service" }, { kind: "process" }, {}, {}, {}, {}, {}],
    });
  });

  it("of one that does not run: changes alone; nothing restarts", () => {
    const graph = graphOf(desiredWith(), observed("stopped"));
    expect(said(graph).filter((line) => /restart|start|stop/.test(line))).toEqual([]);
    expect(graph.happens).toBeUndefined();
  });

  it("of one that is started or stopped: that stands on the whole", () => {
    expect(graphOf(desiredWith({ default: "Demo.P", state: "running" }), observed("stopped")).happens).toBe("start");
    const halted = graphOf({ namespace: "USER", packages: [], productions: [], state: "stopped" }, observed("running"));
    expect(halted).toMatchObject({ happens: "stop", disruption: "production" });
  });

  it("queues that are known stand on their items, and what is not known is said", () => {
    const told = new Map([["Demo.P", { queues: new Map([["Out", 7]]), notes: ["Routes are from settings alone."] }]]);
    const graph = graphOf(desiredWith(), observed("running"), told);
    expect(graph.nodes.flatMap(({ name, waiting }) => (waiting === undefined ? [] : [[name, waiting]]))).toEqual([
      ["Out", 7],
    ]);
    expect(graph.notes).toEqual(["Routes are from settings alone."]);
  });

  it("a production that the files create is new with all its items", () => {
    const state: ObservedState = { ...observed("stopped"), productions: new Map([["Demo.P", "absent"]]) };
    const own = desiredWith();
    const [production] = own.productions;
    const wanted = new Map([...(production?.items ?? [])].filter(([name]) => name === "New"));
    const graph = graphOf(
      { ...own, productions: [{ ...(production as never as object), items: wanted } as never] },
      state,
    );
    expect(said(graph)).toEqual(["New create"]);
  });
});
