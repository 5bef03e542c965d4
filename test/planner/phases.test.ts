import { describe, expect, it } from "vitest";
import { directoryOf } from "../../src/aspects/places.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import type { Binding, ObservedState, Topology } from "../../src/model/observed.ts";
import { type Call, NOTHING_OWED, type Owed } from "../../src/model/plan.ts";
import { markerPythonClass } from "../../src/model/record.ts";
import { type PlanScope, plan } from "../../src/planner/plan.ts";
import { componentOf } from "../../src/planner/request.ts";
import {
  bindingOf,
  desiredOf,
  itemOf,
  observedOf,
  productionOf,
  productionsOf,
  recordOf,
  wantedOf,
} from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

/** The order of every plan (contract, section 4), on one namespace in which each kind of call can be had. */
const demo = packageOf("demo", "new");
const before = packageOf("demo", "old");
const root = `/opt/${directoryOf(before)}`;
const bindings: Binding[] = [
  recordOf(before, root, { provided: ["Python.Service", "Python.Process", "Python.Operation"] }),
  bindingOf("Python.Service", root, { super: "IOP.BusinessService" }),
  bindingOf("Python.Process", root, { super: "IOP.BusinessProcess" }),
  bindingOf("Python.Operation", root),
  bindingOf("Stray.One"),
];
const items = [itemOf("In", "Python.Service"), itemOf("Router", "Python.Process"), itemOf("Out", "Python.Operation")];
const live = productionOf("A.B", { items });
const other = productionOf("C.D", { items: [itemOf("Out", "EnsLib.X")] });
const running = { status: "running", production: "A.B" } as const;
const server = (parts: Partial<ObservedState> = {}) =>
  observedOf({ default: "A.B", status: running, bindings, productions: productionsOf(live, other), ...parts });
const edit = (attributes: Record<string, string>) => wantedOf("A.B", { items: { Out: { attributes } } });
const absent = { present: [], absent: ["Stray.One"], prune: "none" as const, keep: [] };
const shown = ({ action, disruption, items: touched }: Call) => {
  const what =
    action.kind === "resume"
      ? componentOf(action)
      : "item" in action
        ? action.item
        : "production" in action
          ? action.production
          : "className" in action
            ? action.role
            : "";
  return `${action.kind} ${what}`.trim() + (disruption === "none" ? "" : ` !${touched.join(",")}`);
};
const calls = (desired: Partial<DesiredState>, observed = server(), options?: PlanScope) => {
  const { calls: found, errors } = plan(desiredOf(desired), observed, options);
  expect(errors).toEqual([]);
  // Each call waits for the one before it.
  expect(found.map(({ id, after }) => [id, after])).toEqual(
    found.map((_, index) => [index + 1, index === 0 ? [] : [index]]),
  );
  return found.map(shown);
};
const marker = (owed: Partial<Owed>) =>
  bindingOf(MARKER_CLASS, "/x", { pythonClass: markerPythonClass({ ...NOTHING_OWED, production: "A.B", ...owed }) });

describe("what runs goes on", () => {
  it("uploads, what takes them up, bindings, the marker, the default", () => {
    const desired = { packages: [demo], productions: [edit({ pool_size: "2" })], bindings: absent, default: "C.D" };
    expect(calls(desired)).toEqual([
      "migrate",
      "update !Out",
      "restart In !In",
      "restart Router !Router",
      "unbind binding",
      "unbind marker",
      "default C.D",
    ]);
    expect(calls(desired, server(), { marker: false })).not.toContain("unbind marker");
  });

  it.each([
    ["a default alone", { default: "C.D" }, ["default C.D"]],
    ["a binding alone", { bindings: absent }, ["unbind binding"]],
    [
      "a definition that does not run",
      { productions: [wantedOf("C.D", { items: { Out: { attributes: { comment: "x" } } } })] },
      ["migrate"],
    ],
    ["a comment of what runs", { productions: [edit({ comment: "x" })] }, ["migrate", "update", "unbind marker"]],
    [
      "an item that is switched off",
      { productions: [edit({ enabled: "false" })] },
      ["migrate", "update !Out", "unbind marker"],
    ],
    ["nothing", { default: "A.B", state: "running", productions: [edit({ pool_size: "1" })] }, []],
  ] as const)("%s", (_, desired, found) => expect(calls(desired)).toEqual(found));

  it("old code in the shared actor pool: stopped and started, and the marker cleared behind that", () => {
    const pooled = items.map((item) => ({ ...item, attributes: { ...item.attributes, pool_size: "0" } }));
    const observed = server({ productions: productionsOf({ ...live, items: pooled }) });
    expect(calls({ packages: [demo], default: "C.D" }, observed)).toEqual([
      "migrate",
      "default C.D",
      "stop A.B !*",
      "start A.B",
      "unbind marker",
    ]);
  });
});

