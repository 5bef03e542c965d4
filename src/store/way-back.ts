import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Document, parseDocument } from "yaml";
import type { Target } from "../config/target.ts";
import { type Environment, filesAt, openRepository } from "../desired/repository.ts";
import { Refusal } from "../model/refusal.ts";
import type { RunPackage, RunRecord } from "./run-record.ts";
import { copyPlain, newFolder, readRunFile, trackedProblem } from "./run-records.ts";
import { listRuns } from "./runs.ts";

export interface WayBackFile {
  /** A new folder, which holds the state file and the packages and nothing else; who asked for it removes it. */
  readonly folder: string;
  /** The state file to apply. */
  readonly path: string;
  /** What it does not bring back. */
  readonly notes: readonly string[];
}

/**
 * Makes a state file of what stood before a run: its definitions and state as they were recorded, and of each package the
 * release before, from git at the recorded commit or from the upload of an earlier run. Writes to a new folder only: a
 * person has not said yes yet. Throws Refusal where a release cannot be found: half a way back is none.
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
  const notes = [...record.cannot.filter((text) => !text.startsWith("messages"))];
  const uploads = record.packages.some(({ before, digest }) => before !== undefined && before.digest !== digest);
  if (record.removed.length > 0 && !uploads) {
    notes.push(`${record.removed.join(", ")}: the next upload of the package that provides it binds it again`);
  }
  const made = newFolder("back");
  try {
    await addPackages(document, made, record, target, env);
    const path = join(made, "rollback.iop.yaml");
    writeFileSync(path, document.toString({ lineWidth: 0 }), { mode: 0o600 });
    return { folder: made, path, notes };
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
}

async function addPackages(
  document: Document,
  made: string,
  record: RunRecord,
  target: Target,
  env: Environment,
): Promise<void> {
  const missing: string[] = [];
  for (const pack of record.packages) {
    if (pack.before === undefined || pack.before.digest === pack.digest) continue;
    const path = join("restore", pack.name);
    const found = await restore(pack, join(made, path), target, env);
    if (!found) {
      const commit = pack.before.commit;
      missing.push(
        `${pack.name} ${pack.before.digest.slice(0, 12)}${commit ? ` (commit ${commit.slice(0, 12)})` : ", uncommitted files"}`,
      );
      continue;
    }
    document.setIn(["packages", pack.name], { ...found, path });
  }
  if (missing.length === 0) return;
  throw new Refusal(
    "error",
    `cannot roll back ${record.id}: the release before is neither in git here nor in a backup: ${missing.join(", ")}.\n` +
      "  Check the commit out and apply it, or fetch it: git fetch --all.",
  );
}

/** The entry of the release before, with its files in `to`; undefined where they are nowhere. */
async function restore(
  pack: RunPackage,
  to: string,
  target: Target,
  env: Environment,
): Promise<RunPackage["entry"] | undefined> {
  const { digest, commit } = pack.before as NonNullable<RunPackage["before"]>;
  // Other runs' uploads count only where they are certainly not a commit's.
  const others = (await trackedProblem(target.base, env)) === undefined ? listRuns(target) : [];
  for (const { record, folder } of others) {
    const same = record.packages.find((entry) => entry.name === pack.name && entry.digest === digest);
    const from = join(folder, "packages", pack.name);
    if (same === undefined || !existsSync(from)) continue;
    copyPlain(from, to);
    return { ...same.entry, include: ["**/*"], exclude: [] };
  }
  if (commit !== undefined && (await fromGit(pack.path, commit, to, env))) {
    return pack.entry;
  }
  return undefined;
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
