import type { ReadClient } from "../api/client.ts";
import { createReadClient } from "../api/client.ts";
import type { HttpOptions } from "../api/http.ts";
import { secretTextsOfFiles, secretTextsOnServer } from "../aspects/sensitive.ts";
import type { Target } from "../config/target.ts";
import { untrustedRemarks } from "../config/trust.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { gitFacts } from "../desired/git.ts";
import type { LoadedState, StateText } from "../desired/load.ts";
import { Reading } from "../desired/reading.ts";
import { sourceOfPaths } from "../desired/source.ts";
import { type ShownFinding, shownPlan } from "../documents/plan-json.ts";
import { observe } from "../engine/observe.ts";
import { foreseenByQueues, messagesLeftBehind } from "../engine/recheck.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { type Address, formatAddress, type Matcher } from "../model/address.ts";
import type { DesiredState, Guards } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { type BasisEntry, basisOf } from "../planner/basis.ts";
import { newSalt, type Salt } from "../planner/digest.ts";
import { loosened, type PassedLimit, passedLimits } from "../planner/guards.ts";
import { lint } from "../planner/lint.ts";
import { hiddenNeeds, type Selection } from "../planner/only.ts";
import { plan as makePlan } from "../planner/plan.ts";
import { shownUnmanaged, unmanagedOf } from "../planner/unmanaged.ts";
import { connect } from "./connect.ts";
import { findingsOf, type LintOptions, type Located, placeText } from "./findings.ts";
import { type LimitFlags, refuseUnprotected, withLimits } from "./limits.ts";
import type { PictureReads } from "./picture.ts";
import { looksAt, matcherOf, refuseHidden, refuseUnmatched, selectionOf } from "./selection.ts";
import { namedTarget, statesOf, type TargetOptions, targetOf } from "./targets.ts";
import { traced } from "./traced.ts";
import { closedNow } from "./window.ts";
import type { World } from "./world.ts";

/** Flags of what plans, as the command line names them. `pending`: false: no in-progress marker is set. */
export interface PlanOptions extends TargetOptions, LimitFlags, LintOptions {
  readonly pending?: boolean;
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
  readonly salt: Salt;
  readonly http: HttpOptions;
  /** The addresses that the plan is limited to. */
  readonly only: Matcher | undefined;
  /** The limits of the files, without what flags lift. */
  readonly limits?: Guards;
  /** Limits that the plan passes. */
  readonly refused: readonly PassedLimit[];
  readonly findings: readonly ShownFinding[];
}

/** One target with the plans of its namespaces. */
export interface TargetPlan {
  readonly target: Target;
  readonly sources: readonly string[];
  readonly plans: readonly NamespacePlan[];
  /** Of a way back: what is not as it was before the run when all calls are made, one sentence each. */
  readonly notUndone?: readonly string[];
  /** Of a way back: the id of the run that it goes back from. */
  readonly undoes?: string;
  readonly observeWith: (client: ReadClient) => (desired: DesiredState) => Promise<ObservedState>;
}

/** What a plan is made with that no person says: what is known already, and what it is for. */
export interface PlanContext {
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
  readonly salts?: ReadonlyMap<string, Salt>;
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
  options: PlanContext = {},
): Promise<TargetPlan> {
  const { reading = new Reading() } = options;
  const target = await targetFor(options.target, flags, world, reading);
  return traced(world, "plan", target, () => planLoaded(target, paths, flags, world, { ...options, reading }));
}

/** What the plans of all namespaces of a target have in common. */
interface TargetContext {
  readonly target: Target;
  readonly flags: PlanOptions;
  readonly world: World;
  readonly options: PlanContext & { readonly reading: Reading };
  readonly sources: readonly string[];
  /** Where in its repository the files stand, as a record on the server says it. */
  readonly source: string;
  readonly selection: Selection;
  /** The addresses that flags limit the plan to. */
  readonly named: Matcher | undefined;
  readonly http: Omit<HttpOptions, "namespace">;
  readonly observeWith: TargetPlan["observeWith"];
}

