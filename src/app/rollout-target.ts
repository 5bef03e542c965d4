import { statSync } from "node:fs";
import { createWriteClient } from "../api/client.ts";
import { openConfig } from "../config/open-config.ts";
import type { Target } from "../config/target.ts";
import { Reading } from "../desired/reading.ts";
import { newestLogId } from "../engine/checks.ts";
import { baselineOf, lookAtGates } from "../engine/gates.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import {
  type Baseline,
  type Gate,
  progressOf,
  type RolloutEvent,
  type RolloutRecord,
  type TargetProgress,
} from "../model/rollout.ts";
import { inOneLine } from "../model/sentence.ts";
import { LockHeld } from "../store/lock.ts";
import type { RolloutStore } from "../store/rollouts.ts";
import { applyPlan } from "./apply.ts";
import type { ApplyOptions } from "./applying.ts";
import { connect } from "./connect.ts";
import { endingOf } from "./ending.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import { planTarget, type TargetPlan } from "./plan.ts";
import type { AppliedTarget, ApplyNotes, GateFinding, RolloutPorts } from "./rollout-run.ts";
import { type ApplyListener, type UndoInput, undoTarget } from "./rollout-undo.ts";
import { asSaved, refuseMoved } from "./saved-plan.ts";
import { sleep } from "./sleep.ts";
import { namedTarget, statesOf } from "./targets.ts";
import { traced } from "./traced.ts";
import { closedNow } from "./window.ts";
import type { World } from "./world.ts";

/** Is told of waves, gates and targets, and of each target's apply. */
export interface RolloutListener extends ApplyListener {
  readonly onEvent: (event: RolloutEvent) => void;
}

/** What the steps of a rollout do to servers, files and the record. */
export function rolloutPorts(
  start: RolloutRecord,
  document: PlanDocument,
  flags: ApplyOptions,
  world: World,
  store: RolloutStore,
  listener: RolloutListener,
): RolloutPorts {
  const urls = new Map(document.plans.map(({ target, url }) => [target, url]));
  const reading = sharedReading(flags, world);
  const { id } = start;
  const held = new Set(runsOf(start));
  const steps = targetSteps({ id, document, flags, world, listener, held, reading });
  return {
    ...steps,
    save: (record, targets) => {
      for (const name of targets) for (const run of progressOf(record, name)?.runs ?? []) held.add(run);
      return store.save(record, targets);
    },
    wished: () => store.wished(id),
    now: world.now,
    sleep: (milliseconds) => sleep(milliseconds, world.signal),
    signal: world.signal,
    parallelism: flags.parallelism ?? 8,
    serverOf: (name) => urls.get(name) ?? name,
    onEvent: listener.onEvent,
  };
}

/** What is done with one target, whoever decides when. */
export function targetSteps({
  flags: { target: _patterns, label: _labels, url: _url, ...flags },
  ...rest
}: RolloutInput): Pick<RolloutPorts, "apply" | "look" | "undo" | "closed"> {
  const rollout: ReviewedRollout = { ...rest, flags, plans: byTarget(rest.document.plans) };
  return {
    apply: (name, begun, notes) => applyTarget(rollout, name, begun, notes),
    look: (name, before) => lookAtTarget(rollout, name, before),
    undo: (name, runs) => undoTarget(rollout, name, runs),
    closed: (names) => closedOf(rollout, names),
  };
}

function runsOf({ targets }: RolloutRecord): string[] {
  return Object.values(targets).flatMap(({ runs }) => runs);
}

interface ReviewedRollout extends RolloutInput {
  /** The reviewed plans, by target. */
  readonly plans: ReadonlyMap<string, readonly ShownPlan[]>;
}

function byTarget(plans: readonly ShownPlan[]): Map<string, ShownPlan[]> {
  const out = new Map<string, ShownPlan[]>();
  for (const plan of plans) {
    const same = out.get(plan.target);
    if (same === undefined) out.set(plan.target, [plan]);
    else same.push(plan);
  }
  return out;
}

/** What the steps of a rollout are done with. */
export interface RolloutInput extends UndoInput {
  /** The plans that were reviewed, with the gates of the rollout where there are any. */
  readonly document: PlanDocument;
  /** Nobody has reviewed anything: what the files say is applied. */
  readonly unreviewed?: boolean;
  readonly reading: () => Promise<Reading>;
}

/**
 * What was read is shared by all targets, as long as the config is the very same file: a freeze that somebody writes while
 * the rollout runs counts from the next target on.
 */
function sharedReading({ config }: ApplyOptions, { cwd }: World): () => Promise<Reading> {
  let last: { readonly reading: Reading; readonly stamp: string } | undefined;
  let path: string | undefined;
  return async () => {
    path ??= (await openConfig(config, cwd, new Reading()))?.path;
    const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    const stamp = stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
    if (last === undefined || last.stamp !== stamp || stamp === "") last = { reading: new Reading(), stamp };
    return last.reading;
  };
}

