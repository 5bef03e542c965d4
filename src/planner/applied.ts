import { createHash } from "node:crypto";
import { bindingsOf } from "../aspects/release.ts";
import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { definitionClass, isDefinitionRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { normalText } from "../model/production.ts";
import { findRelease } from "../model/record.ts";
import { type BasisEntry, basisOf, slowHash } from "./digest.ts";

/**
 * What was applied last, recorded on the server with each definition that is written: of each managed address a short
 * digest of its value, in the name of a Python class. Letters and digits only: 4 of the address, 3 of the value.
 */
const ENTRY = 7;
/** More addresses are recorded as one digest: then it is only known whether anything of the definition changed. */
const LONGEST = 8_000;
const APPLIED = /^(Applied|Whole)_([0-9A-Za-z]*)$/;

export type Origin = "server" | "files" | "unknown";

/** The Python class that records a definition. `shown`: without what secrets are part of, for plans that are printed. */
export interface AppliedRecord {
  readonly written: string;
  readonly shown: string;
}

export function appliedRecord(desired: DesiredState, observed: ObservedState, production: string): AppliedRecord {
  const own = { ...desired, packages: [], productions: desired.productions.filter(({ name }) => name === production) };
  const entries = basisOf(own, observed, () => true)
    // What is pruned is gone then.
    .filter((entry) => entry.desired.text !== "" || entry.observed.text === "" || !isItem(entry));
  const name = (list: readonly BasisEntry[]) => {
    const text = list.map((entry) => keyOf(entry.address) + digestFor(entry, "desired", production)).join("");
    return text.length <= LONGEST ? `Applied_${text}` : `Whole_${short(text, 20)}`;
  };
  return { written: name(entries), shown: name(entries.filter((entry) => !entry.desired.sensitive)) };
}

function isItem({ address }: BasisEntry): boolean {
  return /\.items\./.test(address);
}

/** Where each change comes from: see Origin. Pure. */
export function originsOf(
  changes: readonly Change[],
  desired: DesiredState,
  observed: ObservedState,
): Map<Change, Origin> {
  const records = readRecords(observed);
  const basis = new Map(basisOf(desired, observed, () => true).map((entry) => [entry.address, entry]));
  return new Map(changes.map((change) => [change, originOf(change)]));

  function originOf(change: Change): Origin {
    const [kind, name = ""] = change.address;
    const address = formatAddress(change.address);
    const entry = basis.get(address);
    if (kind === "packages") return packageOrigin(name);
    const own = kind === "productions" ? [records.get(definitionClass(name))] : [...records.values()];
    const known = own.filter((record) => record !== undefined);
    if (known.length === 0) return "unknown";
    if (known.every((record) => "whole" in record)) return wholeOrigin(name, known);
    const values = known.flatMap((record) => ("values" in record ? (record.values.get(keyOf(address)) ?? []) : []));
    if (values.length === 0) {
      if (kind !== "productions") return "unknown";
      // What the files name now and did not then is new in the files; what they do not name came up on the server.
      const item = desired.productions.find((entry) => entry.name === name)?.items?.get(change.address[3] ?? "");
      return change.action === "delete" && item === undefined ? "server" : "files";
    }
    if (entry === undefined) return "server";
    return values.includes(digestFor(entry, "observed", name)) ? "files" : "server";
  }

  /** The record says what iopctl deployed last: where the files say another release, they have changed. */
  function packageOrigin(name: string): Origin {
    const pack = desired.packages.find((entry) => entry.name === name);
    const record = findRelease(bindingsOf(observed), name)?.record;
    if (record === undefined || pack === undefined) return pack?.absent ? "files" : "unknown";
    return !pack.absent && record.digest === pack.digest ? "server" : "files";
  }

  function wholeOrigin(name: string, known: readonly Applied[]): Origin {
    const entries = [...basis.values()].filter(({ address }) => address.startsWith(`productions.${name}`));
    const digest = short(
      entries.map((entry) => keyOf(entry.address) + digestFor(entry, "observed", name)).join(""),
      20,
    );
    return known.some((record) => "whole" in record && record.whole === digest) ? "files" : "server";
  }
}

type Applied = { readonly whole: string } | { readonly values: ReadonlyMap<string, string> };

function readRecords(observed: ObservedState): Map<string, Applied> {
  const out = new Map<string, Applied>();
  for (const { className, pythonClass } of bindingsOf(observed)) {
    const match = isDefinitionRecord(className) ? APPLIED.exec(pythonClass) : null;
    if (!match) continue;
    const [, kind, text = ""] = match;
    if (kind === "Whole") {
      out.set(className, { whole: text });
      continue;
    }
    const values = new Map<string, string>();
    for (let at = 0; at + ENTRY <= text.length; at += ENTRY)
      values.set(text.slice(at, at + 4), text.slice(at + 4, at + ENTRY));
    out.set(className, { values });
  }
  return out;
}

function keyOf(address: string): string {
  return short(address, 4);
}

/** A secret goes through the slow hash first, so that nobody tries passwords against a record. */
function digestFor(entry: BasisEntry, side: "observed" | "desired", production: string): string {
  const text = normalText(entry[side].text);
  const { sensitive } = entry.desired;
  return short(sensitive ? slowHash(text, Buffer.from(`iopctl ${production}`)) : text, 3);
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The first characters of a digest, in letters and digits. */
function short(text: string, length: number): string {
  // A byte of the digest for each character: 256 is no multiple of 62, which makes some a little likelier, no more.
  const digest = createHash("sha256").update(text).digest();
  let out = "";
  for (let at = 0; at < length; at += 1) out += LETTERS[(digest[at] as number) % LETTERS.length];
  return out;
}