describe("what runs moves", () => {
  const packages = [demo];
  it.each([
    [
      "another is to run",
      { state: "running", default: "C.D", packages },
      server(),
      ["migrate", "default C.D", "stop A.B !*", "start C.D"],
    ],
    ["nothing is", { state: "stopped", packages }, server(), ["migrate", "stop A.B !*"]],
    [
      "one is, and none did",
      { state: "running", default: "A.B", packages },
      server({ status: { status: "stopped", production: "" } }),
      ["migrate", "start A.B"],
    ],
    [
      "a suspended one is started by itself: its messages are kept",
      { state: "running", default: "A.B" },
      server({ status: { status: "suspended", production: "A.B" } }),
      ["start A.B"],
    ],
    [
      "a suspended one makes way only when its messages are through",
      { state: "running", default: "C.D" },
      server({ status: { status: "suspended", production: "A.B" } }),
      ["default C.D", "start A.B", "stop A.B !*", "start C.D"],
    ],
    [
      "nothing is to run, and one is suspended",
      { state: "stopped" },
      server({ status: { status: "suspended", production: "A.B" } }),
      ["start A.B", "stop A.B !*"],
    ],
  ] as const)("%s", (_, desired, observed, found) => expect(calls(desired, observed)).toEqual(found));
});

describe("services are held while queues drain", () => {
  const topology: Topology = {
    production: "A.B",
    routes: new Map([
      ["In", ["Router"]],
      ["Router", ["Out"]],
      ["Out", []],
    ]),
    kinds: new Map([
      ["In", "service"],
      ["Router", "process"],
      ["Out", "operation"],
    ]),
    uncertain: new Set(),
  };
  const observed = server({ topology });
  const guards = { drain: true };

  it("behind the upload whose marker names them, and come back before it is cleared", () => {
    expect(calls({ guards, productions: [edit({ pool_size: "2" })] }, observed)).toEqual([
      "migrate",
      "hold In !In",
      "update !Out",
      "resume In",
      "unbind marker",
    ]);
  });

  it("what the definition takes away runs empty before it is uploaded: the marker goes first, in an upload of its own", () => {
    const desired = { guards, productions: [wantedOf("A.B", { items: { Out: "absent" } })] };
    expect(calls(desired, observed)).toEqual([
      "migrate",
      "hold In !In",
      "migrate",
      "update !Out",
      "resume In",
      "unbind marker",
    ]);
    const [first, , second] = plan(desiredOf(desired), observed).calls.map(({ action }) =>
      action.kind === "migrate" ? action.upload : undefined,
    );
    expect([first?.definitions.length, first?.owed?.held, second?.definitions.length]).toEqual([0, ["In"], 1]);
  });

  it("who comes back from being held starts anew anyway: it is not restarted too", () => {
    const found = calls({ guards, packages: [demo] }, observed);
    expect(found).toEqual([
      "migrate",
      "hold In !In",
      "restart Router !Router",
      "restart Out !Out",
      "resume In",
      "unbind marker",
    ]);
  });
});

