import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** The authoring surface that public packages use, and what real servers make of it. */
describe("packages as they are written for IoP", () => {
  let sandbox: TestSandbox;
  const migrate = (name: string, files: Record<string, string>) =>
    sandbox.api("PUT", "/migrate", {
      package: name,
      body: Object.entries(files).map(([file, data]) => ({ name: file, data })),
    });
  const exported = async (name: string) =>
    (
      (await sandbox.api("GET", `/export?production=${name}`)).json() as Record<
        string,
        { Item: Record<string, unknown>[] }
      >
    )[name];
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox.close());

  it("a Production object with service, operation, target and connect", async () => {
    const reply = await migrate("hello", {
      "settings.py": `from dataclasses import dataclass
from iop import BusinessOperation, BusinessProcess, Message, PollingBusinessService, Production, setting, target

@dataclass
class Hello(Message):
    text: str = "hello"

class HelloService(PollingBusinessService):
    Output = target()
    Fallback = target("Named")
    def on_poll(self):
        self.send_request_async(self.Output, Hello())

class HelloOperation(BusinessOperation):
    suffix = setting("!", category="Basic")
    def on_message(self, request: Hello):
        return Hello(text=request.text + self.suffix)

prod = Production("Hello.Production", testing_enabled=True)
service = prod.service("HelloService", HelloService, adapter_settings={"CallInterval": 5})
operation = prod.operation("HelloOperation", HelloOperation, settings={"suffix": "?"})
native = prod.operation("Native", class_name="EnsLib.File.PassthroughOperation", enabled=False)
prod.connect(service.Output, operation)
service.connect(service.target_setting("Extra"), native)
PRODUCTIONS = [prod]
`,
    });
    expect(reply.status, reply.text).toBe(200);
    const production = await exported("Hello.Production");
    expect(production?.Item.map((item) => [item["@Name"], item["@ClassName"], item["@Enabled"]])).toEqual([
      ["HelloService", "Python.settings.HelloService", "true"],
      ["HelloOperation", "Python.settings.HelloOperation", "true"],
      ["Native", "EnsLib.File.PassthroughOperation", "false"],
    ]);
    const settings = production?.Item[0]?.["Setting"] as Record<string, string>[];
    expect(settings.map((entry) => [entry["@Target"], entry["@Name"], entry["#text"]])).toEqual([
      ["Host", "Fallback", "Named"],
      ["Host", "Output", "HelloOperation"],
      ["Host", "Extra", "Native"],
      ["Adapter", "CallInterval", "5"],
    ]);
  });

  it("the class style, a legacy dictionary with classes, modules and folders in CLASSES, and the old name of the package", async () => {
    const reply = await migrate("styles", {
      "settings.py": `import os
import parts
from iop import OperationItem, Production, Route, ServiceItem

SINK = OperationItem("Sink", parts.Out)

class Styled(Production):
    name = "Styled.Production"
    services = ServiceItem("In", parts.In, routes=Route("Output", SINK))
    operations = [SINK]

CLASSES = {"Mod": parts, "Folder": {"path": os.path.join(os.path.dirname(__file__), "more")}}
PRODUCTIONS = [Styled(), {"Legacy.Production": {"@Name": "Legacy.Production", "Item": [{"@Name": "Python.Legacy", "@ClassName": parts.Out, "@PoolSize": "1"}]}}]
`,
      "parts.py": `from grongier.pex import BusinessOperation, BusinessService, Message

class In(BusinessService):
    pass

class Out(BusinessOperation):
    pass
`,
      "more/deep_er.py": "from iop import BusinessProcess\n\nclass Deep(BusinessProcess):\n    pass\n",
    });
    expect(reply.status, reply.text).toBe(200);
    const names = ((await sandbox.api("GET", "/bindings")).json() as { class: string }[]).map(
      (binding) => binding.class,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        "Mod.parts.In",
        "Mod.parts.Out",
        "Folder.deeper.Deep",
        "Python.parts.In",
        "Python.Legacy",
      ]),
    );
    const styled = await exported("Styled.Production");
    expect(styled?.Item.map((item) => item["@Name"])).toEqual(["In", "Sink"]);
    expect(styled?.Item[0]?.["Setting"]).toMatchObject({ "@Name": "Output", "#text": "Sink" });
  });

  it("messages between items: sync is answered at once, async waits in a queue, is handled, and nothing is logged but what they log", async () => {
    const reply = await migrate("chain", {
      "settings.py": `import parts_c
CLASSES = {"Python.Front": parts_c.Front, "Python.Back": parts_c.Back}
PRODUCTIONS = [{"Chain.P": {"@Name": "Chain.P", "@TestingEnabled": "true", "Item": [
    {"@Name": "Front", "@ClassName": "Python.Front", "@PoolSize": "1"},
    {"@Name": "Back", "@ClassName": "Python.Back", "@PoolSize": "1"}]}}]
`,
      "parts_c.py": `from dataclasses import dataclass
from iop import BusinessOperation, BusinessProcess, Message

@dataclass
class Note(Message):
    text: str = ""

class Front(BusinessProcess):
    def on_note(self, request: Note):
        self.send_request_async("Back", Note("later"))
        return self.send_request_sync("Back", Note("now"))

class Back(BusinessOperation):
    def on_init(self):
        self.seen = 0

    def on_note(self, request: Note):
        self.seen += 1
        self.log_info("%s is number %d" % (request.text, self.seen))
        return Note("%d" % self.seen)
`,
    });
    expect(reply.status, reply.text).toBe(200);
    await sandbox.api("POST", "/stop");
    await sandbox.api("POST", "/start", { production: "Chain.P" });
    const send = () =>
      sandbox.api("POST", "/test", { target: "Front", classname: "parts_c.Note", body: {}, restart: false });
    expect((await send()).json()).toMatchObject({ body: '{"text":"1"}' });
    expect((await send()).json()).toMatchObject({ body: '{"text":"3"}' });
    const log = (await sandbox.api("GET", "/log?since_id=0")).json() as {
      text: string;
      config_name: string;
      session_id: string;
    }[];
    const back = log.filter(({ config_name }) => config_name === "Back").map(({ text }) => text);
    expect(back).toEqual(["now is number 1", "later is number 2", "now is number 3", "later is number 4"]);
    const sessions = (text: string) => log.filter((entry) => entry.text === text).map(({ session_id }) => session_id);
    expect(sessions("now is number 1")).toEqual(sessions("later is number 2"));
    expect(sessions("now is number 3")).not.toEqual(sessions("now is number 1"));
    const { items } = (await sandbox.api("GET", "/queues?production=Chain.P")).json() as { items: { count: number }[] };
    expect(items.map(({ count }) => count)).toEqual([0, 0]);
  });

  it("items and routes in lists of a production class, asyncio, and several answers at once", async () => {
    const reply = await migrate("lists", {
      "settings.py": `import asyncio
from dataclasses import dataclass
from iop import (BusinessOperation, BusinessProcess, ComponentRef, Message, OperationItem, PollingBusinessService,
    ProcessItem, Production, Route, ServiceItem, target)

@dataclass
class Word(Message):
    text: str = ""

class Feed(PollingBusinessService):
    Output = target()

class Many(BusinessProcess):
    async def ask(self, words):
        await asyncio.sleep(0.01)
        return await asyncio.gather(*[self.send_request_async_ng("Echo", Word(word)) for word in words])

    def on_word(self, request: Word):
        answers = asyncio.run(self.ask(["a", "b"]))
        answers += [answer for _, _, answer, _ in self.send_multi_request_sync([("Echo", Word("c")), ("Echo", Word("d"))])]
        return Word("".join(answer.text for answer in answers))

class Echo(BusinessOperation):
    def on_message(self, request):
        return request

ECHO = OperationItem("Echo", Echo)

class Lists(Production):
    name = "Lists.Production"
    testing_enabled = True
    services = (ServiceItem("Feed", Feed, routes=(Route(Feed.Output, ECHO),)),)
    processes = [ProcessItem("Many", Many)]
    operations = (ECHO,)

PRODUCTIONS = [Lists()]
`,
    });
    expect(reply.status, reply.text).toBe(200);
    const production = await exported("Lists.Production");
    expect(production?.Item.map((item) => item["@Name"])).toEqual(["Feed", "Many", "Echo"]);
    expect(production?.Item[0]?.["Setting"]).toMatchObject({ "@Name": "Output", "#text": "Echo" });
    await sandbox.api("POST", "/stop");
    await sandbox.api("POST", "/start", { production: "Lists.Production" });
    const answer = await sandbox.api("POST", "/test", {
      target: "Many",
      classname: "settings.Word",
      body: {},
      restart: false,
    });
    expect(answer.json()).toMatchObject({ body: '{"text":"abcd"}' });
  });

  it("modules that the sandbox has not can be imported, caught, subclassed and decorate; used, they fail by their name", async () => {
    const reply = await migrate("inert", {
      "settings.py": `import iris
import requests
from dataclasses import dataclass
from flask import Flask
from sqlalchemy.orm import relationship
import own
from iop import BusinessOperation, Message

try:
    import ujson as json
except ImportError:
    import json

app = Flask(__name__)

class Session(requests.Session):
    pass

@dataclass
class Text(Message):
    text: str = ""

class Op(BusinessOperation):
    @app.route("/x")
    def decorated(self):
        return own.VALUE

    def on_text(self, request: Text):
        try:
            int(request.text)
        except requests.exceptions.RequestException:
            return None
        except ValueError:
            return Text(self.decorated() + json.dumps({}))
        return Text(requests.get("http://nowhere").text)

CLASSES = {"Python.Inert": Op}
PRODUCTIONS = [{"Inert.P": {"@Name": "Inert.P", "@TestingEnabled": "true", "Item": [{"@Name": "Op", "@ClassName": "Python.Inert", "@PoolSize": "1"}]}}]
`,
      "own.py": 'VALUE = "own file"\n',
    });
    expect(reply.status, reply.text).toBe(200);
    await sandbox.api("POST", "/stop");
    expect((await sandbox.api("POST", "/start", { production: "Inert.P" })).status).toBe(200);
    const test = (text: string) =>
      sandbox.api("POST", "/test", { target: "Op", classname: "settings.Text", body: { text } });
    expect((await test("no number")).json()).toMatchObject({ body: '{"text":"own file{}"}' });
    const used = await test("1");
    expect(used.status).toBe(500);
    expect(used.text).toContain("Exception in Python class: Op - MissingModule - requests.get");
    const log = (await sandbox.api("GET", "/log?since_id=0")).json() as { type: string; text: string }[];
    expect(log.filter(({ text }) => text.includes("no module"))).toEqual([]);
  });
});
