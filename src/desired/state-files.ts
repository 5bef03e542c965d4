import { readdirSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { type Diagnostic, InvalidFiles } from "./diagnostic.ts";
import { namesIn, realpathIfAny, statOf } from "./look.ts";
import { isInside, LARGEST_STATE, readPlain } from "./reach.ts";
import { repositoryOf } from "./repository.ts";

/** Names of state files. */
export const STATE_FILE = /\.iop\.ya?ml$/;

/** A YAML file that its ending makes no state file. */
interface PassedOver {
  readonly path: string;
  readonly likeState: boolean;
}

/** What an entry of a directory is, its links followed. */
interface Followed {
  readonly path: string;
  readonly name: string;
  readonly kind: "directory" | "file";
  readonly real: string;
  readonly linked: boolean;
}

/**
 * All state files below a directory, sorted. Symbolic links are followed within the directory and its repository (a
 * Kubernetes ConfigMap is a directory of links); a file that several names lead to is read once, by the first of them that is
 * no link. A link to a folder that it lies in itself holds nothing new and is passed over. Throws InvalidFiles, with every link
 * that leads elsewhere or nowhere: a file that is silently left out would change what the plan means.
 */
export function walkStateFiles(
  directory: string,
  label: string,
): { readonly files: string[]; readonly passedOver: PassedOver[] } {
  const root = realpathSync(directory);
  const repository = repositoryOf(root);
  const bounds = [root, ...(repository === undefined ? [] : [realpathSync(repository)])];
  const found: Walked = { directory, label, root, bounds, problems: [], files: [], passedOver: [] };
  walk(found, directory, root, [root]);
  if (found.problems.length > 0) throw new InvalidFiles(found.problems);
  const byTarget = new Map<string, Followed>();
  for (const file of found.files.sort((a, b) => Number(a.linked) - Number(b.linked) || (a.path < b.path ? -1 : 1))) {
    if (!byTarget.has(file.real)) byTarget.set(file.real, file);
  }
  return {
    files: [...byTarget.values()].map(({ path }) => path).sort(),
    passedOver: found.passedOver.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** A walk over a directory, and what it has found so far. */
interface Walked {
  readonly directory: string;
  /** What people call it. */
  readonly label: string;
  /** Its real path. */
  readonly root: string;
  /** The real directories that links may lead into. */
  readonly bounds: readonly string[];
  readonly problems: Diagnostic[];
  readonly files: Followed[];
  readonly passedOver: PassedOver[];
}

/** `above`: the real directories that this one was reached through. */
function walk(walked: Walked, folder: string, real: string, above: readonly string[]): void {
  const { directory, root, files, passedOver } = walked;
  // Directories that were reached without a link have the same path as their real one, below the root.
  const linked = folder !== join(directory, real.slice(root.length));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const found = follow(walked, folder, real, entry);
    if (found === undefined) continue;
    if (found.kind === "file") {
      if (STATE_FILE.test(found.name)) files.push({ ...found, linked: found.linked || linked });
      else if (/\.ya?ml$/i.test(found.name))
        passedOver.push({ path: found.path, likeState: looksLikeState(found.path) });
    } else if (!above.some((one) => isInside(found.real, one)))
      walk(walked, found.path, found.real, [...above, found.real]);
  }
}

function follow(
  walked: Walked,
  folder: string,
  real: string,
  entry: { readonly name: string; isSymbolicLink(): boolean; isDirectory(): boolean; isFile(): boolean },
): Followed | undefined {
  const { root, bounds, label } = walked;
  const path = join(folder, entry.name);
  const { name } = entry;
  if (!entry.isSymbolicLink()) {
    const kind = entry.isDirectory() ? "directory" : entry.isFile() ? "file" : undefined;
    return kind && { path, name, kind, real: join(real, name), linked: false };
  }
  const stat = statOf(path);
  const target = realpathIfAny(path);
  const relevant = STATE_FILE.test(name) || stat?.isDirectory() === true;
  if (!relevant) return undefined;
  if (stat === undefined || target === undefined) return refuse(walked, path, "is a link that leads nowhere");
  const kind = stat.isDirectory() ? "directory" : "file";
  if (!bounds.some((bound) => isInside(bound, target))) {
    // Of a folder elsewhere only one that plainly is meant to be read is refused: data and code may lie anywhere.
    if (kind === "directory" && (isInside(target, root) || !holdsState(target))) return undefined;
    return refuse(walked, path, `is a link to ${target}, outside of ${label} and of its repository`);
  }
  return { path, name, kind, real: target, linked: true };
}

function refuse({ directory, label, problems }: Walked, path: string, what: string): undefined {
  const hint = "Name the file or directory itself as a state path, or remove the link.";
  problems.push({ message: `${join(label, relative(directory, path))} ${what}`, place: undefined, hint });
}

/** Whether it has a state file's keys: others, such as a pipeline, are passed over for good. */
function looksLikeState(path: string): boolean {
  const read = readPlain(path, LARGEST_STATE);
  const text = "problem" in read ? "" : read.bytes.toString("utf8");
  return /^["']?(version["']? *: *1 *(#.*)?$|(productions|bindings)["']? *:)/m.test(text);
}

function holdsState(folder: string): boolean {
  return namesIn(folder).some((name) => STATE_FILE.test(name));
}
