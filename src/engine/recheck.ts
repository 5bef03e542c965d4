import { isDeepStrictEqual } from "node:util";
import type { ReadClient } from "../api/client.ts";
import type { Matcher } from "../model/address.ts";
import type { DesiredState, QueueRule } from "../model/desired.ts";
import { type ObservedState, productionOf } from "../model/observed.ts";
import type { Call, Plan, Upload } from "../model/plan.ts";
import { isEnabled } from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { Refusal } from "../model/refusal.ts";
import { basisOf } from "../planner/basis.ts";
import type { PassedLimit } from "../planner/guards.ts";
import { plan as makePlan } from "../planner/plan.ts";
import type { Progress } from "./progress.ts";
import { isEmpty, messagesWaiting, patienceOf, ruleText, untilEmpty, type Waiting, waitingText } from "./queues.ts";
import type { ApplyContext } from "./states.ts";

/** Whether two plans would show the same: what they write besides, such as items that no file manages, may differ. */
function sameShown(a: Plan, b: Plan): boolean {
  const callsOf = (plan: Plan) => plan.calls.map(({ action, reason, disruption }) => [action.kind, reason, disruption]);
  return isDeepStrictEqual(a.changes, b.changes) && isDeepStrictEqual(callsOf(a), callsOf(b));
}

/** The addresses whose value on the server is another than before, for people. */
function movedAddresses(desired: DesiredState, before: ObservedState, now: ObservedState, selected: Matcher): string[] {
  const was = new Map(basisOf(desired, before, selected).map((entry) => [entry.address, entry.observed]));
  const is = basisOf(desired, now, selected);
  return is
    .filter(({ address, observed }) => was.get(address)?.text !== observed.text)
    .map(({ address, observed }) => {
      const old = was.get(address);
      if (observed.sensitive || old?.sensitive) return `${address}: changed on the server`;
      return `${address}: ${old?.text.trim() || "(none)"} → ${observed.text.trim() || "(none)"}`;
    });
}

/** The production that must run for a call to mean what the plan means; undefined: it does not matter. */
function mustRun({ action }: Call, running: string): string | undefined {
  switch (action.kind) {
    case "update":
    case "restart":
    case "hold":
      return running;
    case "stop":
      return action.production;
    default:
      return undefined;
  }
}

/**
 * Before the first writing call: is all that the plan relies on still so? Gives what is there now, and the same plan made
 * of it. Throws Refusal.
 */
export async function recheck(
  { observed: before, plan }: Progress,
  { desired, observe, only, marker }: ApplyContext,
): Promise<{ readonly observed: ObservedState; readonly plan: Plan }> {
  const observed = await observe(desired);
  const fresh = makePlan(desired, observed, {
    ...(only === undefined ? {} : { only }),
    ...(marker === undefined ? {} : { marker }),
  });
  if (sameShown(plan, fresh)) return { observed, plan: fresh };
  const moved = movedAddresses(desired, before, observed, only ?? (() => true));
  const lines = (moved.length > 0 ? moved : ["what runs, or what an earlier run left to do"]).slice(0, 20);
  throw new Refusal(
    "stale",
    `the server changed between the plan and its first call:\n${lines.map((line) => `  ${line}`).join("\n")}\n` +
      "  Nothing was changed. Run it again for a plan of what is there now.",
  );
}

/** The queues rule, before the first writing call. Throws Refusal. */
export async function queuesBefore({ plan, observed }: Progress, context: ApplyContext): Promise<void> {
  const { desired, emit } = context;
  const rule = desired.guards?.queues ?? "ignore";
  const risk = queuesAtRisk(plan, desired, observed);
  if (risk === undefined) return;
  const call = plan.calls[0] as Call;
  const onWait = (message: string) => emit({ type: "waiting", call, message });
  const patience = risk.moves ? patienceOf(rule) : 0;
  const found = await untilEmpty({ ...context, ...risk, patience, onWait });
  if (isEmpty(found)) return;
  const { rule: name, message, lift } = refusedByQueues(rule, found, risk.items);
  throw new Refusal(
    "guard",
    `refused by the rule ${name}: ${message}.\n  Nothing was changed. ${lift} lifts the rule, --drain lets the queues drain first.`,
  );
}

interface AtRisk {
  readonly production: string;
  readonly items: readonly string[];
  /** Whether their messages are processed in the meantime, so that waiting makes sense. */
  readonly moves: boolean;
}

/** Whose queues must be empty before the first call; undefined: no rule, or nothing that holds messages is touched. */
function queuesAtRisk(plan: Plan, desired: DesiredState, observed: ObservedState): AtRisk | undefined {
  const rule = desired.guards?.queues ?? "ignore";
  const { status, production = "" } = observed.status ?? {};
  if (rule === "ignore" || plan.calls.length === 0) return undefined;
  const items = named(
    plan.calls.flatMap((call) => call.items),
    observed,
    production,
  );
  if (status === "running") return items.length === 0 ? undefined : { production, items, moves: true };
  if (status !== "suspended") return undefined;
  // What is suspended keeps its messages until it is started. Where the plan starts it, the stop after that waits; what
  // goes from its definition or is switched off before would never see them.
  const gone = takenAway(plan, production);
  const all = rule === "refuse" ? [...gone, ...items] : gone;
  return all.length === 0 ? undefined : { production, items: all, moves: false };
}

/** The items that a plan removes from a production or switches off. */
function takenAway(plan: Plan, production: string): string[] {
  return plan.changes.flatMap(({ address, action, after }) => {
    if (address[0] !== "productions" || address[1] !== production || address[2] !== "items") return [];
    const whole = address.length === 4 && action === "delete";
    const off = address.length === 5 && address[4] === "enabled" && String(after) === "false";
    return whole || off ? [address[3] as string] : [];
  });
}

