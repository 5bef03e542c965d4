import { complete, itemName, sparse, xmlText } from "./definition.ts";
import { define, IrisError, unbind } from "./lifecycle.ts";
import type { MigrationStep, Python } from "./python.ts";
import { type NamespaceState, own, put, type SandboxState } from "./state.ts";

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
  const folder = folderOf(text(request.remote_folder), namespace);
  const name = text(request.package);
  if (!/^[^/\\\0]+$/.test(name) || name === "." || name === "..") {
    // A real server would delete the folder above it: the sandbox touches nothing.
    throw new IrisError(`ERROR #5001: Invalid package name '${name}'`);
  }
  if (!Array.isArray(request.body)) throw new IrisError("ERROR #5001: body must be an array of files");
  const root = `${folder}/${name}`;
  const files = (request.body as unknown[]).map((entry) => fileOf(entry, root));
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
  takeFiles(state, result.files);
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

function folderOf(given: string, namespace: string): string {
  const folder = given === "" ? `/usr/irissys/mgr/${namespace.toLowerCase()}` : given.replace(/\/+$/, "");
  const reserved = ["/lib", "/proc", "/dev", "/sandbox"].some((top) => folder === top || folder.startsWith(`${top}/`));
  if (!folder.startsWith("/") || folder.split("/").includes("..") || reserved) {
    throw new IrisError(`ERROR #5001: The sandbox cannot use the folder '${given}'`);
  }
  return folder;
}

function fileOf(entry: unknown, root: string): { path: string; data: string } {
  const { name, data } = (entry ?? {}) as { name?: unknown; data?: unknown };
  if (typeof name !== "string" || name === "") throw new IrisError("ERROR #5001: A file of the package has no name");
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (name.startsWith("/") || name.includes("\\") || name.includes("\0") || parts.includes("..")) {
    throw new IrisError(`ERROR #5001: The file name '${name}' leads out of the package`);
  }
  return { path: `${root}/${parts.join("/")}`, data: typeof data === "string" ? data : "" };
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
