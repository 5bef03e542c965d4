import type { ConnectedItem, ListedProduction, LoggedLine, QueuedItem } from "../model/by-hand.ts";
import { isRecord } from "../model/names.ts";
import type { Binding } from "../model/observed.ts";
import { plural } from "../model/plural.ts";
import { listing, printable } from "./style.ts";

/** Rows of the commands by hand: a head, then one row a thing. */
export function listRows(list: readonly ListedProduction[]): string[][] {
  const rows = list.map(({ name, status, autoStart, lastStart, lastStop }) => [
    name,
    status,
    autoStart ? "auto-start" : "",
    lastStart,
    lastStop,
  ]);
  return [["PRODUCTION", "STATUS", "", "LAST START", "LAST STOP"], ...rows];
}

/** A head, and a row for each item: where it sends to. */
export function connectionRows(items: readonly ConnectedItem[]): string[][] {
  const rows = items.map(({ name, kind, connections, className, warnings }) => [
    name,
    kind ?? "",
    connections.join(", "),
    className,
    warnings.join("; "),
  ]);
  return [["ITEM", "KIND", "SENDS TO", "CLASS", ""], ...rows];
}

/** A head, and a row for each item: how much waits. */
export function queueRows(items: readonly QueuedItem[]): string[][] {
  const rows = items.map(({ name, waiting, className }) => [
    name,
    waiting === undefined ? "-" : String(waiting),
    className,
  ]);
  return [["ITEM", "WAITING", "CLASS"], ...rows];
}

/** What iopctl keeps there for itself is nobody's class: it is counted, and `iopctl status` reads it out. */
export function bindingsText(bindings: readonly Binding[], columns: number): string {
  const classes = bindings.filter(({ className }) => !isRecord(className));
  const rows = classes.map(({ className, module, pythonClass, usedBy, classpaths }) => [
    className,
    `${module}.${pythonClass}`,
    usedBy.map(({ production, item }) => `${production}/${item}`).join(", ") || "unused",
    classpaths,
  ]);
  const records = bindings.length - classes.length;
  const left =
    records === 0 ? [] : [`${plural(records, "record")} of iopctl's own ${records === 1 ? "is" : "are"} left out`];
  const table = listing([["CLASS", "PYTHON", "USED BY", "FROM"], ...rows], columns);
  return [rows.length === 0 ? "no bindings" : table, ...left].join("\n\n");
}

/** One line an entry; what continues it is indented. Nothing in it reaches a terminal raw. */
export function logLines(entries: readonly LoggedLine[]): string {
  if (entries.length === 0) return "no entries";
  return entries
    .map(({ time, type, item, text }) => {
      const [first = "", ...rest] = text.split("\n").map(printable);
      const head = `${printable(time)}  ${printable(type).padEnd(7)}  ${printable(item || "-")}: ${first}`;
      return [head, ...rest.map((line) => `    ${line}`)].join("\n");
    })
    .join("\n");
}
