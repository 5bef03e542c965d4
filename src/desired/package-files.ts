import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { PackageFile } from "../model/desired.ts";
import { globMatcher } from "./glob.ts";
import { repositoryOf } from "./repository.ts";

/** Never uploaded, whatever `include` says; nor are hidden files and virtual environments. */
const CACHES = new Set(["__pycache__", "node_modules"]);
const VENV_MARK = "pyvenv.cfg";
/** Of one text in IRIS, in characters (wire-notes, 6.3). */
const LONGEST_FILE = 3_600_000;

export interface PackageProblem {
  readonly problem: string;
}

/**
 * The files of a package directory, sorted by name. `base` is the folder of the state file that names it: with the
 * directory it decides which repository nothing may leave through a symbolic link. `label` names it to people.
 */
export async function readPackage(
  directory: string,
  base: string,
  include: readonly string[],
  exclude: readonly string[],
  label = directory,
): Promise<readonly PackageFile[] | PackageProblem> {
  const info = await stat(directory).catch(() => undefined);
  if (info === undefined) return { problem: `there is no directory ${label}` };
  if (!info.isDirectory()) return { problem: `${label} is not a directory` };
  const root = await realpath(repositoryOf(base) ?? commonFolder(base, directory));
  const inside = async (path: string) => isInside(root, await realpath(path));
  if (!(await inside(directory))) {
    return { problem: `${label} leads out of the repository through a symbolic link` };
  }
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
  if (files.length === 0) return { problem: `${label} holds no file that include (${include.join(", ")}) names` };
  return files as PackageFile[];

  async function walk(folder: string, depth: number): Promise<void> {
    if (depth > 64) return;
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    if (entries.some(({ name }) => name === VENV_MARK)) return;
    await Promise.all(
      entries.map(async (entry) => {
        if (entry.name.startsWith(".") || CACHES.has(entry.name)) return;
        const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
        const path = join(directory, name);
        let { isDirectory, isFile } = { isDirectory: entry.isDirectory(), isFile: entry.isFile() };
        if (entry.isSymbolicLink()) {
          const target = await stat(path).catch(() => undefined);
          if (target === undefined) return;
          if (!(await inside(path))) {
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
  const bytes = await readFile(join(directory, name));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problem: `${name} is not UTF-8 text, and the API takes only text` };
  }
  if (text.length > LONGEST_FILE) return { problem: `${name} is longer than a text of IRIS may be (${LONGEST_FILE})` };
  if (/(^|\/)iopctl_[^/]*\.(py|json)$/.test(name))
    return { problem: `${name}: names beginning with iopctl_ are iopctl's own` };
  return { name, text, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Outside a repository the nearest folder above both stands in for its root. */
function commonFolder(a: string, b: string): string {
  for (let at = resolve(a); ; at = dirname(at)) {
    if (isInside(at, resolve(b)) || dirname(at) === at) return at;
  }
}

/** Whether a path is a folder or below it, as texts. */
export function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest === "" || !(rest === ".." || rest.startsWith(`..${sep}`) || resolve(rest) === rest);
}
