import { loadWaves, noWaves } from "../config/load-waves.ts";
import { openConfig } from "../config/open-config.ts";
import { selectTargets } from "../config/select-targets.ts";
import type { Waves } from "../config/waves.ts";
import { Reading } from "../desired/reading.ts";
import { planDocument, withBasis } from "../documents/plan-json.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, type RolloutCourse, type RolloutRecord, type Wish } from "../model/rollout.ts";
import { digestOf } from "../planner/digest.ts";
import { newProgress } from "../planner/rollout.ts";
import { whoAmI } from "../store/lock.ts";
import { folderRollouts, type RolloutStore } from "../store/rollouts.ts";
import { readRuns } from "../store/run-records.ts";
import { newRunId } from "../store/runs.ts";
import type { ApplyOptions } from "./applying.ts";
import type { PictureReads } from "./picture.ts";
import type { PlanContext, PlanOptions, TargetPlan } from "./plan.ts";
import { planEach, type TargetPlans } from "./plan-each.ts";
import { damagedOf, damagedRecord, refuseDamaged, reviewedPlan, withLostRuns } from "./rollout-damaged.ts";
import { drive } from "./rollout-run.ts";
import { type RolloutListener, rolloutPorts } from "./rollout-target.ts";
import { homeOf, namedTarget } from "./targets.ts";
import { refuseTracked } from "./tracked.ts";
import { closedNow } from "./window.ts";
import type { World } from "./world.ts";

/** Rollouts: one change to many targets, in waves. Plans of all are made, reviewed and applied as one. */

export interface RolloutPlan {
  /** The plans with their waves: what is saved. */
  readonly document: PlanDocument & { readonly rollout: NonNullable<PlanDocument["rollout"]> };
  readonly waves: Waves;
  readonly targetPlans: TargetPlans;
}

/** Plans every target of every wave. Only reads. `picture`: what may be read for pictures; absent: there are none. */
export async function planRollout(flags: PlanOptions, world: World, picture?: PictureReads): Promise<RolloutPlan> {
  if (flags.url !== undefined) throw new Refusal("usage", "--url: a rollout goes to the targets of the config");
  const reading = new Reading();
  const config = await openConfig(flags.config, world.cwd, reading);
  const found = config === undefined ? undefined : loadWaves(config, selectTargets(flags, config));
  if (found === undefined) throw noWaves(config);
  const { waves } = found;
  const names = waves.waves.flatMap(({ targets }) => targets);
  if (names.length === 0) throw new Refusal("error", "no target stands in a wave: there is nothing to roll out");
  const targetPlans = await planNamed(names, flags, world, { digests: true, reading, picture });
  refuseOneServer(targetPlans, world);
  const plans = targetPlans.targets.flatMap(({ plans: all }) =>
    all.map(({ shown, basis, salt }) => withBasis(shown, basis, salt)),
  );
  const errors = targetPlans.failures.map(({ target, error }) => ({ target, message: error.message }));
  const course: RolloutCourse = {
    waves: waves.waves,
    gates: waves.gates,
    max_failures: waves.max_failures,
    on_failure: waves.on_failure,
  };
  const document = planDocument(plans, new Date(world.now()), undefined, flags, errors);
  return { document: { ...document, rollout: shownCourse(course, plans) }, waves, targetPlans };
}

async function planNamed(
  names: readonly string[],
  flags: PlanOptions,
  world: World,
  details: PlanContext,
): Promise<TargetPlans> {
  const { target: _patterns, label: _labels, ...rest } = flags;
  const asked = names.map((name) => ({ name, paths: [], details }));
  const targets: TargetPlan[] = [];
  const failures: { readonly target: string; readonly error: Error }[] = [];
  const notReached: string[] = [];
  const outcomes = await planEach(asked, rest, world, (outcome) => outcome);
  for (const outcome of outcomes) {
    if (outcome.kind === "planned") targets.push(outcome.targetPlan);
    else if (outcome.kind === "failed") failures.push({ target: outcome.name, error: outcome.error });
    else notReached.push(outcome.name);
  }
  if (notReached.length > 0) throw new Refusal("interrupted", "stopped before all targets were planned");
  return { targets, failures, notReached };
}

