import { ApiError } from "../api/error.ts";
import { child, openConfig } from "../config/open-config.ts";
import { Reading } from "../desired/reading.ts";
import type { DesiredState } from "../model/desired.ts";
import { Refusal } from "../model/refusal.ts";
import { refuseUnprotected } from "./limits.ts";
import { type PlanContext, type PlanOptions, planTarget, type TargetPlan } from "./plan.ts";
import { placesOf, targetNames } from "./targets.ts";
import { inTurns } from "./turns.ts";
import type { World } from "./world.ts";

/** A target to plan. */
export interface Asked {
  /** undefined: the config's default one, or none of a config. */
  readonly name: string | undefined;
  readonly paths: readonly string[];
  readonly details: PlanContext;
}

/** What became of one of several targets; `not reached`: the run ended before, nothing was asked of its server. */
export type PlanOutcome = { readonly name: string } & (
  | { readonly kind: "planned"; readonly targetPlan: TargetPlan }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "not reached" }
);

/** The targets that the flags mean, all to be planned alike. */
export async function askedFor(
  paths: readonly string[],
  flags: PlanOptions,
  world: World,
  details: PlanContext,
): Promise<readonly Asked[]> {
  const shared = { reading: new Reading(), ...details };
  const names = await targetNames(flags, world, shared.reading);
  await warnIdleWindows(flags, world, shared.reading);
  return names.map((name) => ({ name, paths, details: shared }));
}

/** A window or a freeze that fits no target protects nothing: said wherever it might have been relied on. */
async function warnIdleWindows({ config }: PlanOptions, { cwd, warn }: World, reading: Reading): Promise<void> {
  const file = await openConfig(config, cwd, reading);
  if (file?.tree === undefined) return;
  if (child(file.tree, "windows") === undefined && child(file.tree, "freeze") === undefined) return;
  const { idleWindows } = await import("../config/load-waves.ts");
  for (const remark of idleWindows(file)) warn(remark);
}

/** `--parallelism` and `--per-host` where nothing is said. */
export const AT_ONCE = { parallelism: 8, perHost: 4 } as const;

/**
 * Plans targets, several at once, and gives each to `use` as soon as it is made: what `use` does not keep is let go. What is
 * read from disk is read once for all. Each target ends for itself; after one that failed no other is begun where the flags
 * say so, or `use` calls `stop`. Gives what `use` gave, in the order of the targets.
 */
export async function planEach<T>(
  asked: readonly Asked[],
  flags: PlanOptions,
  world: World,
  use: (outcome: PlanOutcome, index: number, stop: () => void) => T | Promise<T>,
): Promise<T[]> {
  const reading = asked[0]?.details.reading ?? new Reading();
  const places = await Promise.all(asked.map(({ name }) => placesOf(name, flags, world, reading)));
  const pathsOf = (index: number) => places[index]?.state ?? [];
  for (const [index, { paths }] of asked.entries()) if (paths.length === 0) reading.expect(pathsOf(index));
  const results: T[] = [];
  const states: DesiredState[] = [];
  let unplanned = 0;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  const several = asked.length > 1;
  const plan = planner(flags, world, { several, reading });
  const work = async (index: number) => {
    const target = asked[index] as Asked;
    const outcome = await plan(target, places[index]?.url ?? "");
    if (target.paths.length === 0) reading.done(pathsOf(index));
    if (outcome.kind === "planned" && flags.allowProtected?.length)
      states.push(...outcome.targetPlan.plans.map(({ loaded }) => loaded.desired));
    if (outcome.kind === "failed") {
      unplanned += 1;
      if (flags.failFast) stop();
    }
    results[index] = await use(outcome, index, stop);
  };
  const limits = {
    parallelism: flags.parallelism ?? AT_ONCE.parallelism,
    perHost: flags.perHost ?? AT_ONCE.perHost,
    stopped: () => stopped || world.signal.aborted,
  };
  let failed: { readonly error: unknown } | undefined;
  const hosts = places.map(({ url }) => hostOf(url));
  const begun = await inTurns(hosts, limits, (index) =>
    work(index).catch((error: unknown) => {
      failed ??= { error };
      stop();
    }),
  );
  if (failed) throw failed.error;
  for (const [index, { name = "" }] of asked.entries())
    if (!begun.has(index)) results[index] = await use({ kind: "not reached", name }, index, stop);
  // Where a target could not be planned, nobody knows what it protects: its failure is told.
  if (several && unplanned === 0 && begun.size === asked.length) refuseUnprotected(flags.allowProtected ?? [], states);
  return results;
}

