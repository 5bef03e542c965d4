import { describe, expect, it } from "vitest";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { start } from "../../src/sandbox/rules/lifecycle.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn, planOf } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { releaseOf } from "../helpers/worlds.ts";

/** What an upload has registered decides what is restarted, removed and called drift; texts of the files only guess. */

const operation = (version: string) =>
  `"""${version}"""\nfrom iop import BusinessOperation\n\nclass Op(BusinessOperation):\n    pass\n`;

/** A package whose settings file has these entries of CLASSES; each module is a file. */
function pack(name: string, entries: Record<string, string>, files: Record<string, string>): PresentPackage {
  const lines = Object.entries(entries).map(([key, value]) => `    ${key}: ${value},\n`);
  const settings = `CLASSES = {\n${lines.join("")}}\n`;
  return releaseOf(name, { settingsFile: "settings.py" }, { ...files, "settings.py": settings });
}
const plain = (name: string, module: string, version: string) =>
  pack(name, { '"Python.Op"': `${module}.Op` }, { [`${module}.py`]: operation(version) });
const computed = (name: string, module: string, version: string) =>
  pack(name, { '"Python." + "Op"': `${module}.Op` }, { [`${module}.py`]: operation(version) });
const folder = (name: string, version: string) =>
  pack(
    name,
    { '"Python.Op"': '{"path": here + "/src", "module": "bo", "class": "Op"}' },
    { "src/bo.py": operation(version) },
  );

const state = (packages: DesiredState["packages"], more: Partial<DesiredState> = {}): DesiredState => ({
  namespace: "USER",
  packages,
  productions: [],
  ...more,
});

/** A running production, two of whose items are of the class. */
function running(settings: object[] = []): { server: ModelServer; ns: NamespaceState; run: () => void } {
  const server = modelServer();
  const ns = server.state.namespaces["USER"] as NamespaceState;
  const item = (name: string, className: string) => ({
    "@Name": name,
    "@ClassName": className,
    "@PoolSize": "1",
    "@Enabled": "true",
    Setting: settings,
  });
  const run = () => {
    define(ns, "One.Production", {
      Setting: [],
      Item: [item("A", "Python.Op"), item("B", "Python.Op"), item("C", "EnsLib.Native"), item("D", "Python.Hand")],
    } as never);
    ns.bindings["Python.Hand"] = hand("hand", "/by/hand");
    start(server.state, ns, "One.Production", "then");
    server.writes.length = 0;
  };
  return { server, ns, run };
}

function hand(module: string, classpaths: string) {
  return { super: "IOP.BusinessOperation", module, classname: "Op", classpaths };
}

/** The writing calls but those for the marker. */
const calls = (server: ModelServer) => server.writes.filter((call) => !call.startsWith("DELETE /binding"));
const RESTARTS = ["POST /component/restart", "POST /component/restart"];

/** Deployed, then running, then the next: what is called, and that nothing that runs is stale. */
async function deploys(first: DesiredState | undefined, next: DesiredState) {
  const { server, ns, run } = running();
  if (first) expect((await applyOn(server, first)).kind).toBe("converged");
  run();
  const outcome = await applyOn(server, next);
  expect(outcome.kind).toBe("converged");
  expect(staleItems(server.state, ns)).toEqual([]);
  const again = await planOf(server, next);
  expect({ changes: again.changes, calls: again.calls }).toEqual({ changes: [], calls: [] });
  return { server, ns, made: calls(server), again };
}

