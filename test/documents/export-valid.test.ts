import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";
import { exportYaml } from "../../src/documents/export-yaml.ts";
import { plan } from "../../src/planner/plan.ts";
import { readExport } from "../../src/wire/export.ts";
import { workspace } from "../helpers/cli.ts";

type Body = Record<string, unknown>;

async function exported(body: Body, exact = false) {
  const production = readExport({ "A.B": { "@Name": "A.B", ...body } }, "A.B");
  const live = { namespace: "USER", default: undefined, state: undefined, bindings: [], remarks: [] };
  const yaml = exportYaml({ ...live, productions: [production] }, "schema.json", { exact });
  const space = workspace({ "live.iop.yaml": yaml });
  try {
    const [state] = await loadDesired(["."], { cwd: space.dir, env: {}, onSecret: () => undefined, namespace: "USER" });
    const desired = (state as NonNullable<typeof state>).desired;
    const observed = { productions: new Map([[production.name, production]]), bindings: [], git: new Map() };
    return { yaml, planned: plan(desired, observed), desired };
  } finally {
    space.remove();
  }
}
const item = (more: Body) => ({ Item: [{ "@Name": "I", "@ClassName": "X.Y", ...more }] });
const setting = (more: Body) => item({ Setting: { "@Target": "Host", "@Name": "S", "#text": "x", ...more } });
const name = (text: string) => ({ Item: [{ "@Name": text, "@ClassName": "X.Y" }] });

describe("export never writes what validation refuses", () => {
  it.each<[string, Body, string]>([
    ["a pool size that is no number", item({ "@PoolSize": "x" }), "items.I.pool_size"],
    ["a pool size below zero", item({ "@PoolSize": "-1" }), "items.I.pool_size"],
    ["a pool size above all", item({ "@PoolSize": "99999" }), "items.I.pool_size"],
    ["an actor pool above IRIS's most", { ActorPoolSize: "500" }, "actor_pool_size"],
    ["a class that is none", item({ "@ClassName": "X Y!" }), "items.I.classname"],
    ["an item without a name", name(""), 'items.""'],
    ["a setting without a name", setting({ "@Name": "" }), 'settings.Host.""'],
    ["a control character", setting({ "#text": "a\u0001b" }), "settings.Host.S"],
    ["a control character in a name", name("a\u0001"), 'items."a\\u0001"'],
    ["half a character", item({ "@Comment": "\ud800" }), "items.I.comment"],
    ["U+0085 and U+FEFF", setting({ "#text": "\u0085\ufeffa\u0085b\u2028\ufeff" }), ""],
    ["a name over two lines", name("a\nb"), ""],
  ])("%s", async (_, body, where) => {
    for (const exact of [false, true]) {
      const { yaml, planned } = await exported(body, exact);
      expect(planned.changes).toEqual([]);
      expect(planned.errors).toEqual([]);
      expect(yaml.includes("a state file cannot say")).toBe(where !== "");
      expect(yaml).toContain(where);
    }
  });

  it("and where it prunes, for the way back, what it cannot say is left alone", async () => {
    expect((await exported(setting({ "#text": "\u0001" }), true)).desired.productions[0]).toMatchObject({
      prune: true,
      ignore: [["items", "I", "settings", "Host", "S"]],
    });
    expect((await exported(name(""), true)).desired.productions[0]?.prune).toBe(false);
  });

  it("whatever the server holds", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.string({
        unit: fc.constantFrom("\u0085", "\ufeff", "\u0000", "\ud800", " ", "*", ".", '"', "$", "{", "<<", "~"),
        maxLength: 4,
      }),
    );
    const one = fc.record({ n: text, c: text, p: text, s: text, t: fc.constantFrom("Host", "Adapter", ""), v: text });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(one, { maxLength: 3, selector: ({ n }) => n }),
        text,
        fc.boolean(),
        async (items, more, exact) => {
          const Item = items.map(({ n, c, p, s, t, v }) => ({
            ...{ "@Name": n, "@ClassName": c, "@PoolSize": p, "@Comment": v, "@Enabled": v },
            Setting: [{ "@Target": t, "@Name": s, "#text": v }],
          }));
          const { planned } = await exported({ Description: more, ActorPoolSize: more, Item }, exact);
          expect(planned.changes).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("what the format has no key for stands in a comment", async () => {
    const { yaml } = await exported(item({ "@InactivityTimeout": "20", "@DisableErrorTraps": "0" }));
    expect(yaml).toContain("# not managed, and kept: items.I InactivityTimeout=20\n");
  });
});
