import { describe, expect, it } from "vitest";
import { directoryOf } from "../../src/aspects/places.ts";
import {
  bindingsLeftBy,
  isDoubtful,
  mayTakeOver,
  movedBindings,
  providerOf,
  registers,
  sharedClasses,
} from "../../src/aspects/providers.ts";
import type { PresentPackage } from "../../src/model/desired.ts";
import type { Binding } from "../../src/model/observed.ts";
import { bindingOf, desiredOf, observedOf, recordOf } from "../helpers/states.ts";
import { releaseOf } from "../helpers/worlds.ts";

const settings = (name: string, text: string, more: Record<string, string> = {}) =>
  releaseOf(name, { settingsFile: "settings.py" }, { "settings.py": text, ...more });
const components = (name: string, ...classes: string[]) =>
  releaseOf(
    name,
    { components: classes.map((className) => ({ className, module: "m", pythonClass: "C" })) },
    { "m.py": "class C: pass" },
  );
const rootOf = (pack: PresentPackage) => `/opt/${directoryOf(pack)}`;
const provider = (className: string, packages: readonly PresentPackage[], bindings: readonly Binding[] = []) =>
  providerOf(className, desiredOf({ packages }), observedOf({ bindings }))?.name;

const one = settings("one", 'CLASSES = {"P.In": parts.In}', { "parts.py": "" });
const two = settings("two", 'CLASSES = {"P.Out": parts.Out}', { "parts.py": "" });
const gone = settings("gone", "");

describe("who provides a class: what is declared, recorded and bound goes before what a text says", () => {
  it("a declared component, in any case, before any record", () => {
    const declared = components("more", "p.IN");
    expect(provider("P.In", [one, declared], [recordOf(one, rootOf(one), { provided: ["P.In"] })])).toBe("more");
  });

  it("the release whose record lists it; of two the one that it is bound to, else the last", () => {
    const records = [one, two].map((pack) => recordOf(pack, rootOf(pack), { provided: ["X.Y"] }));
    expect(provider("X.Y", [one, two], records.slice(0, 1))).toBe("one");
    expect(provider("X.Y", [one, two], records)).toBe("two");
    expect(provider("X.Y", [one, two], [...records, bindingOf("X.Y", rootOf(one))])).toBe("one");
  });

  it("the package in whose deployed directory it is bound; of nested ones the innermost", () => {
    const inner = settings("inner", "");
    const path = `${rootOf(one)}/${directoryOf(inner)}`;
    const records = [recordOf(one, rootOf(one)), recordOf(inner, path)];
    expect(provider("X.Y", [one, inner], [...records, bindingOf("X.Y", `${path}/sub`)])).toBe("inner");
    expect(provider("X.Y", [one, inner], [...records, bindingOf("X.Y", `${rootOf(one)}/sub`)])).toBe("one");
  });

  it.each([
    ["its name in quotes", 'CLASSES = {"P.In": x}', true],
    ["all below a name", "CLASSES = {'P.Deep.Er': x}", true],
    ["its first part alone says nothing", 'CLASSES = {"P": x}', false],
    ["a name that only holds it", 'CLASSES = {"P.In.Sub": x}', false],
  ])("the text of a settings file: %s", (_, text, is) => {
    const className = text.includes("Deep") ? "P.Deep.Er.In" : "P.In";
    expect(provider(className, [settings("one", text)])).toBe(is ? "one" : undefined);
  });

  it("a binding's module among its files", () => {
    const held = settings("one", "", { "sub/held.py": "" });
    expect(provider("X.Y", [held], [bindingOf("X.Y", "/hand", { module: "held" })])).toBe("one");
    expect(provider("X.Y", [held], [bindingOf("X.Y", "/hand", { module: "other" })])).toBeUndefined();
  });

  it("not where the record of these very files lists all that they register", () => {
    const named = settings("one", 'names = ["P.In"]');
    expect(provider("P.In", [named], [recordOf(named, rootOf(named), { provided: ["P.Else"] })])).toBeUndefined();
    const older = recordOf({ ...named, digest: "0".repeat(64) }, rootOf(named), { provided: ["P.Else"] });
    expect(provider("P.In", [named], [older])).toBe("one");
  });

  it("what lies in somebody else's release is ours only by a key of CLASSES", () => {
    const theirs = [recordOf(gone, rootOf(gone)), bindingOf("P.In", rootOf(gone))];
    expect(provider("P.In", [settings("one", 'names = ["P.In"]')], theirs)).toBeUndefined();
    expect(provider("P.In", [one], theirs)).toBe("one");
  });
});

