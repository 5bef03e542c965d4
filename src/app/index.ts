import { openHandle } from "./handles.ts";
import type { OpenOptions, Target } from "./library.ts";
import { taken } from "./library-kinds.ts";
import { OPEN } from "./library-shapes.ts";

/**
 * The library: `import { openTarget, plan, apply } from "iopctl"`. All that the commands do, with plain options and plain
 * results: nothing here knows a terminal or ends a process.
 */

export { ApiError } from "../api/error.ts";
export { InvalidFiles } from "../desired/diagnostic.ts";
export type { Comparison, Difference } from "../documents/comparison.ts";
export type { EventJson } from "../documents/event-json.ts";
export type { RunRecord } from "../documents/run-record.ts";
export type { PlanDocument, ShownCall, ShownChange, ShownPlan } from "../generated/plan.ts";
export type { FleetStatus, Job, Submission } from "../model/fleet.ts";
export type { GraphDocument } from "../model/graph.ts";
export type { KeyFacts } from "../model/key-facts.ts";
export { Refusal } from "../model/refusal.ts";
export type { RenderedState, RenderedValue } from "../model/rendered.ts";
export type { RolloutEvent, RolloutRecord } from "../model/rollout.ts";
export type { StatusReport } from "../model/status.ts";
export type { FileError, Validation } from "../model/validation.ts";
export { eachTarget } from "./each-target.ts";
export type {
  ByHand,
  LifecycleResult,
  LogEntry,
  LogFlags,
  LogNews,
  MigrateFlags,
  OutsideWindow,
  TestMessage,
} from "./hand.ts";
export type {
  Applied,
  ApplyRequest,
  ChosenTargets,
  ConfigOptions,
  Drift,
  Limits,
  ManyOptions,
  OpenOptions,
  Plan,
  PlanRequest,
  State,
  Target,
  TargetOutcome,
} from "./library.ts";
export {
  type AdoptedFiles,
  type AdoptRequest,
  adopt,
  type ExportRequest,
  exportFiles,
  exportState,
  type Project,
  projectFromServer,
  render,
} from "./library-files.ts";
export {
  type Fleet,
  type FleetOptions,
  openFleet,
  type SubmitRequest,
  type SubmittedFleet,
  type WorkNews,
  type WorkRequest,
} from "./library-fleet.ts";
export { byHand } from "./library-hand.ts";
export { compare, graph, graphPicture, type Observed, observe, runs, status } from "./library-look.ts";
export {
  type AcceptRequest,
  acceptDrift,
  apply,
  drift,
  plan,
  planFromFile,
  planRollback,
  type RollbackPlan,
  type RollbackRequest,
  rollback,
  savePlan,
} from "./library-plan.ts";
export { type ReconcileRequest, type Reconciling, reconcile } from "./library-reconcile.ts";
export { explain, type MergedReport, mergeReports, type ShowRequest, showPlan, validate } from "./library-reports.ts";
export {
  type ApplyRolloutRequest,
  abortRollout,
  applyRollout,
  type PlannedRollout,
  pauseRollout,
  planRollout,
  type RolloutListener,
  type RolloutRequest,
  type RolloutStatus,
  type RolloutWish,
  resumeRollout,
  rolloutStatus,
} from "./library-rollout.ts";
export type { ReconcileMetrics } from "./reconcile-ports.ts";

/**
 * A server's namespace. Nothing is asked of the server yet. Throws InvalidFiles where the config or the url is wrong, and
 * Refusal where the config is not to be used.
 */
export async function openTarget(options: OpenOptions): Promise<Target> {
  taken("openTarget", OPEN, options);
  return openHandle(options);
}
