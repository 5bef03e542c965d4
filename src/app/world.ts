import type { HttpOptions } from "../api/http.ts";
import type { Environment } from "../model/environment.ts";
import type { Tracer } from "../model/trace.ts";

/** What a use case works with of the world outside, no terminal among it. The command line and the library make one each. */
export interface World {
  /** The folder that relative paths start from, absolute. */
  readonly cwd: string;
  /** The environment that variables of the files see, and IOP_*, IOPCTL_*. */
  readonly env: Environment;
  /** Aborted when the run is to end: no new call is begun, the one under way is waited for. */
  readonly signal: AbortSignal;
  /**
   * Once aborted, no request is begun, and its reason is thrown instead; a run that makes calls is not under it: `signal`
   * ends it between two of them. Absent: reads are made to their end.
   */
  readonly until?: AbortSignal;
  /** The clock, milliseconds since 1970: whether a window is open. */
  readonly now: () => number;
  /** Why the files are a stranger's, who may make nothing run and nothing known; absent: they are not. */
  readonly untrusted?: string | undefined;
  /** Learns secret values, and hides them in others' words. */
  readonly secrets: { readonly add: (text: string) => void; readonly hide: (text: string) => string };
  readonly warn: (message: string) => void;
  readonly note: (message: string) => void;
  /** Asks a person whether a program may give secrets; absent: there is none. */
  readonly ask?: ((question: string) => boolean) | undefined;
  /** Is told of the run as it goes; absent: nobody asked for traces. */
  readonly tracer?: Tracer | undefined;
  /** Is told of each request to the server. */
  readonly onAttempt?: HttpOptions["onAttempt"];
  /** Runs when all has ended, in reverse order. */
  readonly onEnd: (close: () => Promise<void>) => void;
}
