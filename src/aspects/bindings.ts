import { formatAddress, nameMatcher } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { isRecord } from "../model/names.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import type { Aspect } from "./aspect.ts";
import { applyEdits, productionEdits } from "./edits.ts";
import { bindingsOf, providerOf } from "./release.ts";

/** IRIS proxy classes that must be there, and those that must not. */
export const bindingsAspect: Aspect = {
  name: "bindings",
  reads(desired) {
    if (desired.bindings === undefined) return [];
    const productions = desired.productions.map(({ name }) => ({ kind: "production" as const, name }));
    return [{ kind: "bindings" }, ...(desired.bindings.prune === "unused" ? productions : [])];
  },
  diff(desired, observed) {
    const wanted = desired.bindings;
    if (wanted === undefined) return { changes: [] };
    if (observed.bindings === "unsupported") {
      const message = "bindings need IoP 4.0 or later: this server has no /bindings";
      return { changes: [], errors: [{ address: ["bindings"], message, kind: "unsupported" }] };
    }
    const bindings = bindingsOf(observed);
    const existing = new Map(bindings.map((binding) => [binding.className, binding]));
    const warnings: string[] = [];
    const errors: PlanError[] = [];
    const created = wanted.present
      .filter((className) => !existing.has(className))
      .map((className): Change => {
        if (providerOf(className, desired, observed) === undefined) {
          warnings.push(`bindings.${className} must be present, and no package of the files names it`);
        }
        return { address: ["bindings", className], action: "create", before: null, after: "present", sensitive: false };
      });
    const absent = wanted.absent.filter((className) => existing.has(className));
    const pruned = wanted.prune === "unused" ? unused(desired, observed).map(({ className }) => className) : [];
    const gone = [...new Set([...absent, ...pruned])].map((className): Change => {
      const { module, pythonClass } = existing.get(className) as Binding;
      const before = `${module}.${pythonClass}`;
      return { address: ["bindings", className], action: "delete", before, after: null, sensitive: false };
    });
    return { changes: [...created, ...gone], errors, warnings };
  },
  needs(change, desired, observed) {
    const className = String(change.address[1]);
    const because = [formatAddress(change.address)];
    if (change.action === "delete") return [{ kind: "unbind", className, record: false, because }];
    const provider = providerOf(className, desired, observed);
    return provider ? [{ kind: "upload", package: provider, reload: [className], because }] : [];
  },
};

/** What `prune: unused` removes: judged by the definitions as they will be. */
function unused(desired: DesiredState, observed: ObservedState): Binding[] {
  const { present = [], absent = [], keep = [] } = desired.bindings ?? {};
  const kept = keep.map(nameMatcher);
  const declared = new Set([...present, ...absent]);
  for (const { items } of desired.productions) {
    for (const item of items?.values() ?? []) {
      if (item !== "absent" && item.attributes.classname) declared.add(item.attributes.classname.text);
    }
  }
  const results = new Map<string, Production>();
  for (const production of desired.productions) {
    const found = observed.productions.get(production.name);
    if (found === undefined) continue;
    results.set(production.name, applyEdits(production.name, found, productionEdits(production, found).edits));
  }
  const used = new Set<string>();
  for (const { items } of results.values()) for (const item of items) used.add(item.attributes.classname ?? "");
  return bindingsOf(observed).filter(
    (binding) =>
      !isRecord(binding.className) &&
      // Adapters are referenced by their hosts' code: they always read as unused (wire-notes, 3.16).
      !/Adapter$/.test(binding.super) &&
      !declared.has(binding.className) &&
      !used.has(binding.className) &&
      binding.usedBy.every(({ production }) => results.has(production)) &&
      !kept.some((matches) => matches(binding.className)) &&
      providerOf(binding.className, desired, observed) === undefined,
  );
}
