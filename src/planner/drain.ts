import type { DesiredState } from "../model/desired.ts";
import { kindsOf } from "../model/kinds.ts";
import { bindingsOf, type ObservedState, productionOf, type Read } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { isEnabled, type Production } from "../model/production.ts";
import { ALL_ITEMS, findMarker } from "../model/record.ts";
import { statedRoutes } from "../model/routes.ts";
import { type Course, runningIn } from "./course.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/**
 * What must be known to drain, only where the files or a flag ask for it; and of which production an interrupted run holds
 * services, whatever the files name.
 */
export function drainReads(desired: DesiredState, observed: ObservedState): Read[] {
  const { status } = observed;
  if (status === undefined) return [];
  const owed = findMarker(bindingsOf(observed))?.owed;
  const drains = desired.guards?.drain && status.status === "running";
  return [
    ...(drains ? [{ kind: "topology", production: status.production } as const] : []),
    ...(owed !== undefined && owed.held.length > 0 ? [{ kind: "production", name: owed.production } as const] : []),
  ];
}

/**
 * The enabled services of what runs whose messages reach one of the items, directly or over others, and all items on
 * these ways: what stands in their queues arrives yet. What is not known of whom it sends to may send to them. An item
 * that the saved definition has switched off or no longer has may run until the update, with what waits for it.
 */
function feeders(
  running: Production,
  affected: readonly string[],
  observed: ObservedState,
): { readonly services: string[]; readonly items: string[] } {
  const enabled = running.items.filter((item) => isEnabled(item) || affected.includes(item.name));
  const topology = observed.topology?.production === running.name ? observed.topology : undefined;
  const kindOf = kindsOf(topology, bindingsOf(observed));
  const reached = new Set(affected);
  const senders = new Map<string, string[]>();
  for (const item of enabled) {
    const stated = statedRoutes(item);
    const names = [...stated.flatMap((route) => route.names), ...(topology?.routes.get(item.name) ?? [])];
    for (const to of names) senders.set(to, [...(senders.get(to) ?? []), item.name]);
    const vague =
      topology === undefined || topology.uncertain.has(item.name) || stated.some(({ computed }) => computed);
    // An operation is where a way ends; of what else names nobody, it is only not known whom it sends to.
    if (vague || (names.length === 0 && kindOf(item) !== "operation")) reached.add(item.name);
  }
  for (const name of reached) for (const sender of senders.get(name) ?? []) reached.add(sender);
  const items = enabled.filter(({ name }) => reached.has(name));
  const services = items.filter((item) => {
    const kind = kindOf(item);
    if (!isEnabled(item)) return false;
    // What may be a service is held as one, unless messages come to it from another item.
    return kind === "service" || (kind === undefined && !senders.has(item.name));
  });
  const names = new Set([...items.map(({ name }) => name), ...affected]);
  return { services: services.map(({ name }) => name), items: [...names] };
}

interface DrainInput {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly course: Course;
  readonly runtime: RuntimeNeeds;
  /** The definitions that are written, as they will be. */
  readonly results: ReadonlyMap<string, Production>;
  /** Whether the plan may leave a marker, which tells a next run what to bring back. */
  readonly withMarker: boolean;
  /** Services that the marker on the server names. Whether they are held no route tells: they are held again. */
  readonly heldBefore: readonly string[];
}

interface Drain {
  /** Which services are held and whose queues must run empty; undefined: nothing is disturbed, or it would not be safe. */
  readonly drain?: Plan["drain"];
  readonly warnings: readonly string[];
}

/** Whether the marker on the server names all services that will be held. */
function isNamed(services: readonly string[], heldBefore: readonly string[]): boolean {
  return heldBefore.length > 0 && services.every((name) => heldBefore.includes(name));
}

/**
 * Whether an upload of the marker alone comes first: who is held must be known to a next run before it is, and no other
 * upload says it by then.
 */
export function isMarkedFirst(
  drain: Plan["drain"],
  uploads: readonly object[],
  heldBefore: readonly string[],
): boolean {
  if (drain === undefined) return false;
  return drain.leaving.length > 0 || (uploads.length === 0 && !isNamed(drain.services, heldBefore));
}

/** Only where the files or a flag ask for it. Pure. */
export function drainOf({ desired, observed, course, runtime, results, withMarker, heldBefore }: DrainInput): Drain {
  const running = productionOf(observed, runningIn(course));
  if (!desired.guards?.drain || running === undefined) return { warnings: [] };
  const goesOn = course.kind === "goes on";
  const all = running.items.filter(isEnabled).map(({ name }) => name);
  const items =
    !goesOn || runtime.recycle.length > 0 || runtime.left.includes(ALL_ITEMS)
      ? [...all, ...runtime.left.filter((name) => name !== ALL_ITEMS)]
      : [...runtime.updated, ...runtime.stopped, ...runtime.left, ...runtime.restarts.keys()];
  const affected = [...new Set(items)].filter((name) => all.includes(name) || runtime.left.includes(name));
  if (affected.length === 0) return { warnings: [] };
  const { services, items: way } = feeders(running, affected, observed);
  if (!goesOn || !(withMarker || isNamed(services, heldBefore))) {
    const why = goesOn
      ? "--no-pending leaves no in-progress marker that could tell the next run which services to resume"
      : `${running.name} stops in this plan, so an in-progress marker of its services would be wrong`;
    const warning = `this plan cannot be drained safely: ${why}. Its queues are checked only where guards.queues says so`;
    return { warnings: [warning] };
  }
  const after = results.get(running.name) ?? running;
  const stay = new Set(after.items.filter(isEnabled).map(({ name }) => name));
  return { drain: { services, items: way, leaving: way.filter((name) => !stay.has(name)) }, warnings: [] };
}
