import type { Binding } from "../model/observed.ts";
import type {
  WireConnections,
  WireList,
  WireLogEntry,
  WireQueues,
  WireTestResponse,
  WireVersion,
} from "../wire/types.ts";

/** What calls by hand are given and give: plain data. */

/** What a call that starts or stops has led to. */
export interface LifecycleResult {
  /** The API's own answer. */
  readonly json: Record<string, unknown>;
  /** What was called: an item, or the production as far as its name is known. */
  readonly what: string;
  /** Why it is not known that the call did what it was for, as a clause; undefined: /status says that it did. */
  readonly doubt?: string;
}

/** A message for a component, and what becomes of the component first. */
export interface TestMessage {
  /** The item. */
  readonly target: string;
  /** The Python message class, `module.Class`; absent: an empty Ens.Request is sent. */
  readonly classname?: string;
  /** The message's fields; default: none. */
  readonly body?: unknown;
  /** true: the component restarts first, so that it loads new code. */
  readonly restart?: boolean;
}

/** An entry of the production log, as the API gives it. */
export type LogEntry = WireLogEntry;

/** Which entries are wanted. */
export interface LogFlags {
  /** How many of the newest. */
  readonly top?: number;
  /** All after this id. */
  readonly since?: number;
  /** One of these types; absent: of all. */
  readonly type?: readonly string[];
  /** Of one of these items; * stands for any part of a name. Absent: of all. */
  readonly item?: readonly string[];
}

/** Entries, oldest first; or a remark for who looks on. */
export type LogNews = { readonly entries: readonly LogEntry[] } | { readonly note: string };

/** How a folder is uploaded as it is. */
export interface MigrateFlags {
  /** The directory's name on the server; absent: its own. */
  readonly package?: string;
  /** The entrypoint; absent: settings.py. */
  readonly settingsFile?: string;
  /** The absolute folder on the server; absent: where the server puts it. */
  readonly remoteFolder?: string;
  /** true: what the server's validation of the production finds is an error. */
  readonly strict?: boolean;
}

/** Why a target is changed outside of its windows or in a freeze; without a reason that is refused. */
export interface OutsideWindow {
  readonly outsideWindow?: string;
}

/**
 * One call, or one read, each: the commands of the group "Call one endpoint". All throw ApiError, with the server's own
 * words; those that write throw Refusal where the files are not trusted or a window is closed. Results are the API's own
 * JSON.
 */
export interface ByHand {
  readonly version: () => Promise<WireVersion>;
  /** All productions, by name. */
  readonly list: () => Promise<WireList>;
  /** The default production; empty: there is none. */
  readonly getDefault: () => Promise<string>;
  readonly setDefault: (production: string, options?: OutsideWindow) => Promise<Record<string, unknown>>;
  /** Starts a production; the default one where none is named. */
  readonly start: (production?: string) => Promise<LifecycleResult>;
  readonly stop: () => Promise<LifecycleResult>;
  /** Forces the stop: messages may be lost. */
  readonly kill: () => Promise<LifecycleResult>;
  /** Forces the stop where work is not finished. */
  readonly restart: () => Promise<LifecycleResult>;
  /** Makes the running production load its saved definition. */
  readonly update: () => Promise<LifecycleResult>;
  readonly startComponent: (item: string) => Promise<LifecycleResult>;
  /** Until it is started, or the next upload. */
  readonly stopComponent: (item: string) => Promise<LifecycleResult>;
  readonly restartComponent: (item: string) => Promise<LifecycleResult>;
  /** Newest first; with `since` oldest first. */
  readonly log: (options?: LogFlags) => Promise<readonly LogEntry[]>;
  /** What is newer than the last entry, until the target's signal, or the loop, ends it. A server that is away is waited for. */
  readonly followLog: (options?: LogFlags) => AsyncGenerator<LogNews>;
  /** Which item sends to which; what is not known stands in `warnings`. */
  readonly connections: (production?: string) => Promise<WireConnections>;
  /** How many messages wait; what is not known stands in `warnings`. */
  readonly queues: (production?: string) => Promise<WireQueues>;
  /** Sends a message to a component. */
  readonly test: (message: TestMessage) => Promise<WireTestResponse>;
  /** The proxy classes of Python classes; with `unused` those that no item uses. */
  readonly bindings: (options?: { readonly unused?: boolean }) => Promise<readonly Binding[]>;
  /** Removes one proxy class. */
  readonly unbind: (className: string, options?: OutsideWindow) => Promise<Record<string, unknown>>;
  /** Uploads a folder and runs its entrypoint, as it is. Gives what that printed. */
  readonly migrate: (folder: string, options?: MigrateFlags & OutsideWindow) => Promise<string>;
}
