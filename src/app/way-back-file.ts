import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parseDocument } from "yaml";
import type { Target } from "../config/target.ts";

import type { RunRecord } from "../documents/run-record.ts";

import type { LeftDocument } from "../generated/left.ts";
import type { Environment } from "../model/environment.ts";
import { Refusal } from "../model/refusal.ts";
import type { PackageBefore } from "../planner/undoing.ts";
import { readLeft } from "../store/left-record.ts";
import { newFolder, readRunFile } from "../store/run-records.ts";
import { type EarlierRelease, hasCommit, restoreRelease } from "./restore-release.ts";

/** The state files of what stood before a run, as they are planned. */
export interface WayBackFile {
  /** A new folder, which holds the state file and the packages and nothing else; who asked for it removes it. */
  readonly folder: string;
  /** The state file of what stood before. */
  readonly path: string;
  /** What the run left; undefined: an older iopctl recorded it, which kept only what it changed. */
  readonly left: LeftDocument | undefined;
  /** The packages that the run uploaded or removed. */
  readonly packages: ReadonlyMap<string, PackageBefore>;
  /** Of each release before that was found, what its components load: its files must have this digest. */
  readonly codes: ReadonlyMap<string, string>;
}

/**
 * Makes a state file of what stood before a run: its definitions and state as they were recorded, and of each package the
 * release before, as far as it is found. Writes to a new folder only: a person has not said yes yet. Throws Refusal where
 * the record is not as it was written.
 */
export async function wayBackFile(
  folder: string,
  record: RunRecord,
  target: Target,
  env: Environment,
): Promise<WayBackFile> {
  const document = parseDocument(readRunFile(folder, "before.iop.yaml"));
  if (document.errors.length > 0 || document.has("packages")) {
    throw new Refusal("error", `${join(folder, "before.iop.yaml")} is not as iopctl wrote it. Nothing was changed.`);
  }
  const left = readLeft(folder);
  const back = newFolder("back");
  try {
    const packages = await addPackages(document, back, { record, left }, target, env);
    const path = join(back, "rollback.iop.yaml");
    writeFileSync(path, document.toString({ lineWidth: 0 }), { mode: 0o600 });
    const releases = [...record.packages, ...(left?.removed_packages.map(removed) ?? [])];
    const codes = new Map(releases.flatMap(({ name, before }) => (before ? [[name, before.code] as const] : [])));
    return { folder: back, path, left, packages, codes };
  } catch (error) {
    rmSync(back, { recursive: true, force: true });
    throw error;
  }
}

function removed({ name, ...before }: LeftDocument["removed_packages"][number]) {
  return { name, before };
}

interface Recorded {
  readonly record: RunRecord;
  readonly left: LeftDocument | undefined;
}

async function addPackages(
  document: Document,
  back: string,
  { record, left }: Recorded,
  target: Target,
  env: Environment,
): Promise<Map<string, PackageBefore>> {
  const out = new Map<string, PackageBefore>();
  const add = async (name: string, uploaded: string | undefined, release: EarlierRelease | undefined) => {
    if (release === undefined || release.digest === uploaded) {
      out.set(name, { digest: release?.digest, uploaded });
      return;
    }
    const path = join("restore", name);
    const found = await restoreRelease(release, join(back, path), target, env);
    if (found !== undefined) document.setIn(["packages", name], { ...found, path });
    const missing = found ? {} : { missing: await missingText(release, target, env) };
    out.set(name, { digest: release.digest, uploaded, ...missing });
  };
  for (const { name, digest, before, ...upload } of record.packages)
    await add(name, digest, before && { name, ...before, upload });
  for (const pack of left?.removed_packages ?? []) await add(pack.name, undefined, pack);
  return out;
}

/** What cannot be had, why, and what to do. */
async function missingText({ name, digest, commit }: EarlierRelease, target: Target, env: Environment) {
  const release = `${name} ${digest.slice(0, 12)}`;
  if (commit === undefined)
    return `${release} was deployed from uncommitted files, and no run that is recorded here has uploaded them: roll back in the checkout that they came from, or apply what is to stand instead`;
  const which = `${release} is of commit ${commit.slice(0, 12)}`;
  return (await hasCommit(commit, target.base, env))
    ? `${which}, which is here, but its files are not found in it: check it out and apply it`
    : `${which}, which is not found in this checkout: fetch it (git fetch --all), or apply it where it is`;
}
