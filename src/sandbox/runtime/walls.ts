import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { roomOf } from "./room.ts";

/** What stands around a process that runs uploaded code, beside Node's permission model. */
export type Wall = "room" | "namespaces" | "network" | "limits" | "none";

/** The best first: what a system does not allow, the process never says hello from, and the next is tried. */
export const WALLS: readonly Wall[] = ["room", "namespaces", "network", "limits", "none"];

const HERE = dirname(fileURLToPath(import.meta.url));

/** Bytes that the process may have beside the memory of the interpreter: compiled code, JavaScript, texts on their way. */
export const BESIDE = 1_024 * 1_024 * 1_024;

/** What a process of Python is given. */
export interface Inside {
  /** Bytes of WebAssembly memory. */
  readonly memory: number;
  readonly snapshot?: string;
  readonly makeSnapshot: boolean;
}

/** The command line of a process that runs `program`; undefined where the system lacks what the wall is made of. */
export function commandBehind(
  wall: Wall,
  inside: Inside,
  program = join(HERE, "worker.mjs"),
): readonly [string, ...string[]] | undefined {
  const paths = readableBy(inside, realpathSync(program));
  const around = commandAround(wall, inside.memory, paths);
  if (around === undefined) return undefined;
  return [...around, process.execPath, ...nodeArguments(inside, realpathSync(program), paths)] as [string, ...string[]];
}

function commandAround(wall: Wall, memory: number, readable: readonly string[]): readonly string[] | undefined {
  if (wall === "none") return [];
  const [setpriv, prlimit, unshare] = ["setpriv", "prlimit", "unshare"].map(find);
  if (process.platform !== "linux" || setpriv === undefined || prlimit === undefined) return undefined;
  // Ends with the host; writes no file, were it to get one open; leaves no core; the kernel says no to more memory.
  const dies = [setpriv, "--pdeathsig", "KILL"];
  const limits = [prlimit, "--core=0", "--fsize=0", `--data=${memory + BESIDE}`];
  const powerless = [setpriv, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  if (wall === "limits") return [...dies, "--no-new-privs", ...limits];
  if (unshare === undefined) return undefined;
  const user = [unshare, "--user", "--map-root-user", "--net"];
  if (wall === "network") return [...dies, ...user, ...powerless, ...limits];
  const alone = [...dies, ...user, "--ipc", "--pid", "--fork", "--kill-child"];
  if (wall === "namespaces") return [...alone, "--mount-proc", ...powerless, ...limits];
  const room = roomOf([...readable, process.execPath, setpriv, prlimit], find);
  return room === undefined ? undefined : [...alone, "--mount", ...room, ...powerless, ...limits];
}

/** There is no PATH in an empty environment, and one of ours could be anybody's. */
function find(name: string): string | undefined {
  return ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].map((folder) => `${folder}/${name}`).find(existsSync);
}

/** Its program, the sandbox's Python, pyodide and what that needs, and the snapshot. Folders end with a slash. */
function readableBy(inside: Inside, program: string): string[] {
  const pyodide = pyodideFolder();
  const folders = [pythonFolder(), pyodide, dependencyFolder(pyodide, "ws")];
  const snapshot = inside.snapshot === undefined ? [] : [realpathSync(inside.snapshot)];
  return [program, ...folders.map((path) => `${path}/`), ...snapshot];
}

function nodeArguments(inside: Inside, program: string, readable: readonly string[]): string[] {
  const pyodide = pyodideFolder();
  const known = process.allowedNodeEnvironmentFlags;
  const boot = {
    ...inside,
    snapshot: inside.snapshot === undefined ? undefined : realpathSync(inside.snapshot),
    pyodide: pathToFileURL(join(pyodide, "pyodide.mjs")).href,
    python: pythonFolder(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return [
    known.has("--permission") ? "--permission" : "--experimental-permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    "--no-addons",
    "--disallow-code-generation-from-strings",
    "--max-old-space-size=512",
    "--no-warnings",
    // SIGUSR1 opens no debugger.
    ...(known.has("--disable-sigusr1") ? ["--disable-sigusr1"] : []),
    program,
    JSON.stringify(boot),
  ];
}

/** The sandbox's own Python: beside the built program, and a room further in the sources. */
export function pythonFolder(): string {
  const beside = join(HERE, "python");
  return realpathSync(existsSync(beside) ? beside : join(HERE, "..", "python"));
}

/** Throws an Error where the optional package is not installed. */
export function pyodideFolder(): string {
  try {
    return realpathSync(dirname(createRequire(import.meta.url).resolve("pyodide")));
  } catch {
    throw new Error("Python is not installed: the optional package pyodide is missing (npm install pyodide)");
  }
}

function dependencyFolder(folder: string, name: string): string {
  return realpathSync(dirname(createRequire(join(folder, "package.json")).resolve(name)));
}
