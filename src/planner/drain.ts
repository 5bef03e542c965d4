import { bindingsOf } from "../aspects/release.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState, Read } from "../model/observed.ts";
import { effectiveItemAttribute, isEnabled, type Production } from "../model/production.ts";

/** What must be known to drain: only where the files or a flag ask for it. */
export function drainReads(desired: DesiredState, observed: ObservedState): Read[] {
  const { status } = observed;
  if (!desired.guards?.drain || status?.status !== "running") return [];
  return [{ kind: "topology", production: status.production }];
}

/**
 * The enabled services of what runs whose messages reach one of the items, directly or over others. Where the server
 * does not know who sends to whom: all services, since each may.
 */
export function feeders(running: Production, affected: readonly string[], observed: ObservedState): string[] {
  const topology = observed.topology?.production === running.name ? observed.topology : undefined;
  const supers = new Map(bindingsOf(observed).map((binding) => [binding.className, binding.super]));
  const isService = (name: string, className: string) =>
    topology?.services.has(name) ?? /Service/.test(supers.get(className) ?? className);
  const services = running.items
    .filter((item) => isEnabled(item) && isService(item.name, effectiveItemAttribute(item, "classname")))
    .map(({ name }) => name);
  if (topology === undefined) return services;
  const senders = new Map<string, string[]>();
  for (const [from, targets] of topology.routes) {
    for (const to of targets) senders.set(to, [...(senders.get(to) ?? []), from]);
  }
  const reached = new Set(affected);
  for (const name of reached) for (const sender of senders.get(name) ?? []) reached.add(sender);
  return services.filter((name) => reached.has(name));
}
