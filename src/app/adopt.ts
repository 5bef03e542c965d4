import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { InvalidFiles, type Place } from "../desired/diagnostic.ts";
import { editYaml, type PlacedEdit, sharedPlaces } from "../desired/edit-yaml.ts";
import { isInside } from "../desired/reach.ts";
import { Reading } from "../desired/reading.ts";
import { formatAddress, matchAny } from "../model/address.ts";
import { Refusal } from "../model/refusal.ts";
import { conflictsOf, originsOf } from "../planner/origins.ts";
import { type InvalidAdoption, invalidWith } from "./adopt-check.ts";
import { editOf } from "./adopt-edit.ts";
import { type PlanContext, type PlanOptions, planTarget } from "./plan.ts";
import { addressesOf, patternsOf, refuseUnmatched } from "./selection.ts";
import { placesOf, targetNames } from "./targets.ts";
import type { World } from "./world.ts";

/** The target, where it is known already; else the options say it. */
type Opened = Pick<PlanContext, "target">;

/** An address whose value on the server the files are to say, and the file that then says it. */
interface Adopted {
  readonly address: string;
  /** As it is shown: relative to the working directory. */
  readonly file: string;
}
/** An address that stays as it is in the files, and why. */
interface Skipped {
  readonly address: string;
  readonly why: string;
}
/** What a file will be. */
interface Edited {
  /** Its absolute path. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The same as a unified diff. */
  readonly patch: string;
}
/** The edits that would take what was changed on the server into the files, and what stays as it is. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly skipped: readonly Skipped[];
  readonly files: readonly Edited[];
  /** The other targets of the config whose state these files are too: their plans change with them. */
  readonly alsoOf: readonly string[];
  /** Why the files would not be valid with the edits; undefined: they would be. */
  readonly invalid: InvalidAdoption | undefined;
  /** The config's additional names of settings that are secrets. */
  readonly sensitiveNames: readonly string[];
}

const CONFLICT =
  "it was changed in the files too: name its address to take the server's value in the place of the files'";
const UNKNOWN = "it is not certain who changed it: name its address to adopt it";

/**
 * The edits that take what was changed on the server back into the state files: each value where it stands, in the layer
 * that it came from. What is new in the files and not applied yet, and what is of unknown origin, is left alone, unless
 * `addresses` names it. Writes nothing. Throws Refusal, InvalidFiles and ApiError.
 */
export async function planAdoption(
  addresses: readonly string[],
  options: PlanOptions,
  world: World,
  opened: Opened = {},
): Promise<Adoption> {
  const current = await planTarget([], options, world, { ...opened, lenient: true });
  const patterns = patternsOf("adopt", addresses, () => addressesOf(current.plans));
  const named = matchAny(patterns);
  refuseUnmatched("adopt", addresses, patterns, current.plans);
  const edits = new Map<string, { source: Place["source"]; edits: (PlacedEdit & { address: string })[] }>();
  const adopted: Adopted[] = [];
  const skipped: Skipped[] = [];
  for (const planned of current.plans) {
    const { desired } = planned.loaded;
    const origins = originsOf(planned.plan.changes, desired, planned.observed);
    const conflicts = conflictsOf(planned.plan.changes, desired, planned.observed);
    for (const change of planned.plan.changes) {
      const address = formatAddress(change.address);
      const origin = origins.get(change) ?? "unknown";
      if (patterns.length > 0 ? !named(change.address) : origin === "files") continue;
      const doubt = origin === "unknown" ? UNKNOWN : conflicts.has(change) ? CONFLICT : undefined;
      const result = patterns.length === 0 && doubt !== undefined ? { why: doubt } : editOf(change, planned);
      if ("why" in result) {
        skipped.push({ address, why: result.why });
        continue;
      }
      for (const { place, edit } of result.edits) {
        const entry = edits.get(place.source.file) ?? { source: place.source, edits: [] };
        entry.edits.push({ offset: place.start, edit, address });
        edits.set(place.source.file, entry);
      }
    }
  }
  const lists = [...edits].flatMap(([file, { source, edits: list }]) => {
    const why = sharedPlaces(readFileSync(file, "utf8"), list);
    const alone = list.filter((_edit, index) => why[index] === undefined);
    adopted.push(...alone.map(({ address }) => ({ address, file: source.path })));
    skipped.push(
      ...list.flatMap(({ address }, index) => (why[index] === undefined ? [] : [{ address, why: why[index] }])),
    );
    return alone.length === 0 ? [] : [{ file, path: source.path, alone }];
  });
  const files = lists.map(({ file, path, alone }) => edited(file, path, alone));
  const textsWith = (some: ReadonlySet<string>) =>
    new Map(
      lists.map(({ file, path, alone }) => {
        const mine = alone.filter(({ address }) => some.has(address));
        return [file, editedText(readFileSync(file, "utf8"), path, mine)] as const;
      }),
    );
  const touched = adopted.map(({ address }) => address);
  const invalid = files.length === 0 ? undefined : await invalidWith(touched, textsWith, options, world, opened);
  const alsoOf = files.length === 0 ? [] : await othersOf(files, current.target.name, options, world);
  return { adopted, skipped, files, alsoOf, invalid, sensitiveNames: current.target.sensitiveNames };
}

