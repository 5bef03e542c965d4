import { createReadClient } from "../api/client.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import { type EventPlace, eventJson } from "../documents/event-json.ts";
import { exportYaml, SCHEMA } from "../documents/export-yaml.ts";
import { planDocument } from "../documents/plan-json.ts";
import { observe as observeNamespace } from "../engine/observe.ts";
import type { FinalOutcome } from "../model/event.ts";
import type { Production } from "../model/production.ts";
import { Refusal } from "../model/refusal.ts";
import { masked } from "../model/sensitive.ts";
import { applyPlan, type RunResult } from "./apply.ts";
import { connect } from "./connect.ts";
import { drifts, withDrift } from "./drift.ts";
import { exportNamespace } from "./export.ts";
import { refuseFindings } from "./findings.ts";
import { insideOf, openHandle } from "./handles.ts";
import type { Applied, ApplyRequest, Drift, OpenOptions, Plan, PlanRequest, State, Target } from "./library.ts";
import { sourcesOf } from "./library.ts";
import { refusePassed } from "./limits.ts";
import { planTarget, type TargetPlan } from "./plan.ts";
import { statesOf } from "./targets.ts";

/** The library: `import { openTarget, plan, apply } from "iopctl"`. Nothing here knows a terminal or ends a process. */

export { ApiError } from "../api/error.ts";
export { InvalidFiles } from "../desired/diagnostic.ts";
export type { EventJson } from "../documents/event-json.ts";
export type { ShownCall, ShownChange, ShownPlan } from "../generated/plan.ts";
export { Refusal } from "../model/refusal.ts";
export { eachTarget } from "./each-target.ts";
export type {
  Applied,
  ApplyRequest,
  Drift,
  ManyOptions,
  OpenOptions,
  Plan,
  PlanRequest,
  State,
  Target,
  TargetOutcome,
} from "./library.ts";

const planned = new WeakMap<Plan, { readonly target: Target; readonly plans: TargetPlan }>();

/**
 * A server's namespace. Nothing is asked of the server yet. Throws InvalidFiles where the config or the url is wrong, and
 * Refusal where the config is not to be used.
 */
export function openTarget(options: OpenOptions): Promise<Target> {
  return openHandle(options);
}

/** What was read of one namespace: only what the desired state speaks of. A key that is absent was not read. */
export interface Observed {
  readonly namespace: string;
  readonly default?: string;
  readonly status?: { readonly production: string; readonly status: string };
  /** By name, secrets as `(sensitive)`; "absent": the server has none, or it inherits its definition. */
  readonly productions: Readonly<Record<string, Production | "absent">>;
  /** Names of the proxy classes; "unsupported": the server is older than IoP 4.0. */
  readonly bindings?: readonly string[] | "unsupported";
}

/** Reads what a state speaks of, of each of its namespaces. Throws InvalidFiles, ApiError, Refusal. */
export async function observe(target: Target, state?: State): Promise<readonly Observed[]> {
  const { config, world } = insideOf(target);
  const { states } = await statesOf(sourcesOf(state, world.cwd), config, world);
  const http = await connect(
    config,
    {},
    world,
    states.map(({ desired }) => desired.namespace),
  );
  return Promise.all(
    states.map(async ({ desired }): Promise<Observed> => {
      const client = createReadClient({ ...http, namespace: desired.namespace });
      const git = () => Promise.resolve({ commit: undefined, changed: undefined });
      const observed = await observeNamespace(desired, { client, parallelism: 8, git });
      const sensitive = sensitiveIn(desired, observed);
      const { default: fallback, status, bindings } = observed;
      const productions = [...observed.productions].map(
        ([name, found]) => [name, found === "absent" ? found : masked(found, sensitive)] as const,
      );
      return {
        namespace: desired.namespace,
        ...(fallback === undefined ? {} : { default: fallback }),
        ...(status === undefined ? {} : { status: { ...status } }),
        productions: Object.fromEntries(productions),
        ...(bindings === undefined
          ? {}
          : { bindings: bindings === "unsupported" ? bindings : bindings.map(({ className }) => className) }),
      };
    }),
  );
}

