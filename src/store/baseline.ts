import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Accepted, acceptedIn, withAccepted } from "../documents/baseline.ts";

/** The drift that is accepted. A file that is not there accepts none. Throws Refusal where it is no baseline file. */
export function readBaseline(path: string): Accepted[] {
  return existsSync(path) ? acceptedIn(readFileSync(path, "utf8"), path) : [];
}

/** Adds entries to a baseline file, which need not exist. Throws Refusal where it is no baseline. */
export function acceptDrift(path: string, entries: readonly Accepted[]): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  writeFileSync(path, withAccepted(text, path, entries));
}
