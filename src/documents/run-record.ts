import type { PresentPackage } from "../model/desired.ts";
import type { FinalOutcome } from "../model/event.ts";
import { isRecord } from "../model/names.ts";
import { bindingsOf } from "../model/observed.ts";
import { findRelease } from "../model/record.ts";
import type { RecordedPlan } from "./recorded.ts";

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
  /** The id of the rollout that made it; absent: none did. */
  readonly rollout?: string;
  /** Of a rollback: the id of the run that it goes back from. Absent: an older iopctl recorded it. */
  readonly undoes?: string;
  /** Addresses, as text, that the run's own way back changes: from before its first call, until all of its calls are made. */
  readonly goes_back?: readonly string[];
  /** Where it was made outside of the target's windows or in a freeze: what it passed, and why. */
  readonly outside_window?: PassedWindow;
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
export interface PassedWindow {
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

/** What a run says of itself as it begins. */
interface RunHead {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly command: RunRecord["command"];
  readonly by: string;
  readonly target: { readonly name: string; readonly url: string };
  readonly outside?: PassedWindow;
  readonly rollout?: string;
  /** Of a rollback: the run that it goes back from. */
  readonly undoes?: string | undefined;
  /** How the files give their secret values. */
  readonly sources: SecretSources;
  /** Addresses whose old value is a secret that nothing known here gives again. */
  readonly lost: readonly string[];
  /** What cannot go back besides, in sentences. */
  readonly loses: readonly string[];
}

/** run.json of a run that begins. */
export function runRecord(planned: RecordedPlan, head: RunHead): RunRecord {
  const { observed, plan, shown } = planned;
  const { id, started, command, by, target, outside, rollout, undoes, sources, lost, loses } = head;
  const bindings = bindingsOf(observed);
  return {
    format_version: "1",
    id,
    started: new Date(started).toISOString(),
    command,
    by,
    target: target.name,
    url: target.url,
    namespace: shown.namespace,
    digest: shown.digest,
    summary: { ...shown.summary },
    packages: plan.calls.flatMap(({ action }) => {
      const pack = action.kind === "migrate" ? action.upload.package : undefined;
      if (pack === undefined) return [];
      const before = beforeOf(findRelease(bindings, pack.name)?.record);
      return [{ name: pack.name, path: pack.localPath, entry: entryOf(pack), digest: pack.digest, ...before }];
    }),
    bindings: bindings.map(({ className }) => className).filter((name) => !isRecord(name)),
    removed: plan.calls.flatMap(({ action }) =>
      action.kind === "unbind" && action.role === "binding" ? [action.className] : [],
    ),
    cannot: [...plan.undo.cannot, ...loses],
    ...(Object.keys(sources).length === 0 ? {} : { sources }),
    ...(lost.length === 0 ? {} : { lost }),
    ...(rollout === undefined ? {} : { rollout }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(outside === undefined ? {} : { outside_window: outside }),
  };
}

function beforeOf(before: { digest: string; code: string; commit: string | undefined } | undefined) {
  if (before === undefined) return {};
  const { digest, code, commit } = before;
  return { before: { digest, code, ...(commit === undefined ? {} : { commit }) } };
}

/** The entry of a state file that gives this package again. */
function entryOf(pack: PresentPackage): Record<string, unknown> {
  const components =
    "components" in pack.entry
      ? {
          components: Object.fromEntries(
            pack.entry.components.map(({ className, module, pythonClass }) => [className, `${module}.${pythonClass}`]),
          ),
        }
      : { settings_file: pack.entry.settingsFile };
  return {
    ...components,
    ...(pack.remoteFolder === undefined ? {} : { remote_folder: pack.remoteFolder }),
    layout: pack.layout,
    keep_releases: pack.keepReleases,
    strict_production_validation: pack.strict,
    ...(pack.include === undefined ? {} : { include: pack.include }),
    ...(pack.exclude === undefined ? {} : { exclude: pack.exclude }),
  };
}

/** A run that only finished what another had begun has nothing of its own to bring back. */
export function changedSomething({ made: callCount, summary }: RunRecord): boolean {
  return callCount !== 0 && summary.create + summary.update + summary.delete > 0;
}

/**
 * Whether a run stopped before it reached what it was for: it was killed, failed or was interrupted after it may have
 * written something, or is under way yet.
 */
export function isUnfinished({ made: callCount, outcome }: RunRecord): boolean {
  return callCount !== 0 && (outcome === undefined || ENDED_EARLY.includes(outcome));
}

const ENDED_EARLY: readonly FinalOutcome[] = ["failed", "interrupted", "not_converged"];

/** How one goes back before a run, for people: follows on what went wrong. */
export function wayBackHint(run: string): string {
  return `. \`iopctl rollback ${run}\` goes back`;
}

/** A message without the hints of these runs: what goes back by itself needs nobody who is told how. */
export function withoutHints(message: string, runs: readonly string[]): string {
  return runs.reduce((text, run) => text.replaceAll(wayBackHint(run), ""), message);
}
