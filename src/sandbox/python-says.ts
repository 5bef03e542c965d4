/**
 * What the sandbox asks of Python, and what Python says: plain data, the one thing that the three rooms share. The rules
 * are given it, `runtime` has it from a real interpreter, and tests write it down.
 */

/** What Python is asked by `PUT /migrate`: the files as they were uploaded, and which of them is run. Paths are absolute, texts whole. */
export interface MigrationQuestion {
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
  /** Folders whose files are read back afterwards. */
  readonly roots: readonly string[];
  /** Folders of which nothing of an earlier upload may be left. */
  readonly clear: readonly string[];
  readonly entry: string;
  readonly namespace: string;
  /** The names of the settings of each proxy class that is known by its settings. */
  readonly proxies: Readonly<Record<string, readonly string[]>>;
  readonly strict: boolean;
}

/** What Python gives back of a migration, in the order in which it was registered. */
export interface MigrationResult {
  readonly steps: readonly MigrationStep[];
  /** null: the entry file ran to its end. */
  readonly error: string | null;
  readonly printed: string;
  /** The files below the roots afterwards: an entry file may remove or write some. */
  readonly files: Readonly<Record<string, string>>;
}

/** One thing that an entry file registers. */
export type MigrationStep =
  | {
      readonly binding: {
        readonly class: string;
        readonly super: string;
        readonly module: string;
        readonly classname: string;
        readonly classpaths: string;
        /** The IRIS class of its adapter. */
        readonly adapter?: string;
        /** Its target settings, with their defaults. */
        readonly targets?: Readonly<Record<string, string>>;
        /** The names of all its settings. */
        readonly settings?: readonly string[];
      };
    }
  /** A proxy class that is removed. */
  | { readonly unbind: string }
  | {
      readonly production: string;
      readonly definition: Record<string, unknown>;
      /** Written as XML by Python itself: nothing of it is dropped. */
      readonly whole?: boolean;
    };

/** What Python is asked of items whose classes are its own: where they send, or what they take. */
export interface ItemsQuestion {
  readonly items: readonly AskedItem[];
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
}

/** Where the class of an item lies, and the settings that it is asked with. */
export interface AskedItem {
  readonly item: string;
  readonly module: string;
  readonly classname: string;
  readonly classpaths: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Where a component sends, as its class tells. */
export interface ItemConnections {
  readonly targets: readonly string[];
  readonly warnings: readonly string[];
}

/** By item. */
export interface ConnectionsResult {
  readonly items: Readonly<Record<string, ItemConnections>>;
}

/** A message that an item takes: as a form of its fields needs it, the defaults as text. */
interface MessageClass {
  readonly classname: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly default: string }[];
}

/** By item. */
export interface MessagesResult {
  readonly items: Readonly<Record<string, readonly MessageClass[]>>;
}

/** A test message, as `POST /test` sends it. */
export interface TestQuestion {
  readonly target: string;
  readonly classname: string;
  readonly body: string;
  readonly namespace: string;
}

/** What came of a test message; `error` is null where it was answered. */
export interface TestResult {
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly error: string | null;
  readonly log: readonly LogLine[];
  /** How many messages wait for each item. */
  readonly queued: Readonly<Record<string, number>>;
}

/** What a component logs. */
export interface LogLine {
  readonly type: string;
  readonly item: string;
  readonly class: string;
  readonly method: string;
  readonly text: string;
}
