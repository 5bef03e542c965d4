import type { BindingsEntry, DesiredDocument, PackageEntry } from "../generated/desired-state.ts";
import type { Disruption } from "./disruption.ts";
import type { Json } from "./json.ts";
import type { ItemAttribute, ProductionAttribute } from "./production.ts";

/**
 * The desired state of one namespace after files were read, variables resolved and everything checked: plain data, in
 * which all scalars of definitions are the text that the server stores. Absent means "not managed".
 */
export interface DesiredState {
  readonly namespace: string;
  /** Which files these are: the repository and the folder that they stand in. What others applied is not theirs. */
  readonly source?: string;
  readonly default?: string;
  readonly state?: NonNullable<DesiredDocument["state"]>;
  readonly packages: readonly DesiredPackage[];
  readonly productions: readonly DesiredProduction[];
  readonly bindings?: DesiredBindings;
  /** Limits of every plan; absent keys have their defaults. */
  readonly guards?: Guards;
  readonly checks?: readonly Check[];
  readonly onFailure?: "stop" | "rollback";
  /** Of the config: names of settings whose values are secret too, and with `!` of those whose are not. */
  readonly sensitiveNames?: readonly string[];
}

/** Limits as they are after files and flags were joined; times in milliseconds. */
export interface Guards {
  readonly maxDisruption?: Disruption;
  readonly pruneLimit?: PruneLimit;
  readonly queues?: QueueRule;
  readonly drain?: boolean;
  readonly otherProduction?: "stop" | "refuse";
  /** Of what the server's writer of definitions drops, where nothing keeps it. */
  readonly loss?: "refuse" | "allow";
  /** Productions whose `protect` a flag lifts. */
  readonly unprotected?: readonly string[];
}

/** A share from 0 to 1 or a number; the text is as it was written. */
export type PruneLimit = { readonly text: string } & ({ readonly share: number } | { readonly count: number });
/** What happens to an item whose queue is not empty. wait: milliseconds. */
export type QueueRule = "ignore" | "refuse" | { readonly wait: number };

/** What is tried after an apply. */
export type Check = { readonly name: string } & (
  | {
      readonly kind: "test";
      readonly target: string;
      readonly classname?: string;
      readonly body: Json;
      readonly expect?: Expectation;
      /** A secret is part of what is sent or expected: neither that nor the answer is shown. */
      readonly sensitive?: true;
    }
  | {
      readonly kind: "log";
      readonly types: readonly string[];
      readonly items: readonly string[];
      readonly milliseconds: number;
    }
  | { readonly kind: "queues"; readonly max: number; readonly items: readonly string[]; readonly milliseconds: number }
  | { readonly kind: "routes" }
);
/** What the answer to a test message must be. */
export type Expectation = { readonly equals: Json } | { readonly subset: Json } | { readonly regex: string };

/** A value from the files; `sensitive` where a secret is part of it. */
export interface DesiredText {
  readonly text: string;
  readonly sensitive: boolean;
  /** How a sensitive text is written in the files: its variables, not their values. */
  readonly source?: string;
  /** Its secret was not asked for: never a difference, never written; `text` is only its source. */
  readonly unknown?: true;
}

/** A package that is to be gone. */
export interface AbsentPackage {
  readonly name: string;
  readonly absent: true;
}

/** A package that is to be deployed, with its files. */
export interface PresentPackage {
  readonly name: string;
  readonly absent: false;
  /** Without a trailing slash; undefined: the server's own default. */
  readonly remoteFolder: string | undefined;
  readonly layout: NonNullable<PackageEntry["layout"]>;
  readonly keepReleases: number;
  readonly strict: boolean;
  /** The user's entrypoint, or the map for which iopctl writes one. */
  readonly entry: { readonly settingsFile: string } | { readonly components: readonly Component[] };
  /** Sorted by name. */
  readonly files: readonly PackageFile[];
  /** SHA-256 over files, entry and options, hex: what a release is known by. */
  readonly digest: string;
  /** SHA-256 over files and entry only, hex: what its components load. */
  readonly code: string;
  /** Where the files lie, absolute. */
  readonly localPath: string;
  /** Which of the directory's files these are; absent where nobody asks. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** A package that is to be on the server, or not to be. */
export type DesiredPackage = AbsentPackage | PresentPackage;

/** A Python class, and the IRIS class that stands for it. */
export interface Component {
  readonly className: string;
  readonly module: string;
  readonly pythonClass: string;
}

/** A file that is uploaded with its package. */
export interface PackageFile {
  /** Relative to the package directory, with `/`. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What the files say of a production; what they do not say stays as it is. */
export interface DesiredProduction {
  readonly name: string;
  readonly prune: boolean;
  readonly protect?: boolean;
  readonly attributes: { readonly [P in ProductionAttribute]?: DesiredText };
  /** undefined: the key is not written. */
  readonly settings: ReadonlyMap<string, DesiredText> | undefined;
  readonly items: ReadonlyMap<string, DesiredItem | "absent"> | undefined;
  /** Patterns below the production, each a list of names. */
  readonly ignore: readonly (readonly string[])[];
}

/** What the files say of an item. */
export interface DesiredItem {
  readonly attributes: { readonly [P in ItemAttribute]?: DesiredText };
  /** Target to name to value. */
  readonly settings: ReadonlyMap<string, ReadonlyMap<string, DesiredText>>;
}

/** Proxy classes that are to be there or not to be, by name, and what becomes of others. */
export interface DesiredBindings {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly prune: NonNullable<BindingsEntry["prune"]>;
  readonly keep: readonly string[];
}

/** The packages that are to be on the server. */
export function presentPackages(desired: DesiredState): PresentPackage[] {
  return desired.packages.filter((pack): pack is PresentPackage => !pack.absent);
}