/** What would change and the calls that would do it. Only reads. Throws InvalidFiles, ApiError, Refusal. */
export async function plan(target: Target, request: PlanRequest = {}): Promise<Plan> {
  const { config, world, reading } = insideOf(target);
  const { state, ...options } = request;
  const details = { target: config, digests: true, ...reading };
  const plans = await planTarget(sourcesOf(state, world.cwd), options, world, details);
  const shown = plans.plans.map((one) => one.shown);
  const reviewed: Plan = {
    document: planDocument(shown, new Date(world.now()), undefined, request),
    changed: plans.plans.some(({ plan: { changes, calls } }) => changes.length + calls.length > 0),
    refused: plans.plans.flatMap(({ refused, findings }) => [
      ...refused.map(({ rule, message }) => `${rule}: ${message}`),
      ...findings
        .filter(({ severity }) => severity === "error")
        .map(({ address, message }) => `${address}: ${message}`),
    ]),
  };
  planned.set(reviewed, { target, plans });
  return reviewed;
}

/**
 * Makes a plan of this target true and verifies it. Throws only where nothing was changed: Refusal (a limit, a lock that
 * another holds, a server that is not as it was planned for), ApiError. What happens later is the outcome.
 */
export async function apply(target: Target, reviewed: Plan, request: ApplyRequest = {}): Promise<Applied> {
  const { world } = insideOf(target);
  const known = planned.get(reviewed);
  if (known === undefined || known.target !== target) {
    throw new Refusal(
      "stale",
      "this plan was not made for this target by plan(): make a new one. Nothing was changed.",
    );
  }
  const { plans } = known;
  for (const { refused, findings } of plans.plans) {
    refusePassed(refused, "");
    refuseFindings(findings);
  }
  const { onEvent, ...options } = request;
  const results: RunResult[] = [];
  for (const one of plans.plans) {
    const listener = (event: Parameters<typeof eventJson>[0], place: EventPlace) => {
      try {
        onEvent?.(eventJson(event, one.shown, place));
      } catch {
        // A listener's defect must not leave a server half changed.
      }
    };
    try {
      results.push(await applyPlan(one, plans, options, world, { command: "apply", onEvent: listener }));
    } catch (error) {
      if (results.every((result) => result.callCount === 0)) throw error;
      const { message } = error as Error;
      results.push({ ending: "failed", outcome: "failed", final: "failed", callCount: 0, message, checks: [] });
    }
    if (results.at(-1)?.ending !== "done") break;
  }
  const order = (final: FinalOutcome) => ["unchanged", "converged"].indexOf(final);
  const [worst] = [...results].sort((a, b) => rank(order(a.final)) - rank(order(b.final)));
  return {
    outcome: worst?.final ?? "unchanged",
    calls: results.reduce((sum, result) => sum + result.callCount, 0),
    message: worst === undefined ? "nothing was to be done" : world.secrets.hide(worst.message),
    checks: results.flatMap((result) => result.checks),
  };
}

/** What did not go well comes first, then what was changed, then what was not. */
function rank(order: number): number {
  return order === -1 ? 0 : 2 - order;
}

/** How the server differs from a state, and who is to blame. Never writes. Throws InvalidFiles, ApiError, Refusal. */
export async function drift(target: Target, request: PlanRequest = {}): Promise<Drift> {
  const { config, world, reading } = insideOf(target);
  const { state, ...options } = request;
  const details = { target: config, lenient: true, digests: true, ...reading };
  const today = new Date(world.now());
  const found = withDrift(
    await planTarget(sourcesOf(state, world.cwd), options, world, details),
    today.toISOString().slice(0, 10),
  );
  const shown = found.plans.map((one) => one.shown);
  return { document: planDocument(shown, today, undefined, request), drifts: found.plans.some(drifts) };
}

/**
 * The live namespace as the YAML of a state file whose plan is empty; secrets are left out. `productions`: these alone.
 * Throws ApiError, and Refusal for a production that cannot be exported.
 */
export async function exportState(
  target: Target,
  {
    productions = [],
    enabled = "keep",
  }: { readonly productions?: readonly string[]; readonly enabled?: "keep" | "omit" } = {},
): Promise<string> {
  const { config, world } = insideOf(target);
  const { live, secret } = await exportNamespace(productions, config, {}, world);
  return exportYaml(live, SCHEMA, { enabled, secret });
}
