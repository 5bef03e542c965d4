import type { ReadClient } from "../api/client.ts";
import { createReadClient } from "../api/client.ts";
import type { HttpOptions } from "../api/http.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { gitFacts } from "../desired/git.ts";
import type { LoadedState } from "../desired/load.ts";
import { observe } from "../engine/observe.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { type Address, formatAddress, type Matcher, matchAny, parsePattern } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import { DISRUPTIONS, type Disruption, type Plan } from "../model/plan.ts";
import { type BasisEntry, basisOf, newSalt } from "../planner/digest.ts";
import { plan as makePlan } from "../planner/plan.ts";
import { shownPlan } from "../report/plan-json.ts";
import { effect } from "../report/plan-text.ts";
import type { Target } from "./config.ts";
import { type CommonFlags, type Context, connect, statesOf, targetOf } from "./context.ts";
import { Refusal } from "./exit.ts";

export interface PlanningFlags extends CommonFlags {
  readonly pending?: boolean;
  readonly maxDisruption?: Disruption;
}

/** One namespace with all that planning it gave. */
export interface Planned {
  readonly loaded: LoadedState;
  readonly observed: ObservedState;
  readonly plan: Plan;
  readonly shown: ShownPlan;
  readonly basis: readonly BasisEntry[];
  readonly salt: Buffer;
  readonly http: HttpOptions;
}

export interface Planning {
  readonly target: Target;
  readonly sources: readonly string[];
  readonly only: Matcher | undefined;
  readonly plans: readonly Planned[];
  readonly observeWith: (client: ReadClient) => (desired: DesiredState) => Promise<ObservedState>;
}

export interface PlanningOptions {
  /** Salts of a saved plan, by namespace, so that its digests can be compared. */
  readonly salts?: ReadonlyMap<string, Buffer>;
  /** Errors of a server that is too old are left to the caller. */
  readonly lenient?: boolean;
  /** Whether the digests of both sides are wanted: with secrets they are slow on purpose. */
  readonly digests?: boolean;
}

/** Reads the files, observes and plans every namespace of a run. Only reads: the client has the `GET` routes. */
export async function planning(
  paths: readonly string[],
  flags: PlanningFlags,
  context: Context,
  options: PlanningOptions = {},
): Promise<Planning> {
  const target = await targetOf(flags, context);
  const { states, sources } = await statesOf(paths, target, context);
  const patterns = onlyPatterns(flags.only ?? []);
  const only = patterns.length === 0 ? undefined : matchAny(patterns);
  const http = await connect(
    target,
    flags,
    context,
    states.map(({ desired }) => desired.namespace),
  );
  const observeWith = (client: ReadClient) => (desired: DesiredState) =>
    observe(desired, {
      client,
      parallelism: flags.parallelism ?? 8,
      git: gitFacts,
      ...(patterns.length === 0 ? {} : { aspects: (name: string) => patterns.some(([first]) => first === name) }),
    });
  const plans = await Promise.all(
    states.map(async (loaded): Promise<Planned> => {
      const { desired } = loaded;
      const own = { ...http, namespace: desired.namespace };
      const observed = await observeWith(createReadClient(own))(desired);
      const made = makePlan(desired, observed, {
        ...(only === undefined ? {} : { only }),
        ...(flags.pending === undefined ? {} : { pending: flags.pending }),
      });
      const limited = patterns.length === 0 ? [] : [`only what --only names was looked at: ${flags.only?.join(", ")}`];
      const plan = { ...made, warnings: [...made.warnings, ...limited] };
      const serious = plan.errors.filter(({ kind }) => !options.lenient || kind !== "unsupported");
      if (serious.length > 0) throw planErrors(serious, loaded);
      const basis = options.digests ? basisOf(desired, observed, only ?? (() => true)) : [];
      const salt = options.salts?.get(desired.namespace) ?? newSalt();
      const shown = shownPlan(plan, { target: target.name, url: target.url }, basis, salt);
      return { loaded, observed, plan, shown, basis, salt, http: own };
    }),
  );
  return { target, sources, only, plans, observeWith };
}

function planErrors(errors: Plan["errors"], loaded: LoadedState): InvalidFiles {
  return new InvalidFiles(
    errors.map(({ address, message }) => ({
      message: `${formatAddress(address)}: ${message}`,
      place: loaded.locate(address),
    })),
  );
}

function onlyPatterns(texts: readonly string[]): Address[] {
  const kinds = ["default", "state", "packages", "productions", "bindings"];
  return texts.map((text) => {
    let pattern: Address;
    try {
      pattern = parsePattern(text);
    } catch (error) {
      throw new Refusal("error", `--only: ${(error as Error).message}`);
    }
    if (!kinds.includes(pattern[0] as string)) {
      throw new Refusal("error", `--only ${text}: an address begins with ${kinds.join(", ")}`);
    }
    return pattern;
  });
}

/** Refuses a plan that disrupts more than `--max-disruption` allows. */
export function guardDisruption(plan: Plan, shown: ShownPlan | undefined, limit: Disruption | undefined): void {
  if (limit === undefined || DISRUPTIONS.indexOf(plan.disruption) <= DISRUPTIONS.indexOf(limit)) return;
  const worst = plan.calls.filter(({ disruption }) => disruption === plan.disruption);
  const calls = worst.map(({ id, reason }) => `call ${id} (${reason})`).join(", ");
  const what = shown === undefined ? "" : `: ${effect(shown)}`;
  throw new Refusal(
    "guard",
    `refused by --max-disruption ${limit}: ${worst.length} of ${plan.calls.length} calls have disruption ${plan.disruption}${what}; ${calls}.\n` +
      `  Nothing was changed. --max-disruption ${plan.disruption} lifts the limit.`,
  );
}
