import { isObject } from "../model/json.ts";
import type { Binding, ItemKind, ObservedStatus, RunState, Topology } from "../model/observed.ts";
import type { WireConnections } from "./types.ts";

const STATES: readonly string[] = ["running", "stopped", "suspended", "troubled"];

/** Accepts what servers send for a boolean, and text besides. */
export function wireBoolean(value: unknown): boolean {
  return value === true || value === 1 || /^(1|true|yes|on)$/i.test(typeof value === "string" ? value : "");
}

/** Throws an Error with a sentence for people where the body has another shape; so do the others of this file. */
export function readStatus(body: unknown): ObservedStatus {
  if (!isObject(body) || typeof body["status"] !== "string") throw new Error("the answer has no status");
  const status = body["status"].toLowerCase();
  const production = textOf(body["production"], "production");
  if (status === "running" && production === "") throw new Error("the answer says running, and not which production");
  return {
    production,
    status: STATES.includes(status) ? (status as RunState) : "unknown",
  };
}

/** The default production; empty: there is none. */
export function readDefault(body: unknown): string {
  if (!isObject(body)) throw new Error("the answer is not an object");
  return textOf(body["production"], "production");
}

/**
 * The proxy classes of a namespace. Throws Error where one has no class: what is not read must not pass for absent.
 */
export function readBindings(body: unknown): Binding[] {
  if (!Array.isArray(body)) throw new Error("the answer is not an array");
  return body.map((entry: unknown) => {
    if (!isObject(entry) || typeof entry["class"] !== "string") throw new Error("a binding has no class");
    const name = entry["class"];
    const text = (key: string) => textOf(entry[key], `${key} of the binding ${name}`);
    return {
      className: name,
      super: text("super"),
      module: text("module"),
      pythonClass: text("classname"),
      classpaths: text("classpaths"),
      usedBy: usesOf(entry, name),
    };
  });
}

/** What uses it, which keeps it from being removed: what cannot be read is an error, never "nothing". */
function usesOf({ used, used_by: uses }: Readonly<Record<string, unknown>>, name: string): Binding["usedBy"] {
  const list = uses ?? [];
  if (!Array.isArray(list) || !list.every(isObject))
    throw new Error(`used_by of the binding ${name} is not a list of items`);
  if (list.length === 0 && wireBoolean(used))
    throw new Error(`the binding ${name} is used, and the answer does not say by what`);
  return list.map(({ production, item }) => ({
    production: textOf(production, `a production that uses the binding ${name}`),
    item: textOf(item, `an item that uses the binding ${name}`),
  }));
}

/** Absent is empty; what is no text is an error: taken for one it would be compared as "[object Object]". */
function textOf(value: unknown, what: string): string {
  if (typeof value === "object" && value !== null)
    throw new Error(`${what} is ${Array.isArray(value) ? "a list" : "an object"}, not a text`);
  return value === undefined || value === null ? "" : String(value);
}

/** Who sends to whom; undefined where the server says of the whole production that it does not know. */
export function readTopology({ production, items, warnings }: WireConnections): Topology | undefined {
  if (warnings.length > 0) return undefined;
  return {
    production,
    routes: new Map(items.map(({ item, connections }) => [item, connections])),
    kinds: new Map(items.flatMap((told) => kindOf(told).map((kind) => [told.item, kind] as const))),
    uncertain: new Set(items.filter((told) => (told.warnings ?? []).length > 0).map(({ item }) => item)),
  };
}

/** The documented shape has no kind; an adapter's name tells it too. */
function kindOf({ kind, adapter_class_name: adapter }: WireConnections["items"][number]): ItemKind[] {
  const told = /service|process|operation/i.exec(kind ?? "")?.[0].toLowerCase() as ItemKind | undefined;
  if (told !== undefined) return [told];
  return /inbound/i.test(adapter ?? "") ? ["service"] : /outbound/i.test(adapter ?? "") ? ["operation"] : [];
}
