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
  return {
    production: textOf(body["production"]),
    status: STATES.includes(status) ? (status as RunState) : "unknown",
  };
}

export function readDefault(body: unknown): string {
  if (!isObject(body)) throw new Error("the answer is not an object");
  return textOf(body["production"]);
}

export function readBindings(body: unknown): Binding[] {
  if (!Array.isArray(body)) throw new Error("the answer is not an array");
  return body.map((entry: unknown) => {
    if (!isObject(entry) || typeof entry["class"] !== "string") throw new Error("a binding has no class");
    const usedBy = Array.isArray(entry["used_by"]) ? entry["used_by"].filter(isObject) : [];
    return {
      className: entry["class"],
      super: textOf(entry["super"]),
      module: textOf(entry["module"]),
      pythonClass: textOf(entry["classname"]),
      classpaths: textOf(entry["classpaths"]),
      usedBy: usedBy.map((use) => ({ production: textOf(use["production"]), item: textOf(use["item"]) })),
    };
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
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
