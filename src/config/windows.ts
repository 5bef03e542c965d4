import { DAY, instantOf, isZone, repeatedUntil, wallTime, zonedText } from "./zones.ts";

/** When a target may be changed: windows in which it is open, freezes in which it is not. Pure: the clock is a parameter. */

/** One entry of `open`, such as `Sat 22:00-04:00 Europe/Vienna`. */
export interface Window {
  /** As it is written. */
  readonly text: string;
  /** The days on which it opens; Sunday is 0. */
  readonly days: readonly number[];
  /** Milliseconds from the midnight of that day to where it opens and closes, by the clock on the wall. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/** A freeze as it is judged: milliseconds since 1970. */
export interface Freeze {
  /** Instants; it ends before `to`. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly reason: string | undefined;
}

/** What holds for one target. `windows` undefined: none is set, so that it is open unless it is frozen. */
export interface Schedule {
  readonly windows: readonly Window[] | undefined;
  readonly freezes: readonly Freeze[];
}

/** Whether a target may be changed at a moment. */
export type Opening =
  | { readonly open: true }
  | {
      readonly open: false;
      readonly rule: "window" | "freeze";
      /** Why, and when it opens, for people. */
      readonly message: string;
      /** Instant; undefined: never, as far as can be seen. */
      readonly opens: number | undefined;
    };

const NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const WORDS: Readonly<Record<string, readonly number[]>> = {
  daily: [0, 1, 2, 3, 4, 5, 6],
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 0],
};
const FORM = 'for example "Sat 22:00-04:00 Europe/Vienna", "Mon-Fri 01:00-03:00 UTC" or "Fri 22:00-Mon 04:00 UTC"';
const LONGEST = 7 * DAY;

/** Throws an Error with a sentence for people. */
export function parseWindow(text: string): Window {
  const words = text.trim().split(/\s+/);
  const zone = words.pop() ?? "";
  if (/^\d/.test(zone) || words.length === 0) throw new Error(`"${text}" names no time zone: ${FORM}`);
  if (!isZone(zone)) {
    throw new Error(`"${zone}" is not a time zone of the IANA list, such as Europe/Vienna or UTC`);
  }
  const rest = words.join(" ");
  const match =
    /^(?:([a-z]+(?:-[a-z]+)?(?:, ?[a-z]+(?:-[a-z]+)?)*) )?(\d{1,2}:\d{2}) ?- ?(?:([a-z]+) )?(\d{1,2}:\d{2})$/i.exec(
      rest,
    );
  if (match === null) throw new Error(`"${text}" is not a window: ${FORM}`);
  const [, first = "daily", begin = "", last, end = ""] = match;
  const days = first.split(/, ?/).flatMap((part) => daysOf(part));
  const from = timeOf(begin, text);
  let to = timeOf(end, text);
  if (from === DAY) throw new Error(`"${text}": a window opens at 00:00 of a day, not at 24:00`);
  if (last !== undefined) {
    const [opens] = days;
    const [closes] = daysOf(last);
    if (days.length !== 1 || opens === undefined || closes === undefined || daysOf(last).length !== 1)
      throw new Error(`"${text}": a window over several days begins on one day and ends on one`);
    to += ((closes - opens + 7) % 7) * DAY;
    if (to <= from) to += LONGEST;
  } else if (to === from) throw new Error(`"${text}" has no length; a whole day is 00:00-24:00`);
  else if (to < from) to += DAY;
  if (to - from > LONGEST) throw new Error(`"${text}" is longer than a week`);
  return { text: text.trim(), days: [...new Set(days)], from, to, zone };
}

/** `Sat`, `saturday`, `Mon-Fri` (over the end of the week too), `daily`, `weekdays`, `weekends`. */
function daysOf(part: string): readonly number[] {
  const word = WORDS[part.toLowerCase()];
  if (word !== undefined) return word;
  const [first = "", last] = part.split("-");
  const from = dayOf(first);
  if (last === undefined) return [from];
  const to = dayOf(last);
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
}

function dayOf(text: string): number {
  const day = text.length < 3 ? -1 : NAMES.findIndex((name) => name.startsWith(text.toLowerCase()));
  if (day === -1)
    throw new Error(`"${text}" is not a day: Mon, Tue, Wed, Thu, Fri, Sat, Sun, daily, weekdays, weekends`);
  return day;
}

function timeOf(text: string, whole: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0))
    throw new Error(`"${whole}": ${text} is not a time of day, 00:00 to 24:00`);
  return (hours * 60 + minutes) * 60_000;
}

