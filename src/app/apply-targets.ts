import { Reading } from "../desired/reading.ts";
import { resultLine, type TargetEnding } from "../documents/result-line.ts";
import type { ResultLine } from "../generated/result.ts";
import type { CheckResult } from "../model/event.ts";
import { plural } from "../model/plural.ts";
import type { Ending } from "../model/refusal.ts";
import { inOneLine } from "../model/sentence.ts";
import { worst } from "../model/severity.ts";
import { ResultsRecord } from "../store/results.ts";
import { newRunId } from "../store/runs.ts";
import { applyPlan } from "./apply.ts";
import type { ApplyOptions } from "./applying.ts";
import { endingOf } from "./ending.ts";
import type { NamespacePlan, TargetPlan } from "./plan.ts";
import { AT_ONCE, hostOf, type TargetPlans } from "./plan-each.ts";
import type { EventListener } from "./run-events.ts";
import { homeOf } from "./targets.ts";
import { inTurns } from "./turns.ts";
import type { World } from "./world.ts";

/** What became of one namespace, or of a target that was given up before its first. */
type NamespaceEnding = TargetEnding & {
  readonly ending: Ending;
  readonly checks: readonly CheckResult[];
  /** Writing calls that were made. */
  readonly callCount: number;
};

/** What became of all that was planned. */
export interface AppliedTargets {
  readonly endings: readonly NamespaceEnding[];
  /** Targets that were not begun. */
  readonly notReached: readonly string[];
  /** The id of the record of a run over several targets; undefined: there is none, so nothing can be resumed by it. */
  readonly record: string | undefined;
}

/** Who is told as it goes. */
export interface TargetsListener {
  /** What became of a target, as a line of `--json-lines`. */
  readonly onResult: (line: ResultLine) => void;
  readonly onEvent: (planned: NamespacePlan, ...event: Parameters<EventListener>) => void;
  /** Why a target failed, where the run goes on or has written something. */
  readonly onFailure: (target: string, error: Error) => void;
}

/** One run over targets, as it goes. */
interface Going {
  readonly targetPlans: TargetPlans;
  readonly command: "apply" | "rollback";
  readonly options: ApplyOptions;
  readonly world: World;
  readonly listener: TargetsListener;
  readonly record: ResultsRecord | undefined;
  readonly endings: NamespaceEnding[];
  readonly skipped: string[];
  stopped: boolean;
}

/**
 * Applies plans of targets: several servers at once, the targets of one server one after the other, since migrations on one
 * server must not overlap (wire-notes, 6.3). Throws where one target alone failed before anything was written.
 */
export async function applyTargets(
  targetPlans: TargetPlans,
  command: "apply" | "rollback",
  options: ApplyOptions,
  world: World,
  listener: TargetsListener,
): Promise<AppliedTargets> {
  const record = isOne(targetPlans) ? undefined : await startRecord(targetPlans, command, options, world);
  const going: Going = {
    ...{ targetPlans, command, options, world, listener, record },
    ...{ endings: [], skipped: [], stopped: false },
  };
  for (const { target, error } of targetPlans.failures)
    tell(going, { target, ending: endingOf(error), message: error.message });
  const servers = [...byServer(targetPlans.targets)];
  const begun = await inServers(servers, going);
  const notBegun = servers.filter((_, index) => !begun.has(index)).flatMap(([, targets]) => targets);
  const notReached = [...targetPlans.notReached, ...notBegun.map(({ target }) => target.name), ...going.skipped];
  for (const target of notReached) tell(going, { target, ending: "not_reached", message: "" });
  return { endings: going.endings, notReached, record: record?.id };
}

/** Whether a run is of one target alone: then it fails as that target does. */
export function isOne({ targets, failures, notReached }: TargetPlans): boolean {
  return targets.length + failures.length + notReached.length <= 1;
}

/** All stand there as not reached from the start, so that a run that was killed says what is left. */
async function startRecord(
  { targets, failures, notReached }: TargetPlans,
  command: "apply" | "rollback",
  options: ApplyOptions,
  world: World,
): Promise<ResultsRecord | undefined> {
  if (command !== "apply") return undefined;
  const names = [...targets.map(({ target }) => target.name), ...failures.map(({ target }) => target), ...notReached];
  const now = new Date(world.now());
  const lines = names.map((target) => resultLine(command, { target, ending: "not_reached", message: "" }, now));
  return ResultsRecord.start(await homeOf(options, world, new Reading()), newRunId(world.now()), lines);
}

