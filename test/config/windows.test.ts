import fc from "fast-check";
import { expect, it } from "vitest";
import { openingAt, parseFreeze, parseWindow, type Schedule } from "../../src/config/windows.ts";
import { instantOf, wallTime } from "../../src/config/zones.ts";

const at = (iso: string) => Date.parse(iso);
const schedule = (open: string[] | undefined, ...freezes: Parameters<typeof parseFreeze>[0][]): Schedule => ({
  windows: open?.map(parseWindow),
  freezes: freezes.map(parseFreeze),
});
const isOpen = (of: Schedule, iso: string) => openingAt(of, at(iso)).open;
const opens = (of: Schedule, iso: string) => {
  const opening = openingAt(of, at(iso));
  return opening.open ? "open" : opening.opens === undefined ? "never" : new Date(opening.opens).toISOString();
};

it("a window over midnight belongs to the day on which it opens", () => {
  const night = schedule(["Sat 22:00-04:00 Europe/Vienna"]);
  // 2026-11-28 is a Saturday; Vienna is an hour before UTC.
  expect(isOpen(night, "2026-11-28T20:59:59.999Z")).toBe(false);
  expect(isOpen(night, "2026-11-28T21:00:00Z")).toBe(true);
  expect(isOpen(night, "2026-11-29T02:59:59Z")).toBe(true);
  expect(isOpen(night, "2026-11-29T03:00:00Z")).toBe(false);
  // Saturday's small hours are Friday's night.
  expect(isOpen(night, "2026-11-28T01:00:00Z")).toBe(false);
  expect(opens(night, "2026-11-24T12:00:00Z")).toBe("2026-11-28T21:00:00.000Z");
  expect(openingAt(night, at("2026-11-24T12:00:00Z"))).toMatchObject({
    rule: "window",
    message:
      "outside of its windows (Sat 22:00-04:00 Europe/Vienna): it is Tue 2026-11-24 13:00 Europe/Vienna " +
      "(2026-11-24T12:00Z); the next one opens Sat 2026-11-28 22:00 Europe/Vienna (2026-11-28T21:00Z)",
  });
});

it("several windows, ranges of days, whole days, and windows over several days", () => {
  const two = schedule(["Mon-Fri 01:00-03:00 UTC", "weekends 00:00-24:00 UTC"]);
  expect(isOpen(two, "2026-11-24T02:00:00Z")).toBe(true);
  expect(isOpen(two, "2026-11-24T03:00:00Z")).toBe(false);
  expect(isOpen(two, "2026-11-28T23:59:00Z")).toBe(true);
  expect(opens(two, "2026-11-27T12:00:00Z")).toBe("2026-11-28T00:00:00.000Z");
  const long = schedule(["Fri 22:00-Mon 04:00 UTC"]);
  expect(isOpen(long, "2026-11-27T22:00:00Z")).toBe(true);
  expect(isOpen(long, "2026-11-29T12:00:00Z")).toBe(true);
  expect(isOpen(long, "2026-11-30T03:59:00Z")).toBe(true);
  expect(isOpen(long, "2026-11-30T04:00:00Z")).toBe(false);
  expect(isOpen(schedule(["Sat,Sun,tuesday 12:00-13:00 UTC"]), "2026-11-24T12:30:00Z")).toBe(true);
  expect(isOpen(schedule(["Fri-Mon 12:00-13:00 UTC"]), "2026-11-29T12:30:00Z")).toBe(true);
  expect(isOpen(schedule(["Fri-Mon 12:00-13:00 UTC"]), "2026-11-24T12:30:00Z")).toBe(false);
  expect(isOpen(schedule(["22:00-04:00 UTC"]), "2026-11-24T03:00:00Z")).toBe(true);
});

