import type { FinalOutcome } from "../model/event.ts";

/**
 * What was on the server before an apply, so that there is a way back: `.iopctl/runs/<time>-<id>/` with `run.json`,
 * `before.iop.yaml` (the state that a rollback applies), `plan.json`, `events.ndjson` and the packages as uploaded.
 */
export interface RunRecord {
  readonly format_version: "1";
  readonly id: string;
  readonly started: string;
  readonly finished?: string;
  readonly command: "apply" | "rollback" | "reconcile";
  readonly by: string;
  readonly target: string;
  readonly url: string;
  readonly namespace: string;
  readonly digest: string;
  readonly summary: {
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    readonly calls: number;
  };
  readonly outcome?: FinalOutcome;
  readonly made?: number;
  readonly packages: readonly RunPackage[];
  /** Proxy classes that were bound before. */
  readonly bindings: readonly string[];
  /** Proxy classes that the run removes: an upload of the release before binds them again. */
  readonly removed: readonly string[];
  /** What the way back cannot bring. */
  readonly cannot: readonly string[];
  /** How the files of the run give their secret values, by address: a later run's way back takes them from there. */
  readonly sources?: SecretSources;
  /** Where it was made outside of the target's windows or in a freeze: what it passed, and why. */
  readonly outside_window?: OutsideWindow;
  /** Addresses that the run overwrites or removes, whose old value was a secret that nothing gives again. */
  readonly lost?: readonly string[];
}

/** How a secret value is written in the files: its variables, and the file that they stand in (absolute). */
export interface SecretSource {
  readonly text: string;
  readonly file: string;
}
/** By address. */
export type SecretSources = Readonly<Record<string, SecretSource>>;

/** The rule that a run passed, and why it might. */
export interface OutsideWindow {
  readonly rule: string;
  readonly reason: string;
}

/** A package that the run uploads. */
export interface RunPackage {
  readonly name: string;
  /** Where its files lay, absolute. */
  readonly path: string;
  /** Its entry of the state file, but for the path. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** The digest of the release that the run uploads: its files are in `packages/NAME`. */
  readonly digest: string;
  /** What was deployed before; absent: nothing that iopctl knows. */
  readonly before?: { readonly digest: string; readonly code: string; readonly commit?: string };
}