/** Plans one target after another; a server that could not be reached for one of them is not asked for the next. */
function planner(
  flags: PlanOptions,
  world: World,
  shared: Pick<PlanContext, "several" | "reading">,
): (target: Asked, url: string) => Promise<Exclude<PlanOutcome, { readonly kind: "not reached" }>> {
  const unreachable = new Map<string, { readonly name: string; readonly error: ApiError }>();
  return async ({ name, paths, details }, url) => {
    const outcome = await outcomeOf(name, async () => {
      const dead = unreachable.get(originOf(url));
      if (dead) throw notTried(url, dead);
      const target = name === undefined ? {} : { target: name };
      return planTarget(paths, flags, world, { ...details, ...shared, ...target });
    });
    if (outcome.kind === "failed") {
      const { error } = outcome;
      if (error instanceof ApiError && error.kind === "unreachable" && !unreachable.has(originOf(url)))
        unreachable.set(originOf(url), { name: outcome.name, error });
    }
    return outcome;
  };
}

async function outcomeOf(
  name: string | undefined,
  make: () => Promise<TargetPlan>,
): Promise<Exclude<PlanOutcome, { readonly kind: "not reached" }>> {
  try {
    return { kind: "planned", name: name ?? "", targetPlan: await make() };
  } catch (error) {
    return { kind: "failed", name: name ?? "", error: error as Error };
  }
}

/** A server that did not answer one target with all its tries is not waited for again by each of its others. */
function notTried(url: string, { name, error }: { readonly name: string; readonly error: ApiError }): Refusal {
  const [first] = error.message.split("\n");
  return new Refusal("unreachable", `not tried: ${originOf(url)} could not be reached for ${name} (${first})`);
}

/** Every embedded sandbox is a server of its own. */
export function hostOf(url: string): string {
  return URL.canParse(url) && !url.startsWith("sandbox:") ? new URL(url).hostname : url;
}

function originOf(url: string): string {
  return URL.canParse(url) && !url.startsWith("sandbox:") ? new URL(url).origin : url;
}

/** What became of several targets: the plans that could be made, and why the others could not. */
export interface TargetPlans {
  readonly targets: readonly TargetPlan[];
  readonly failures: readonly { readonly target: string; readonly error: Error }[];
  /** Targets that were not begun, since an earlier one failed or the run was stopped. */
  readonly notReached: readonly string[];
}

/** Plans every target that the flags mean and keeps all plans. One target alone fails as itself, unless failures are kept. */
export async function planTargets(
  paths: readonly string[],
  flags: PlanOptions,
  world: World,
  details: PlanContext = {},
  alone: "thrown" | "kept" = "thrown",
): Promise<TargetPlans> {
  const asked = await askedFor(paths, flags, world, details);
  const outcomes = await planEach(asked, flags, world, (outcome) => outcome);
  const [first] = outcomes;
  if (alone === "thrown" && outcomes.length === 1 && first?.kind === "failed") throw first.error;
  return {
    targets: outcomes.flatMap((outcome) => (outcome.kind === "planned" ? [outcome.targetPlan] : [])),
    failures: outcomes.flatMap((outcome) =>
      outcome.kind === "failed" ? [{ target: outcome.name, error: outcome.error }] : [],
    ),
    notReached: outcomes.flatMap((outcome) => (outcome.kind === "not reached" ? [outcome.name] : [])),
  };
}
