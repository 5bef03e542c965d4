/** The clock on the wall of a time zone, by what Intl knows of it. Pure: no table of our own, no clock. */

/** What a clock shows: milliseconds since 1970 as if its zone were UTC. */
export type WallTime = number;

const MINUTE = 60_000;
/** Milliseconds. */
export const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  } as Intl.DateTimeFormatOptions);
  formats.set(zone, format);
  return format;
}

/** Whether Intl knows the zone. An abbreviation (CET, EST) is none: it says nothing of summer. */
export function isZone(zone: string): boolean {
  if (!/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the clock of the zone shows at an instant, to the second. */
export function wallTime(instant: number, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: string) => parts.get(name as Intl.DateTimeFormatPartTypes) ?? 0;
  const whole = Math.floor(instant / 1_000) * 1_000;
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) +
    (instant - whole)
  );
}

/**
 * The first instant at which the clock shows this time, or a later one where it jumps over it in spring. In autumn, when
 * a time is shown twice, the first.
 */
export function instantOf(wall: WallTime, zone: string): number {
  const offset = (instant: number) => wallTime(instant, zone) - instant;
  // A zone moves its clock at most once in two days.
  const [before, after] = [offset(wall - DAY), offset(wall + DAY)];
  const found = [wall - before, wall - after].filter((instant) => wallTime(instant, zone) === wall);
  if (found.length > 0) return Math.min(...found);
  // The clock jumps over it: the instant of the jump.
  let [low, high] = [wall - after, wall - before];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallTime(middle, zone) < wall) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * When the clock, having gone back, shows a time that it showed before: the instant at which it shows times again that are new.
 * undefined: it shows this time for the first time.
 */
export function repeatedUntil(instant: number, zone: string): number | undefined {
  const wall = wallTime(instant, zone);
  const first = instantOf(wall, zone);
  if (first >= instant) return undefined;
  // The instant at which it went back lies in between.
  const before = wall - first;
  let [low, high] = [first, instant];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallTime(middle, zone) - middle === before) low = middle;
    else high = middle;
  }
  return high + (instant - first);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `Sat 2026-11-28 22:00 Europe/Vienna (2026-11-28T21:00Z)`. */
export function zonedText(instant: number, zone: string): string {
  const wall = new Date(wallTime(instant, zone));
  const local = `${DAYS[wall.getUTCDay()]} ${toMinutes(wall).replace("T", " ")} ${zone}`;
  return zone === "UTC" ? local : `${local} (${toMinutes(new Date(instant))}Z)`;
}

/** `2026-11-28T22:00`; of a year after 9999, where a last day of 9999 ends, without the sign and zeros of ISO 8601. */
function toMinutes(date: Date): string {
  return date
    .toISOString()
    .replace(/^\+0*/, "")
    .replace(/:\d\d\.\d+Z$/, "");
}
