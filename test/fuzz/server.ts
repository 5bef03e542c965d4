import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { ODD } from "./from-schema.ts";

/** What one route answers. */
interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}
export type Answers = Readonly<Record<string, FuzzAnswer>>;

const odd = fc.constantFrom(...ODD);
const name = fc.constantFrom<unknown>(
  "A.B",
  "C.D",
  "In",
  "Out",
  "Old.Item",
  "a b",
  "__proto__",
  "../../escaped",
  "\u001b[2J",
  "::error::x",
);
const text = fc.oneof(
  { weight: 40, arbitrary: name },
  { weight: 20, arbitrary: fc.string({ unit: "binary", maxLength: 10 }) },
  { weight: 5, arbitrary: fc.constantFrom(...ODD.filter((value) => typeof value === "string")) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(0, true, null, [], {}) },
);
const flag = fc.constantFrom<unknown>(0, 1, true, false, "1", "yes", null);

const setting = fc.record({ "@Target": text, "@Name": text, "#text": text, "@Odd": odd }, { requiredKeys: ["@Name"] });
const oneOrMore = (of: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 10, arbitrary: of },
    { weight: 20, arbitrary: fc.array(of, { maxLength: 3 }) },
    { weight: 1, arbitrary: odd },
  );
const item = fc.record(
  {
    "@Name": name,
    "@ClassName": fc.constantFrom<unknown>("Python.Op", "EnsLib.File.PassthroughOperation", "", null),
    "@PoolSize": fc.constantFrom<unknown>("1", "0", "x", 3),
    "@Enabled": fc.oneof(flag, fc.constantFrom("true", "false")),
    "@Comment": text,
    "@InactivityTimeout": fc.constantFrom<unknown>("20", "", 0),
    Setting: oneOrMore(setting),
    Odd: odd,
  },
  { requiredKeys: ["@Name"] },
);
const production = fc.record(
  {
    "@Name": fc.constant("A.B"),
    "@TestingEnabled": text,
    Description: text,
    ActorPoolSize: text,
    Setting: oneOrMore(setting),
    Item: oneOrMore(item),
  },
  { requiredKeys: [] },
);
const records = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });

const BODIES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "/version": records({ version: text, description: text }),
  "/status": records({
    production: fc.constantFrom<unknown>("", "A.B", "C.D"),
    status: fc.oneof(fc.constantFrom("running", "stopped", "suspended", "troubled", "odd"), odd),
  }),
  "/list": fc.dictionary(
    fc.constantFrom("A.B", "C.D", "__proto__", "\u001b]0;x"),
    records({ Status: text, LastStartTime: text, LastStopTime: text, AutoStart: flag }),
  ),
  "/default": records({ production: text }),
  "/log": fc.array(records({ id: fc.oneof(fc.nat(), text), config_name: text, type: text, text, time_logged: text }), {
    maxLength: 3,
  }),
  "/export": fc.oneof(
    production.map((body) => ({ "A.B": body })),
    records({
      name: text,
      items: fc.array(
        records({
          name: text,
          classname: text,
          settings: fc.array(records({ target: text, name: text, value: text })),
        }),
      ),
    }),
  ),
  "/connections": records({
    production: text,
    items: fc.array(
      records({
        item: name,
        class_name: text,
        kind: text,
        connections: fc.array(text, { maxLength: 2 }),
        warnings: fc.array(text, { maxLength: 1 }),
      }),
      { maxLength: 3 },
    ),
    warnings: fc.array(text, { maxLength: 1 }),
  }),
  "/queues": records({
    production: text,
    items: fc.array(
      records({ item: name, queue_name: text, class_name: text, exists: flag, count: fc.oneof(fc.nat(), odd) }),
      { maxLength: 3 },
    ),
    warnings: fc.array(text, { maxLength: 1 }),
  }),
  "/bindings": fc.array(
    records({
      class: fc.constantFrom<unknown>(
        "Python.Op",
        "IopCtl.Release.demo",
        "IopCtl.Pending.x",
        "IopCtl.Release.zpA",
        "x",
        null,
      ),
      super: text,
      module: text,
      classname: text,
      classpaths: text,
      used: flag,
      used_by: fc.oneof(fc.array(records({ production: text, item: text }), { maxLength: 2 }), odd),
    }),
    { maxLength: 4 },
  ),
  "/test": records({ classname: text, body: text, truncated: flag }),
};

const raw: fc.Arbitrary<FuzzAnswer> = fc.record({
  status: fc.constantFrom(200, 200, 500, 500, 404, 405, 502, 302, 204),
  type: fc.constantFrom("application/json", "text/html", "", "application/json; charset=utf-8"),
  text: fc.oneof(
    fc.constantFrom(
      "",
      "null",
      "[]",
      "{}",
      "<html><title>\u001b[31m</title></html>",
      '{"error":"ERROR <Ens>ErrX: \\u001b[31m ::error::boom"}',
      `{"errors":[{"error":"ERROR #5001: \\u202e"}],"summary":"x"}`,
      "[".repeat(5_000),
      `Traceback\n::set-output name=x::y\n{"error":"late"}`,
    ),
    fc.json({ maxDepth: 3 }),
    fc.string({ maxLength: 50 }),
  ),
});

/** What a server says to everything: mostly what such a server might say, now and then anything. */
export const answers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(
    Object.entries(BODIES).map(([path, body]) => [
      path,
      fc.oneof(
        {
          weight: 30,
          arbitrary: body.map((value) => ({
            status: 200,
            type: "application/json",
            text: JSON.stringify(value) ?? "",
          })),
        },
        { weight: 1, arbitrary: raw },
      ),
    ]),
  ),
);

export interface FuzzServer {
  readonly url: string;
  answer: Answers;
  readonly close: () => void;
}

/** One server for all cases; whatever is not listed changes something and answers `{}`. */
export async function fuzzServer(): Promise<FuzzServer> {
  const fuzz: { url: string; answer: Answers; close: () => void } = { url: "", answer: {}, close: () => undefined };
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname.replace("/api/iop", "");
    const { status, type, text: body } = fuzz.answer[path] ?? { status: 200, type: "application/json", text: "{}" };
    request.resume().once("end", () => {
      response.writeHead(
        status,
        type === "" ? {} : { "Content-Type": type, ...(status === 302 ? { Location: "/x" } : {}) },
      );
      response.end(status === 204 ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fuzz.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fuzz.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return fuzz;
}
