import { describe, expect, it } from "vitest";
import { ApiError, type ApiErrorKind } from "../../src/api/error.ts";
import { begin, counted, type Progress } from "../../src/engine/progress.ts";
import { recover } from "../../src/engine/recover.ts";
import type { ApplyContext, CallFailed, Step } from "../../src/engine/states.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import { type Call, type CallAction, NOTHING_OWED } from "../../src/model/plan.ts";
import { plan } from "../../src/planner/plan.ts";
import { contextOf, fault, type Script } from "../helpers/scripted.ts";
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

const live = productionOf("A.B", { items: [itemOf("In", "Python.Service"), itemOf("Out", "Python.Operation")] });
const changed = productionOf("A.B", {
  items: [itemOf("In", "Python.Service"), itemOf("Out", "Python.Operation", { attributes: { comment: "x" } })],
});
const server = (parts: Partial<ObservedState> = {}) =>
  observedOf({
    default: "A.B",
    status: { status: "running", production: "A.B" },
    bindings: [],
    productions: productionsOf(live),
    ...parts,
  });
const desired = desiredOf({
  default: "C.D",
  productions: [wantedOf("A.B", { items: { Out: { attributes: { comment: "x" } } } })],
});

const errorOf = (kind: ApiErrorKind, status?: number) =>
  new ApiError({ kind, method: "POST", path: "/x", words: "words", ...(status === undefined ? {} : { status }) });

interface Given {
  readonly error?: unknown;
  readonly accepted?: true;
  readonly wanted?: DesiredState;
  readonly before?: ObservedState;
  /** What is there when it is looked again; an Error: that cannot be read. */
  readonly after?: ObservedState | Error;
  readonly progress?: Partial<Progress>;
  readonly script?: Script;
  readonly parts?: Partial<ApplyContext>;
}
async function recovered(kind: CallAction["kind"], given: Given = {}) {
  const {
    error = errorOf("dropped"),
    wanted = desired,
    before = server(),
    after = before,
    progress = {},
    script = {},
    accepted,
  } = given;
  const made = plan(wanted, before);
  const call = made.calls.find(({ action }) => action.kind === kind) as Call;
  const now: Progress = { ...counted(begin(before, made)), ...progress };
  const observe = async () => {
    if (after instanceof Error) throw after;
    return after;
  };
  const { context, events, said, requests } = contextOf(script, { desired: wanted, observe, ...given.parts });
  const failure: CallFailed = { after: "failure", call, error, message: "it broke", ...(accepted ? { accepted } : {}) };
  const step = await recover(now, failure, context);
  return {
    step,
    events,
    said: said(),
    requests,
    what: events.flatMap((event) => (event.type === "observed_again" ? [event.message] : [])),
  };
}
const messageOf = ({ state }: Step) =>
  state.kind === "bringing back" && "message" in state.end ? state.end.message : state.kind;
const nextCalls = ({ state }: Step) =>
  state.kind === "calling" ? state.calls.map(({ action }) => action.kind) : state.kind;

describe("a call whose effect is known has failed", () => {
  it.each([
    ["server", "it broke. Running the same command again continues, once that is mended."],
    ["forbidden", "it broke. Running the same command again continues."],
    ["unreachable", "it broke. Running the same command again continues."],
  ] as const)("%s", async (kind, message) => {
    const { step, said } = await recovered("default", { error: errorOf(kind) });
    expect([messageOf(step), said]).toEqual([message, []]);
  });

  it("a stop that failed names the queues that are full", async () => {
    const wanted = desiredOf({ state: "stopped" });
    const queues = { production: "A.B", warnings: [], items: [{ item: "Out", class_name: "X", exists: 1, count: 2 }] };
    const { step } = await recovered("stop", { wanted, error: errorOf("server"), script: { "GET /queues": queues } });
    expect(messageOf(step)).toContain("it broke. queues not empty: Out (2).");
  });
});

