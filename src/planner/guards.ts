import { bindingsOf } from "../aspects/release.ts";
import type { DesiredState, PruneLimit } from "../model/desired.ts";
import { isRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { DISRUPTIONS, type Plan } from "../model/plan.ts";

/** One limit that a plan passes: the rule, the numbers, and the flag that lifts it. */
export interface Refused {
  readonly rule: string;
  readonly message: string;
  readonly lift: string;
}

/** Half of the items, and always as many as these: so that a small production can be changed. */
const DEFAULT_PRUNE: PruneLimit = { text: "50%", share: 0.5 };
const ALWAYS_PRUNED = 3;

/** The limits of the files and flags that a plan passes. Pure; queues are looked at by who applies. */
export function passedLimits(plan: Plan, desired: DesiredState, observed: ObservedState): Refused[] {
  const { guards = {} } = desired;
  return [
    ...disruption(plan, guards.maxDisruption),
    ...protectedProductions(plan, desired),
    ...pruned(plan, observed, guards.pruneLimit),
    ...(guards.otherProduction === "refuse" ? others(plan, desired) : []),
  ];
}

function disruption(plan: Plan, limit: Plan["disruption"] | undefined): Refused[] {
  if (limit === undefined || DISRUPTIONS.indexOf(plan.disruption) <= DISRUPTIONS.indexOf(limit)) return [];
  const worst = plan.calls.filter((call) => call.disruption === plan.disruption);
  const calls = worst.map(({ id, reason }) => `call ${id} (${reason})`).join(", ");
  return [
    {
      rule: `max_disruption ${limit}`,
      message: `${worst.length} of ${plan.calls.length} calls have disruption ${plan.disruption}: ${calls}`,
      lift: `--max-disruption ${plan.disruption}`,
    },
  ];
}

function protectedProductions(plan: Plan, desired: DesiredState): Refused[] {
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

function pruned(plan: Plan, observed: ObservedState, limit: PruneLimit | undefined): Refused[] {
  const out: Refused[] = [];
  const test = (gone: number, total: number, of: string) => {
    if (gone === 0 || !passes(gone, total, limit)) return;
    const { text } = limit ?? DEFAULT_PRUNE;
    out.push({
      rule: `prune_limit ${text}${limit === undefined ? " (the default)" : ""}`,
      message: `${gone} of ${total} ${of} would go, the limit is ${text.replace("%", " %")}`,
      lift: `--prune-limit ${gone}`,
    });
  };
  for (const [name, found] of observed.productions) {
    if (found !== "absent") test(deletedItems(plan, name).length, found.items.length, `items of ${name}`);
  }
  const bindings = bindingsOf(observed).filter(({ className }) => !isRecord(className));
  const gone = plan.changes.filter(({ address, action }) => address[0] === "bindings" && action === "delete");
  test(gone.length, bindings.length, "bindings");
  return out;
}

function passes(gone: number, total: number, limit: PruneLimit | undefined): boolean {
  if (limit === undefined) return gone > ALWAYS_PRUNED && gone > total * 0.5;
  return gone > ("share" in limit ? total * limit.share : limit.count);
}

function others(plan: Plan, desired: DesiredState): Refused[] {
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

function deletedItems(plan: Plan, production: string): string[] {
  return plan.changes
    .filter(
      ({ address, action }) =>
        action === "delete" && address.length === 4 && address[1] === production && address[2] === "items",
    )
    .map(({ address }) => String(address[3]));
}
