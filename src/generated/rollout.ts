// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * A name that leads nowhere else.
 */
export type PlainName = string;
export type Time = string;
export type Line = string;
export type Target = string;

/**
 * What `iopctl rollout status --json` prints, and rollout.json of a rollout below .iopctl/rollouts (while it runs, what has become of it since stands in steps.ndjson beside it): the waves, and how far each target has come. What a later version adds is let be.
 */
export interface RolloutDocument {
  format_version: "1";
  id: PlainName;
  started: Time;
  finished?: Time;
  by: Line;
  digest: Line;
  /**
   * @maxItems 1000
   */
  waves: {
    name: Target;
    /**
     * Milliseconds.
     */
    soak: number;
    /**
     * @maxItems 100000
     */
    targets: Target[];
  }[];
  gates: ("checks" | "log" | "queues" | "routes")[];
  max_failures: number;
  on_failure: "stop" | "rollback";
  /**
   * done, stopped and aborted are ends; from all others it goes on.
   */
  state: "applying" | "soaking" | "waiting" | "paused" | "undoing" | "done" | "stopped" | "aborted";
  /**
   * The index of the wave that it is at.
   */
  wave: number;
  soak_until?: Time;
  message?: string;
  limits: {};
  /**
   * In the file: the number of the last step that it holds; those of steps.ndjson up to it are in it already.
   */
  steps?: number;
  targets: {
    [k: string]: {
      state: "waits" | "applying" | "applied" | "failed" | "undone" | "not_undone";
      /**
       * @maxItems 10000
       */
      runs: PlainName[];
      calls: number;
      message: string;
      ending?: string;
      /**
       * By namespace, what stood there before: for the gates.
       */
      before?: {
        [k: string]: {
          log: number;
          queues?: {
            [k: string]: number;
          };
        };
      };
    };
  };
}
