// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * A name that leads nowhere else.
 */
export type PlainName = string;
export type Time = string;
export type Line = string;
export type Count = number;
/**
 * As in the desired state.
 */
export type PackageName = string;
export type Hex = string;
export type ClassName = string;

/**
 * run.json of a recorded run below .iopctl/runs. A record is read back by `iopctl rollback`, so every name in it is a plain one. What a later version adds is let be.
 */
export interface RunDocument {
  format_version: "1";
  id: PlainName;
  started: Time;
  finished?: Time;
  command: "apply" | "rollback" | "reconcile";
  by?: Line;
  target: Line;
  url: Line;
  namespace: string;
  digest?: Line;
  summary: {
    create: Count;
    update: Count;
    delete: Count;
    calls: Count;
  };
  outcome?: string;
  made?: Count;
  /**
   * @maxItems 10000
   */
  packages: Package[];
  /**
   * @maxItems 100000
   */
  bindings: ClassName[];
  /**
   * @maxItems 100000
   */
  removed: ClassName[];
  /**
   * @maxItems 100000
   */
  cannot: string[];
  /**
   * A name that leads nowhere else.
   */
  undoes?: string;
  /**
   * Of a run whose own way back (on_failure: rollback) was begun and did not make all of its calls: the addresses that it changes besides definitions.
   *
   * @maxItems 100000
   */
  goes_back?: string[];
  /**
   * @maxItems 100000
   */
  lost?: string[];
  /**
   * A name that leads nowhere else.
   */
  rollout?: string;
  /**
   * What the run passed, and why: --outside-window.
   */
  outside_window?: {
    rule: Line;
    reason: Line;
  };
  sources?: {
    [k: string]: {
      text: string;
      file: Line;
    };
  };
}
export interface Package {
  name: PackageName;
  path: Line;
  /**
   * Its entry of the state file, but for the path; it is checked as a state file's again.
   */
  entry: {
    path?: never;
  };
  digest: Hex;
  before?: {
    digest: Hex;
    code: Hex;
    commit?: string;
  };
}
