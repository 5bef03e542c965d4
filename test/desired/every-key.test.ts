import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";
import { apply } from "../../src/engine/apply.ts";
import { observe } from "../../src/engine/observe.ts";
import { formatAddress } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { plan } from "../../src/planner/plan.ts";
import { newState } from "../../src/sandbox/rules/state.ts";
import { workspace } from "../helpers/cli.ts";
import { modelServer } from "../helpers/model-server.ts";

/**
 * Walked from the schema itself: each key has a case here that changes it; the change is exactly one, at its address;
 * applied, the plan is empty, and the server holds the new value. A key without a case fails.
 */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}
const schema = JSON.parse(
  readFileSync(new URL("../../schemas/desired-state.schema.json", import.meta.url), "utf8"),
) as Schema;
const keysOf = (at: Schema | undefined) => Object.keys(at?.properties ?? {});

const files = {
  "demo/parts.py": "from iop import BusinessOperation\n\nclass Op(BusinessOperation):\n    pass\n",
  "demo/more.txt": "x",
  "demo/settings.py": 'import parts\n\nCLASSES = {\n    "Python.Op": parts.Op,\n}\n',
  "demo/other.py": 'import parts\n\nCLASSES = {\n    "Python.Op": parts.Op,\n}\n',
  "demo2/parts.py": "from iop import BusinessOperation\n\nclass Op(BusinessOperation):\n    x = 1\n",
  "demo2/settings.py": 'import parts\n\nCLASSES = {\n    "Python.Op": parts.Op,\n}\n',
};
const space = workspace(files);
afterAll(space.remove);

type Doc = Record<string, unknown>;
const item = (more: Doc = {}) => ({ productions: { "P.X": { items: { It: { classname: "EnsLib.A", ...more } } } } });
const production = (more: Doc = {}) => ({
  productions: { "P.X": { items: { It: { classname: "EnsLib.A" } }, ...more } },
});
const pack = (more: Doc = {}) => ({ packages: { demo: { path: "demo", ...more } } });
const bindings = (more: Doc) => ({ ...pack(), bindings: more });

/** Before, after, the address of the one change, and what the server holds then. */
type Case = readonly [Doc, Doc, string, (server: Server) => unknown, unknown?];
type Server = ReturnType<typeof modelServer>;
const ns = (server: Server) => server.state.namespaces["USER"] as NonNullable<(typeof server.state.namespaces)[string]>;
const definition = (server: Server) =>
  ns(server).productions["P.X"]?.definition as Record<string, unknown> & { Item: Doc[]; Setting: Doc[] };
const itemKey = (key: string) => (server: Server) => definition(server).Item[0]?.[key];
const release = (server: Server) => ns(server).bindings["IopCtl.Release.demo"];
const place = (server: Server) => release(server)?.classpaths;
const IT = "productions.P.X.items.It";

