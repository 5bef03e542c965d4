import { type EventPlace, eventJson } from "../documents/event-json.ts";
import { planDocument, withBasis } from "../documents/plan-json.ts";
import { savedPlan } from "../documents/saved-plan.ts";
import type { FinalOutcome } from "../model/event.ts";
import { Refusal } from "../model/refusal.ts";
import { readPlanFile } from "../store/plan-file.ts";
import { applyPlan, type RunResult } from "./apply.ts";
import { refuseFindings } from "./findings.ts";
import { insideOf, refuseUntrusted } from "./handles.ts";
import type { Applied, ApplyRequest, Drift, Plan, PlanRequest, Target } from "./library.ts";
import { argument, names, need, type Shape, taken, text } from "./library-kinds.ts";
import { planOptionsOf, stateSources } from "./library-options.ts";
import { APPLY, PLAN, PLAN_FILE } from "./library-shapes.ts";
import { refusePassed } from "./limits.ts";
import { type PlanOptions, planTarget, type TargetPlan } from "./plan.ts";
import { asSaved, refuseMoved } from "./saved-plan.ts";
import { telling } from "./telling.ts";

/** Plans of the library, each with what its apply takes. */

/** What is behind a plan that was handed out. */
interface HandedOut {
  readonly target: Target;
  readonly targetPlan: TargetPlan;
  readonly command: "apply" | "rollback";
  /** The limits that it was made with: its apply has the same. */
  readonly options: PlanOptions;
  readonly request: PlanRequest;
}

const handedOut = new WeakMap<Plan, HandedOut>();

function handOut(found: HandedOut): Plan {
  const { target, targetPlan, request } = found;
  const { world } = insideOf(target);
  const document = planDocument(
    targetPlan.plans.map(({ shown }) => shown),
    new Date(world.now()),
    undefined,
    request,
  );
  const reviewed: Plan = {
    document,
    changed: targetPlan.plans.some(({ plan: { changes, calls } }) => changes.length + calls.length > 0),
    refused: targetPlan.plans.flatMap(({ refused, findings }) => [
      ...refused.map(({ rule, message }) => `${rule}: ${message}`),
      ...findings
        .filter(({ severity }) => severity === "error")
        .map(({ address, message }) => `${address}: ${message}`),
    ]),
  };
  handedOut.set(reviewed, found);
  return reviewed;
}

/** Throws Refusal for what `plan` and its like have not given, such as a copy, and for the plan of another target. */
function behind(target: Target, reviewed: Plan): HandedOut {
  const known = handedOut.get(reviewed);
  if (known !== undefined && known.target === target) return known;
  throw new Refusal("stale", "this plan was not made for this target by plan(): make a new one. Nothing was changed.");
}

/** What would change and the calls that would do it. Only reads. Throws InvalidFiles, ApiError, Refusal. */
export async function plan(target: Target, request: PlanRequest = {}): Promise<Plan> {
  taken("plan", PLAN, request);
  const { config, world, reading, flags } = insideOf(target);
  const asked = planOptionsOf(request);
  const options = { ...flags, ...asked.options };
  const details = { target: config, digests: true, ...asked.details, ...reading };
  const targetPlan = await planTarget(stateSources(request.state, world.cwd), options, world, details);
  return handOut({ target, targetPlan, command: "apply", options, request });
}

/**
 * A plan as the text of a plan file, sealed, as `plan --out` writes it: `iopctl apply FILE` and `planFromFile` take it.
 * Throws Refusal for the plan of a state that was given as text or data, and of a rollback: no file says it again.
 */
export function savePlan(target: Target, reviewed: Plan): string {
  const { targetPlan, command, request } = behind(target, reviewed);
  const { state } = request;
  if (command === "rollback" || (typeof state === "object" && ("yaml" in state || "data" in state)))
    throw new Refusal("error", "only the plan of state files can be saved: what this one was made of is in no file");
  const { world } = insideOf(target);
  const shown = targetPlan.plans.map((one) => withBasis(one.shown, one.basis, one.salt));
  const sources = targetPlan.sources.map((source) => [source]);
  return savedPlan(planDocument(shown, new Date(world.now()), sources, request));
}

