import type { ShownPlan } from "../generated/plan.ts";
import { formatAddress } from "../model/address.ts";
import { plural } from "../model/plural.ts";
import { ALL_ITEMS } from "../model/record.ts";

/** What every report says of a plan as a whole: in a few words, in a sentence, and what it does not know. */

/** What was not read for a plan, in words that say of what nothing is known. */
const NOT_READ: ReadonlyMap<string, string> = new Map([
  ["productions", "other productions"],
  ["definitions", "items and settings"],
  ["bindings", "bindings"],
]);

/**
 * What no file manages, in numbers, and what is switched off without a word in the files; with --unmanaged each. A rollback
 * does not tell: what it goes by is no one's files.
 */
export function unmanagedLines({ unmanaged }: ShownPlan, verb: string): string[] {
  if (unmanaged === undefined || verb === "rollback") return [];
  const { items, settings, productions, bindings, disabled, not_read: notRead, addresses = [] } = unmanaged;
  const counts = [
    items > 0 ? plural(items, "item") : "",
    settings > 0 ? plural(settings, "setting") : "",
    productions > 0 ? plural(productions, "production") : "",
    bindings > 0 ? plural(bindings, "binding") : "",
  ].filter((part) => part !== "");
  const unread = notRead.map((what) => NOT_READ.get(what) ?? what);
  const all = unread.length === 0;
  // What was not read is not known: never "nothing".
  const found = counts.length > 0 ? counts.join(", ") : all ? "nothing" : "nothing in what was read";
  const rest = all ? "" : `; not known, since this plan did not need to read them: ${unread.join(", ")}`;
  // Where the command has no such flag, the one that has it is named.
  const flag = verb === "apply" ? "`iopctl plan --unmanaged`" : "--unmanaged";
  const listed = addresses.length === 0 && counts.length > 0 ? `; ${flag} lists them` : "";
  return [
    ...(disabled.length === 0
      ? []
      : [
          `disabled on the server, and the files do not set enabled: ${disabled.slice(0, 10).join(", ")}${disabled.length > 10 ? `, … (${disabled.length})` : ""}`,
        ]),
    `not managed here: ${found}${listed}${rest}`,
    ...addresses.map((address) => `  ${address}`),
  ];
}

/** The plan in a few words. */
export function verdict(plan: ShownPlan): string {
  const { summary, drift, refused = [] } = plan;
  const changes = summary.create + summary.update + summary.delete;
  if (changes === 0 && summary.calls === 0) return `no changes${notCompared(plan)}`;
  if (drift) return driftCounts(drift);
  const calls = summary.calls === 0 ? "no call helps" : plural(summary.calls, "call");
  const timed = refused.every(({ opens }) => opens !== undefined);
  const limits = refused.length === 0 ? "" : timed ? ", not to be applied now" : ", refused by a guard";
  return `${plural(changes, "change")}, ${calls}, disruption ${summary.disruption}${limits}${notCompared(plan)}`;
}

/** What a plan does not know, for its first and last line; empty where it knows all. */
function notCompared({ unknown = [] }: ShownPlan): string {
  return unknown.length === 0 ? "" : `, ${plural(unknown.length, "secret value")} not compared`;
}

/** The values that were not compared, by address. */
export function unknownText(unknown: readonly string[]): string {
  const shown = unknown.slice(0, 5).join(", ");
  const more = unknown.length > 5 ? `, and ${unknown.length - 5} more` : "";
  return `not compared, since secrets were not asked for: ${shown}${more}`;
}

