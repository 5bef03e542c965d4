import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** The published JSON form: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding, trace.proto. */
const KEY_VALUE = {
  type: "object",
  additionalProperties: false,
  required: ["key", "value"],
  properties: {
    key: { type: "string", minLength: 1 },
    value: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: {
        stringValue: { type: "string" },
        boolValue: { type: "boolean" },
        intValue: { type: "string", pattern: "^-?[0-9]+$" },
        doubleValue: { type: "number" },
      },
    },
  },
};
const list = (items: object) => ({ type: "array", minItems: 1, items });
const object = (properties: object, required: string[]) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const SPAN = object(
  {
    traceId: { type: "string", pattern: "^[0-9a-f]{32}$" },
    spanId: { type: "string", pattern: "^[0-9a-f]{16}$" },
    parentSpanId: { type: "string", pattern: "^[0-9a-f]{16}$" },
    traceState: { type: "string" },
    flags: { type: "integer" },
    name: { type: "string", minLength: 1 },
    kind: { type: "integer", minimum: 1, maximum: 5 },
    startTimeUnixNano: { type: "string", pattern: "^[0-9]{19}$" },
    endTimeUnixNano: { type: "string", pattern: "^[0-9]{19}$" },
    attributes: { type: "array", items: KEY_VALUE },
    status: object({ code: { enum: [0, 1, 2] }, message: { type: "string" } }, []),
  },
  ["traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano"],
);
const valid = new Ajv2020({ strict: false }).compile(
  object(
    {
      resourceSpans: list(
        object(
          {
            resource: object({ attributes: { type: "array", items: KEY_VALUE } }, ["attributes"]),
            scopeSpans: list(
              object(
                {
                  scope: object({ name: { type: "string" }, version: { type: "string" } }, ["name"]),
                  spans: list(SPAN),
                },
                ["spans"],
              ),
            ),
          },
          ["resource", "scopeSpans"],
        ),
      ),
    },
    ["resourceSpans"],
  ),
);

interface SpanJson {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status: { readonly code?: number };
}

