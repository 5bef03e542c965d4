import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";

/**
 * Looks at a few files and folders at once, without a promise for each: what `node:fs/promises` loads, and the threads that
 * it starts, cost a plan of a small file more than the files do.
 */

/** What a path leads to, its links followed; undefined: nothing, or nothing that may be looked at. */
export function statOf(path: string): Stats | undefined {
  return unlessFailed(() => statSync(path));
}

/** Where a path leads to; undefined: nowhere. */
export function realpathIfAny(path: string): string | undefined {
  return unlessFailed(() => realpathSync(path));
}

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  return unlessFailed(() => readdirSync(folder)) ?? [];
}

function unlessFailed<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