async function planLoaded(
  target: Target,
  paths: readonly (string | StateText)[],
  flags: PlanOptions,
  world: World,
  options: PlanContext & { readonly reading: Reading },
): Promise<TargetPlan> {
  const { reading } = options;
  const { states, sources } = await statesOf(paths, target, world, false, flags.secrets === false, reading);
  const desired = states.map((state) => state.desired);
  if (!options.several && options.back === undefined) refuseUnprotected(flags.allowProtected ?? [], desired);
  const source = await sourceOfPaths(options.sources ?? sources, world.cwd, world.env, reading);
  const selection = selectionOf(flags, states);
  const named = matcherOf(selection);
  const namespaces = desired.map(({ namespace }) => namespace);
  const http = await connect(target, flags, world, namespaces, reading);
  const observeWith = observing(flags, world, options, selection);
  const context = { target, flags, world, options, sources, source, selection, named, http, observeWith };
  const plans = await Promise.all(states.map((state) => planNamespace(state, context)));
  // A saved plan is held to what it says itself.
  if (options.salts === undefined) {
    refuseUnmatched("--only", flags.only ?? [], selection.only, plans);
    refuseUnmatched("--exclude", flags.exclude ?? [], selection.exclude, plans);
  }
  return { target, sources, plans, observeWith };
}

/** How what is on the server is read: only what the selection looks at, and what git knows of it once for each package. */
function observing(
  { parallelism = 8 }: PlanOptions,
  { untrusted, env }: World,
  { commits, reading }: PlanContext & { readonly reading: Reading },
  selection: Selection,
): TargetPlan["observeWith"] {
  return (client) => (desired) =>
    observe(desired, {
      client,
      parallelism,
      git: (pack, deployed) => {
        if (untrusted !== undefined) return Promise.resolve({ commit: undefined, changed: undefined });
        if (commits?.has(pack.name)) return Promise.resolve({ commit: commits.get(pack.name), changed: undefined });
        const key = `git ${JSON.stringify([pack.localPath, pack.digest, deployed ?? null])}`;
        return reading.once(key, [], () => gitFacts(pack, deployed, env));
      },
      aspects: (name: string) => looksAt(selection, name),
    });
}

/** Observes one namespace and plans it: what is wanted, what is there, the calls between them, and what stands against these. */
async function planNamespace(read: LoadedState, context: TargetContext): Promise<NamespacePlan> {
  const { target, flags, world, options, named, observeWith } = context;
  const { back } = options;
  const adjusted = back ? back.adjust(read.desired) : read.desired;
  const limited = { ...withLimits(adjusted, flags), source: context.source };
  // What holds the reads of a plan does not hold its apply, which ends between two calls.
  const { until, ...http } = { ...context.http, namespace: limited.namespace };
  const client = createReadClient(until === undefined ? http : { ...http, until });
  const reads = observeWith(client)(limited);
  for (const text of secretTextsOfFiles(limited)) world.secrets.add(text);
  const observed = await reads;
  const { desired, only = named }: Limited = back ? back.decide(limited, observed) : { desired: limited };
  // A server's error may quote what is secret on it.
  for (const text of secretTextsOnServer(desired, observed)) world.secrets.add(text);
  const plan = await remarked(client, limited, { desired, observed, only }, context);
  const locate: LoadedState["locate"] = back ? () => undefined : read.locate;
  const serious = plan.errors.filter(({ kind }) => !options.lenient || kind !== "unsupported");
  if (serious.length > 0) throw planErrors(serious, { locate });
  if (named !== undefined) await refuseHiddenNeeds(client, plan, { desired, observed }, context);
  const basis = options.digests ? basisOf(desired, observed, only ?? (() => true)) : [];
  const salt = options.salts?.get(desired.namespace) ?? newSalt();
  const findings = findingsOf(lint(desired, observed), { locate }, target, flags, only);
  const queues = options.lenient ? [] : await foreseenByQueues(client, plan, desired, observed);
  const closed = options.lenient || plan.calls.length === 0 ? [] : closedNow(target, flags, world);
  const refused = [...passedLimits(plan, desired, observed), ...queues, ...closed];
  const topology =
    options.picture === undefined
      ? []
      : // Loaded where one is asked for: it brings the pages with it.
        await (await import("./picture.ts")).graphsOf(options.picture, client, desired, observed, plan);
  const details = {
    topology,
    findings,
    refused,
    // With --only most of it was not looked at.
    ...(context.selection.only.length === 0
      ? { unmanaged: shownUnmanaged(unmanagedOf(desired, observed), flags.unmanaged ? "addresses" : "counts") }
      : {}),
    selected: selectedBy(flags),
    sources: (options.sources ?? context.sources).map((source) => [source]),
    placeOf: (address: Address) => placeText({ locate }, address),
  };
  const shown = shownPlan(plan, { target: target.name, url: target.url }, basis, salt, details);
  const limits = read.desired.guards === undefined ? {} : { limits: read.desired.guards };
  const loaded = { ...read, desired };
  return { loaded, observed, plan, shown, basis, salt, only, ...limits, http, refused, findings };
}

