import { type EventJson, eventJson } from "../documents/event-json.ts";
import { savedPlan } from "../documents/saved-plan.ts";
import type { PlanDocument } from "../generated/plan.ts";
import type { RolloutEvent, RolloutRecord } from "../model/rollout.ts";
import { readPlanFile } from "../store/plan-file.ts";
import { inWorld } from "./handles.ts";
import type { ApplyRequest, ConfigOptions, PlanRequest } from "./library.ts";
import {
  argument,
  called,
  document as documentKind,
  either,
  list,
  names,
  need,
  type Shape,
  taken,
  text,
  words,
} from "./library-kinds.ts";
import { planOptionsOf } from "./library-options.ts";
import { APPLY, CONFIG, PLAN_FILE } from "./library-shapes.ts";
import { driveRollout, KEPT, planRollout as planWaves, type RolloutFlags, startRollout, storeOf } from "./rollout.ts";
import { refuseIncomplete, standingOf } from "./rollout-known.ts";
import { abortRollout as abort, lookAtRollout, wishForRollout } from "./rollout-look.ts";
import { telling } from "./telling.ts";

/** A change to many targets, in waves. */

/** What a rollout is planned for. `targets`, `labels`: which of the config's; absent: all that stand in a wave. */
export type RolloutRequest = ConfigOptions & Omit<PlanRequest, "state">;

const ROLLOUT: Shape<RolloutRequest> = { ...CONFIG, ...PLAN_FILE, only: names, exclude: list };

/** A rollout that was planned. */
export interface PlannedRollout {
  /** The document of `rollout plan --json`, with what an apply compares: `applyRollout` takes it, as it is or as a file. */
  readonly document: PlanDocument & { readonly rollout: NonNullable<PlanDocument["rollout"]> };
  /** The text of a plan file, sealed, as `rollout plan --out` writes it. */
  readonly text: string;
  /** What of the config's waves somebody should know, such as a target that stands in none. */
  readonly remarks: readonly string[];
  /** Why it would be refused: passed limits, findings that are errors, targets that could not be planned. */
  readonly refused: readonly string[];
}

/** Plans all targets of the waves of the config. Only reads. Throws InvalidFiles, and Refusal where the config has no waves. */
export async function planRollout(request: RolloutRequest = {}): Promise<PlannedRollout> {
  taken("planRollout", ROLLOUT, request);
  return inWorld(request, undefined, async (world, flags) => {
    const { options, details } = planOptionsOf(lookedAt(request));
    const { document, waves, targetPlans } = await planWaves({ ...flags, ...options }, world, details.picture);
    const refused = targetPlans.failures.map(({ target, error }) => `${target}: ${error.message}`);
    for (const { refused: passed, findings, shown } of targetPlans.targets.flatMap(({ plans }) => plans)) {
      const closed = passed.filter(({ opens }) => opens === undefined);
      refused.push(...closed.map(({ rule, message }) => `${shown.target}: ${rule}: ${message}`));
      refused.push(...findings.filter(({ severity }) => severity === "error").map(({ message }) => message));
    }
    return { document, text: savedPlan(document), remarks: waves.remarks, refused };
  });
}

/** Who is told of what a rollout does. */
export interface RolloutListener {
  /** Of its waves, gates and targets. What it throws is lost. */
  readonly onRollout?: (event: RolloutEvent) => void;
  /** Of each target's apply, as `apply` tells it. */
  readonly onEvent?: (event: EventJson, target: string) => void;
}

/** How a rollout is applied. `expect`: digests of which its own must be one. */
export type ApplyRolloutRequest = ConfigOptions &
  Omit<PlanRequest, "state" | "only" | "exclude" | "pictures"> &
  Omit<ApplyRequest, "onEvent"> &
  RolloutListener & { readonly expect?: readonly string[] };

const { pictures: _pictures, ...LIMITED } = PLAN_FILE;
const APPLY_ROLLOUT: Shape<ApplyRolloutRequest> = {
  ...CONFIG,
  ...LIMITED,
  ...APPLY,
  onEvent: called(),
  onRollout: called(),
  expect: names,
};
const PLANNED = need(
  either(text, documentKind<PlanDocument>("the path of a plan file, or a document of planRollout()", "plans")),
);

/**
 * Applies a planned rollout in its waves: a document of `planRollout`, or the path of its plan file relative to `cwd`. Of a
 * plan that was begun already it goes on; of one that was applied it does nothing. Limits that were lifted for the plan are
 * lifted again here. Gives the record at its end, or where the signal stopped it. Throws Refusal where nothing was begun:
 * another rollout is not over, the first wave may not be changed now, a limit is passed.
 */
