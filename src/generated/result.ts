// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * One line of --json-lines: what became of one target. Of several lines for one target the newest counts. What a later version adds is let be.
 */
export interface ResultLine {
  format_version: "1";
  /**
   * When the target was done.
   */
  time: string;
  /**
   * What was run.
   */
  command: "plan" | "drift" | "apply" | "rollback";
  /**
   * The target's name; empty where no config names it.
   */
  target: string;
  /**
   * How it ended. not_reached: nothing was asked of its server.
   */
  ending:
    | "done"
    | "changes"
    | "error"
    | "denied"
    | "failed"
    | "guard"
    | "stale"
    | "unreachable"
    | "not_converged"
    | "usage"
    | "interrupted"
    | "terminated"
    | "not_reached";
  /**
   * The same for people.
   */
  message: string;
  /**
   * Whether the server differed from the files.
   */
  differs?: boolean;
  /**
   * Of plan and drift: the plan of each namespace, as in the plan's JSON (plan.schema.json).
   *
   * @maxItems 1000
   */
  plans?: {}[];
  /**
   * Of apply and rollback: each namespace, in order.
   *
   * @maxItems 1000
   */
  namespaces?: NamespaceResult[];
}
export interface NamespaceResult {
  /**
   * The namespace.
   */
  namespace: string;
  /**
   * How it ended.
   */
  ending: string;
  /**
   * The same for people.
   */
  message: string;
  /**
   * Writing calls that were made.
   */
  calls: number;
}
