import { isRecord } from "../model/names.ts";
import type { Binding } from "../model/observed.ts";
import { wireBoolean } from "../wire/read.ts";
import type { WireConnections, WireList, WireLogEntry, WireQueues } from "../wire/types.ts";
import { listing, plural, printable } from "./style.ts";

/** Rows of the commands by hand: a head, then one row a thing. */
export function listRows(list: WireList): string[][] {
  const rows = Object.entries(list).map(([name, entry]) => [
    name,
    entry.Status,
    wireBoolean(entry.AutoStart) ? "auto-start" : "",
    entry.LastStartTime,
    entry.LastStopTime,
  ]);
  return [["PRODUCTION", "STATUS", "", "LAST START", "LAST STOP"], ...rows];
}

export function connectionRows({ items }: WireConnections): string[][] {
  const rows = items.map((item) => [
    item.item,
    item.kind ?? "",
    item.connections.join(", "),
    item.class_name,
    item.warnings.join("; "),
  ]);
  return [["ITEM", "KIND", "SENDS TO", "CLASS", ""], ...rows];
}

export function queueRows({ items }: WireQueues): string[][] {
  const rows = items.map(({ item, count, exists, class_name }) => [
    item,
    wireBoolean(exists) ? String(count) : "-",
    class_name,
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
export function logLines(entries: readonly WireLogEntry[]): string {
  if (entries.length === 0) return "no entries";
  return entries
    .map(({ time_logged, type, config_name, text }) => {
      const [first = "", ...rest] = text.split("\n").map(printable);
      const head = `${printable(time_logged)}  ${printable(type).padEnd(7)}  ${printable(config_name || "-")}: ${first}`;
      return [head, ...rest.map((line) => `    ${line}`)].join("\n");
    })
    .join("\n");
}
