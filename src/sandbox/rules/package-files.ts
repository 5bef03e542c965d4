import { IrisError } from "./iris-error.ts";
import { put, type SandboxState } from "./state.ts";

/** The server's file system, as far as packages lie in it. */

/** A file of a package: its absolute path, and its text. An empty text is a name without a file. */
export interface PackageFile {
  readonly path: string;
  readonly data: string;
}

/** Characters of all files that the sandbox keeps: each migration writes them into the interpreter. */
const KEPT_LIMIT = 96 * 1024 * 1024;

/** Where the interpreter has what is its own. */
const RESERVED = ["/lib", "/proc", "/dev", "/sandbox", "/home/pyodide"];

/** Where a package lies: absolute, no end slash. Throws IrisError where the sandbox cannot keep it. */
export function folderOf(given: string, namespace: string, name: string): string {
  const asked = given === "" ? `/usr/irissys/mgr/${namespace.toLowerCase()}` : given;
  const parts = asked.split("/").filter((part) => part !== "" && part !== ".");
  const folder = `/${parts.join("/")}`;
  const reserved = RESERVED.some((top) => `${folder}/${name}/`.startsWith(`${top}/`) || folder === top);
  if (!asked.startsWith("/") || parts.length === 0 || parts.includes("..") || reserved || !isText(folder)) {
    throw new IrisError(`ERROR #5001: The sandbox cannot use the folder '${given}'`);
  }
  return folder;
}

/** A file of the request as it will lie below `root`. Throws IrisError where its name or its text cannot be kept. */
export function fileOf(entry: unknown, root: string): PackageFile {
  const { name, data } = (entry ?? {}) as { name?: unknown; data?: unknown };
  if (typeof name !== "string" || name === "") throw new IrisError("ERROR #5001: A file of the package has no name");
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (
    name.startsWith("/") ||
    name.includes("\\") ||
    name.includes("\0") ||
    parts.includes("..") ||
    parts.length === 0
  ) {
    throw new IrisError(`ERROR #5001: The file name '${name}' leads out of the package`);
  }
  if (!isText(name) || (typeof data === "string" && !isText(data))) {
    throw new IrisError(`ERROR #5001: The file '${name}' is no text: it holds half a character (a lone surrogate)`);
  }
  return { path: `${root}/${parts.join("/")}`, data: typeof data === "string" ? data : "" };
}

/** No half of a pair of surrogates, which no file can hold; no part of a path longer than a file system's names. */
function isText(text: string): boolean {
  return text.isWellFormed();
}

/** A name is a file or a directory, not both; and all that is kept has its limit. Throws IrisError. */
export function checkTree(state: SandboxState, root: string, files: readonly PackageFile[]): void {
  const written = new Set(files.filter(({ data }) => data !== "").map(({ path }) => path));
  const isFile = (path: string) => (path.startsWith(`${root}/`) ? written.has(path) : Object.hasOwn(state.files, path));
  for (const path of [root, ...written]) {
    for (let above = path; above !== ""; above = above.slice(0, above.lastIndexOf("/"))) {
      if (above !== path && isFile(above))
        throw new IrisError(`ERROR #5001: '${above}' is a file, and '${path}' would lie in it`);
      if (above === root && isFile(above))
        throw new IrisError(`ERROR #5001: The package's folder '${root}' is a file of another`);
      if (above !== root && /[^/]{256}$/.test(above))
        throw new IrisError(`ERROR #5001: The file name '${above}' is too long`);
    }
  }
  const others = Object.entries(state.files).filter(([path]) => !path.startsWith(`${root}/`));
  const size = [...others.map(([, content]) => content), ...files.map(({ data }) => data)].reduce(
    (sum, content) => sum + content.length,
    0,
  );
  if (size > KEPT_LIMIT) throw tooMuch();
}

function tooMuch(): IrisError {
  const limit = KEPT_LIMIT / 1_048_576;
  return new IrisError(`ERROR #5001: All packages together are larger than the ${limit} MiB that the sandbox keeps`);
}

/** Takes all below a folder away, and leaves the folder. */
export function removeTree(state: SandboxState, root: string): void {
  for (const path of Object.keys(state.files)) if (path.startsWith(`${root}/`)) delete state.files[path];
  for (const path of Object.keys(state.directories)) if (path.startsWith(`${root}/`)) delete state.directories[path];
}

/**
 * The files as Python left them; directories that it removed are gone. Throws IrisError, and changes nothing, where they
 * are more than is kept.
 */
export function takeFiles(state: SandboxState, files: Readonly<Record<string, string>>): void {
  if (Object.values(files).reduce((sum, content) => sum + content.length, 0) > KEPT_LIMIT) throw tooMuch();
  for (const path of Object.keys(state.files)) if (!Object.hasOwn(files, path)) delete state.files[path];
  for (const [path, content] of Object.entries(files))
    if (!Object.hasOwn(state.files, path) || state.files[path] !== content) put(state.files, path, content);
  const holding = new Set<string>();
  for (const path of Object.keys(files))
    for (let above = parentOf(path); above !== "" && !holding.has(above); above = parentOf(above)) holding.add(above);
  for (const directory of Object.keys(state.directories))
    if (!holding.has(directory) && /-[0-9a-f]{12}$/.test(directory)) delete state.directories[directory];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
