import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isXmlKey } from "../../src/model/loss.ts";
import {
  type Extra,
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  type Item,
  PRODUCTION_ATTRIBUTE_NAMES,
  type Production,
  type Setting,
} from "../../src/model/production.ts";
import { definitionEntries, plainEntries } from "../../src/wire/definition.ts";
import { REAL_ITEM_KEYS, REAL_PRODUCTION_KEYS, readExport } from "../../src/wire/export.ts";
import { definitionXml } from "../../src/wire/xml.ts";
import { readXml } from "../helpers/xml.ts";

/** Names and values as hostile as JSON lets them be; `__proto__` and `constructor` among them. */
const name = fc.oneof(
  fc.constantFrom("In", "Out", "__proto__", "constructor", "a.b", "Über Ünique", "%settings"),
  fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }).filter((one) => one.trim() !== ""),
);
// White space at the ends of an element's text is not read back (wire-notes, 4.2), and a lone surrogate is no text.
const value = fc.string({ maxLength: 12, unit: "grapheme" }).map((one) => one.replace(/[^\S ]/g, " ").trim());
// An attribute is a text, an element may hold anything.
const part = fc.constant({ "@Of": "x", Part: ["1", "2"] });
const unknown = (...keys: readonly string[]) =>
  fc
    .tuple(
      ...keys.map((key) => fc.option(fc.tuple(fc.constant(key), key.startsWith("@") ? value : fc.oneof(value, part)))),
    )
    .map((entries) => entries.filter((entry) => entry !== null)) as fc.Arbitrary<Extra>;
const setting: fc.Arbitrary<Setting> = fc.record({
  target: fc.constantFrom(undefined, "", "Host", "Adapter", "Other"),
  name,
  value,
  extra: unknown("@Comment", "Note"),
});
const attributesOf = <K extends string>(names: readonly K[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.oneof(value, fc.constantFrom("0", "1", "true", "yes", ""))), {
      selector: ([key]) => key,
    })
    .map((entries) => Object.fromEntries(entries) as { readonly [P in K]?: string });
const item: fc.Arbitrary<Item> = fc.record({
  name,
  attributes: attributesOf(ITEM_ATTRIBUTE_NAMES),
  settings: fc.array(setting, { maxLength: 3 }),
  extra: unknown("@InactivityTimeout", "@DisableErrorTraps", "Extension"),
});
const production: fc.Arbitrary<Production> = fc.record({
  name: fc.constantFrom("Demo.Production", "Demo.Über"),
  attributes: attributesOf(PRODUCTION_ATTRIBUTE_NAMES),
  settings: fc.array(setting, { maxLength: 3 }),
  // Two items of one name are legal in IRIS.
  items: fc.array(item, { maxLength: 3 }),
  extra: unknown("@Package", "SubProduction"),
});

/** The way that xmltodict makes JSON of XML: none, one and several are three forms; what is empty has no `#text`. */
function realShape({ name: own, attributes, settings, items, extra }: Production): object {
  const several = (key: string, list: readonly object[]) =>
    list.length === 0 ? [] : [[key, list.length === 1 ? list[0] : list]];
  const settingsOf = (list: readonly Setting[]) =>
    several(
      "Setting",
      list.map((one) =>
        Object.fromEntries([
          ...(one.target === undefined ? [] : [["@Target", one.target]]),
          ["@Name", one.name],
          ...one.extra,
          ...(one.value === "" ? [] : [["#text", one.value]]),
        ]),
      ),
    );
  const keyed = <K extends string>(values: { readonly [P in K]?: string }, keys: Readonly<Record<K, string>>) =>
    Object.entries(values).map(([key, text]) => [keys[key as K], text]);
  return Object.fromEntries([
    ["@Name", own],
    ...keyed(attributes, REAL_PRODUCTION_KEYS),
    ...extra,
    ...settingsOf(settings),
    ...several(
      "Item",
      items.map((one) =>
        Object.fromEntries([
          ["@Name", one.name],
          ...keyed(one.attributes, REAL_ITEM_KEYS),
          ...one.extra,
          ...settingsOf(one.settings),
        ]),
      ),
    ),
  ]);
}

/** The documented shape, with booleans and numbers as such where a text is one; what it has no place for under `extra`. */
function documentedShape({ name: own, attributes, settings, items, extra }: Production): object {
  const typed = (text: string) => (text === "true" ? true : /^\d$/.test(text) ? Number(text) : text);
  const values = (all: object) => Object.fromEntries(Object.entries(all).map(([key, text]) => [key, typed(text)]));
  const rest = (all: Extra) => (all.length === 0 ? {} : { extra: Object.fromEntries(all) });
  const settingsOf = (list: readonly Setting[]) =>
    list.map((one) => ({
      ...(one.target === undefined ? {} : { target: one.target }),
      ...{ name: one.name, value: one.value, ...rest(one.extra) },
    }));
  return {
    ...{ name: own, ...values(attributes), settings: settingsOf(settings), ...rest(extra) },
    items: items.map((one) => ({
      ...{ name: one.name, ...values(one.attributes), settings: settingsOf(one.settings), ...rest(one.extra) },
    })),
  };
}

const sent = (body: object): unknown => JSON.parse(JSON.stringify(body));
const RUNS = { numRuns: 150 };

