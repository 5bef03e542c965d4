import type { ShownPlan } from "../generated/plan.ts";

/** Whether state files are valid: the document of `validate --json`. */
export type Validation =
  | {
      readonly valid: true;
      /** That the files describe. */
      readonly namespaces: readonly string[];
      readonly errors: readonly [];
      readonly findings: NonNullable<ShownPlan["findings"]>;
    }
  | {
      readonly valid: false;
      readonly errors: readonly FileError[];
      /** These two where the files could be read, and lint found what counts as an error. */
      readonly namespaces?: readonly string[];
      readonly findings?: NonNullable<ShownPlan["findings"]>;
    };

/** What is wrong in a file. */
export interface FileError {
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
  /** `file:line:col`, or the address of what is meant; absent: it stands nowhere. */
  readonly at?: string;
}
