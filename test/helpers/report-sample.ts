import type { PlanDocument } from "../../src/generated/plan.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import type { Graph, GraphEdge, GraphNode } from "../../src/model/graph.ts";
import type { Call } from "../../src/model/plan.ts";
import type { RolloutRecord } from "../../src/model/rollout.ts";

/** A plan of a hospital's production in which everything happens that a picture and a page can show. */

const node = (name: string, kind: GraphNode["kind"], className: string, more: Partial<GraphNode> = {}): GraphNode => ({
  ...{ name, kind, class: className, category: "", enabled: true, managed: true },
  ...more,
});
const way = (from: string, to: string, more: Partial<GraphEdge> = {}): GraphEdge => ({
  from,
  to,
  by: "server",
  ...more,
});

export const SAMPLE_GRAPH: Graph = {
  production: "Hospital.Production",
  nodes: [
    node("HL7 from PAS", "service", "EnsLib.HL7.Service.TCPService", {
      change: "update",
      effect: "restart",
      waiting: 0,
    }),
    node("HL7 from Laboratory", "service", "EnsLib.HL7.Service.TCPService"),
    node("Order files", "service", "Python.orders.services.OrderFileService", { change: "create", effect: "start" }),
    node("Old FTP intake", "service", "EnsLib.FTP.PassthroughService", { change: "delete", effect: "stop" }),
    node("Main router", "process", "EnsLib.HL7.MsgRouter.RoutingEngine", { effect: "restart", waiting: 12 }),
    node("Enrich", "process", "Python.orders.processes.EnrichOrderWithPatientData", { change: "update" }),
    node("Archive", "operation", "EnsLib.File.PassthroughOperation", { enabled: false }),
    node("Laboratory out", "operation", "EnsLib.HL7.Operation.TCPOperation", { effect: "pause", waiting: 1_240 }),
    node("Made by hand", "operation", "EnsLib.HL7.Operation.FileOperation", { managed: false }),
    node("Ens.Alert", "operation", "EnsLib.EMail.AlertOperation"),
    node("Far away", "operation", "EnsLib.File.PassthroughOperation"),
    { name: "Radiology", kind: "unknown", class: "", category: "", enabled: true, missing: true },
  ],
  edges: [
    way("HL7 from PAS", "Main router"),
    way("HL7 from Laboratory", "Main router"),
    way("Order files", "Main router", { change: "create" }),
    way("Old FTP intake", "Main router", { change: "delete" }),
    way("Main router", "Enrich"),
    way("Main router", "Archive"),
    way("Main router", "Made by hand"),
    way("Main router", "Ens.Alert"),
    way("Enrich", "Laboratory out"),
    way("Enrich", "Radiology", { by: "setting", change: "create" }),
    way("Laboratory out", "Ens.Alert", { by: "value" }),
    way("Archive", "Far away"),
  ],
  disruption: "component",
  notes: ["The server does not know all routes of Enrich."],
};

const at = (item: string, rest: string) =>
  `productions.Hospital.Production.items.${/^[\w-]+$/.test(item) ? item : JSON.stringify(item)}${rest === "" ? "" : `.${rest}`}`;

const changes = [
  {
    address: "default",
    action: "update",
    before: "Old.Production",
    after: "Hospital.Production",
    at: "state/prod.iop.yaml:3:1",
  },
  {
    address: "packages.orders",
    action: "update",
    before: "9f31c2",
    after: "d4e5f6",
    detail: "bo.py, util.py (2 of 5 files)",
  },
  {
    address: at("HL7 from PAS", "pool_size"),
    action: "update",
    before: "1",
    after: "2",
    at: "state/prod.iop.yaml:14:9",
  },
  {
    address: at("HL7 from PAS", "comment"),
    action: "update",
    before: "by hand",
    after: "",
    at: "state/prod.iop.yaml:15:9",
  },
  {
    address: at("HL7 from PAS", "settings.Adapter.Password"),
    action: "update",
    before: "(sensitive)",
    after: "(sensitive)",
    sensitive: true,
  },
  {
    address: at("Enrich", "settings.Host.Template"),
    action: "update",
    before: "MSH\nPID\nPV1\nZZZ\n",
    after: "MSH\nPID\nPV1\nOBX\n",
  },
  {
    address: at("Order files", ""),
    action: "create",
    before: null,
    after: {
      classname: "Python.orders.services.OrderFileService",
      pool_size: "1",
      comment: "",
      settings: { Host: { TargetConfigNames: "Main router" }, Adapter: { Token: "(sensitive)" } },
    },
    at: "state/prod.iop.yaml:31:7",
  },
  {
    address: at("Old FTP intake", ""),
    action: "delete",
    before: { classname: "EnsLib.FTP.PassthroughService" },
    after: null,
  },
  { address: "bindings.Python.Wrong", action: "delete", before: "present", after: null },
].map((change) => ({ sensitive: false, ...change }));

