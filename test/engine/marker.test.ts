import { describe, expect, it } from "vitest";
import { observe } from "../../src/engine/observe.ts";
import { matchAny, parsePattern } from "../../src/model/address.ts";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { plan } from "../../src/planner/plan.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { start } from "../../src/sandbox/rules/lifecycle.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn } from "../helpers/build-world.ts";
import { modelServer } from "../helpers/model-server.ts";
import { packageOf, releaseOf } from "../helpers/worlds.ts";

const text = (value: string) => ({ text: value, sensitive: false });

/** The definition of the running production, with a setting on both items. */
function desired(packages: readonly PresentPackage[], value: string): DesiredState {
  const item = (className: string) => ({
    attributes: { classname: text(className), pool_size: text("1") },
    settings: new Map([["Host", new Map([["A", text(value)]])]]),
  });
  return {
    namespace: "USER",
    packages,
    productions: [
      {
        name: "One.Production",
        prune: false,
        attributes: {},
        settings: undefined,
        ignore: [],
        items: new Map([
          ["In", item("Python.Service")],
          ["Out", item("Python.Operation")],
        ]),
      },
    ],
  };
}

async function runningServer(form: "components" | "settings" = "components") {
  const server = modelServer();
  const ns = server.state.namespaces["USER"] as NamespaceState;
  define(ns, "One.Production", { Setting: [], Item: [] } as never);
  await applyOn(server, desired([packageOf("demo", "old", form)], "1"));
  start(server.state, ns, "One.Production", "then");
  server.writes.length = 0;
  return { server, ns };
}

describe("the marker of an interrupted run", () => {
  const wanted = desired([packageOf("demo", "new")], "1");
  const bindings = { present: [], absent: ["Stray.One"], prune: "none" as const, keep: [] };
  const stray = { super: "IOP.BusinessOperation", module: "stray", classname: "S", classpaths: "/elsewhere" };

  it.each<[string, DesiredState, string | undefined]>([
    ["a file that has only bindings", { namespace: "USER", packages: [], productions: [], bindings }, undefined],
    [
      "a file that has bindings and a state",
      { namespace: "USER", packages: [], productions: [], bindings, state: "running", default: "One.Production" },
      undefined,
    ],
    ["--only bindings.*", { ...wanted, bindings }, "bindings.*"],
  ])("stays where nothing is finished: %s", async (_, files, only) => {
    const { server, ns } = await runningServer();
    await applyOn(server, wanted, new AbortController(), 1);
    ns.bindings["Stray.One"] = stray;
    ns.default = "One.Production";
    expect(ns.bindings[MARKER_CLASS]).toBeDefined();
    server.writes.length = 0;
    const options = only === undefined ? {} : { only: matchAny([parsePattern(only)]) };
    const observed = await observe(files, { client: server.client, parallelism: 8 });
    const planned = plan(files, observed, options);
    expect(planned.warnings.join()).toContain("this plan does not cover it");
    expect((await applyOn(server, files, undefined, undefined, undefined, options)).kind).toBe("converged");
    expect(server.writes).toEqual(["DELETE /binding"]);
    expect(ns.bindings["Stray.One"]).toBeUndefined();
    expect(ns.bindings[MARKER_CLASS]).toBeDefined();
    // The next plan of all files finishes it.
    expect((await applyOn(server, wanted)).kind).toBe("converged");
    expect(ns.bindings[MARKER_CLASS]).toBeUndefined();
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("goes with --only of what it serves", async () => {
    const { server, ns } = await runningServer();
    await applyOn(server, wanted, new AbortController(), 1);
    const options = { only: matchAny([parsePattern("packages.demo")]) };
    expect((await applyOn(server, wanted, undefined, undefined, undefined, options)).kind).toBe("converged");
    expect(ns.bindings[MARKER_CLASS]).toBeUndefined();
    expect(staleItems(server.state, ns)).toEqual([]);
  });
});

describe("after an upload that failed half-way", () => {
  it("the next run restarts each item once", async () => {
    const { server, ns } = await runningServer("settings");
    const good = packageOf("demo", "new", "settings");
    const bad = good.files.map((file) =>
      file.name === "settings.py" ? file.text.replace("}", '    "EnsLib.Own": demo_parts.O,\n}') : file.text,
    );
    const broken = releaseOf(
      "demo",
      good.entry,
      Object.fromEntries(good.files.map(({ name }, at) => [name, bad[at] as string])),
    );
    expect((await applyOn(server, desired([broken], "2"))).kind).toBe("failed");
    expect(ns.bindings[MARKER_CLASS]).toBeUndefined();
    server.writes.length = 0;
    expect((await applyOn(server, desired([good], "2"))).kind).toBe("converged");
    expect(server.writes).toEqual(["PUT /migrate", "POST /update", "DELETE /binding"]);
    expect(staleItems(server.state, ns)).toEqual([]);
  });
});