/**
 * Messages in the queues of what a plan takes away, where no rule asks for them: nothing would process them any more.
 * A sentence for people; undefined: none, or the server cannot tell.
 */
export async function messagesLeftBehind(
  client: ReadClient,
  plan: Plan,
  desired: DesiredState,
  observed: ObservedState,
): Promise<string | undefined> {
  const { status, production = "" } = observed.status ?? {};
  if ((desired.guards?.queues ?? "ignore") !== "ignore" || plan.drain !== undefined) return undefined;
  if (status !== "running" && status !== "suspended") return undefined;
  const items = plan.calls.length === 0 ? [] : takenAway(plan, production);
  if (items.length === 0) return undefined;
  const found = await messagesWaiting(client, production, items).catch(() => undefined);
  if (found === undefined || found.full.length === 0) return undefined;
  const names = found.full.map(({ item, count }) => `${item} (${count})`).join(", ");
  return `the messages of ${names} would be left behind: this plan removes or switches off what processes them. --drain lets them through first, --queues refuse refuses such a plan`;
}

/** All items by their names, where these are known: an answer that leaves one out is then seen. */
function named(items: readonly string[], observed: ObservedState, production: string): readonly string[] {
  if (!items.includes(ALL_ITEMS)) return items;
  const all =
    productionOf(observed, production)
      ?.items.filter(isEnabled)
      .map(({ name }) => name) ?? [];
  return [...new Set([...items, ...all])];
}

/** The refusal of the rule `refuse`, foreseen by who only plans. Throws ApiError. */
export async function foreseenByQueues(
  client: ReadClient,
  plan: Plan,
  desired: DesiredState,
  observed: ObservedState,
): Promise<PassedLimit[]> {
  const rule = desired.guards?.queues ?? "ignore";
  const risk = rule === "refuse" && plan.drain === undefined ? queuesAtRisk(plan, desired, observed) : undefined;
  if (risk === undefined) return [];
  const found = await messagesWaiting(client, risk.production, risk.items);
  return isEmpty(found) ? [] : [refusedByQueues(rule, found, risk.items)];
}

function refusedByQueues(rule: QueueRule, found: Waiting, items: readonly string[]): PassedLimit {
  return {
    rule: `queues ${ruleText(rule)}`,
    message: `${waitingText(found)}; this plan would stop or restart ${namesOf(items)}`,
    lift: "--queues ignore",
  };
}

/** Why a call must not be made now, although the plan has it: undefined where all is as the plan relies on. */
export async function obstacleTo(call: Call, now: Progress, context: ApplyContext): Promise<string | undefined> {
  try {
    const needed = now.callCount === 0 ? undefined : mustRun(call, now.running);
    if (needed !== undefined) {
      const { status, production } = await context.client.status();
      if (status !== "running" || production !== needed) {
        return `the plan relies on ${needed} running, and now /status says ${`${status} ${production}`.trim()}`;
      }
    }
    if (now.callCount > 0 && call.action.kind === "migrate") {
      const moved = await redefinedMeanwhile(call.action.upload, now, context);
      if (moved) return `${moved} was changed on the server while this ran`;
    }
    return await queuesNow(call, now, context);
  } catch (error) {
    return `what the call relies on could not be read: ${(error as Error).message}`;
  }
}

/** Messages that came in since the first look, or that a drain waits for. */
async function queuesNow(call: Call, now: Progress, context: ApplyContext): Promise<string | undefined> {
  const { plan, callCount } = now;
  const { desired } = context;
  const { action } = call;
  if (action.kind === "hold" || action.kind === "resume") return undefined;
  // What a definition takes away must be empty before it is saved; all else before it is disturbed.
  const takesAway =
    (plan.drain?.leaving ?? []).length > 0 &&
    action.kind === "migrate" &&
    action.upload.definitions.some(({ production }) => production.name === now.running);
  if (call.items.length === 0 && !takesAway) return undefined;
  const rule = desired.guards?.queues ?? "ignore";
  const drained = callCount > 0 ? plan.drain : undefined;
  if ((rule === "ignore" || callCount === 0) && drained === undefined) return undefined;
  const patience = drained && typeof rule !== "object" ? context.patience : patienceOf(rule);
  const { client, signal, emit } = context;
  const onWait = (message: string) => emit({ type: "waiting", call, message });
  const items = listed(drained?.items ?? named(call.items, now.observed, now.running), now);
  const waits = { client, signal, production: now.running, items, patience, onWait };
  const found = await untilEmpty(waits);
  return isEmpty(found) ? undefined : `${waitingText(found)} after ${patience / 1000} s`;
}

/** Without what a definition of this run has taken away: that was looked at before, and the server lists it no more. */
function listed(items: readonly string[], { written, running }: Progress): readonly string[] {
  const saved = written.get(running);
  if (saved === undefined) return items;
  const names = new Set(saved.items.map(({ name }) => name));
  return items.filter((name) => name === ALL_ITEMS || names.has(name));
}

/** A definition that a later upload writes whole: somebody's edit in the meantime must not be lost. */
async function redefinedMeanwhile(
  upload: Upload,
  { observed }: Progress,
  { client }: ApplyContext,
): Promise<string | undefined> {
  for (const { production } of upload.definitions) {
    const before = observed.productions.get(production.name);
    if (before === undefined || before === "absent") continue;
    const now = await client.exportProduction(production.name);
    if (!isDeepStrictEqual({ ...now, name: before.name }, before)) return production.name;
  }
  return undefined;
}

function namesOf(items: readonly string[]): string {
  return items.includes(ALL_ITEMS) ? "all of it" : [...new Set(items)].join(", ");
}
