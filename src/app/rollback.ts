import { rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Target } from "../config/target.ts";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { isUnfinished, type RunRecord } from "../documents/run-record.ts";
import type { Address } from "../model/address.ts";
import { parsePattern } from "../model/address.ts";
import type { DesiredProduction, DesiredState } from "../model/desired.ts";
import { definitionClass, packageOfRelease } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { Refusal } from "../model/refusal.ts";
import { type RecordTexts, recordTexts } from "../planner/left.ts";
import { undo } from "../planner/rollback.ts";
import type { Undoing } from "../planner/undoing.ts";
import { addressesOfPlan, readLeft } from "../store/left-record.ts";
import type { FoundRun } from "../store/run-records.ts";
import { beganToUndo, halfWay } from "./half-way.ts";
import { type PlanOptions, planTarget, type TargetPlan } from "./plan.ts";
import { statesOf } from "./targets.ts";
import { type WayBackFile, wayBackFile } from "./way-back-file.ts";
import type { World } from "./world.ts";

/** The plan of the way back from a run. */
export interface WayBackPlan {
  readonly back: TargetPlan & { readonly notUndone: readonly string[] };
  /** What only stays on the server's disk. */
  readonly stays: readonly string[];
  /** Removes what was written for it. */
  readonly remove: () => Promise<void>;
}

/**
 * Plans the way back to what stood before a run. `files`: what the files say now, whose limits hold for it as for an
 * apply; undefined: those hold that were recorded with the run. `together`: ids of the runs that go back with it. Throws
 * Refusal where half a way back is none.
 */
export async function planBack(
  { folder, record }: FoundRun,
  target: Target,
  flags: PlanOptions,
  world: World,
  files: DesiredState | undefined,
  together: readonly string[] = [],
): Promise<WayBackPlan> {
  const written = await wayBackFile(folder, record, target, world.env);
  const remove = () => rm(written.folder, { recursive: true, force: true });
  world.onEnd(remove);
  const { left } = written;
  const notUndone = left === undefined ? record.cannot.filter((text) => !text.startsWith("messages")) : [...left.loses];
  if (left === undefined) notUndone.push("an older iopctl recorded this run: what was changed since cannot be told");
  const begun = halfWay({ folder, record }, target, together);
  const { only: _only, target: _patterns, label: _labels, ...rest } = flags;
  const commits = new Map(record.packages.map(({ name, before }) => [name, before?.commit]));
  for (const { name, commit } of left?.removed_packages ?? []) commits.set(name, commit);
  try {
    const back = await planTarget([relative(world.cwd, written.path) || written.path], rest, world, {
      target,
      // What went back is not news: the files that were applied before say more than the server has.
      sources: target.state ?? ["."],
      commits,
      back: {
        adjust: (desired) => {
          checkPackages(desired, written, folder);
          return readsEnough(withLimitsOf(desired, files), written);
        },
        decide: (desired, observed) => {
          const found = undo(undoingOf(desired, written, { folder, record }, begun), observed);
          if (found.refused.length > 0) throw refusal(record, found.refused);
          notUndone.push(...found.notUndone);
          return found;
        },
      },
    });
    return { back: { ...back, notUndone, undoes: record.id }, stays: left?.stays ?? [], remove };
  } catch (error) {
    await remove();
    throw error instanceof InvalidFiles ? unplaced(record, error) : error;
  }
}

function undoingOf(
  before: DesiredState,
  { left, packages }: WayBackFile,
  { folder, record }: FoundRun,
  begun: ReadonlySet<string>,
): Undoing {
  return {
    before,
    left: left ?? { changed: addressesOfPlan(folder).map(parsePattern) },
    packages,
    bound: new Set(record.bindings),
    records: left?.records && { before: new Set(left.records_before), left: left.records },
    created: left?.created ?? [],
    ignore: new Map<string, readonly Address[]>(Object.entries(left?.ignore ?? {})),
    lost: record.lost ?? [],
    halfWay: begun,
  };
}

/** The packages of the record must be those that were found for it, with the files that were deployed then. */
function checkPackages(desired: DesiredState, files: WayBackFile, folder: string): void {
  for (const pack of desired.packages) {
    if (!pack.absent && dirname(pack.localPath) !== join(files.folder, "restore"))
      throw new Refusal("error", `${folder} is not as iopctl wrote it: ${pack.name} is not of its own files`);
    const code = files.codes.get(pack.name);
    if (pack.absent || code === undefined || pack.code === code) continue;
    const digest = files.packages.get(pack.name)?.digest?.slice(0, 12);
    throw new Refusal(
      "error",
      `the files that were found for ${pack.name} are not those of ${digest}: compare ${join(folder, "packages")}`,
    );
  }
}

