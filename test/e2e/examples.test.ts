import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { until } from "../helpers/until.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function copyOf(name: string): string {
  const space = workspace();
  cleanups.push(space.remove);
  cpSync(`${EXAMPLES}${name}`, space.dir, { recursive: true, filter: (path) => !path.includes(".iopctl") });
  return space.dir;
}

const hl7 = (kind: string) => JSON.stringify({ text: `MSH|^~\\&|A|B|C|D|20260101||${kind}|42|P|2.5\nPID|1` });

const ORDER = '{"number":"A1","amount":12.5}';
const INVOICE = JSON.stringify({
  issued: "2026-01-20",
  due_in: "P30D",
  lines: [
    { text: "gauze", price: "9.99" },
    { text: "food", price: "5.00", tariff: "reduced" },
  ],
});

describe("each example, end to end on the embedded sandbox", () => {
  it("orders: applied, tested and planned by processes, each with the embedded sandbox of its own", async () => {
    const dir = copyOf("orders");
    const iopctl = (...args: string[]) => run(args, { cwd: dir });
    const applied = await iopctl("apply", "--auto-approve");
    expect(applied.code, applied.stderr).toBe(0);
    const test = await iopctl("test", "OrderStore", "--classname", "messages.Order", "--body", ORDER);
    expect(test.stdout + test.stderr).toContain('"text": "12.50 EUR"');
    expect((await iopctl("plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("rollout: five wards in four waves, each answers, and a bad greeting stops at the canary and goes back", async () => {
    const dir = copyOf("rollout");
    const iopctl = (...args: string[]) => run(args, { cwd: dir });
    expect((await iopctl("validate")).stderr).toBe("");
    // What the page about rollouts shows, as it stands there.
    const page = readFileSync(new URL("../../docs/rollouts.md", import.meta.url), "utf8");
    const shown = [...page.matchAll(/^\$ iopctl (.*)$/gm)].map(([, line = ""]) => line.split(" "));
    expect(shown.length).toBeGreaterThan(3);
    for (const words of shown) {
      const { code, stderr } = await iopctl(...words);
      expect([words.join(" "), code], stderr).toEqual([words.join(" "), 0]);
    }
    expect((await iopctl("rollout", "status")).stdout).toContain("Done: 5 of 5 targets applied.");
    expect((await iopctl("rollout", "plan", "--detailed-exitcode")).code).toBe(0);
    const ping = ["--classname", "parts.Ping", "--body", '{"text":"x"}'];
    expect((await iopctl("test", "Intake", "-t", "icu", ...ping)).stdout).toContain('"text": "hello x"');
    const file = `${dir}/state/ward.iop.yaml`;
    writeFileSync(file, readFileSync(file, "utf8").replace("greeting: hello", "greeting: goodbye"));
    const bad = await iopctl("rollout", "apply", "--auto-approve");
    expect([bad.code, bad.stdout], bad.stderr).toEqual([8, expect.stringContaining("went back: ward-01")]);
    expect(bad.stdout).toContain("waits: ward-02, ward-04");
    expect((await iopctl("test", "Intake", "-t", "ward-01", ...ping)).stdout).toContain('"text": "hello x"');
  });
});

describe("each example, on one sandbox that is warm", () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await testSandbox("4.1", ["IRISAPP"], { eager: true });
  });
  afterEach(() => sandbox.control("POST", "/reset", { namespace: "IRISAPP" }));
  afterAll(() => sandbox.close());

  it.each([
    ["router", [], "Router", "messages.HL7", hl7("ORM^O01"), '"text": "taken by the laboratory"'],
    ["router", [], "Router", "messages.HL7", hl7("ADT^A01"), '"text": "archived only"'],
    ["router", [], "Router", "messages.HL7", '{"text":"nothing"}', '"code": "AE"'],
    ["gather", [], "Enquiries", "messages.Enquiry", '{"article":"gloves","count":40}', '"best": "South"'],
    ["types", [], "Desk", "messages.Invoice", INVOICE, '"total": "17.49",\n  "due": "2026-02-19"'],
    ["poller", ["-t", "dev"], "Station", "parts.Reading", '{"celsius":100}', '"text": "dev: 212.0 F"'],
    ["poller", ["-t", "prod"], "Station", "parts.Reading", '{"celsius":100}', '"text": "prod: 100.0 C"'],
  ] as const)("%s %j: %s answers %s", async (name, target, item, classname, body, answer) => {
    const dir = copyOf(name);
    const iopctl = (...args: string[]) => inProcess([...args, ...target], { cwd: dir, env: sandbox.env });
    const applied = await iopctl("apply", "--auto-approve");
    expect(applied.code, applied.stderr).toBe(0);
    const test = await iopctl("test", item, "--classname", classname, "--body", body);
    expect(test.stdout + test.stderr).toContain(answer);
    expect((await iopctl("plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("components live with their production: a service polls, state is kept, a restart begins anew", async () => {
    const dir = copyOf("poller");
    const iopctl = (...args: string[]) => inProcess([...args, "-t", "dev"], { cwd: dir, env: sandbox.env });
    expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
    const lines = async () =>
      (JSON.parse((await iopctl("log", "--since", "0", "--json")).stdout) as { text: string }[])
        .map(({ text }) => text)
        .filter((text) => text.startsWith("dev: "));
    const polled = (count: number, from = 0) =>
      until(async () => {
        const found = (await lines()).slice(from);
        return found.length >= count && found;
      });
    expect((await polled(2)).slice(0, 2)).toEqual(["dev: 69.8 F", "dev: 71.6 F"]);
    expect((await iopctl("component", "restart", "Sensors")).code).toBe(0);
    const before = (await lines()).length;
    expect(await polled(1, before)).toContain("dev: 69.8 F");
    expect((await iopctl("stop")).code).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = (await lines()).length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await lines()).length).toBe(stopped);
  });

  it("failures: each way to fail is an error that says it, and the log has the traceback", async () => {
    const dir = copyOf("failures");
    const iopctl = (...args: string[]) => inProcess(args, { cwd: dir, env: sandbox.env });
    expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
    const test = async (item: string, how: string) => {
      const body = JSON.stringify({ how });
      const { code, stdout, stderr } = await iopctl("test", item, "--classname", "messages.Order", "--body", body);
      return `${code} ${stdout}${stderr}`;
    };
    const failed = "POST /test answered 500: ERROR <Ens>ErrGeneral: Exception in Python class: Fragile - ";
    expect(await test("Fragile", "not at all")).toMatch(/^0 .*"text": "not at all"/s);
    for (const [how, words] of [
      ["exception", "KeyError - 'key'"],
      ["returns text", "TypeError - A message must be an instance of a subclass of Message"],
      ["no dataclass", "TypeError - messages.Bare must be a dataclass"],
      ["unknown target", "StatusException - ERROR <Ens>ErrBusinessDispatchNameNotRegistered"],
      ["missing module", "MissingModule - a_driver_that_is_not_installed.connect is not there"],
      ["exit", "SystemExit - out of here"],
    ] as const) {
      const said = await test("Fragile", how);
      expect(said, how).toContain(failed + words);
      // It ran: 4, also where its error quotes one with which the server refuses before anything is done.
      expect(said, how).toMatch(/^4/);
      expect(said, how).not.toContain("Does the production run");
    }
    expect(await test("Fragile", "logs only")).toMatch(/^0 no answer/);
    expect(await test("Caller", "exception")).toMatch(/^0 .*caught: ERROR <Ens>ErrGeneral/s);
    expect(await test("Never Starts", "")).toContain("Item Never Starts did not start: Exception in Python class");
    expect(await test("Native", "")).toContain("which the sandbox cannot run");
    const log = (await iopctl("log", "--top", "60")).stdout;
    expect(log).toMatch(/Error +Fragile: Traceback \(most recent call last\):\n.*parts\.py", line \d+, in exception/s);
    expect(log).toContain("KeyError: 'key'");
    expect(log).toMatch(/Error +Never Starts: Traceback/);
    expect(log).toMatch(/Warning +Caller: went another way/);
  });
});
