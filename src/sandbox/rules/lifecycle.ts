import { createHash } from "node:crypto";
import { isEnabledItem, itemName, jobDefinition, poolSize, xmlText } from "./definition.ts";
import {
  type BindingState,
  type Definition,
  type ItemDefinition,
  type JobState,
  type NamespaceState,
  own,
  type ProductionState,
  put,
  type RuntimeState,
  type SandboxState,
} from "./state.ts";

/** An error as IRIS words it; the server answers it as `500 {"error"}`. */
export class IrisError extends Error {}

export function ensError(token: string, words: string): IrisError {
  return new IrisError(`ERROR <Ens>${token}: ${words}`);
}

/** What hinders a stop: set by the control interface, or by real work under way. */
export interface Work {
  /** A handler is busy for longer than IRIS waits. */
  readonly busy: boolean;
  /** Messages that are still queued at the end of a stop. */
  readonly queued: boolean;
}
const IDLE: Work = { busy: false, queued: false };

/** The transitions of wire-notes section 7, over one namespace of the state. All throw IrisError, and change nothing then. */
export function start(state: SandboxState, ns: NamespaceState, name: string, now: string): void {
  if (ns.status === "running") {
    throw ensError("ErrProductionAlreadyRunning", `Production '${ns.active}' is already running`);
  }
  const production = own(ns.productions, name);
  if (name === "" || production === undefined) {
    throw ensError("ErrInvalidProduction", `Production '${name}' does not exist or is not compiled`);
  }
  if (ns.status === "troubled") {
    throw ensError("ErrProductionNotShutdownCleanly", `Production '${ns.active}' was not shut down cleanly`);
  }
  if (ns.status === "suspended" && ns.active !== name) {
    throw ensError(
      "ErrProductionSuspendedMismatch",
      `Production '${ns.active}' was suspended, a new production of a different name can not be started`,
    );
  }
  ns.status = "running";
  ns.active = name;
  ns.runtime = { production: name, head: headOf(production.definition), jobs: {}, pool: {} };
  ns.queues = {};
  production.lastStart = now;
  for (const item of itemsOf(production)) {
    if (isRunning(production, item)) put(ns.runtime.jobs, itemName(item), loadJob(state, ns, ns.runtime, item));
  }
}

/** Gives whether anything was stopped. */
export function stop(ns: NamespaceState, now: string, work: Work = IDLE): boolean {
  if (ns.status !== "running") return false;
  if (work.busy) throw ensError("ErrProductionNotQuiescent", "IRIS can not become quiescent");
  halt(ns, now, work.queued ? "suspended" : "stopped");
  return true;
}

export function kill(ns: NamespaceState, now: string): boolean {
  if (ns.status === "suspended") {
    ns.status = "stopped";
    ns.queues = {};
    return true;
  }
  if (ns.status !== "running") return false;
  halt(ns, now, "stopped");
  return true;
}

function halt(ns: NamespaceState, now: string, status: "stopped" | "suspended"): void {
  const production = own(ns.productions, ns.active);
  if (production) production.lastStop = now;
  ns.status = status;
  ns.runtime = null;
  if (status === "stopped") ns.queues = {};
}

/** `/restart`: with its forced stop when work is not finished (wire-notes, 3.6). */
export function restart(state: SandboxState, ns: NamespaceState, now: string, work: Work = IDLE): void {
  const name = currentName(ns) || ns.default;
  if (name === "") throw noArgument("NoProductionSpecified");
  if (ns.status !== "running") return;
  halt(ns, now, "stopped");
  start(state, ns, name, now);
  void work;
}

