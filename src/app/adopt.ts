import { readFileSync, writeFileSync } from "node:fs";
import { createTwoFilesPatch } from "diff";
import { InvalidFiles, type Place } from "../desired/diagnostic.ts";
import { editYaml, type PlacedEdit } from "../desired/edit-yaml.ts";
import { formatAddress, matchAny } from "../model/address.ts";
import { Refusal } from "../model/refusal.ts";
import { originsOf } from "../planner/origins.ts";
import { editOf } from "./adopt-edit.ts";
import { type PlanOptions, planTarget } from "./plan.ts";
import { addressesOf, patternsOf, refuseUnmatched } from "./selection.ts";
import type { World } from "./world.ts";

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
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly skipped: readonly Skipped[];
  readonly files: readonly Edited[];
  /** The config's additional names of settings that are secrets. */
  readonly sensitiveNames: readonly string[];
}

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
): Promise<Adoption> {
  const made = await planTarget([], options, world, { lenient: true });
  const patterns = patternsOf("adopt", addresses, () => addressesOf(made.plans));
  const named = matchAny(patterns);
  refuseUnmatched("adopt", addresses, patterns, made.plans);
  const edits = new Map<string, { source: Place["source"]; edits: PlacedEdit[] }>();
  const adopted: Adopted[] = [];
  const skipped: Skipped[] = [];
  for (const planned of made.plans) {
    const origins = originsOf(planned.plan.changes, planned.loaded.desired, planned.observed);
    for (const change of planned.plan.changes) {
      const address = formatAddress(change.address);
      const origin = origins.get(change) ?? "unknown";
      if (patterns.length > 0 ? !named(change.address) : origin === "files") continue;
      const result = patterns.length === 0 && origin === "unknown" ? { why: UNKNOWN } : editOf(change, planned);
      if ("why" in result) {
        skipped.push({ address, why: result.why });
        continue;
      }
      for (const { place, edit } of result.edits) {
        const entry = edits.get(place.source.file) ?? { source: place.source, edits: [] };
        entry.edits.push({ offset: place.start, edit });
        edits.set(place.source.file, entry);
        adopted.push({ address, file: place.source.path });
      }
    }
  }
  const files = [...edits].map(([file, { source, edits: list }]) => edited(file, source.path, list));
  return { adopted, skipped, files, sensitiveNames: made.target.sensitiveNames };
}

function edited(file: string, path: string, edits: readonly PlacedEdit[]): Edited {
  const before = readFileSync(file, "utf8");
  let after: string;
  try {
    after = editYaml(before, edits);
  } catch (error) {
    throw new Refusal("error", `${path}: ${(error as Error).message}. Nothing was written.`);
  }
  const patch = createTwoFilesPatch(path, path, before, after, "", "", { context: 2 });
  return { file, before, after, patch: patch.replace(/^(Index: .*|=+)\n/gm, "") };
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
export async function leftOf(
  { adopted }: Adoption,
  options: PlanOptions,
  world: World,
): Promise<readonly string[] | InvalidFiles> {
  try {
    const again = await planTarget([], options, world, { lenient: true });
    const left = new Set(again.plans.flatMap(({ plan }) => plan.changes.map(({ address }) => formatAddress(address))));
    return adopted.map(({ address }) => address).filter((address) => left.has(address));
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    return error;
  }
}