describe("what /export gives is read whole (wire-notes, section 4)", () => {
  it("the real shape: each attribute, setting, item and unknown key, in order", () => {
    fc.assert(
      fc.property(production, (definition) => {
        const body = sent({ [definition.name]: realShape(definition) });
        expect(readExport(body, definition.name)).toEqual(definition);
      }),
      RUNS,
    );
  });

  it("the documented shape, of the same definition", () => {
    fc.assert(
      fc.property(production, (definition) => {
        const body = sent(documentedShape(definition));
        expect(readExport(body, definition.name)).toEqual(definition);
      }),
      RUNS,
    );
  });

  it("one item as an object, and none at all", () => {
    const one = { "@Name": "Op", "@ClassName": "Python.Op" };
    const names = (body: object) => readExport({ "A.B": body }, "A.B").items.map(({ name: own }) => own);
    expect([names({ "@Name": "A.B", Item: one }), names({ "@Name": "A.B", Item: [one, one] }), names({})]).toEqual([
      ["Op"],
      ["Op", "Op"],
      [],
    ]);
  });

  it.each([
    [[], "the answer is not an object"],
    [{ "A.B": "text" }, "it has neither shape of an export"],
    [{ "A.B": {}, "C.D": {} }, "it has neither shape of an export"],
    [{}, "it has neither shape of an export"],
    [{ "A.B": { Item: ["Op"] } }, "Item holds something that is not an object"],
    [{ "A.B": { Item: { "@Name": { a: 1 } } } }, "a text is an object"],
    [{ name: "A.B", items: [{ name: "Op", settings: [{ name: "X", value: ["1"] }] }] }, "a text is an object"],
  ])("what is no definition is said, and never read as an empty one: %j", (body, words) => {
    expect(() => readExport(body, "A.B")).toThrow(`the exported definition cannot be read: ${words}`);
  });
});

/** What a definition means: what is left out has its value, what the server cannot hold is away. */
function meaning({ name: own, settings, items, extra, ...rest }: Production) {
  const kept = (all: Extra) => all.filter(([key]) => isXmlKey(key));
  return {
    name: own,
    extra: kept(extra),
    attributes: PRODUCTION_ATTRIBUTE_NAMES.map((key) =>
      effectiveProductionAttribute({ ...rest, name: own, settings, items, extra }, key),
    ),
    settings: settings.map((one) => [one.target ?? "", one.name, one.value, kept(one.extra)]),
    items: items.map((one) => [
      one.name,
      ITEM_ATTRIBUTE_NAMES.map((key) => effectiveItemAttribute(one, key)),
      one.settings.map((inner) => [effectiveItemTarget(inner), inner.name, inner.value, kept(inner.extra)]),
      kept(one.extra),
    ]),
  };
}

describe("what is written means what was read", () => {
  it("as a dictionary of PRODUCTIONS: each attribute with its value, each setting with its target (wire-notes, 4.3, 4.5)", () => {
    fc.assert(
      fc.property(production, (definition) => {
        const dictionary = sent(plainEntries(definitionEntries(definition))) as { Item: Record<string, unknown>[] };
        const again = readExport({ [definition.name]: dictionary }, definition.name);
        expect(meaning(again)).toEqual(meaning(definition));
        // Nothing for the server's writer to make up: it would turn a missing PoolSize into 0.
        for (const one of dictionary.Item) {
          expect(Object.keys(one)).toEqual(expect.arrayContaining(Object.values(REAL_ITEM_KEYS)));
          expect(one["@PoolSize"]).not.toBe("");
        }
        // Written once more it is the same: no plan follows a plan.
        expect(sent(plainEntries(definitionEntries(again)))).toEqual(dictionary);
      }),
      RUNS,
    );
  });

  it("as the XML of a class: read the way /export reads it, with unknown attributes, and no target where there was none", () => {
    fc.assert(
      fc.property(production, (definition) => {
        const again = readExport({ [definition.name]: readXml(definitionXml(definition)) }, definition.name);
        expect(meaning(again)).toEqual(meaning(definition));
        expect(again.items.map(({ settings }) => settings.map(({ target }) => target))).toEqual(
          definition.items.map(({ settings }) => settings.map(({ target }) => target)),
        );
      }),
      RUNS,
    );
  });

  it("a key of the documented shape that is no XML is read, and left out of what is written", () => {
    const found = readExport({ name: "A.B", items: [{ name: "In", classname: "C", host_state: "ok" }] }, "A.B");
    expect(found.items[0]?.extra).toEqual([["host_state", "ok"]]);
    expect(JSON.stringify(plainEntries(definitionEntries(found)))).not.toContain("host_state");
  });
});

describe("text in XML", () => {
  it("holds what XML has signs for, line ends and tabs, in attributes and in elements", () => {
    const hostile = `<a> & "b" 'c' ]]>\r\n\td`;
    const definition: Production = {
      ...{ name: "A.B", attributes: { description: hostile }, settings: [], extra: [] },
      items: [
        {
          ...{ name: hostile, attributes: { comment: hostile }, extra: [] },
          settings: [{ target: "Host", name: hostile, value: hostile, extra: [] }],
        },
      ],
    };
    const found = readXml(definitionXml(definition)) as {
      Item: [{ "@Name": string; "@Comment": string; Setting: [object] }];
    };
    expect(found).toMatchObject({ Description: hostile });
    expect(found.Item[0]).toMatchObject({ "@Name": hostile, "@Comment": hostile });
    expect(found.Item[0].Setting[0]).toMatchObject({ "@Name": hostile, "#text": hostile });
  });
});
