import { hash } from "node:crypto";
import type { Matcher } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { definitionClass, isDefinitionRecord } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Owed } from "../model/plan.ts";
import { normalText } from "../model/production.ts";
import { ALL_ITEMS, findMarker } from "../model/record.ts";
import { type BasisEntry, basisOf } from "./basis.ts";
import { slowHash } from "./digest.ts";

/**
 * What was applied last, recorded on the server with each definition that is written: in the name of a Python class,
 * since no other text of ours comes back. The server registers the record before it writes the definition, so a record
 * alone never says that the write was made. Therefore it holds, of each managed address, what stood there before too:
 *
 *   Applied2_ SOURCE MARKER ENTRY…      ENTRY = KEY KIND DIGESTS
 *
 * SOURCE (6) the files that it was applied from; MARKER `m`: calls followed the write, and IopCtl.Pending.Run stood
 * until they were made. KEY (4) of the address. KIND and digests (3 each): `a` the value, which stood there already;
 * `w` the value that was written and the one before; `p` the one that was to be removed; `x` nothing is known of it.
 */
const GRAINS = ["Applied", "Items", "Whole"] as const;
/** Where single addresses would be more, whole items are recorded; where these are, the definition as one. */
const LONGEST = 8_000;
/** Behind it, and no matter of origins: which values were secrets (model/sensitive.ts). */
const RECORD = /^(Applied|Items|Whole)2_([0-9A-Za-z]{6})([mn])([0-9A-Za-z]*)(?:_[0-9A-Za-z]+)?$/;
const ENTRY = /(.{4})(?:a(...)|w(...)(...)|p(...)|x)/g;
const NO_SOURCE = "000000";
/** How finely a record tells addresses apart. */
export type Grain = (typeof GRAINS)[number];

/** What was applied at an address. same: it stood there before. Values are digests. */
export type AppliedEntry =
  | { readonly kind: "same"; readonly value: string }
  | { readonly kind: "written"; readonly value: string; readonly before: string }
  | { readonly kind: "removed"; readonly before: string }
  | { readonly kind: "unknown" };

/** What a record on the server says of the last apply to a production. */
export interface LastApply {
  readonly grain: Grain;
  readonly source: string;
  /** Whether calls followed the write; then, where no run is unfinished, the write was made. */
  readonly withMarker: boolean;
  /** By the key of the address. */
  readonly entries: ReadonlyMap<string, AppliedEntry>;
}

/** The Python class that records a definition. `shown`: without what secrets are part of, for plans that are printed. */
export interface AppliedRecord {
  readonly written: string;
  readonly shown: string;
}

/** How much of a production a run applies. */
export interface AppliedRecordOptions {
  /** What the run applies; the rest keeps what is recorded of it. Default: all. */
  readonly selected?: Matcher;
  /** Whether the upload leaves a marker until the calls after it are made. */
  readonly withMarker?: boolean;
}

