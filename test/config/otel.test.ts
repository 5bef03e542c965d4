import { expect, it } from "vitest";
import { traceSettings } from "../../src/config/otel.ts";

const BASE = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };
const [TRACE, SPAN] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
const parent = (traceparent: string) => {
  const settings = traceSettings({ ...BASE, TRACEPARENT: traceparent });
  return settings === undefined ? "no traces" : "problem" in settings ? settings.problem : settings.parent;
};

it("goes to /v1/traces of the endpoint, or to the traces' own endpoint as it is", () => {
  expect(traceSettings(BASE)).toMatchObject({ endpoint: "http://collector:4318/v1/traces", timeout: 10_000 });
  expect(traceSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318/otlp/" })).toMatchObject({
    endpoint: "http://c:4318/otlp/v1/traces",
  });
  expect(traceSettings({ ...BASE, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://t/in" })).toMatchObject({
    endpoint: "https://t/in",
  });
});

it("no traces where none are asked for, or somebody says so", () => {
  for (const env of [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: "" },
    { ...BASE, OTEL_SDK_DISABLED: "true" },
    { ...BASE, OTEL_TRACES_EXPORTER: "none" },
  ])
    expect(traceSettings(env)).toBeUndefined();
});

it("says why there are none, where they were asked for", () => {
  const problem = (env: Record<string, string>) => traceSettings({ ...BASE, ...env });
  expect(problem({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toEqual({
    problem: "OTEL_EXPORTER_OTLP_PROTOCOL is grpc: iopctl only speaks http/json",
  });
  expect(
    problem({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json" }),
  ).toHaveProperty("endpoint");
  expect(problem({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" })).toHaveProperty("problem");
  expect(problem({ OTEL_TRACES_EXPORTER: "zipkin" })).toHaveProperty("problem");
});

it("headers and resource attributes are pairs, percent-encoded; the traces' own headers count alone", () => {
  const settings = traceSettings({
    ...BASE,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc, x-team = hospital ,broken,=none",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=prod,service.name=other,note=50%",
  });
  expect(settings).toMatchObject({
    headers: { authorization: "Bearer abc", "x-team": "hospital" },
    resource: { "service.name": "other", "deployment.environment": "prod", note: "50%" },
  });
  expect(
    traceSettings({ ...BASE, OTEL_EXPORTER_OTLP_HEADERS: "a=1", OTEL_EXPORTER_OTLP_TRACES_HEADERS: "b=2" }),
  ).toMatchObject({ headers: { b: "2" } });
  expect(traceSettings({ ...BASE, OTEL_SERVICE_NAME: "ops" })).toMatchObject({ resource: { "service.name": "ops" } });
  expect(traceSettings(BASE)).toMatchObject({ resource: { "service.name": "iopctl" } });
});

it.each([
  [`00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN }],
  [`00-${TRACE}-${SPAN}-00`, "no traces"],
  [`cc-${TRACE}-${SPAN}-01-what-comes-later`, { traceId: TRACE, spanId: SPAN }],
  [`00-${TRACE}-${SPAN}-01-more`, undefined],
  [`ff-${TRACE}-${SPAN}-01`, undefined],
  [`00-${"0".repeat(32)}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${"0".repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
  ["nonsense", undefined],
])("TRACEPARENT %s gives %j", (text, expected) => {
  expect(parent(text)).toEqual(expected);
});
