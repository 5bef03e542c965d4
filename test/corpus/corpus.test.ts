import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";
import { apply } from "../../src/engine/apply.ts";
import { observe } from "../../src/engine/observe.ts";
import { effectiveItemTarget, type Production } from "../../src/model/production.ts";
import { plan } from "../../src/planner/plan.ts";
import { exportYaml } from "../../src/documents/export-yaml.ts";
import { exportDocumented, sparse } from "../../src/sandbox/rules/definition.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { newState, type NamespaceState } from "../../src/sandbox/rules/state.ts";
import { definitionEntries, plainEntries } from "../../src/wire/definition.ts";
import { readExport } from "../../src/wire/export.ts";
import { workspace } from "../helpers/cli.ts";
import { modelServer } from "../helpers/model-server.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const wires = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".wire.json"))
  .map((name) => ({ name, body: JSON.parse(readFileSync(`${FOLDER}${name}`, "utf8")) as Record<string, never> }));

/** Definitions beside the corpus that the program must live with (corpus README). */
const made: { name: string; body: Record<string, unknown> }[] = [
  {
    name: "unknown attributes, odd targets, repeated names",
    body: {
      "Odd.Production": {
        "@Name": "Odd.Production",
        "@InactivityTimeout": "5",
        Setting: [
          { "@Target": "Production", "@Name": "ShutdownTimeout", "#text": "60" },
          { "@Name": "NoTarget", "#text": "x" },
        ],
        Item: [
          {
            "@Name": "A",
            "@ClassName": "X.Y",
            "@DisableErrorTraps": "1",
            "@AlertGroups": "g",
            Setting: [
              { "@Target": "Host", "@Name": "Twice", "#text": "1" },
              { "@Target": "Host", "@Name": "Twice", "#text": "2" },
              { "@Target": "PMML", "@Name": "Same", "#text": "s" },
              { "@Target": "PMML", "@Name": "Same", "#text": "s" },
              { "@Name": "Untargeted", "#text": "u" },
              { "@Target": "Host", "@Name": "Empty" },
            ],
          },
          { "@Name": "B", "@ClassName": "X.Y", "@Enabled": "false" },
          { "@Name": "B", "@ClassName": "X.Z" },
          { "@Name": "__proto__", "@ClassName": "X.Y" },
          { "@Name": "constructor", "@ClassName": "X.Y", Setting: { "@Target": "Host", "@Name": "__proto__", "#text": "p" } },
        ],
      },
    },
  },
  {
    name: "texts that look like YAML",
    body: {
      "Text.Production": {
        "@Name": "Text.Production",
        Description: "käse ☃ 😀 <![CDATA[x]]> & \"'",
        Item: ["yes", "1e3", "0x1F", "~", "- a", "null", "2001-01-01", "007", "1.10", "true", "False", "${HOME}", "$${X}", "#c", "a: b", "a\tb", "line\nline\n  in", "'", '"', "*a", "&a", "!t", "|", ">", "%x", "@x", "`", "{}", "[]", "-1", "+1", ".5", "1_000", "0o7", "<<", "😀"].map(
          (text, at) => ({
            "@Name": text.includes("\n") ? `Item ${at}` : text,
            "@ClassName": "X.Y",
            "@Comment": text.replace("\n", " "),
            Setting: [{ "@Target": "Host", "@Name": `Value.${at}`, "#text": text }],
          }),
        ),
      },
    },
  },
];
const all = [...wires, ...made];

