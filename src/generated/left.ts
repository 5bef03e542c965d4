// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * @minItems 1
 * @maxItems 10
 */
export type Names =
  | [string]
  | [string, string]
  | [string, string, string]
  | [string, string, string, string]
  | [string, string, string, string, string]
  | [string, string, string, string, string, string]
  | [string, string, string, string, string, string, string]
  | [string, string, string, string, string, string, string, string]
  | [string, string, string, string, string, string, string, string, string]
  | [string, string, string, string, string, string, string, string, string, string];
export type Hex = string;

/**
 * left.json of a recorded run: what it left behind at each address that it changed, as digests, so that `iopctl rollback` changes back only what nobody has changed since. What a later version adds is let be.
 */
export interface LeftDocument {
  format_version: "1";
  salt: string;
  /**
   * Addresses, as JSON, whose values enter a digest by the slow hash.
   */
  secrets: string[];
  entries: {
    at: Names;
    left: string | null;
  }[];
  /**
   * Productions that were not defined before.
   */
  created: string[];
  /**
   * By production the patterns that the files leave alone.
   */
  ignore: {
    [k: string]: Names[];
  };
  /**
   * Classes of iopctl's own records that were there before.
   */
  records_before: string[];
  /**
   * A digest of what each of iopctl's records said in the end; absent where the run did not get that far, or had no need to read them.
   */
  records?: {
    [k: string]: string;
  };
  /**
   * What is no longer as it was after a rollback, in sentences.
   */
  loses: string[];
  /**
   * What only stays on the server's disk, in sentences.
   */
  stays: string[];
  /**
   * Packages that the run removed, with the release before.
   */
  removed_packages: {
    name: string;
    digest: Hex;
    code: Hex;
    commit?: string;
  }[];
}
