import { productionEdits } from "../aspects/edits.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { Change } from "../model/change.ts";
import type { DesiredProduction, DesiredState } from "../model/desired.ts";
import { worseDisruption } from "../model/disruption.ts";
import { applyEdits } from "../model/edit.ts";
import type { Effect, Graph, GraphChange, GraphEdge, GraphNode, Happening } from "../model/graph.ts";
import { kindsOf } from "../model/kinds.ts";
import {
  type Binding,
  bindingsOf,
  type ItemKind,
  type ObservedState,
  productionOf,
  type Topology,
} from "../model/observed.ts";
import type { Call, Plan } from "../model/plan.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  type Item,
  isEnabled,
  type Production,
} from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { statedRoutes } from "../model/routes.ts";
import type { Sensitivity } from "../model/sensitive.ts";

/** What a graph is made of. */
export interface GraphSource {
  readonly name: string;
  /** As it is, and as it will be (or as the other side has it); the same one where nothing is compared. */
  readonly before: Production | undefined;
  readonly after: Production | undefined;
  /** What the server says of it; undefined: nothing. */
  readonly told?: Topology | undefined;
  readonly bindings?: readonly Binding[];
  /** Whether a value may be shown to nobody, as the names in it then are. */
  readonly sensitive: Sensitivity;
  readonly managed?: ((item: string) => boolean) | undefined;
  readonly change?: (item: string) => GraphChange | undefined;
  readonly effect?: (item: string) => Effect | undefined;
  /** Messages that wait, by item. */
  readonly queues?: ReadonlyMap<string, number> | undefined;
}

/** One production as a graph. Pure, linear in its items and their settings. */
export function graphOf(source: GraphSource): Graph {
  const { name, before, after, told } = source;
  const items = new Map<string, Item>();
  for (const production of [after, before])
    for (const item of production?.items ?? []) if (!items.has(item.name)) items.set(item.name, item);
  const routes = { before: routesOf(before, before, source), after: routesOf(after, before, source) };
  const edges = [...new Set([...routes.after.keys(), ...routes.before.keys()])].map((key): GraphEdge => {
    const edge = (routes.after.get(key) ?? routes.before.get(key)) as GraphEdge;
    if (before === after) return edge;
    if (!routes.before.has(key)) return { ...edge, change: "create" };
    return routes.after.has(key) ? edge : { ...edge, change: "delete" };
  });
  const kindOf = kindsOf(told?.production === name ? told : undefined, source.bindings ?? []);
  const nodes = [...items.values()].map((item) => nodeOf(item, kindOf(item), source));
  const strangers = new Set(edges.flatMap(({ from, to }) => [from, to]).filter((to) => !items.has(to)));
  const missing = [...strangers].map(
    (to): GraphNode => ({ name: to, kind: "unknown", class: "", category: "", enabled: true, missing: true }),
  );
  const notes = told?.production === name ? uncertainText(told) : [];
  return { production: name, nodes: [...nodes, ...missing], edges, notes };
}

function nodeOf(item: Item, kind: ItemKind | undefined, source: GraphSource): GraphNode {
  const { managed, change, effect, queues } = source;
  const becomes = change?.(item.name);
  const happens = effect?.(item.name);
  const waiting = queues?.get(item.name);
  return {
    name: item.name,
    kind: kind ?? "unknown",
    class: effectiveItemAttribute(item, "classname"),
    category: effectiveItemAttribute(item, "category"),
    enabled: isEnabled(item),
    ...(managed === undefined ? {} : { managed: managed(item.name) }),
    ...(becomes === undefined ? {} : { change: becomes }),
    ...(happens === undefined ? {} : { effect: happens }),
    ...(waiting === undefined ? {} : { waiting }),
  };
}

function uncertainText({ uncertain }: Topology): string[] {
  if (uncertain.size === 0) return [];
  const names = [...uncertain];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return [`The server does not know all routes of ${names.slice(0, 5).join(", ")}${more}.`];
}

const edgeKey = (from: string, to: string) => JSON.stringify([from, to]);

/**
 * The routes of one side. What the server tells is of the side that it has now: of an item that changes, a route that
 * stood in a setting goes with the setting's value, and all others stay.
 */
function routesOf(
  side: Production | undefined,
  now: Production | undefined,
  { name, told, sensitive }: GraphSource,
): Map<string, GraphEdge> {
  const out = new Map<string, GraphEdge>();
  const names = new Set(side?.items.map((item) => item.name));
  const current = new Map(now?.items.map((item) => [item.name, item]));
  const topology = told?.production === name ? told : undefined;
  for (const item of side?.items ?? []) {
    const add = (to: string, by: GraphEdge["by"]) => {
      const key = edgeKey(item.name, to);
      if (!out.has(key)) out.set(key, { from: item.name, to, by });
    };
    const shown = (target: string, setting: string, value: string) =>
      !sensitive(["productions", name, "items", item.name, "settings", target, setting], value);
    const was = current.get(item.name);
    const tells = topology?.routes.get(item.name) ?? [];
    const stated = statedRoutes(item).filter(({ setting }) =>
      shown(effectiveItemTarget(setting), setting.name, setting.value),
    );
    for (const route of stated) for (const to of route.names) add(to, "setting");
    // What a setting named that the server took for a route, by the name of the setting.
    const routing = new Set<string>();
    for (const setting of was?.settings ?? [])
      if (partsOf(setting.value).some((part) => tells.includes(part))) routing.add(setting.name);
    const settings = item.settings.filter((setting) =>
      shown(effectiveItemTarget(setting), setting.name, setting.value),
    );
    for (const setting of settings)
      if (routing.has(setting.name)) for (const to of partsOf(setting.value)) add(to, "setting");
    const byWas = new Set((was?.settings ?? []).flatMap(({ value }) => partsOf(value)));
    const unchanged = was === undefined ? false : sameSettings(was, item);
    for (const to of tells) if (was !== undefined && (unchanged || !byWas.has(to))) add(to, "server");
    // Of whom the server says nothing: a value that is an item's name is most likely a target.
    if (topology !== undefined && was !== undefined && !topology.uncertain.has(item.name)) continue;
    for (const setting of settings) {
      const parts = partsOf(setting.value);
      if (effectiveItemTarget(setting) !== "Host" || !parts.every((part) => names.has(part) && part !== item.name))
        continue;
      for (const to of parts) add(to, "value");
    }
  }
  return out;
}

