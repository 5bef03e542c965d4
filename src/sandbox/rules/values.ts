/** How IRIS reads and writes single values. */

/**
 * Which server is played: 4.1 is what real ones do, `documented` what the documentation shows, the others are older
 * releases.
 */
export type Profile = "4.1" | "documented" | "3.6" | "3.5";

/** A truth in an answer: a number, but in the documentation. */
export function bool(value: boolean, profile: Profile): boolean | 0 | 1 {
  return profile === "documented" ? value : value ? 1 : 0;
}

/** A text as ObjectScript reads a number: as much of its beginning as is one, else 0. */
export function number(value: string): number {
  return Number(/^[+-]?(\d+\.?\d*|\.\d+)/.exec(value.trim())?.[0] ?? 0);
}

/** A field of a body as text; an absent one is empty. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}

/** A time as IRIS writes it: UTC, with milliseconds. */
export function irisTime(moment: Date): string {
  return moment.toISOString().replace("T", " ").replace("Z", "");
}

/** A time of `irisTime` in an answer: the documentation shows times to the second. */
export function shownTime(value: string, profile: Profile): string {
  return profile === "documented" ? value.replace(/\.\d+$/, "") : value;
}