/** The record of what a run applies to a production, to be uploaded with it. */
export function appliedRecord(
  desired: DesiredState,
  observed: ObservedState,
  production: string,
  { selected = () => true, withMarker = false }: AppliedRecordOptions = {},
): AppliedRecord {
  const limited = {
    ...desired,
    packages: [],
    productions: desired.productions.filter(({ name }) => name === production),
  };
  const all = basisOf(limited, observed, () => true);
  const chosen = new Set(all.filter(({ path }) => selected(path)).map(({ address }) => address));
  const before = readRecords(observed).get(definitionClass(production));
  const finished = findMarker(bindingsOf(observed)) === undefined;
  const entries = all.filter(({ address }) => address !== "state" || limited.state !== undefined);
  const open = entries.filter((entry) => !entry.desired.sensitive);
  const written = recorded(entries);
  const shown = open.length === entries.length ? written : recorded(open);
  return { written: named(written, sourceOf(desired)), shown: named(shown, NO_SOURCE) };

  /** In the finest grain that is not too long: of a large definition most would be worked out for nothing. */
  function recorded(list: readonly BasisEntry[]): { readonly grain: Grain; readonly text: string } {
    for (const grain of GRAINS) {
      const most =
        grain === "Whole" ? Number.POSITIVE_INFINITY : LONGEST - named({ grain, text: "" }, NO_SOURCE).length;
      let text = "";
      for (const [key, group] of byGrain(list, grain)) {
        if (text.length > most) break;
        text += keyOf(key) + encoded(entryOf(key, group, grain));
      }
      if (text.length <= most) return { grain, text };
    }
    throw new Error("the coarsest grain has no limit");
  }

  function named({ grain, text }: { readonly grain: Grain; readonly text: string }, source: string): string {
    return `${grain}2_${source}${withMarker ? "m" : "n"}${text}`;
  }

  function entryOf(key: string, group: readonly BasisEntry[], grain: Grain): AppliedEntry {
    const is = digestOfGroup(group, "observed", production);
    const alike = group.every((entry) => !isPruned(entry) && !differs(entry));
    const wanted = alike ? is : digestOfGroup(group, "desired", production);
    if (is === wanted) return { kind: "same", value: is };
    const left = group.some((entry) => !chosen.has(entry.address) && differs(entry));
    if (left)
      return grain === "Applied" && before?.grain === grain ? kept(before, keyOf(key), is) : { kind: "unknown" };
    return group.every(isPruned) ? { kind: "removed", before: is } : { kind: "written", value: wanted, before: is };
  }

  /** What the record before says of an address that this run does not apply, as far as it is certain. */
  function kept(record: LastApply, key: string, is: string): AppliedEntry {
    const entry = record.source === sourceOf(desired) ? record.entries.get(key) : undefined;
    if (entry?.kind === "same") return entry;
    if (entry?.kind !== "written") return { kind: "unknown" };
    const certain = entry.value === is || (record.withMarker && finished);
    return certain ? { kind: "same", value: entry.value } : { kind: "unknown" };
  }
}

/** The records of all definitions, by class. One of another form counts for none. */
export function readRecords(observed: ObservedState): Map<string, LastApply> {
  const out = new Map<string, LastApply>();
  for (const { className, pythonClass } of bindingsOf(observed)) {
    const match = isDefinitionRecord(className) ? RECORD.exec(pythonClass) : null;
    if (!match) continue;
    const [, grain, source, letter, text] = match as unknown as [string, Grain, string, string, string];
    const entries = new Map<string, AppliedEntry>();
    for (const [, key = "", same, value, before, removed] of text.matchAll(ENTRY)) {
      if (same !== undefined) entries.set(key, { kind: "same", value: same });
      else if (value !== undefined && before !== undefined) entries.set(key, { kind: "written", value, before });
      else if (removed !== undefined) entries.set(key, { kind: "removed", before: removed });
      else entries.set(key, { kind: "unknown" });
    }
    out.set(className, { grain, source, withMarker: letter === "m", entries });
  }
  return out;
}

/**
 * Records that would look certain once a marker is gone although nobody knows whether their writes were made: a run that
 * takes an earlier run's marker away, and does not write these definitions, takes them away too.
 */
export function doubtfulRecords(
  desired: DesiredState,
  observed: ObservedState,
  owed: Owed,
  written: ReadonlySet<string>,
): string[] {
  const all = owed.because.length === 0 || owed.restart.includes(ALL_ITEMS);
  const basis = basisOf({ ...desired, packages: [] }, observed, () => true);
  const named = new Set(basis.flatMap(({ address }) => /^productions\.(.+?)(?:\.items\.|$)/.exec(address)?.[1] ?? []));
  const classes = new Map([...named].map((name) => [definitionClass(name), name]));
  return [...readRecords(observed)].flatMap(([className, record]) => {
    const name = classes.get(className);
    if (!record.withMarker || (name !== undefined && written.has(name))) return [];
    if (!all && !owed.because.some((address) => standsFor(address, className))) return [];
    const now = new Map<string, string>();
    // What is no definition's comes later in a plan, and is never certain by a marker.
    for (const { address } of basis) if (!address.startsWith("productions.")) now.set(keyOf(address), "later");
    if (name !== undefined) {
      const ofDefinition = basis.filter(({ address }) => isOf(address, name));
      for (const [key, group] of byGrain(ofDefinition, record.grain))
        now.set(keyOf(key), digestOfGroup(group, "observed", name));
    }
    const doubtful = [...record.entries].some(([key, entry]) => {
      const is = now.get(key);
      if (is === "later") return false;
      if (entry.kind === "removed") return name === undefined || is === entry.before;
      return entry.kind === "written" && is !== entry.value;
    });
    return doubtful ? [className] : [];
  });
}

