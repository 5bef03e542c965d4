import fc from "fast-check";
import { expect, it } from "vitest";
import { wavesOf } from "../../src/config/waves.ts";
import type { RolloutEntry } from "../../src/generated/config.ts";

const ward = (name: string, tier = "ward") => ({ name, labels: { tier } });
const wards = (count: number) =>
  Array.from({ length: count }, (_, at) => ward(`ward-${String(at + 1).padStart(2, "0")}`));
const EXAMPLE: RolloutEntry = {
  waves: [
    { name: "canary", targets: ["ward-01"], soak: "15m" },
    { name: "half", labels: { tier: "ward" }, percent: 50, soak: "5m" },
    { name: "rest", labels: { tier: "ward" } },
  ],
};
const names = (entry: RolloutEntry, targets: ReturnType<typeof wards>) =>
  wavesOf(entry, targets).waves.map(({ targets: list }) => list);

it("a canary, half of the others, the rest: each target once, rounded up, and in the config's order", () => {
  const { waves, inNoWave, problems, gates, max_failures, on_failure } = wavesOf(EXAMPLE, [
    ...wards(6),
    ward("lab", "lab"),
  ]);
  expect(waves.map(({ name, soak }) => [name, soak])).toEqual([
    ["canary", 900_000],
    ["half", 300_000],
    ["rest", 0],
  ]);
  expect(waves.map(({ targets }) => targets.length)).toEqual([1, 3, 2]);
  expect(waves.flatMap(({ targets }) => targets).sort()).toEqual(wards(6).map(({ name }) => name));
  expect([inNoWave, problems]).toEqual([["lab"], []]);
  expect({ gates, max_failures, on_failure }).toEqual({ gates: ["checks"], max_failures: 0, on_failure: "stop" });
});

it("property: a percentage picks the same ones in any order, as many as it says, and more of it only adds", () => {
  const targets = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(targets, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (all, one, other) => {
      const pick = (list: string[], percent: number) =>
        wavesOf(
          { waves: [{ name: "w", percent }] },
          list.map((name) => ward(name)),
        ).waves[0]?.targets ?? [];
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(pick(all, less)).toHaveLength(Math.ceil((all.length * less) / 100));
      expect([...pick([...all].reverse(), less)].sort()).toEqual([...pick(all, less)].sort());
      for (const name of pick(all, less)) expect(pick(all, more)).toContain(name);
    }),
  );
});

it("property: one target more moves at most one other", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 1, max: 99 }),
      (all, percent) => {
        const pick = (list: string[]) =>
          names(
            { waves: [{ name: "w", percent }] },
            list.map((name) => ward(name)),
          )[0] ?? [];
        const after = new Set(pick(all));
        expect(pick(all.slice(1)).filter((name) => !after.has(name)).length).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it.each([
  [{ waves: [{ name: "a", targets: ["ward-09"] }] }, 'wave a: there is no target "ward-09"'],
  [{ waves: [{ name: "a", targets: ["icu-*"] }] }, 'wave a: no target fits "icu-*"'],
  [{ waves: [{ name: "a", labels: { tier: "icu" } }] }, "no target fits wave a"],
  [
    {
      waves: [
        { name: "a", targets: ["ward-01"] },
        { name: "b", targets: ["ward-01"] },
      ],
    },
    "target ward-01 is named in two waves, a and b",
  ],
  [{ waves: [{ name: "a" }, { name: "a" }] }, "two waves are named a"],
] as [RolloutEntry, string][])("%j is wrong: %s", (entry, words) => {
  expect(wavesOf(entry, wards(2)).problems.map(({ message }) => message)).toContain(words);
});

it("a wave that an earlier one has emptied, and targets of no wave, are said", () => {
  const { remarks, waves } = wavesOf(
    {
      waves: [
        { name: "all", labels: { tier: "ward" } },
        { name: "late", targets: ["ward-*"] },
      ],
    },
    [...wards(2), ward("lab", "lab")],
  );
  expect(remarks).toEqual([
    "wave late is empty: all that fit it stand in an earlier wave",
    "in no wave, and not touched: lab",
  ]);
  expect(waves.map(({ name }) => name)).toEqual(["all"]);
});

it("--target narrows the waves and moves nobody to another", () => {
  const all = wards(6);
  const whole = wavesOf(EXAMPLE, all);
  const part = wavesOf(EXAMPLE, all.slice(2, 4), all);
  for (const { name, targets } of part.waves)
    for (const target of targets) expect(whole.waves.find((wave) => wave.name === name)?.targets).toContain(target);
  expect(part.waves.flatMap(({ targets }) => targets).sort()).toEqual(["ward-03", "ward-04"]);
});
