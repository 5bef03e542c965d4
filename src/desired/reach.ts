import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, isAbsolute, relative, resolve, sep } from "node:path";
import type { Environment } from "../model/environment.ts";
import { repositoryOf } from "./repository.ts";

/**
 * What files of a repository may name. They may be a stranger's, while the machine that reads them is not: so files are
 * of the same work tree, and variables are those that the machine's own environment lets them read.
 */

/** The most bytes of a file that a value is taken from. */
export const LARGEST_VALUE = 1024 * 1024;
/** The most bytes of a state or config file: a namespace of ten thousand items has some megabytes. */
export const LARGEST_STATE = 16 * 1024 * 1024;

/** The folders that files of a folder may name things in: its git work tree, else itself; and IOPCTL_FILE_ROOTS. */
export function rootsOf(folder: string, env: Environment): string[] {
  return [repositoryOf(folder) ?? resolve(folder), ...extraRoots(env)];
}

function extraRoots(env: Environment): string[] {
  return (env["IOPCTL_FILE_ROOTS"] ?? "")
    .split(new RegExp(`[,${delimiter}]`))
    .map((root) => root.trim())
    .filter((root) => isAbsolute(root));
}

/** Where a path really lies, or a sentence that says why it may not be used. Throws nothing. */
export function locateWithin(path: string, roots: readonly string[]): { real: string } | { problem: string } {
  const absolute = resolve(path);
  const outside = {
    problem: `it is outside of ${roots.join(", ")}; paths in files must lie in their git work tree or in IOPCTL_FILE_ROOTS`,
  };
  const real = roots.map(realOrSelf);
  // What a path outside is, or whether it is there, is not even looked at.
  if (![...roots, ...real].some((root) => isInside(root, absolute))) return outside;
  let found: string;
  try {
    found = realpathSync(absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === "ENOENT" ? "there is no such file" : message };
  }
  const root = real.find((folder) => isInside(folder, found));
  if (root === undefined)
    return { problem: `it leads out of the repository through a symbolic link, and ${outside.problem}` };
  const names = relative(root, found).split(sep);
  // Git's own files hold addresses and, in a pipeline, tokens.
  if (names.some((name) => name.toLowerCase() === ".git")) return { problem: "it is one of git's own files" };
  return { real: found };
}

/** The bytes of a plain file within the roots, or a sentence that says why not. */
export function readWithin(
  path: string,
  roots: readonly string[],
  most: number,
): { readonly bytes: Buffer } | { readonly problem: string } {
  const found = locateWithin(path, roots);
  return "problem" in found ? found : readPlain(found.real, most);
}

/** The bytes of a plain file that is no link: no device, pipe or socket, and none larger than that. */
export function readPlain(path: string, most: number): { readonly bytes: Buffer } | { readonly problem: string } {
  let handle: number | undefined;
  try {
    // A pipe without a writer would be waited for else.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { problem: "it is not a regular file" };
    if (stat.size > most) return { problem: `it is larger than ${most} bytes` };
    return { bytes: readFileSync(handle) };
  } catch (error) {
    return { problem: (error as Error).message };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Whether a path is a folder or lies in it. Both absolute; links are not followed. */
export function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest === "" || !(rest === ".." || rest.startsWith(`..${sep}`) || isAbsolute(rest));
}

function realOrSelf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Names that say that a variable is a credential: long words anywhere, short ones as a word of their own (`DB_PW`, `PIN`)
 * or, where no other word ends so, at the end (`PGPASS`, `SMTPPWD`). A list that is too long hides a value that need not
 * be; one that is too short shows a password.
 */
const CREDENTIAL = new RegExp(
  [
    "TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASSCODE|KEY|CREDENTIAL|JWT|COOKIE|SIGNATURE|BEARER|WEBHOOK|SIGNING",
    "(^|_)(AUTH|PASS|PWD|PW|CREDS?|PAT|PIN|OTP|SAS|SEED|SESSION)(_|$)",
    "(PASS|PWD|CREDS?)$",
  ].join("|"),
  "i",
);
/** Where a shell is, and was. */
const FOLDERS = /^(OLD)?PWD$/;
/** An address with a password in it. */
const WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** Whether what a variable holds is a secret, whatever the files say: by its name, its text, or IOPCTL_SECRET_ENV. */
export function isCredential(name: string, text: string, env: Environment): boolean {
  return (
    (CREDENTIAL.test(name) && !FOLDERS.test(name)) ||
    WITH_PASSWORD.test(text) ||
    (fits(env["IOPCTL_SECRET_ENV"], name) ?? false)
  );
}

/** Why files may not read a variable; undefined: they may. IOPCTL_ENV lists names, with * for any text. */
export function variableProblem(name: string, env: Environment): string | undefined {
  if (fits(env["IOPCTL_ENV"], name) ?? true) return undefined;
  return `the environment variable ${name} may not be read by files: IOPCTL_ENV does not list it`;
}

/** A variable of the environment: only a process's own, `constructor` is none. */
export function variable(name: string, env: Environment): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** undefined: no list is given. */
function fits(list: string | undefined, name: string): boolean | undefined {
  if (list === undefined) return undefined;
  const patterns = list.split(/[\s,]+/).filter((pattern) => pattern !== "");
  return patterns.some((pattern) => {
    const [first = "", ...rest] = pattern.split("*");
    if (rest.length === 0) return pattern === name;
    const last = rest.pop() as string;
    if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
    let end = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, end);
      if (found === -1 || found + part.length > name.length - last.length) return false;
      end = found + part.length;
    }
    return true;
  });
}
