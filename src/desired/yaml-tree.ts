import type { Place } from "./diagnostic.ts";

/** A YAML document as a tree in which every value knows its place. Aliases and merge keys are resolved. */
export type Tree = MapTree | ListTree | ScalarTree;

/** Keys in the order of the file. */
export interface MapTree {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}
/** A key with its place, and its value. */
export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}
interface ListTree {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Tree[];
}
/** A single value: `value` as YAML has it, `text` as it is written. */
export interface ScalarTree {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** As it is written, variables resolved: what the server stores for a setting. */
  readonly text: string;
  readonly sensitive: boolean;
  /** As it is written, of a text that holds a secret. */
  readonly source?: string;
  /** The secret was not asked for: see DesiredText. */
  readonly unknown?: true;
}
