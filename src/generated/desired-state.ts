// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * This must not exist.
 */
export type Absent = "absent";
/**
 * A setting's value. The server stores text: a number or a boolean is stored as it is written here.
 */
export type SettingValue = string | number | boolean;
/**
 * An IRIS class name: at least one package and a name, of letters and digits.
 */
export type ClassName = string;
/**
 * How long the log is watched after the apply.
 */
export type Duration = string | number;
/**
 * How long the queues have to become as short as that.
 */
export type Duration1 = string | number;

/**
 * The desired state of one IRIS namespace. Only what is written is managed; an absent key is left alone on the server.
 */
export interface DesiredDocument {
  /**
   * The version of this file format. Always 1.
   */
  version: 1;
  /**
   * The IRIS namespace that this document describes. Where absent: the target's namespace, else USER.
   */
  namespace?: string;
  /**
   * The default (last-used) production of the namespace; an empty text clears it.
   */
  default?: string;
  /**
   * running: the default production runs (any other running one is stopped first). stopped: nothing runs in the namespace.
   */
  state?: "running" | "stopped";
  /**
   * Python packages, by the name that each has on the server.
   */
  packages?: {
    [k: string]: PackageEntry | Absent;
  };
  /**
   * Production definitions, by class name.
   */
  productions?: {
    [k: string]: ProductionEntry;
  };
  bindings?: BindingsEntry;
  guards?: GuardsEntry;
  /**
   * What is tried after every apply; one that fails makes the apply end with exit 8.
   */
  checks?: CheckEntry[];
  /**
   * What follows a failed check. rollback: what this apply has changed is changed back.
   */
  on_failure?: "stop" | "rollback";
}
/**
 * A local directory of Python files that is uploaded and registered as one release.
 */
export interface PackageEntry {
  /**
   * The local directory, relative to this file.
   */
  path: string;
  /**
   * The migration entrypoint inside the directory.
   */
  settings_file?: string;
  /**
   * The absolute directory on the server that holds the package. Where absent: the server's own default, the directory of the namespace's code database.
   */
  remote_folder?: string;
  /**
   * Which files are uploaded, as glob patterns relative to the directory.
   */
  include?: string[];
  /**
   * Which of them are not, on top of caches, hidden files and virtual environments.
   */
  exclude?: string[];
  /**
   * true: what the server's validation finds in the settings file's productions is an error.
   */
  strict_production_validation?: boolean;
  /**
   * versioned: each release in a directory of its own (NAME-<digest>), so that what runs keeps its files. in_place: always the directory NAME, which each release deletes first.
   */
  layout?: "versioned" | "in_place";
  /**
   * versioned: how many releases stay on the server; a later release removes the older directories that iopctl has made for this namespace and package and that no binding names.
   */
  keep_releases?: number;
  /**
   * Instead of a settings file: IRIS proxy class to module.Class; iopctl writes the entrypoint.
   */
  components?: {
    /**
     * The Python class, as module.Class.
     */
    [k: string]: string;
  };
}
/**
 * A production definition. Attributes, settings and items that are not written here are left as they are, unless prune is true.
 */
export interface ProductionEntry {
  /**
   * true: items and settings that are not listed here are removed.
   */
  prune?: boolean;
  /**
   * true: no plan may delete items of this production or take it down; --allow-protected NAME lifts that for one run.
   */
  protect?: boolean;
  /**
   * What the production is for.
   */
  description?: string;
  /**
   * Whether the testing service may send messages (POST /test).
   */
  test_enabled?: boolean;
  /**
   * Whether general trace events are logged.
   */
  log_trace_events?: boolean;
  /**
   * How many jobs the shared actor pool has, for processes with pool size 0.
   */
  actor_pool_size?: number;
  /**
   * Settings of the production itself, by name.
   */
  settings?: {
    [k: string]: SettingValue;
  };
  /**
   * The items (services, processes, operations), by name.
   */
  items?: {
    [k: string]: ItemEntry | Absent;
  };
  /**
   * Addresses inside this production that are never compared and never written; * stands for any part of one name.
   */
  ignore?: string[];
}
/**
 * One item of a production.
 */