async function applyTarget(
  rollout: ReviewedRollout,
  name: string,
  begun: boolean,
  notes: ApplyNotes,
): Promise<AppliedTarget> {
  const { world, flags, listener } = rollout;
  let calls = 0;
  const messages: string[] = [];
  try {
    const targetPlan = await planAsReviewed(rollout, name, begun);
    if (rollout.document.rollout !== undefined || rollout.unreviewed !== true)
      notes.before(await baselinesOf(targetPlan));
    for (const one of targetPlan.plans) {
      if (world.signal.aborted) return { ending: "interrupted", calls, message: "not finished" };
      const { ending, callCount, message } = await applyPlan(one, targetPlan, flags, world, {
        command: "apply",
        rollout: rollout.id,
        held: rollout.held,
        around: rollout.around,
        // The way back is known to whoever goes on, whatever happens next.
        onRecorded: notes.run,
        onEvent: (event, place) => listener.onApply(event, place, one.shown),
      });
      calls += callCount;
      messages.push(message);
      if (ending !== "done") return { ending, calls, message: world.secrets.hide(message) };
    }
    return { ending: "done", calls, message: calls === 0 ? "nothing was to be done" : messages.join("; ") };
  } catch (error) {
    const ending = calls > 0 ? "failed" : endingOf(error);
    const held = calls === 0 && error instanceof LockHeld ? { locked: true as const } : {};
    return { ending, calls, message: world.secrets.hide(inOneLine((error as Error).message)), ...held };
  }
}

/** The target's plan, made anew, which must be what was reviewed: but for what an earlier process of this rollout did. */
async function planAsReviewed(
  { plans, unreviewed, flags, world, reading }: ReviewedRollout,
  name: string,
  begun: boolean,
): Promise<TargetPlan> {
  const saved = plans.get(name) ?? [];
  if (saved.length === 0 && unreviewed !== true)
    throw new Refusal("error", `no plan of ${name} was reviewed: nothing is applied`);
  const { paths, details } = asSaved(saved, undefined);
  // Where the reviewed plan has a picture, so has what is applied.
  const picture = saved.some(({ topology }) => topology !== undefined) ? ("known" as const) : undefined;
  const targetPlan = await planTarget(paths, flags, world, {
    target: name,
    ...(unreviewed === true ? {} : details),
    several: true,
    picture,
    reading: await reading(),
  });
  refuseMoved(saved, targetPlan, begun ? "files" : "all");
  for (const { refused, findings } of targetPlan.plans) {
    refusePassed(refused, ` of ${name}`);
    refuseFindings(findings);
  }
  return targetPlan;
}

async function baselinesOf({ plans }: TargetPlan): Promise<Record<string, Baseline>> {
  const out: Record<string, Baseline> = {};
  for (const { http, shown } of plans) {
    const client = createWriteClient(http);
    out[shown.namespace] = await baselineOf(client, await newestLogId(client));
  }
  return out;
}

async function lookAtTarget(
  { document, plans, flags, world, reading }: ReviewedRollout,
  name: string,
  before: TargetProgress["before"],
): Promise<readonly GateFinding[]> {
  const gates = (document.rollout?.gates ?? []) as readonly Gate[];
  try {
    const [saved] = plans.get(name) ?? [];
    const shared = await reading();
    const target = await namedTarget(name, flags, world, false, shared);
    const look = () => lookThrough(target, saved, gates, before, flags, world, shared);
    return await traced(world, "gates", target, look);
  } catch (error) {
    const message = world.secrets.hide(inOneLine((error as Error).message));
    return [{ gate: "state", ok: false, message: `not known: ${message}` }];
  }
}

async function lookThrough(
  target: Target,
  saved: ShownPlan | undefined,
  gates: readonly Gate[],
  before: TargetProgress["before"],
  flags: ApplyOptions,
  world: World,
  reading: Reading,
): Promise<readonly GateFinding[]> {
  const { states } = await statesOf((saved?.sources ?? []).flat(), target, world, false, false, reading);
  const namespaces = states.map(({ desired }) => desired.namespace);
  const http = await connect(target, flags, world, namespaces, reading);
  const out: GateFinding[] = [];
  for (const { desired } of states) {
    const client = createWriteClient({ ...http, namespace: desired.namespace });
    const { signal } = world;
    const found = await lookAtGates(gates, desired, {
      client,
      before: before?.[desired.namespace] ?? { log: await newestLogId(client) },
      signal,
      sleep: (milliseconds) => sleep(milliseconds, signal),
    });
    out.push(...found.map((finding) => ({ ...finding, message: world.secrets.hide(finding.message) })));
  }
  return out;
}

async function closedOf(
  { plans, flags, world, reading }: ReviewedRollout,
  names: readonly string[],
): Promise<string[]> {
  const out: string[] = [];
  const shared = await reading();
  for (const name of names) {
    if (!(plans.get(name) ?? []).some(({ calls }) => calls.length > 0)) continue;
    const target = await namedTarget(name, flags, world, true, shared);
    for (const { rule, message } of closedNow(target, flags, world)) out.push(`${name}: ${rule}: ${message}`);
  }
  return out;
}
