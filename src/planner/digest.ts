import { hash, randomBytes, scryptSync } from "node:crypto";
import { canonicalJson } from "../model/json.ts";
import { onDemand } from "../model/remembered.ts";
import type { BasisEntry, Value } from "./basis.ts";

/** `sha256:…` over one side of a basis, sensitive values by the salted slow hash. */
export function sideDigest(basis: readonly BasisEntry[], side: "observed" | "desired", salt: Salt): string {
  return digestOf(basis.map((entry) => [entry.address, valueDigest(entry[side], salt)]));
}

/** A value as a saved plan may hold it: nothing short can be guessed from it where it is sensitive. */
export function valueDigest({ text, sensitive }: Value, salt: Salt): string {
  if (sensitive) return `scrypt:${slowHash(text, salt)}`;
  return hash("sha256", text).slice(0, 32);
}

/** A digest of a JSON value, whatever the order of its keys: `sha256:` and hex. */
export function digestOf(value: unknown): string {
  return `sha256:${hash("sha256", canonicalJson(value))}`;
}

/** Bytes of chance: without them a digest of a short secret could be guessed. */
export interface Salt {
  readonly bytes: Buffer;
}

/** A new one of 16 bytes, made when somebody asks for it: Node's crypto costs a start more than a plan's own work. */
export function newSalt(): Salt {
  const bytes = onDemand(() => randomBytes(16));
  return {
    get bytes() {
      return bytes();
    },
  };
}

/** The salt that a document holds as hex. */
export function saltOf(hex: string): Salt {
  return { bytes: Buffer.from(hex, "hex") };
}

const hashes = new Map<string, string>();

/** Costs some 50 ms on purpose; the same secret on both sides is hashed once. */
export function slowHash(text: string, { bytes: salt }: Salt): string {
  const key = `${salt.toString("hex")}:${text}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hash = scryptSync(text, salt, 32, { N: 16384, r: 8, p: 1 }).toString("hex");
  hashes.set(key, hash);
  return hash;
}
