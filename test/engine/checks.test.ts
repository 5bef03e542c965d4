import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, newestLogId, runChecks } from "../../src/engine/checks.ts";
import type { Check } from "../../src/model/desired.ts";
import type { Json } from "../../src/model/json.ts";
import { fault, inTurn, type Script, scripted } from "../helpers/scripted.ts";

describe("what a check expects of an answer", () => {
  it.each<[string, Json, boolean]>([
    ['{"a":1,"b":{"c":[1,2,3]}}', { b: { c: [1, 3] } }, true],
    ['{"a":1}', { a: 2 }, false],
    ['{"a":1}', { b: null }, false],
    ['[{"id":1},{"id":2}]', [{ id: 2 }], true],
    ['[{"id":2},{"id":1}]', [{ id: 1 }, { id: 2 }], false],
    ["plain", "plain", true],
    ["", {}, false],
  ])("subset: %s holds %j: %s", (text, subset, expected) => {
    expect(matches(text, { subset })).toBe(expected);
  });

  it("a regex that would take years is an error that names it", () => {
    const never = { regex: "^(a+)+$" };
    expect(() => matches(`${"a".repeat(60)}b`, never)).toThrow(/\^\(a\+\)\+\$ was not done with the answer after 2 s/);
  });

  it("a value equals itself and holds itself; a regex is looked for in the text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const plain = JSON.parse(text) as Json;
        expect(matches(text, { equals: plain })).toBe(true);
        expect(matches(text, { subset: plain })).toBe(true);
      }),
    );
    expect(matches("two words", { regex: "^two\\b" })).toBe(true);
    expect(matches("two words", { regex: "^words" })).toBe(false);
    expect(matches('{"a": 1}', { equals: { a: 1, b: 2 } })).toBe(false);
  });
});

const running = { status: "running", production: "A.B" };
async function looked(checks: readonly Check[], script: Script, signal = new AbortController().signal) {
  const { client, requests, said } = scripted({ "GET /status": running, ...script });
  const emitted: string[] = [];
  const results = await runChecks(checks, { client, since: 7, signal, emit: ({ name }) => emitted.push(name) });
  return { messages: results.map(({ ok, message }) => (ok ? "ok" : message)), emitted, requests, said: said() };
}
const ping = (more: object = {}): Check => ({
  name: "answers",
  kind: "test",
  target: "Out",
  body: { text: "hi" },
  ...more,
});

describe("a test message (contract, section 1: checks)", () => {
  it("never restarts what it checks, since a server takes an absent word for yes (wire-notes, 3.14)", async () => {
    const { messages, requests } = await looked([ping({ classname: "m.Ping" })], {
      "POST /test": { classname: "x", body: "{}" },
    });
    expect([messages, requests.at(-1)?.body]).toEqual([
      ["ok"],
      { target: "Out", classname: "m.Ping", body: { text: "hi" }, restart: false },
    ]);
  });

  it.each([
    ["as expected", { body: '{"a":1,"b":2}' }, { expect: { subset: { a: 1 } } }, "ok"],
    ["another answer", { body: '{"a":2}' }, { expect: { equals: { a: 1 } } }, 'Out answered {"a":2}, expected {"a":1}'],
    ["no answer", {}, { expect: { regex: "^x" } }, "Out answered nothing, expected what matches /^x/"],
    [
      "an answer that was cut",
      { body: "{", truncated: 1 },
      { expect: { subset: {} } },
      "the server cut the answer, so it cannot be compared",
    ],
    ["of which the head is enough", { body: "x", truncated: true }, { expect: { regex: "^x" } }, "ok"],
  ])("%s", async (_, answer, more, message) => {
    expect((await looked([ping(more)], { "POST /test": answer })).messages).toEqual([message]);
  });

  it("that holds a secret shows neither what it expects nor the answer", async () => {
    const check = ping({ expect: { equals: "s3cret" }, sensitive: true });
    const { messages } = await looked([check], { "POST /test": { body: "hunter2" } });
    expect(messages).toEqual(["Out did not answer as expected; the check holds a secret, so the answer is not shown"]);
  });
});