function driftCounts({ server, files, unknown, accepted }: NonNullable<ShownPlan["drift"]>): string {
  const parts = [
    server > 0 ? `${server} changed on the server` : "",
    unknown > 0 ? `${unknown} of unknown origin` : "",
    files > 0 ? `${files} changed in the files and not applied yet` : "",
    accepted > 0 ? `${accepted} accepted for now` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no differences" : parts.join(", ");
}

/** The last line: the plan in numbers and what happens to what runs. */
export function summaryLine(plan: ShownPlan, verb = "plan"): string {
  const { create, update, delete: gone, calls } = plan.summary;
  const drift = verb === "drift";
  if (drift && plan.drift && create + update + gone > 0) {
    const { server, unknown, files } = plan.drift;
    const next =
      server > 0
        ? " `iopctl adopt` takes it into the files, `iopctl apply` undoes it."
        : unknown > 0
          ? " `iopctl adopt ADDRESS` takes it into the files, `iopctl apply` undoes it."
          : "";
    return `${driftVerdict(plan.drift)}: ${driftCounts(plan.drift)}.${next}${server + unknown === 0 && files > 0 ? " `iopctl apply` applies it." : ""}`;
  }
  if (create + update + gone === 0 && calls === 0) {
    const what = drift ? "No drift." : "No changes.";
    const known = plan.unknown === undefined ? "" : `, ${notCompared(plan).slice(2)}`;
    if (verb === "rollback") return `${what} Nothing is left that can be undone of that run.`;
    if (plan.selected !== undefined)
      return `${what} What ${plan.selected.join(" ")} leaves of ${plan.namespace} matches the files${known}; the rest was not compared.`;
    return `${what} ${plan.namespace} matches the files${known}.`;
  }
  const numbers = `${create} to create, ${update} to change, ${gone} to delete.`;
  const limits = plan.refused === undefined ? "" : ` ${refusedBy(plan.refused)}`;
  return `${drift ? "Drift" : "Plan"}: ${numbers} ${plural(calls, "call")}; ${effect(plan)}${notCompared(plan)}.${limits}`;
}

/** A window that is closed is a matter of the hour, and not of the plan. */
function refusedBy(refused: NonNullable<ShownPlan["refused"]>): string {
  const rules = (timed: boolean) =>
    refused.filter(({ opens }) => (opens !== undefined) === timed).map(({ rule }) => rule);
  const [limits, times] = [rules(false), rules(true)];
  return [
    ...(limits.length === 0 ? [] : [`Refused by ${limits.join(", ")}.`]),
    ...(times.length === 0 ? [] : [`Not to be applied now: ${times.join(", ")}.`]),
  ].join(" ");
}

/** What a reader wants to know first, in one plain sentence. */
export function leadText(plan: ShownPlan, verb = "plan"): string {
  const { create, update, delete: gone, calls } = plan.summary;
  const nothing = create + update + gone === 0 && calls === 0;
  if (nothing || verb === "drift") {
    if (nothing || plan.drift === undefined) return summaryLine(plan, verb);
    return `${driftVerdict(plan.drift)}: ${driftCounts(plan.drift)}.`;
  }
  return upper(`${effect(plan)}${notCompared(plan)}.`);
}

function driftVerdict({ server, unknown }: NonNullable<ShownPlan["drift"]>): string {
  return server + unknown > 0 ? "Drift" : "No drift";
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What happens to what runs. */
function effect(plan: ShownPlan): string {
  if (plan.summary.disruption === "production") {
    const starts = plan.calls.some(({ path }) => path === "/start");
    return starts ? "the production is stopped and started" : "the production is stopped";
  }
  if (plan.summary.disruption === "none") return "nothing that runs is disturbed";
  const touched = new Set(plan.calls.flatMap((call) => call.items ?? []));
  if (touched.has(ALL_ITEMS)) return "components may restart, the production keeps running";
  const stopped = new Set(plan.calls.flatMap((call) => call.stops ?? []));
  const starts = [...touched].filter((item) => isStarted(item, plan)).length;
  const restarts = touched.size - stopped.size - starts;
  const parts = [
    starts > 0 ? `${plural(starts, "component")} ${starts === 1 ? "starts" : "start"}` : "",
    restarts > 0 ? `${plural(restarts, "component")} ${restarts === 1 ? "restarts" : "restart"}` : "",
    stopped.size > 0 ? `${plural(stopped.size, "component")} ${stopped.size === 1 ? "stops" : "stop"}` : "",
  ].filter((part) => part !== "");
  return `${parts.length === 0 ? "components may restart" : listed(parts)}, the production keeps running`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 3 ? parts.join(" and ") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Whether an item is new, or was switched off until now. */
function isStarted(item: string, { changes }: ShownPlan): boolean {
  const end = formatAddress(["productions", "P.X", "items", item]).replace("productions.P.X", "");
  return changes.some(
    ({ address, action, after }) =>
      (action === "create" && address.endsWith(end)) ||
      (address.endsWith(`${end}.enabled`) && String(after) === "true"),
  );
}
