import { activeItem, itemsOf } from "./catalogue.ts";
import { itemName, poolSize } from "./definition.ts";
import { ensError, noArgument } from "./iris-error.ts";
import { headOf, isEnabled, loadJob, needsStart, startJob } from "./jobs.ts";
import { entryOf, type NamespaceState, put, type SandboxState } from "./state.ts";

/**
 * The transitions of wire-notes section 7, over one namespace of the state, in which they write. Times are texts as IRIS
 * writes them. All throw IrisError, and have changed nothing then.
 */

/** What hinders a stop: set by the control interface, or by real work under way. */
export interface Work {
  /** A handler is busy for longer than IRIS waits. */
  readonly busy: boolean;
  /** Messages that are still queued at the end of a stop. */
  readonly queued: boolean;
}
const IDLE: Work = { busy: false, queued: false };

/** `/start`: all enabled items start with what is defined now. */
export function start(state: SandboxState, ns: NamespaceState, name: string, now: string): void {
  if (ns.status === "running") {
    throw ensError("ErrProductionAlreadyRunning", `Production '${ns.active}' is already running`);
  }
  const production = entryOf(ns.productions, name);
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
    if (isEnabled(production, item)) put(ns.runtime.jobs, itemName(item), loadJob(state, ns, ns.runtime, item));
  }
}

/** `/stop`. Gives whether anything was stopped. */
export function stop(ns: NamespaceState, now: string, work: Work = IDLE): boolean {
  if (ns.status !== "running") return false;
  if (work.busy) throw ensError("ErrProductionNotQuiescent", "IRIS can not become quiescent");
  halt(ns, now, work.queued ? "suspended" : "stopped");
  return true;
}

/** `/kill`: messages that wait are lost. Gives whether anything was stopped. */
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
  const production = entryOf(ns.productions, ns.active);
  if (production) production.lastStop = now;
  ns.status = status;
  ns.runtime = null;
  if (status === "stopped") ns.queues = {};
}

/** `/restart`: with its forced stop, whether work is finished or not (wire-notes, 3.6). */
export function restart(state: SandboxState, ns: NamespaceState, now: string): void {
  const name = currentName(ns) || ns.default;
  if (name === "") throw noArgument("NoProductionSpecified");
  if (ns.status !== "running") return;
  halt(ns, now, "stopped");
  start(state, ns, name, now);
}

/** `/update` makes the running production what its saved definition says; only what differs starts anew. */
export function update(state: SandboxState, ns: NamespaceState, work: Work = IDLE): void {
  const runtime = ns.runtime;
  const production = entryOf(ns.productions, ns.active);
  if (ns.status !== "running" || runtime === null || production === undefined) return;
  const items = new Map(itemsOf(production).map((item) => [itemName(item), item]));
  const touched = [...items.values()].filter((item) => needsStart(production, runtime, item));
  const gone = Object.keys(runtime.jobs).filter((name) => {
    const item = items.get(name);
    return item === undefined || !isEnabled(production, item);
  });
  if (work.busy && touched.length + gone.length > 0) throw ensError("ErrJobNotStopped", "A job did not stop in time");
  runtime.head = headOf(production.definition);
  for (const name of gone) delete runtime.jobs[name];
  for (const item of touched) startJob(state, ns, runtime, item);
}

/** `/component/start` and `/component/stop`: the tables change, the definition does not (wire-notes, section 9). */
export function setComponent(state: SandboxState, ns: NamespaceState, name: string, enabled: boolean): void {
  const { production, item } = activeItem(ns, name);
  if (isEnabled(production, item) === enabled)
    throw ensError("ErrGeneral", `Config item '${name}' is already ${enabled ? "enabled" : "disabled"}`);
  put(production.enabled, itemName(item), enabled);
  // Of a production that does not run it is only stored.
  if (ns.status !== "running" || ns.runtime === null || production !== entryOf(ns.productions, ns.active)) return;
  if (enabled && poolSize(item) >= 0) startJob(state, ns, ns.runtime, item);
  else delete ns.runtime.jobs[itemName(item)];
}

/** `/component/restart`: with the definition and the code of now. */
export function restartComponent(state: SandboxState, ns: NamespaceState, name: string): void {
  const { production, item } = activeItem(ns, name);
  const runtime = production === entryOf(ns.productions, ns.active) ? ns.runtime : null;
  const starts = runtime === null ? 0 : (entryOf(runtime.jobs, itemName(item))?.starts ?? 0);
  setComponent(state, ns, name, false);
  setComponent(state, ns, name, true);
  const again = runtime === null ? undefined : entryOf(runtime.jobs, itemName(item));
  if (again) again.starts = starts + 1;
}

/** IRIS names a production only while it is not stopped. */
export function currentName(ns: NamespaceState): string {
  return ns.status === "stopped" ? "" : ns.active;
}