function tell(
  { command, world, record, listener }: Going,
  ending: Omit<TargetEnding, "namespace">,
  namespaces?: NonNullable<ResultLine["namespaces"]>,
): void {
  const more = namespaces === undefined ? {} : { namespaces };
  const line = resultLine(command, ending, new Date(world.now()), more);
  record?.add(line);
  listener.onResult(line);
}

async function inServers(
  servers: readonly (readonly [url: string, targets: readonly TargetPlan[]])[],
  going: Going,
): Promise<ReadonlySet<number>> {
  const { parallelism, perHost } = going.options;
  const limits = {
    parallelism: parallelism ?? AT_ONCE.parallelism,
    perHost: perHost ?? AT_ONCE.perHost,
    stopped: () => going.stopped,
  };
  let failed: { readonly error: unknown } | undefined;
  const begun = await inTurns(
    servers.map(([url]) => hostOf(url)),
    limits,
    (index) =>
      onServer(servers[index]?.[1] ?? [], going).catch((error: unknown) => {
        failed ??= { error };
      }),
  );
  if (failed) throw failed.error;
  return begun;
}

async function onServer(targets: readonly TargetPlan[], going: Going): Promise<void> {
  let dead: string | undefined;
  for (const targetPlan of targets) {
    const { name } = targetPlan.target;
    if (going.stopped) {
      going.skipped.push(name);
      continue;
    }
    const endings = dead === undefined ? await onTarget(targetPlan, going) : [notTried(targetPlan, dead)];
    going.endings.push(...endings);
    const ending = worst(endings.map((one) => one.ending));
    const message = endings.find((one) => one.ending === ending)?.message ?? "";
    const differs = targetPlan.plans.some(({ plan }) => plan.changes.length + plan.calls.length > 0);
    tell(
      going,
      { target: name, ending, message, differs },
      endings.map(({ namespace, ending: how, message: why, callCount }) => ({
        ...{ namespace, ending: how, message: why, calls: callCount },
      })),
    );
    if (ending === "unreachable") dead ??= name;
    if (going.options.failFast && ending !== "done") going.stopped = true;
  }
}

/** The namespaces of a target in their order; one that fails ends the target's run. */
async function onTarget(targetPlan: TargetPlan, going: Going): Promise<NamespaceEnding[]> {
  const { options, world, command, listener } = going;
  const out: NamespaceEnding[] = [];
  let wrote = false;
  for (const planned of targetPlan.plans) {
    const { target, namespace } = planned.shown;
    const none = { target, namespace, checks: [], callCount: 0 };
    if (world.signal.aborted) return [...out, { ...none, ending: "interrupted", message: "not started" }];
    try {
      const onEvent: EventListener = (...event) => listener.onEvent(planned, ...event);
      const result = await applyPlan(planned, targetPlan, options, world, { command, onEvent });
      const { ending, outcome, callCount, checks } = result;
      wrote ||= callCount > 0;
      const message = callCount === 0 ? outcome : `${outcome}, ${plural(callCount, "call")}`;
      out.push({ target, namespace, ending, message, checks, callCount });
      if (ending !== "done") return out;
    } catch (error) {
      return [...out, { ...none, ...failed(error as Error, wrote ? "after writing" : "before", targetPlan, going) }];
    }
  }
  return out;
}

/** How a target failed. Throws the error itself where it is the run's: of one target alone, before anything was written. */
function failed(
  error: Error,
  when: "before" | "after writing",
  { target: { name }, plans }: TargetPlan,
  going: Going,
): Pick<NamespaceEnding, "ending" | "message"> {
  const { message } = error;
  if (when === "before" && isOne(going.targetPlans) && plans.length === 1) {
    tell(going, { target: name, ending: endingOf(error), message });
    throw error;
  }
  going.listener.onFailure(name, error);
  return { ending: when === "before" ? endingOf(error) : "failed", message: inOneLine(message) };
}

function byServer(targets: readonly TargetPlan[]): Map<string, TargetPlan[]> {
  const out = new Map<string, TargetPlan[]>();
  for (const targetPlan of targets) {
    const list = out.get(targetPlan.target.url);
    if (list) list.push(targetPlan);
    else out.set(targetPlan.target.url, [targetPlan]);
  }
  return out;
}

/** A server that did not answer one target is not waited for again by each of its others. */
function notTried({ target, plans }: TargetPlan, dead: string): NamespaceEnding {
  const namespace = plans[0]?.shown.namespace ?? "";
  const message = `not tried: its server could not be reached for ${dead}`;
  return { target: target.name, namespace, ending: "unreachable", message, checks: [], callCount: 0 };
}
