import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pyodideFolder, pythonFolder } from "./walls.ts";

/** The memory of an interpreter that has started and imported what the sandbox needs, and has run nothing of others. */
export interface Snapshots {
  /** The file of this version of pyodide and of the sandbox; undefined where there is none that can be trusted. */
  readonly find: () => string | undefined;
  readonly keep: (bytes: Buffer) => void;
  readonly forget: () => void;
}

const NAME = /^python-([0-9a-f]{16})-([0-9a-f]{16})\.snapshot$/;

/**
 * Kept in a folder of the user's own. A snapshot is made before any uploaded code has run, is written by the host (the
 * process that made it cannot), carries its digest in its name, and is read by none but a process behind the same walls.
 */
export function snapshots(folder: string): Snapshots {
  const key = keyOf();
  const mine = () => list(folder).filter((name) => NAME.exec(name)?.[1] === key);
  return {
    find() {
      if (!isOwn(folder)) return undefined;
      const name = mine().find((each) => isWhole(join(folder, each), NAME.exec(each)?.[2] ?? ""));
      if (name === undefined) return undefined;
      const path = join(folder, name);
      attempt(() => utimesSync(path, new Date(), new Date()));
      return path;
    },
    keep(bytes) {
      // In a folder that cannot be written nothing is kept: the next start takes as long as this one.
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOwn(folder)) return;
        prune(folder);
        const temporary = join(folder, `new-${process.pid}.tmp`);
        rmSync(temporary, { force: true });
        writeFileSync(temporary, bytes, { mode: 0o600, flag: "wx" });
        renameSync(temporary, join(folder, `python-${key}-${digest(bytes)}.snapshot`));
      });
    },
    forget() {
      for (const name of mine()) attempt(() => rmSync(join(folder, name), { force: true }));
    },
  };
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // What is kept only saves time.
  }
}

/** Takes away those of other versions that nobody has used for a week. */
function prune(folder: string): void {
  const old = Date.now() - 7 * 24 * 3_600_000;
  for (const name of list(folder)) {
    if (statSync(join(folder, name)).mtimeMs < old) rmSync(join(folder, name), { force: true });
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => NAME.test(name));
  } catch {
    return [];
  }
}

/** A folder of this user's in which no other may put or exchange a file. */
function isOwn(folder: string): boolean {
  try {
    const stat = statSync(folder);
    return stat.isDirectory() && isMine(stat);
  } catch {
    return false;
  }
}

function isMine({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  return (process.getuid === undefined || uid === process.getuid()) && (mode & 0o022) === 0;
}

/** A regular file of this user's, that no other may write, with the bytes that its name says. */
function isWhole(path: string, wanted: string): boolean {
  try {
    const stat = lstatSync(path);
    return stat.isFile() && isMine(stat) && digest(readFileSync(path)) === wanted;
  } catch {
    return false;
  }
}

/** What the memory depends on: pyodide, the Python of the sandbox and the program that loads both. */
function keyOf(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const pyodide = pyodideFolder();
  const hash = createHash("sha256");
  hash.update(readFileSync(join(pyodide, "package.json")));
  hash.update(String(statSync(join(pyodide, "pyodide.asm.wasm")).size));
  hash.update(readFileSync(join(here, "worker.mjs")));
  const python = pythonFolder();
  const names = readdirSync(python, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => each.endsWith(".py")).sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(python, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
