import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeClientOver } from "../../src/api/client.ts";
import { ApiError } from "../../src/api/error.ts";
import { readConnections, readLog, readQueues } from "../../src/wire/answers.ts";

/** The client over a server that gives one text to everything. */
function over(text: string) {
  return writeClientOver(async () => text);
}

const ROUTES: Readonly<Record<string, (client: ReturnType<typeof over>) => Promise<unknown>>> = {
  version: (c) => c.version(),
  status: (c) => c.status(),
  list: (c) => c.list(),
  default: (c) => c.getDefault(),
  log: (c) => c.log(),
  export: (c) => c.exportProduction("A.B"),
  connections: (c) => c.connections(),
  queues: (c) => c.queues(),
  bindings: (c) => c.bindings(),
  start: (c) => c.start("A.B"),
  stop: (c) => c.stop(),
  update: (c) => c.update(),
  "set default": (c) => c.setDefault("A.B"),
  "component restart": (c) => c.restartComponent("X"),
  test: (c) => c.test({ target: "X", restart: false }),
  unbind: (c) => c.unbind("A.B"),
};

async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "read",
    (error: unknown) => error,
  );
}

describe("an answer of the wrong shape is one clear error", () => {
  const wrong: [string, string, RegExp][] = [
    ["version", '{"version":{}}', /version is an object, not a text/],
    ["version", "[]", /the answer is an array, not an object/],
    ["list", '{"A.B":null}', /the entry of A.B is null/],
    ["list", '{"A.B":{"Status":{}}}', /Status of A.B is an object/],
    ["log", '[{"id":1,"text":{}}]', /text of a log entry is an object/],
    ["log", '[{"id":"x"}]', /id of a log entry is a string, not a number/],
    ["log", "{}", /the answer is an object, not an array/],
    ["queues", '{"items":[{"item":"A"}]}', /count of A is missing, not a number/],
    ["queues", "{}", /items is missing, not an array/],
    ["connections", '{"items":[{"item":"A","connections":[{}]}]}', /connections of A is an object/],
    ["connections", '{"items":[],"warnings":"none"}', /warnings is a string, not an array/],
    ["test", '{"body":{}}', /body is an object/],
    ["start", "[]", /the answer is an array/],
  ];
  it.each(wrong)("%s: %s", async (route, text, words) => {
    const error = (await outcome(ROUTES[route]?.(over(text)) as Promise<unknown>)) as ApiError;
    expect(error).toBeInstanceOf(ApiError);
    expect(error.kind).toBe("unexpected");
    expect(error.words).toMatch(words);
  });

  it("whatever JSON comes, each route reads it or says what is wrong with it", async () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const plausible = fc.record(
      { items: json, warnings: json, status: json, production: json, id: json, text: json, class: json, "A.B": json },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, plausible, fc.array(plausible, { maxLength: 2 })), async (body) => {
        for (const call of Object.values(ROUTES)) {
          const found = await outcome(call(over(JSON.stringify(body))));
          if (found !== "read") expect(found).toBeInstanceOf(ApiError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("300,000 levels", async () => {
    const deep = '{"A.B":{"Item":'.concat('{"x":'.repeat(300_000), "1", "}".repeat(300_002));
    const arrays = "[".repeat(300_000) + "]".repeat(300_000);
    for (const [name, call] of Object.entries(ROUTES)) {
      for (const text of [deep, arrays]) {
        const error = (await outcome(call(over(text)))) as ApiError;
        expect([name, error.words]).toEqual([name, "the answer is nested more than 100 levels deep"]);
      }
    }
  });

  it("brackets in texts are no levels", async () => {
    const text = JSON.stringify({ version: `${"[".repeat(500)}\\"${"{".repeat(500)}`, description: '\\"[' });
    expect((await over(text).version()).version).toHaveLength(1002);
  });
});

describe("what a server says in words", () => {
  const hide = (words: string) => words.replaceAll("s3cret", "(sensitive)");

  it("is given on without what nobody may see; names and all else stay as they are", () => {
    const entry = { id: 1, config_name: "s3cret", type: "Error", text: "no s3cret", time_logged: "" };
    expect(readLog([entry], hide)).toEqual([{ ...entry, text: "no (sensitive)" }]);
    const item = { item: "s3cret", class_name: "C", connections: ["s3cret"], warnings: ["in s3cret"] };
    expect(readConnections({ production: "s3cret", items: [item], warnings: ["all s3cret"] }, hide)).toEqual({
      production: "s3cret",
      items: [{ ...item, warnings: ["in (sensitive)"] }],
      warnings: ["all (sensitive)"],
    });
    const queue = { item: "s3cret", class_name: "C", count: 1 };
    expect(readQueues({ production: "P", items: [queue], warnings: ["a s3cret"] }, hide)).toEqual({
      production: "P",
      items: [queue],
      warnings: ["a (sensitive)"],
    });
  });
});

describe("a text that is none is an error, never [object Object]", () => {
  it.each([
    ["/default", '{"production":{}}', (c: ReturnType<typeof over>) => c.getDefault(), "production is an object"],
    [
      "/status",
      '{"status":"running","production":null}',
      (c: ReturnType<typeof over>) => c.status(),
      "not which production",
    ],
    ["/status", '{"status":"running","production":[]}', (c: ReturnType<typeof over>) => c.status(), "is a list"],
    [
      "/bindings",
      '[{"class":"A.B","super":{}}]',
      (c: ReturnType<typeof over>) => c.bindings(),
      "super of the binding A.B is an object",
    ],
  ] as const)("%s %s", async (_path, body, call, words) => {
    await expect(call(over(body))).rejects.toThrow(words);
  });
});

describe("another production is no answer", () => {
  const asked = (body: object) => over(JSON.stringify(body)).exportProduction("Demo.Production");

  it.each([
    { "Wrong.Name": { "@Name": "Wrong.Name", Item: [] } },
    { name: "Wrong.Name", items: [] },
    { Production: { "@Name": "Wrong.Name" } },
  ])("%j", async (body) => {
    await expect(asked(body)).rejects.toThrow(
      "the server answered with Wrong.Name where Demo.Production was asked for",
    );
  });

  it("names fit in any case; a body that names none is the one that was asked for", async () => {
    expect((await asked({ "demo.production": { "@Name": "demo.production" } })).name).toBe("demo.production");
    expect((await asked({ Production: { Item: [] } })).name).toBe("Demo.Production");
  });
});

describe("what uses a binding keeps it: where that cannot be read, nothing is unused", () => {
  it.each([
    ['{"class":"A.B","used_by":1}', "used_by of the binding A.B is not a list"],
    ['{"class":"A.B","used_by":["X"]}', "used_by of the binding A.B is not a list"],
    ['{"class":"A.B","used":1}', "is used, and the answer does not say by what"],
    ['{"class":"A.B","used":true,"used_by":[]}', "is used, and the answer does not say by what"],
  ])("%s", async (binding, words) => {
    await expect(over(`[${binding}]`).bindings()).rejects.toThrow(words);
  });

  it("nothing and an empty list are nothing", async () => {
    const found = await over('[{"class":"A.B","used":0,"used_by":[]},{"class":"C.D"}]').bindings();
    expect(found.map(({ usedBy }) => usedBy)).toEqual([[], []]);
  });
});
