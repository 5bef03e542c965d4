import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { Target } from "../config/target.ts";
import { filesAt, openRepository, type Repository } from "../desired/repository.ts";
import { STATE_FILE } from "../desired/state-files.ts";

import type { RunPackage } from "../documents/run-record.ts";

import type { Environment } from "../model/environment.ts";

import { isObject } from "../model/json.ts";
import { copyPlain } from "../store/run-records.ts";
import { listRuns } from "../store/runs.ts";
import { trackedProblem } from "./tracked.ts";

/** A release that stood on the server before a run, and where its files may lie. */
export interface EarlierRelease {
  readonly name: string;
  readonly digest: string;
  readonly commit?: string;
  /** Where its files lay and its entry, where the run has uploaded the package; a run that removed it knows neither. */
  readonly upload?: Pick<RunPackage, "path" | "entry">;
}

type Entry = RunPackage["entry"];

/**
 * The entry of a release, with its files in `to`: from the upload of a recorded run, or from git at the recorded commit.
 * undefined: they are nowhere.
 */
export async function restoreRelease(
  release: EarlierRelease,
  to: string,
  target: Target,
  env: Environment,
): Promise<Entry | undefined> {
  // Other runs' uploads count only where they are certainly not a commit's.
  const runs = (await trackedProblem(target.base, env)) === undefined ? listRuns(target) : [];
  const uploads = runs.flatMap(({ record, folder }) =>
    record.packages.filter(({ name }) => name === release.name).map((pack) => ({ ...pack, folder })),
  );
  for (const { digest, entry, folder } of uploads) {
    const from = join(folder, "packages", release.name);
    if (digest !== release.digest || !existsSync(from)) continue;
    copyPlain(from, to);
    return { ...entry, include: ["**/*"], exclude: [] };
  }
  const { commit } = release;
  if (commit === undefined) return undefined;
  // A run that removed the package says nothing of its files: an earlier one may, or the state files of the commit.
  const known = [release.upload, ...uploads, ...(await declaredAt(commit, release.name, target.base, env))];
  for (const place of known)
    if (place !== undefined && (await fromGit(place.path, commit, to, env))) return place.entry;
  return undefined;
}

/** Whether the work tree that holds a folder knows a commit. */
export async function hasCommit(commit: string, folder: string, env: Environment): Promise<boolean> {
  const repository = await openRepository(folder, env);
  return repository !== undefined && (await filesAt(repository, commit, repository.root)) !== undefined;
}

/** Writes the files of a directory as they were at a commit. Gives whether there were any. */
async function fromGit(directory: string, commit: string, to: string, env: Environment): Promise<boolean> {
  // The directory may be gone today: what counts is the work tree that would hold it.
  const repository = await openRepository(directory, env);
  const files = repository === undefined ? undefined : await filesAt(repository, commit, directory);
  if (repository === undefined || files === undefined) return false;
  for (const [name, id] of files) {
    const bytes = await repository.git("cat-file", "blob", id);
    if (bytes === undefined || name.split("/").includes("..")) return false;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), bytes);
  }
  return files.size > 0;
}

/** How the state files of a commit declare a package. Whether its files are the right ones is seen by their digest. */
async function declaredAt(commit: string, name: string, base: string, env: Environment) {
  const repository = await openRepository(base, env);
  const files = repository === undefined ? undefined : await filesAt(repository, commit, repository.root);
  if (repository === undefined || files === undefined) return [];
  const out: Pick<RunPackage, "path" | "entry">[] = [];
  for (const [file, id] of files) {
    if (!STATE_FILE.test(file)) continue;
    const found = await packageIn(repository, id, name);
    if (found === undefined) continue;
    const { path, ...entry } = found;
    if (typeof path === "string" && !path.includes("${"))
      out.push({ path: resolve(repository.root, dirname(file), path), entry });
  }
  return out;
}

async function packageIn(repository: Repository, id: string, name: string): Promise<Entry | undefined> {
  const bytes = await repository.git("cat-file", "blob", id);
  try {
    const document: unknown = parseDocument(bytes?.toString("utf8") ?? "").toJS();
    const packages = isObject(document) ? document["packages"] : undefined;
    const entry = isObject(packages) && Object.hasOwn(packages, name) ? packages[name] : undefined;
    return isObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}
