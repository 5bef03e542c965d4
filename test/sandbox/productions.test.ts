import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** Productions written in Python, through the API: numbers of the Python surface (P5, C11, C12). */
describe("productions written in Python", () => {
  let sandbox: TestSandbox;
  const migrate = (name: string, settings: string, more: Record<string, unknown> = {}) =>
    sandbox.api("PUT", "/migrate", { package: name, body: [{ name: "settings.py", data: settings }], ...more });
  const connections = async (production: string) =>
    (
      (await sandbox.api("GET", `/connections?production=${production}`)).json() as {
        items: Record<string, unknown>[];
      }
    ).items;
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox.close());

  const parts = `from iop import (BusinessOperation, BusinessProcess, BusinessService, Message, OperationItem,
    PersistentMessage, PollingBusinessService, Production, Route, ServiceItem, setting, target)

class Source(BusinessService):
    Output = target()
    Limit = setting(10)

class Work(BusinessProcess):
    pass

class Sink(BusinessOperation):
    pass

class Row(PersistentMessage):
    pass

prod = Production("P5.Production")
`;

  it.each([
    ["repeated item names", 'prod.operation(Sink)\nprod.operation("Sink", Sink)', /already exists: Sink/],
    ["a port that is not declared", "prod.connect(prod.service(Source).Outptu, prod.operation(Sink))", /Outptu/],
    ["a route to nothing", 'prod.connect(prod.service(Source).Output, "Sink")', /does not exist: Sink/],
    ["a class in PRODUCTIONS", "class Whole(Production):\n    pass\nPRODUCTIONS = [Whole]", /Whole is a class/],
    [
      "an item without @Name",
      'PRODUCTIONS = [{"P5.Legacy": {"Item": [{"@ClassName": "Ens.Alerting.AlertManager"}]}}]',
      /Missing @Name/,
    ],
    ["an item without @ClassName", 'PRODUCTIONS = [{"P5.Legacy": {"Item": [{"@Name": "X"}]}}]', /Missing @ClassName/],
    ["a persistent message in SCHEMAS", "SCHEMAS = [Row]", /Row is a PersistentMessage.*in CLASSES, not SCHEMAS/],
    ["a component in SCHEMAS", "SCHEMAS = [Sink]", /Sink cannot be registered as a DTL schema/],
    ["a misspelt keyword", 'Production("X.Y", testing_enable=True)', /unexpected keyword argument 'testing_enable'/],
    ["a method that is not there", "prod.conect(1, 2)", /no attribute 'conect'/],
  ])("P5: %s is refused, and nothing is written", async (_, wrong, message) => {
    const reply = await migrate("p5", `${parts}${wrong}\n`);
    expect(reply.status, reply.text).toBe(500);
    expect(reply.text).toMatch(message);
    expect(Object.keys((await sandbox.api("GET", "/list")).json() as object)).not.toContain("P5.Production");
  });

  it("P5: strict validation sees targets, names of settings and a process's adapter settings; without it they are told", async () => {
    const wrong = `${parts}
source = prod.service("Source", Source, settings={"Output": "Gone", "Limt": 3})
prod.process("Work", Work, adapter_settings={"Port": 1})
prod.connect(prod.service("Native", class_name="EnsLib.File.PassthroughService").target_setting("TargetConfigNames"), prod.operation(Sink))
prod.item("Native").host_setting("TargetConfigNames", "Sink,Nowhere")
PRODUCTIONS = [prod]
`;
    const issues = [
      "setting items.Source.settings.Host.Limt: Unknown setting name.",
      "setting items.Work.settings.Adapter: Business process items do not support adapter settings.",
      "route items.Source.settings.Host.Output: Target setting references missing production item 'Gone'.",
      "route items.Native.settings.Host.TargetConfigNames: Target setting references missing production item 'Nowhere'.",
    ];
    const refused = await migrate("strict", wrong, { strict_production_validation: true });
    expect(refused.status).toBe(500);
    expect(refused.text).toContain("Production validation: P5.Production");
    for (const issue of issues) expect(refused.text).toContain(issue);
    const taken = await migrate("strict", wrong);
    expect(taken.status, taken.text).toBe(200);
    for (const issue of issues) expect(taken.text).toContain(`  P5.Production: ${issue}`);
  });

  const routed = `from iop import (BusinessOperation, BusinessProcess, BusinessService, OutboundAdapter,
    PollingBusinessService, Production, target)

class Poll(PollingBusinessService):
    Output = target()
    Fallback = target("Sink")
    def on_poll(self):
        self.send_request_async(self.Output, None)

class Work(BusinessProcess):
    Named = "Second"
    Where = target()
    def on_request(self, request):
        self.send_request_sync("Sink", request)
        self.send_request_async(target=self.Named, request=request)
        self.send_request_async(self.Where, request)
        self.send_request_async(request.where, request)

class Told(BusinessProcess):
    Where = target()
    def on_get_connections(self):
        return ["Elsewhere", self.Where]

class Broken(BusinessProcess):
    Where = target()
    def on_get_connections(self):
        raise RuntimeError("not today")

class Sink(BusinessOperation):
    def get_adapter_type():
        return "EnsLib.File.OutboundAdapter"

prod = Production("C11.Production")
sink = prod.operation("Sink", Sink)
second = prod.operation("Second", Sink)
for name, cls in (("Work", Work), ("Told", Told), ("Broken", Broken)):
    prod.process(name, cls).connect("Where", second)
prod.service("Poll", Poll).connect("Output", [prod.item("Work"), sink])
prod.process("Router", class_name="EnsLib.HL7.MsgRouter.RoutingEngine", settings={"BadMessageHandler": "Sink", "BusinessRuleName": "Work"})
prod.service("File", class_name="EnsLib.HL7.Service.FileService", settings={"TargetConfigNames": "Router, Sink", "AckTargetConfigNames": "Second"})
PRODUCTIONS = [prod]
`;

  it("C11: an item's connections are the values of its target settings and what its class tells", async () => {
    const reply = await migrate("c11", routed);
    expect(reply.status, reply.text).toBe(200);
    const items = await connections("C11.Production");
    expect(Object.fromEntries(items.map((item) => [item["item"], item["connections"]]))).toEqual({
      Sink: [],
      Second: [],
      Work: ["Second", "Sink"],
      Told: ["Elsewhere", "Second"],
      Broken: ["Second"],
      Poll: ["Sink", "Work"],
      Router: ["Sink"],
      File: ["Router", "Second", "Sink"],
    });
    expect(items.filter((item) => (item["warnings"] as string[]).length > 0)).toMatchObject([
      { item: "Broken", warnings: ["<PYTHON EXCEPTION> 246 <class 'RuntimeError'>: not today"] },
    ]);
  });

  it("C11: asking is no start: what runs keeps its modules, and a new version of the source is read at once", async () => {
    const changed = routed.replace('Named = "Second"', 'Named = "Third"');
    expect((await migrate("c11", changed)).status).toBe(200);
    const work = (await connections("C11.Production")).find((item) => item["item"] === "Work");
    expect(work?.["connections"]).toEqual(["Second", "Sink", "Third"]);
  });

  it("C12: the kind is that of the base class, also of IRIS's own; the adapter is there where the class has one", async () => {
    const items = await connections("C11.Production");
    expect(items.map(({ item, kind, adapter_class_name: adapter }) => [item, kind, adapter])).toEqual([
      ["Sink", "operation", "EnsLib.File.OutboundAdapter"],
      ["Second", "operation", "EnsLib.File.OutboundAdapter"],
      ["Work", "process", undefined],
      ["Told", "process", undefined],
      ["Broken", "process", undefined],
      ["Poll", "service", "Ens.InboundAdapter"],
      ["Router", "process", undefined],
      ["File", "service", "EnsLib.File.InboundAdapter"],
    ]);
  });

  it("P3: components are bound and unbound by hand while a migration runs", async () => {
    const bound = async () =>
      ((await sandbox.api("GET", "/bindings")).json() as { class: string; module: string }[])
        .filter((entry) => entry.class.startsWith("Hand."))
        .map((entry) => `${entry.class} ${entry.module}`);
    const hand = (calls: string) =>
      sandbox.api("PUT", "/migrate", {
        package: "hand",
        body: [
          {
            name: "settings.py",
            data: `import os
from iop import Utils, bind_component, unbind_component
HERE = os.path.dirname(__file__)
${calls}
`,
          },
          { name: "parts.py", data: "from iop import BusinessOperation\n\nclass Op(BusinessOperation):\n    pass\n" },
        ],
      });
    const first = await hand(`bind_component("parts", "Op", HERE, 1, "Hand.Op")
Utils.register_file(HERE + "/parts.py", 1, "Hand.Package")`);
    expect(first.status, first.text).toBe(200);
    expect(await bound()).toEqual(["Hand.Op parts", "Hand.Package.parts.Op parts"]);
    const again = await hand('bind_component("parts", "Op", HERE, 0, "Hand.Op")');
    expect(again.text).toContain("Proxy class 'Hand.Op' already exists");
    const gone = await hand('unbind_component("Hand.Op")');
    expect(gone.status, gone.text).toBe(200);
    expect(await bound()).toEqual(["Hand.Package.parts.Op parts"]);
    expect((await hand('Utils.create_proxy("X")')).status).toBe(500);
  });
});
