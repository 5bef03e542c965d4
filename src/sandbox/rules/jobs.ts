import { itemsOf } from "./catalogue.ts";
import { codeOf } from "./code.ts";
import { isEnabledItem, itemName, jobDefinition, poolSize, xmlText } from "./definition.ts";
import {
  type Definition,
  entryOf,
  type ItemDefinition,
  type JobState,
  type NamespaceState,
  type ProductionState,
  put,
  type RuntimeState,
  type SandboxState,
} from "./state.ts";

/** What runs, apart from what is defined: each job has the definition and the code that it was started with. */

/** Starts an item anew, with the definition and the code that are there now. */
export function startJob(state: SandboxState, ns: NamespaceState, runtime: RuntimeState, item: ItemDefinition): void {
  const starts = (entryOf(runtime.jobs, itemName(item))?.starts ?? 0) + 1;
  put(runtime.jobs, itemName(item), { ...loadJob(state, ns, runtime, item), starts });
}

/** The first start of an item since its production was started. */
export function loadJob(
  state: SandboxState,
  ns: NamespaceState,
  runtime: RuntimeState,
  item: ItemDefinition,
): JobState {
  const binding = entryOf(ns.bindings, xmlText(item["@ClassName"]));
  let code = codeOf(state, binding);
  // A process of the shared actor pool cannot be recycled by itself (wire-notes, 3.15): its module stays loaded.
  if (binding && inPool(ns, item)) {
    code = entryOf(runtime.pool, binding.module) ?? code;
    put(runtime.pool, binding.module, code);
  }
  return { definition: jobDefinition(item), code, starts: 1 };
}

function inPool(ns: NamespaceState, item: ItemDefinition): boolean {
  const binding = entryOf(ns.bindings, xmlText(item["@ClassName"]));
  return poolSize(item) === 0 && /Process$/.test(binding?.super ?? "");
}

/** Whether the item's job runs while its production does: by the configuration tables, else by the definition. */
export function isEnabled(production: ProductionState, item: ItemDefinition): boolean {
  return entryOf(production.enabled, itemName(item)) ?? isEnabledItem(item);
}

/** Whether an update starts the item: it is enabled, and its job has another definition or none. */
export function needsStart(production: ProductionState, runtime: RuntimeState, item: ItemDefinition): boolean {
  if (!isEnabled(production, item)) return false;
  return entryOf(runtime.jobs, itemName(item))?.definition !== jobDefinition(item);
}

/** Production-level attributes and settings, as the running production has taken them up. */
export function headOf(definition: Definition | null): string {
  if (definition === null) return "";
  const { Item: _items, ...head } = definition;
  return JSON.stringify(head);
}

/** One item of the running production that is not what is defined; an empty name: the production itself. */
export interface Stale {
  readonly item: string;
  readonly why: "definition" | "code" | "not running" | "should not run";
}

/** What of the running production is not what is defined: for tests and `sandbox ctl inspect`. */
export function staleItems(state: SandboxState, ns: NamespaceState): Stale[] {
  const { runtime } = ns;
  const production = entryOf(ns.productions, ns.active);
  if (runtime === null || production === undefined) return [];
  const out: Stale[] = [];
  const wanted = new Set<string>();
  for (const item of itemsOf(production)) {
    const name = itemName(item);
    if (!isEnabled(production, item)) continue;
    wanted.add(name);
    const job = entryOf(runtime.jobs, name);
    if (job === undefined) out.push({ item: name, why: "not running" });
    else if (job.definition !== jobDefinition(item)) out.push({ item: name, why: "definition" });
    else if (job.code !== codeOf(state, entryOf(ns.bindings, xmlText(item["@ClassName"]))))
      out.push({ item: name, why: "code" });
  }
  for (const name of Object.keys(runtime.jobs)) if (!wanted.has(name)) out.push({ item: name, why: "should not run" });
  if (runtime.head !== headOf(production.definition)) out.push({ item: "", why: "definition" });
  return out;
}