it("the clocks go on in spring: what lies in the lost hour opens after it, or not at all that night", () => {
  // 2026-03-29, 02:00 CET is 03:00 CEST: 01:00 UTC.
  const late = schedule(["Sun 02:30-05:00 Europe/Vienna"]);
  expect(opens(late, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
  expect(isOpen(late, "2026-03-29T02:59:00Z")).toBe(true);
  expect(isOpen(late, "2026-03-29T03:00:00Z")).toBe(false);
  const lost = schedule(["Sun 02:15-02:45 Europe/Vienna"]);
  expect(opens(lost, "2026-03-28T12:00:00Z")).toBe("2026-04-05T00:15:00.000Z");
  const over = schedule(["Sat 22:00-04:00 Europe/Vienna"]);
  expect(opens(over, "2026-03-28T12:00:00Z")).toBe("2026-03-28T21:00:00.000Z");
  // Five hours instead of six: it closes by the new clock.
  expect(isOpen(over, "2026-03-29T01:59:59Z")).toBe(true);
  expect(isOpen(over, "2026-03-29T02:00:00Z")).toBe(false);
});

it("the clocks go back in autumn: the hour that comes twice counts once", () => {
  // 2026-10-25, 03:00 CEST is 02:00 CET: 01:00 UTC.
  const over = schedule(["Sat 22:00-04:00 Europe/Vienna"]);
  expect(isOpen(over, "2026-10-24T20:00:00Z")).toBe(true);
  expect(isOpen(over, "2026-10-25T00:59:59Z")).toBe(true);
  expect(opens(over, "2026-10-25T01:00:00Z")).toBe("2026-10-25T02:00:00.000Z");
  expect(isOpen(over, "2026-10-25T02:59:59Z")).toBe(true);
  expect(isOpen(over, "2026-10-25T03:00:00Z")).toBe(false);
  const twice = schedule(["Sun 02:15-02:45 Europe/Vienna"]);
  expect(isOpen(twice, "2026-10-25T00:30:00Z")).toBe(true);
  expect(isOpen(twice, "2026-10-25T00:45:00Z")).toBe(false);
  expect(isOpen(twice, "2026-10-25T01:30:00Z")).toBe(false);
  const end = schedule(["Sun 02:30-03:00 Europe/Vienna"]);
  expect(isOpen(end, "2026-10-25T00:59:59Z")).toBe(true);
  expect(openingAt(end, at("2026-10-25T01:10:00Z"))).toMatchObject({
    rule: "window",
    message: expect.stringContaining(
      "it is Sun 2026-10-25 02:10 Europe/Vienna (2026-10-25T01:10Z), in the hour that comes twice and counts once; " +
        "the next one opens Sun 2026-11-01 02:30",
    ),
  });
  const begun = schedule(["Sun 02:30-05:00 Europe/Vienna"]);
  expect(opens(begun, "2026-10-25T01:10:00Z")).toBe("2026-10-25T02:00:00.000Z");
  // Half an hour comes twice on Lord Howe: 02:00 is 01:30 again, on 2026-04-05 at 15:00 UTC the day before.
  const small = schedule(["Sun 01:00-03:00 Australia/Lord_Howe"]);
  expect(isOpen(small, "2026-04-04T14:59:59Z")).toBe(true);
  expect(opens(small, "2026-04-04T15:00:00Z")).toBe("2026-04-04T15:30:00.000Z");
});

it.each([
  ["Sun 02:30-03:00 Europe/Vienna", "2026-10-24T12:00:00Z", 30],
  ["Sun 02:00-03:00 Europe/Vienna", "2026-10-24T12:00:00Z", 60],
  ["Sat 22:00-04:00 Europe/Vienna", "2026-10-24T12:00:00Z", 360],
  ["Sun 01:45-02:15 Australia/Lord_Howe", "2026-04-04T00:00:00Z", 30],
])("%s is open as many minutes in autumn as it says", (text, from, minutes) => {
  const window = schedule([text]);
  const open = Array.from({ length: 24 * 60 }, (_, minute) => openingAt(window, at(from) + minute * 60_000).open);
  expect(open.filter(Boolean)).toHaveLength(minutes);
});

const ZONES = ["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"];
const anyInstant = fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") });
const anyZone = fc.constantFrom(...ZONES);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const anyWindow = fc
  .tuple(fc.constantFrom("Sun", "Mon", "Sat", "daily", "Mon-Fri", "Fri-Mon"), time, time, anyZone)
  .filter(([, from, to]) => from !== to)
  .map(([days, from, to, zone]) => `${days} ${from}-${to} ${zone}`);

it("property: an instant is the first at which the clock shows its time, whatever the zone does", () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const wall = wallTime(instant, zone);
      const found = instantOf(wall, zone);
      expect(wallTime(found, zone)).toBe(wall);
      expect(found).toBeLessThanOrEqual(instant);
    }),
    { numRuns: 300 },
  );
});

it("property: who waits until it opens finds it open, and a moment earlier it was not", () => {
  fc.assert(
    fc.property(fc.array(anyWindow, { minLength: 1, maxLength: 3 }), anyInstant, (open, now) => {
      const of = schedule(open);
      const opening = openingAt(of, now);
      if (opening.open) return;
      const next = opening.opens as number;
      expect(next).toBeGreaterThan(now);
      expect(openingAt(of, next).open).toBe(true);
      expect(openingAt(of, next - 1).open).toBe(false);
      // Nothing between now and then is open.
      const between = now + Math.floor((next - now) / 2);
      expect(openingAt(of, between).open).toBe(false);
      expect(next - now).toBeLessThanOrEqual(15 * 86_400_000);
    }),
    { numRuns: 200 },
  );
});

