import type { ReadClient } from "../api/client.ts";
import { createReadClient } from "../api/client.ts";
import type { HttpOptions } from "../api/http.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { Target } from "../config/target.ts";
import { untrustedRemarks } from "../config/trust.ts";
import { formatPlace, InvalidFiles } from "../desired/diagnostic.ts";
import { gitFacts } from "../desired/git.ts";
import type { LoadedState, StateText } from "../desired/load.ts";
import { Reading } from "../desired/reading.ts";
import { sourceOfPaths } from "../desired/source.ts";
import { observe } from "../engine/observe.ts";
import { foreseenByQueues, leftBehind } from "../engine/recheck.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { type Address, formatAddress, type Matcher } from "../model/address.ts";
import type { DesiredState, Guards } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { valuesOf } from "../model/sensitive.ts";
import { type BasisEntry, basisOf } from "../planner/basis.ts";
import { newSalt } from "../planner/digest.ts";
import { loosened, type PassedLimit, passedLimits } from "../planner/guards.ts";
import { lint } from "../planner/lint.ts";
import { type Finding, LINT_CODES } from "../planner/lint-codes.ts";
import { hiddenNeeds } from "../planner/only.ts";
import { plan as makePlan } from "../planner/plan.ts";
import { shownUnmanaged, unmanagedOf } from "../planner/unmanaged.ts";
import { type ShownFinding, shownPlan } from "../report/plan-json.ts";
import { connect } from "./connect.ts";
import { type LimitFlags, refuseUnprotected, withLimits } from "./limits.ts";
import { graphsOf, type PictureReads } from "./picture.ts";
import { looksAt, matcherOf, refuseHidden, refuseUnmatched, selectionOf } from "./selection.ts";
import { namedTarget, statesOf, type TargetOptions, targetOf } from "./targets.ts";
import { traced } from "./traced.ts";
import { closedNow } from "./window.ts";
import type { World } from "./world.ts";

export interface PlanOptions extends TargetOptions, LimitFlags {
  readonly pending?: boolean;
  /** Findings of the lint are errors. */
  readonly strict?: boolean;
  readonly lintOff?: readonly string[];
  /** List what no file manages, beside counting it. */
  readonly unmanaged?: boolean;
}

/** One namespace with all that planning it gave. */
export interface NamespacePlan {
  readonly loaded: LoadedState;
  readonly observed: ObservedState;
  readonly plan: Plan;
  readonly shown: ShownPlan;
  readonly basis: readonly BasisEntry[];
  readonly salt: Buffer;
  readonly http: HttpOptions;
  /** The addresses that the plan is limited to. */
  readonly only: Matcher | undefined;
  /** The limits of the files, without what flags lift. */
  readonly limits?: Guards;
  /** Limits that the plan passes. */
  readonly refused: readonly PassedLimit[];
  readonly findings: readonly ShownFinding[];
}

/** Of one target. */
export interface TargetPlan {
  readonly target: Target;
  readonly sources: readonly string[];
  readonly plans: readonly NamespacePlan[];
  /** Of a way back: what is not as it was before the run when all calls are made, one sentence each. */
  readonly notUndone?: readonly string[];
  readonly observeWith: (client: ReadClient) => (desired: DesiredState) => Promise<ObservedState>;
}

export interface PlanDetails {
  /** The target, where several are meant; else the flags say it. */
  readonly target?: string | Target;
  /** What the run has read already; absent: nothing. */
  readonly reading?: Reading;
  /** The commits of packages that are restored from git, by name. */
  readonly commits?: ReadonlyMap<string, string | undefined>;
  /** For a rollback, whose files are made for it and gone afterwards: no message names them. */
  readonly back?: {
    /** Prepares the state that was read from them. */
    readonly adjust: (desired: DesiredState) => DesiredState;
    /** The same, once it is known what is on the server: what is to go back, and to which addresses that is limited. */
    readonly decide: (desired: DesiredState, observed: ObservedState) => Limited;
  };
  /** The files that are applied, where these were made of them: by a rollback. */
  readonly sources?: readonly string[];
  /** Salts of a saved plan, by namespace, so that its digests can be compared. */
  readonly salts?: ReadonlyMap<string, Buffer>;
  /** One of several targets: what a flag names must be in one of them, which the caller sees to. */
  readonly several?: boolean;
  /** Errors of a server that is too old are left to the caller. */
  readonly lenient?: boolean;
  /** Whether the plan is to hold its picture's graphs, and what may be read for them; absent: it does not. */
  readonly picture?: PictureReads | undefined;
  /** Whether the digests of both sides are wanted: with secrets they are slow on purpose. */
  readonly digests?: boolean;
}