const CASES: Record<string, Record<string, Case | "fixed">> = {
  "": {
    version: "fixed",
    namespace: "fixed",
    // They say how to apply, not what: test/planner/guards and test/e2e/safety hold them to it.
    guards: "fixed",
    checks: "fixed",
    on_failure: "fixed",
    default: [{ default: "P.X" }, { default: "P.Y" }, "default", (server) => ns(server).default, "P.Y"],
    state: [
      { ...item(), default: "P.X", state: "running" },
      { ...item(), default: "P.X", state: "stopped" },
      "state",
      (server) => ns(server).status,
      "stopped",
    ],
    packages: [{}, pack(), "packages.demo", (server) => release(server) !== undefined, true],
    productions: [{}, item(), "productions.P.X", (server) => definition(server).Item.length, 1],
    bindings: [
      pack(),
      bindings({ absent: ["Python.Op"] }),
      "bindings.Python.Op",
      (server) => ns(server).bindings["Python.Op"],
      undefined,
    ],
  },
  package: {
    path: [
      pack(),
      pack({ path: "demo2" }),
      "packages.demo",
      (server) => Object.values(server.state.files).some((text) => text.includes("x = 1")),
      true,
    ],
    settings_file: [
      pack(),
      pack({ settings_file: "other.py" }),
      "packages.demo",
      (server) => Object.values(server.state.files).some((text) => text.includes('"other.py"')),
      true,
    ],
    remote_folder: [
      pack(),
      pack({ remote_folder: "/opt/x" }),
      "packages.demo",
      (server) => place(server)?.startsWith("/opt/x/demo-"),
      true,
    ],
    include: [
      pack(),
      pack({ include: ["**/*.py", "**/*.txt"] }),
      "packages.demo",
      (server) => Object.keys(server.state.files).some((path) => path.endsWith("more.txt")),
      true,
    ],
    exclude: [
      pack(),
      pack({ exclude: ["other.py"] }),
      "packages.demo",
      (server) => Object.keys(server.state.files).filter((path) => path.startsWith(`${place(server)}/other`)),
      [],
    ],
    strict_production_validation: [
      pack(),
      pack({ strict_production_validation: true }),
      "packages.demo",
      (server) => server.writes.length,
      2,
    ],
    layout: [pack(), pack({ layout: "in_place" }), "packages.demo", (server) => place(server)?.endsWith("/demo"), true],
    keep_releases: [
      pack(),
      pack({ keep_releases: 7 }),
      "packages.demo",
      (server) => Object.values(server.state.files).some((text) => text.includes("max(0, 7 -")),
      true,
    ],
    components: [
      pack(),
      pack({ components: { "Python.Op": "parts.Op" } }),
      "packages.demo",
      (server) => ns(server).bindings["Python.Op"]?.classpaths === place(server),
      true,
    ],
  },
  production: {
    protect: "fixed",
    prune: [
      { productions: { "P.X": { items: { It: { classname: "EnsLib.A" }, Old: { classname: "EnsLib.A" } } } } },
      production({ prune: true }),
      "productions.P.X.items.Old",
      (server) => definition(server).Item.length,
      1,
    ],
    description: [
      production(),
      production({ description: "new" }),
      "productions.P.X.description",
      (server) => definition(server)["Description"],
      "new",
    ],
    test_enabled: [
      production(),
      production({ test_enabled: true }),
      "productions.P.X.test_enabled",
      (server) => definition(server)["@TestingEnabled"],
      "true",
    ],
    log_trace_events: [
      production(),
      production({ log_trace_events: true }),
      "productions.P.X.log_trace_events",
      (server) => definition(server)["@LogGeneralTraceEvents"],
      "true",
    ],
    actor_pool_size: [
      production(),
      production({ actor_pool_size: 5 }),
      "productions.P.X.actor_pool_size",
      (server) => definition(server)["ActorPoolSize"],
      "5",
    ],
    settings: [
      production(),
      production({ settings: { ShutdownTimeout: 60 } }),
      "productions.P.X.settings.ShutdownTimeout",
      (server) => definition(server).Setting,
      [{ "@Target": "", "@Name": "ShutdownTimeout", "#text": "60" }],
    ],
    items: [
      production(),
      { productions: { "P.X": { items: { "It.2": { classname: "EnsLib.B" } } } } },
      'productions.P.X.items."It.2"',
      (server) => definition(server).Item.length,
      2,
    ],
    ignore: [
      item({ pool_size: 2 }),
      {
        productions: {
          "P.X": {
            description: "d",
            items: { It: { classname: "EnsLib.A", pool_size: 9 } },
            ignore: ["items.It.pool_size"],
          },
        },
      },
      "productions.P.X.description",
      itemKey("@PoolSize"),
      "2",
    ],
  },
  item: {
    classname: [item(), item({ classname: "EnsLib.B" }), `${IT}.classname`, itemKey("@ClassName"), "EnsLib.B"],
    category: [item(), item({ category: "c" }), `${IT}.category`, itemKey("@Category"), "c"],
    pool_size: [item(), item({ pool_size: 4 }), `${IT}.pool_size`, itemKey("@PoolSize"), "4"],
    enabled: [item(), item({ enabled: false }), `${IT}.enabled`, itemKey("@Enabled"), "false"],
    foreground: [item(), item({ foreground: true }), `${IT}.foreground`, itemKey("@Foreground"), "true"],
    comment: [item(), item({ comment: "why" }), `${IT}.comment`, itemKey("@Comment"), "why"],
    log_trace_events: [
      item(),
      item({ log_trace_events: true }),
      `${IT}.log_trace_events`,
      itemKey("@LogTraceEvents"),
      "true",
    ],
    schedule: [item(), item({ schedule: "START:*" }), `${IT}.schedule`, itemKey("@Schedule"), "START:*"],
    settings: [
      item(),
      item({ settings: { Adapter: { "File Path": "/in" } } }),
      `${IT}.settings.Adapter."File Path"`,
      (server) => definition(server).Item[0]?.["Setting"],
      [{ "@Target": "Adapter", "@Name": "File Path", "#text": "/in" }],
    ],
  },
  bindings: {
    present: [
      pack({ settings_file: "none.py" }),
      bindings({ present: ["Python.Op"] }),
      "packages.demo",
      (server) => ns(server).bindings["Python.Op"] !== undefined,
      true,
    ],
    absent: [
      pack(),
      bindings({ absent: ["Python.Op"] }),
      "bindings.Python.Op",
      (server) => ns(server).bindings["Python.Op"],
      undefined,
    ],
    prune: [
      pack(),
      { bindings: { prune: "unused" } },
      "bindings.Python.Op",
      (server) => ns(server).bindings["Python.Op"],
      undefined,
    ],
    keep: [
      pack(),
      { default: "P.X", bindings: { prune: "unused", keep: ["Python.O*"] } },
      "default",
      (server) => ns(server).bindings["Python.Op"] !== undefined,
      true,
    ],
  },
};

