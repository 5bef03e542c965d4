import { existsSync, realpathSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/**
 * What the operating system says: of this process whose it is and which, and of a path where it really leads. Of all of
 * `process` the library asks no more; arguments, streams, environment and exit code are the command line's.
 */
export const processId = process.pid;

/** The user that this process runs as; undefined where users have no numbers (Windows). */
export function userId(): number | undefined {
  return process.getuid?.();
}

/** Whether a process of this machine lives; one of another user's counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Links resolved as far as the path exists. */
export function realOf(path: string): string {
  const there = existing(path);
  return resolve(realpathSync(there), relative(there, resolve(path)));
}

/** The nearest folder or file above that is there. */
export function existing(path: string): string {
  for (let ancestor = resolve(path); ; ancestor = dirname(ancestor)) {
    if (existsSync(ancestor) || dirname(ancestor) === ancestor) return ancestor;
  }
}

/** Whether an address or a name is this machine's own, as it stands in a URL. */
export function isLoopback(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(name);
}
