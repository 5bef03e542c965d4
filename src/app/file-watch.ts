import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";

/** Tells of each change below the places, until it is closed. A place that cannot be watched is left out. */
export function watchPlaces(places: Iterable<string>, changed: () => void): { readonly close: () => void } {
  const told = (_event: string, name: string | null) => {
    // Our own backups, git's files and caches are no state.
    if (name?.split("/").some((part) => part.startsWith(".") || part === "__pycache__" || part === "node_modules"))
      return;
    changed();
  };
  const watchers = [...places].flatMap((place): FSWatcher[] => {
    try {
      return [watch(place, { recursive: true }, told).on("error", () => undefined)];
    } catch {
      try {
        return [watch(dirname(place), told).on("error", () => undefined)];
      } catch {
        return [];
      }
    }
  });
  return {
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}
