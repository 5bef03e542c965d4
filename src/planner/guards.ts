import type { DesiredState, PruneLimit } from "../model/desired.ts";
import { DISRUPTIONS } from "../model/disruption.ts";
import { droppedOf, droppedText } from "../model/loss.ts";
import { isRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { plural } from "../model/plural.ts";

/** One limit that a plan passes: the rule, the numbers, and the flag that lifts it. */
export interface PassedLimit {
  readonly rule: string;
  readonly message: string;
  readonly lift: string;
  /** Of a window or a freeze: when it no longer holds, ISO 8601. An apply is refused until then, and a plan is not. */
  readonly opens?: string;
  /** The productions that it is about, where it is known only after an upload. */
  readonly productions?: readonly string[];
}

/** Half of the items, and always as many as these: so that a small production can be changed. */
const DEFAULT_PRUNE = { text: "50%", share: 0.5 } as const satisfies PruneLimit;
const ALWAYS_PRUNED = 3;

/** The limits of the files and flags that a plan passes. Pure; queues are looked at in `engine/recheck.ts`. */
export function passedLimits(plan: Plan, desired: DesiredState, observed: ObservedState): PassedLimit[] {
  const { guards = {} } = desired;
  return [
    ...disruption(plan, guards.maxDisruption),
    ...protectedProductions(plan, desired),
    ...pruned(plan, observed, guards.pruneLimit),
    ...(guards.otherProduction === "refuse" ? others(plan, desired) : []),
    ...(guards.loss === "allow" ? [] : losses(plan)),
    ...unnameable(plan),
  ];
}

/**
 * A call by an item's name takes what stands before || for a production (the PROD||Item of IRIS): it
 * would pause an item of another one, or none.
 */
function unnameable({ calls }: Plan): PassedLimit[] {
  return calls.flatMap(({ id, action }) => {
    if (action.kind !== "hold" || !action.item.includes("||")) return [];
    const [production = ""] = action.item.split("||");
    const message = `call ${id} cannot pause ${action.item}: in such a call what stands before || is a production (${production}); give the item another name`;
    return [{ rule: "drain", message, lift: "--no-drain" }];
  });
}

/** The guards that the files set looser than they are by themselves, as a file writes them. Pure. */
export function loosened({ guards = {} }: DesiredState): string[] {
  const { pruneLimit: limit, loss } = guards;
  const wide =
    limit !== undefined && ("count" in limit ? limit.count > ALWAYS_PRUNED : limit.share > DEFAULT_PRUNE.share);
  return [...(loss === "allow" ? ["guards.loss: allow"] : []), ...(wide ? [`guards.prune_limit: ${limit.text}`] : [])];
}

function disruption(plan: Plan, limit: Plan["disruption"] | undefined): PassedLimit[] {
  if (limit === undefined || DISRUPTIONS.indexOf(plan.disruption) <= DISRUPTIONS.indexOf(limit)) return [];
  const worst = plan.calls.filter((call) => call.disruption === plan.disruption);
  const calls = worst.map(({ id, reason }) => `call ${id} (${reason})`).join(", ");
  return [
    {
      rule: `max_disruption ${limit}`,
      message: `${worst.length} of ${plural(plan.calls.length, "call")} ${worst.length === 1 ? "has" : "have"} disruption ${plan.disruption}: ${calls}`,
      lift: `--max-disruption ${plan.disruption}`,
    },
  ];
}

function protectedProductions(plan: Plan, desired: DesiredState): PassedLimit[] {
  const lifted = desired.guards?.unprotected ?? [];
  return desired.productions
    .filter(({ name, protect }) => protect && !lifted.includes(name))
    .flatMap(({ name }) => {
      const gone = deletedItems(plan, name);
      const down = plan.calls.filter(({ action }) => action.kind === "stop" && action.production === name);
      const what = [
        ...(gone.length > 0 ? [`${gone.length} of its items would be deleted (${gone.join(", ")})`] : []),
        ...(down.length > 0 ? [`call ${down[0]?.id} would take it down`] : []),
      ];
      if (what.length === 0) return [];
      return [
        { rule: `protect of ${name}`, message: `${name}: ${what.join(", and ")}`, lift: `--allow-protected ${name}` },
      ];
    });
}

function pruned(plan: Plan, observed: ObservedState, limit: PruneLimit | undefined): PassedLimit[] {
  const out: PassedLimit[] = [];
  const test = (gone: number, total: number, what: string) => {
    if (gone === 0 || !passes(gone, total, limit)) return;
    const { text } = limit ?? DEFAULT_PRUNE;
    out.push({
      rule: pruneRule(limit),
      message: `${gone} of ${total} ${what} would go, the limit is ${text.replace("%", " %")}`,
      lift: `--prune-limit ${gone}`,
    });
  };
  for (const [name, found] of observed.productions) {
    if (found !== "absent") test(deletedItems(plan, name).length, found.items.length, `items of ${name}`);
  }
  const bindings = bindingsOf(observed).filter(({ className }) => !isRecord(className));
  // Whoever wants them gone: `bindings` of the files, or a package that is to be absent.
  const gone = plan.calls.filter(({ action }) => action.kind === "unbind" && action.role === "binding");
  test(gone.length, bindings.length, "bindings");
  return out;
}

/**
 * The limits that an upload has passed: the settings file of a package may write definitions as it likes, and what it
 * drops is known only then. `names` are the definitions that it may have written. Pure.
 */
export function passedByUpload(
  names: readonly string[],
  before: ObservedState,
  after: ObservedState,
  desired: DesiredState,
): PassedLimit[] {
  const { pruneLimit, unprotected = [] } = desired.guards ?? {};
  return names.flatMap((name) => {
    const [was, is] = [before.productions.get(name), after.productions.get(name)];
    if (was === undefined || was === "absent") return [];
    const left = new Set(is === undefined || is === "absent" ? [] : is.items.map((item) => item.name));
    const gone = was.items.map((item) => item.name).filter((item) => !left.has(item));
    if (gone.length === 0) return [];
    const what = `the settings file drops ${gone.length} of ${plural(was.items.length, "item")} of ${name} (${gone.join(", ")})`;
    const isProtected = desired.productions.some((entry) => entry.name === name && entry.protect);
    if (isProtected && !unprotected.includes(name))
      return [{ rule: `protect of ${name}`, message: what, lift: `--allow-protected ${name}`, productions: [name] }];
    if (!passes(gone.length, was.items.length, pruneLimit)) return [];
    return [{ rule: pruneRule(pruneLimit), message: what, lift: `--prune-limit ${gone.length}`, productions: [name] }];
  });
}

function pruneRule(limit: PruneLimit | undefined): string {
  return `prune_limit ${(limit ?? DEFAULT_PRUNE).text}${limit === undefined ? " (the default)" : ""}`;
}

function passes(gone: number, total: number, limit: PruneLimit | undefined): boolean {
  if (limit === undefined) return gone > ALWAYS_PRUNED && gone > total * 0.5;
  return gone > ("share" in limit ? total * limit.share : limit.count);
}

function others(plan: Plan, desired: DesiredState): PassedLimit[] {
  const named = new Set([desired.default, ...desired.productions.map(({ name }) => name)]);
  return plan.calls.flatMap(({ action, id }) =>
    action.kind === "stop" && !named.has(action.production)
      ? [
          {
            rule: "other_production refuse",
            message: `${action.production} runs, the files do not name it, and call ${id} would stop it`,
            lift: "--other-production stop",
          },
        ]
      : [],
  );
}

/** What no writer of any server can write back. What only some servers cannot keep is known when the upload runs. */
function losses(plan: Plan): PassedLimit[] {
  return plan.calls.flatMap(({ action, id }) =>
    (action.kind === "migrate" ? action.upload.definitions : []).flatMap(({ production }) => {
      const lost = droppedOf(production).filter(({ inXml }) => !inXml);
      if (lost.length === 0) return [];
      const message = `call ${id} writes ${production.name}, and the API cannot write back ${droppedText(lost)}`;
      return [{ rule: "loss refuse", message, lift: "--allow-loss" }];
    }),
  );
}

function deletedItems(plan: Plan, production: string): string[] {
  return plan.changes
    .filter(
      ({ address, action }) =>
        action === "delete" && address.length === 4 && address[1] === production && address[2] === "items",
    )
    .map(({ address }) => String(address[3]));
}
