import { resolve } from "node:path";
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

/** Several targets of a config file, and how many at once. */
export interface ManyOptions extends Omit<OpenOptions, "url" | "target" | "verifySsl"> {
  /** Names, or patterns in which `*` stands for any part of one. */
  readonly targets: readonly string[];
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

export interface PlanRequest {
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
  /** Refuse a plan that disrupts more. */
  readonly maxDisruption?: "none" | "component" | "production";
  /** Findings about the resulting state refuse an apply. */
  readonly strict?: boolean;
}

/** A plan: the document of `plan --json`. `apply` takes this very object; a copy of it only says what it said. */
export interface Plan {
  readonly document: PlanDocument;
  /** Whether an apply would make calls or something differs. */
  readonly changed: boolean;
  /** Why an apply would be refused: passed limits, findings that are errors. */
  readonly refused: readonly string[];
}

export interface Drift {
  /** The document of `drift --json`: each change with its origin. */
  readonly document: PlanDocument;
  /** Changed on the server, or of no known origin; what is only new in the files, or was accepted, is no drift. */
  readonly drifts: boolean;
}

export interface ApplyRequest {
  /** Is told of all that happens, as it happens. What it throws ends nothing and is lost. */
  readonly onEvent?: (event: EventJson) => void;
  /** false: nothing of what is overwritten is kept in `.iopctl/runs`. */
  readonly backup?: boolean;
  /** Force a stop that meets unfinished work: its messages may be lost. */
  readonly allowKill?: boolean;
}

export interface Applied {
  /** The first that did not go well, else `converged`, else `unchanged`. */
  readonly outcome: FinalOutcome;
  /** Writing calls that were made. */
  readonly calls: number;
  readonly message: string;
  readonly checks: readonly CheckResult[];
}

/** Paths, or the text of a state that stands for a file of `cwd`. */
export function sourcesOf(state: State | undefined, cwd: string) {
  if (state === undefined) return [];
  if (typeof state === "string") return [state];
  if (!("yaml" in state) && !("data" in state)) return state;
  const text = "yaml" in state ? state.yaml : JSON.stringify(state.data);
  return [{ file: resolve(cwd, "state.iop.yaml"), text }];
}
