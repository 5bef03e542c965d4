import { describe, expect, it } from "vitest";
import { begin, counted, type Progress } from "../../src/engine/progress.ts";
import { foreseenByQueues, messagesLeftBehind, obstacleTo, queuesBefore, recheck } from "../../src/engine/recheck.ts";
import type { ApplyContext } from "../../src/engine/states.ts";
import type { DesiredState, QueueRule } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Call, Plan } from "../../src/model/plan.ts";
import { ALL_ITEMS } from "../../src/model/record.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { plan } from "../../src/planner/plan.ts";
import { contextOf, fault, inTurn, type Script } from "../helpers/scripted.ts";
import {
  desiredOf,
  itemOf,
  observedOf,
  productionOf,
  productionsOf,
  secret,
  settingOf,
  wantedOf,
} from "../helpers/states.ts";

const settings = [settingOf("Host", "Token", "t1"), settingOf("Host", "Path", "/in")];
const live = productionOf("A.B", { items: [itemOf("In", "P.In", { settings }), itemOf("Out", "P.Out")] });
const running = { status: "running", production: "A.B" } as const;
const server = (parts: Partial<ObservedState> = {}) =>
  observedOf({ default: "A.B", status: running, bindings: [], productions: productionsOf(live), ...parts });
const item = (attributes: Record<string, string>, name = "Out") =>
  wantedOf("A.B", { items: { [name]: { attributes } } });
const desired = desiredOf({ default: "C.D", productions: [item({ pool_size: "2" })] });

