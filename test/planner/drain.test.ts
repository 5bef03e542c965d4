import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState, Topology } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { drainOf } from "../../src/planner/drain.ts";
import { readTopology } from "../../src/wire/read.ts";

type Kind = "service" | "process" | "operation";
interface Part {
  readonly name: string;
  readonly kind: Kind;
  readonly to?: readonly string[];
  /** How it can be known whom it sends to. */
  readonly known: "stated" | "told" | "hidden" | "warned" | "computed";
  readonly says?: boolean;
}

function held(
  parts: readonly Part[],
  restarts: readonly string[],
  topology: "told" | "unknown" = "told",
  marker: Pick<Parameters<typeof drainOf>[0], "withMarker" | "heldBefore"> = { withMarker: true, heldBefore: [] },
  left: readonly string[] = [],
) {
  const production: Production = {
    name: "A.B",
    attributes: {},
    settings: [],
    items: parts.map(({ name, kind, to = [], known }) => ({
      name,
      attributes: { classname: `Python.${name}`, enabled: name.startsWith("Off") ? "false" : "true" },
      settings:
        known === "stated"
          ? [{ name: "TargetConfigNames", target: "Host", value: to.join(",") }]
          : known === "computed"
            ? [{ name: "TargetConfigNames", target: "Host", value: "@Somebody" }]
            : [],
      kind,
    })),
  } as unknown as Production;
  const told: Topology | undefined = readTopology({
    production: "A.B",
    warnings: topology === "told" ? [] : ["not loaded"],
    items: parts.map(({ name, kind, to = [], known, says = true }) => ({
      item: name,
      class_name: `Python.${name}`,
      ...(says ? { kind } : {}),
      connections: known === "told" ? to : [],
      warnings: known === "warned" ? ["it raised"] : [],
    })),
  });
  const observed = { productions: new Map([["A.B", production]]), git: new Map(), topology: told } as ObservedState;
  const runtime = {
    recycle: [],
    updated: [],
    stopped: [],
    left,
    restarts: new Map(restarts.map((name) => [name, []])),
  };
  const desired: DesiredState = { namespace: "USER", packages: [], productions: [], guards: { drain: true } };
  const course = { kind: "goes on", production: "A.B" } as const;
  return drainOf({ desired, observed, course, runtime: runtime as never, results: new Map(), ...marker }).drain;
}

const out: Part = { name: "Out", kind: "operation", known: "told" };

describe("which services are held", () => {
  it.each([
    ["this plan leaves a marker", true, [], true],
    ["the marker on the server names all of them", false, ["In", "Gone"], true],
    ["it names another", false, ["Other"], false],
    ["there is none", false, [], false],
  ])("only where a next run can know of them: %s", (_why, withMarker, heldBefore, drains) => {
    const feeds: Part = { name: "In", kind: "service", to: ["Out"], known: "told" };
    const found = held([feeds, out], ["Out"], "told", { withMarker, heldBefore });
    expect(found?.services).toEqual(drains ? ["In"] : undefined);
  });

  it.each([
    ["the items that its marker names", ["Out"], ["In"], ["In", "Out"]],
    ["all, where it names none", ["*"], ["In", "Other"], ["In", "Other", "Else", "Out"]],
    ["what it has switched off, which runs until the update", ["Off"], ["Other"], ["Other", "Off"]],
    ["what it has taken away: nobody lists its queue, and it is asked for", ["Gone"], [], ["Gone"]],
  ])("by what an interrupted run has left to do: %s", (_, left, services, items) => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Out"], known: "told" },
      { name: "Other", kind: "service", to: ["Else", "Off"], known: "told" },
      { name: "Else", kind: "operation", known: "told" },
      out,
      { name: "Off", kind: "operation", known: "told" },
    ];
    const found = held(parts, [], "told", { withMarker: true, heldBefore: [] }, left);
    expect(found?.services).toEqual(services);
    expect(found?.items).toEqual(items);
  });

  it("those that the definition says feed what restarts, though the server does not tell", () => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Router"], known: "stated" },
      { name: "Router", kind: "process", to: ["Out"], known: "stated" },
      { name: "Other", kind: "service", to: ["Else"], known: "told" },
      { name: "Else", kind: "operation", known: "told" },
      out,
    ];
    expect(held(parts, ["Out"])).toEqual({ services: ["In"], items: ["In", "Router", "Out"], leaving: [] });
  });

  it.each(["hidden", "warned", "computed"] as const)("one whose routes are %s, and no other", (known) => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Out"], known },
      { name: "Other", kind: "service", to: ["Else"], known: "told" },
      { name: "Else", kind: "operation", known: "told" },
      out,
    ];
    expect(held(parts, ["Out"])?.services).toEqual(["In"]);
  });

  it("those that feed a process whose routes are not known", () => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Router"], known: "told" },
      { name: "Router", kind: "process", to: ["Out"], known: "hidden" },
      out,
    ];
    expect(held(parts, ["Out"])?.services).toEqual(["In"]);
  });

  it("what may be a service, where nothing says what it is and nothing sends to it", () => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Mid"], known: "told", says: false },
      { name: "Mid", kind: "process", to: ["Out"], known: "told", says: false },
      out,
    ];
    expect(held(parts, ["Out"])).toEqual({ services: ["In"], items: ["In", "Mid", "Out"], leaving: [] });
  });

  it("all of them where the server does not know", () => {
    const parts: Part[] = [
      { name: "In", kind: "service", to: ["Else"], known: "told", says: true },
      { name: "InService", kind: "service", to: ["Else", "Out"], known: "stated" },
      { name: "Else", kind: "operation", known: "told" },
      out,
    ];
    expect(held(parts, ["Out"], "unknown")?.services).toEqual(["In", "InService"]);
  });
});

const NAMES = ["A", "B", "C", "D", "E", "F"];
const parts = fc
  .tuple(
    ...NAMES.map((name) =>
      fc.record({
        name: fc.constant(name),
        kind: fc.constantFrom<Kind>("service", "process", "operation"),
        to: fc.subarray(NAMES),
        known: fc.constantFrom<Part["known"]>("stated", "told", "hidden", "warned", "computed"),
      }),
    ),
  )
  // An operation whose routes nobody knows is one that has none.
  .map((all) => all.map((part) => (part.kind === "operation" && part.known === "hidden" ? { ...part, to: [] } : part)));

describe("for every production", () => {
  it("no service that still runs sends into what is disturbed, and where all is known, no other is held", () => {
    fc.assert(
      fc.property(parts, fc.subarray(NAMES, { minLength: 1 }), (all, restarts) => {
        const reaching = new Set(restarts);
        for (let size = -1; size !== reaching.size; ) {
          size = reaching.size;
          for (const { name, to } of all) if (to.some((target) => reaching.has(target))) reaching.add(name);
        }
        const feeding = all.filter(({ name, kind }) => kind === "service" && reaching.has(name));
        const services = held(all, restarts)?.services ?? [];
        expect(services).toEqual(expect.arrayContaining(feeding.map(({ name }) => name)));
        const certain = all.every(
          ({ kind, known, to }) => ["stated", "told"].includes(known) && (to.length > 0 || kind === "operation"),
        );
        if (certain) expect(services).toEqual(feeding.map(({ name }) => name));
      }),
    );
  });
});