it("property: with no change of the clock near, open means that the clock shows a time of a window", () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 2, 3, 4, 5, 6), time, time, anyInstant, (day, from, to, now) => {
      fc.pre(from !== to);
      const names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
      const date = new Date(now);
      const clock = date.toISOString().slice(11, 16);
      const today = date.getUTCDay() === day;
      const yesterday = (date.getUTCDay() + 6) % 7 === day;
      const within =
        from < to ? today && clock >= from && clock < to : (today && clock >= from) || (yesterday && clock < to);
      expect(openingAt(schedule([`${names[day]} ${from}-${to} UTC`]), now).open).toBe(within);
    }),
    { numRuns: 300 },
  );
});

it("a freeze closes what a window opens, its last day too, and says when the next window is", () => {
  const of = schedule(["Sat 22:00-04:00 Europe/Vienna"], {
    from: "2026-12-20",
    to: "2027-01-06",
    zone: "Europe/Vienna",
    reason: "year's end",
  });
  expect(isOpen(of, "2026-12-19T22:59:00Z")).toBe(true);
  expect(isOpen(of, "2026-12-19T23:00:00Z")).toBe(false);
  expect(opens(of, "2027-01-02T22:00:00Z")).toBe("2027-01-09T21:00:00.000Z");
  expect(openingAt(of, at("2027-01-02T22:00:00Z"))).toMatchObject({
    rule: "freeze",
    message:
      "frozen (year's end) until Thu 2027-01-07 00:00 Europe/Vienna (2027-01-06T23:00Z); the next window opens " +
      "Sat 2027-01-09 22:00 Europe/Vienna (2027-01-09T21:00Z)",
  });
  // What is closed anyway counts the freeze that lies before its next window.
  expect(opens(of, "2026-12-18T12:00:00Z")).toBe("2026-12-19T21:00:00.000Z");
  expect(opens(of, "2026-12-20T12:00:00Z")).toBe("2027-01-09T21:00:00.000Z");
  const only = schedule(undefined, { from: "2026-12-20T18:00", to: "2026-12-24T06:00" });
  expect(isOpen(only, "2026-12-20T17:59:00Z")).toBe(true);
  expect(opens(only, "2026-12-21T00:00:00Z")).toBe("2026-12-24T06:00:00.000Z");
  expect(
    opens(
      schedule(undefined, { from: "2026-01-01", to: "2026-06-30" }, { from: "2026-06-30", to: "2026-08-31" }),
      "2026-03-01T00:00:00Z",
    ),
  ).toBe("2026-09-01T00:00:00.000Z");
});

it.each([
  ["Sat 22:00-04:00", "names no time zone"],
  ["Sat 22:00-04:00 Europe/Wien", '"Europe/Wien" is not a time zone'],
  ["Sat 22:00-04:00 CET", '"CET" is not a time zone'],
  ["Sa 22:00-04:00 UTC", '"Sa" is not a day'],
  ["Someday 22:00-04:00 UTC", '"Someday" is not a day'],
  ["Sat 25:00-26:00 UTC", "25:00 is not a time of day"],
  ["Sat 10:60-11:00 UTC", "10:60 is not a time of day"],
  ["Sat 22:00-22:00 UTC", "has no length"],
  ["Sat 22:00 UTC", "is not a window"],
  ["Sat-Mon 22:00-Tue 03:00 UTC", "begins on one day"],
  ["24:00-25:00 UTC", "25:00 is not a time of day"],
  ["", "names no time zone"],
])("%j is refused: %s", (text, words) => {
  expect(() => parseWindow(text)).toThrow(words);
});

it.each([
  [{ from: "2026-02-30", to: "2026-03-01" }, "not a day or time"],
  [{ from: "2026-13-01", to: "2027-03-01" }, "not a day or time"],
  [{ from: "2026-03-02", to: "2026-03-01" }, "before it begins"],
  [{ from: "2026-03-01", to: "2026-03-02", zone: "Mars/Base" }, "not a time zone"],
])("%j is refused: %s", (freeze, words) => {
  expect(() => parseFreeze(freeze)).toThrow(words);
});

it("a freeze for ever is said with a year that people read", () => {
  const ever = schedule(undefined, { from: "2026-01-01", to: "9999-12-31" });
  expect(openingAt(ever, at("2026-06-01T00:00:00Z"))).toMatchObject({
    message: expect.stringContaining("frozen until Sat 10000-01-01 00:00 UTC"),
  });
});