/** Makes the running production what its saved definition says; only what differs starts anew. */
export function update(state: SandboxState, ns: NamespaceState, work: Work = IDLE): void {
  const runtime = ns.runtime;
  const production = own(ns.productions, ns.active);
  if (ns.status !== "running" || runtime === null || production === undefined) return;
  const items = new Map(itemsOf(production).map((item) => [itemName(item), item]));
  const touched = [...items.values()].filter((item) => needsStart(production, runtime, item));
  const gone = Object.keys(runtime.jobs).filter((name) => {
    const item = items.get(name);
    return item === undefined || !isRunning(production, item);
  });
  if (work.busy && touched.length + gone.length > 0) throw ensError("ErrJobNotStopped", "A job did not stop in time");
  runtime.head = headOf(production.definition);
  for (const name of gone) delete runtime.jobs[name];
  for (const item of touched) startJob(state, ns, runtime, item);
}

function needsStart(production: ProductionState, runtime: RuntimeState, item: ItemDefinition): boolean {
  if (!isRunning(production, item)) return false;
  return own(runtime.jobs, itemName(item))?.definition !== jobDefinition(item);
}

function startJob(state: SandboxState, ns: NamespaceState, runtime: RuntimeState, item: ItemDefinition): void {
  const starts = (own(runtime.jobs, itemName(item))?.starts ?? 0) + 1;
  put(runtime.jobs, itemName(item), { ...loadJob(state, ns, runtime, item), starts });
}

/** `/component/start` and `/component/stop`: the tables change, the definition does not (wire-notes, section 9). */
export function setComponent(state: SandboxState, ns: NamespaceState, name: string, enabled: boolean): void {
  const { production, item } = activeItem(ns, name);
  const was = effectiveEnabled(production, item);
  if (was === enabled)
    throw ensError("ErrGeneral", `Config item '${name}' is already ${enabled ? "enabled" : "disabled"}`);
  put(production.enabled, name, enabled);
  if (ns.status !== "running" || ns.runtime === null) return;
  if (enabled && poolSize(item) >= 0) startJob(state, ns, ns.runtime, item);
  else delete ns.runtime.jobs[name];
}

export function restartComponent(state: SandboxState, ns: NamespaceState, name: string): void {
  const starts = ns.runtime === null ? 0 : (own(ns.runtime.jobs, name)?.starts ?? 0);
  setComponent(state, ns, name, false);
  setComponent(state, ns, name, true);
  const again = ns.runtime === null ? undefined : own(ns.runtime.jobs, name);
  if (again) again.starts = starts + 1;
}

export function activeItem(ns: NamespaceState, name: string): { production: ProductionState; item: ItemDefinition } {
  const [head, tail] = name.includes("||") ? (name.split("||") as [string, string]) : [ns.active, name];
  const production = own(ns.productions, head);
  if (name.includes("||") && production === undefined) {
    throw ensError("ErrProductionNotRegistered", `Production ${head} is not registered`);
  }
  const item = production && itemsOf(production).find((entry) => itemName(entry) === tail);
  if (production === undefined || item === undefined) {
    throw ensError("ErrConfigItemNotFound", `Item ${tail} not found in Production ${head}`);
  }
  return { production, item };
}

/** Saves a definition and compiles its class: the tables follow it. */
export function define(ns: NamespaceState, name: string, definition: Definition): void {
  const old = own(ns.productions, name);
  put(ns.productions, name, {
    definition,
    enabled: {},
    lastStart: old?.lastStart ?? "",
    lastStop: old?.lastStop ?? "",
    autoStart: old?.autoStart ?? false,
  });
}

/** The items that use a class, in every production, running or not: by production, then position. */
export function usersOf(ns: NamespaceState, className: string): { production: string; item: string }[] {
  return Object.keys(ns.productions)
    .sort()
    .flatMap((name) =>
      itemsOf(ns.productions[name] as ProductionState)
        .filter((item) => xmlText(item["@ClassName"]) === className)
        .map((item) => ({ production: name, item: itemName(item) })),
    );
}

export function unbind(ns: NamespaceState, className: string): void {
  const users = usersOf(ns, className).map(({ production, item }) => `${production}/${item}`);
  if (own(ns.bindings, className) === undefined) {
    if (/^(Ens|EnsLib|HS|IOP|%[A-Za-z]+)\./.test(className)) {
      throw ensError("ErrGeneral", `Cannot delete class '${className}' because it is not a IOP proxy class.`);
    }
    throw ensError("ErrGeneral", `No proxy class defined for remote class '${className}'.`);
  }
  if (users.length > 0) {
    const list = users.join(", ");
    throw ensError("ErrGeneral", `Cannot delete class '${className}' because it is used by production items: ${list}.`);
  }
  delete ns.bindings[className];
}