interface Limited {
  readonly desired: DesiredState;
  readonly only?: Matcher;
}

/** Reads the files, observes and plans every namespace of a run. Only reads: the client has the `GET` routes. */
export async function planTarget(
  paths: readonly (string | StateText)[],
  flags: PlanOptions,
  world: World,
  options: PlanDetails = {},
): Promise<TargetPlan> {
  const { reading = new Reading() } = options;
  const target = await targetFor(options.target, flags, world, reading);
  return traced(world, "plan", target, () => planLoaded(target, paths, flags, world, { ...options, reading }));
}

async function planLoaded(
  target: Target,
  paths: readonly (string | StateText)[],
  flags: PlanOptions,
  world: World,
  options: PlanDetails & { readonly reading: Reading },
): Promise<TargetPlan> {
  const { reading } = options;
  const { states, sources } = await statesOf(paths, target, world, false, flags.secrets === false, reading);
  if (!options.several && options.back === undefined)
    refuseUnprotected(
      flags.allowProtected ?? [],
      states.map(({ desired }) => desired),
    );
  const source = await sourceOfPaths(options.sources ?? sources, world.cwd, world.env, reading);
  const selection = selectionOf(flags, states);
  const named = matcherOf(selection);
  const http = await connect(
    target,
    flags,
    world,
    states.map(({ desired }) => desired.namespace),
    reading,
  );
  const observeWith = (client: ReadClient) => (desired: DesiredState) =>
    observe(desired, {
      client,
      parallelism: flags.parallelism ?? 8,
      git: (pack, deployed) => {
        const { commits } = options;
        if (world.untrusted !== undefined) return Promise.resolve({ commit: undefined, changed: undefined });
        if (!commits?.has(pack.name)) {
          const key = `git ${JSON.stringify([pack.localPath, pack.digest, deployed ?? null])}`;
          return reading.once(key, [], () => gitFacts(pack, deployed, world.env));
        }
        return Promise.resolve({ commit: commits.get(pack.name), changed: undefined });
      },
      aspects: (name: string) => looksAt(selection, name),
    });
  const plans = await Promise.all(
    states.map(async (read): Promise<NamespacePlan> => {
      const { back } = options;
      const adjusted = back ? back.adjust(read.desired) : read.desired;
      const limited = { ...withLimits(adjusted, flags), source };
      const own = { ...http, namespace: limited.namespace };
      const client = createReadClient(own);
      const observed = await observeWith(client)(limited);
      const { desired, only = named }: Limited = back ? back.decide(limited, observed) : { desired: limited };
      const loaded = { ...read, desired };
      knowSecrets(desired, observed, world);
      const made = makePlan(desired, observed, {
        ...(only === undefined ? {} : { only }),
        ...(flags.pending === undefined ? {} : { marker: flags.pending }),
      });
      const remarks = [
        ...(flags.only?.length ? [`only what --only names was looked at: ${flags.only.join(", ")}`] : []),
        ...(flags.exclude?.length ? [`what --exclude names is left alone: ${flags.exclude.join(", ")}`] : []),
        ...(world.untrusted === undefined ? [] : untrustedRemarks(world.untrusted, loosened(limited))),
      ];
      const left = options.lenient ? undefined : await leftBehind(client, made, desired, observed);
      const plan = { ...made, warnings: [...made.warnings, ...(left === undefined ? [] : [left]), ...remarks] };
      const serious = plan.errors.filter(({ kind }) => !options.lenient || kind !== "unsupported");
      const locate: LoadedState["locate"] = back ? () => undefined : loaded.locate;
      if (serious.length > 0) throw planErrors(serious, { locate });
      if (named !== undefined) {
        const starts = plan.calls.some(({ action }) => action.kind === "start");
        const list = starts ? (observed.list ?? new Set(Object.keys(await client.list()))) : observed.list;
        refuseHidden(hiddenNeeds(plan, selection, desired, { ...observed, ...(list ? { list } : {}) }), selection);
      }
      const basis = options.digests ? basisOf(desired, observed, only ?? (() => true)) : [];
      const salt = options.salts?.get(desired.namespace) ?? newSalt();
      const findings = findingsOf(lint(desired, observed), { locate }, target, flags, only);
      const queues = options.lenient ? [] : await foreseenByQueues(client, plan, desired, observed);
      const closed = options.lenient || plan.calls.length === 0 ? [] : closedNow(target, flags, world);
      const refused = [...passedLimits(plan, desired, observed), ...queues, ...closed];
      const topology =
        options.picture === undefined ? [] : await graphsOf(options.picture, client, desired, observed, plan);
      const details = {
        topology,
        findings,
        refused,
        // With --only most of it was not looked at.
        ...(selection.only.length === 0
          ? { unmanaged: shownUnmanaged(unmanagedOf(desired, observed), flags.unmanaged ? "addresses" : "counts") }
          : {}),
        sources: (options.sources ?? sources).map((source) => [source]),
        at: (address: Address) => atOf({ locate }, address),
      };
      const shown = shownPlan(plan, { target: target.name, url: target.url }, basis, salt, details);
      const limits = read.desired.guards === undefined ? {} : { limits: read.desired.guards };
      return { loaded, observed, plan, shown, basis, salt, only, ...limits, http: own, refused, findings };
    }),
  );
  // A saved plan is held to what it says itself.
  if (options.salts === undefined) {
    refuseUnmatched("--only", flags.only ?? [], selection.only, plans);
    refuseUnmatched("--exclude", flags.exclude ?? [], selection.exclude, plans);
  }
  return { target, sources, plans, observeWith };
}

