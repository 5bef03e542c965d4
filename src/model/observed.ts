import type { Production } from "./production.ts";

/** How a namespace's production is, in the server's words. */
export type RunState = "running" | "stopped" | "suspended" | "troubled" | "unknown";

/** What runs. */
export interface ObservedStatus {
  /** Empty while stopped. */
  readonly production: string;
  readonly status: RunState;
}

/** An IRIS proxy class of a Python class. */
export interface Binding {
  readonly className: string;
  readonly super: string;
  readonly module: string;
  readonly pythonClass: string;
  /** The directory that the Python module is loaded from. */
  readonly classpaths: string;
  readonly usedBy: readonly { readonly production: string; readonly item: string }[];
}

/** `absent`: `/export` cannot give it; where `/list` knows it all the same, it inherits its definition. */
export type ObservedProduction = Production | "absent";

/**
 * What was read from one namespace: only what the desired state needs. A field that is undefined was not read.
 */
export interface ObservedState {
  readonly default?: string;
  readonly status?: ObservedStatus;
  readonly productions: ReadonlyMap<string, ObservedProduction>;
  /** "unsupported": the server is older than IoP 4.0 and has no such route. */
  readonly bindings?: readonly Binding[] | "unsupported";
  /** Who sends to whom in the running production; undefined also where the server could not tell. */
  readonly topology?: Topology | undefined;
  /** The names that `/list` knows. */
  readonly list?: ReadonlySet<string>;
  /** For packages that differ from what is deployed: what the local git work tree knows of them. */
  readonly git: ReadonlyMap<string, GitFacts>;
}

/** Who sends to whom in the production that runs, as the server says. */
export interface Topology {
  readonly production: string;
  /** Item to the items that it sends to. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
  /** What each item is; absent where the server does not say. */
  readonly kinds: ReadonlyMap<string, ItemKind>;
  /** Items of which the server says that it does not know all of it. */
  readonly uncertain: ReadonlySet<string>;
}

/** What an item is by its class. */
export type ItemKind = "service" | "process" | "operation";

/** What git knows of a package's files. */
export interface GitFacts {
  /** The commit that holds exactly the package's files; undefined where the work tree is not clean. */
  readonly commit: string | undefined;
  /** The names of the files that differ from the deployed commit; undefined where that is not known here. */
  readonly changed: readonly string[] | undefined;
}

/** One thing to read. Equal reads of several aspects are made once. */
export type Read =
  | { readonly kind: "default" }
  | { readonly kind: "status" }
  | { readonly kind: "bindings" }
  | { readonly kind: "list" }
  | { readonly kind: "topology"; readonly production: string }
  | { readonly kind: "production"; readonly name: string };

/** Reads that have the same key give the same. */
export function readKey(read: Read): string {
  return read.kind === "production" ? `production:${read.name}` : read.kind;
}

/** A definition that was read; undefined also where there is none to read. */
export function productionOf({ productions }: ObservedState, name: string): Production | undefined {
  const found = productions.get(name);
  return found === "absent" ? undefined : found;
}

/** The bindings that were read; none also where there are none to read. */
export function bindingsOf(observed: ObservedState): readonly Binding[] {
  return Array.isArray(observed.bindings) ? observed.bindings : [];
}
