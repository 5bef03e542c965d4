import type { ReadClient } from "../api/client.ts";
import type { QueueRule } from "../model/desired.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { wireBoolean } from "../wire/read.ts";
import { ticks } from "./stopwatch.ts";

/** What waits in the queues of some items. `unknown`: the server could not tell, which is never the same as empty. */
export interface Waiting {
  readonly full: readonly { readonly item: string; readonly count: number }[];
  readonly unknown: string | undefined;
}

/**
 * Reads the queues of a production; `items` with `*` stands for all. An item that the answer does not list, and an answer
 * of another production, say nothing: that is unknown, not empty. Throws ApiError.
 */
export async function messagesWaiting(
  client: ReadClient,
  production: string,
  items: readonly string[],
): Promise<Waiting> {
  const answer = await client.queues(production);
  const { items: found } = answer;
  const all = items.includes(ALL_ITEMS);
  const missing = items.filter((name) => name !== ALL_ITEMS && !found.some(({ item }) => item === name));
  const doubts = [...doubtsOf(answer, production), ...unlisted(missing)];
  const full = found
    .filter(
      ({ item, exists, count }) => (all || items.includes(item)) && count > 0 && (wireBoolean(exists) || count > 0),
    )
    .map(({ item, count }) => ({ item, count }));
  return { full, unknown: doubts.length > 0 ? doubts.join("; ") : undefined };
}

/** Why an answer about a production says nothing, in clauses: the server warns, or answered of another one. */
export function doubtsOf(
  { production: told, warnings }: { readonly production: string; readonly warnings: readonly string[] },
  production: string,
): string[] {
  return [...warnings, ...(told === production ? [] : [`the server answered of ${told || "no production"}`])];
}

/** That the server says nothing of some items, as a clause; none of none. */
export function unlisted(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`the server does not list ${names.join(", ")}`];
}

/** What waits, as a clause. */
export function waitingText({ full, unknown }: Waiting): string {
  if (unknown !== undefined) return `queues not known: ${unknown}`;
  if (full.length === 0) return "all listed queues are empty";
  return `queues not empty: ${full.map(({ item, count }) => `${item} (${count})`).join(", ")}`;
}

/** Whose queues are waited for, and how long. */
export interface WaitOptions {
  readonly client: ReadClient;
  readonly production: string;
  readonly items: readonly string[];
  /** Milliseconds; 0: looks once. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly onWait: (message: string) => void;
}

/** Polls until the queues are empty, soon at first; gives what was found last. Throws ApiError. */
export async function untilEmpty(options: WaitOptions): Promise<Waiting> {
  const { client, production, items, patience, signal, onWait } = options;
  const deadline = ticks() + patience;
  let told = "";
  for (let pause = 100; ; pause = Math.min(2_000, pause * 2)) {
    const found = await messagesWaiting(client, production, items);
    if (isEmpty(found) || signal.aborted || ticks() + pause > deadline) return found;
    const text = waitingText(found);
    if (text !== told) onWait(`waiting for queues to drain: ${text}`);
    told = text;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Whether all queues are known to be empty. */
export function isEmpty({ full, unknown }: Waiting): boolean {
  return full.length === 0 && unknown === undefined;
}

/** Milliseconds that a rule lets queues take to empty. */
export function patienceOf(rule: QueueRule): number {
  return typeof rule === "object" ? rule.wait : 0;
}

/** A rule as the files write it. */
export function ruleText(rule: QueueRule): string {
  return typeof rule === "object" ? `wait ${rule.wait / 1000}s` : rule;
}
