import { type Address, formatAddress, type Matcher, parsePattern } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { Left, LeftEntry, RecordTexts } from "./left.ts";

/**
 * The way back from a run: of three states, what stood before, what the run left, and what is there now. What is as the
 * run left it goes back; what somebody has changed since stays and is named; what the run did not change is not looked at.
 */
export interface Undoing {
  /** What stood before the run, with the limits of the files. Its packages: the releases before, as far as they were found. */
  readonly before: DesiredState;
  /** What the run left; only addresses where its record says no more than what it changed. */
  readonly left: Left | { readonly changed: readonly Address[] };
  /** Of the packages that the run uploaded or removed: the digest of the release before; undefined: there was none. */
  readonly packages: ReadonlyMap<string, PackageBefore>;
  /** Proxy classes that were bound before. */
  readonly bound: ReadonlySet<string>;
  /** iopctl's own records: the classes before, and what the run left in each; undefined: not known. */
  readonly records: { readonly before: ReadonlySet<string>; readonly left: RecordTexts } | undefined;
  /** Productions that the run made. */
  readonly created: readonly string[];
  /** Patterns that no run writes, by production. */
  readonly ignore: ReadonlyMap<string, readonly Address[]>;
  /** Addresses whose old value is a secret that nothing gives again: said elsewhere. */
  readonly lost: readonly string[];
  /** Addresses, as text, that the run itself or an earlier way back from it was changing when it ended early. */
  readonly halfWay: ReadonlySet<string>;
}

/** What a package was before a run. `digest`: of the release before; undefined: there was none. */
export interface PackageBefore {
  readonly digest: string | undefined;
  /** Of the release that the run uploaded; undefined: it removed the package. */
  readonly uploaded: string | undefined;
  /** Why the release before cannot be had; undefined: it can. */
  readonly missing?: string;
}

/** What is gathered on the way. */
export class Findings {
  readonly selected = new Set<string>();
  readonly notUndone: string[] = [];
  readonly refused: string[] = [];
  /** What goes back, and what stands below it. */
  readonly goes: Matcher = (address) => isBelow(address, this.selected);
  /**
   * Where a run was interrupted, besides what is back already: what is still owed for that is owed by the way back. The
   * empty address is what a marker stands for that names nothing.
   */
  readonly owes: Matcher = (address) =>
    this.goes(address) || (address.length === 0 ? this.back.size > 0 : isBelow(address, this.back));
  private readonly back = new Set<string>();
  /** Whether what an interrupted run owes for this address, as a marker names it, is of what goes back or is back. */
  covers(address: string): boolean {
    try {
      return this.owes(parsePattern(address));
    } catch {
      return false;
    }
  }
  goesBack(address: Address): void {
    this.selected.add(formatAddress(address));
  }
  /** It is as it was before the run: an earlier way back may have come that far. */
  isBack(address: Address): void {
    this.back.add(formatAddress(address));
  }
  stays(address: Address, why: string): void {
    this.notUndone.push(`${formatAddress(address)}: ${why}`);
  }
}

function isBelow(address: Address, chosen: ReadonlySet<string>): boolean {
  return address.some((_name, index) => chosen.has(formatAddress(address.slice(0, index + 1))));
}

/** Why something stays. */
export const SINCE = "changed since that run";

/** The addresses that the run changed, and what it left there where that is known. */
export function entriesOf({ left }: Undoing): readonly LeftEntry[] {
  return "entries" in left ? left.entries : left.changed.map((address) => ({ at: address, left: null }));
}

/** Whether a record says only what was changed, not what was left: then nobody knows what was changed since. */
export function isBare({ left }: Undoing): boolean {
  return !("entries" in left);
}
