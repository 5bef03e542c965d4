import type { EventJson } from "../documents/event-json.ts";
import type { DesiredDocument } from "../generated/desired-state.ts";
import type { PlanDocument } from "../generated/plan.ts";
import type { CheckResult, FinalOutcome } from "../model/event.ts";

/** The types of the library: plain data, with nothing of what is inside. */

/** Where to go. Either `url`, or `target` (and `config`) of a config file. */
export interface OpenOptions {
  /** The server: the API is at `<url>/api/iop`. `sandbox:DIR` starts the embedded one on that directory. */
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
  /** Default: the config's, else USER. Files that name another are refused. */
  readonly namespace?: string;
  /** A config file, relative to `cwd`; absent: searched for from `cwd` upwards where no `url` is given. */
  readonly config?: string;
  /** The name of a target in it; absent: its default one. */
  readonly target?: string;
  /** Milliseconds for a read; default: the target's, else 30 000. */
  readonly timeout?: number;
  /** Milliseconds for an upload; default: the target's, else 120 000. */
  readonly migrateTimeout?: number;
  /** Of a read, or of a call that is known not to have reached the server; default: the target's, else 3. */
  readonly retries?: number;
  /** false: certificates are not verified. */
  readonly verifySsl?: boolean;
  /** false: no secret is read, and values that hold one are not compared, as with `--no-secrets`. */
  readonly secrets?: boolean;
  /**
   * Why the files are not trusted, such as "a pull request of a fork": they start no program and learn nothing of `env`, and
   * what would write is refused. Absent: they are.
   */
  readonly untrusted?: string;
  /** Where relative paths start and runs are recorded (`.iopctl/runs`); default: the working directory. */
  readonly cwd?: string;
  /** What `${NAME}` in files may name, and IOP_*, IOPCTL_*; default: nothing. `process.env` gives what the command sees. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Aborted: no new call is begun; the one under way is waited for. */
  readonly signal?: AbortSignal;
  /** Warnings that belong to no plan, such as a password over plain http. */
  readonly onWarning?: (message: string) => void;
  /**
   * The clock, milliseconds since 1970: of documents, events, records of runs, locks and windows; default: `Date.now`. How
   * long something may take is measured and not read from it.
   */
  readonly now?: () => number;
}

/** Which targets of a config file, and how many at once. */
export interface ChosenTargets {
  /** Names, or patterns in which `*` stands for any part of one; absent: see the function that takes it. */
  readonly targets?: readonly string[];
  /** `KEY=VALUE` or `KEY`: only targets with all of these labels. */
  readonly labels?: readonly string[];
  /** Names or patterns that are left out. */
  readonly excludeTargets?: readonly string[];
  /** `PART/OF`, such as `2/5`: one even part of them. */
  readonly shard?: string;
  /** Targets at once; default 8. */
  readonly parallelism?: number;
  /** Of one host at once; default 4. */
  readonly perHost?: number;
  /** No target is begun after one that failed. */
  readonly failFast?: boolean;
}

/** What goes over the targets of a config: where that is, and what of the world outside may be seen. */
export type ConfigOptions = ChosenTargets &
  Pick<
    OpenOptions,
    "config" | "username" | "password" | "cwd" | "env" | "secrets" | "untrusted" | "signal" | "onWarning" | "now"
  >;

/** Several targets of a config file, each opened with the same options. */
export interface ManyOptions extends Omit<OpenOptions, "url" | "target" | "verifySsl">, ChosenTargets {
  readonly targets: readonly string[];
}

/** What became of one target; "not reached": the run was stopped before. */
export type TargetOutcome<T> = { readonly target: string } & (
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "not reached" }
);

/** A server's namespace, opened. Its password is not in it. */
export interface Target {
  /** Of the config; the host where a url was given. */
  readonly name: string;
  readonly url: string;
  readonly namespace: string;
  /** Ends what was begun for it, such as an embedded sandbox. */
  readonly close: () => Promise<void>;
}

