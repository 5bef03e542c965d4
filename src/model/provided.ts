import { createHash } from "node:crypto";

/**
 * Which classes a release registers, as its record lists them. Which those are only Python knows, so the entrypoint writes
 * the list when it runs: in the name of the record's Python class, `Release_<directories>_<entries>`, where an entry is
 * a letter and six digits of a digest of the name, whose case does not count in IRIS.
 */
export interface Provided {
  /** Whether that is all: a form that iopctl's entrypoint could not see through makes it false. */
  readonly complete: boolean;
  /** How many release directories of the package lay on the server's disk after the upload; undefined: not known. */
  readonly directories: number | undefined;
  /** By digest: one class, and whether its code lies in the package's directory. */
  readonly classes: ReadonlyMap<string, ClassPlace>;
  /** By digest: all classes below a name. */
  readonly prefixes: ReadonlyMap<string, ClassPlace>;
}
/** Whether a class comes from a folder that iopctl deploys to. */
export type ClassPlace = "inside" | "outside";

const PYTHON_CLASS = /^Release_(\d*)_((?:[xypq][0-9a-f]{6})*)(i?)$/;
const ENTRY = 7;
/** The letters of entries: a class, inside and outside, and all below a name, likewise. */
const KINDS = { x: ["classes", "inside"], y: ["classes", "outside"], p: ["prefixes", "inside"] } as const;

/** undefined: the record says nothing of classes. */
export function readProvided(pythonClass: string): Provided | undefined {
  const match = PYTHON_CLASS.exec(pythonClass);
  if (match === null) return undefined;
  const [, directories = "", entries = "", incomplete] = match;
  const out = { classes: new Map<string, ClassPlace>(), prefixes: new Map<string, ClassPlace>() };
  for (let index = 0; index < entries.length; index += ENTRY) {
    const [kind, place] = KINDS[entries[index] as keyof typeof KINDS] ?? (["prefixes", "outside"] as const);
    out[kind].set(entries.slice(index + 1, index + ENTRY), place);
  }
  return { ...out, complete: incomplete === "", directories: directories === "" ? undefined : Number(directories) };
}

/** Whether a release registers a class, and where its code then lies; undefined: not by what its record says. */
export function classPlace(provided: Provided | undefined, className: string): ClassPlace | undefined {
  if (provided === undefined) return undefined;
  const exact = provided.classes.get(digestOfName(className));
  if (exact !== undefined || provided.prefixes.size === 0) return exact;
  const parts = className.split(".");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const place = provided.prefixes.get(digestOfName(parts.slice(0, length).join(".")));
    if (place !== undefined) return place;
  }
  return undefined;
}

/** As the entrypoint computes it. */
export function digestOfName(name: string): string {
  return createHash("sha256")
    .update(name.toLowerCase())
    .digest("hex")
    .slice(0, ENTRY - 1);
}
