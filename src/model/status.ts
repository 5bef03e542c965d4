/** A namespace at a glance; `unknown` holds why something could not be found out. */
export interface StatusReport {
  readonly target: string;
  readonly url: string;
  readonly namespace: string;
  /** The production that runs, is suspended or troubled; empty: none. */
  readonly production: string;
  readonly status: "running" | "stopped" | "suspended" | "troubled" | "unknown";
  readonly default: string;
  /** Items whose queues are not empty; null: nothing runs. */
  readonly queues: readonly { readonly item: string; readonly count: number }[] | Unknown | null;
  readonly packages:
    | readonly {
        readonly name: string;
        readonly digest: string;
        readonly commit?: string;
        readonly directory: string;
      }[]
    | Unknown;
  /** What an interrupted run, or one under way, has left to do: addresses; null: nothing. */
  readonly unfinished: readonly string[] | null;
  /** Services that such a run has paused while queues drained; where it could not start them again they take nothing in. */
  readonly paused: readonly string[];
  readonly locks: readonly { readonly holder: string; readonly since: string }[];
  /** How many differences have which origin. */
  readonly drift: Readonly<Record<"server" | "files" | "unknown", number>> | { readonly not_known: string };
}

/** What could not be found out: why. */
interface Unknown {
  readonly not_known: string;
}