export interface ItemEntry {
  /**
   * The IRIS class of the item; needed when the item does not exist yet.
   */
  classname?: string;
  /**
   * Categories of the item, separated by commas.
   */
  category?: string;
  /**
   * How many jobs the item has; 0 puts a process into the shared actor pool.
   */
  pool_size?: number;
  /**
   * Whether the item runs when the production does.
   */
  enabled?: boolean;
  /**
   * Whether its job runs in the foreground (in a terminal window).
   */
  foreground?: boolean;
  /**
   * A remark for people.
   */
  comment?: string;
  /**
   * Whether trace events of this item are logged.
   */
  log_trace_events?: boolean;
  /**
   * When the item runs, in IRIS's schedule notation; empty: always.
   */
  schedule?: string;
  /**
   * Settings by target (Host, Adapter, or another) and name.
   */
  settings?: {
    [k: string]: SettingMap;
  };
}
/**
 * Settings of one target, by name.
 */
export interface SettingMap {
  [k: string]: SettingValue;
}
/**
 * IRIS proxy classes of Python classes.
 */
export interface BindingsEntry {
  /**
   * Proxy classes that must exist after the apply; else the apply fails.
   */
  present?: ClassName[];
  /**
   * Proxy classes that are removed.
   */
  absent?: ClassName[];
  /**
   * unused: every proxy class that no item uses and nothing here declares is removed. Adapters and iopctl's own records never are.
   */
  prune?: "none" | "unused";
  /**
   * Proxy classes that are never pruned; * stands for any part of a name.
   */
  keep?: string[];
}
/**
 * Limits that no plan for this namespace may pass; a flag may tighten one or, by its name, lift it.
 */
export interface GuardsEntry {
  /**
   * The worst that a plan may do to what runs. Flag: --max-disruption.
   */
  max_disruption?: "none" | "component" | "production";
  /**
   * How many of a production's items, or of the namespace's bindings, one plan may remove: a share or a number. Where absent: half of them, and up to 3 always. Flag: --prune-limit.
   */
  prune_limit?: string | number;
  /**
   * Before an item restarts or stops: wait TIME for its queue to become empty, refuse where it is not, or ignore it. Flag: --queues.
   */
  queues?: string;
  /**
   * true: before something restarts or stops, the services that feed it are held and its queues run empty. Flag: --drain.
   */
  drain?: boolean;
  /**
   * What to do about a running production that these files do not name, where it would have to be stopped. Flag: --other-production.
   */
  other_production?: "stop" | "refuse";
  /**
   * What to do where the server drops something of a definition that iopctl writes, such as an item's InactivityTimeout, and has no way to keep it. Flag: --allow-loss.
   */
  loss?: "refuse" | "allow";
}
/**
 * One check: a test message, a quiet log, short queues, or routes that lead somewhere.
 */
export interface CheckEntry {
  /**
   * What the check is called in the outputs.
   */
  name: string;
  test?: TestCheck;
  log?: LogCheck;
  queues?: QueuesCheck;
  /**
   * exist: every item that another one sends to is there and enabled.
   */
  routes?: "exist";
}
/**
 * Sends a test message; the answer must be as expected.
 */
export interface TestCheck {
  /**
   * The item that gets the message.
   */
  target: string;
  /**
   * The message's Python class, module.Class; where absent an empty Ens.Request is sent.
   */
  classname?: string;
  /**
   * The message's fields.
   */
  body?: {
    [k: string]: unknown;
  };
  expect?: ExpectEntry;
}
/**
 * What the answer's body must be; where absent any answer will do.
 */
export interface ExpectEntry {
  /**
   * The whole body, as JSON.
   */
  equals?: {
    [k: string]: unknown;
  };
  /**
   * What the body must hold; more may stand in it.
   */
  subset?: {
    [k: string]: unknown;
  };
  /**
   * A regular expression that the body's text must match.
   */
  regex?: string;
}
/**
 * No entries of these types from these items, from the start of the apply until a time after it.
 */
export interface LogCheck {
  /**
   * The types of entries that must not come.
   */
  types?: ("Assert" | "Error" | "Warning" | "Info" | "Trace" | "Alert")[];
  /**
   * Whose entries count; * stands for any part of a name.
   */
  items?: string[];
  for?: Duration;
}
/**
 * No queue is longer than this.
 */
export interface QueuesCheck {
  /**
   * How many messages may wait.
   */
  max: number;
  /**
   * Whose queues count; * stands for any part of a name.
   */
  items?: string[];
  within?: Duration1;
}
