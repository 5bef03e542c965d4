import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Target } from "../config/target.ts";
import { beforeYaml, unsayableState } from "../documents/before-yaml.ts";
import { planDocument } from "../documents/plan-json.ts";
import type { RecordedPlan } from "../documents/recorded.ts";
import type { OutsideWindow, RunRecord, SecretSources } from "../documents/run-record.ts";
import type { LeftDocument } from "../generated/left.ts";
import type { PresentPackage } from "../model/desired.ts";
import { isRecord } from "../model/names.ts";
import { bindingsOf, type ObservedState } from "../model/observed.ts";
import { findRelease } from "../model/record.ts";
import { Refusal } from "../model/refusal.ts";
import { recordTexts } from "../planner/left.ts";
import { leftByPlan, leftByRun, type RunResult } from "./left-record.ts";
import { type FoundRun, newFolder, ownRunsFolder, readRuns } from "./run-records.ts";
import { oldSecrets, secretSources } from "./secret-sources.ts";
import { writeWhole } from "./write-whole.ts";

interface RunDetails {
  readonly planned: RecordedPlan;
  readonly left: LeftDocument;
  readonly temporary: boolean;
  readonly now: () => number;
}

/** The folder of a run. */
export class Run {
  readonly id: string;
  readonly folder: string;
  /** Is taken away at the end: `--no-backup`. */
  readonly temporary: boolean;
  private record: RunRecord;
  private left: LeftDocument;
  private readonly planned: RecordedPlan;
  private readonly now: () => number;

  constructor(folder: string, record: RunRecord, { planned, left, temporary, now }: RunDetails) {
    this.folder = folder;
    this.id = record.id;
    this.record = record;
    this.left = left;
    this.planned = planned;
    this.temporary = temporary;
    this.now = now;
  }

  /** What is written in run.json. */
  get saved(): RunRecord {
    return this.record;
  }

  event(line: string): void {
    appendFileSync(join(this.folder, "events.ndjson"), line, { mode: 0o600 });
  }

  finish(outcome: RunRecord["outcome"], callCount: number): void {
    this.record = {
      ...this.record,
      finished: new Date(this.now()).toISOString(),
      made: callCount,
      ...(outcome ? { outcome } : {}),
    };
    writeWhole(this.folder, "run.json", `${JSON.stringify(this.record, null, 2)}\n`);
  }

  /** What the calls left, now that they are made. */
  leaves(result: RunResult): void {
    this.left = leftByRun(this.left, this.planned, result);
    writeWhole(this.folder, "left.json", JSON.stringify(this.left));
  }

  /** After the run itself went back: what iopctl's records say now. */
  recorded(observed: ObservedState): void {
    this.left = { ...this.left, records: { ...recordTexts(observed) } };
    writeWhole(this.folder, "left.json", JSON.stringify(this.left));
  }