describe.each(["real", "documented"] as const)("every definition of the corpus, in the %s shape", (shape) => {
  it.each(all)("$name: exported to YAML, its plan is empty", async ({ body }) => {
    const { name, production, server } = serve(body as Record<string, never>, shape);
    const { desired, remove } = await load(production);
    const observed = await observe(desired, { client: server.client, parallelism: 4 });
    const planned = plan(desired, { ...observed, productions: new Map([[name, production]]) });
    remove();
    expect(planned.errors).toEqual([]);
    expect(planned.changes).toEqual([]);
    expect(planned.calls).toEqual([]);
  });

  it.each(all.filter(({ body }) => firstSetting(serveRead(body as never)) !== undefined))(
    "$name: one setting changed is one change, and after the apply all else is as before",
    async ({ body }) => {
      const { name, production } = serve(body as Record<string, never>, shape);
      const [item, setting] = firstSetting(production) as [string, Production["items"][number]["settings"][number]];
      const { desired, remove } = await load(production);
      const [wanted] = desired.productions;
      const target = effectiveItemTarget(setting);
      const changed = new Map(wanted?.items);
      const old = changed.get(item);
      if (old === undefined || old === "absent") throw new Error("the item is not exported");
      const settings = new Map(old.settings);
      settings.set(target, new Map([...(settings.get(target) ?? []), [setting.name, { text: "changed!", sensitive: false }]]));
      changed.set(item, { ...old, settings });
      const next = { ...desired, productions: [{ ...(wanted as NonNullable<typeof wanted>), items: changed }] };
      remove();
      const observed = { productions: new Map([[name, production]]), status: { production: "", status: "stopped" as const }, bindings: [], git: new Map() };
      const planned = plan(next, observed);
      expect(planned.changes.map(({ address }) => address)).toEqual([
        ["productions", name, "items", item, "settings", target, setting.name],
      ]);
      const [call] = planned.calls;
      if (call?.action.kind !== "migrate") throw new Error("no migrate");
      const written = call.action.upload.definitions[0]?.production as Production;
      const expected = withSetting(production, item, target, setting.name, "changed!");
      expect(written).toEqual(expected);
      expect(readExport(asWire(written), name)).toEqual(readExport(asWire(expected), name));
    },
  );
});

it("a definition that is written keeps what no file manages, byte by byte of meaning", async () => {
  for (const { body } of wires) {
    const server = modelServer(newState(["USER"]));
    const ns = server.state.namespaces["USER"] as NamespaceState;
    const [name] = Object.keys(body) as [string];
    define(ns, name, sparse(name, body[name] as never));
    for (const item of ns.productions[name]?.definition?.Item ?? []) {
      ns.bindings[String(item["@ClassName"])] = { super: "IOP.BusinessOperation", module: "m", classname: "C", classpaths: "/x" };
    }
    const before = await server.client.exportProduction(name);
    const desired = {
      namespace: "USER",
      packages: [],
      productions: [{ name, prune: false, attributes: { description: { text: "new words", sensitive: false } }, settings: undefined, items: undefined, ignore: [] }],
    };
    const look = (wanted: typeof desired) => observe(wanted, { client: server.client, parallelism: 4 });
    const observed = await look(desired);
    const problems: string[] = [];
    const { outcome } = await apply(desired, observed, plan(desired, observed), {
      client: server.client,
      observe: look as never,
      emit: (event) => void (event.type === "call_failed" && problems.push(event.message)),
      signal: new AbortController().signal,
      patience: 100,
      settle: 100,
    });
    expect(problems).toEqual([]);
    expect(outcome).toBe("converged");
    const after = await server.client.exportProduction(name);
    expect(effective(after)).toEqual(effective({ ...before, attributes: { ...before.attributes, description: "new words" } }));
  }
});

