/**
 * The sandbox's whole state: what a real server keeps in its class dictionary, configuration tables, globals and jobs.
 * Plain data, so that it can be stored as one document and given to a test.
 */
export interface SandboxState {
  namespaces: Record<string, NamespaceState>;
  /** The server's files, by absolute path; one file system for all namespaces. */
  files: Record<string, string>;
  /** Directories that exist though they hold no file. */
  directories: Record<string, true>;
}

/** How a namespace's production is; `troubled` is what a crash leaves. */
export type LifecycleStatus = "running" | "stopped" | "suspended" | "troubled";

/** What a namespace holds: what is defined, and what runs. */
export interface NamespaceState {
  default: string;
  productions: Record<string, ProductionState>;
  bindings: Record<string, BindingState>;
  status: LifecycleStatus;
  /** The last production that ran: what `/component/*` acts on. */
  active: string;
  /** Where nothing runs: null. */
  runtime: RuntimeState | null;
  /** Messages that wait, by item. */
  queues: Record<string, number>;
}

/** Real shape of a definition below its name: attributes `@…`, elements, `Item` and `Setting` as lists. */
export type Definition = Record<string, unknown> & {
  Item: ItemDefinition[];
  Setting: SettingDefinition[];
};
/** An item: attributes `@…`, and its settings. */
export type ItemDefinition = Record<string, unknown> & { Setting: SettingDefinition[] };
/** A setting: `@Name`, `@Target`, `#text`. */
export type SettingDefinition = Record<string, unknown>;

/** A production, whether it runs or not. */
export interface ProductionState {
  /** The saved class definition: what `/export` reads. null: the class inherits it. */
  definition: Definition | null;
  /** The configuration tables: what `/component/*` writes and a compile of the class restores. */
  enabled: Record<string, boolean>;
  lastStart: string;
  lastStop: string;
  autoStart: boolean;
}

/** A proxy class, and the Python class behind it. */
export interface BindingState {
  super: string;
  module: string;
  classname: string;
  classpaths: string;
  /** The IRIS class of its adapter. */
  adapter?: string;
  /** Its target settings, with their defaults. */
  targets?: Readonly<Record<string, string>>;
  /** The names of all its settings. */
  settings?: readonly string[];
}

/** What the running jobs have loaded. */
export interface RuntimeState {
  production: string;
  /** Production-level attributes and settings, as text. */
  head: string;
  jobs: Record<string, JobState>;
  /** The code that the shared actor jobs have loaded, by Python module: it stays until the production stops. */
  pool: Record<string, string>;
}

/** What a job was started with. */
export interface JobState {
  /** The item's definition as text. */
  definition: string;
  /** A digest of the code that its class had when the job started; empty for a class of IRIS itself. */
  code: string;
  /** How often it was started since the production was: so that a test can see a restart. */
  starts: number;
}

/** One in which nothing is defined. */
export function newNamespace(): NamespaceState {
  return {
    default: "",
    productions: {},
    bindings: {},
    status: "stopped",
    active: "",
    runtime: null,
    queues: {},
  };
}

/** A server with these namespaces and no files. */
export function newState(namespaces: readonly string[]): SandboxState {
  return {
    namespaces: Object.fromEntries(namespaces.map((name) => [name, newNamespace()])),
    files: {},
    directories: {},
  };
}

/** A namespace that changes apart from the given one. Definitions are shared: they are replaced, never written into. */
export function copyNamespace(ns: NamespaceState): NamespaceState {
  const each = <T extends object>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, { ...value }]));
  return {
    ...ns,
    productions: Object.fromEntries(
      Object.entries(ns.productions).map(([name, entry]) => [name, { ...entry, enabled: { ...entry.enabled } }]),
    ),
    bindings: { ...ns.bindings },
    runtime: ns.runtime && { ...ns.runtime, jobs: each(ns.runtime.jobs), pool: { ...ns.runtime.pool } },
    queues: { ...ns.queues },
  };
}

/** An entry of a record by its own key: a name such as `constructor` is a name. undefined: it has none. */
export function entryOf<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Writes an entry, whatever its key is called. */
export function put<T>(record: Record<string, T>, key: string, value: NoInfer<T>): void {
  // Set like this the name stays a name; all others can be set as they are, which takes a tenth of the time.
  if (key === "__proto__")
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  else record[key] = value;
}
