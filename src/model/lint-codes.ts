import type { Address } from "./address.ts";

/** What each finding is about: the codes that a config can switch off. */
export const LINT_CODES = {
  "default-undefined": "the default production is not one that the files define",
  "target-missing": "an item sends to an item that does not exist",
  "target-disabled": "an item sends to an item that is disabled",
  "port-conflict": "two enabled services listen on one port",
  "path-conflict": "two enabled services read one directory with the same mask",
  "class-unknown": "nothing provides the class of an item",
  "setting-target": "a setting is on the host that belongs on the adapter, or the other way round",
  "setting-target-name": "a setting's target is neither Host nor Adapter",
  "clear-password": "a password, going by its name, is in the files in clear text",
  "white-space": "a definition is written that holds values whose white space the server does not show",
} as const;
/** By which a finding is switched off. */
export type LintCode = keyof typeof LINT_CODES;

/** What lint finds at an address. */
export interface Finding {
  readonly code: LintCode;
  readonly address: Address;
  readonly message: string;
}
