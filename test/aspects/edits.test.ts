import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { productionEdits } from "../../src/aspects/edits.ts";
import { formatAddress } from "../../src/model/address.ts";
import { SENSITIVE } from "../../src/model/change.ts";
import type { DesiredProduction } from "../../src/model/desired.ts";
import { applyEdits, changeOf, type Edit } from "../../src/model/edit.ts";
import type { ObservedProduction } from "../../src/model/observed.ts";
import { readExport } from "../../src/wire/export.ts";
import { itemOf, productionOf, secret, settingOf, text, unasked, wantedOf } from "../helpers/states.ts";
import { PRODUCTIONS, world } from "../helpers/worlds.ts";

const said = (edits: readonly Edit[]) =>
  edits.map((edit) => {
    const { address, action, before, after } = changeOf(edit);
    return [formatAddress(address).replace("productions.A.B.", ""), action, before, after];
  });
const differences = (wanted: DesiredProduction, found: ObservedProduction) =>
  said(productionEdits(wanted, found).edits);
const items = { In: itemOf("In", "Python.In"), Out: itemOf("Out", "Python.Out") };
const live = (parts: Parameters<typeof productionOf>[1] = {}) =>
  productionOf("A.B", { items: [items.In, items.Out], ...parts });

describe("a definition of the files against that of the server", () => {
  it("what is not written is left alone, whatever it is", () => {
    const found = live({
      attributes: { description: "by hand", test_enabled: "true" },
      settings: [settingOf("", "ShutdownTimeout", "60")],
    });
    expect(differences(wantedOf("A.B"), found)).toEqual([]);
    expect(differences(wantedOf("A.B", { items: { In: {} } }), found)).toEqual([]);
  });

  it.each([
    ["test_enabled", "yes", "true"],
    ["test_enabled", "1", "true"],
    ["test_enabled", undefined, "false"],
    ["actor_pool_size", "02", "2"],
    ["actor_pool_size", undefined, "2"],
    ["actor_pool_size", "", "2"],
    ["description", " x \r\n", "x"],
    ["description", undefined, ""],
  ] as const)("%s: %j of the server means %j", (name, found, wanted) => {
    const attributes = found === undefined ? {} : { [name]: found };
    expect(differences(wantedOf("A.B", { attributes: { [name]: wanted } }), live({ attributes }))).toEqual([]);
    const other = wanted === "true" ? "false" : wanted === "false" ? "true" : "7";
    const changed = wantedOf("A.B", { attributes: { [name]: other } });
    expect(differences(changed, live({ attributes }))).toEqual([[name, "update", wanted, other]]);
  });

  it("an attribute that is left out means its default, a pool size of 1 above all (wire-notes, 4.5)", () => {
    const sparse = { ...items.In, attributes: { classname: "Python.In" } };
    const wanted = (attributes: Record<string, string>) => wantedOf("A.B", { items: { In: { attributes } } });
    const defaults = { pool_size: "1", enabled: "true", foreground: "false", comment: "", schedule: "" };
    expect(differences(wanted(defaults), live({ items: [sparse] }))).toEqual([]);
    expect(differences(wanted({ pool_size: "0" }), live({ items: [sparse] }))).toEqual([
      ["items.In.pool_size", "update", "1", "0"],
    ]);
  });

  it("a production's setting that IoP does not write at its default is there (wire-notes, 4.4)", () => {
    const wanted = (value: string) => wantedOf("A.B", { settings: { ShutdownTimeout: value, Other: "" } });
    expect(differences(wanted("120"), live())).toEqual([["settings.Other", "create", null, ""]]);
    expect(differences(wanted("60"), live())).toEqual([
      ["settings.ShutdownTimeout", "create", null, "60"],
      ["settings.Other", "create", null, ""],
    ]);
  });

  it("a setting counts by what its target means: none is the adapter's, an empty one the host's (wire-notes, 4.3)", () => {
    const settings = [settingOf(undefined, "Port", "1"), settingOf("", "Host", "a")];
    const found = live({ items: [{ ...items.In, settings }] });
    const wanted = (port: string) =>
      wantedOf("A.B", { items: { In: { settings: { Adapter: { Port: port }, Host: { Host: "a" } } } } });
    expect(differences(wanted("1"), found)).toEqual([]);
    expect(differences(wanted("2"), found)).toEqual([["items.In.settings.Adapter.Port", "update", "1", "2"]]);
  });

  it("a setting that stands twice is equal only where both are, and then both are written", () => {
    const settings = [settingOf("Host", "A", "1"), settingOf("Host", "A", "2")];
    const found = live({ items: [{ ...items.In, settings }] });
    const wanted = wantedOf("A.B", { items: { In: { settings: { Host: { A: "1" } } } } });
    expect(differences(wanted, found)).toEqual([["items.In.settings.Host.A", "update", "2", "1"]]);
    const { edits } = productionEdits(wanted, found);
    expect(applyEdits("A.B", found, edits).items[0]?.settings.map(({ value }) => value)).toEqual(["1", "1"]);
  });

  it("targets and names are two: what ends the one does not begin the other", () => {
    const found = live({ items: [{ ...items.In, settings: [settingOf("Host", "AB", "1")] }] });
    const wanted = wantedOf("A.B", { items: { In: { settings: { HostA: { B: "1" } } } } });
    expect(differences(wanted, found)).toEqual([["items.In.settings.HostA.B", "create", null, "1"]]);
  });
});