describe("code that is new to a class restarts its items", () => {
  const first = plain("demo", "bo", "1");
  it.each([
    ["a module renamed", first, plain("demo", "ops", "1")],
    ["a module changed", first, plain("demo", "bo", "2")],
    ["the dictionary form, changed", folder("demo", "1"), folder("demo", "2")],
    ["a module moved to a folder", first, folder("demo", "1")],
    ["a name that no text holds", computed("demo", "bo", "1"), computed("demo", "ops", "2")],
    ["a name that no text holds any more", first, computed("demo", "ops", "2")],
    [
      "another settings file",
      first,
      releaseOf(
        "demo",
        { settingsFile: "sub/settings.py" },
        Object.fromEntries(plain("demo", "bo", "1").files.map(({ name, text }) => [`sub/${name}`, text])),
      ),
    ],
  ])("%s", async (_, before, after) => {
    const { made } = await deploys(state([before]), state([after]));
    expect(made).toEqual(["PUT /migrate", ...RESTARTS]);
  });

  it("a class that comes from one package to another, whichever is uploaded first", async () => {
    const nothing = (version: string) => pack("b", { '"Python.B"': "other.Op" }, { "other.py": operation(version) });
    const without = pack("a", { '"Python.A"': "own.Op" }, { "own.py": operation("1") });
    const withIt = pack(
      "a",
      { '"Python.A"': "own.Op", '"Python.Op"': "bo.Op" },
      { "own.py": operation("1"), "bo.py": operation("1") },
    );
    for (const order of [0, 1]) {
      const turn = (list: PresentPackage[]) => (order === 0 ? list : list.reverse());
      const before = pack(
        "b",
        { '"Python.Op"': "bo.Op", '"Python.B"': "other.Op" },
        { "bo.py": operation("1"), "other.py": operation("1") },
      );
      const { made } = await deploys(state(turn([without, before])), state(turn([withIt, nothing("1")])));
      expect(made).toEqual(["PUT /migrate", "PUT /migrate", ...RESTARTS]);
    }
  });

  it("a class that was bound by hand, first deployed under a name that no text holds", async () => {
    const { server, ns, run } = running();
    ns.bindings["Python.Op"] = hand("bo", "/by/hand");
    run();
    expect((await applyOn(server, state([computed("demo", "ops", "1")]))).kind).toBe("converged");
    expect(calls(server)).toEqual(["PUT /migrate", ...RESTARTS]);
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("also where the run dies before it knows", async () => {
    const { server, ns, run } = running();
    ns.bindings["Python.Op"] = hand("bo", "/by/hand");
    run();
    await applyOn(server, state([computed("demo", "ops", "1")]), new AbortController(), 1);
    const { kind } = await applyOn(server, state([computed("demo", "ops", "1")]));
    expect(kind).toBe("converged");
    expect(staleItems(server.state, ns)).toEqual([]);
  });

  it("a class whose own module is as it was: what it imports may not be", async () => {
    const { made } = await deploys(
      state([plain("demo", "bo", "1")]),
      state([
        pack(
          "demo",
          { '"Python.Op"': "bo.Op", '"Python.More"': "more.Op" },
          { "bo.py": operation("1"), "more.py": operation("1") },
        ),
      ]),
    );
    expect(made).toEqual(["PUT /migrate", ...RESTARTS]);
  });

  it("an item whose own settings name the place of its code", async () => {
    const place = (path: string) => [{ "@Target": "Host", "@Name": "%classpaths", "#text": path }];
    const inPlace = (version: string) => ({
      ...plain("demo", "bo", version),
      layout: "in_place" as const,
      remoteFolder: "/opt",
    });
    const { server, run, ns } = running(place("/opt/demo"));
    await applyOn(server, state([inPlace("1")]));
    run();
    ns.bindings["Python.Op"] = hand("other", "/by/hand");
    await applyOn(server, state([inPlace("2")]));
    expect(calls(server)).toContain("POST /component/restart");
  });
});

describe("what a present package provides is never left over", () => {
  const prune = { bindings: { present: [], absent: [], prune: "unused" as const, keep: [] } };
  it.each([
    ["plain", plain("demo", "bo", "1")],
    ["of the dictionary form", folder("demo", "1")],
    ["of a name that no text holds", computed("demo", "bo", "1")],
  ])("a class %s that nobody uses yet, bound by hand before", async (_, first) => {
    const server = modelServer();
    const ns = server.state.namespaces["USER"] as NamespaceState;
    ns.bindings["Python.Op"] = hand("bo", "/by/hand");
    ns.bindings["Python.Stray"] = hand("stray", "/by/hand");
    expect((await applyOn(server, state([first], prune))).kind).toBe("converged");
    expect(ns.bindings["Python.Op"]?.classpaths).toContain("/demo-");
    expect(ns.bindings["Python.Stray"]).toBeUndefined();
    expect((await planOf(server, state([first], prune))).changes).toEqual([]);
  });

  it("a class that its release registers no more goes", async () => {
    const server = modelServer();
    const ns = server.state.namespaces["USER"] as NamespaceState;
    const both = pack("demo", { '"Python.Op"': "bo.Op", '"Python.Gone"': "bo.Op" }, { "bo.py": operation("1") });
    await applyOn(server, state([both], prune));
    expect(ns.bindings["Python.Gone"]).toBeDefined();
    expect((await applyOn(server, state([plain("demo", "bo", "1")], prune))).kind).toBe("converged");
    expect(Object.keys(ns.bindings).filter((name) => name.startsWith("Python."))).toEqual(["Python.Op"]);
  });

  it.each([
    ["plain", (name: string) => plain(name, "bo", "1")],
    ["of the dictionary form", (name: string) => folder(name, "1")],
    ["of a name that no text holds", (name: string) => computed(name, "bo", "1")],
  ])("a package that has another name now, its class %s", async (_, make) => {
    const { ns, again } = await deploys(state([make("old")]), state([{ name: "old", absent: true }, make("new")]));
    expect(ns.bindings["Python.Op"]?.classpaths).toContain("/new-");
    expect(Object.keys(ns.bindings).filter((name) => name.startsWith("IopCtl."))).toEqual(["IopCtl.Release.new"]);
    expect(again.errors).toEqual([]);
  });

  it("a package named like a folder above another's releases takes nothing of it", async () => {
    const { server, ns, run } = running();
    const other = { ...plain("demo", "bo", "1"), remoteFolder: "/opt/packages" };
    await applyOn(server, state([other]));
    run();
    const named = pack("packages", { '"Python.Own"': "bo.Op" }, { "bo.py": operation("1") });
    expect((await applyOn(server, state([named]))).kind).toBe("converged");
    expect(calls(server)).toEqual(["PUT /migrate"]);
    const gone = await planOf(
      server,
      state([
        { name: "packages", absent: true },
        { name: "opt", absent: true },
      ]),
    );
    expect(gone.changes.map(({ address }) => address)).toEqual([["packages", "packages"]]);
    expect(gone.calls.map(({ reason }) => reason)).not.toContain("Python.Op");
    expect(ns.bindings["Python.Op"]?.classpaths).toContain("/opt/packages/demo-");
  });
});

describe("a migration by hand is drift", () => {
  it.each([
    ["plain", plain("demo", "bo", "1")],
    ["of the dictionary form", folder("demo", "1")],
    ["of a name that no text holds", computed("demo", "bo", "1")],
  ])("of a class %s", async (_, first) => {
    const { server, ns } = await deploys(undefined, state([first]));
    ns.bindings["Python.Op"] = hand("bo", "/by/hand");
    const { changes } = await planOf(server, state([first]));
    expect(changes.map(({ detail }) => detail)).toEqual(["Python.Op is bound to /by/hand"]);
    expect((await applyOn(server, state([first]))).kind).toBe("converged");
    expect((await planOf(server, state([first]))).changes).toEqual([]);
  });
});

describe("two packages that register one class", () => {
  it("are an error where the files say so", async () => {
    const of = (name: string, className: string) =>
      releaseOf(name, { components: [{ className, module: "bo", pythonClass: "Op" }] }, { "bo.py": operation(name) });
    const { errors, calls: none } = await planOf(modelServer(), state([of("a", "Python.Op"), of("b", "Python.OP")]));
    expect(errors.map(({ message }) => message)).toEqual([
      "Python.Op is registered by the packages a and b: only one package may register it",
    ]);
    expect(none).toEqual([]);
  });

  it("are warned of, do not take it from each other at every run, and items restart when it changes hands", async () => {
    const both = state([computed("a", "bo", "1"), computed("b", "bo", "1")]);
    const { server, ns, again } = await deploys(undefined, both);
    expect(again.warnings.join()).toContain("Python.Op is registered by the packages a and b");
    expect(ns.bindings["Python.Op"]?.classpaths).toContain("/b-");
    server.writes.length = 0;
    expect((await applyOn(server, state([computed("a", "bo", "2"), computed("b", "bo", "1")]))).kind).toBe("converged");
    expect(calls(server)).toEqual(["PUT /migrate", ...RESTARTS]);
    expect(staleItems(server.state, ns)).toEqual([]);
  });
});