describe("what an interrupted run has left is finished by a plan of the same files", () => {
  const files = { productions: [edit({ pool_size: "1" })] };
  const left = (owed: Partial<Owed>, parts: Partial<ObservedState> = {}) =>
    server({ bindings: [...bindings, marker(owed)], ...parts });

  it.each([
    ["an update", { update: true }, ["update", "unbind marker"]],
    ["restarts", { restart: ["Out"] }, ["restart Out !Out", "unbind marker"]],
    ["a service that is still held", { held: ["In"] }, ["resume In", "unbind marker"]],
    ["a stop and start", { recycle: true }, ["stop A.B !*", "start A.B", "unbind marker"]],
    ["nothing but the marker", {}, ["unbind marker"]],
  ] as const)("%s", (_, owed, found) => expect(calls(files, left(owed))).toEqual(found));

  it("a restart says whose code it is, or who has left it", () => {
    const said = (observed: ObservedState, options?: PlanScope) =>
      plan(desiredOf(files), observed, options).calls.flatMap(({ action, reason, because }) =>
        action.kind === "restart" ? [[reason, because]] : [],
      );
    const owed = { restart: ["Out"], because: ["packages.demo"] };
    expect(said(left(owed))).toEqual([["Out (left by an interrupted run)", ["packages.demo"]]]);
    const thisRun = { owed: { ...NOTHING_OWED, production: "A.B", ...owed } };
    expect(said(server(), thisRun)).toEqual([["Out (new code)", ["packages.demo"]]]);
    const [own] = plan(desiredOf({ packages: [demo] }), server()).calls.filter(
      ({ action }) => action.kind === "restart",
    );
    expect([own?.reason, own?.because]).toEqual(["In (code of demo)", ["packages.demo"]]);
  });

  it("a start after a stop that went through", () => {
    const stopped = left({ recycle: true }, { status: { status: "stopped", production: "" } });
    expect(calls(files, stopped)).toEqual(["start A.B", "unbind marker"]);
  });

  const stopped = { status: { status: "stopped", production: "" } } as const;
  const elsewhere = { status: { status: "running", production: "C.D" } } as const;
  it.each<[string, Partial<DesiredState>, Partial<ObservedState>, string[]]>([
    ["is to stop", { state: "stopped" }, {}, ["stop A.B !*", "resume A.B||In", "unbind marker"]],
    [
      "makes way",
      { state: "running", default: "C.D" },
      {},
      ["default C.D", "stop A.B !*", "start C.D", "resume A.B||In", "unbind marker"],
    ],
    ["is to start", { state: "running", default: "A.B" }, stopped, ["start A.B", "resume In", "unbind marker"]],
    ["rests", {}, stopped, ["resume A.B||In", "unbind marker"]],
    ["has made way", {}, elsewhere, ["resume A.B||In", "unbind marker"]],
    [
      "is to run again",
      { state: "running", default: "A.B" },
      elsewhere,
      ["stop C.D !*", "start A.B", "resume In", "unbind marker"],
    ],
    [
      "has made way for one that is changed: the new marker is of that one",
      { productions: [wantedOf("C.D", { items: { Out: { attributes: { pool_size: "2" } } } })] },
      elsewhere,
      ["resume A.B||In", "migrate", "update !Out", "unbind marker"],
    ],
  ])("a service that is still held comes back whatever becomes of its production: it %s", (_, wanted, parts, found) => {
    const observed = left({ held: ["In"], because: ["productions.A.B"] }, parts);
    expect(calls(wanted, observed)).toEqual(found);
    const uploads = plan(desiredOf(wanted), observed).calls.flatMap(({ action }) =>
      action.kind === "migrate" ? [action.upload.owed] : [],
    );
    for (const owed of uploads) expect(owed).toMatchObject({ production: "C.D", held: [] });
  });

  it("what the definition no longer has, or has switched off, does not come back", () => {
    const off = itemOf("Router", "Python.Process", { attributes: { classname: "Python.Process", enabled: "false" } });
    const observed = left(
      { held: ["In", "Router", "Gone"] },
      { productions: productionsOf({ ...live, items: [items[0] as never, off] }) },
    );
    expect(calls({ state: "stopped" }, observed)).toEqual(["stop A.B !*", "resume A.B||In", "unbind marker"]);
  });

  it("not by one that is limited to other addresses", () => {
    const only = ([kind]: readonly string[]) => kind === "default";
    const observed = left({ update: true, because: ["productions.A.B"] });
    expect(calls({ ...files, default: "C.D" }, observed, { only })).toEqual(["default C.D"]);
    expect(calls({ ...files, default: "C.D" }, observed)).toEqual(["update", "unbind marker", "default C.D"]);
  });
});

describe("a plan that is impossible has no calls at all (contract, section 4)", () => {
  it("a binding that must go and is still used names its users", () => {
    const used = bindingOf("Stray.One", "/x", { usedBy: [{ production: "E.F", item: "Old" }] });
    const { calls: found, errors } = plan(
      desiredOf({ bindings: absent, default: "C.D" }),
      server({ bindings: [used] }),
    );
    expect(found).toEqual([]);
    expect(errors).toMatchObject([{ message: "Stray.One cannot be removed: it is used by E.F/Old" }]);
  });

  it("one whose user this plan removes goes", () => {
    const used = bindingOf("Stray.One", "/x", { usedBy: [{ production: "A.B", item: "Old" }] });
    const observed = server({
      bindings: [...bindings.slice(0, -1), used],
      productions: productionsOf({ ...live, items: [...items, itemOf("Old", "Stray.One")] }),
    });
    const desired = { bindings: absent, productions: [wantedOf("A.B", { items: { Old: "absent" } })] };
    expect(calls(desired, observed)).toEqual(["migrate", "update !Old", "unbind binding", "unbind marker"]);
  });

  it("a server without /bindings takes no definition", () => {
    const { calls: found, errors } = plan(
      desiredOf({ productions: [edit({ comment: "x" })] }),
      server({ bindings: "unsupported" }),
    );
    expect([found, errors.map(({ kind }) => kind)]).toEqual([[], ["unsupported"]]);
  });
});
