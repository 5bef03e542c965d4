import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DesiredState, Guards } from "../../src/model/desired.ts";
import { droppedOf, lostOf } from "../../src/model/loss.ts";
import type { Production, Setting } from "../../src/model/production.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { passedLimits } from "../../src/planner/guards.ts";
import { plan } from "../../src/planner/plan.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { complete, sparse } from "../../src/sandbox/rules/definition.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { definitionEntries } from "../../src/wire/definition.ts";
import { readExport } from "../../src/wire/export.ts";
import { applyOn, planOf } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { packageOf } from "../helpers/worlds.ts";

const CORPUS = fileURLToPath(new URL("../corpus/", import.meta.url));
type Body = Record<string, unknown>;

function serve(name: string, body: Body): ModelServer {
  const server = modelServer();
  const ns = server.state.namespaces["USER"] as NamespaceState;
  const definition = sparse(name, body);
  define(ns, name, definition);
  for (const item of definition.Item)
    ns.bindings[String(item["@ClassName"])] = {
      super: "IOP.BusinessOperation",
      module: "m",
      classname: "C",
      classpaths: "/x",
    };
  return server;
}

/** Only the description is managed. */
function describing(name: string, text: string, guards?: Guards): DesiredState {
  const attributes = { description: { text, sensitive: false } };
  const production = { name, prune: false, attributes, settings: undefined, items: undefined, ignore: [] };
  return { namespace: "USER", packages: [], productions: [production], ...(guards ? { guards } : {}) };
}

/** All that a definition says, with what it leaves out at its effective value, attributes in any order. */
function meaning(production: Production) {
  const bare = <T extends { readonly settings: readonly Setting[] }>(one: T) => ({
    ...one,
    settings: one.settings.map((setting) => ({ ...setting, extra: [] })),
    extra: [],
  });
  const known = bare({ ...production, items: production.items.map(bare) });
  const more = droppedOf(production).map((one) => JSON.stringify(one));
  return [JSON.stringify(definitionEntries(known, "as it was")), ...more.sort()];
}
const xmlOf = async (server: ModelServer, wanted: DesiredState) =>
  (await planOf(server, wanted)).calls.flatMap(({ action }) =>
    action.kind === "migrate" ? [action.upload.writer] : [],
  );

const item = (name: string, more: Body = {}) => ({
  "@Name": name,
  "@ClassName": "EnsLib.X",
  "@PoolSize": "1",
  ...more,
});
const HELD: Body = {
  "@Name": "A.B",
  "@LockedBy": "somebody",
  Description: "before",
  Setting: [{ "@Name": "NoTarget", "#text": "1", "@Why": "x" }],
  Item: [
    item("In", { "@InactivityTimeout": "20", "@DisableErrorTraps": "false" }),
    item("In", { "@InactivityTimeout": "30" }),
    item("Out", {
      "@AlertGroups": 'a "b" <c> & d\n\té',
      Extra: [{ "@At": "1", Deep: { "#text": "d", "@x": "y" } }, "text"],
      Setting: [
        { "@Name": "Untargeted", "#text": "a\n b" },
        { "@Target": "Host", "@Name": "S", "@Encrypted": "1" },
      ],
    }),
  ],
};
const ITEMS = "items.In InactivityTimeout=20";