  /** Nothing was called: there is nothing to go back from. */
  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  close(): void {
    if (this.temporary) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Older runs are removed when a new one begins: a controller would fill the disk else. */
const KEPT = 200;
/** Of each namespace of a target so many stay all the same: a run over a thousand targets must not take their ways back. */
const KEPT_OF_EACH = 5;

/** Of the runs that are there, newest first, those that make room for one more. `held`: never those. */
export function outdated(runs: readonly FoundRun[], held?: ReadonlySet<string>): FoundRun[] {
  const seen = new Map<string, number>();
  return runs
    .filter(({ record }) => !held?.has(record.id))
    .filter(({ record: { target, url, namespace } }, index) => {
      const key = JSON.stringify([target, url, namespace]);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return index >= KEPT - 1 && count > KEPT_OF_EACH;
    });
}

/** A name that no other run has, by its moment in milliseconds since 1970: they sort by when they began. */
export function newRunId(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replaceAll(":", "-")}-${randomBytes(3).toString("hex")}`;
}

/** How a run is recorded. */
export interface RunOptions {
  readonly id: string;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly command: RunRecord["command"];
  /** false: kept only as long as the run may have to go back. */
  readonly keep: boolean;
  readonly outside?: OutsideWindow;
  /** Older runs that must stay, however old. */
  readonly held?: ReadonlySet<string> | undefined;
}

/** Writes down what the plan will overwrite. Throws Refusal where that cannot be: then nothing is applied. */
export function startRun(planned: RecordedPlan, target: Target, options: RunOptions): Run {
  const { id, keep, held } = options;
  const folder = keep ? join(ownRunsFolder(target.base), id) : newFolder("run");
  const { plan, shown } = planned;
  const { runs } = readRuns(target.base, ({ target: name }) => name === target.name);
  const before = oldSecrets(planned, earlierSources(runs, target, shown.namespace));
  const uploads = plan.calls.flatMap(({ action }) => (action.kind === "migrate" ? [action.upload] : []));
  const loses = [...unsayableState(planned), ...before.lost.map(lostText)];
  const record = recordOf(planned, target, options, before.lost, loses);
  const left = leftByPlan(planned, loses);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    if (keep) {
      protect(target);
      for (const old of outdated(runs, held)) rmSync(old.folder, { recursive: true, force: true });
    }
    write(folder, "run.json", `${JSON.stringify(record, null, 2)}\n`);
    write(folder, "before.iop.yaml", beforeYaml(planned, before, record.cannot));
    write(folder, "left.json", JSON.stringify(left));
    const document = planDocument([shown], new Date(options.now()));
    write(folder, "plan.json", `${JSON.stringify(document, null, 2)}\n`);
    for (const { package: pack } of uploads) {
      for (const { name, text } of pack?.files ?? []) write(join(folder, "packages", pack?.name ?? ""), name, text);
    }
  } catch (error) {
    throw new Refusal(
      "error",
      `what will be overwritten cannot be saved: ${(error as Error).message}.\n` +
        "  Nothing was changed. --no-backup applies without a backup.",
    );
  }
  return new Run(folder, record, { planned, left, temporary: !keep, now: options.now });
}

/** run.json of a run that begins. `lost`: secrets that nothing known here gives again; `loses`: what cannot go back. */
function recordOf(
  planned: RecordedPlan,
  target: Target,
  { id, now, command, outside }: RunOptions,
  lost: readonly string[],
  loses: readonly string[],
): RunRecord {
  const { observed, plan, shown } = planned;
  const sources = secretSources(planned);
  const bindings = bindingsOf(observed);
  return {
    format_version: "1",
    id,
    started: new Date(now()).toISOString(),
    command,
    by: userName(),
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
    ...(outside === undefined ? {} : { outside_window: outside }),
  };
}

function beforeOf(before: { digest: string; code: string; commit: string | undefined } | undefined) {
  if (before === undefined) return {};
  const { digest, code, commit } = before;
  return { before: { digest, code, ...(commit === undefined ? {} : { commit }) } };
}

/** The folder is for this user only, and git leaves it alone whatever the repository's own .gitignore says. */
function protect(target: Target): void {
  const root = join(target.base, ".iopctl");
  chmodSync(join(root, "runs"), 0o700);
  const ignore = join(root, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
}

function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}

/** The sources that earlier runs of this namespace applied, newest first. */
function earlierSources(runs: readonly FoundRun[], target: Target, namespace: string): SecretSources[] {
  return runs
    .filter(({ record }) => record.target === target.name && record.url === target.url)
    .flatMap(({ record }) => (record.namespace === namespace && record.sources !== undefined ? [record.sources] : []));
}

function lostText(address: string): string {
  return `${address}: its old value was a secret, and nothing that is known here gives it again`;
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

/** The runs that were recorded here and can be trusted, newest first. Throws Refusal where the folder is not this user's. */
export function listRuns(target: Target): readonly FoundRun[] {
  return readRuns(target.base).runs;
}

/** A run that only finished what another had begun has nothing of its own to bring back. */
export function changedSomething({ made: callCount, summary }: RunRecord): boolean {
  return callCount !== 0 && summary.create + summary.update + summary.delete > 0;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
