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
  /** The server's value that was accepted, as text; undefined: whatever it is (a pattern, or what nobody may see). */
  readonly value: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SCHEMA = " yaml-language-server: $schema=./node_modules/iopctl/schemas/baseline.schema.json";
const HEAD = " Drift that is accepted for a time. `iopctl drift --accept ADDRESS --reason … --until …` adds to it.";

/** The entries of a baseline's text; `path`: its name for people. Throws Refusal where it is none. */
export function acceptedIn(text: string, path: string): Accepted[] {
  const document = parseDocument(text);
  const baseline: unknown = document.errors.length > 0 ? undefined : document.toJS();
  const list = isObject(baseline) ? baseline["accepted"] : undefined;
  if (!Array.isArray(list)) throw new Refusal("error", `${path} is not a baseline file: it needs a list "accepted"`);
  return list.map((entry: unknown, index) => {
    const { address, reason, until, target, value } = isObject(entry) ? entry : ({} as Record<string, unknown>);
    const day = String(until ?? "");
    if (typeof address !== "string" || typeof reason !== "string" || !isDay(day)) {
      throw new Refusal("error", `${path}: entry ${index + 1} needs address, reason and until (YYYY-MM-DD)`);
    }
    parsePattern(address);
    return {
      ...{ address, reason, until: day },
      target: typeof target === "string" ? target : undefined,
      value: value === undefined || value === null ? undefined : String(value),
    };
  });
}

/**
 * The text of a baseline with more entries, or with day and value of those that are there moved; comments and order stay.
 * `text` undefined: there is no file yet. Throws Refusal where it is no baseline; `path`: its name for people.
 */
export function withAccepted(text: string | undefined, path: string, entries: readonly Accepted[]): string {
  const document = parseDocument(text ?? "accepted: []\n");
  if (text === undefined) document.commentBefore = `${SCHEMA}\n${HEAD}`;
  let list = document.get("accepted");
  if (!isSeq(list)) {
    document.set("accepted", document.createNode([]));
    list = document.get("accepted");
  }
  if (!isSeq(list)) throw new Refusal("error", `${path} is not a baseline file: it needs a list "accepted"`);
  list.flow = false;
  for (const { address, reason, until, target, value } of entries) {
    parsePattern(address);
    const there = list.items.find(
      (item) => isMap(item) && item.get("address") === address && (item.get("target") ?? undefined) === target,
    );
    if (isMap(there)) {
      there.set("reason", reason);
      there.set("until", until);
      if (value === undefined) there.delete("value");
      else there.set("value", value);
    } else {
      const scope = { ...(target === undefined ? {} : { target }), ...(value === undefined ? {} : { value }) };
      list.add(document.createNode({ address, ...scope, reason, until }));
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** Whether a text is a day that there is, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** The entry that silences a difference today; one whose day has passed; one that accepted another value. */
export function findAccepted(
  baseline: readonly Accepted[],
  { address, value }: { readonly address: readonly string[]; readonly value: string },
  target: string,
  today: string,
): Readonly<Record<"now" | "expired" | "other", Accepted | undefined>> {
  const fitting = baseline.filter(
    (entry) =>
      (entry.target === undefined || entry.target === target) && matchAny([parsePattern(entry.address)])(address),
  );
  const fits = (entry: Accepted) => entry.value === undefined || entry.value === value;
  const valid = fitting.filter(({ until }) => until >= today);
  return {
    now: valid.find(fits),
    expired: fitting.find(({ until }) => until < today),
    other: valid.find((entry) => !fits(entry)),
  };
}
