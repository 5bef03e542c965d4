import { describe, expect, it } from "vitest";
import { baselineOf, lookAtGates } from "../../src/engine/gates.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { Baseline, Gate } from "../../src/model/rollout.ts";
import { fault, inTurn, type Script, scripted } from "../helpers/scripted.ts";
import { desiredOf } from "../helpers/states.ts";

const running = { status: "running", production: "A.B" };
const queue = (counts: Record<string, number>, warnings: readonly string[] = []) => ({
  ...{ production: "A.B", warnings },
  items: Object.entries(counts).map(([item, count]) => ({ item, class_name: "X", exists: 1, count })),
});
interface Given {
  readonly before?: Baseline;
  readonly desired?: DesiredState;
  readonly signal?: AbortSignal;
}
async function looked(gates: readonly Gate[], script: Script, given: Given = {}) {
  const { before = { log: 7 }, desired = desiredOf(), signal = new AbortController().signal } = given;
  const { client, said } = scripted({ "GET /status": running, ...script });
  let slept = 0;
  const sleep = async () => {
    slept += 1;
  };
  const results = await lookAtGates(gates, desired, { client, before, signal, sleep });
  return { results: results.map(({ gate, ok, message }) => [gate, ok ? "ok" : message]), slept, said: said() };
}
const one = async (...given: Parameters<typeof looked>) => (await looked(...given)).results.at(-1)?.[1];

describe("gates after a wave", () => {
  it("whether what is to run still runs is looked at always", async () => {
    const desired = desiredOf({ state: "running" });
    expect(await one([], {}, { desired })).toBe("ok");
    expect(await one([], { "GET /status": { status: "stopped" } }, { desired })).toBe(
      "nothing is stopped, and is to run",
    );
    expect(await one([], { "GET /status": { status: "troubled", production: "A.B" } }, { desired })).toBe(
      "A.B is troubled, and is to run",
    );
    expect((await looked([], {})).said).toEqual([]);
  });

  it("each of them is looked at, whatever the one before says; what cannot be read has not passed", async () => {
    const checks = [{ name: "answers", kind: "test" as const, target: "Out", body: {} }];
    const script = {
      "POST /test": fault("server", "no such target", 500),
      "GET /log": [{ id: 8, type: "Alert", config_name: "In", text: "x" }],
      "GET /queues": fault("timeout"),
    };
    const { results } = await looked(["queues", "log", "checks"], script, { desired: desiredOf({ checks }) });
    expect(results).toEqual([
      ["state", "ok"],
      ["checks", expect.stringContaining("no such target")],
      ["log", "Alert of In: x"],
      ["queues", expect.stringMatching(/^not known: GET \/queues/)],
    ]);
  });

  it("of several checks that fail each is named", async () => {
    const check = (name: string) => ({ name, kind: "test" as const, target: name, body: {}, expect: { equals: 1 } });
    const found = await one(
      ["checks"],
      { "POST /test": { body: "2" } },
      { desired: desiredOf({ checks: [check("a"), check("b")] }) },
    );
    expect(found).toBe("a: a answered 2, expected 1; b: b answered 2, expected 1");
  });

  it("what does not run has no queues and no routes to look at", async () => {
    const { results, said } = await looked(["queues", "routes"], { "GET /status": { status: "stopped" } });
    expect([results.map(([, message]) => message), said]).toEqual([
      ["ok", "ok", "ok"],
      ["GET /status", "GET /status"],
    ]);
  });
});

describe("queues that grow", () => {
  const before = { log: 0, queues: { Out: 2 } };

  it.each([
    ["no longer than before", [queue({ Out: 2 })], "ok", 0],
    ["a message on its way is none that grows", [queue({ Out: 3 }), queue({ Out: 2 })], "ok", 1],
    ["longer, but shorter with each look", [queue({ Out: 9 }), queue({ Out: 8 })], "ok", 1],
    ["longer, and not shorter", [queue({ Out: 9 }), queue({ Out: 9 })], "Out has 9 waiting, before it was 2", 4],
    ["a new one", [queue({ New: 1 })], "New has 1 waiting, before it was 0", 4],
  ])("%s", async (_, answers, message, sleeps) => {
    const { results, slept } = await looked(["queues"], { "GET /queues": inTurn(...answers) }, { before });
    expect([results.at(-1)?.[1], slept]).toEqual([message, sleeps]);
  });

  it("where it is not known what there was before, that is said", async () => {
    expect(await one(["queues"], { "GET /queues": queue({ Out: 9 }) })).toBe(
      "Out has 9 waiting, before it was not known",
    );
    expect(await one(["queues"], { "GET /queues": queue({ Out: 0 }, ["not loaded"]) })).toBe("not known: not loaded");
    expect(await one(["queues"], { "GET /queues": { ...queue({ Out: 0 }), production: "C.D" } })).toBe(
      "not known: the server answered of C.D",
    );
  });

  it("the limits of the files, where they have some", async () => {
    const checks = [{ name: "flowing", kind: "queues" as const, max: 10, items: ["*"], milliseconds: 0 }];
    expect(
      await one(["queues"], { "GET /queues": queue({ Out: 9 }) }, { before, desired: desiredOf({ checks }) }),
    ).toBe("ok");
  });

  it("who is stopped looks no longer", async () => {
    const stop = new AbortController();
    stop.abort();
    const { slept } = await looked(["queues"], { "GET /queues": queue({ Out: 9 }) }, { before, signal: stop.signal });
    expect(slept).toBe(0);
  });

  it("what they are compared with is read before the apply; what cannot be read is left out", async () => {
    expect(await baselineOf(scripted({ "GET /status": running, "GET /queues": queue({ Out: 2 }) }).client, 7)).toEqual({
      log: 7,
      queues: { Out: 2 },
    });
    expect(await baselineOf(scripted({ "GET /status": { status: "stopped" } }).client, 7)).toEqual({
      log: 7,
      queues: {},
    });
    expect(await baselineOf(scripted({ "GET /status": running, "GET /queues": fault("timeout") }).client, 7)).toEqual({
      log: 7,
    });
  });
});
