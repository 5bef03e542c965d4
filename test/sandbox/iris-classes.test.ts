import { describe, expect, it } from "vitest";
import { adapterOf, kindOf, targetSettingsOf } from "../../src/sandbox/rules/iris-classes.ts";

describe("C12: what is known of IRIS's own classes", () => {
  it.each([
    ["IOP.BusinessProcess", "process"],
    ["IOP.DuplexService", "service"],
    ["IOP.InboundAdapter", "component"],
    ["EnsLib.HL7.MsgRouter.RoutingEngine", "process"],
    ["EnsLib.MsgRouter.VDocRoutingEngine", "process"],
    ["EnsLib.HL7.SequenceManager", "process"],
    ["Ens.Alerting.AlertManager", "process"],
    ["Ens.Alerting.NotificationOperation", "operation"],
    ["EnsLib.EMail.AlertOperation", "operation"],
    ["EnsLib.HL7.Service.FileService", "service"],
    ["EnsLib.RecordMap.Service.FTPBatchStandard", "service"],
    ["EnsLib.MQTT.Service.Passthrough", "service"],
    ["EnsLib.HL7.Operation.TCPOperation", "operation"],
    ["EnsLib.HTTP.GenericOperation", "operation"],
    ["HS.Util.Trace.Operations", "operation"],
    ["HS.Gateway.HL7.InboundProcess", "process"],
    ["Demo.Processor", "component"],
    ["Demo.Helper", "component"],
  ])("%s is a %s", (className, kind) => {
    expect(kindOf(className)).toBe(kind);
  });

  it.each([
    ["EnsLib.File.PassthroughService", "EnsLib.File.InboundAdapter"],
    ["EnsLib.File.PassthroughOperation", "EnsLib.File.OutboundAdapter"],
    ["EnsLib.HL7.Service.TCPService", "EnsLib.HL7.Adapter.TCPInboundAdapter"],
    ["EnsLib.HL7.Operation.HTTPOperation", "EnsLib.HTTP.OutboundAdapter"],
    ["EnsLib.MQTT.Service.Passthrough", "EnsLib.MQTT.Adapter.Inbound"],
    ["EnsLib.HL7.MsgRouter.RoutingEngine", undefined],
    ["EnsLib.Testing.Service", undefined],
    ["Demo.File.Service", undefined],
  ])("the adapter of %s is %s", (className, adapter) => {
    expect(adapterOf(className)).toBe(adapter);
  });

  it("target settings are those of the family", () => {
    expect([...targetSettingsOf("EnsLib.HL7.MsgRouter.RoutingEngine")].sort()).toEqual([
      "BadMessageHandler",
      "ResponseTargetConfigNames",
      "TargetConfigName",
      "TargetConfigNames",
    ]);
    expect(targetSettingsOf("EnsLib.HL7.Service.TCPService")).toContain("AckTargetConfigNames");
    expect(targetSettingsOf("EnsLib.File.PassthroughService")).not.toContain("BadMessageHandler");
  });
});