describe("items that come and go", () => {
  const wanted = wantedOf("A.B", {
    items: { New: { attributes: { classname: "C.D" } }, Out: "absent", Gone: "absent" },
  });

  it("a new one is one change, with all that the files say of it; one that must go is one too", () => {
    const found = productionEdits(wanted, live());
    expect(said(found.edits)).toEqual([
      ["items.New", "create", null, { classname: "C.D" }],
      ["items.Out", "delete", { classname: "Python.Out", pool_size: "1" }, null],
    ]);
    expect(applyEdits("A.B", live(), found.edits).items.map(({ name }) => name)).toEqual(["In", "New"]);
  });

  it("without a class it cannot be made", () => {
    const nameless = wantedOf("A.B", { items: { New: { attributes: { pool_size: "2" } } } });
    const found = productionEdits(nameless, live());
    expect(found.edits).toEqual([]);
    expect(found.errors).toMatchObject([{ kind: "incomplete", address: ["productions", "A.B", "items", "New"] }]);
  });

  it("of two of one name neither is touched: it is an error where the files mean one, and else left alone", () => {
    const found = live({ items: [items.In, items.In, items.Out] });
    const meant = productionEdits(wantedOf("A.B", { items: { In: { attributes: { comment: "x" } } } }), found);
    expect(meant.edits).toEqual([]);
    expect(meant.errors).toMatchObject([{ kind: "invalid", message: /two items of A\.B have the name In/ }]);
    const pruned = productionEdits(wantedOf("A.B", { prune: true, items: { Out: {} } }), found);
    expect([pruned.edits, pruned.errors]).toEqual([[], []]);
  });

  it("prune removes what is not listed: items where there is a list, settings where they are written", () => {
    const found = live({
      settings: [settingOf("", "A", "1"), settingOf("Production", "B", "2")],
      items: [{ ...items.In, settings: [settingOf("Host", "X", "1"), settingOf("Host", "Y", "2")] }, items.Out],
    });
    const listed = { In: { settings: { Host: { X: "1" } } } };
    expect(differences(wantedOf("A.B", { settings: { A: "1" }, items: listed, prune: true }), found)).toEqual([
      ["settings.B", "delete", "2", null],
      ["items.In.settings.Host.Y", "delete", "2", null],
      ["items.Out", "delete", { classname: "Python.Out", pool_size: "1" }, null],
    ]);
    expect(differences(wantedOf("A.B", { settings: { A: "1" }, items: listed }), found)).toEqual([]);
    // No list of items is none that is empty.
    expect(differences(wantedOf("A.B", { prune: true, settings: { A: "1", B: "2" } }), found)).toEqual([]);
  });

  it("what is ignored is never compared and never written, also not as a part of what is new", () => {
    const ignore = [
      ["items", "Out"],
      ["items", "*", "pool_size"],
    ];
    const both = { attributes: { classname: "C.D", pool_size: "4" } };
    const ignoring = wantedOf("A.B", { ignore, items: { In: both, New: both, Out: "absent" } });
    expect(differences(ignoring, live())).toEqual([
      ["items.In.classname", "update", "Python.In", "C.D"],
      ["items.New", "create", null, { classname: "C.D" }],
    ]);
  });

  it("a production that is not there is one change with all of it", () => {
    const whole = wantedOf("A.B", {
      attributes: { description: "x" },
      items: { In: { attributes: { classname: "C" } } },
    });
    const found = productionEdits(whole, "absent");
    expect(found.edits.map(changeOf)).toMatchObject([
      {
        address: ["productions", "A.B"],
        action: "create",
        after: { description: "x", items: { In: { classname: "C" } } },
      },
    ]);
    expect(applyEdits("A.B", "absent", found.edits).items.map(({ name }) => name)).toEqual(["In"]);
  });
});

