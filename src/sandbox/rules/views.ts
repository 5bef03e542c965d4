import type { WireLogEntry } from "../../wire/types.ts";
import { itemsOf, usersOf } from "./catalogue.ts";
import { exportDocumented, exportReal, itemName, poolSize, xmlText } from "./definition.ts";
import { IrisError } from "./iris-error.ts";
import { currentName } from "./lifecycle.ts";
import type { RuleRequest } from "./rule.ts";
import { entryOf, type NamespaceState } from "./state.ts";
import { bool, number, shownTime } from "./values.ts";

/** What the reading routes show of a namespace, as JSON. They change nothing. */

/** `GET /list`: the productions by name. */
export function list({ ns, profile }: RuleRequest): unknown {
  return Object.fromEntries(
    Object.keys(ns.productions)
      .sort()
      .map((name) => {
        const { lastStart, lastStop, autoStart } = ns.productions[name] as NamespaceState["productions"][string];
        const status = currentName(ns) === name ? ns.status : "stopped";
        return [
          name,
          {
            Status: `${status.charAt(0).toUpperCase()}${status.slice(1)}`,
            LastStartTime: shownTime(lastStart, profile),
            LastStopTime: shownTime(lastStop, profile),
            AutoStart: bool(autoStart, profile),
          },
        ];
      }),
  );
}

/** `GET /log`: from an entry on, oldest first, or the newest, newest first. */
export function logEntries({ query, log: entries, profile }: RuleRequest): unknown {
  const since = query.get("since_id");
  if (since !== null && since !== "") return entries.filter(({ id }) => Number(id) > number(since)).map(shown);
  // A text that is no number is 0 in ObjectScript, and the newest 0 entries are none.
  const top = Math.max(0, Math.trunc(number(query.get("top") || "10")));
  return (top === 0 ? [] : entries.slice(-top).reverse()).map(shown);

  function shown(entry: WireLogEntry): WireLogEntry {
    return { ...entry, time_logged: shownTime(entry.time_logged, profile) };
  }
}

/** `GET /export`. Throws IrisError where there is no definition. */
export function exported({ ns, query, profile }: RuleRequest): unknown {
  const name = query.get("production") || ns.default;
  const definition = entryOf(ns.productions, name)?.definition;
  if (!definition) throw new IrisError("ERROR #5001: Production does not exist.");
  return profile === "documented" ? exportDocumented(name, definition) : exportReal(name, definition);
}

/** `GET /queues` */
export function queues({ ns, query, profile }: RuleRequest): unknown {
  const name = query.get("production") || ns.default;
  const production = entryOf(ns.productions, name);
  if (!production?.definition)
    return { production: name, items: [], warnings: [`Production could not be loaded: ${name}`] };
  const current = currentName(ns) === name;
  const items = itemsOf(production).map((item) => ({
    item: itemName(item),
    queue_name: itemName(item),
    class_name: xmlText(item["@ClassName"]),
    exists: bool(current && poolSize(item) > 0, profile),
    count: current ? (entryOf(ns.queues, itemName(item)) ?? 0) : 0,
  }));
  return { production: name, items, warnings: [] };
}

/** `GET /bindings`: the proxy classes by name, and who uses them. */
export function bindings({ ns, query, profile }: RuleRequest): unknown {
  const unused = /^(1|true|yes|on)$/i.test(query.get("unused") ?? "");
  return Object.keys(ns.bindings)
    .sort()
    .map((name) => {
      const binding = ns.bindings[name] as NamespaceState["bindings"][string];
      const used = usersOf(ns, name);
      return {
        class: name,
        super: binding.super,
        module: binding.module,
        classname: binding.classname,
        classpaths: binding.classpaths,
        used: bool(used.length > 0, profile),
        used_by: used,
      };
    })
    .filter(({ used_by }) => !unused || used_by.length === 0);
}
