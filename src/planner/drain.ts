import { bindingsOf } from "../aspects/release.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState, Read } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { effectiveItemAttribute, isEnabled, type Production } from "../model/production.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/** What must be known to drain: only where the files or a flag ask for it. */
export function drainReads(desired: DesiredState, observed: ObservedState): Read[] {
  const { status } = observed;
  if (!desired.guards?.drain || status?.status !== "running") return [];
  return [{ kind: "topology", production: status.production }];
}

/**
 * The enabled services of what runs whose messages reach one of the items, directly or over others, and all items on
 * these ways: what stands in their queues arrives yet. Where the server does not know who sends to whom: all of them.
 */
function feeders(
  running: Production,
  affected: readonly string[],
  observed: ObservedState,
): { readonly services: string[]; readonly items: string[] } {
  const topology = observed.topology?.production === running.name ? observed.topology : undefined;
  const supers = new Map(bindingsOf(observed).map((binding) => [binding.className, binding.super]));
  const isService = (name: string, className: string) =>
    topology?.services.has(name) ?? /Service/.test(supers.get(className) ?? className);
  const services = running.items
    .filter((item) => isEnabled(item) && isService(item.name, effectiveItemAttribute(item, "classname")))
    .map(({ name }) => name);
  const all = running.items.filter(isEnabled).map(({ name }) => name);
  if (topology === undefined) return { services, items: all };
  const senders = new Map<string, string[]>();
  for (const [from, targets] of topology.routes) {
    for (const to of targets) senders.set(to, [...(senders.get(to) ?? []), from]);
  }
  const reached = new Set(affected);
  for (const name of reached) for (const sender of senders.get(name) ?? []) reached.add(sender);
  return { services: services.filter((name) => reached.has(name)), items: all.filter((name) => reached.has(name)) };
}

/** Which services are held and whose queues must run empty; undefined: nothing is disturbed, or it would not be safe. */
export function drainOf(
  run: { readonly now: string; readonly stays: boolean },
  runtime: RuntimeNeeds,
  running: Production | undefined,
  after: Production | undefined,
  marks: boolean,
  observed: ObservedState,
  warnings: string[],
): Plan["drain"] {
  if (run.now === "" || running === undefined) return undefined;
  const all = running.items.filter(isEnabled).map(({ name }) => name);
  const items =
    !run.stays || runtime.recycle.length > 0
      ? all
      : [...runtime.updated, ...runtime.stopped, ...runtime.restarts.keys()];
  const affected = [...new Set(items)].filter((name) => all.includes(name));
  if (affected.length === 0) return undefined;
  if (!run.stays || !marks) {
    const why = run.stays
      ? "nothing is uploaded, so there is no mark that would tell a next run which services to bring back"
      : `${run.now} does not go on running, so no mark of its services would be true`;
    warnings.push(`this plan cannot be drained safely: ${why}. Its queues are looked at where a queues rule says so`);
    return undefined;
  }
  const { services, items: way } = feeders(running, affected, observed);
  // After the upload the server knows the new definition only: what that removes or disables cannot be held by itself.
  const stay = new Set((after?.items ?? []).filter(isEnabled).map(({ name }) => name));
  return { services: services.filter((name) => stay.has(name)), items: way };
}