it("the way back: whatever was changed, the state file of what stood before brings it back", async () => {
  for (const { name: file, body } of wires) {
    const server = modelServer(newState(["USER"]));
    const ns = server.state.namespaces["USER"] as NamespaceState;
    const [name] = Object.keys(body) as [string];
    const original = sparse(name, body[name] as never);
    define(ns, name, structuredClone(original));
    for (const item of original.Item) {
      ns.bindings[String(item["@ClassName"])] = { super: "IOP.BusinessOperation", module: "m", classname: "C", classpaths: "/x" };
    }
    const before = await server.client.exportProduction(name);
    const live = { namespace: "USER", default: undefined, state: undefined, bindings: [], remarks: [] };
    const yaml = exportYaml({ ...live, productions: [before] }, "schema.json", { exact: true });
    const changed = structuredClone(original);
    changed["Description"] = "somebody's";
    for (const [at, item] of changed.Item.entries()) {
      item["@Enabled"] = "false";
      item["@PoolSize"] = "7";
      item["@Comment"] = "x";
      if (at % 2 === 0) item.Setting.pop();
      for (const setting of item.Setting) setting["#text"] = `changed ${at}`;
      item.Setting.push({ "@Target": "Host", "@Name": "Fresh", "#text": "1" });
    }
    changed.Item.push({ "@Name": "Fresh", "@ClassName": "EnsLib.X", Setting: [] });
    define(ns, name, changed);
    const space = workspace({ "back.iop.yaml": yaml });
    const [loaded] = await loadDesired(["."], { cwd: space.dir, env: {}, onSecret: () => undefined, namespace: "USER" });
    space.remove();
    const desired = (loaded as NonNullable<typeof loaded>).desired;
    const look = (wanted: typeof desired) => observe(wanted, { client: server.client, parallelism: 4 });
    const observed = await look(desired);
    const options = { client: server.client, observe: look, emit: () => undefined, signal: new AbortController().signal, patience: 100, settle: 100 };
    expect((await apply(desired, observed, plan(desired, observed), options)).outcome, file).toBe("converged");
    const after = await server.client.exportProduction(name);
    const sorted = (production: Production) => {
      const key = (setting: object) => JSON.stringify(setting);
      const items = production.items.map((item) => ({ ...item, settings: [...item.settings].sort((a, b) => (key(a) < key(b) ? -1 : 1)) }));
      return effective({ ...production, items });
    };
    expect(sorted(after), file).toEqual(sorted(before));
  }
});

function effective(production: Production) {
  return JSON.parse(JSON.stringify(definitionEntries(production)));
}

function serve(body: Record<string, never>, shape: "real" | "documented") {
  const [name] = Object.keys(body) as [string];
  const server = modelServer(newState(["USER"]));
  define(server.state.namespaces["USER"] as NamespaceState, name, sparse(name, body[name] as never));
  const real = readExport(body, name);
  const production = shape === "real" ? real : readExport(exportDocumented(name, sparse(name, body[name] as never)), name);
  return { name, production, server };
}

function serveRead(body: Record<string, never>): Production {
  return readExport(body, Object.keys(body)[0] as string);
}

async function load(production: Production) {
  const yaml = exportYaml(
    { namespace: "USER", default: undefined, state: undefined, productions: [production], bindings: [], remarks: [] },
    "schema.json",
  );
  const space = workspace({ "live.iop.yaml": yaml });
  const [state] = await loadDesired(["."], { cwd: space.dir, env: {}, onSecret: () => undefined, namespace: "USER" });
  if (state === undefined) throw new Error("nothing was loaded");
  return { desired: state.desired, remove: space.remove };
}

function firstSetting(production: Production) {
  for (const item of production.items) {
    if (production.items.filter(({ name }) => name === item.name).length > 1) continue;
    for (const setting of item.settings) {
      const same = item.settings.filter((other) => other.name === setting.name && effectiveItemTarget(other) === effectiveItemTarget(setting));
      if (same.length === 1) return [item.name, setting] as const;
    }
  }
  return undefined;
}

function withSetting(production: Production, item: string, target: string, name: string, value: string): Production {
  return {
    ...production,
    items: production.items.map((entry) =>
      entry.name !== item
        ? entry
        : {
            ...entry,
            settings: entry.settings.map((setting) =>
              setting.name === name && effectiveItemTarget(setting) === target ? { ...setting, value } : setting,
            ),
          },
    ),
  };
}

/** What a migrate writes, as a server would give it back. */
function asWire(production: Production): unknown {
  return { [production.name]: plainEntries(definitionEntries(production)) };
}