/** A freeze as the config writes it: local times of a zone. */
export interface FreezeEntry {
  readonly from: string;
  readonly to: string;
  readonly zone?: string;
  readonly reason?: string;
}

/** `fallback`: the zone where the entry names none. Throws an Error with a sentence for people. */
export function parseFreeze({ from, to, zone = "UTC", reason }: FreezeEntry): Freeze {
  if (!isZone(zone)) throw new Error(`"${zone}" is not a time zone of the IANA list, such as Europe/Vienna or UTC`);
  const begin = momentOf("from", from);
  const end = momentOf("to", to);
  const freeze = {
    from: instantOf(begin.wall, zone),
    // The last day is frozen too.
    to: instantOf(end.isDay ? end.wall + DAY : end.wall, zone),
    zone,
    reason,
  };
  if (freeze.to <= freeze.from) throw new Error(`the freeze ends (${to}) before it begins (${from})`);
  return freeze;
}

function momentOf(key: string, text: string): { readonly wall: number; readonly isDay: boolean } {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text.trim());
  const wall = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00"}:00Z`);
  // A day that no month has would be read as one of the next.
  const valid = match !== null && !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(match[1] as string);
  if (!valid) throw new Error(`${key}: "${text}" is not a day or time such as 2026-12-20 or 2026-12-20T18:00`);
  return { wall, isDay: match[2] === undefined };
}

/** Whether a target may be changed at an instant; else why, and when it opens next. */
export function openingAt(schedule: Schedule, now: number): Opening {
  const { windows, freezes } = schedule;
  const frozen = freezes.find(({ from, to }) => from <= now && now < to);
  const opens = nextOpening(schedule, now);
  if (opens === now) return { open: true };
  if (frozen !== undefined) {
    const { reason, to, zone } = frozen;
    const why = `frozen${reason === undefined ? "" : ` (${reason})`} until ${zonedText(to, zone)}`;
    const where = windows?.find((window) => opens !== undefined && isIn(window, opens))?.zone ?? zone;
    const next =
      opens === undefined ? neverText : opens === to ? "" : `; the next window opens ${zonedText(opens, where)}`;
    return { open: false, rule: "freeze", message: `${why}${next}`, opens };
  }
  const [first] = windows ?? [];
  const zone = windows?.find((window) => opens !== undefined && isIn(window, opens))?.zone ?? first?.zone ?? "UTC";
  const list = (windows ?? []).map(({ text }) => text).join("; ");
  const again = repeatedUntil(now, zone) === undefined ? "" : ", in the hour that comes twice and counts once";
  const here = `outside of its windows (${list}): it is ${zonedText(now, zone)}${again}`;
  const next = opens === undefined ? neverText : `; the next one opens ${zonedText(opens, zone)}`;
  return { open: false, rule: "window", message: `${here}${next}`, opens };
}

const neverText = "; no window opens in the next years";

/** The first instant from `now` on at which a window is open and nothing is frozen. */
function nextOpening({ windows, freezes }: Schedule, now: number): number | undefined {
  let instant = now;
  // Each turn passes a freeze.
  for (let turn = 0; turn <= freezes.length; turn += 1) {
    const open = windows === undefined ? instant : Math.min(...windows.map((window) => nextOf(window, instant)));
    if (!Number.isFinite(open)) return undefined;
    const until = freezes.filter(({ from, to }) => from <= open && open < to).map(({ to }) => to);
    if (until.length === 0) return open;
    instant = Math.max(...until);
  }
  return undefined;
}

/**
 * The instant itself where the window is open then, else when it opens next. What the clock shows a second time in autumn is in no
 * window: a window of half an hour stays one. Two weeks, since a night in spring may lack it.
 */
function nextOf(window: Window, instant: number): number {
  const today = Math.floor(wallTime(instant, window.zone) / DAY) * DAY;
  for (let day = today - LONGEST - DAY; day <= today + 2 * LONGEST + DAY; day += DAY) {
    if (!window.days.includes(new Date(day).getUTCDay())) continue;
    const [from, to] = [instantOf(day + window.from, window.zone), instantOf(day + window.to, window.zone)];
    if (from >= to || instant >= to) continue;
    const soonest = Math.max(instant, from);
    const opens = repeatedUntil(soonest, window.zone) ?? soonest;
    if (opens < to) return opens;
  }
  return Number.POSITIVE_INFINITY;
}

function isIn(window: Window, instant: number): boolean {
  return nextOf(window, instant) === instant;
}
