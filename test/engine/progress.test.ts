import { describe, expect, it } from "vitest";
import {
  begin,
  calling,
  counted,
  isNews,
  mayPlanAgain,
  type Progress,
  rechecked,
  registered,
  replanned,
  seen,
  settled,
  surprised,
  verified,
} from "../../src/engine/progress.ts";
import type { Change } from "../../src/model/change.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import { type Call, type CallAction, NOTHING_OWED, type Owed, type Plan, type Upload } from "../../src/model/plan.ts";
import type { Production } from "../../src/model/production.ts";
import { markerPythonClass } from "../../src/model/record.ts";
import { definitionsUpload } from "../../src/planner/uploads.ts";

const P: Production = { name: "P", attributes: {}, settings: [], items: [], extra: [] };
const OWED: Owed = {
  ...{ production: "P", update: true, disrupts: true, recycle: true, restart: ["A", "B"], covered: ["C"] },
  ...{ touches: ["A"], pools: ["demo"], held: ["S", "T"], because: ["packages.demo"] },
};
const then = "start";
const STOP = { kind: "stop", production: "P", then } as const;
const RUNS: ObservedState = {
  productions: new Map([["P", P]]),
  status: { status: "running", production: "P" },
  git: new Map(),
};

function planOf(actions: readonly CallAction[] = [], addresses: readonly string[] = []): Plan {
  const changes = addresses.map((name): Change => {
    return { address: [name], action: "update", before: "", after: "x", sensitive: false };
  });
  const calls = actions.map((action, at) => callOf(action, at + 1));
  return {
    ...{ namespace: "USER", changes, calls, warnings: [], errors: [], disruption: "none", restarts: [] },
    ...{ knownAfterMigrate: [], undo: { steps: [], cannot: [], loses: [], stays: [] }, unknown: [] },
  };
}

function callOf(action: CallAction, id = 1): Call {
  return { id, action, disruption: "none", because: [], after: [], reason: "", why: "", items: [] };
}

function owing(owed: Owed | undefined, more: Partial<Progress> = {}): Progress {
  return { ...begin(RUNS, planOf()), owed, ...more };
}

function uploadOf(more: Partial<Upload> = {}): Upload {
  return { ...definitionsUpload("USER", [{ production: P, shown: P }]), ...more };
}

function markerOf(owed: Owed): Binding {
  const pythonClass = markerPythonClass(owed);
  return { className: MARKER_CLASS, module: "m", pythonClass, classpaths: "/x", super: "", usedBy: [] };
}