/** Which other targets read one of these files. One whose place cannot be read is no reason to stop. */
async function othersOf(
  files: readonly Edited[],
  written: string,
  { config }: PlanOptions,
  world: World,
): Promise<string[]> {
  const flags = config === undefined ? {} : { config };
  const reading = new Reading();
  const names = await targetNames({ ...flags, target: ["*"] }, world, reading).catch(() => []);
  const reads = async (name: string) => {
    const { state } = await placesOf(name, flags, world, reading);
    return files.some(({ file }) => state.some((path) => isInside(resolve(world.cwd, path), file)));
  };
  const others = names.flatMap((name) => (name === undefined || name === written ? [] : [name]));
  const found = await Promise.all(others.map((name) => reads(name).catch(() => false)));
  return others.filter((_name, index) => found[index]);
}

function edited(file: string, path: string, edits: readonly PlacedEdit[]): Edited {
  const before = readFileSync(file, "utf8");
  const after = editedText(before, path, edits);
  const patch = createTwoFilesPatch(path, path, before, after, "", "", { context: 2 });
  return { file, before, after, patch: patch.replace(/^(Index: .*|=+)\n/gm, "") };
}

function editedText(before: string, path: string, edits: readonly PlacedEdit[]): string {
  try {
    return editYaml(before, edits);
  } catch (error) {
    throw new Refusal("error", `${path}: ${(error as Error).message}. Nothing was written.`);
  }
}

/** Writes the files, whole. Throws Refusal where one is not what it was when the edits were made. */
export function writeAdoption({ files }: Adoption): void {
  for (const { file, before } of files) {
    if (readFileSync(file, "utf8") !== before)
      throw new Refusal("stale", `${file} was changed while you were asked. Nothing was written: run it again`);
  }
  for (const { file, after } of files) writeFileSync(file, after);
}

/**
 * What was adopted must not be planned any more: else the edit did not mean what it was to. Gives the addresses that still
 * differ, or the errors of the files where they are not valid now.
 */
export async function stillDiffering(
  { adopted }: Adoption,
  options: PlanOptions,
  world: World,
  opened: Opened = {},
): Promise<readonly string[] | InvalidFiles> {
  try {
    const again = await planTarget([], options, world, { ...opened, lenient: true });
    const differing = new Set(
      again.plans.flatMap(({ plan }) => plan.changes.map(({ address }) => formatAddress(address))),
    );
    return adopted.map(({ address }) => address).filter((address) => differing.has(address));
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    return error;
  }
}