/**
 * The limits of the files hold for a way back as for an apply: those of today, and of the run where these say nothing.
 * How much may be removed is limited only where somebody has said so, since what goes is what the run has made.
 */
function withLimitsOf(before: DesiredState, files: DesiredState | undefined): DesiredState {
  const guards = { pruneLimit: { text: "100%", share: 1 }, ...before.guards, ...files?.guards };
  const isProtected = ({ name, protect }: DesiredProduction) =>
    protect === true || files?.productions.some((entry) => entry.name === name && entry.protect === true) === true;
  const productions = before.productions.map((production) =>
    isProtected(production) ? { ...production, protect: true } : production,
  );
  return { ...before, guards, productions };
}

/** What is to go back is seen in the bindings too, where the run had to do with them. */
function readsEnough(desired: DesiredState, { left, packages }: WayBackFile): DesiredState {
  const bound = packages.size > 0 || left?.entries.some(({ at }) => at[0] === "bindings") === true;
  return bound ? { ...desired, bindings: { present: [], absent: [], prune: "none", keep: [] } } : desired;
}

function refusal({ id }: RunRecord, why: readonly string[]): Refusal {
  return new Refusal(
    "error",
    `cannot roll back ${id}: what was there before is neither in git here nor in a backup:\n` +
      `${why.map((text) => `  ${text}`).join("\n")}\n` +
      "  Nothing was changed.",
  );
}

/** The files of a way back are gone when somebody reads the message. */
function unplaced({ id }: RunRecord, { diagnostics }: InvalidFiles): Refusal {
  const lines = diagnostics.map(({ message, hint }) => `  ${message}${hint === undefined ? "" : `; ${hint}`}`);
  return new Refusal("error", `cannot roll back ${id}:\n${[...new Set(lines)].join("\n")}\n  Nothing was changed.`);
}

/** What the files say now of a namespace; undefined, and said, where they cannot be read. No secret is asked for. */
export async function filesNow(namespace: string, target: Target, world: World): Promise<DesiredState | undefined> {
  try {
    const silent = { ...world, note: () => undefined };
    const { states } = await statesOf([], target, silent, true, true);
    return states.find(({ desired }) => desired.namespace === namespace)?.desired;
  } catch {
    world.warn("the files cannot be read now: the limits that were recorded with the run hold");
    return undefined;
  }
}

/**
 * What the server's own records said after the newest run that read them; undefined: nobody knows. A run that came to its
 * end without reading them wrote none, so what they said before it counts, back to the run that is given.
 */
export function recordsLeft({ record: { id } }: FoundRun, newestFirst: readonly FoundRun[]): RecordTexts | undefined {
  for (const { folder, record } of newestFirst) {
    const left = readLeft(folder);
    if (left === undefined || left.records !== undefined || isUnfinished(record) || record.id === id)
      return left?.records;
  }
  return undefined;
}

/**
 * What was applied after a run, as far as anybody knows: by what the runs that are recorded here left of the server's own
 * records, against what those say now. `left`: as `recordsLeft` gives it. `later`: runs that are recorded here; `elsewhere`: names of what another clone, or a run without a backup, applied.
 */
export function appliedSince(
  { record }: FoundRun,
  newestFirst: readonly FoundRun[],
  left: RecordTexts | undefined,
  observed: ObservedState,
) {
  const later = newestFirst
    .filter((run) => run.record.started > record.started && (run.record.made ?? 0) > 0)
    .filter((run) => !beganToUndo(run, record.id));
  // What its own way back was writing when it ended is not somebody else's.
  const now = Array.isArray(observed.bindings) ? recordTexts(observed) : undefined;
  if (record.goes_back !== undefined || left === undefined || now === undefined) return { later, elsewhere: [] };
  const names = new Map([...observed.productions.keys()].map((name) => [definitionClass(name), name]));
  const classes = [...new Set([...Object.keys(now), ...Object.keys(left)])];
  const moved = classes.filter((className) => now[className] !== left[className]);
  return { later, elsewhere: moved.map((name) => names.get(name) ?? packageOfRelease(name) ?? name) };
}