/** State files or directories as paths; one state as YAML text; or as plain data with the keys of a state file. */
export type State = string | readonly string[] | { readonly yaml: string } | { readonly data: DesiredDocument };

/** What tightens or lifts the limits that the files set, for this one plan and its apply. */
export interface Limits {
  /** Refuse a plan that disrupts more. */
  readonly maxDisruption?: "none" | "component" | "production";
  /** Refuse to remove more items or bindings than this: a share such as `30%`, or a number. */
  readonly pruneLimit?: string;
  /** Of an item that restarts or stops: `wait 60s`, `refuse` or `ignore`. */
  readonly queues?: string;
  /** Pause the services that feed what is disturbed until its queues are empty; false: do not, whatever the files say. */
  readonly drain?: boolean;
  /** A running production that the files do not name. */
  readonly otherProduction?: "stop" | "refuse";
  /** Protected productions that may be taken down all the same. */
  readonly allowProtected?: readonly string[];
  /** What the server drops of a definition and cannot keep may go. */
  readonly allowLoss?: boolean;
  /** Why a target is changed outside of its windows or in a freeze; it is recorded. */
  readonly outsideWindow?: string;
  /** Findings about the resulting state refuse an apply. */
  readonly strict?: boolean;
  /** Codes of findings that are switched off. */
  readonly lintOff?: readonly string[];
  /** false: no marker says on the server that a run is under way, so the next run does not finish an interrupted one. */
  readonly pending?: boolean;
}

/** What is looked at, and how much of it. */
export interface PlanRequest extends Limits {
  /**
   * What is to be so; default: the config's `state`, else `cwd`. Of text and data relative paths start at `cwd`. Later
   * paths are laid over earlier ones.
   */
  readonly state?: State;
  /** Addresses or patterns: only what they name or what stands below is looked at. */
  readonly only?: readonly string[];
  /** Addresses or patterns that are left alone. */
  readonly exclude?: readonly string[];
  /** How many reads are under way at once; default 8. */
  readonly parallelism?: number;
  /** List what no file manages, beside counting it. */
  readonly unmanaged?: boolean;
  /**
   * The document holds the graphs of the productions that are touched. known: from what the plan reads anyway. read: their
   * routes and queues are read too (`/connections` imports the components' modules on the server).
   */
  readonly pictures?: "known" | "read";
}

/** A plan: the document of `plan --json`. `apply` takes this very object; a copy of it only says what it said. */
export interface Plan {
  readonly document: PlanDocument;
  /** Whether an apply would make calls or something differs. */
  readonly changed: boolean;
  /** Why an apply would be refused: passed limits, findings that are errors. */
  readonly refused: readonly string[];
}

/** How the server differs from the files. */
export interface Drift {
  /** The document of `drift --json`: each change with its origin. */
  readonly document: PlanDocument;
  /** Changed on the server, or of no known origin; what is only new in the files, or was accepted, is no drift. */
  readonly drifts: boolean;
}

/** How a plan is made true. The limits are those of its plan. */
export interface ApplyRequest {
  /** Is told of all that happens, as it happens. What it throws ends nothing and is lost. */
  readonly onEvent?: (event: EventJson) => void;
  /** false: nothing of what is overwritten is kept in `.iopctl/runs`. */
  readonly backup?: boolean;
  /** Force a stop that meets unfinished work: its messages may be lost. */
  readonly allowKill?: boolean;
}

/** What became of an apply. */
export interface Applied {
  /** The first that did not go well, else `converged`, else `unchanged`. */
  readonly outcome: FinalOutcome;
  /** Writing calls that were made. */
  readonly calls: number;
  readonly message: string;
  readonly checks: readonly CheckResult[];
  /** Ids of the runs that were recorded, one for each namespace that was written to: what `rollback` goes back from. */
  readonly runs: readonly string[];
}
