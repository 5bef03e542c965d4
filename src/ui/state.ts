import type { Glance, LiveMessage, LiveParts } from "../report/live.ts";

/** What the page knows. */
export interface Known {
  readonly targets: readonly string[] | undefined;
  readonly sandbox: boolean;
  readonly glances: ReadonlyMap<string, Glance>;
  /** Of the target that is looked at. */
  readonly parts: Partial<LiveParts>;
  /** The items that have just said something in the log, and when: milliseconds. */
  readonly busy: ReadonlyMap<string, number>;
}

/** Before the stream has said anything. */
export const NOTHING: Known = { targets: undefined, sandbox: false, glances: new Map(), parts: {}, busy: new Map() };

/** What is known after a message. Pure. */
export function told(known: Known, message: LiveMessage, now: number): Known {
  switch (message.kind) {
    case "hello":
      return { ...known, targets: message.targets, sandbox: message.sandbox };
    case "glance":
      return { ...known, glances: new Map(known.glances).set(message.glance.target, message.glance) };
    case "log":
      return { ...known, parts: { ...known.parts, log: message.value }, busy: busyAfter(known, message.value, now) };
    default:
      return { ...known, parts: { ...known.parts, [message.kind]: message.value } };
  }
}

function busyAfter({ parts, busy }: Known, log: LiveParts["log"], now: number): Known["busy"] {
  // The first look at a log is not news.
  if (!isLines(log) || !isLines(parts.log)) return busy;
  const before = new Set(parts.log.map(({ id }) => id));
  const fresh = log.filter(({ id, item }) => item !== "" && !before.has(id)).map(({ item }) => item);
  return fresh.length === 0 ? busy : new Map([...busy, ...fresh.map((item) => [item, now] as const)]);
}

/** Whether lines are known. */
export function isLines<T>(value: readonly T[] | { readonly not_known: string } | undefined): value is readonly T[] {
  return Array.isArray(value);
}

/** Whether somebody should look at it. */
export function needsLook({ phase, status, drift, unfinished }: Glance): boolean {
  const drifted = drift !== undefined && !("not_known" in drift) && drift.server + drift.unknown > 0;
  return phase === "away" || ["troubled", "suspended", "unknown"].includes(status ?? "") || drifted || !!unfinished;
}

/** The messages that wait; undefined: not known, or nothing runs. */
export function waiting({ queues }: Glance): number | undefined {
  return isLines(queues ?? undefined)
    ? (queues as readonly { count: number }[]).reduce((sum, { count }) => sum + count, 0)
    : undefined;
}

/** Where in the page: `#/` or `#/t/TARGET/TAB`. */
export interface Place {
  readonly target?: string;
  readonly tab: string;
}

/** What the address bar's hash shows. */
export function placeOf(hash: string): Place {
  const [, kind, target, tab] = hash.replace(/^#/, "").split("/");
  return kind === "t" && target ? { target: decoded(target), tab: tab || "picture" } : { tab: "" };
}

/** The hash of a target's page. */
export function hashOf(target: string, tab = "picture"): string {
  return `#/t/${encodeURIComponent(target)}/${tab}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
