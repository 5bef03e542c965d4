import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { leftAfterWayBack, leftByRun, type RunLeft } from "../documents/left.ts";
import type { RecordedPlan } from "../documents/recorded.ts";
import type { RunRecord } from "../documents/run-record.ts";
import type { LeftDocument } from "../generated/left.ts";
import { documentText } from "../model/json.ts";
import type { ObservedState } from "../model/observed.ts";
import { Refusal } from "../model/refusal.ts";
import { type FoundRun, newFolder, ownRunsFolder, readRuns } from "./run-records.ts";
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
    writeWhole(this.folder, "run.json", documentText(this.record));
  }

  /** What the calls left, now that they are made. */
  leaves(result: RunLeft): void {
    this.left = leftByRun(this.left, this.planned, result);
    writeWhole(this.folder, "left.json", JSON.stringify(this.left));
  }

  /** Before the run itself goes back: which addresses that changes, until it is known what became of them. */
  goesBack(addresses: readonly string[]): void {
    this.record = { ...this.record, goes_back: [...addresses] };
    writeWhole(this.folder, "run.json", documentText(this.record));
  }

  /** After the run itself went back: what iopctl's records say now. */
  recorded(observed: ObservedState): void {
    this.left = leftAfterWayBack(this.left, observed);
    writeWhole(this.folder, "left.json", JSON.stringify(this.left));
    const { goes_back: _ended, ...record } = this.record;
    this.record = record;
    writeWhole(this.folder, "run.json", documentText(this.record));
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
/** So many of each namespace of a target stay all the same: a run over a thousand targets must not take their ways back. */
const KEPT_OF_EACH = 5;

/** The runs that make room for one more, of those that are there, newest first. `held`: never those. */
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

/** Whose runs they are. */
interface Recorder {
  /** The folder of the config, absolute. */
  readonly base: string;
}

/** What is written down of a run before its first call. */
interface RunStart {
  readonly record: RunRecord;
  readonly planned: RecordedPlan;
  /** What it will leave if all goes well. */
  readonly left: LeftDocument;
  /** All that stands beside run.json: names below its folder, and texts. */
  readonly files: () => Iterable<readonly [name: string, text: string]>;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Where it is recorded, as `runFolder` gave it. */
  readonly folder: string;
  /** false: kept only as long as the run may have to go back. */
  readonly keep: boolean;
  /** Of the same target, newest first: those that are outdated go. */
  readonly earlier: readonly FoundRun[];
  /** Older runs that must stay, however old. */
  readonly held?: ReadonlySet<string> | undefined;
}

/** Where a run is recorded; one that is not kept lies elsewhere. Throws Refusal where the folder is not this user's own. */
export function runFolder(base: string, { id, keep }: { readonly id: string; readonly keep: boolean }): string {
  return keep ? join(ownRunsFolder(base), id) : newFolder("run");
}

/** Writes down what a plan will overwrite. Throws Refusal where that cannot be: then nothing is applied. */
export function writeRun(
  target: Recorder,
  { folder, record, planned, left, files, now, keep, earlier, held }: RunStart,
): Run {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    if (keep) {
      protect(target);
      for (const old of outdated(earlier, held)) rmSync(old.folder, { recursive: true, force: true });
    }
    write(folder, "run.json", documentText(record));
    for (const [name, text] of files()) write(folder, name, text);
  } catch (error) {
    throw new Refusal(
      "error",
      `what will be overwritten cannot be saved: ${(error as Error).message}.\n` +
        "  Nothing was changed. --no-backup applies without a backup.",
    );
  }
  return new Run(folder, record, { planned, left, temporary: !keep, now });
}

/** The folder is for this user only, and git leaves it alone whatever the repository's own .gitignore says. */
function protect(target: Recorder): void {
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

/** The runs that were recorded here and can be trusted, newest first. Throws Refusal where the folder is not this user's. */
export function listRuns(target: Recorder): readonly FoundRun[] {
  return readRuns(target.base).runs;
}

/** Those of one target alone, newest first; what belongs to others is not looked through. Throws Refusal as `listRuns`. */
export function runsOfTarget(target: Recorder & { readonly name: string }): readonly FoundRun[] {
  return readRuns(target.base, ({ target: name }) => name === target.name).runs;
}

/** Who runs this, for the record; empty: nobody that the system knows. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
