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
/** Where single addresses would be more, whole items are recorded; where these are, the definition as one. */
const LONGEST = 8_000;
/** Behind it, and no matter of origins: which values were secrets (model/sensitive.ts). */
const APPLIED = /^(Applied|Items|Whole)_([0-9A-Za-z]*)(?:_[0-9A-Za-z]+)?$/;
type Grain = "Applied" | "Items" | "Whole";

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
    for (const grain of ["Applied", "Items", "Whole"] as const) {
      const groups = grouped(list, grain);
      if (groups.size * ENTRY > LONGEST && grain !== "Whole") continue;
      const text = [...groups].map(([key, group]) => keyOf(key) + digestOfGroup(group, "desired", production));
      return `${grain}_${text.join("")}`;
    }
    return "Whole_";
  };
  return { written: name(entries), shown: name(entries.filter((entry) => !entry.desired.sensitive)) };
}

function isItem({ address }: BasisEntry): boolean {
  return /\.items\./.test(address);
}

/** The entries that are recorded together, by the address that they are known by. */
function grouped(entries: readonly BasisEntry[], grain: Grain): Map<string, BasisEntry[]> {
  const out = new Map<string, BasisEntry[]>();
  for (const entry of entries) {
    const key = groupOf(entry.address, grain);
    const group = out.get(key);
    if (group) group.push(entry);
    else out.set(key, [entry]);
  }
  return out;
}

function groupOf(address: string, grain: Grain): string {
  if (grain === "Applied" || !address.startsWith("productions.")) return address;
  if (grain === "Whole") return "productions";
  return /^productions\..+?\.items\.(?:"(?:[^"\\]|\\.)*"|[^.]+)/.exec(address)?.[0] ?? "productions";
}

function digestOfGroup(group: readonly BasisEntry[], side: "observed" | "desired", production: string): string {
  const [only] = group;
  if (group.length === 1 && only) return digestFor(only, side, production);
  return short(group.map((entry) => keyOf(entry.address) + digestFor(entry, side, production)).join(""), 3);
}

/** Where each change comes from: see Origin. Pure. */
export function originsOf(
  changes: readonly Change[],
  desired: DesiredState,
  observed: ObservedState,
): Map<Change, Origin> {
  const records = readRecords(observed);
  const basis = new Map(basisOf(desired, observed, () => true).map((entry) => [entry.address, entry]));
  const groups = new Map<string, Map<string, BasisEntry[]>>();
  return new Map(changes.map((change) => [change, originOf(change)]));

  function originOf(change: Change): Origin {
    const [kind, name = ""] = change.address;
    const address = formatAddress(change.address);
    const entry = basis.get(address);
    if (kind === "packages") return packageOrigin(name);
    const own = kind === "productions" ? [records.get(definitionClass(name))] : [...records.values()];
    const known = own.filter((record) => record !== undefined);
    if (known.length === 0) return "unknown";
    const coarse = known.find(({ grain }) => grain !== "Applied");
    if (kind === "productions" && coarse) return groupOrigin(name, address, coarse);
    const values = known.flatMap(({ values }) => values.get(keyOf(address)) ?? []);
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

  function groupsOf(name: string, grain: Grain): Map<string, BasisEntry[]> {
    const known = groups.get(name);
    if (known) return known;
    const root = `productions.${name}`;
    const own = [...basis.values()].filter(({ address }) => address === root || address.startsWith(`${root}.`));
    const made = grouped(own, grain);
    groups.set(name, made);
    return made;
  }

  /** Of an item or a definition that is recorded as one: where neither side is as it was, somebody changed the server. */
  function groupOrigin(name: string, address: string, { grain, values }: Applied): Origin {
    const key = groupOf(address, grain);
    const recorded = values.get(keyOf(key));
    const group = groupsOf(name, grain).get(key) ?? [];
    if (recorded === undefined) return group.some(({ desired: wanted }) => wanted.text !== "") ? "files" : "server";
    return recorded === digestOfGroup(group, "observed", name) ? "files" : "server";
  }
}

interface Applied {
  readonly grain: Grain;
  readonly values: ReadonlyMap<string, string>;
}

function readRecords(observed: ObservedState): Map<string, Applied> {
  const out = new Map<string, Applied>();
  for (const { className, pythonClass } of bindingsOf(observed)) {
    const match = isDefinitionRecord(className) ? APPLIED.exec(pythonClass) : null;
    if (!match) continue;
    const [, grain, text = ""] = match;
    const values = new Map<string, string>();
    for (let at = 0; at + ENTRY <= text.length; at += ENTRY)
      values.set(text.slice(at, at + 4), text.slice(at + 4, at + ENTRY));
    out.set(className, { grain: grain as Grain, values });
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