function selectedBy({ only = [], exclude = [] }: PlanOptions): string[] {
  return [...only.map((text) => `--only ${text}`), ...exclude.map((text) => `--exclude ${text}`)];
}

/** The two sides of a namespace that a plan leads between, and the addresses that it is limited to. */
interface Sides {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly only: Matcher | undefined;
}

/** The plan, with what must be said of it. `limited`: the state of the files, before a rollback decided what of it counts. */
async function remarked(
  client: ReadClient,
  limited: DesiredState,
  { desired, observed, only }: Sides,
  { flags, world, options }: TargetContext,
): Promise<Plan> {
  const plan = makePlan(desired, observed, {
    ...(only === undefined ? {} : { only }),
    ...(flags.pending === undefined ? {} : { marker: flags.pending }),
  });
  const remarks = [
    ...(flags.only?.length ? [`only what --only names was looked at: ${flags.only.join(", ")}`] : []),
    ...(flags.exclude?.length ? [`what --exclude names is left alone: ${flags.exclude.join(", ")}`] : []),
    ...(world.untrusted === undefined ? [] : untrustedRemarks(world.untrusted, loosened(limited))),
  ];
  const left = options.lenient ? undefined : await messagesLeftBehind(client, plan, desired, observed);
  return { ...plan, warnings: [...plan.warnings, ...(left === undefined ? [] : [left]), ...remarks] };
}

/** Throws Refusal where what the flags name cannot become true without something that they leave out. */
async function refuseHiddenNeeds(
  client: ReadClient,
  plan: Plan,
  { desired, observed }: Omit<Sides, "only">,
  { selection }: TargetContext,
): Promise<void> {
  const starts = plan.calls.some(({ action }) => action.kind === "start");
  const list = starts ? (observed.list ?? new Set(Object.keys(await client.list()))) : observed.list;
  refuseHidden(hiddenNeeds(plan, selection, desired, { ...observed, ...(list ? { list } : {}) }), selection);
}

function targetFor(
  target: PlanContext["target"],
  flags: PlanOptions,
  world: World,
  reading: Reading,
): Target | Promise<Target> {
  if (target === undefined) return targetOf(flags, world, false, reading);
  return typeof target === "string" ? namedTarget(target, flags, world, false, reading) : target;
}

function planErrors(errors: Plan["errors"], loaded: Located): InvalidFiles {
  return new InvalidFiles(
    errors.map(({ address, saidAt = address, message }) => ({
      message: `${formatAddress(saidAt)}: ${message}`,
      place: loaded.locate(saidAt),
    })),
  );
}