/** Whether an address is of the definition that a record is of. */
function standsFor(address: string, className: string): boolean {
  const rest = address.startsWith("productions.") ? address.slice("productions.".length) : undefined;
  if (rest === undefined) return false;
  const parts = rest.split(".");
  return parts.some((_part, index) => definitionClass(parts.slice(0, index + 1).join(".")) === className);
}

/** Whether an address is of a production or of something in it. */
export function isOf(address: string, production: string): boolean {
  const root = `productions.${production}`;
  return address === root || address.startsWith(`${root}.`);
}

/** A short digest of where the files stand in their repository: who else applies to the same place has another. */
export function sourceOf({ source }: DesiredState): string {
  return source === undefined ? NO_SOURCE : short(source, 6);
}

/** The entries that are recorded together, by the address that they are known by. */
export function byGrain(entries: readonly BasisEntry[], grain: Grain): Map<string, BasisEntry[]> {
  const out = new Map<string, BasisEntry[]>();
  for (const entry of entries) {
    const key = recordedAddress(entry.address, grain);
    const group = out.get(key);
    if (group) group.push(entry);
    else out.set(key, [entry]);
  }
  return out;
}

/**
 * The address that a record keeps a value for: its own, or where many would be too long that of its item or of all.
 */
export function recordedAddress(address: string, grain: Grain): string {
  if (grain === "Applied" || !address.startsWith("productions.")) return address;
  if (grain === "Whole") return "productions";
  return /^productions\..+?\.items\.(?:"(?:[^"\\]|\\.)*"|[^.]+)/.exec(address)?.[0] ?? "productions";
}

/**
 * A digest of what one side says of all addresses of a group. `production`: whose values they are, which salts them.
 */
export function digestOfGroup(group: readonly BasisEntry[], side: "observed" | "desired", production: string): string {
  // What is pruned is on the server only.
  const all = side === "observed" || group.every(isPruned);
  const counted = all ? group : group.filter((entry) => !isPruned(entry));
  const [only] = counted;
  if (counted.length === 1 && only) return digestFor(only, side, production);
  return short(counted.map((entry) => keyOf(entry.address) + digestFor(entry, side, production)).join(""), 3);
}

/** A short digest of an address, by which a record names it. */
export function keyOf(address: string): string {
  return short(address, 4);
}

/** A secret goes through the slow hash first, so that nobody tries passwords against a record. */
function digestFor(entry: BasisEntry, side: "observed" | "desired", production: string): string {
  const text = normalText(entry[side].text);
  const { sensitive } = entry.desired;
  return short(sensitive ? slowHash(text, { bytes: Buffer.from(`iopctl ${production}`) }) : text, 3);
}

function differs(entry: BasisEntry): boolean {
  return normalText(entry.observed.text) !== normalText(entry.desired.text);
}

function isPruned(entry: BasisEntry): boolean {
  return entry.pruned === true;
}

function encoded(entry: AppliedEntry): string {
  switch (entry.kind) {
    case "same":
      return `a${entry.value}`;
    case "written":
      return `w${entry.value}${entry.before}`;
    case "removed":
      return `p${entry.before}`;
    case "unknown":
      return "x";
  }
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The first characters of a digest, in letters and digits. */
function short(text: string, length: number): string {
  // A byte of the digest for each character: 256 is no multiple of 62, which makes some a little likelier, no more.
  const digest = hash("sha256", text, "buffer");
  let out = "";
  for (let index = 0; index < length; index += 1) out += LETTERS[(digest[index] as number) % LETTERS.length];
  return out;
}
