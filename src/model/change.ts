import type { Address } from "./address.ts";
import type { Json } from "./json.ts";

/** What becomes of an address. */
export type Action = "create" | "update" | "delete";

/** One difference between the files and the server. Values are for showing: a secret is never among them. */
export interface Change {
  readonly address: Address;
  readonly action: Action;
  /** null: there is none on the server. */
  readonly before: Json;
  /** null: there is none in the files. */
  readonly after: Json;
  readonly sensitive: boolean;
  /** More for people, such as which files of a package changed. */
  readonly detail?: string;
}

/** What every output shows in the place of a secret. */
export const SENSITIVE = "(sensitive)";
