import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, formatAddress } from "../../src/model/address.ts";
import type { DesiredItem, DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { definitionClass, MARKER_CLASS, releaseClass } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import type { Production } from "../../src/model/production.ts";
import { markerPythonClass, releaseModule } from "../../src/model/record.ts";
import { type AppliedRecordOptions, appliedRecord, sourceOf } from "../../src/planner/applied.ts";
import { originsOf } from "../../src/planner/origins.ts";
import { plan } from "../../src/planner/plan.ts";

const NAME = "A.B";
const text = (value: string, sensitive = false) => ({ text: value, sensitive });

/** A production of so many items, as files say it and as a server holds it; `value` of each item by its number. */
function desiredOf(count: number, value: (at: number) => string): DesiredState {
  const item = (at: number): DesiredItem => ({
    attributes: { classname: text("X.Y"), pool_size: text("1") },
    settings: new Map([
      [
        "Host",
        new Map([
          ["value", text(value(at))],
          ["other", text("same")],
        ]),
      ],
    ]),
  });
  const items = new Map(Array.from({ length: count }, (_, at) => [`Item ${at}`, item(at)]));
  const production = { name: NAME, prune: false, attributes: {}, settings: undefined, items, ignore: [] };
  return { namespace: "USER", packages: [], productions: [production] };
}

function observedOf(count: number, value: (at: number) => string, pythonClass?: string): ObservedState {
  const items = Array.from({ length: count }, (_, at) => ({
    name: `Item ${at}`,
    attributes: { classname: "X.Y", pool_size: "1" },
    settings: [
      { target: "Host", name: "value", value: value(at), extra: [] },
      { target: "Host", name: "other", value: "same", extra: [] },
    ],
    extra: [],
  }));
  const production: Production = { name: NAME, attributes: {}, settings: [], items, extra: [] };
  const record = {
    className: definitionClass(NAME),
    super: "IOP.BusinessOperation",
    module: "m",
    classpaths: "/x",
    usedBy: [],
  };
  const bindings = pythonClass === undefined ? [] : [{ ...record, pythonClass }];
  return {
    productions: new Map([[NAME, production]]),
    bindings,
    status: { production: "", status: "stopped" },
    git: new Map(),
  };
}

describe("where a change comes from", () => {
  it.each([
    [5, "Applied"],
    [400, "Items"],
    [1_500, "Whole"],
  ])("of %i items is told by a record of the grain %s", (count, grain) => {
    const applied = desiredOf(count, () => "applied");
    const { written } = appliedRecord(
      applied,
      observedOf(count, () => "before"),
      NAME,
    );
    expect(written).toMatch(new RegExp(`^${grain}2_[0-9A-Za-z]+$`));
    expect(written.length).toBeLessThanOrEqual(8_000);
    const origins = (desired: DesiredState, observed: ObservedState) => {
      const { changes } = plan(desired, observed);
      return Object.fromEntries(
        [...originsOf(changes, desired, observed)].map(([change, origin]) => [formatAddress(change.address), origin]),
      );
    };
    const at = (item: number) => `productions.A.B.items."Item ${item}".settings.Host.value`;
    const byHand = (item: number) => (item === 1 ? "by hand" : "applied");
    const inFiles = (item: number) => (item === 3 ? "new" : "applied");
    expect(origins(applied, observedOf(count, byHand, written))).toEqual({ [at(1)]: "server" });
    expect(
      origins(
        desiredOf(count, inFiles),
        observedOf(count, () => "applied", written),
      ),
    ).toEqual({ [at(3)]: "files" });
    // Of a definition that is recorded as one it is only known that somebody changed it.
    const third = grain === "Whole" ? "server" : "files";
    expect(origins(desiredOf(count, inFiles), observedOf(count, byHand, written))).toEqual({
      [at(1)]: "server",
      [at(3)]: third,
    });
    expect(
      new Set(
        Object.values(
          origins(
            applied,
            observedOf(count, () => "other"),
          ),
        ),
      ),
    ).toEqual(new Set(["unknown"]));
  });

  it("is never the server's where it holds what was applied, nor the files' where they say it", () => {
    const values = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(values, values, values, (applied, files, server) => {
        const { written } = appliedRecord(
          desiredOf(4, (at) => applied[at] as string),
          observedOf(4, () => "x"),
          NAME,
        );
        const desired = desiredOf(4, (at) => files[at] as string);
        const observed = observedOf(4, (at) => server[at] as string, written);
        const { changes } = plan(desired, observed);
        for (const [change, origin] of originsOf(changes, desired, observed)) {
          const at = Number(/\d+/.exec(change.address[3] ?? "")?.[0]);
          expect(origin).toBe(server[at] === applied[at] ? "files" : "server");
        }
      }),
    );
  });

  /** The origin of each value that differs, by the item's number. */
  const originsAt = (desired: DesiredState, observed: ObservedState) => {
    const { changes } = plan(desired, observed);
    const found = [...originsOf(changes, desired, observed)];
    return Object.fromEntries(found.map(([{ address }, origin]) => [/\d+/.exec(address[3] ?? "")?.[0], origin]));
  };
  const record = (desired: DesiredState, observed: ObservedState, options: AppliedRecordOptions = {}) =>
    appliedRecord(desired, observed, NAME, options).written;
  const withBinding = (observed: ObservedState, className: string, pythonClass: string): ObservedState => ({
    ...observed,
    bindings: [
      ...(observed.bindings as Binding[]),
      { className, pythonClass, super: "IOP.BusinessOperation", module: "m", classpaths: "/x", usedBy: [] },
    ],
  });
  const all = (value: string) => () => value;

  it.each([5, 400, 1_500])("of %i items: an upload that failed does not make it the server's", (count) => {
    const before = observedOf(count, all("old"));
    const wanted = desiredOf(count, (at) => (at === 1 ? "new" : "old"));
    // The server registers the record first, and the definition stays as it was.
    const failed = observedOf(count, all("old"), record(wanted, before));
    expect(originsAt(wanted, failed)).toEqual({ 1: "unknown" });
    // Edited once more after that: still nobody knows.
    expect(
      originsAt(
        desiredOf(count, (at) => (at === 1 ? "newer" : "old")),
        failed,
      ),
    ).toEqual({ 1: "unknown" });
    // Written, and then another value by hand: that is certain.
    const byHand = observedOf(count, (at) => (at === 1 ? "by hand" : "old"), record(wanted, before));
    expect(originsAt(wanted, byHand)).toEqual({ 1: "server" });
  });

  it("what was put back by hand is the server's, where calls that followed say that it had been written", () => {
    const before = observedOf(3, all("old"));
    const wanted = desiredOf(3, all("new"));
    const recorded = record(wanted, before, { withMarker: true });
    const now = observedOf(3, (at) => (at === 1 ? "old" : "new"), recorded);
    expect(originsAt(wanted, now)).toEqual({ 1: "server" });
    const unfinished = withBinding(now, MARKER_CLASS, "Pending_00");
    expect(originsAt(wanted, unfinished)).toEqual({ 1: "unknown" });
    expect(
      originsAt(
        wanted,
        observedOf(3, (at) => (at === 1 ? "old" : "new"), record(wanted, before)),
      ),
    ).toEqual({
      1: "unknown",
    });
  });

  it("a marker that another run takes away makes no doubtful record certain", () => {
    const before = observedOf(3, all("old"));
    const wanted = desiredOf(3, all("new"));
    const marker = markerPythonClass({
      ...NOTHING_OWED,
      production: NAME,
      update: true,
      because: [`productions.${NAME}.items."Item 1".settings.Host.value`],
    });
    const recorded = record(wanted, before, { withMarker: true });
    const dead = (value: (at: number) => string) => {
      const state = withBinding(observedOf(3, value, recorded), MARKER_CLASS, marker);
      return { ...state, status: { production: NAME, status: "running" as const } };
    };
    const unbound = (desired: DesiredState, observed: ObservedState) =>
      plan(desired, observed).calls.flatMap(({ action }) => (action.kind === "unbind" ? [action.role] : []));
    // Never written, and no longer wanted: the record goes with the marker.
    expect(unbound(desiredOf(3, all("old")), dead(all("old")))).toEqual(["record", "marker"]);
    // Written, or written now: it stays.
    expect(unbound(wanted, dead(all("new")))).toEqual(["marker"]);
    expect(unbound(wanted, dead(all("old")))).toEqual(["marker"]);
  });

  it("what a run left out with --only keeps what was recorded of it", () => {
    const only = (address: Address) => /Item 1/.test(address[3] ?? "");
    const files = desiredOf(4, all("two"));
    const first = observedOf(4, all("one"), record(desiredOf(4, all("one")), observedOf(4, all("zero"))));
    const second = observedOf(4, (at) => (at === 1 ? "two" : "one"), record(files, first, { selected: only }));
    expect(originsAt(files, second)).toEqual({ 0: "files", 2: "files", 3: "files" });
    // And of what never was applied nothing is known.
    const never = observedOf(
      4,
      (at) => (at === 1 ? "two" : "x"),
      record(files, observedOf(4, all("x")), { selected: only }),
    );
    expect(originsAt(files, never)).toEqual({ 0: "unknown", 2: "unknown", 3: "unknown" });
  });

  it("an apply from other files is no change in these", () => {
    const [here, there] = ["git.example.org/team/a state", "git.example.org/team/b state"];
    const theirs = { ...desiredOf(3, all("theirs")), source: there };
    const observed = observedOf(3, (at) => (at === 2 ? "by hand" : "theirs"), record(theirs, observedOf(3, all("x"))));
    const ours = { ...desiredOf(3, all("ours")), source: here };
    expect(originsAt(ours, observed)).toEqual({ 0: "unknown", 1: "unknown", 2: "server" });
    expect(originsAt({ ...ours, source: there }, observed)).toEqual({ 0: "files", 1: "files", 2: "server" });
  });

  it("what is no longer listed left the files; what was never listed came up on the server; a failed removal is neither", () => {
    const pruning = (count: number): DesiredState => {
      const desired = desiredOf(count, all("a"));
      return { ...desired, productions: desired.productions.map((production) => ({ ...production, prune: true })) };
    };
    const applied = record(pruning(2), observedOf(2, all("before")));
    expect(originsAt(pruning(2), observedOf(3, all("a"), applied))).toEqual({ 2: "server" });
    expect(originsAt(pruning(1), observedOf(2, all("a"), applied))).toEqual({ 1: "files" });
    const removing = record(pruning(1), observedOf(2, all("a"), applied));
    expect(originsAt(pruning(1), observedOf(2, all("a"), removing))).toEqual({ 1: "unknown" });
  });

  it("a package from the same files is new in them, from others it is not known; a half upload is nobody's hand", () => {
    const pack = (digest: string): PresentPackage => ({
      name: "demo",
      absent: false,
      remoteFolder: undefined,
      layout: "versioned",
      keepReleases: 3,
      strict: false,
      entry: { components: [{ className: "Python.A", module: "a", pythonClass: "A" }] },
      files: [],
      digest: digest.repeat(64),
      code: digest.repeat(16),
      localPath: "/x",
    });
    const files = (digest: string, source: string): DesiredState => ({
      namespace: "USER",
      source,
      productions: [],
      packages: [pack(digest)],
    });
    const server = (source: string | undefined, classpaths: string): ObservedState => {
      const base = observedOf(0, all(""));
      const module = releaseModule({
        className: "",
        digest: "a".repeat(64),
        code: "a".repeat(16),
        commit: undefined,
        ...(source === undefined ? {} : { source: sourceOf(files("a", source)) }),
      });
      const binding = { super: "IOP.BusinessOperation", pythonClass: "A", usedBy: [] };
      return {
        ...base,
        bindings: [
          { ...binding, className: releaseClass("demo"), module, classpaths: `/p/demo-${"a".repeat(12)}` },
          { ...binding, className: "Python.A", module: "a", classpaths },
        ],
      };
    };
    const own = `/p/demo-${"a".repeat(12)}`;
    const origin = (desired: DesiredState, observed: ObservedState) => [
      ...originsOf(plan(desired, observed).changes, desired, observed).values(),
    ];
    expect(origin(files("b", "here"), server("here", own))).toEqual(["files"]);
    expect(origin(files("b", "here"), server("there", own))).toEqual(["unknown"]);
    expect(origin(files("b", "here"), server(undefined, own))).toEqual(["unknown"]);
    expect(origin(files("a", "here"), server("here", "/elsewhere"))).toEqual(["server"]);
    expect(origin(files("a", "here"), server("here", `/p/demo-${"b".repeat(12)}`))).toEqual(["unknown"]);
  });

  it("a record that is shown has nothing of a secret in it", () => {
    const desired = desiredOf(2, () => "x");
    const [production] = desired.productions;
    const settings = new Map([["Host", new Map([["value", text("hunter2", true)]])]]);
    const items = new Map([["Item 0", { attributes: { classname: text("X.Y") }, settings }]]);
    const own = { ...desired, productions: [{ ...(production as NonNullable<typeof production>), items }] };
    const { written, shown } = appliedRecord(
      own,
      observedOf(2, () => "y"),
      NAME,
    );
    // Address, kind, value, value before.
    expect(written.length - shown.length).toBe(11);
    const again = appliedRecord(
      own,
      observedOf(2, () => "y"),
      NAME,
    );
    expect(again.written).toBe(written);
  });
});