/**
 * The plan of a plan file, made anew, which must be the one that was saved. `file`: relative to `cwd`. The limits are not in
 * the file. Only reads. Throws Refusal where something has moved since, or the file was altered; InvalidFiles, ApiError.
 */
export async function planFromFile(
  target: Target,
  file: string,
  limits: Omit<PlanRequest, "state" | "only" | "exclude"> = {},
): Promise<Plan> {
  argument("planFromFile", "file", need(text), file);
  taken("planFromFile", PLAN_FILE, limits);
  const { config, world, reading, flags } = insideOf(target);
  const { plans: all, only = [], exclude = [], sources, rollout } = readPlanFile(file, world.cwd);
  if (rollout !== undefined) throw new Refusal("usage", `${file} is the plan of a rollout: applyRollout() takes it`);
  const saved = all.filter((one) => one.target === target.name);
  if (saved.length === 0) throw new Refusal("usage", `${file} holds no plan of ${target.name}`);
  const { paths, details } = asSaved(saved, sources);
  const request = { ...limits, state: paths, only, exclude };
  const asked = planOptionsOf(request);
  const options = { ...flags, ...asked.options };
  const targetPlan = await planTarget(paths, options, world, {
    ...asked.details,
    ...details,
    target: config,
    ...reading,
  });
  refuseMoved(saved, targetPlan);
  return handOut({ target, targetPlan, command: "apply", options, request });
}

/** What a rollback is asked for. */
export interface RollbackRequest extends Omit<PlanRequest, "state" | "only" | "exclude"> {
  /** The id of a run, as `runs` and `apply` give it; absent: the last of this target that wrote something. */
  readonly run?: string;
}

const ROLLBACK: Shape<RollbackRequest> = { ...PLAN_FILE, run: text };
const ROLLBACK_AND_APPLY: Shape<RollbackRequest & ApplyRequest> = { ...ROLLBACK, ...APPLY };

/** The plan of a way back. */
export interface RollbackPlan extends Plan {
  /** The id of the run that it goes back from. */
  readonly run: string;
  /** What is not as it was before that run when all calls are made, one sentence each. */
  readonly notUndone: readonly string[];
}

/**
 * What would go back to what stood before a run that is recorded on this machine; `apply` takes it. What was applied since
 * is told by `onWarning`. Only reads. Throws Refusal where half a way back is none; InvalidFiles, ApiError.
 */
export async function planRollback(target: Target, asked: RollbackRequest = {}): Promise<RollbackPlan> {
  taken("planRollback", ROLLBACK, asked);
  const { run, ...request } = asked;
  const { config, world, flags } = insideOf(target);
  refuseUntrusted(world, "rollback");
  const options = { ...flags, ...planOptionsOf(request).options };
  const { planWayBack } = await import("./way-back.ts");
  const way = await planWayBack(run, config, options, world);
  const found = handOut({ target, targetPlan: way.back, command: "rollback", options, request });
  const reviewed = { ...found, run: way.run.id, notUndone: [...way.back.notUndone, ...way.stays] };
  handedOut.set(reviewed, handedOut.get(found) as HandedOut);
  return reviewed;
}

/** `planRollback` and `apply` in one. Throws as both do. */
export async function rollback(target: Target, request: RollbackRequest & ApplyRequest = {}): Promise<Applied> {
  taken("rollback", ROLLBACK_AND_APPLY, request);
  const { onEvent, backup, allowKill, ...asked } = request;
  const how = {
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(backup === undefined ? {} : { backup }),
    ...(allowKill === undefined ? {} : { allowKill }),
  };
  return apply(target, await planRollback(target, asked), how);
}

/**
 * Makes a plan of this target true and verifies it. Throws only where nothing was changed: Refusal (a limit, a lock that
 * another holds, a server that is not as it was planned for), ApiError. What happens later is the outcome.
 */
