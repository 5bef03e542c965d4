import type { MigrationStep, Python } from "../runtime/python.ts";
import { complete, itemName, sparse, xmlText } from "./definition.ts";
import { define, IrisError, unbind } from "./lifecycle.ts";
import { type Definition, type ItemDefinition, type NamespaceState, own, put, type SandboxState } from "./state.ts";

/** `PUT /migrate`, step by step as wire-notes section 6 has it. */
export interface MigrateRequest {
  readonly remote_folder?: unknown;
  readonly package?: unknown;
  readonly settings_file?: unknown;
  readonly strict_production_validation?: unknown;
  readonly body?: unknown;
}

export interface MigrateContext {
  readonly state: SandboxState;
  readonly namespace: string;
  readonly ns: NamespaceState;
  readonly python: Python;
  /** false: an older server, which always runs `settings.py` and takes no option. */
  readonly modern: boolean;
  /** The state as it is now would survive. */
  readonly save: () => void;
}

/** Gives what was printed. Throws with the files replaced and, where it came so far, a part registered: no rollback. */
export async function migrate(request: MigrateRequest, context: MigrateContext): Promise<string> {
  const { state, namespace, ns } = context;
  const name = text(request.package);
  if (!/^[^/\\\0]+$/.test(name) || name === "." || name === ".." || !isText(name)) {
    // A real server would delete the folder above it: the sandbox touches nothing.
    throw new IrisError(`ERROR #5001: Invalid package name '${name}'`);
  }
  const folder = folderOf(text(request.remote_folder), namespace, name);
  if (!Array.isArray(request.body)) throw new IrisError("ERROR #5001: body must be an array of files");
  const root = `${folder}/${name}`;
  const files = (request.body as unknown[]).map((entry) => fileOf(entry, root));
  // All of it before anything is replaced: what is kept is written into each later interpreter.
  checkTree(state, root, files);
  removeTree(state, root);
  put(state.directories, folder, true);
  put(state.directories, root, true);
  for (const { path, data } of files) if (data !== "") put(state.files, path, data);
  context.save();
  const entry = context.modern ? text(request.settings_file) || "settings.py" : "settings.py";
  const roots = [...new Set([...Object.keys(state.directories)])];
  const result = await context.python.migrate({
    files: state.files,
    directories: roots,
    roots,
    clear: [root],
    entry: `${root}/${entry}`,
    namespace,
    proxies: Object.fromEntries(
      Object.entries(ns.bindings).flatMap(([proxy, { settings }]) =>
        settings === undefined ? [] : [[proxy, settings]],
      ),
    ),
    strict: context.modern && truthy(request.strict_production_validation),
  });
  const kept = Object.values(result.files).reduce((sum, data) => sum + data.length, 0);
  if (kept <= KEPT_LIMIT) takeFiles(state, result.files);
  else if (result.error === null) throw tooMuch();
  try {
    for (const step of result.steps) register(ns, step, context.modern);
  } finally {
    context.save();
  }
  if (result.error !== null) throw new IrisError(`ERROR #5002: ObjectScript error: ${result.error}`);
  return result.printed;
}

/**
 * An existing proxy is overwritten, an existing production replaced. The second writing of one goes through objects, which
 * store every attribute that they know and none besides; XML keeps all: of a new one, of IoP 3, and of who asks for it.
 */
function register(ns: NamespaceState, step: MigrationStep, modern: boolean): void {
  if ("binding" in step) {
    const { class: name, ...binding } = step.binding;
    checkClassName(name);
    if (/^(Ens|EnsLib|IOP|%[A-Za-z]+)\./.test(name)) {
      throw new IrisError(`ERROR #5002: Cannot overwrite class '${name}' because it is not a IOP proxy class.`);
    }
    put(ns.bindings, name, binding);
    return;
  }
  if ("unbind" in step) {
    unbind(ns, step.unbind);
    return;
  }
  const { production, definition } = step;
  checkClassName(production);
  if (step.whole !== true) refuseTwins(production, definition, own(ns.productions, production)?.definition);
  const objects = modern && step.whole !== true && own(ns.productions, production) !== undefined;
  const stored = objects ? complete(production, definition) : sparse(production, definition);
  for (const item of objects ? stored.Item : []) {
    const className = xmlText(item["@ClassName"]);
    if (className.startsWith("Python.") && own(ns.bindings, className) === undefined) {
      throw new IrisError(
        `ERROR #5002: Could not register production ${production}: item ${itemName(item)}: <CLASS DOES NOT EXIST>*${className}`,
      );
    }
  }
  define(ns, production, stored);
}