describe("where it is not certain, nothing is taken for granted (contract, section 6)", () => {
  const doubtful = (className: string, bindings: readonly Binding[] = []) =>
    isDoubtful(className, desiredOf({ packages: [one] }), observedOf({ bindings }));

  it.each([
    ["EnsLib.File.InboundAdapter", false],
    ["%CSP.REST", false],
    ["P.In", false],
    ["Computed.Name", true],
    ["EnsLibrary.Own", true],
  ])("%s: %s", (className, is) => expect(doubtful(className)).toBe(is));

  it("a class of a release that these files do not have is theirs", () => {
    expect(doubtful("X.Y", [bindingOf("X.Y", "/hand")])).toBe(true);
    expect(doubtful("X.Y", [bindingOf("X.Y", rootOf(gone)), recordOf(gone, rootOf(gone))])).toBe(false);
    expect(doubtful("X.Y", [bindingOf("X.Y", "/hand"), recordOf(gone, rootOf(gone))])).toBe(true);
  });

  it.each([
    ['CLASSES = {"P.In": parts.In, "P.Out": parts.Out,}  # both', false],
    ['CLASSES = {\n    "P.In": parts.In,  # in\n}\nPRODUCTIONS = []', false],
    ['CLASSES = {"P." + "In": parts.In}', true],
    ['CLASSES = {f"{prefix}.In": parts.In}', true],
    ['CLASSES = {"P.In": {"path": here + "/src", "class": "In"}, "P.Out": pick(parts, "Out")}', false],
    ['CLASSES = {"P.In": parts.In} | more', true],
    ['CLASSES = {"P.In": parts.In, **more}', true],
    ['CLASSES = {"P." "In": parts.In}', true],
    ['CLASSES = {"P.In": parts.In', true],
    ['CLASSES = {"P.In": parts.In}\nCLASSES["X." + "Y"] = parts.Out', true],
    ['CLASSES = {"P.In": parts.In}\nfrom others import *', true],
    ["from others import CLASSES", true],
    ["CLASSES = dict(pairs)", true],
  ])("what %s may take over of another's release: %s", (text, is) => {
    const bindings = [
      bindingOf("X.Y", rootOf(gone)),
      bindingOf("EnsLib.X", rootOf(gone)),
      recordOf(gone, rootOf(gone)),
    ];
    const pack = settings("one", text);
    const takes = (className: string, from = bindings) =>
      mayTakeOver(pack, className, desiredOf({ packages: [pack] }), observedOf({ bindings: from }));
    expect([takes("X.Y"), takes("EnsLib.X"), takes("No.Body"), takes("X.Y", [bindingOf("X.Y", "/hand")])]).toEqual([
      is,
      false,
      false,
      false,
    ]);
  });

  it("a package whose other files speak of its classes, or that declares them", () => {
    const bindings = [bindingOf("X.Y", rootOf(gone)), recordOf(gone, rootOf(gone))];
    const takes = (pack: PresentPackage) =>
      mayTakeOver(pack, "X.Y", desiredOf({ packages: [pack] }), observedOf({ bindings }));
    const text = 'CLASSES = {"P.In": parts.In}';
    expect(takes(settings("one", text, { "more.py": "settings.CLASSES.update(more)" }))).toBe(true);
    expect(takes(settings("one", text, { "more.py": "# CLASSES stands in settings.py" }))).toBe(false);
    expect(takes(components("one", "P.In"))).toBe(false);
  });

  it("names with signs of patterns are only names", () => {
    expect(registers(settings("one", 'CLASSES = {"PxIn": x}'), "P.In")).toBe(false);
    expect(registers(settings("one", "CLASSES = {'P.In' : x}"), "P.In")).toBe(true);
  });
});