describe("every key of the desired state is compared and written", () => {
  it("has a case for each key of the schema", () => {
    const { $defs = {} } = schema;
    expect(keysOf(schema).sort()).toEqual(Object.keys(CASES[""] ?? {}).sort());
    for (const name of ["package", "production", "item", "bindings"]) {
      expect(keysOf($defs[name]).sort(), name).toEqual(Object.keys(CASES[name] ?? {}).sort());
    }
  });

  const cases = Object.entries(CASES).flatMap(([group, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => (value === "fixed" ? [] : [[`${group}.${key}`, value] as const])),
  );
  it.each(cases)("%s", async (name, [before, after, address, holds, value]) => {
    const server = modelServer(newState(["USER"]));
    if (name === "bindings.present") space.write({ "demo/none.py": "CLASSES = {\n}\n" });
    await converge(server, before);
    const desired = await load(after);
    const planned = plan(desired, await look(server, desired));
    const own = planned.changes.map((change) => formatAddress(change.address));
    // What must be present is a change of its own beside that of the package which brings it.
    expect(own.filter((entry) => name !== "bindings.present" || entry !== "bindings.Python.Op")).toEqual([address]);
    expect((await converge(server, after)).outcome).toBe("converged");
    const again = plan(desired, await look(server, desired));
    expect([again.changes, again.calls]).toEqual([[], []]);
    expect(holds(server)).toEqual(value);
  });
});

async function load(doc: Doc): Promise<DesiredState> {
  space.write({ "s.iop.yaml": JSON.stringify({ version: 1, ...doc }) });
  const [state] = await loadDesired(["s.iop.yaml"], {
    cwd: space.dir,
    env: {},
    onSecret: () => undefined,
    namespace: "USER",
  });
  return (state as NonNullable<typeof state>).desired;
}

function look(server: Server, desired: DesiredState) {
  return observe(desired, { client: server.client, parallelism: 4 });
}

async function converge(server: Server, doc: Doc) {
  const desired = await load(doc);
  const observed = await look(server, desired);
  return apply(desired, observed, plan(desired, observed), {
    client: server.client,
    observe: (wanted) => look(server, wanted),
    emit: (event) => {
      if (event.type === "call_failed") throw new Error(event.message);
    },
    signal: new AbortController().signal,
    patience: 100,
    settle: 100,
  });
}
