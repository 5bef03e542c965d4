/** What `/connections` tells of a class. */
type Kind = "service" | "process" | "operation" | "component";

/** The base classes that a proxy of a Python class can have. */
const IOP: Readonly<Record<string, Kind>> = {
  "IOP.BusinessService": "service",
  "IOP.DuplexService": "service",
  "IOP.BusinessProcess": "process",
  "IOP.DuplexProcess": "process",
  "IOP.BusinessOperation": "operation",
  "IOP.DuplexOperation": "operation",
};

/**
 * Classes of IRIS whose name does not end in what they are: routing engines, sequence managers and BPL are processes by
 * inheritance, alert managers too (class reference of Ens and EnsLib).
 */
const BY_NAME: readonly (readonly [RegExp, Kind])[] = [
  [/^Ens\.Alerting\.(AlertManager|NotificationManager)$/, "process"],
  [/^Ens\.Alerting\.AlertMonitor$/, "service"],
  [/^EnsLib\.EMail\.AlertOperation$/, "operation"],
  [/^EnsLib\.DICOM\.Duplex\./, "operation"],
  [/(^|\.)[A-Za-z]*RoutingEngine[A-Za-z]*$/, "process"],
  [/(^|\.)[A-Za-z]*(SequenceManager|BatchManager|SplitterBatch)$/, "process"],
  [/^Ens\.(BusinessProcessBPL|BP\.)/, "process"],
];

/** A class by what it inherits; of a class that is not in the tables, by the words that IRIS's own names are made of. */
export function kindOf(className: string): Kind {
  const known = IOP[className] ?? BY_NAME.find(([pattern]) => pattern.test(className))?.[1];
  if (known !== undefined) return known;
  // EnsLib.HL7.Service.FileService, EnsLib.HL7.Operation.TCPOperation, HS.Util.Trace.Operations: the last word counts.
  const words = [...className.matchAll(/(Service|Process|Operation)(?=e?s?$|e?s?\.|[A-Z]|Standard|$)/g)];
  return (words.at(-1)?.[1]?.toLowerCase() as Kind | undefined) ?? "component";
}

/** The adapters of IRIS's own hosts, where the name of the class tells which: technology, and which way. */
const ADAPTERS: readonly (readonly [RegExp, inbound: string, outbound: string])[] = [
  [/(TCP|LLP)/, "EnsLib.TCP.InboundAdapter", "EnsLib.TCP.OutboundAdapter"],
  [/FTP/, "EnsLib.FTP.InboundAdapter", "EnsLib.FTP.OutboundAdapter"],
  [/SOAP/, "EnsLib.SOAP.InboundAdapter", "EnsLib.SOAP.OutboundAdapter"],
  [/(HTTP|REST)/, "EnsLib.HTTP.InboundAdapter", "EnsLib.HTTP.OutboundAdapter"],
  [/SQL/, "EnsLib.SQL.InboundAdapter", "EnsLib.SQL.OutboundAdapter"],
  [/EMail/, "EnsLib.EMail.InboundAdapter", "EnsLib.EMail.OutboundAdapter"],
  [/MQTT/, "EnsLib.MQTT.Adapter.Inbound", "EnsLib.MQTT.Adapter.Outbound"],
  [/Kafka/, "EnsLib.Kafka.InboundAdapter", "EnsLib.Kafka.OutboundAdapter"],
  [/File/, "EnsLib.File.InboundAdapter", "EnsLib.File.OutboundAdapter"],
];

/** HL7, X12 and ASTM have TCP adapters of their own. */
const OWN_TCP: readonly (readonly [RegExp, prefix: string])[] = [
  [/^EnsLib\.HL7\./, "EnsLib.HL7.Adapter.TCP"],
  [/^EnsLib\.EDI\.X12\./, "EnsLib.EDI.X12.Adapter.TCP"],
  [/^EnsLib\.EDI\.ASTM\./, "EnsLib.EDI.ASTM.Adapter.TCP"],
];

/** The adapter of one of EnsLib's hosts; undefined: it has none, or which one is not known. */
export function adapterOf(className: string): string | undefined {
  const kind = kindOf(className);
  if (!className.startsWith("EnsLib.") || (kind !== "service" && kind !== "operation")) return undefined;
  const inbound = kind === "service";
  const row = ADAPTERS.find(([technology]) => technology.test(className.split(".").slice(1).join(".")));
  if (row === undefined) return undefined;
  const tcp = row === ADAPTERS[0] ? OWN_TCP.find(([family]) => family.test(className))?.[1] : undefined;
  if (tcp !== undefined) return `${tcp}${inbound ? "Inbound" : "Outbound"}Adapter`;
  return inbound ? row[1] : row[2];
}

/**
 * Settings of IRIS's own hosts whose value names items: those of type Ens.DataType.ConfigName, and those that the class's
 * own OnGetConnections reads (class reference of Ens, EnsLib and HS).
 */
const TARGETS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/./, ["TargetConfigName", "TargetConfigNames"]],
  [/^EnsLib\.(HL7|EDI)\..*Service/, ["AckTargetConfigNames", "ReplyTargetConfigNames"]],
  [/^EnsLib\.(HL7|EDI)\..*Operation/, ["ReplyTargetConfigNames"]],
  [/RoutingEngine/, ["BadMessageHandler", "ResponseTargetConfigNames"]],
  [/SequenceManager/, ["OutputTargetConfigNames"]],
  [/^EnsLib\.DICOM\./, ["DuplexTargetConfigName"]],
];

/** Names of the target settings of a class of IRIS itself. */
export function targetSettingsOf(className: string): ReadonlySet<string> {
  return new Set(TARGETS.filter(([family]) => family.test(className)).flatMap(([, names]) => names));
}