/** The waves of a config with the plans that they are for: what is saved, and its digest. */
export function shownCourse(course: RolloutCourse, plans: readonly ShownPlan[]): NonNullable<PlanDocument["rollout"]> {
  const { gates, max_failures, on_failure } = course;
  const waves = course.waves.map(({ name, soak, targets }) => ({ name, soak, targets: [...targets] }));
  const shown = { waves, gates: [...gates], max_failures, on_failure };
  const digest = digestOf({
    ...shown,
    plans: plans.map(({ target, namespace, digest: planDigest }) => [target, namespace, planDigest]),
  });
  return { digest, ...shown };
}

/** A variable that sends all waves to one place would make of a canary the whole. */
function refuseOneServer({ targets }: TargetPlans, { env }: World): void {
  if (!env["IOP_URL"]) return;
  const seen = new Map<string, string>();
  for (const { shown } of targets.flatMap(({ plans }) => plans)) {
    const place = `${shown.url} ${shown.namespace}`;
    const other = seen.get(place);
    if (other !== undefined)
      throw new Refusal("error", `IOP_URL is set, and sends ${other} and ${shown.target} to one namespace: unset it`);
    seen.set(place, shown.target);
  }
}

/** Options of a rollout's apply. `expect`: digests of which the rollout's must be one. */
export interface RolloutFlags extends ApplyOptions {
  readonly expect?: readonly string[];
}

