import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { type Address, formatAddress } from "../model/address.ts";
import type { Graph } from "../model/graph.ts";
import type { Plan } from "../model/plan.ts";
import { onDemand } from "../model/remembered.ts";
import type { BasisEntry } from "../planner/basis.ts";
import { digestOf, type Salt, sideDigest, valueDigest } from "../planner/digest.ts";
import { shownRequest } from "../planner/request.ts";
import type { ShownUnmanaged } from "../planner/unmanaged.ts";

/** Whose plan it is. */
export interface PlanMeta {
  readonly target: string;
  readonly url: string;
}

/** What lint finds, as a document has it. */
export type ShownFinding = NonNullable<ShownPlan["findings"]>[number];

/** What a shown plan says beside its changes and calls. */
export interface PlanDetails {
  readonly findings?: readonly ShownFinding[];
  readonly refused?: readonly { readonly rule: string; readonly message: string; readonly lift: string }[];
  readonly sources?: readonly (readonly string[])[];
  /** The productions that it touches. */
  readonly topology?: readonly Graph[];
  readonly unmanaged?: ShownUnmanaged;
  /** The flags that limit it to a part of the namespace. */
  readonly selected?: readonly string[];
  /** The place in the files that a value comes from. */
  readonly placeOf?: (address: Address) => string | undefined;
}

/** A plan as it is shown and saved: no secret, no file text. */
export function shownPlan(
  plan: Plan,
  meta: PlanMeta,
  basis: readonly BasisEntry[],
  salt: Salt,
  details: PlanDetails = {},
): ShownPlan {
  const { sources = [], topology = [], findings = [], refused = [], unmanaged, selected = [], placeOf } = details;
  const changes = plan.changes.map(({ address, action, before, after, sensitive, detail }) => ({
    address: formatAddress(address),
    action,
    before,
    after,
    sensitive,
    ...(detail === undefined ? {} : { detail }),
  }));
  const calls = plan.calls.map(callOf);
  const summary = summaryOf(plan);
  const unknown = plan.unknown.length === 0 ? {} : { unknown: plan.unknown.map(formatAddress) };
  const { url, target } = meta;
  const { namespace } = plan;
  // A plan that does not know all is never the one that was reviewed knowing it.
  const digest = onDemand(() => digestOf({ url, namespace, changes, calls, summary, ...unknown }));
  const observed = onDemand(() => sideDigest(basis, "observed", salt));
  const desired = onDemand(() => sideDigest(basis, "desired", salt));
  return {
    target,
    url,
    namespace,
    get digest() {
      return digest();
    },
    get observed_digest() {
      return observed();
    },
    get desired_digest() {
      return desired();
    },
    changes: changes.map((change, index) => {
      const place = placeOf?.((plan.changes[index] as Plan["changes"][number]).address);
      return { ...change, ...(place === undefined ? {} : { at: place }) };
    }),
    calls: calls.map((call, index) => ({ ...call, ...effectsOf(plan.calls[index] as Plan["calls"][number]) })),
    warnings: [...plan.warnings],
    summary,
    ...unknown,
    ...(plan.calls.length === 0 ? {} : { undo: { steps: [...plan.undo.steps], cannot: [...plan.undo.cannot] } }),
    ...(refused.length === 0 ? {} : { refused: [...refused] }),
    ...(unmanaged === undefined ? {} : { unmanaged }),
    ...(selected.length === 0 ? {} : { selected: [...selected] }),
    ...(findings.length === 0 ? {} : { findings: [...findings] }),
    ...(topology.length === 0 ? {} : { topology: [...topology] }),
    ...(sources.length === 0 ? {} : { sources: sources.map((layer) => [...layer]) }),
  } as ShownPlan;
}

/** A call, as much of it as the plan's digest is made of. */
function callOf({ id, action, disruption, because, after, reason }: Plan["calls"][number]) {
  return { id, ...shownRequest(action), disruption, because: [...because], after: [...after], reason };
}

function summaryOf({ changes, calls, disruption }: Plan): ShownPlan["summary"] {
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    delete: count("delete"),
    calls: calls.length,
    disruption,
  };
}

/** What a call does to what runs: told, and no part of the plan's digest. */
function effectsOf({ why, items, stops = [] }: Plan["calls"][number]) {
  return {
    why,
    ...(items.length === 0 ? {} : { items: [...items] }),
    ...(stops.length === 0 ? {} : { stops: [...stops] }),
  };
}

/** With what `apply PLANFILE` needs to see whether the plan is stale. */
export function withBasis(plan: ShownPlan, basis: readonly BasisEntry[], salt: Salt): ShownPlan {
  const entries = basis.map((entry) => ({
    address: entry.address,
    observed: valueDigest(entry.observed, salt),
    desired: valueDigest(entry.desired, salt),
  }));
  return { ...plan, basis: { salt: salt.bytes.toString("hex"), entries } };
}

/**
 * The document of plans of one or several namespaces. `sources`: the state paths that they are of; `errors`: targets
 * that have none.
 */
export function planDocument(
  plans: readonly ShownPlan[],
  createdAt: Date,
  sources?: readonly (readonly string[])[],
  { only = [], exclude = [] }: { readonly only?: readonly string[]; readonly exclude?: readonly string[] } = {},
  errors: readonly { readonly target: string; readonly message: string }[] = [],
): PlanDocument {
  return {
    format_version: "1",
    created_at: createdAt.toISOString(),
    ...(sources === undefined ? {} : { sources: sources.map((layer) => [...layer]) }),
    ...(only.length === 0 ? {} : { only: [...only] }),
    ...(exclude.length === 0 ? {} : { exclude: [...exclude] }),
    plans: [...plans],
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
  };
}
