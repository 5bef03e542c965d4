import { createHash } from "node:crypto";

/** Where iopctl keeps its records among a namespace's bindings (contract, section 4). */
const RELEASE = "IopCtl.Release.";
const MARKER = "IopCtl.Pending.";
/** Claims of runs that are under way, where the lock is on the server. */
export const LOCK = "IopCtl.Lock.";

/** IRIS takes 60 characters in the last part of a class name; a definition's record has two more. */
const LONGEST = 58;

/**
 * A package's name as an IRIS class name: letters and digits only, beginning with a letter, one to one, and distinct
 * where case is ignored. Lower-case letters but `z` and digits stand for themselves; every other character is `z` and
 * two hexadecimal digits of each of its UTF-8 bytes, and so is a leading digit. What would be too long is a digest.
 */
export function className(name: string): string {
  let out = "";
  for (const byte of new TextEncoder().encode(name)) {
    const char = String.fromCharCode(byte);
    const plain = /[a-y]/.test(char) || (out !== "" && /[0-9]/.test(char));
    out += plain ? char : `z${byte.toString(16).padStart(2, "0")}`;
  }
  if (out.length <= LONGEST) return out;
  // No other name begins so: after a `z` come hexadecimal digits.
  return `zz${createHash("sha256").update(name).digest("hex").slice(0, 40)}`;
}

/** The name of the proxy class that records a package's release on the server. */
export function releaseClass(packageName: string): string {
  return `${RELEASE}${className(packageName)}`;
}

/** The package that a release's record is of; undefined for another class. */
export function packageOfRelease(name: string): string | undefined {
  const encoded = name.startsWith(RELEASE) ? name.slice(RELEASE.length) : "";
  if (!/^[a-z0-9]+$/.test(encoded)) return undefined;
  const bytes: number[] = [];
  for (let index = 0; index < encoded.length; index += 1) {
    if (encoded[index] !== "z") bytes.push(encoded.charCodeAt(index));
    else {
      bytes.push(Number.parseInt(encoded.slice(index + 1, index + 3), 16));
      index += 2;
    }
  }
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  return releaseClass(text) === name ? text : undefined;
}

/** The record of a production's definition begins so: no package's record begins so, since a hexadecimal digit or a `z` follows its `z`. */
const DEFINITION = `${RELEASE}zp`;

/** The name of the proxy class that records what was applied to a production. */
export function definitionClass(production: string): string {
  return `${DEFINITION}${className(production)}`;
}

/** Whether a proxy class records what was applied to a production. */
export function isDefinitionRecord(name: string): boolean {
  return name.startsWith(DEFINITION);
}

/** A namespace has at most one marker: it stands for all that a run still has to do. */
export const MARKER_CLASS = `${MARKER}Run`;

/** Whether a proxy class is the in-progress marker. */
export function isMarker(name: string): boolean {
  return name.startsWith(MARKER);
}

/** Whether a class is one of iopctl's own records: never drift, never pruned. */
export function isRecord(name: string): boolean {
  return name.startsWith(RELEASE) || name.startsWith(LOCK) || isMarker(name);
}