/** Whether the digest is the reviewed one. Throws Refusal (exit 6) where it is not. */
export function expectDigest(digest: string, expected: readonly string[] | undefined): void {
  if (expected === undefined || expected.includes(digest)) return;
  throw new Refusal(
    "stale",
    `the rollout is not the reviewed one: --expect ${expected.join(" ")}, and this one is ${digest}.\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}

/** Where the rollouts of the config are kept. `look`: nothing is done by what is read there. */
export async function storeOf(
  flags: PlanOptions,
  world: World,
  use: "drive" | "look" = "drive",
): Promise<RolloutStore> {
  const base = await homeOf(flags, world, new Reading());
  if (use === "drive") await refuseTracked(base, world.env);
  return folderRollouts(base, world.now, world.warn);
}

/**
 * The rollout of an id, or the newest; with `open` the newest that is not over. Throws Refusal where there is none, or its
 * record is damaged.
 */
export async function findRollout(store: RolloutStore, id: string | undefined, open = false): Promise<RolloutRecord> {
  const damaged = await damagedOf(store, id, open ? "open" : "all");
  if (damaged !== undefined) throw damagedRecord(damaged);
  const all = await store.list();
  const found = id === undefined ? all.find((record) => !open || !isOver(record)) : all.find((one) => one.id === id);
  if (found !== undefined) return found;
  const what =
    id === undefined ? `no ${open ? "unfinished " : ""}rollout is recorded here` : `there is no rollout ${id} here`;
  const known = all.slice(0, 3).map((one) => `${one.id} (${one.state})`);
  throw new Refusal("error", `${what}${known.length === 0 ? "" : `; there is: ${known.join(", ")}`}`);
}

/** Flags that lift or tighten limits: they hold when the rollout is taken up again. */
export const KEPT = [
  ...["maxDisruption", "pruneLimit", "queues", "drain", "otherProduction", "allowProtected", "allowLoss"],
  ...["outsideWindow", "strict", "lintOff", "pending", "allowKill"],
] as const;

/** A new rollout, written down; nothing is called yet. Throws Refusal (exit 5) where its first wave may not be changed now. */
export async function startRollout(
  document: PlanDocument,
  flags: RolloutFlags,
  world: World,
  store: RolloutStore,
): Promise<RolloutRecord> {
  const { rollout } = document;
  if (rollout === undefined)
    throw new Refusal("error", "the file holds no rollout: `iopctl rollout plan --out` makes one");
  const { digest: _said, ...course } = rollout;
  const { digest } = shownCourse(course, document.plans);
  if (digest !== rollout.digest)
    throw new Refusal("stale", "the file was changed after it was made: its digest is another. Nothing was changed.");
  expectDigest(digest, flags.expect);
  await refuseFirstWave(document, flags, world);
  const limits = Object.fromEntries(Object.entries(flags).filter(([key]) => (KEPT as readonly string[]).includes(key)));
  const record: RolloutRecord = {
    format_version: "1",
    id: newRunId(world.now()),
    started: new Date(world.now()).toISOString(),
    by: whoAmI(),
    digest,
    ...course,
    state: "applying",
    wave: 0,
    targets: newProgress(course.waves),
    limits: {
      ...limits,
      ...(document.only === undefined ? {} : { only: document.only }),
      ...(document.exclude === undefined ? {} : { exclude: document.exclude }),
    },
  };
  const lock = await store.begin(whoAmI());
  try {
    const other = (await store.list()).find((one) => !isOver(one));
    if (other !== undefined)
      throw new Refusal("stale", `rollout ${other.id} has begun meanwhile. Nothing was changed.`);
    await refuseDamaged(store);
    await store.create(record, document);
  } finally {
    await lock.release();
  }
  return record;
}

/** Throws Refusal (exit 5) where a target of the first wave may not be changed now. Later waves wait for their windows. */
export async function refuseFirstWave(document: PlanDocument, flags: RolloutFlags, world: World): Promise<void> {
  const closed: string[] = [];
  const reading = new Reading();
  for (const name of document.rollout?.waves[0]?.targets ?? []) {
    if (!document.plans.some(({ target, calls }) => target === name && calls.length > 0)) continue;
    const target = await namedTarget(
      name,
      { ...(flags.config === undefined ? {} : { config: flags.config }) },
      world,
      true,
      reading,
    );
    for (const { rule, message } of closedNow(target, flags, world)) closed.push(`  ${name}: ${rule}: ${message}`);
  }
  if (closed.length === 0) return;
  throw new Refusal(
    "guard",
    `refused: the first wave may not be changed now; nothing was changed.\n${closed.join("\n")}\n` +
      "    --outside-window REASON lifts it for this rollout.",
  );
}

/** Nothing that could be applied. */
const EMPTY: PlanDocument = { format_version: "1", created_at: "1970-01-01T00:00:00.000Z", plans: [] };

/** Drives a rollout to its end from wherever it is. Throws Refusal (exit 6) where another process does. */
export async function driveRollout(
  record: RolloutRecord,
  flags: RolloutFlags,
  world: World,
  store: RolloutStore,
  listener: RolloutListener,
): Promise<RolloutRecord> {
  const lock = await store.drive(record.id, whoAmI());
  try {
    // Another may have driven it on since it was read.
    const fresh = await findRollout(store, record.id);
    // One that is only ended needs no plan, and its plan may be what is lost.
    const ends = (await store.wished(fresh.id)).wanted === "abort";
    const document = await reviewedPlan(store, fresh).catch((error: unknown) => {
      if (ends) return EMPTY;
      throw error;
    });
    const { runs } = readRuns(await homeOf(flags, world, new Reading()));
    const known = withLostRuns(
      fresh,
      runs.map(({ record: run }) => run),
    );
    const runFlags = {
      ...flags,
      ...fresh.limits,
      ...(flags.outsideWindow ? { outsideWindow: flags.outsideWindow } : {}),
    };
    return await drive(known, rolloutPorts(known, document, runFlags, world, store, listener));
  } finally {
    await lock.release();
  }
}

/** Leaves a wish for who drives it. Throws Refusal where it is over. Gives who drives it; undefined: nobody. */
export async function wishFor(
  store: RolloutStore,
  record: RolloutRecord,
  wanted: Wish["wanted"],
  reason?: string,
): Promise<string | undefined> {
  if (isOver(record)) throw new Refusal("error", `rollout ${record.id} is over: ${record.state}`);
  await store.wish(record.id, { wanted, by: whoAmI(), ...(reason === undefined ? {} : { reason }) });
  return store.driver(record.id);
}
