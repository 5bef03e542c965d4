import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { newest, resultsIn, withoutTornLine } from "../documents/results.ts";
import type { ResultLine } from "../generated/result.ts";
import { Refusal } from "../model/refusal.ts";
import { ownFolder, readOwnFile } from "./run-records.ts";

/**
 * The record of a run over several targets: `.iopctl/fleets/<id>.ndjson`, a line for each as `--json-lines` prints it. All
 * stand there as not reached from the start, so that a run that was killed says what is left.
 */
export class ResultsRecord {
  readonly id: string;
  private readonly path: string;

  private constructor(id: string, path: string) {
    this.id = id;
    this.path = path;
  }

  /** undefined: nothing can be written there; the run goes on without. */
  static start(base: string, id: string, lines: readonly ResultLine[]): ResultsRecord | undefined {
    try {
      const folder = ownFolder(base, "fleets");
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      const ignore = join(dirname(folder), ".gitignore");
      if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
      const old = idsIn(folder);
      for (const name of old.slice(KEPT - 1)) rmSync(join(folder, `${name}.ndjson`), { force: true });
      const record = new ResultsRecord(id, join(folder, `${id}.ndjson`));
      writeFileSync(record.path, textOf(lines), { mode: 0o600, flag: "wx" });
      return record;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return undefined;
    }
  }

  add(line: ResultLine): void {
    try {
      appendFileSync(this.path, textOf([line]), { mode: 0o600 });
    } catch {
      // A full disk does not end an apply: the record then says less than was done.
    }
  }
}

const KEPT = 100;

function textOf(lines: readonly ResultLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** What is known of an earlier run. */
export interface EarlierRun {
  /** As it was named. */
  readonly run: string;
  /** One line a target, at least one. */
  readonly lines: readonly ResultLine[];
  /** Whether it names every target that the run was to reach: a recorded run does, a file may have been cut short. */
  readonly whole: boolean;
  /** The last line, from 1, where it is cut off: it does not count. */
  readonly torn?: number;
}

/**
 * What became of the targets of an earlier run: the id of a recorded one, or a file that `--json-lines` or `--json-into` of
 * plan and drift wrote. Throws Refusal, also where nothing stands in it.
 */
export function readResults(run: string, base: string, cwd: string): EarlierRun {
  const file = resolve(cwd, run);
  const recorded = !existsSync(file);
  const { text, torn } = withoutTornLine(recorded ? recordOf(run, base) : readResultFile(file, run));
  const lines = newest(resultsIn(text, run));
  // A record that was cut off before any target was reached may not name all of them.
  const whole = recorded && (torn === undefined || lines.some(({ ending }) => ending !== "not_reached"));
  if (lines.length > 0) return { run, lines, whole, ...(torn === undefined ? {} : { torn }) };
  throw new Refusal(
    "error",
    `${run} is empty: it does not say what became of any target, so nobody knows what is left.\n` +
      "  Leave --resume out, and name what is meant with --target.",
  );
}

/** The text of a file of results; `label`: its name for people. Throws Refusal where it cannot be read. */
export function readResultFile(path: string, label: string): string {
  const wanted = "a file that --json-lines or --json-into wrote is wanted";
  try {
    if (!statSync(path).isDirectory()) return readFileSync(path, "utf8");
  } catch (error) {
    throw new Refusal("error", `${label} cannot be read: ${(error as Error).message}; ${wanted}`);
  }
  throw new Refusal("error", `${label} is a folder; ${wanted}`);
}

function recordOf(run: string, base: string): string {
  const folder = ownFolder(base, "fleets");
  const known = existsSync(folder) ? idsIn(folder) : [];
  if (!known.includes(run)) {
    throw new Refusal(
      "error",
      `there is no run ${run} over several targets, and no such file; there is: ${known.slice(0, 5).join(", ") || "none"}.\n` +
        "  apply over several targets records one; plan and drift write a file with --json-lines or --json-into.",
    );
  }
  return readOwnFile(join(folder, `${run}.ndjson`));
}

/** Newest first. */
function idsIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => (/^[A-Za-z0-9][A-Za-z0-9_-]*\.ndjson$/.test(name) ? [name.slice(0, -".ndjson".length)] : []))
    .sort()
    .reverse();
}
