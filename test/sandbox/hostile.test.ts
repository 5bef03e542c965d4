import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interval } from "../../src/sandbox/http/live.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** A package that does harm beside one that is well: the sandbox, and the one that is well, go on. */
const CODE = `
from dataclasses import dataclass
from iop import BusinessOperation, Message

@dataclass
class Ping(Message):
    text: str = ""

class Well(BusinessOperation):
    def on_init(self):
        self.count = 0
    def on_message(self, request):
        self.count += 1
        return Ping(request.text + str(self.count))

class Endless(BusinessOperation):
    def on_init(self):
        while True: pass

class Stubborn(BusinessOperation):
    def on_init(self):
        while True:
            try:
                while True: pass
            except BaseException: pass

class Beat(BusinessOperation):
    def on_message(self, request):
        self.send_request_async("Beat", request)
`;
const NAMES = ["Endless", "Stubborn", "Beat", "Well"];
const SETTINGS = `
import bo
CLASSES = {${NAMES.map((name) => `"Python.${name}": bo.${name}`).join(", ")}}
PRODUCTIONS = [{"P.X": {"@Name": "P.X", "@TestingEnabled": "true", "Item": [
${NAMES.map((name) => `    {"@Name": "${name}", "@ClassName": "Python.${name}", "@PoolSize": "1", "@Enabled": "true"},`).join("\n")}]}}]
`;
let sandbox: TestSandbox;
const migrate = (name: string, files: Record<string, string>, more: object = {}) =>
  sandbox.api("PUT", "/migrate", {
    package: name,
    remote_folder: "/opt/x",
    body: Object.entries(files).map(([file, data]) => ({ name: file, data })),
    ...more,
  });
const send = async (target: string, text = "") => {
  const reply = await sandbox.api("POST", "/test", { target, classname: "bo.Ping", body: { text }, restart: false });
  const { body, error } = reply.json() as { body?: string; error?: string };
  return reply.status === 200 ? (JSON.parse(body ?? "{}") as { text: string }).text : String(error);
};
beforeAll(async () => {
  sandbox = await testSandbox("4.1", [], { timeLimit: 8_000, startLimit: 2_000, eager: true });
  expect((await migrate("demo", { "bo.py": CODE, "settings.py": SETTINGS })).status).toBe(200);
});
afterAll(() => sandbox.close());

describe("one that does harm", () => {
  it("by an on_init without end: the others work at once, and the log tells which it was", async () => {
    await sandbox.api("POST", "/start", { production: "P.X" });
    // The message is sent while the start is still at it.
    expect(await send("Well", "a")).toBe("a1");
    expect(await send("Endless")).toMatch(/Endless did not start: .*ran longer/);
    expect(await send("Stubborn")).toMatch(/ran longer than 8 s/);
    expect(await send("Well", "b")).toBe("b2");
    const log = (await sandbox.api("GET", "/log?since_id=0")).json() as Record<string, string>[];
    const told = log.filter(({ type }) => type === "Error").map((entry) => entry["config_name"]);
    expect(new Set(told)).toEqual(new Set(["Endless", "Stubborn"]));
  });

  it("by messages to itself without end: they wait in its queue, and the others answer", async () => {
    await send("Beat");
    expect(await send("Well", "c")).toBe("c3");
    const queues = (await sandbox.api("GET", "/queues?production=P.X")).json() as { items: Record<string, unknown>[] };
    expect(queues.items.find(({ item }) => item === "Beat")).toMatchObject({ count: 1 });
    expect(await send("Well", "d")).toBe("d4");
  });

  it.each([
    ["text that is none", { "settings.py": "CLASSES = {}", "x.txt": "\ud800" }, {}],
    ["a file that is a directory too", { "settings.py": "CLASSES = {}", a: "1", "a/b": "1" }, {}],
    ["a name that is no text", { "settings.py": "CLASSES = {}", "x\ud800.py": "1" }, {}],
    ["a name that is too long", { "settings.py": "CLASSES = {}", [`${"x".repeat(300)}.py`]: "1" }, {}],
    ["a package that is no text", { "settings.py": "CLASSES = {}" }, { package: "\ud800" }],
    ["a package below a file of another", { "settings.py": "CLASSES = {}" }, { remote_folder: "/opt/x/demo/bo.py" }],
    [
      "a package in the place of a file of another",
      { "settings.py": "" },
      { remote_folder: "/opt/x/demo", package: "bo.py" },
    ],
    ["the sandbox's own folder", { "settings.py": "CLASSES = {}" }, { remote_folder: "//sandbox" }],
    ["Python's own folder", { "settings.py": "CLASSES = {}" }, { remote_folder: "/./lib/python3.14" }],
    [
      "a key that is no text",
      { "settings.py": "from iop import *\nclass C(BusinessOperation): pass\nCLASSES={5: C}" },
      {},
    ],
    [
      "a class without a name",
      { "settings.py": "from iop import *\nclass C(BusinessOperation): pass\nCLASSES={'': C}" },
      {},
    ],
    [
      "a class with no name of a class",
      { "settings.py": "from iop import *\nclass C(BusinessOperation): pass\nCLASSES={'No Good.%': C}" },
      {},
    ],
    ["a production without a name", { "settings.py": "PRODUCTIONS = [{'': {'Item': []}}]" }, {}],
    [
      "two items of one name",
      { "settings.py": `PRODUCTIONS = [{'P.Y': {'Item': [${"{'@Name': 'A', '@ClassName': 'Ens.X'}, ".repeat(2)}]}}]` },
      {},
    ],
    ["an entry file without end", { "settings.py": "while True: pass" }, {}],
  ])("by an upload: %s", async (_what, files, more) => {
    const before = (await sandbox.inspect()).files.filter((path) => !path.startsWith("/opt/x/bad/"));
    const bad = await migrate("bad", files, more);
    expect([bad.status, bad.text]).toEqual([500, expect.stringContaining("ERROR #")]);
    expect(bad.text).not.toContain("Python crashed");
    const good = await migrate("bad", { "settings.py": "CLASSES = {}" });
    expect([good.status, good.text]).toEqual([200, expect.stringContaining("succeeded")]);
    expect((await sandbox.inspect()).files.filter((path) => !path.startsWith("/opt/x/bad/"))).toEqual(before);
    // What ran goes on as it was.
    expect(await send("Well", "x")).toMatch(/^x([5-9]|[1-9]\d)$/);
  });

  it("by an interval that no timer can hold", () => {
    expect([interval(5), interval(0), interval(1e9)]).toEqual([5_000, 100, 2_147_483_647]);
  });
});
