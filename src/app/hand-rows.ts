import type { ConnectedItem, ListedProduction, LoggedLine, QueuedItem } from "../model/by-hand.ts";
import { wireBoolean } from "../wire/read.ts";
import type { WireConnections, WireList, WireLogEntry, WireQueues } from "../wire/types.ts";

/** The API's answers to the reads by hand as what is shown of them. Pure. */

export function listedProductions(list: WireList): ListedProduction[] {
  return Object.entries(list).map(([name, { Status: status, AutoStart: autoStart, ...times }]) => ({
    name,
    status,
    autoStart: wireBoolean(autoStart),
    lastStart: times.LastStartTime,
    lastStop: times.LastStopTime,
  }));
}

/** Which item sends to which, as it is shown. */
export function connectedItems({ items }: WireConnections): ConnectedItem[] {
  return items.map(({ item, kind, connections, class_name: className, warnings }) => ({
    ...{ name: item, kind, connections, className, warnings },
  }));
}

/** How many messages wait at each item, as it is shown. */
export function queuedItems({ items }: WireQueues): QueuedItem[] {
  return items.map(({ item, exists, count, class_name: className }) => ({
    ...{ name: item, className, waiting: wireBoolean(exists) ? count : undefined },
  }));
}

/** Entries of the log, as they are shown. */
export function loggedLines(entries: readonly WireLogEntry[]): LoggedLine[] {
  return entries.map(({ time_logged: time, type, config_name: item, text }) => ({ time, type, item, text }));
}
