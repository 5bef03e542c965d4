import { describe, expect, it } from "vitest";
import type { BasisEntry } from "../../src/planner/basis.ts";
import { digestOf, newSalt, sideDigest, slowHash, valueDigest } from "../../src/planner/digest.ts";

const salt = { bytes: Buffer.from("0123456789abcdef") };
const entry = (address: string, observed: string, desired: string, sensitive = false): BasisEntry => ({
  ...{ address, path: address.split(".") },
  observed: { text: observed, sensitive },
  desired: { text: desired, sensitive },
});

describe("digests of a plan (contract, section 4)", () => {
  it("equal data has an equal digest, whatever the order of its keys; other data another", () => {
    expect(digestOf({ a: 1, b: [2, { c: 3, d: 4 }] })).toBe(digestOf({ b: [2, { d: 4, c: 3 }], a: 1 }));
    expect(digestOf({ a: 1 })).toMatch(/^sha256:[0-9a-f]{64}$/);
    const others = [{ a: 1 }, { a: "1" }, { b: 1 }, [1], { a: [1] }, { a: null }, {}].map(digestOf);
    expect(new Set(others).size).toBe(others.length);
  });

  it("the two sides are apart, and every address and value counts", () => {
    const basis = [entry("default", "A.B", "C.D"), entry("state", "stopped", "running")];
    const digests = [
      sideDigest(basis, "observed", salt),
      sideDigest(basis, "desired", salt),
      sideDigest(basis.slice(1), "observed", salt),
      sideDigest([entry("defaults", "A.B", ""), ...basis.slice(1)], "observed", salt),
      sideDigest([entry("default", "A.C", ""), ...basis.slice(1)], "observed", salt),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    // Of the other side nothing is part of it.
    expect(sideDigest([entry("default", "A.B", "other"), ...basis.slice(1)], "observed", salt)).toBe(digests[0]);
  });

  it("a secret enters only by the salted slow hash: no short password can be guessed from a file", () => {
    const secret = { text: "1234", sensitive: true };
    const shown = valueDigest(secret, salt);
    expect(shown).toMatch(/^scrypt:[0-9a-f]{64}$/);
    expect(valueDigest(secret, salt)).toBe(shown);
    expect(valueDigest(secret, newSalt())).not.toBe(shown);
    expect(valueDigest({ ...secret, text: "1235" }, salt)).not.toBe(shown);
    expect(valueDigest({ ...secret, sensitive: false }, salt)).toMatch(/^[0-9a-f]{32}$/);
    // Other salts have other secrets by heart.
    expect(slowHash("1234", newSalt())).not.toBe(slowHash("1234", salt));
  });

  it("each salt is new", () => {
    const one = newSalt();
    expect(one.bytes).toHaveLength(16);
    expect(one.bytes).toBe(one.bytes);
    expect(one.bytes.equals(newSalt().bytes)).toBe(false);
  });
});