describe("a write loses nothing that the server's own writer would drop", () => {
  const files = readdirSync(CORPUS).filter((name) => name.endsWith(".wire.json"));
  const bodies = files.map((name) => JSON.parse(readFileSync(`${CORPUS}${name}`, "utf8")) as Record<string, Body>);

  it.each([...bodies, { "A.B": HELD }].map((body) => Object.entries(body)[0] as [string, Body]))(
    "%s",
    async (name, body) => {
      for (const extra of [{}, { "@InactivityTimeout": "20" }]) {
        const list = [body["Item"] ?? []].flat() as Body[];
        const server = serve(name, { ...body, Item: list.map((one) => ({ ...one, ...extra })) });
        const before = await server.client.exportProduction(name);
        expect((await applyOn(server, describing(name, "new words"))).kind).toBe("converged");
        const after = await server.client.exportProduction(name);
        expect(meaning(after)).toEqual(
          meaning({ ...before, attributes: { ...before.attributes, description: "new words" } }),
        );
        expect(lostOf(before, after)).toEqual([]);
      }
    },
  );

  it("whatever else it holds", async () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "é", "😀", " ", "\n", "\t", "&", "<", '"', "'", "]]>") });
    const key = fc.constantFrom("Extra", "InactivityTimeout", "DisableErrorTraps", "Other.One", "A_b");
    const attributes = fc.dictionary(
      key.map((name) => `@${name}`),
      texts,
      { maxKeys: 2 },
    );
    const elements = fc.dictionary(
      fc.constantFrom("More", "SubThing"),
      fc.oneof(
        texts,
        fc.array(texts, { minLength: 2, maxLength: 3 }),
        fc.record({ "@A": texts, "#text": texts }),
        fc.record({ Deep: texts }),
      ),
      { maxKeys: 2 },
    );
    const setting = fc
      .tuple(fc.constantFrom("Host", "Adapter", "PMML", "", undefined), texts, attributes)
      .map(([target, text, more]) => ({
        ...(target === undefined ? {} : { "@Target": target }),
        "@Name": "S",
        "#text": text,
        ...more,
      }));
    const one = fc
      .tuple(fc.constantFrom("In", "Out"), attributes, elements, fc.array(setting, { maxLength: 2 }))
      .map(([name, own, inner, Setting]) => item(name, { ...own, ...inner, Setting }));
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 3 }), attributes, elements, async (items, own, inner) => {
        const server = serve("A.B", { ...own, ...inner, Item: items });
        const before = await server.client.exportProduction("A.B");
        for (const text of ["one", "two"]) {
          expect((await applyOn(server, describing("A.B", text))).kind).toBe("converged");
          const after = await server.client.exportProduction("A.B");
          expect(meaning(after)).toEqual(
            meaning({ ...before, attributes: { ...before.attributes, description: text } }),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it("and goes the plain way where nothing but defaults would go", async () => {
    const server = serve("A.B", { Item: [item("In", { "@InactivityTimeout": "0", "@DisableErrorTraps": "0" })] });
    expect(await xmlOf(server, describing("A.B", "x"))).toEqual(["plain"]);
    expect(await xmlOf(serve("A.B", HELD), describing("A.B", "x"))).toEqual(["xml or nothing"]);
    const untargeted = { Item: [item("In", { Setting: [{ "@Name": "U", "#text": "1" }] })] };
    expect(await xmlOf(serve("A.B", untargeted), describing("A.B", "x"))).toEqual(["xml"]);
    expect(await xmlOf(serve("A.B", HELD), describing("A.B", "x", { loss: "allow" }))).toEqual(["xml"]);
  });
});

describe("a server that has no other writer", () => {
  const held = () => {
    const server = serve("A.B", HELD);
    server.xmlWriter = false;
    return server;
  };

  it("refuses before anything is registered, and says what would go", async () => {
    const server = held();
    const before = structuredClone(server.state.namespaces);
    const wanted = { ...describing("A.B", "x"), packages: [packageOf("demo", "new", "settings")] };
    const error = await applyOn(server, wanted).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).ending).toBe("guard");
    expect((error as Refusal).message).toMatch(
      /^refused by the loss rule: .*LockedBy=somebody.*Nothing was changed\. --allow-loss/s,
    );
    for (const words of [ITEMS, "items.In InactivityTimeout=30", "items.Out.settings.Host.S Encrypted=1", "of A.B"])
      expect((error as Refusal).message).toContain(words);
    expect(server.state.namespaces).toEqual(before);
  });

  it("--allow-loss lets it go, says so, and a setting without a target stays the adapter's", async () => {
    const server = held();
    const { kind, events } = await applyOn(server, describing("A.B", "x", { loss: "allow" }));
    expect(kind).toBe("converged");
    expect(events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining(ITEMS) }),
    );
    const after = await server.client.exportProduction("A.B");
    expect(droppedOf(after)).toEqual([]);
    expect(after.items[2]?.settings[0]?.target).toBe("Adapter");
  });

  it("is no matter where nothing would be lost", async () => {
    const server = serve("A.B", { Item: [item("In", { Setting: [{ "@Name": "U", "#text": "1" }] })] });
    server.xmlWriter = false;
    expect((await applyOn(server, describing("A.B", "x"))).kind).toBe("converged");
    expect((await server.client.exportProduction("A.B")).items[0]?.settings[0]?.target).toBe("Adapter");
  });
});

it("a server that drops it all the same is found out by what it exports", async () => {
  const server = serve("A.B", HELD);
  const ns = server.state.namespaces["USER"] as NamespaceState;
  const write = server.client.migrate;
  Object.assign(server.client, {
    migrate: async (request: never) => {
      await write.call(server.client, request);
      define(ns, "A.B", complete("A.B", ns.productions["A.B"]?.definition as never));
    },
  });
  const { kind, message } = await applyOn(server, describing("A.B", "x"));
  expect(kind).toBe("not_converged");
  expect(message).toMatch(/^A\.B has lost .*InactivityTimeout=20/);
});

describe("a settings file that writes such a production itself", () => {
  const fragile = () => {
    const server = serve("One.Production", { Item: [item("Out", { "@InactivityTimeout": "20" })] });
    return server;
  };
  const wanted = (guards?: Guards): DesiredState => ({
    ...describing("One.Production", "x", guards),
    packages: [packageOf("demo", "new", "defines")],
  });

  it("is said by the plan and refused by the run before anything is registered", async () => {
    const server = fragile();
    const before = structuredClone(server.state.namespaces);
    const { warnings } = await planOf(server, wanted());
    expect(warnings).toContainEqual(
      expect.stringMatching(/drops items\.Out InactivityTimeout=20 of One\.Production if/),
    );
    await expect(applyOn(server, wanted())).rejects.toThrow(
      /the settings file of demo writes One\.Production, and the server drops items\.Out InactivityTimeout=20/,
    );
    expect(server.state.namespaces).toEqual(before);
  });

  it("may, where the files allow it", async () => {
    expect((await applyOn(fragile(), wanted({ loss: "allow" }))).kind).toBe("converged");
  });
});

it("what no writer can write back is refused by the plan", () => {
  const live = readExport({ name: "A.B", items: [{ name: "In", classname: "X.Y", nick_name: "n" }] }, "A.B");
  const observed = { productions: new Map([["A.B", live]]), bindings: [], git: new Map() };
  const desired = describing("A.B", "x");
  const refused = passedLimits(plan(desired, observed), desired, observed);
  expect(refused).toEqual([
    { rule: "loss refuse", message: expect.stringContaining("items.In <nick_name>=n"), lift: "--allow-loss" },
  ]);
  expect(passedLimits(plan(desired, observed), { ...desired, guards: { loss: "allow" } }, observed)).toEqual([]);
});

it("values of what is named like a password are not shown", async () => {
  const server = serve("A.B", { Item: [item("In", { "@AccessToken": "hunter2" })] });
  server.xmlWriter = false;
  await expect(applyOn(server, describing("A.B", "x"))).rejects.toThrow(/items\.In AccessToken=\(sensitive\)/);
});