describe("bindings that are somebody else's now (a migration by hand)", () => {
  const moved = (pack: PresentPackage, bindings: readonly Binding[], others: readonly PresentPackage[] = []) =>
    movedBindings(pack, desiredOf({ packages: [pack, ...others] }), observedOf({ bindings })).map(
      ({ className }) => className,
    );
  const record = recordOf(one, rootOf(one), { provided: ["P.In"] });

  it.each([
    ["it lies where it was deployed", [bindingOf("P.In", `${rootOf(one)}/sub`)], []],
    ["it lies elsewhere", [bindingOf("P.In", "/hand")], ["P.In"]],
    ["another class there is nobody's business", [bindingOf("P.Else", "/hand")], []],
  ])("%s", (_, bindings, names) => expect(moved(one, [record, ...bindings])).toEqual(names));

  it("without a record nothing was moved", () => expect(moved(one, [bindingOf("P.In", "/hand")])).toEqual([]));

  it("what another package of the files has registered since is no drift", () => {
    const other = recordOf(two, rootOf(two), { provided: ["P.In"] });
    expect(moved(one, [record, other, bindingOf("P.In", rootOf(two))], [two])).toEqual([]);
    const without = recordOf(two, rootOf(two), { provided: ["P.Out"] });
    expect(moved(one, [record, without, bindingOf("P.In", rootOf(two))], [two])).toEqual(["P.In"]);
  });

  it("of a release that lists no classes, what its settings file registers from a module of its own", () => {
    const old = recordOf(one, rootOf(one));
    expect(moved(one, [old, bindingOf("P.In", "/hand", { module: "parts" })])).toEqual(["P.In"]);
    expect(moved(one, [old, bindingOf("P.In", "/hand", { module: "other" })])).toEqual([]);
  });
});

describe("what a package that must go leaves", () => {
  const left = (bindings: readonly Binding[], packages: readonly PresentPackage[] = []) =>
    bindingsLeftBy("gone", desiredOf({ packages }), observedOf({ bindings })).map(({ className }) => className);

  it("what lies in its directories, older releases too, but what the files provide", () => {
    const bindings = [
      recordOf(gone, rootOf(gone)),
      bindingOf("X.Now", rootOf(gone)),
      bindingOf("X.Older", "/opt/gone-0123456789ab"),
      bindingOf("X.Other", "/opt/gone-extra"),
      bindingOf("P.In", rootOf(gone)),
    ];
    expect(left(bindings, [one]).filter((name) => !name.startsWith("IopCtl"))).toEqual(["X.Now", "X.Older"]);
  });

  it("without a record, what is certainly its own: a directory of its name that nobody's record claims", () => {
    expect(left([bindingOf("X.Y", "/opt/gone"), bindingOf("X.Z", "/opt/gone/sub")])).toEqual(["X.Y"]);
    const outer = settings("outer", "");
    const inside = bindingOf("X.Y", `${rootOf(outer)}/gone`);
    expect(left([recordOf(outer, rootOf(outer)), inside])).toEqual([]);
  });
});

describe("a class that two packages register", () => {
  const shared = (packages: readonly PresentPackage[], bindings: readonly Binding[] = []) =>
    sharedClasses(desiredOf({ packages }), observedOf({ bindings }));

  it("is certain where both declare it, in any case", () => {
    expect(shared([components("a", "P.In", "P.A"), components("b", "p.in")])).toEqual([
      { className: "P.In", packages: ["a", "b"], certain: true },
    ]);
  });

  it("is a guess by the text of a settings file, or by its record", () => {
    const other = settings("other", "CLASSES = {'P.In': x}");
    expect(shared([one, other])).toEqual([{ className: "P.In", packages: ["one", "other"], certain: false }]);
    const record = recordOf(other, rootOf(other), { provided: ["P.Out"] });
    expect(shared([one, other], [record, bindingOf("P.Out", "/x"), bindingOf("P.In", "/x")])).toEqual([]);
    expect(shared([one], [])).toEqual([]);
  });
});