export interface Stale {
  readonly item: string;
  readonly why: "definition" | "code" | "not running" | "should not run";
}

/** What of the running production is not what is defined: for tests and `sandbox ctl inspect`. */
export function staleItems(state: SandboxState, ns: NamespaceState): Stale[] {
  const { runtime } = ns;
  const production = own(ns.productions, ns.active);
  if (runtime === null || production === undefined) return [];
  const out: Stale[] = [];
  const wanted = new Set<string>();
  for (const item of itemsOf(production)) {
    const name = itemName(item);
    if (!isRunning(production, item)) continue;
    wanted.add(name);
    const job = own(runtime.jobs, name);
    if (job === undefined) out.push({ item: name, why: "not running" });
    else if (job.definition !== jobDefinition(item)) out.push({ item: name, why: "definition" });
    else if (job.code !== codeOf(state, own(ns.bindings, xmlText(item["@ClassName"]))))
      out.push({ item: name, why: "code" });
  }
  for (const name of Object.keys(runtime.jobs)) if (!wanted.has(name)) out.push({ item: name, why: "should not run" });
  if (runtime.head !== headOf(production.definition)) out.push({ item: "", why: "definition" });
  return out;
}

/** A digest of the code that a class has now: of all Python files where its module is loaded from. */
function codeOf(state: SandboxState, binding: BindingState | undefined): string {
  if (binding === undefined) return "";
  const root = `${binding.classpaths.replace(/\/+$/, "")}/`;
  const hash = createHash("sha256").update(`${binding.module}.${binding.classname}`);
  for (const path of Object.keys(state.files).sort()) {
    const name = path.slice(root.length);
    if (!path.startsWith(root) || !path.endsWith(".py") || /(^|\/)iopctl_[^/]*$/.test(name)) continue;
    hash.update(`\0${name}\0${state.files[path]}`);
  }
  return hash.digest("hex").slice(0, 16);
}

function loadJob(state: SandboxState, ns: NamespaceState, runtime: RuntimeState, item: ItemDefinition): JobState {
  const binding = own(ns.bindings, xmlText(item["@ClassName"]));
  let code = codeOf(state, binding);
  // A process of the shared actor pool cannot be recycled by itself (wire-notes, 3.15): its module stays loaded.
  if (binding && inPool(ns, item)) {
    code = own(runtime.pool, binding.module) ?? code;
    put(runtime.pool, binding.module, code);
  }
  return { definition: jobDefinition(item), code, starts: 1 };
}

function inPool(ns: NamespaceState, item: ItemDefinition): boolean {
  const binding = own(ns.bindings, xmlText(item["@ClassName"]));
  return poolSize(item) === 0 && /Process$/.test(binding?.super ?? "");
}

function effectiveEnabled(production: ProductionState, item: ItemDefinition): boolean {
  return own(production.enabled, itemName(item)) ?? isEnabledItem(item);
}

function isRunning(production: ProductionState, item: ItemDefinition): boolean {
  return effectiveEnabled(production, item);
}

export function itemsOf(production: ProductionState): readonly ItemDefinition[] {
  return production.definition?.Item ?? [];
}

function headOf(definition: Definition | null): string {
  if (definition === null) return "";
  const { Item: _items, ...head } = definition;
  return JSON.stringify(head);
}

/** IRIS names a production only while it is not stopped. */
export function currentName(ns: NamespaceState): string {
  return ns.status === "stopped" ? "" : ns.active;
}

/** A bare word thrown as a plain value: what IRIS most likely makes of it (wire-notes, 2.3). */
export function noArgument(word: string): IrisError {
  return new IrisError(`<INVALID OREF>${word}+3^IOP.Service.Remote.Rest.v1.1`);
}
