import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a file of this user's only, whole or not at all: who reads it finds the old or the new, whenever a process dies or
 * a disk is full. Throws the operating system's Error; what was there before is there still.
 */
export function writeWhole(folder: string, name: string, text: string): void {
  const draft = join(folder, `.${name}.${randomBytes(4).toString("hex")}`);
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true } as object);
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
