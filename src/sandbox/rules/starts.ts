import { itemsOf } from "./catalogue.ts";
import { itemName, poolSize, xmlText } from "./definition.ts";
import { entryOf, type ItemDefinition, type JobState, type NamespaceState } from "./state.ts";

/** A job as Python is told of it. */
export interface Beginning {
  readonly name: string;
  readonly item: ItemDefinition;
  readonly job: JobState;
  /** Which start of the job it is: another one is a new process with its own code. */
  readonly key: string;
  /** The digest of its Python; undefined: it has none. */
  readonly code: string | undefined;
}

/** The jobs of the running production, in the order of its items; none where none runs. */
export function beginnings(ns: NamespaceState): Beginning[] {
  const production = entryOf(ns.productions, ns.active);
  const { runtime } = ns;
  if (production === undefined || runtime === null) return [];
  return itemsOf(production).flatMap((item): Beginning[] => {
    const job = entryOf(runtime.jobs, itemName(item));
    if (job === undefined) return [];
    const code = entryOf(ns.bindings, xmlText(item["@ClassName"])) === undefined ? undefined : job.code;
    return [{ name: itemName(item), item, job, key: startKey(ns, job), code }];
  });
}

/** Which start of a job it is, among all that there ever were. */
export function startKey(ns: NamespaceState, job: JobState): string {
  const since = entryOf(ns.productions, ns.active)?.lastStart ?? "";
  return `${since} ${job.starts} ${job.code} ${job.definition}`;
}

/** The folder in which Python finds the code that a job has loaded. */
export function codeFolder(job: JobState): string {
  return `/sandbox/run/${job.code}`;
}

/** How Python starts the item: its class, its settings, its adapter, where its code lies. */
export function startOrder(ns: NamespaceState, item: ItemDefinition, job: JobState): object {
  const binding = entryOf(ns.bindings, xmlText(item["@ClassName"]));
  const {
    "%settings": lines = "",
    "%module": module,
    "%classname": classname,
    ...host
  } = settingsFor(item, /^(Host)?$/);
  return {
    class: xmlText(item["@ClassName"]),
    path: codeFolder(job),
    host,
    lines,
    pool: poolSize(item),
    adapter: settingsFor(item, /^Adapter$/),
    adapters: Object.fromEntries(Object.entries(ns.bindings).filter(([, { super: base }]) => /Adapter$/.test(base))),
    ...(binding
      ? { root: binding.classpaths, module: module || binding.module, classname: classname || binding.classname }
      : {}),
  };
}

function settingsFor(item: ItemDefinition, target: RegExp): Record<string, string> {
  return Object.fromEntries(
    item.Setting.filter((setting) => target.test(xmlText(setting["@Target"]))).map((setting) => [
      xmlText(setting["@Name"]),
      xmlText(setting["#text"]),
    ]),
  );
}
