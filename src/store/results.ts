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
import type { ResultLine } from "../generated/result.ts";
import { validateResult } from "../generated/validators.js";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";
import { ownFolder, readOwnFile } from "./run-records.ts";

/** Whether a target needs nothing more. */
export function isWell({ ending }: Pick<ResultLine, "ending">): boolean {
  return ending === "done" || ending === "changes";
}

/** Of several lines for one target the last, in the order in which targets came first. */
export function newest(lines: readonly ResultLine[]): ResultLine[] {
  const out = new Map<string, ResultLine>();
  for (const line of lines) {
    const known = out.get(line.target);
    if (known === undefined || known.time <= line.time) out.set(line.target, line);
  }
  return [...out.values()];
}

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
}

/**
 * What became of the targets of an earlier run: the id of a recorded one, or a file that `--json-lines` or `--json-into` of
 * plan and drift wrote. Throws Refusal, also where nothing stands in it.
 */
export function readResults(run: string, base: string, cwd: string): EarlierRun {
  const file = resolve(cwd, run);
  const whole = !existsSync(file);
  const lines = newest(whole ? recorded(run, base) : resultsIn(readResultFile(file, run), run));
  if (lines.length > 0) return { run, lines, whole };
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

function recorded(run: string, base: string): ResultLine[] {
  const folder = ownFolder(base, "fleets");
  const known = existsSync(folder) ? idsIn(folder) : [];
  if (!known.includes(run)) {
    throw new Refusal(
      "error",
      `there is no run ${run} over several targets, and no such file; there is: ${known.slice(0, 5).join(", ") || "none"}.\n` +
        "  apply over several targets records one; plan and drift write a file with --json-lines or --json-into.",
    );
  }
  return resultsIn(readOwnFile(join(folder, `${run}.ndjson`)), run);
}

/** Newest first. */
function idsIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => (/^[A-Za-z0-9][A-Za-z0-9_-]*\.ndjson$/.test(name) ? [name.slice(0, -".ndjson".length)] : []))
    .sort()
    .reverse();
}

/** The results in a text: lines of `--json-lines`, or a plan's JSON. Throws Refusal where it is neither. */
export function resultsIn(text: string, label: string): ResultLine[] {
  const whole = parsed(text);
  // A line of plan and drift has plans too: alone in a file it is still a line, with an ending of its own.
  if (isObject(whole) && Array.isArray(whole["plans"]) && !("target" in whole) && !("ending" in whole)) {
    refuseOtherVersion(whole["format_version"], text, label);
    return ofDocument(whole as unknown as PlanLike);
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const data = parsed(line);
    if (validateResult(data)) return data as ResultLine;
    const [first] = validateResult.errors ?? [];
    const why = data === undefined ? "it is not JSON" : `${first?.instancePath ?? ""} ${first?.message ?? ""}`.trim();
    throw new Refusal(
      "error",
      `${label}:${index + 1}: this is no line of --json-lines, nor is the file a plan's JSON: ${why}`,
    );
  });
}

/** What another version of the format means is not known, and is never taken for well. */
function refuseOtherVersion(version: unknown, text: string, label: string): void {
  if (version === "1") return;
  const index = text.split("\n").findIndex((line) => line.includes('"format_version"'));
  const what = version === undefined ? "no format_version" : `format_version ${JSON.stringify(version)}`;
  throw new Refusal(
    "error",
    `${label}:${Math.max(index, 0) + 1}: this plan's JSON has ${what}; this program knows "1". Update it, or make the file again.`,
  );
}

interface PlanLike {
  readonly created_at?: unknown;
  readonly plans: readonly unknown[];
  readonly errors?: readonly unknown[];
}

/** A plan's JSON does not say how each target ended, but what stands in the way of it. */
function ofDocument({ created_at: created, plans, errors = [] }: PlanLike): ResultLine[] {
  const time = typeof created === "string" ? created : "1970-01-01T00:00:00Z";
  const plansOf = (name: unknown) => plans.filter((plan) => isObject(plan) && plan["target"] === name) as object[];
  const line = (target: unknown, ending: ResultLine["ending"], message: string): ResultLine => {
    const shown = plansOf(target);
    const command = shown.some((plan) => "drift" in plan) ? ("drift" as const) : ("plan" as const);
    const base = { format_version: "1" as const, time, command, target: String(target), ending, message };
    return shown.length === 0 ? base : ({ ...base, differs: shown.some(differs), plans: shown } as ResultLine);
  };
  const objects = (list: readonly unknown[]) => list.filter(isObject);
  const bad = new Map(objects(errors).map((error) => [error["target"], String(error["message"])]));
  const refused = objects(plans).filter(({ refused: limits }) => Array.isArray(limits) && limits.length > 0);
  const names = new Set(objects(plans).map(({ target }) => target));
  return [
    ...[...names].map((name) => {
      if (refused.some(({ target }) => target === name)) return line(name, "guard", "refused by a guard");
      return plansOf(name).some(drifted) ? line(name, "changes", "drift") : line(name, "done", "");
    }),
    ...[...bad].map(([name, message]) => line(name, "error", message)),
  ];
}

function differs(plan: object): boolean {
  const { changes, calls } = plan as { readonly changes?: unknown; readonly calls?: unknown };
  return [changes, calls].some((list) => Array.isArray(list) && list.length > 0);
}

/** Of a drift's JSON: whether something was changed on the server, or nobody knows where. */
function drifted(plan: object): boolean {
  const { drift } = plan as { readonly drift?: { readonly server?: number; readonly unknown?: number } };
  return (drift?.server ?? 0) + (drift?.unknown ?? 0) > 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