describe("secrets", () => {
  const found = live({
    items: [{ ...items.In, settings: [settingOf("Host", "A", "old"), settingOf("Host", "Password", "p1")] }],
  });
  const set = (values: Record<string, ReturnType<typeof text>>) =>
    wantedOf("A.B", { items: { In: { settings: { Host: values } } } });

  it.each([
    ["by the files", set({ A: secret("hunter2") }), "A"],
    ["by its name", set({ Password: text("hunter2") }), "Password"],
  ])("%s: neither side is shown, and what is written is the value", (_, wanted, name) => {
    const { edits } = productionEdits(wanted, found);
    expect(said(edits)).toEqual([[`items.In.settings.Host.${name}`, "update", SENSITIVE, SENSITIVE]]);
    expect(JSON.stringify(applyEdits("A.B", found, edits))).toContain("hunter2");
  });

  it("one secret of a new item hides it, and nothing else of it", () => {
    const settings = { Host: { A: secret("hunter2"), B: "open" } };
    const { edits } = productionEdits(
      wantedOf("A.B", { items: { New: { attributes: { classname: "C" }, settings } } }),
      found,
    );
    expect(edits.map(changeOf)).toMatchObject([
      { sensitive: true, after: { classname: "C", settings: { Host: { A: SENSITIVE, B: "open" } } } },
    ]);
  });

  it("what is removed is not shown either", () => {
    const gone = productionEdits(wantedOf("A.B", { items: { In: "absent" } }), found);
    expect(JSON.stringify(gone.edits.map(changeOf))).not.toContain("p1");
    expect(gone.edits.map(changeOf)).toMatchObject([
      { before: { settings: { Host: { A: "old", Password: SENSITIVE } } } },
    ]);
  });

  it("a secret that was not asked for is no difference, and is not written", () => {
    const { edits } = productionEdits(set({ A: unasked("${secret:A}"), Password: unasked("${secret:B}") }), found);
    expect(edits).toEqual([]);
    const created = productionEdits(set({ A: unasked("${secret:A}") }), "absent");
    expect(JSON.stringify(applyEdits("A.B", "absent", created.edits))).not.toContain("secret:");
  });
});

describe("for every definition, and whatever files say", () => {
  it("its edits make it so: compared again nothing is left, and what is not named by them is as it was", () => {
    fc.assert(
      fc.property(world, ({ definitions, desired }) => {
        for (const wanted of desired.productions) {
          const definition = definitions[PRODUCTIONS.indexOf(wanted.name as (typeof PRODUCTIONS)[0])];
          const found = definition && readExport({ [wanted.name]: definition }, wanted.name);
          const { edits } = productionEdits(wanted, found ?? "absent");
          const result = applyEdits(wanted.name, found ?? "absent", edits);
          const again = productionEdits(wanted, result);
          expect(said(again.edits)).toEqual([]);
          if (edits.length === 0 && found !== undefined) expect(result).toEqual(found);
          const named = edits.map(({ address }) => address[3] ?? "");
          for (const item of found?.items ?? [])
            if (!named.includes(item.name)) expect(result.items).toContainEqual(item);
        }
      }),
      { numRuns: 200 },
    );
  });
});