function targetFor(
  target: PlanDetails["target"],
  flags: PlanOptions,
  world: World,
  reading: Reading,
): Target | Promise<Target> {
  if (target === undefined) return targetOf(flags, world, false, reading);
  return typeof target === "string" ? namedTarget(target, flags, world, false, reading) : target;
}

/** What is sensitive on the server is known to the net too: a server's error may quote it. */
function knowSecrets(desired: DesiredState, observed: ObservedState, { secrets }: World): void {
  const sensitive = sensitiveIn(desired, observed);
  for (const production of observed.productions.values()) {
    if (production === "absent") continue;
    for (const { address, text } of valuesOf(production)) if (sensitive(address, text)) secrets.add(text);
  }
}

function planErrors(errors: Plan["errors"], loaded: Located): InvalidFiles {
  return new InvalidFiles(
    errors.map(({ address, at = address, message }) => ({
      message: `${formatAddress(at)}: ${message}`,
      place: loaded.locate(at),
    })),
  );
}

type Located = Pick<LoadedState, "locate">;

function atOf(loaded: Located, address: Address): string | undefined {
  const place = loaded.locate(address);
  return place === undefined ? undefined : formatPlace(place);
}

/** The findings as the config, the flags and --only want them. */
export function findingsOf(
  found: readonly Finding[],
  loaded: Located,
  { lint: rules }: Target,
  { strict, lintOff = [] }: Pick<PlanOptions, "strict" | "lintOff">,
  only: Matcher | undefined,
): ShownFinding[] {
  const unknown = lintOff.filter((code) => !Object.hasOwn(LINT_CODES, code));
  if (unknown.length > 0) {
    const known = Object.keys(LINT_CODES).join(", ");
    throw new Refusal("usage", `--lint-off ${unknown.join(", ")}: there is no such finding; there is: ${known}`);
  }
  return found.flatMap(({ code, address, message }) => {
    const rule = lintOff.includes(code) ? "off" : (rules[code] ?? "warning");
    if (rule === "off" || (only !== undefined && !only(address))) return [];
    const severity = strict || rule === "error" ? ("error" as const) : ("warning" as const);
    const at = atOf(loaded, address);
    return [{ code, severity, address: formatAddress(address), message, ...(at === undefined ? {} : { at }) }];
  });
}

/** Findings that are errors end a run before anything is called. */
export function refuseFindings(findings: readonly ShownFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const lines = errors.map(({ at, address, code, message }) => `  ${at ?? address}: ${message} [${code}]`);
  throw new Refusal(
    "error",
    `lint found problems; nothing was changed.\n${lines.join("\n")}\n` +
      "  --lint-off CODE switches a finding off for this run, `lint` of the config for all.",
  );
}