export async function apply(target: Target, reviewed: Plan, request: ApplyRequest = {}): Promise<Applied> {
  taken("apply", APPLY, request);
  const { until, ...world } = insideOf(target).world;
  const { targetPlan, command, options: limits } = behind(target, reviewed);
  refuseUntrusted(world, command);
  for (const { refused, findings } of targetPlan.plans) {
    refusePassed(refused, "");
    refuseFindings(findings);
  }
  const { onEvent, ...options } = request;
  const results: RunResult[] = [];
  const runs: string[] = [];
  for (const one of targetPlan.plans) {
    const listener = telling((event: Parameters<typeof eventJson>[0], place: EventPlace) =>
      onEvent?.(eventJson(event, one.shown, place)),
    );
    const onRecorded = async (id: string) => void runs.push(id);
    try {
      until?.throwIfAborted();
      const how = { command, onEvent: listener, onRecorded };
      results.push(await applyPlan(one, targetPlan, { ...limits, ...options }, world, how));
    } catch (error) {
      if (results.every((result) => result.callCount === 0)) throw error;
      const { message } = error as Error;
      const ended = error instanceof Refusal && error.ending === "interrupted" ? "interrupted" : "failed";
      results.push({ ending: ended, outcome: ended, final: ended, callCount: 0, message, checks: [] });
    }
    if (results.at(-1)?.ending !== "done") break;
  }
  const [worst] = [...results].sort((a, b) => rank(a.final) - rank(b.final));
  return {
    outcome: worst?.final ?? "unchanged",
    calls: results.reduce((sum, result) => sum + result.callCount, 0),
    message: worst === undefined ? "nothing was to be done" : world.secrets.hide(worst.message),
    checks: results.flatMap((result) => result.checks),
    runs,
  };
}

/** What did not go well comes first, then what was changed, then what was not. */
function rank(final: FinalOutcome): number {
  return final === "unchanged" ? 2 : final === "converged" ? 1 : 0;
}

/** How the server differs from a state, and who is to blame. Never writes. Throws InvalidFiles, ApiError, Refusal. */
export async function drift(target: Target, request: PlanRequest = {}): Promise<Drift> {
  taken("drift", PLAN, request);
  const { drifts, withDrift } = await import("./drift.ts");
  const { world } = insideOf(target);
  const today = new Date(world.now());
  const found = withDrift(await driftPlan(target, request, "digests"), today.toISOString().slice(0, 10));
  const shown = found.plans.map((one) => one.shown);
  return { document: planDocument(shown, today, undefined, request), drifts: found.plans.some(drifts) };
}

/** Drift that is accepted for a time. */
export interface AcceptRequest extends PlanRequest {
  /** One address accepts the value that the server has now; a pattern whatever comes. */
  readonly addresses: readonly string[];
  readonly reason: string;
  /** The last day on which it is accepted, `YYYY-MM-DD`. */
  readonly until: string;
}

const ACCEPT: Shape<AcceptRequest> = { ...PLAN, addresses: need(names), reason: need(text), until: need(text) };

/**
 * Writes into the target's baseline file that drift is accepted. Gives what was accepted and where, in words. Throws Refusal
 * for an address that does not differ, a day that is past, a reason that is empty; InvalidFiles, ApiError.
 */
export async function acceptDrift(target: Target, asked: AcceptRequest): Promise<readonly string[]> {
  taken("acceptDrift", ACCEPT, asked);
  const { addresses, reason, until, ...request } = asked;
  const { world } = insideOf(target);
  refuseUntrusted(world, "drift --accept");
  const { accept } = await import("./drift.ts");
  const today = new Date(world.now()).toISOString().slice(0, 10);
  const targetPlan = await driftPlan(target, request);
  return accept(addresses, { reason, until }, [targetPlan], { cwd: world.cwd, today });
}

function driftPlan(target: Target, request: PlanRequest, digests?: "digests"): Promise<TargetPlan> {
  const { config, world, reading, flags } = insideOf(target);
  const { options, details } = planOptionsOf(request);
  return planTarget(stateSources(request.state, world.cwd), { ...flags, ...options }, world, {
    ...{ target: config, lenient: true, digests: digests !== undefined },
    ...details,
    ...reading,
  });
}