function partsOf(value: string): string[] {
  if (value.length > 2_000) return [];
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function sameSettings(a: Item, b: Item): boolean {
  const text = ({ settings }: Item) =>
    JSON.stringify(settings.map((setting) => [effectiveItemTarget(setting), setting.name, setting.value]));
  return text(a) === text(b);
}

/** What was read of a production for its picture alone. */
export interface Told {
  readonly topology?: Topology | undefined;
  /** What waits, by item; absent: not known, or it does not run. */
  readonly queues?: ReadonlyMap<string, number> | undefined;
  /** Sentences about what could not be read. */
  readonly notes: readonly string[];
}

/** The productions that a plan touches, with what happens in them. Pure. */
export function planGraphs(
  desired: DesiredState,
  observed: ObservedState,
  plan: Plan,
  told: ReadonlyMap<string, Told> = new Map(),
): Graph[] {
  const running = runningOf(observed);
  const sensitive = sensitiveIn(desired, observed);
  return touchedProductions(plan, observed).flatMap((name) => {
    const { topology = observed.topology, queues, notes = [] } = told.get(name) ?? {};
    const before = productionOf(observed, name);
    const wanted = desired.productions.find((production) => production.name === name);
    if (before === undefined && wanted === undefined) return [];
    const after = afterOf(name, wanted, observed, plan);
    const changes = changesOf(name, plan.changes);
    const effects = name === running ? effectsOf(plan.calls, before) : undefined;
    const happens = happensTo(name, plan.calls);
    const graph = graphOf({
      name,
      before,
      after,
      told: topology,
      bindings: bindingsOf(observed),
      sensitive,
      managed: (item) => wanted?.items?.has(item) === true || (wanted?.prune === true && wanted.items !== undefined),
      // A production that is created says all its items in one change.
      change: (item) => (before === undefined ? "create" : changes.get(item)),
      ...(effects === undefined ? {} : { effect: (item) => effects.get(item) }),
      queues,
    });
    const disruption =
      name === running ? plan.calls.map((call) => call.disruption).reduce(worseDisruption, "none") : "none";
    return [
      {
        ...graph,
        ...(happens === undefined ? {} : { happens }),
        disruption,
        notes: [...graph.notes, ...notes],
      },
    ];
  });
}

function runningOf({ status }: ObservedState): string {
  return status?.status === "running" ? status.production : "";
}

/** In the order in which the changes name them; the running one too where calls touch its items. */
export function touchedProductions({ changes, calls }: Plan, observed: ObservedState): string[] {
  const running = runningOf(observed);
  const out = new Set(changes.flatMap(({ address }) => (address[0] === "productions" ? [address[1] as string] : [])));
  for (const { action, items } of calls) {
    if (action.kind === "start" || action.kind === "stop") out.add(action.production);
    else if (items.length > 0 && running !== "") out.add(running);
  }
  return [...out];
}

/** As the plan's own uploads write it; where it makes none (an older server), as all edits of the files would. */
function afterOf(
  name: string,
  wanted: DesiredProduction | undefined,
  observed: ObservedState,
  { calls, changes }: Plan,
): Production | undefined {
  for (const { action } of calls) {
    if (action.kind !== "migrate") continue;
    const written = action.upload.definitions.find(({ production }) => production.name === name);
    if (written) return written.production;
  }
  const before = observed.productions.get(name) ?? "absent";
  const differs = changes.some(({ address }) => address[0] === "productions" && address[1] === name);
  if (wanted === undefined || !differs) return before === "absent" ? undefined : before;
  return applyEdits(name, before, productionEdits(wanted, before).edits);
}

function changesOf(name: string, changes: readonly Change[]): Map<string, GraphChange> {
  const out = new Map<string, GraphChange>();
  for (const { address, action } of changes) {
    const [kind, production, part, item] = address;
    if (kind !== "productions" || production !== name) continue;
    if (part === "items" && item !== undefined)
      out.set(item, address.length === 4 ? action : (out.get(item) ?? "update"));
  }
  return out;
}

function effectsOf(calls: readonly Call[], before: Production | undefined): Map<string, Effect> {
  const on = new Set((before?.items ?? []).filter(isEnabled).map(({ name }) => name));
  const out = new Map<string, Effect>();
  for (const { action, items, stops = [] } of calls) {
    for (const item of items) {
      if (item === ALL_ITEMS) continue;
      if (action.kind === "hold") out.set(item, "pause");
      else if (stops.includes(item)) out.set(item, "stop");
      else if (action.kind === "restart" || action.kind === "update") out.set(item, on.has(item) ? "restart" : "start");
    }
  }
  return out;
}

function happensTo(name: string, calls: readonly Call[]): Happening | undefined {
  const does = (kind: "start" | "stop") =>
    calls.some(({ action }) => action.kind === kind && action.production === name);
  if (does("stop")) return does("start") ? "recycle" : "stop";
  return does("start") ? "start" : undefined;
}