/** What IRIS takes as the name of a class: parts of letters and digits, 220 characters at most. */
function checkClassName(name: string): void {
  if (name.length > 220 || !/^%?[\p{L}\p{N}_]+(\.%?[\p{L}\p{N}_]+)*$/u.test(name)) {
    throw new IrisError(`ERROR #5053: Class name '${name}' is invalid`);
  }
}

/** Items of one name are refused, but where the server has them already: who writes such a definition back changes nothing. */
function refuseTwins(
  production: string,
  definition: Record<string, unknown>,
  stored: Definition | null | undefined,
): void {
  const names = (items: unknown) =>
    (Array.isArray(items) ? (items as ItemDefinition[]) : []).map((item) => xmlText(item["@Name"]));
  const known = names(stored?.Item);
  const twin = names(definition["Item"]).find((name, at, all) => all.indexOf(name) !== at);
  if (twin === undefined || known.indexOf(twin) !== known.lastIndexOf(twin)) return;
  throw new IrisError(
    `ERROR #5002: ObjectScript error: <PYTHON EXCEPTION> 246 <class 'ValueError'>: Production item already exists: ${twin} (twice in ${production})`,
  );
}

/** Characters of all files that the sandbox keeps: each migration writes them into the interpreter. */
const KEPT_LIMIT = 96 * 1024 * 1024;

/** Where the interpreter has what is its own. */
const RESERVED = ["/lib", "/proc", "/dev", "/sandbox", "/home/pyodide"];

function folderOf(given: string, namespace: string, name: string): string {
  const asked = given === "" ? `/usr/irissys/mgr/${namespace.toLowerCase()}` : given;
  const parts = asked.split("/").filter((part) => part !== "" && part !== ".");
  const folder = `/${parts.join("/")}`;
  const reserved = RESERVED.some((top) => `${folder}/${name}/`.startsWith(`${top}/`) || folder === top);
  if (!asked.startsWith("/") || parts.length === 0 || parts.includes("..") || reserved || !isText(folder)) {
    throw new IrisError(`ERROR #5001: The sandbox cannot use the folder '${given}'`);
  }
  return folder;
}

function fileOf(entry: unknown, root: string): { path: string; data: string } {
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

/** A name is a file or a directory, not both; and all that is kept has its limit. */
function checkTree(state: SandboxState, root: string, files: readonly { path: string; data: string }[]): void {
  const written = new Set(files.filter(({ data }) => data !== "").map(({ path }) => path));
  for (const path of [root, ...written]) {
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const isFile = at.startsWith(`${root}/`) ? written.has(at) : Object.hasOwn(state.files, at);
      if (at !== path && isFile) throw new IrisError(`ERROR #5001: '${at}' is a file, and '${path}' would lie in it`);
      if (at === root && isFile)
        throw new IrisError(`ERROR #5001: The package's folder '${root}' is a file of another`);
      if (at !== root && /[^/]{256}$/.test(at)) throw new IrisError(`ERROR #5001: The file name '${at}' is too long`);
    }
  }
  const others = Object.entries(state.files).filter(([path]) => !path.startsWith(`${root}/`));
  const size = [...others.map(([, data]) => data), ...files.map(({ data }) => data)].reduce(
    (sum, data) => sum + data.length,
    0,
  );
  if (size > KEPT_LIMIT) throw tooMuch();
}

function tooMuch(): IrisError {
  const limit = KEPT_LIMIT / 1_048_576;
  return new IrisError(`ERROR #5001: All packages together are larger than the ${limit} MiB that the sandbox keeps`);
}

function removeTree(state: SandboxState, root: string): void {
  for (const path of Object.keys(state.files)) if (path.startsWith(`${root}/`)) delete state.files[path];
  for (const path of Object.keys(state.directories)) if (path.startsWith(`${root}/`)) delete state.directories[path];
}

/** The files as Python left them; directories that it removed are gone. */
function takeFiles(state: SandboxState, files: Readonly<Record<string, string>>): void {
  for (const path of Object.keys(state.files)) if (!Object.hasOwn(files, path)) delete state.files[path];
  for (const [path, data] of Object.entries(files)) put(state.files, path, data);
  for (const directory of Object.keys(state.directories)) {
    const holds = Object.keys(files).some((path) => path.startsWith(`${directory}/`));
    if (!holds && /-[0-9a-f]{12}$/.test(directory)) delete state.directories[directory];
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function truthy(value: unknown): boolean {
  return value === true || value === 1;
}