async function refusalOf(what: Promise<unknown>): Promise<Refusal> {
  const error = await what.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

describe("before the first call: is all as the plan relies on?", () => {
  const started = (
    wanted: DesiredState,
    observed: ObservedState,
    now: ObservedState,
    parts: Partial<ApplyContext> = {},
  ) => {
    const { context } = contextOf({}, { desired: wanted, observe: async () => now, ...parts });
    return recheck(begin(observed, plan(wanted, observed)), context);
  };

  it("what the plan has nothing to do with may change freely, and is written as it is now", async () => {
    const other = { ...live, items: [...live.items, itemOf("New", "P.New")] };
    const now = server({ productions: productionsOf(other) });
    const found = await started(desired, server(), now);
    expect(found.observed).toBe(now);
    expect(JSON.stringify(found.plan.calls)).toContain("P.New");
  });

  it("what it read and would write names each address that moved, and no secret", async () => {
    const wanted = desiredOf({
      default: "C.D",
      productions: [wantedOf("A.B", { items: { In: { settings: { Host: { Token: secret("t3"), Path: "/new" } } } } })],
    });
    const moved = live.items.map((one) => ({
      ...one,
      settings: one.settings.map((two) => ({ ...two, value: `${two.value}2` })),
    }));
    const now = server({ default: "X.Y", productions: productionsOf({ ...live, items: moved }) });
    const error = await refusalOf(started(wanted, server(), now));
    expect(error.ending).toBe("stale");
    expect(error.message.split("\n").slice(1, -1)).toEqual([
      "  default: A.B → X.Y",
      "  productions.A.B.items.In.settings.Host.Token: changed on the server",
      "  productions.A.B.items.In.settings.Host.Path: /in → /in2",
    ]);
    expect(error.message).not.toMatch(/t1|t12|t3/);
  });

  it("what moved outside of what a run is limited to is none of its business", async () => {
    const only = ([kind]: readonly string[]) => kind === "productions";
    const now = server({ default: "X.Y" });
    const { context } = contextOf({}, { desired, only, observe: async () => now });
    const found = await recheck(begin(server(), plan(desired, server(), { only }), only), context);
    expect(found.observed).toBe(now);
  });

  it("another production runs by now", async () => {
    const now = server({ status: { status: "stopped", production: "" } });
    expect((await refusalOf(started(desired, server(), now))).message).toContain(
      "the server changed between the plan and its first call",
    );
  });
});

const entry = (name: string, count: number) => ({ item: name, class_name: "X", exists: 1, count });
const queues = (...items: readonly object[]) => ({ production: "A.B", warnings: [], items });

describe("the queues rule, before the first call (contract, section 1: guards)", () => {
  const ruled = (rule: QueueRule | undefined, wanted: Partial<DesiredState> = {}): DesiredState =>
    desiredOf({
      productions: [item({ pool_size: "2" })],
      ...wanted,
      ...(rule === undefined ? {} : { guards: { queues: rule } }),
    });
  const look = (wanted: DesiredState, script: Script, observed = server()) => {
    const { context, events, said } = contextOf(script, { desired: wanted });
    const done = queuesBefore(begin(observed, plan(wanted, observed)), context);
    return { done, events, said };
  };

  it("empty queues of what is touched are enough", async () => {
    const { done, said } = look(ruled("refuse"), { "GET /queues": queues(entry("Out", 0), entry("In", 9)) });
    await done;
    expect(said()).toEqual(["GET /queues"]);
  });

  it.each([
    ["a message waits", queues(entry("Out", 2)), "queues not empty: Out (2)"],
    [
      "its queue is not listed: not known is not empty",
      queues(entry("In", 0)),
      "queues not known: the server does not list Out",
    ],
    ["the answer warns", { ...queues(entry("Out", 0)), warnings: ["not loaded"] }, "queues not known: not loaded"],
  ])("%s: refused, with the rule and what lifts it", async (_, answer, words) => {
    const error = await refusalOf(look(ruled("refuse"), { "GET /queues": answer }).done);
    expect(error.ending).toBe("guard");
    expect(error.message).toContain(`refused by the rule queues refuse: ${words}; this plan would stop or restart Out`);
    expect(error.message).toContain("--queues ignore");
  });

  it("wait: it is looked again until they are empty", async () => {
    const turns = inTurn(queues(entry("Out", 1)), queues(entry("Out", 0)));
    const { done, events, said } = look(ruled({ wait: 60_000 }), { "GET /queues": turns });
    await done;
    expect([said().length, events.map(({ type }) => type)]).toEqual([2, ["waiting"]]);
  });

  it.each([
    ["no rule", ruled(undefined), server()],
    ["ignore", ruled("ignore"), server()],
    ["nothing is disturbed", ruled("refuse", { productions: [item({ comment: "x" })] }), server()],
    ["nothing runs", ruled("refuse"), server({ status: { status: "stopped", production: "" } })],
    ["no call is made", ruled("refuse", { productions: [] }), server()],
  ])("%s: nothing is read", async (_, wanted, observed) => {
    const { done, said } = look(wanted, {}, observed);
    await done;
    expect(said()).toEqual([]);
  });

  it("of a suspended production only what goes or is switched off: its own start lets the rest through", async () => {
    const observed = server({ status: { status: "suspended", production: "A.B" } });
    const off = ruled(
      { wait: 60_000 },
      { productions: [wantedOf("A.B", { items: { In: "absent", Out: { attributes: { enabled: "false" } } } })] },
    );
    const found = look(off, { "GET /queues": queues(entry("In", 1), entry("Out", 1)) }, observed);
    // No message of it moves while one waits.
    expect((await refusalOf(found.done)).message).toContain("In (1), Out (1)");
    expect(found.said()).toEqual(["GET /queues"]);
    await look(ruled({ wait: 1 }, { productions: [item({ comment: "x" })] }), {}, observed).done;
  });

  it("who only plans is told the same refusal", async () => {
    const wanted = ruled("refuse");
    const observed = server();
    const foreseen = (answer: object, of: DesiredState) =>
      foreseenByQueues(contextOf({ "GET /queues": answer }).context.client, plan(of, observed), of, observed);
    expect(await foreseen(queues(entry("Out", 2)), wanted)).toMatchObject([
      { rule: "queues refuse", lift: "--queues ignore" },
    ]);
    expect(await foreseen(queues(entry("Out", 0)), wanted)).toEqual([]);
    expect(await foreseen(queues(entry("Out", 2)), ruled({ wait: 1 }))).toEqual([]);
  });
});

describe("messages that would be left behind, where no rule asks for them", () => {
  const gone = desiredOf({ productions: [wantedOf("A.B", { items: { Out: "absent" } })] });
  const told = (answer: unknown, wanted: DesiredState = gone, observed = server()) =>
    messagesLeftBehind(contextOf({ "GET /queues": answer }).context.client, plan(wanted, observed), wanted, observed);

  it("are named", async () => {
    expect(await told(queues(entry("Out", 2)))).toContain("the messages of Out (2) would be left behind");
  });

  it.each([
    ["there are none", queues(entry("Out", 0)), gone, server()],
    ["the server cannot tell", fault("server", "x", 500), gone, server()],
    ["a rule asks for them", queues(entry("Out", 2)), { ...gone, guards: { queues: "refuse" as const } }, server()],
    ["nothing goes", queues(entry("Out", 2)), desired, server()],
    ["nothing runs", queues(entry("Out", 2)), gone, server({ status: { status: "stopped", production: "" } })],
  ] as const)("not where %s", async (_, answer, wanted, observed) => {
    expect(await told(answer, wanted, observed)).toBeUndefined();
  });
});

describe("before each call that follows: what stands in its way", () => {
  const made = plan(desired, server());
  const first = counted(begin(server(), made));
  const callOf = (kind: Call["action"]["kind"], of: Plan = made) =>
    of.calls.find(({ action }) => action.kind === kind) as Call;
  const obstacle = (call: Call, now: Progress, script: Script, parts: Partial<ApplyContext> = {}) =>
    obstacleTo(call, now, contextOf(script, { desired, ...parts }).context);

  it.each([
    ["it runs", running, undefined],
    [
      "it does not",
      { status: "stopped", production: "" },
      "the plan relies on A.B running, and now /status says stopped",
    ],
    [
      "another does",
      { status: "running", production: "C.D" },
      "the plan relies on A.B running, and now /status says running C.D",
    ],
    ["nobody can say", fault("dropped", "gone"), "what the call relies on could not be read: GET /status: gone"],
  ])("an update needs what it was planned for to run: %s", async (_, status, words) => {
    expect(await obstacle(callOf("update"), first, { "GET /status": status })).toBe(words);
  });

  it("before the first call nothing is read again: that was done at once", async () => {
    expect(await obstacle(callOf("update"), begin(server(), made), {})).toBeUndefined();
  });

  it("a definition that somebody has changed while this ran is not overwritten", async () => {
    const wire = (comment: string) => ({ name: "A.B", items: [{ name: "Out", classname: "P.Out", comment }] });
    const before = productionOf("A.B", { items: [itemOf("Out", "P.Out", { attributes: { comment: "x" } })] });
    const { pool_size: _, ...attributes } = before.items[0]?.attributes ?? {};
    const known = server({
      productions: productionsOf({ ...before, items: [{ ...itemOf("Out", "P.Out"), attributes }] }),
    });
    const now = { ...first, observed: known };
    expect(await obstacle(callOf("migrate"), now, { "GET /export": wire("x") })).toBeUndefined();
    expect(await obstacle(callOf("migrate"), now, { "GET /export": wire("y") })).toBe(
      "A.B was changed on the server while this ran",
    );
  });

  it("messages that came in since: the rule is asked again before each call that disturbs", async () => {
    const guards = { queues: "refuse" as const };
    const wanted = { ...desired, guards };
    const script = { "GET /status": running, "GET /queues": queues(entry("Out", 1)) };
    expect(await obstacle(callOf("update"), first, script, { desired: wanted })).toBe(
      "queues not empty: Out (1) after 0 s",
    );
    expect(await obstacle(callOf("default"), first, script, { desired: wanted })).toBeUndefined();
  });

  it("a stop of all of it needs every queue empty, by name", async () => {
    const guards = { queues: "refuse" as const };
    const halt = desiredOf({ state: "stopped", guards });
    const stops = plan(halt, server());
    const stop = callOf("stop", stops);
    expect(stop.items).toEqual([ALL_ITEMS]);
    const look = (answer: object) =>
      obstacle(
        stop,
        counted(begin(server(), stops)),
        { "GET /status": running, "GET /queues": answer },
        { desired: halt },
      );
    expect(await look(queues(entry("In", 0), entry("Out", 0)))).toBeUndefined();
    expect(await look(queues(entry("In", 0)))).toContain("the server does not list Out");
    expect(await look(queues(entry("In", 0), entry("Out", 0), entry("Ens.Alert", 1)))).toContain("Ens.Alert (1)");
  });

  it("while queues drain, those that the plan names, without what a definition of this run has taken away", async () => {
    const topology = {
      production: "A.B",
      routes: new Map([["In", ["Out"]]]),
      kinds: new Map([
        ["In", "service" as const],
        ["Out", "operation" as const],
      ]),
      uncertain: new Set<string>(),
    };
    const observed = server({ topology });
    const drains = desiredOf({ guards: { drain: true }, productions: [item({ pool_size: "2" })] });
    const drained = plan(drains, observed);
    expect(drained.drain?.items).toEqual(["In", "Out"]);
    const now = counted(begin(observed, drained));
    const look = (progress: Progress, ...items: readonly object[]) =>
      obstacle(
        callOf("update", drained),
        progress,
        { "GET /status": running, "GET /queues": queues(...items) },
        { desired: drains },
      );
    expect(await look(now, entry("In", 0), entry("Out", 0), entry("Other", 9))).toBeUndefined();
    expect(await look(now, entry("In", 0), entry("Out", 2))).toBe("queues not empty: Out (2) after 0 s");
    expect(await look(now, entry("In", 0))).toContain("the server does not list Out");
    const written = new Map([["A.B", { ...live, items: live.items.slice(0, 1) }]]);
    expect(await look({ ...now, written }, entry("In", 0))).toBeUndefined();
    // Before the service is held nothing is waited for.
    expect(
      await obstacle(callOf("hold", drained), now, { "GET /status": running }, { desired: drains }),
    ).toBeUndefined();
  });

  it("messages of another production's item of the same name are left behind by nobody", async () => {
    const other = desiredOf({ productions: [wantedOf("C.D", { items: { Out: "absent" } })] });
    const both = server({ productions: productionsOf(live, { ...live, name: "C.D" }) });
    const { context } = contextOf({ "GET /queues": queues(entry("Out", 2)) });
    expect(await messagesLeftBehind(context.client, plan(other, both), other, both)).toBeUndefined();
  });
});