/** Whatever a function gives, what it was given stays. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
}

describe("a run begins", () => {
  it("with nothing owed", () => {
    const now = begin(RUNS, planOf([], ["default"]));
    expect(now).toMatchObject({ owed: undefined, interrupted: false, running: "P", callCount: 0, plans: 1 });
    expect([...now.tried]).toEqual(["default"]);
  });

  it("with what an earlier one has left, whose code counts as loaded from there on", () => {
    const now = begin({ ...RUNS, bindings: [markerOf(OWED)] }, planOf([{ kind: "update" }]));
    expect(now).toMatchObject({ owed: OWED, interrupted: true });
    expect([...now.learned.items]).toEqual(["A", "B", "C"]);
    expect([...now.learned.pools]).toEqual(["demo"]);
    expect(now.learned.recycle).toBe(true);
  });

  it("with nothing running where it is suspended or was not read", () => {
    expect(begin({ ...RUNS, status: { status: "suspended", production: "P" } }, planOf()).running).toBe("");
    const { status: _status, ...unread } = RUNS;
    expect(begin(unread, planOf()).running).toBe("");
  });
});

describe("a call settles", () => {
  it.each<[string, CallAction, Partial<Owed>]>([
    [
      "an update: the definition, and the code that comes with it",
      { kind: "update" },
      { update: false, disrupts: false, touches: [], covered: [] },
    ],
    ["a restart: that item's code", { kind: "restart", item: "A" }, { restart: ["B"] }],
    ["a restart of another item: nothing", { kind: "restart", item: "Z" }, {}],
    ["a service that comes back", { kind: "resume", item: "S" }, { held: ["T"] }],
    [
      "a start: all but what is held",
      { kind: "start", production: "P" },
      { update: false, disrupts: false, touches: [], recycle: false, restart: [], covered: [], pools: [] },
    ],
    ["a stop: nothing", STOP, {}],
    ["a hold: nothing", { kind: "hold", item: "S" }, {}],
    ["the default: nothing", { kind: "default", production: "P" }, {}],
    ["a removed binding: nothing", { kind: "unbind", className: "X", role: "binding" }, {}],
  ])("%s", (_what, action, less) => {
    const now = frozen(owing(OWED));
    expect(settled(now, callOf(action)).owed).toEqual({ ...OWED, ...less });
    expect(settled(owing(undefined), callOf(action)).owed).toBeUndefined();
  });

  it("an upload: what follows it is owed from there on; one that owes nothing leaves what was owed", () => {
    const owed = { ...NOTHING_OWED, production: "P", restart: ["A"] };
    expect(settled(owing(OWED), callOf({ kind: "migrate", upload: uploadOf({ owed }) })).owed).toBe(owed);
    expect(settled(owing(OWED), callOf({ kind: "migrate", upload: uploadOf() })).owed).toBe(OWED);
  });

  it("what runs: by a start another, by a stop none", () => {
    expect(settled(owing(OWED), callOf(STOP)).running).toBe("");
    expect(settled(owing(OWED), callOf({ kind: "start", production: "Q" })).running).toBe("Q");
  });

  it("that what runs is what is saved: by an update and a start, and by nothing else", () => {
    const now = owing(OWED, { baseline: P, interrupted: true });
    for (const action of [{ kind: "update" }, { kind: "start", production: "P" }] as const)
      expect(settled(now, callOf(action))).toMatchObject({ baseline: undefined, interrupted: false });
    for (const action of [{ kind: "restart", item: "A" }, STOP] as const)
      expect(settled(now, callOf(action))).toMatchObject({ baseline: P, interrupted: true });
  });
});

describe("a call that is about to be made", () => {
  it("holds a service: it must come back even if the answer never comes", () => {
    const held = calling(owing(undefined), callOf({ kind: "hold", item: "S" }));
    expect([...held.held]).toEqual(["S"]);
    expect([...settled(held, callOf({ kind: "resume", item: "S" })).held]).toEqual([]);
    expect([...settled(held, callOf({ kind: "resume", item: "T" })).held]).toEqual(["S"]);
  });

  it("writes a definition: the first that was written must stand in the end", () => {
    const first = calling(frozen(owing(undefined)), callOf({ kind: "migrate", upload: uploadOf() }));
    const other = { ...P, attributes: { description: "later" } };
    const upload = uploadOf({ definitions: [{ production: other, shown: other }] });
    expect(calling(first, callOf({ kind: "migrate", upload })).written.get("P")).toBe(P);
  });
});

describe("another look", () => {
  it("says what runs, where it was read", () => {
    const now = owing(OWED);
    expect(seen(now, { ...RUNS, status: { status: "stopped", production: "" } }).running).toBe("");
    const { status: _status, ...unread } = RUNS;
    expect(seen(now, unread).running).toBe("P");
  });

  it("before the first call begins anew, after calls it adds to what was tried", () => {
    const now = begin(RUNS, planOf([], ["default"]));
    expect([...rechecked(now, RUNS, planOf([], ["state"])).tried]).toEqual(["state"]);
    const next = replanned(now, planOf([], ["state"]));
    expect([...next.tried]).toEqual(["default", "state"]);
    expect(isNews(next, planOf([], ["bindings"]))).toBe(true);
    expect(isNews(next, planOf([], ["bindings", "state"]))).toBe(false);
  });

  it("is planned from five times, and no more", () => {
    let now = begin(RUNS, planOf());
    for (let plans = 1; plans < 5; plans += 1) {
      expect(mayPlanAgain(now)).toBe(true);
      now = replanned(now, planOf());
    }
    expect(mayPlanAgain(now)).toBe(false);
  });

  it("after all calls: nothing is owed but what it shows", () => {
    const now = verified(counted(owing(OWED)), RUNS);
    expect(now).toMatchObject({ owed: undefined, callCount: 1 });
    expect([...now.learned.items]).toEqual([]);
  });
});

describe("an upload that wrote otherwise than was planned", () => {
  it("leaves running what was there before it, and is taken up only where an earlier run has left that to do", () => {
    const after = { ...RUNS, productions: new Map([["P", { ...P, attributes: { description: "new" } }]]) };
    const now = surprised(frozen(owing(OWED, { observed: after })), RUNS);
    expect(now.baseline).toBe(P);
    expect(now.owed).toEqual({ ...OWED, update: false, disrupts: false, touches: [] });
    expect(surprised(owing(OWED, { interrupted: true }), RUNS).owed).toEqual({ ...OWED, touches: ["*"] });
  });

  it("keeps what ran before the first of several", () => {
    const first = { ...P, attributes: { description: "first" } };
    expect(surprised(owing(undefined, { baseline: first }), RUNS).baseline).toBe(first);
  });

  it("registers what was not thought of: those items are owed their code, doubted ones are not", () => {
    const item = (name: string, classname: string) => {
      return { name, attributes: { classname, enabled: "true" }, settings: [], extra: [] };
    };
    const items = [item("In", "Demo.In"), item("Out", "Demo.Out")];
    const entry = { settingsFile: "settings.py" };
    const pack = { name: "demo", digest: "0".repeat(64), code: "1".repeat(16), layout: "versioned", entry, files: [] };
    const upload = uploadOf({
      package: pack as never,
      owed: { ...NOTHING_OWED, production: "P", restart: ["In", "Out"] },
      foresight: { production: "P", items: items as never, loads: ["In"], mayLoad: ["In", "Out"], pooled: [] },
    });
    const bound: Binding = {
      ...{ className: "Demo.Out", module: "bo", pythonClass: "Out", classpaths: "/new", super: "", usedBy: [] },
    };
    const now = settled(owing(undefined, { observed: { ...RUNS, bindings: [] } }), callOf({ kind: "migrate", upload }));
    const known = registered(frozen(now), upload, { ...RUNS, bindings: [bound] });
    expect(known.owed?.restart).toEqual(["Out"]);
    expect(known.learned.surprised).toBe(true);
  });
});
