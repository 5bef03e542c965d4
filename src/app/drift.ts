import { relative } from "node:path";
import { type Accepted, findAccepted, isDay } from "../documents/baseline.ts";
import type { ShownPlan } from "../generated/plan.ts";
import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { canonicalJson } from "../model/json.ts";
import type { Plan } from "../model/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { originsOf } from "../planner/origins.ts";
import { acceptDrift, readBaseline } from "../store/baseline.ts";
import type { NamespacePlan, TargetPlan } from "./plan.ts";
import { addressesOf, patternsOf, refuseUnmatched } from "./selection.ts";

/** The plans of a target, each change with where it comes from; `today`: YYYY-MM-DD. */
export function withDrift(target: TargetPlan, today: string): TargetPlan {
  return { ...target, plans: target.plans.map((plan) => ({ ...plan, shown: driftOf(plan, target, today) })) };
}

/** Whether a plan shows drift: what is new in the files is none, and what was accepted is none. */
export function drifts({ plan, shown }: NamespacePlan): boolean {
  const { server = 0, unknown = 0 } = shown.drift ?? {};
  return server + unknown > 0 || isUnfinished(plan);
}

/** Each change with where it comes from, and with what the baseline says of it. */
function driftOf({ plan, shown, loaded, observed }: NamespacePlan, { target }: TargetPlan, today: string): ShownPlan {
  const origins = originsOf(plan.changes, loaded.desired, observed);
  const baseline = target.baseline === undefined ? [] : readBaseline(target.baseline);
  const counts = { server: 0, files: 0, unknown: 0, accepted: 0 };
  const warnings = [...shown.warnings];
  const changes = shown.changes.map((change, index) => {
    const found = plan.changes[index] as Plan["changes"][number];
    const origin = origins.get(found) ?? "unknown";
    const { now, expired, other } = findAccepted(
      baseline,
      { ...found, value: serverValue(found) },
      shown.target,
      today,
    );
    if (now && origin !== "files") {
      counts.accepted += 1;
      return { ...change, origin, accepted: { reason: now.reason, until: now.until } };
    }
    if (expired && origin !== "files") {
      warnings.push(
        `${formatAddress(found.address)} was accepted until ${expired.until} (${expired.reason}): it is drift again`,
      );
    }
    if (other && origin !== "files") {
      warnings.push(
        `${formatAddress(found.address)} was accepted with another value (${other.value}, ${other.reason}): it is drift again`,
      );
    }
    counts[origin] += 1;
    return { ...change, origin };
  });
  return { ...shown, changes, warnings, drift: counts };
}

/** What the server has, as a baseline holds it. */
function serverValue({ before }: Change): string {
  return typeof before === "object" ? canonicalJson(before) : String(before ?? "");
}

/** A marker that is left over is no drift; what it says is still to be done is. */
function isUnfinished({ calls, changes }: Plan): boolean {
  return changes.length === 0 && calls.some(({ action }) => action.kind !== "unbind" || action.role !== "marker");
}

/** Writes down that drift is accepted. Gives where and what, by target. Throws Refusal for what matches nothing. */
export function accept(
  addresses: readonly string[],
  { reason, until }: { readonly reason?: string | undefined; readonly until?: string | undefined },
  targets: readonly TargetPlan[],
  { cwd, today }: { readonly cwd: string; readonly today: string },
): string[] {
  if (!reason?.trim()) throw new Refusal("usage", "--accept needs --reason: why is it accepted?");
  if (until === undefined || !isDay(until))
    throw new Refusal("usage", "--accept needs --until YYYY-MM-DD: until when?");
  if (until < today) throw new Refusal("usage", `--until ${until} is past: nothing would be accepted`);
  const plans = targets.flatMap((target) => target.plans);
  refuseUnmatched(
    "--accept",
    addresses,
    patternsOf("--accept", addresses, () => addressesOf(plans)),
    plans,
  );
  return targets.map(({ target, plans: namespaces }) => {
    const name = target.name === "" ? undefined : target.name;
    const changes = namespaces.flatMap(({ plan }) => plan.changes);
    const entries = addresses.map((address): Accepted => {
      // One address accepts the value that it has; a pattern, and what nobody may see, whatever comes.
      const one = changes.find((change) => formatAddress(change.address) === address && !change.sensitive);
      return { address, reason, until, target: name, value: one === undefined ? undefined : serverValue(one) };
    });
    if (target.baseline === undefined)
      throw new Refusal("guard", "drift is not accepted in files that are not trusted");
    acceptDrift(target.baseline, entries);
    return `accepted until ${until}: ${addresses.join(", ")} (${relative(cwd, target.baseline)})`;
  });
}
