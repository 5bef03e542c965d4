import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** Components that end the interpreter, each in a way of its own, and one that is well. */
const CODE = `
from dataclasses import dataclass
from iop import BusinessOperation, Message, Production
import os

@dataclass
class Ping(Message):
    text: str = ""

class Well(BusinessOperation):
    def on_init(self):
        self.count = 0
    def on_message(self, request):
        self.count += 1
        return Ping(request.text + str(self.count))

class Ends(BusinessOperation):
    def on_message(self, request):
        if request.text == "process": os._exit(3)
        if request.text == "abort": os.abort()
        if request.text == "memory":
            taken = []
            while True: taken.append(bytearray(1 << 24))
        if request.text == "loop":
            while True: pass
        if request.text == "stack":
            def down(n): return down(n + 1) + 1
            down(0)
        return Ping("survived")

class EndsAtOnce(BusinessOperation):
    def on_init(self):
        os._exit(4)
    def on_message(self, request):
        return request
`;
const SETTINGS = `
import bo
CLASSES = {"Python.Well": bo.Well, "Python.Ends": bo.Ends, "Python.EndsAtOnce": bo.EndsAtOnce}
def item(name, cls): return {"@Name": name, "@ClassName": cls, "@PoolSize": "1", "@Enabled": "true"}
PRODUCTIONS = [{"P.X": {"@Name": "P.X", "@TestingEnabled": "true", "Item": [
    item("Well", "Python.Well"), item("Ends", "Python.Ends"), item("EndsAtOnce", "Python.EndsAtOnce")]}}]
`;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox("4.1", [], { timeLimit: 8_000, memoryLimit: 256 * 1024 * 1024 });
  const migrated = await sandbox.api("PUT", "/migrate", {
    package: "demo",
    remote_folder: "/opt/x",
    body: [
      { name: "bo.py", data: CODE },
      { name: "settings.py", data: SETTINGS },
    ],
  });
  expect([migrated.status, migrated.text]).toEqual([200, expect.stringContaining("succeeded")]);
  expect((await sandbox.api("POST", "/start", { production: "P.X" })).status).toBe(200);
});
afterAll(() => sandbox.close());

const send = (target: string, text: string) =>
  sandbox.api("POST", "/test", { target, classname: "bo.Ping", body: { text }, restart: false });
const answer = async (target: string, text: string) => {
  const { status, json } = await send(target, text);
  const { body, error } = json() as { body?: string; error?: string };
  return status === 200 ? (JSON.parse(body ?? "{}") as { text: string }).text : String(error);
};

describe("after an interpreter's end", () => {
  it("one whose start ends it is left out and says so; the others work", async () => {
    expect(await answer("Well", "a")).toBe("a1");
    expect(await answer("EndsAtOnce", "a")).toMatch(/Python crashed/);
    expect(await answer("Well", "b")).toBe("b2");
  });

  it.each(["process", "abort", "memory", "loop", "stack"])(
    "by %s the next call works, its component loaded anew",
    async (how) => {
      expect(await answer("Well", "x")).toMatch(/^x\d$/);
      const ended = await answer("Ends", how);
      expect(ended).toMatch(/crashed|ended|MemoryError|RecursionError|recursion/);
      const next = await answer("Well", "y");
      // Where the interpreter itself went on the component goes on too; else it begins at one.
      expect(next).toMatch(/crashed|Python ran longer|used more/.test(ended) ? /^y1$/ : /^y\d$/);
      expect(await answer("Ends", "stay")).toBe("survived");
    },
  );

  it("no message that was in it waits for ever: the production can be stopped", async () => {
    await answer("Ends", "process");
    expect((await sandbox.api("POST", "/stop")).json()).toEqual({ status: "stopped" });
    expect((await sandbox.api("GET", "/status")).json()).toMatchObject({ status: "stopped" });
  });
});