let sandbox: TestSandbox;
let receiver: Server;
let port = 0;
let status = 200;
let silent = false;
const requests: { path: string; headers: IncomingHttpHeaders; text: string }[] = [];
const space = workspace({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
const iopctl = (args: string[], env: Record<string, string> = {}) =>
  run(args, {
    cwd: space.dir,
    env: { ...sandbox.env, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ...env },
  });
const spansOf = () =>
  requests.flatMap(({ text }) => {
    const data = JSON.parse(text);
    expect(valid(data), JSON.stringify(valid.errors)).toBe(true);
    return data.resourceSpans[0].scopeSpans[0].spans as SpanJson[];
  });
const attribute = (span: SpanJson, key: string) =>
  Object.values(span.attributes.find((one) => one.key === key)?.value ?? {})[0];

beforeAll(async () => {
  sandbox = await testSandbox();
  await sandbox.control("POST", "/productions", { name: "A.B", definition: { Item: [], Setting: [] } });
  receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      requests.push({ path: request.url ?? "", headers: request.headers, text });
      if (!silent) response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  port = (receiver.address() as AddressInfo).port;
});
beforeEach(async () => {
  requests.length = 0;
  status = 200;
  silent = false;
  await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {} });
  space.write({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await sandbox.close();
  space.remove();
});

it("an apply is one trace: run, target, plan, apply, each request and check, below who started it; no secret in it", async () => {
  space.write({
    "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\nchecks:\n  - { name: flowing, queues: { max: 9 } }\n",
  });
  const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
  const result = await iopctl(["apply", "--auto-approve"], {
    TRACEPARENT: `00-${trace}-${span}-01`,
    OTEL_SERVICE_NAME: "nightly",
    OTEL_RESOURCE_ATTRIBUTES: "site=vienna",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20t0ken",
  });
  expect([result.code, result.stderr]).toEqual([0, expect.not.stringContaining("traces")]);
  expect(requests.map(({ path }) => path)).toEqual(["/v1/traces"]);
  expect(requests[0]?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer t0ken" });
  const spans = spansOf();
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([trace]));
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  const named = (name: string) => spans.find((one) => one.name === name) as SpanJson;
  const names = ["iopctl apply", "plan", "apply", "PUT /default", "POST /start", "check queues"];
  for (const name of names) expect(named(name), name).toBeDefined();
  const target = spans.find(({ name }) => name.startsWith("target")) as SpanJson;
  expect(named("iopctl apply").parentSpanId).toBe(span);
  expect(target.parentSpanId).toBe(named("iopctl apply").spanId);
  for (const name of ["plan", "apply"]) expect(named(name).parentSpanId).toBe(target.spanId);
  for (const name of ["PUT /default", "POST /start", "check queues"])
    expect(named(name).parentSpanId).toBe(named("apply").spanId);
  expect(named("GET /status").parentSpanId).toBe(named("plan").spanId);
  expect(named("PUT /default")).toMatchObject({ kind: 3, status: {} });
  expect(attribute(named("PUT /default"), "url.path")).toBe("/api/iop/default");
  expect(attribute(named("PUT /default"), "http.response.status_code")).toBe("200");
  expect(attribute(named("PUT /default"), "server.address")).toBe("127.0.0.1");
  expect(attribute(named("apply"), "iopctl.calls")).toBe("2");
  for (const one of spans) {
    expect(BigInt(one.endTimeUnixNano) >= BigInt(one.startTimeUnixNano)).toBe(true);
    const above = spans.find(({ spanId }) => spanId === one.parentSpanId);
    if (above) expect(BigInt(one.startTimeUnixNano) >= BigInt(above.startTimeUnixNano), one.name).toBe(true);
  }
  const { text } = requests[0] as { text: string };
  expect(text).toContain('{"key":"service.name","value":{"stringValue":"nightly"}}');
  expect(text).toContain('{"key":"site","value":{"stringValue":"vienna"}}');
  expect(text).not.toContain("p4ssw0rd");
  expect(text).not.toContain(Buffer.from("u:p4ssw0rd").toString("base64"));
  expect(text).not.toContain("t0ken");
});

it("what fails is an error by a word, with the server's status and none of its words", async () => {
  await sandbox.fault({ kind: "fail", match: "PUT /default", text: "ERROR #5001: hunter2 is wrong" });
  const result = await iopctl(["apply", "--auto-approve"]);
  await sandbox.control("DELETE", "/faults");
  expect(result.stderr).toContain("hunter2");
  const spans = spansOf();
  const call = spans.find(({ name }) => name === "PUT /default") as SpanJson;
  expect([call.status.code, attribute(call, "http.response.status_code")]).toEqual([2, "500"]);
  expect(spans.find(({ name }) => name === "iopctl apply")?.status.code).toBe(2);
  expect(requests.map(({ text }) => text).join("")).not.toContain("hunter2");
});

it("a receiver that is away, refuses or never answers costs a warning and nothing else", async () => {
  const plain = await iopctl(["plan"], { OTEL_EXPORTER_OTLP_ENDPOINT: "" });
  expect(requests).toEqual([]);
  status = 503;
  const refused = await iopctl(["plan"]);
  expect([refused.code, refused.stdout]).toEqual([0, plain.stdout]);
  expect(refused.stderr).toContain(`spans were not sent to 127.0.0.1:${port}: it answered 503`);
  const away = await iopctl(["plan"], { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" });
  expect([away.code, away.stderr]).toEqual([0, expect.stringContaining("it cannot be reached")]);
  silent = true;
  const never = await iopctl(["plan"]);
  expect([never.code, never.stderr]).toEqual([0, expect.stringContaining("it did not take them in time")]);
  silent = false;
  requests.length = 0;
  const other = await iopctl(["plan"], { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" });
  expect([other.code, other.stderr]).toEqual([0, expect.stringContaining("iopctl only speaks http/json")]);
  const host = `127.0.0.1:${new URL(sandbox.url).port}`;
  const blocked = await iopctl(["plan"], { IOPCTL_ALLOWED_HOSTS: host });
  expect([blocked.code, blocked.stderr]).toEqual([0, expect.stringContaining("IOPCTL_ALLOWED_HOSTS does not list it")]);
  expect(requests).toEqual([]);
});