const calls = [
  {
    id: 1,
    method: "PUT",
    path: "/migrate",
    disruption: "none",
    reason: "orders, 1 definition",
    because: ["packages.orders"],
    why: "only a migrate writes files",
  },
  {
    id: 2,
    method: "POST",
    path: "/component/stop",
    disruption: "component",
    reason: "pauses Laboratory out while queues drain",
    because: ["packages.orders"],
    why: "its queue must be empty",
    items: ["Laboratory out"],
  },
  {
    id: 3,
    method: "POST",
    path: "/update",
    disruption: "component",
    reason: "starts Order files; restarts HL7 from PAS; stops Old FTP intake",
    because: [at("HL7 from PAS", "pool_size")],
    why: "a saved definition is taken up by an update",
    items: ["HL7 from PAS", "Order files", "Old FTP intake"],
    stops: ["Old FTP intake"],
  },
  {
    id: 4,
    method: "POST",
    path: "/component/restart",
    disruption: "component",
    reason: "Main router (code of orders)",
    because: ["packages.orders"],
    why: "new code is loaded at a start",
    items: ["Main router"],
  },
  {
    id: 5,
    method: "DELETE",
    path: "/binding",
    disruption: "none",
    reason: "Python.Wrong",
    because: ["bindings.Python.Wrong"],
    why: "the API removes one proxy class a call",
  },
].map((call) => ({ query: {}, body: null, after: [], ...call }));

const plan = {
  target: "prod",
  url: "https://iris.hospital.example:52773",
  namespace: "HOSPITAL",
  digest: `sha256:${"0".repeat(64)}`,
  observed_digest: "",
  desired_digest: "",
  changes,
  calls,
  warnings: ["an earlier run was interrupted; this plan finishes it, `iopctl runs` lists it"],
  summary: { create: 1, update: 6, delete: 2, calls: 5, disruption: "component" },
  undo: {
    steps: ["PUT /migrate the definition of Hospital.Production as it is now"],
    cannot: ["messages stay processed"],
  },
  refused: [
    { rule: "max_disruption none", message: "this plan restarts 3 components", lift: "--max-disruption component" },
  ],
  findings: [
    {
      code: "target-missing",
      severity: "warning",
      address: at("Enrich", ""),
      message: "Enrich sends to Radiology, which does not exist",
      at: "state/prod.iop.yaml:40:11",
    },
  ],
  unmanaged: {
    items: 1,
    settings: 3,
    productions: 0,
    bindings: 2,
    disabled: ["productions.Hospital.Production.items.Archive"],
    not_read: [],
    addresses: [at("Made by hand", "")],
  },
  topology: [SAMPLE_GRAPH],
};

export const SAMPLE_PLAN = {
  format_version: "1",
  created_at: "2026-01-01T08:30:00.000Z",
  plans: [plan],
  errors: [{ target: "ward-07", message: "the server could not be reached: connect ECONNREFUSED 10.0.0.7:52773" }],
} as unknown as PlanDocument;

const ORIGINS = ["server", "files", "unknown"] as const;
export const SAMPLE_DRIFT = {
  ...SAMPLE_PLAN,
  errors: [],
  plans: [
    {
      ...plan,
      calls: [],
      refused: [],
      changes: changes.map((change, index) => ({ ...change, origin: ORIGINS[index % 3] })),
      drift: { server: 3, files: 3, unknown: 3, accepted: 0 },
    },
  ],
} as unknown as PlanDocument;

const call = (id: number, path: string, reason: string, kind: "update" | "restart") =>
  ({
    id,
    action: kind === "update" ? { kind } : { kind, item: "Main router" },
    disruption: "component",
    because: [],
    after: [],
    reason,
    why: path,
    items: [],
  }) as Call;

/** A run that ended badly, and went back. */
export const SAMPLE_EVENTS: readonly ApplyEvent[] = [
  { type: "backup_written", run: "2026-01-01", folder: ".iopctl/runs/2026-01-01" },
  { type: "call_started", call: call(1, "", "restarts HL7 from PAS", "update"), total: 2 },
  { type: "call_finished", call: call(1, "", "restarts HL7 from PAS", "update"), milliseconds: 412 },
  { type: "call_started", call: call(2, "", "Main router (code of orders)", "restart"), total: 2 },
  {
    type: "call_failed",
    call: call(2, "", "Main router (code of orders)", "restart"),
    milliseconds: 30_500,
    message: "the server said: ERROR #5002",
  },
  {
    type: "check_finished",
    result: { name: "answers", kind: "test", ok: false, message: "no answer in 30 s", milliseconds: 30_000 },
  },
  { type: "check_finished", result: { name: "quiet", kind: "log", ok: true, message: "", milliseconds: 120 } },
  { type: "rollback_finished", done: true, message: "2 calls, the namespace is as it was before" },
  {
    type: "finished",
    outcome: "rolled_back",
    callCount: 2,
    message: "1 of 2 checks failed: answers (no answer in 30 s)",
  },
];

export const SAMPLE_ROLLOUT: RolloutRecord = {
  format_version: "1",
  id: "2026-01-01T08-30-00-aaaaaa",
  started: "2026-01-01T08:30:00Z",
  by: "ops@hospital",
  digest: "sha256:0",
  state: "stopped",
  wave: 1,
  message: "1 failure, and no more than 0 are allowed",
  waves: [
    { name: "canary", soak: 900_000, targets: ["ward-01"] },
    { name: "half", soak: 0, targets: ["ward-07", "ward-08"] },
  ],
  gates: ["checks", "log"],
  max_failures: 1,
  on_failure: "stop",
  targets: {
    "ward-01": { state: "applied", runs: [], calls: 2, message: "converged" },
    "ward-07": { state: "failed", runs: [], calls: 2, message: "the queue of Out grew" },
    "ward-08": { state: "waits", runs: [], calls: 0, message: "" },
  },
  limits: {},
};