describe("a call whose effect is not known: what is found decides", () => {
  it.each([
    ["it had it", server({ default: "C.D" }), "the call took effect", ["migrate", "update", "unbind"]],
    ["it had none", server(), "the call had no effect and is made again", ["migrate", "update", "unbind", "default"]],
  ] as const)("%s", async (_, after, what, calls) => {
    for (const kind of ["dropped", "gateway", "too_large", "unexpected"] as const) {
      const found = await recovered("default", { error: errorOf(kind), after });
      expect([found.what, nextCalls(found.step)]).toEqual([[what], calls]);
    }
  });

  it("no route tells whether an update was made: it is made again, and that is said (wire-notes, 8)", async () => {
    const progress = { owed: { ...NOTHING_OWED, production: "A.B", update: true } };
    const after = server({ productions: productionsOf(changed) });
    const { step, what } = await recovered("update", { after, progress });
    expect(what).toEqual([
      "the server cannot say whether the update was made, so it is sent again (it does nothing where it was)",
    ]);
    // The definition is saved: only what is owed is left.
    expect(nextCalls(step)).toEqual(["update", "default"]);
  });

  it("what was accepted and could not be followed is looked at too, whatever the error", async () => {
    const { what } = await recovered("default", {
      error: errorOf("forbidden"),
      accepted: true,
      after: server({ default: "C.D" }),
    });
    expect(what).toEqual(["the call took effect"]);
  });

  it("where it cannot be looked at, both errors are said", async () => {
    const { step } = await recovered("default", { after: new Error("nobody answers") });
    expect(messageOf(step)).toBe(
      "it broke, and then nobody answers.\n  Whether the call took effect is not known. Running the same command again continues.",
    );
  });

  it("not for ever: a run that has planned five times ends", async () => {
    const { step, said } = await recovered("default", { progress: { plans: 5 } });
    expect([messageOf(step), said]).toEqual(["it broke. Running the same command again continues.", []]);
  });

  it("who was stopped meanwhile begins no further call", async () => {
    const stop = new AbortController();
    stop.abort();
    const { step } = await recovered("default", { parts: { signal: stop.signal } });
    expect(messageOf(step)).toMatch(/^stopped after 1 of \d calls/);
  });

  it("a guard may refuse the plan that follows: the run has failed then, since it has made calls", async () => {
    const guard = () => {
      throw new Error("refused by the rule max-disruption");
    };
    const { step } = await recovered("default", { parts: { guard } });
    expect(step.state).toMatchObject({
      end: { outcome: "failed", message: expect.stringContaining("max-disruption") },
    });
  });

  it("a pause that timed out may still come: the run ends, and the marker lets the next one bring the service back", async () => {
    const topology = {
      production: "A.B",
      routes: new Map([["In", ["Out"]]]),
      kinds: new Map([
        ["In", "service" as const],
        ["Out", "operation" as const],
      ]),
      uncertain: new Set<string>(),
    };
    const wanted = desiredOf({
      guards: { drain: true },
      productions: [wantedOf("A.B", { items: { Out: { attributes: { pool_size: "2" } } } })],
    });
    const before = server({ topology });
    const timed = await recovered("hold", { wanted, before, error: errorOf("timeout") });
    expect(messageOf(timed.step)).toMatch(/^it broke\./);
    const dropped = await recovered("hold", { wanted, before });
    expect(nextCalls(dropped.step)).toContain("hold");
  });
});

describe("an upload goes on after its answer was lost (contract, section 4)", () => {
  const demo = packageOf("demo", "new");
  const wanted = desiredOf({ packages: [demo] });
  const uploaded: Binding[] = [
    recordOf(demo, `/opt/demo-${demo.digest.slice(0, 12)}`, {
      provided: ["Python.Service", "Python.Process", "Python.Operation"],
    }),
    ...["Python.Service", "Python.Process", "Python.Operation"].map((name) =>
      bindingOf(name, `/opt/demo-${demo.digest.slice(0, 12)}`),
    ),
  ];

  it("it has registered its record: it is not made again, and what it owes is done", async () => {
    const { step, what, said } = await recovered("migrate", { wanted, after: server({ bindings: uploaded }) });
    expect([what, said]).toEqual([["the call took effect"], []]);
    expect(nextCalls(step)).toEqual(["restart", "restart"]);
  });

  it("it has not: after a while it is made again", async () => {
    const { step, what, events } = await recovered("migrate", { wanted, parts: { settle: 300 } });
    expect([what, events.filter(({ type }) => type === "waiting").length]).toEqual([["the call had no effect"], 1]);
    expect(nextCalls(step)).toContain("migrate");
  });

  it("after a time-out it is never made twice: the server may be at it still", async () => {
    for (const error of [errorOf("timeout"), errorOf("gateway", 504)]) {
      const script = { "GET /bindings": [], "PUT /migrate": "" };
      const { step, said } = await recovered("migrate", { wanted, error, script });
      expect(messageOf(step)).toBe("it broke. Running the same command again continues.");
      expect(said.filter((one) => !one.startsWith("GET"))).toEqual([]);
    }
  });

  it("refused by the server: no record and no marker of it stays, and its definitions leave the disk", async () => {
    const both = { ...wanted, productions: desired.productions };
    const wire = (one: Binding) => ({ ...one, class: one.className, classname: one.pythonClass });
    const script = {
      "GET /bindings": [...uploaded, bindingOf(MARKER_CLASS)].map(wire),
      "GET /export": { name: "A.B", items: live.items.map(({ name, attributes }) => ({ name, ...attributes })) },
      "DELETE /binding": {},
      "PUT /migrate": fault("server", "again", 500),
    };
    const { said, events, requests } = await recovered("migrate", { wanted: both, error: errorOf("server"), script });
    expect(said.filter((one) => !one.startsWith("GET"))).toEqual([
      "DELETE /binding",
      "DELETE /binding",
      "PUT /migrate",
    ]);
    expect(events).toMatchObject([{ type: "warning", message: expect.stringContaining("its record was removed") }]);
    expect(JSON.stringify(requests.at(-1)?.body)).not.toContain("iopctl_definitions.json");
  });
});
