import { define, isObject } from "../model/json.ts";
import type { WireConnections, WireList, WireLogEntry, WireQueues, WireTestResponse, WireVersion } from "./types.ts";

/**
 * Bodies of successful answers, checked: each gives the body itself with its type, and throws an Error with a sentence for
 * people where something that iopctl reads is missing or of another kind. What a server adds beside it stays.
 * Shapes: reference/iop-rest-api.txt; what real servers send instead: wire-notes, section 3.
 */
export function readVersion(body: unknown): WireVersion {
  const { version, description } = objectOf(body, "the answer");
  return { version: textOf(version, "version"), description: textOf(description ?? "", "description") };
}

/** `{"status": …}` and the like of the calls that change something: nothing in it is relied on. */
export function readDone(body: unknown): Record<string, unknown> {
  return objectOf(body, "the answer");
}

/** The productions of a namespace. */
export function readList(body: unknown): WireList {
  const entries = Object.entries(objectOf(body, "the answer")).map(([name, value]) => {
    const entry = objectOf(value, `the entry of ${name}`);
    const text = (key: string) => textOf(entry[key] ?? "", `${key} of ${name}`);
    const times = { LastStartTime: text("LastStartTime"), LastStopTime: text("LastStopTime") };
    return [name, { ...entry, Status: text("Status"), ...times }] as const;
  });
  // A production may be called __proto__.
  const list: Record<string, unknown> = {};
  for (const [name, value] of entries) define(list, name, value);
  return list as WireList;
}

/** Takes out of others' words what nobody may see; of what machines go by, such as names, nothing is changed. */
export type Hide = (words: string) => string;

/** Entries of the production log. */
export function readLog(body: unknown, hide: Hide = asItIs): readonly WireLogEntry[] {
  return arrayOf(body, "the answer").map((value) => {
    const entry = objectOf(value, "an entry of the log");
    const text = (key: string) => textOf(entry[key] ?? "", `${key} of a log entry`);
    return {
      ...(entry as unknown as WireLogEntry),
      id: numberOf(entry["id"], "id of a log entry"),
      config_name: text("config_name"),
      type: text("type"),
      text: hide(text("text")),
      time_logged: text("time_logged"),
    };
  });
}

/** Which item sends to which. */
export function readConnections(body: unknown, hide: Hide = asItIs): WireConnections {
  const answer = objectOf(body, "the answer");
  return {
    ...answer,
    production: textOf(answer["production"] ?? "", "production"),
    warnings: textsOf(answer["warnings"], "warnings").map(hide),
    items: arrayOf(answer["items"], "items").map((value) => {
      const item = objectOf(value, "an entry of items");
      const name = textOf(item["item"], "item");
      return {
        ...(item as unknown as WireConnections["items"][number]),
        item: name,
        class_name: textOf(item["class_name"] ?? "", `class_name of ${name}`),
        ...(item["kind"] === undefined ? {} : { kind: textOf(item["kind"], `kind of ${name}`) }),
        connections: textsOf(item["connections"], `connections of ${name}`),
        warnings: textsOf(item["warnings"], `warnings of ${name}`).map(hide),
      };
    }),
  };
}

/** A count that is not a number is an error, never an empty queue. */
export function readQueues(body: unknown, hide: Hide = asItIs): WireQueues {
  const answer = objectOf(body, "the answer");
  return {
    ...answer,
    production: textOf(answer["production"] ?? "", "production"),
    warnings: textsOf(answer["warnings"], "warnings").map(hide),
    items: arrayOf(answer["items"], "items").map((value) => {
      const item = objectOf(value, "an entry of items");
      const name = textOf(item["item"], "item");
      return {
        ...(item as unknown as WireQueues["items"][number]),
        item: name,
        class_name: textOf(item["class_name"] ?? "", `class_name of ${name}`),
        count: numberOf(item["count"], `count of ${name}`),
      };
    }),
  };
}

/** The answer to a test message. */
export function readTest(body: unknown): WireTestResponse {
  const answer = objectOf(body, "the answer");
  for (const key of ["classname", "body"]) if (answer[key] !== undefined) textOf(answer[key], key);
  return answer as WireTestResponse;
}

function asItIs(words: string): string {
  return words;
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (!isObject(value)) throw new Error(`${what} is ${kindOf(value)}, not an object`);
  return value;
}

function arrayOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is ${kindOf(value)}, not an array`);
  return value;
}

function textsOf(value: unknown, what: string): readonly string[] {
  return arrayOf(value ?? [], what).map((entry) => textOf(entry, `an entry of ${what}`));
}

function textOf(value: unknown, what: string): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") throw new Error(`${what} is ${kindOf(value)}, not a text`);
  return value;
}

function numberOf(value: unknown, what: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number))
    throw new Error(`${what} is ${kindOf(value)}, not a number`);
  return number;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
