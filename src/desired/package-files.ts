import { createHash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PackageFile } from "../model/desired.ts";
import { globMatcher } from "./glob.ts";
import { locateWithin, readPlain } from "./reach.ts";

/** Never uploaded, whatever `include` says; nor are hidden files and virtual environments. */
const CACHES = new Set(["__pycache__", "node_modules"]);
const VENV_FILE = "pyvenv.cfg";
/** The most characters of one text in IRIS (wire-notes, 6.3). */
const LONGEST_FILE = 3_600_000;

/** Why a package cannot be read, as a sentence. */
export interface PackageProblem {
  readonly problem: string;
}

/**
 * The files of a package directory, sorted by name. Nothing of it may lie outside of the roots, also not through a
 * symbolic link. `label` names it to people.
 */
export async function readPackage(
  directory: string,
  roots: readonly string[],
  include: readonly string[],
  exclude: readonly string[],
  label = directory,
): Promise<readonly PackageFile[] | PackageProblem> {
  const place = locateWithin(directory, roots);
  if ("problem" in place) {
    const missing = place.problem === "there is no such file";
    return { problem: missing ? `there is no directory ${label}` : `${label} cannot be used: ${place.problem}` };
  }
  if (!(await stat(directory)).isDirectory()) return { problem: `${label} is not a directory` };
  const inside = (path: string) => "real" in locateWithin(path, roots);
  let [wanted, unwanted] = [(_: string) => false, (_: string) => false];
  try {
    [wanted, unwanted] = [globMatcher(include), globMatcher(exclude)];
  } catch (error) {
    return { problem: (error as Error).message };
  }
  const names: string[] = [];
  const escaped: string[] = [];
  await walk("", 0);
  if (escaped.length > 0) {
    return { problem: `${escaped.join(", ")} leads out of the repository through a symbolic link` };
  }
  names.sort();
  const files = await Promise.all(names.map((name) => readPackageFile(directory, name)));
  const problems = files.filter((file): file is PackageProblem => "problem" in file);
  if (problems.length > 0) return { problem: problems.map(({ problem }) => problem).join("; ") };
  if (files.length === 0) return { problem: `${label} holds no file that matches include (${include.join(", ")})` };
  return files as PackageFile[];

  async function walk(folder: string, depth: number): Promise<void> {
    if (depth > 64) return;
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    if (entries.some(({ name }) => name === VENV_FILE)) return;
    await Promise.all(
      entries.map(async (entry) => {
        if (entry.name.startsWith(".") || CACHES.has(entry.name)) return;
        const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
        const path = join(directory, name);
        let { isDirectory, isFile } = { isDirectory: entry.isDirectory(), isFile: entry.isFile() };
        if (entry.isSymbolicLink()) {
          const target = await stat(path).catch(() => undefined);
          if (target === undefined) return;
          if (!inside(path)) {
            if (target.isDirectory() || (wanted(name) && !unwanted(name))) escaped.push(name);
            return;
          }
          isDirectory = target.isDirectory();
          isFile = target.isFile();
        }
        if (isDirectory) await walk(name, depth + 1);
        else if (isFile && wanted(name) && !unwanted(name)) names.push(name);
      }),
    );
  }
}

async function readPackageFile(directory: string, name: string): Promise<PackageFile | PackageProblem> {
  const path = await realpath(join(directory, name));
  const read = readPlain(path, LONGEST_FILE * 4);
  if ("problem" in read) return { problem: `${name}: ${read.problem}` };
  const { bytes } = read;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problem: `${name} is not UTF-8 text, and the API takes only text` };
  }
  if (text.length > LONGEST_FILE)
    return { problem: `${name} is longer than the longest text in IRIS (${LONGEST_FILE})` };
  if (/(^|\/)iopctl_[^/]*\.(py|json)$/.test(name))
    return { problem: `${name}: names beginning with iopctl_ are iopctl's own` };
  return { name, text, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}
