import { formatAddress, nameMatcher } from "../model/address.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import { applyEdits } from "../model/edit.ts";
import { isRecord } from "../model/names.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Production } from "../model/production.ts";
import type { Aspect, ChangeWithNeeds } from "./aspect.ts";
import { definitionEdits } from "./definition-edits.ts";
import { providerOf } from "./providers.ts";

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
    if (wanted === undefined) return { differences: [] };
    if (observed.bindings === "unsupported") {
      const message = "bindings need IoP 4.0 or later: this server has no /bindings";
      return { differences: [], errors: [{ address: ["bindings"], message, kind: "unsupported" }] };
    }
    const existing = new Map(bindingsOf(observed).map((binding) => [binding.className, binding]));
    const missing = wanted.present.filter((className) => !existing.has(className));
    const created = missing.map((className) => ({ className, provider: providerOf(className, desired, observed) }));
    const absent = wanted.absent.filter((className) => existing.has(className));
    const pruned = wanted.prune === "unused" ? unused(desired, observed).map(({ className }) => className) : [];
    const gone = [...new Set([...absent, ...pruned])].map((className) => existing.get(className) as Binding);
    return {
      differences: [...created.map(creation), ...gone.map(removal)],
      warnings: created.flatMap(({ className, provider }) =>
        provider === undefined ? [`bindings.${className} must be present, and no package of the files names it`] : [],
      ),
    };
  },
};

function creation({
  className,
  provider,
}: {
  className: string;
  provider: PresentPackage | undefined;
}): ChangeWithNeeds {
  const address = ["bindings", className];
  const because = [formatAddress(address)];
  return {
    change: { address, action: "create", before: null, after: "present", sensitive: false },
    needs: provider ? [{ kind: "upload", package: provider, reload: [className], because }] : [],
  };
}

function removal({ className, module, pythonClass }: Binding): ChangeWithNeeds {
  const address = ["bindings", className];
  const before = isRecord(className) ? "record of what was applied" : `${module}.${pythonClass}`;
  return {
    change: { address, action: "delete", before, after: null, sensitive: false },
    needs: [{ kind: "unbind", className, record: isRecord(className), because: [formatAddress(address)] }],
  };
}

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
  const edits = definitionEdits(desired, observed);
  const results = new Map<string, Production>();
  for (const production of desired.productions) {
    const found = observed.productions.get(production.name);
    if (found === undefined) continue;
    results.set(production.name, applyEdits(production.name, found, edits.get(production.name)?.edits ?? []));
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