export async function applyRollout(
  planned: PlanDocument | string,
  request: ApplyRolloutRequest = {},
): Promise<RolloutRecord> {
  argument("applyRollout", "planned", PLANNED, planned);
  taken("applyRollout", APPLY_ROLLOUT, request);
  return inWorld(request, "rollout apply", async (world, flags) => {
    const document = typeof planned === "string" ? readPlanFile(planned, world.cwd) : planned;
    const name = typeof planned === "string" ? planned : "this plan";
    const options = { ...flags, ...applyOptionsOf(request) };
    const store = await storeOf(options, world);
    const standing = await standingOf({ document, name }, options, store);
    if (standing.kind === "done") return standing.record;
    if (standing.kind === "new") refuseIncomplete(document);
    const record = standing.kind === "open" ? standing.record : await startRollout(document, options, world, store);
    return driveRollout(record, options, world, store, listenerOf(request));
  });
}

/** A rollout as it is recorded. `driver`: who drives it now; null: nobody. The document of `rollout status --json`. */
export interface RolloutStatus extends RolloutRecord {
  readonly driver: string | null;
}

/** How far a rollout has come: that of the id, or the newest. Throws Refusal where there is none. */
export async function rolloutStatus(options: ConfigOptions = {}, id?: string): Promise<RolloutStatus> {
  taken("rolloutStatus", CONFIG, options);
  argument("rolloutStatus", "id", text, id);
  return inWorld(options, undefined, async (world, flags) => {
    const { record, driver } = await lookAtRollout(id, flags, world);
    return { ...record, driver: driver ?? null };
  });
}

/** Which rollout somebody asks something of. */
export interface RolloutWish {
  /** Absent: the newest that is not over. */
  readonly id?: string;
  /** Why, for who looks at it. */
  readonly reason?: string;
}

const WISH: Shape<RolloutWish> = { id: text, reason: words };

/** Begins no new target; those under way are finished. Gives its id and who drives it. Throws Refusal where there is none. */
export async function pauseRollout(
  options: ConfigOptions = {},
  wish: RolloutWish = {},
): Promise<{ readonly id: string; readonly driver: string | null }> {
  taken("pauseRollout", CONFIG, options);
  taken("pauseRollout", WISH, wish);
  const { id, reason } = wish;
  return inWorld(options, "rollout pause", async (world, flags) => {
    const { record, driver } = await wishForRollout({ wanted: "pause", ...reasonOf(reason) }, id, flags, world);
    return { id: record.id, driver: driver ?? null };
  });
}

/**
 * Goes on with a rollout that was paused, or whose process has ended: to its end where nobody drives it, else at once, since
 * who drives it goes on. Gives its record. Throws Refusal where there is none.
 */
export async function resumeRollout(request: ApplyRolloutRequest = {}, wish: RolloutWish = {}): Promise<RolloutStatus> {
  taken("resumeRollout", APPLY_ROLLOUT, request);
  taken("resumeRollout", WISH, wish);
  const { id } = wish;
  return inWorld(request, "rollout resume", async (world, flags) => {
    const options = { ...flags, ...applyOptionsOf(request) };
    const { record, driver, store } = await wishForRollout({ wanted: "run" }, id, options, world);
    if (driver !== undefined) return { ...record, driver };
    return { ...(await driveRollout(record, options, world, store, listenerOf(request))), driver: null };
  });
}

/** Ends a rollout: no new target is begun, nothing goes back. Gives its record. Throws Refusal where there is none. */
export async function abortRollout(options: ConfigOptions = {}, wish: RolloutWish = {}): Promise<RolloutStatus> {
  taken("abortRollout", CONFIG, options);
  taken("abortRollout", WISH, wish);
  const { id, reason } = wish;
  return inWorld(options, "rollout abort", async (world, flags) => {
    const { record, driver } = await abort({ id, ...reasonOf(reason) }, flags, world);
    return { ...record, driver: driver ?? null };
  });
}

function listenerOf({ onRollout, onEvent }: RolloutListener): Parameters<typeof driveRollout>[4] {
  return {
    onEvent: telling(onRollout),
    onApply: telling((event, place, shown) => onEvent?.(eventJson(event, shown, place), shown.target)),
  };
}

/** What is looked at and what is refused: what opens the world is not among it. */
function lookedAt(request: RolloutRequest): PlanRequest {
  return picked(request, [...KEPT, "only", "exclude", "unmanaged", "pictures"]);
}

function applyOptionsOf(request: ApplyRolloutRequest): RolloutFlags {
  return picked(request, [...KEPT, "backup", "expect"]);
}

function picked(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

function reasonOf(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
