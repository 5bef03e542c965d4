/** What the schemas say of one key of the state files or of the config. */
export interface KeyFacts {
  /** With `<name>` for what people name themselves; empty: the whole of a state file. */
  readonly path: readonly string[];
  readonly description: string;
  /** As JSON Schema has it. */
  readonly type: string | readonly string[] | undefined;
  /** In words: `"a" | "b"`, `list of string`, `map`; empty where nothing is said. */
  readonly typeText: string;
  readonly values: readonly unknown[] | undefined;
  readonly default: unknown;
  readonly examples: readonly unknown[] | undefined;
  /** The field of the server's API that it becomes. */
  readonly api: string | undefined;
  readonly required: boolean;
  /** The keys below it, or below each entry of it. */
  readonly keys: readonly { readonly name: string; readonly description: string }[];
  readonly keysStand: "in it" | "in each of a list" | "in each of a map";
}
