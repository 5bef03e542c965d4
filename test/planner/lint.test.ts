import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { formatAddress } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { lint } from "../../src/planner/lint.ts";
import { readExport } from "../../src/wire/export.ts";

const CORPUS = fileURLToPath(new URL("../corpus/", import.meta.url));

function findings(production: Production, bound: readonly string[] = [], topology?: ObservedState["topology"]) {
  const desired = {
    name: production.name,
    prune: false,
    attributes: {},
    settings: undefined,
    items: undefined,
    ignore: [],
  };
  const bindings = bound.map((className) => ({
    className,
    super: "IOP.BusinessOperation",
    module: "m",
    pythonClass: "C",
    classpaths: "/x",
    usedBy: [],
  }));
  const state = { namespace: "USER", packages: [], productions: [desired] } as unknown as DesiredState;
  const observed = {
    productions: new Map([[production.name, production]]),
    bindings,
    topology,
    git: new Map(),
  } as ObservedState;
  return lint(state, observed).map(({ code, address }) => `${code} ${formatAddress(address.slice(2))}`);
}

type Settings = Readonly<Record<string, Readonly<Record<string, string>>>>;
const item = (name: string, classname: string, settings: Settings = {}, enabled = "true") => ({
  name,
  attributes: { classname, enabled },
  settings: Object.entries(settings).flatMap(([target, values]) =>
    Object.entries(values).map(([setting, value]) => ({ target, name: setting, value, extra: [] })),
  ),
  extra: [],
});
const of = (...items: ReturnType<typeof item>[]): Production => ({
  name: "A.B",
  attributes: {},
  settings: [],
  items,
  extra: [],
});

describe("what is odd about a production", () => {
  it.each<[string, Production, string[]]>([
    [
      "a route to nowhere",
      of(item("In", "X.S", { Host: { TargetConfigNames: "Out, Gone" } }), item("Out", "X.O")),
      ["target-missing items.In.settings.Host.TargetConfigNames"],
    ],
    [
      "a route to what is disabled",
      of(item("In", "X.S", { Host: { TargetConfigNames: "Out" } }), item("Out", "X.O", {}, "false")),
      ["target-disabled items.In.settings.Host.TargetConfigNames"],
    ],
    [
      "of what is disabled itself: nothing",
      of(item("In", "X.S", { Host: { TargetConfigNames: "Out" } }, "false"), item("Out", "X.O", {}, "0")),
      [],
    ],
    [
      "two that listen on one port",
      of(item("A", "X.S", { Adapter: { Port: "5000" } }), item("B", "X.S", { Adapter: { Port: " 5000" } })),
      ["port-conflict items.B"],
    ],
    [
      "one that calls that port: nothing",
      of(
        item("A", "X.S", { Adapter: { Port: "5000" } }),
        item("B", "X.O", { Adapter: { Port: "5000", IPAddress: "h" } }),
      ),
      [],
    ],
    [
      "two that read one directory",
      of(
        item("A", "X.S", { Adapter: { FilePath: "/in/" }, Host: { TargetConfigNames: "B" } }),
        item("B", "X.S", { Adapter: { FilePath: "/in" }, Host: { TargetConfigNames: "A" } }),
      ),
      ["path-conflict items.B"],
    ],
    [
      "with other masks: nothing",
      of(
        item("A", "X.S", { Adapter: { FilePath: "/in", FileSpec: "*.a" }, Host: { TargetConfigNames: "B" } }),
        item("B", "X.S", { Adapter: { FilePath: "/in", FileSpec: "*.b" }, Host: { TargetConfigNames: "A" } }),
      ),
      [],
    ],
    [
      "a class that nothing provides",
      of(item("A", "Python.Nobody"), item("B", "My.ObjectScript")),
      ["class-unknown items.A.classname"],
    ],
    [
      "settings on the wrong side",
      of(
        item("A", "EnsLib.File.PassthroughService", { Host: { FilePath: "/x" }, Adapter: { TargetConfigNames: "A" } }),
      ),
      ["setting-target items.A.settings.Host.FilePath", "setting-target items.A.settings.Adapter.TargetConfigNames"],
    ],
    ["a Python component's own names: nothing", of(item("A", "Python.Mine", { Host: { FilePath: "/x" } })), []],
  ])("%s", (_what, production, expected) => {
    expect(findings(production, ["Python.Mine"])).toEqual(expected);
  });

  it("in the corpus is just what is odd there: no false alarm", () => {
    const found = readdirSync(CORPUS)
      .filter((name) => name.endsWith(".wire.json"))
      .flatMap((file) => {
        const body = JSON.parse(readFileSync(`${CORPUS}${file}`, "utf8")) as Record<string, unknown>;
        const production = readExport(body, Object.keys(body)[0] as string);
        const bound = production.items.map(({ attributes }) => attributes.classname ?? "");
        return findings(production, bound).map((text) => `${file.slice(0, 3)} ${text}`);
      });
    expect(found).toEqual([
      "044 setting-target items.PrereleaseTesting2.settings.Adapter.AlertOnError",
      "051 target-missing items.EMR HL7 Feed.settings.Host.TargetConfigNames",
    ]);
  });

  it("sees the routes of which only the server tells, once each", () => {
    const production = of(
      item("In", "X.S", { Host: { TargetConfigNames: "Gone" } }),
      item("Off", "X.O", {}, "false"),
      item("Work", "X.P"),
    );
    const routes = new Map([
      ["In", ["Gone"]],
      ["Work", ["Off", "Nowhere", "In"]],
    ]);
    const topology = { production: "A.B", routes, kinds: new Map(), uncertain: new Set<string>() };
    expect(findings(production, [], topology)).toEqual([
      "target-missing items.In.settings.Host.TargetConfigNames",
      "target-disabled items.Work",
      "target-missing items.Work",
    ]);
    expect(findings(production, [], { ...topology, production: "Other" })).toHaveLength(1);
  });
});

it("a class that nothing provides is compared with those that there are", () => {
  const production = { ...of(item("A", "Python.OrderStor")) };
  const desired = {
    namespace: "USER",
    packages: [],
    productions: [{ name: production.name, prune: false, attributes: {}, ignore: [] }],
  };
  const bindings = ["Python.OrderStore", "IopCtl.Release.Orders"].map((className) => ({
    className,
    super: "",
    module: "m",
    pythonClass: "C",
    classpaths: "/x",
    usedBy: [],
  }));
  const observed = { productions: new Map([[production.name, production]]), bindings, git: new Map() };
  const [found] = lint(desired as unknown as DesiredState, observed as unknown as ObservedState);
  expect(found?.message).toMatch(/nothing provides the class Python\.OrderStor .*; did you mean Python\.OrderStore\?$/);
});
