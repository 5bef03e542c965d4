import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isMap, isSeq, parseDocument } from "yaml";
import { matchAny, parsePattern } from "../model/address.ts";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";

/** Drift that is accepted for a time, each with a reason: a file in git beside the config. */
export interface Accepted {
  /** An address or a pattern. */
  readonly address: string;
  readonly reason: string;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly until: string;
  /** undefined: of every target. */
  readonly target: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HEAD = " Drift that is accepted for a time. `iopctl drift --accept ADDRESS --reason … --until …` adds to it.";

export function readBaseline(path: string): Accepted[] {
  if (!existsSync(path)) return [];
  const document = parseDocument(readFileSync(path, "utf8"));
  const data: unknown = document.errors.length > 0 ? undefined : document.toJS();
  const list = isObject(data) ? data["accepted"] : undefined;
  if (!Array.isArray(list)) throw new Refusal("error", `${path} is no baseline: it needs a list "accepted"`);
  return list.map((entry: unknown, at) => {
    const { address, reason, until, target } = isObject(entry) ? entry : ({} as Record<string, unknown>);
    const day = String(until ?? "");
    if (typeof address !== "string" || typeof reason !== "string" || !isDay(day)) {
      throw new Refusal("error", `${path}: entry ${at + 1} needs address, reason and until (YYYY-MM-DD)`);
    }
    parsePattern(address);
    return { address, reason, until: day, target: typeof target === "string" ? target : undefined };
  });
}

/** Adds entries, or moves the day of those that are there; comments and order stay. */
export function acceptDrift(path: string, entries: readonly Accepted[]): void {
  const document = existsSync(path) ? parseDocument(readFileSync(path, "utf8")) : parseDocument("accepted: []\n");
  if (!existsSync(path)) document.commentBefore = HEAD;
  let list = document.get("accepted");
  if (!isSeq(list)) {
    document.set("accepted", document.createNode([]));
    list = document.get("accepted");
  }
  if (!isSeq(list)) throw new Refusal("error", `${path} is no baseline: it needs a list "accepted"`);
  list.flow = false;
  for (const { address, reason, until, target } of entries) {
    parsePattern(address);
    const there = list.items.find(
      (item) => isMap(item) && item.get("address") === address && (item.get("target") ?? undefined) === target,
    );
    if (isMap(there)) {
      there.set("reason", reason);
      there.set("until", until);
    } else list.add(document.createNode({ address, ...(target === undefined ? {} : { target }), reason, until }));
  }
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** The entry that silences an address today; and those whose day has passed. */
export function findAccepted(
  baseline: readonly Accepted[],
  address: readonly string[],
  target: string,
  today: string,
): { readonly now: Accepted | undefined; readonly expired: Accepted | undefined } {
  const own = baseline.filter(
    (entry) =>
      (entry.target === undefined || entry.target === target) && matchAny([parsePattern(entry.address)])(address),
  );
  return { now: own.find(({ until }) => until >= today), expired: own.find(({ until }) => until < today) };
}