describe("the log", () => {
  const log = (more: Partial<Check> = {}) =>
    ({ name: "quiet", kind: "log", types: ["Error", "Alert"], items: ["*"], milliseconds: 0, ...more }) as Check;
  const entry = (id: number, type: string, item: string, text = "it broke") => ({
    id,
    type,
    config_name: item,
    text,
    time_logged: "",
  });

  it.each([
    ["nothing new", [], {}, "ok"],
    ["another type", [entry(8, "Warning", "In")], {}, "ok"],
    ["another item", [entry(8, "Error", "In")], { items: ["Out*"] }, "ok"],
    [
      "an error",
      [entry(8, "Info", "In"), entry(9, "Error", "Out 1", "two\nlines"), entry(10, "Alert", "In")],
      {},
      "Error of Out 1: two lines (and 1 more)",
    ],
    ["of the production itself", [entry(8, "Alert", "")], {}, "Alert of the production: it broke"],
  ])("%s", async (_, entries, more, message) => {
    const { messages, requests } = await looked([log(more)], { "GET /log": entries });
    expect([messages, requests.at(-1)?.query]).toEqual([[message], { since_id: "7" }]);
  });

  it("is watched as long as it says, and read on from the last entry", async () => {
    const found = await looked([log({ milliseconds: 60_000 })], {
      "GET /log": inTurn([entry(8, "Info", "In")], [entry(9, "Error", "In")]),
    });
    expect([found.messages, found.requests.map(({ query }) => query?.["since_id"])]).toEqual([
      ["Error of In: it broke"],
      ["7", "8"],
    ]);
  });

  it("a watch that was stopped has not passed", async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await looked([log({ milliseconds: 60_000 })], { "GET /log": [] }, stop.signal)).messages).toEqual([
      "the watch was interrupted",
    ]);
  });

  it("is watched last, so that it sees what the others cause; results stay in the order of the files", async () => {
    const script = { "GET /log": [], "POST /test": fault("server", "<Ens>ErrBusinessDispatchNameNotRegistered", 500) };
    const { messages, emitted, said } = await looked([log(), ping()], script);
    expect([emitted, said]).toEqual([
      ["answers", "quiet"],
      ["POST /test", "GET /log"],
    ]);
    expect(messages).toEqual(["ok", expect.stringContaining("ErrBusinessDispatchNameNotRegistered")]);
  });

  it("begins behind the newest entry that was there before", async () => {
    expect(await newestLogId(scripted({ "GET /log": [entry(42, "Info", "In")] }).client)).toBe(42);
    expect(await newestLogId(scripted({ "GET /log": [] }).client)).toBe(0);
  });
});

describe("queues and routes", () => {
  const queues = (more: object = {}) =>
    ({ name: "flowing", kind: "queues", max: 2, items: ["*"], milliseconds: 0, ...more }) as Check;
  const waiting = (count: number, warnings: readonly string[] = []) => ({
    production: "A.B",
    warnings,
    items: [{ item: "Out", class_name: "X", exists: 1, count }],
  });

  it.each([
    ["within the limit", waiting(2), {}, "ok"],
    ["above it", waiting(3), {}, "Out has 3 waiting; the limit is 2"],
    ["of another item", waiting(3), { items: ["In*"] }, "ok"],
    ["not known is not short", waiting(0, ["not loaded"]), {}, "queues not known: not loaded"],
    [
      "of which the server says nothing",
      waiting(0),
      { items: ["Out", "Gone", "In"] },
      "queues not known: the server does not list Gone, In",
    ],
    ["of another production", { ...waiting(0), production: "C.D" }, {}, "queues not known: the server answered of C.D"],
    ["of none", { ...waiting(0), production: "" }, {}, "queues not known: the server answered of no production"],
  ])("%s", async (_, answer, more, message) => {
    expect((await looked([queues(more)], { "GET /queues": answer })).messages).toEqual([message]);
  });

  it("are asked for again where they are not known", async () => {
    const { messages } = await looked([queues({ items: ["Out"], milliseconds: 60_000 })], {
      "GET /queues": inTurn({ ...waiting(0), items: [] }, waiting(0)),
    });
    expect(messages).toEqual(["ok"]);
  });

  it("get the time that they are given", async () => {
    const { messages, said } = await looked([queues({ milliseconds: 60_000 })], {
      "GET /queues": inTurn(waiting(9), waiting(0)),
    });
    expect([messages, said.filter((one) => one === "GET /queues").length]).toEqual([["ok"], 2]);
  });

  const item = (name: string, connections: readonly string[]) => ({
    item: name,
    class_name: "X",
    connections,
    warnings: [],
  });
  const routes = (answer: object, items: readonly object[], status: object = running) =>
    looked([{ name: "routed", kind: "routes" }], {
      "GET /status": status,
      "GET /default": { production: "A.B" },
      "GET /connections": { production: "A.B", warnings: [], items: [], ...answer },
      "GET /export": { name: "A.B", items },
    }).then(({ messages }) => messages[0]);
  const named = (name: string, enabled = true) => ({ name, classname: "X", enabled });

  it("each route ends at an item that is there and runs", async () => {
    expect(await routes({ items: [item("In", ["Out"])] }, [named("In"), named("Out")])).toBe("ok");
    expect(await routes({ items: [item("In", ["Gone"])] }, [named("In")])).toBe(
      "In sends to Gone, which does not exist",
    );
    expect(await routes({ items: [item("In", ["Out"])] }, [named("In"), named("Out", false)])).toBe(
      "In sends to Out, which is disabled",
    );
    // Who does not run sends to nobody.
    expect(await routes({ items: [item("In", ["Out"])] }, [named("In", false), named("Out", false)])).toBe("ok");
    expect(await routes({ warnings: ["not loaded"] }, [named("In")])).toBe("connections not known: not loaded");
    expect(await routes({ production: "C.D" }, [named("In")])).toBe(
      "connections not known: the server answered of C.D",
    );
  });

  it("of what runs, else of the default; where there is neither that is said", async () => {
    expect(await routes({}, [named("In")], { status: "stopped", production: "" })).toBe("ok");
    const none = { "GET /status": { status: "stopped" }, "GET /default": { production: "" } };
    expect((await looked([{ name: "routed", kind: "routes" }], none)).messages).toEqual([
      "no production runs, and no default one is set",
    ]);
  });
});
