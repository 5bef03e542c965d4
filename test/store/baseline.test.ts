import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Accepted, findAccepted, isDay } from "../../src/documents/baseline.ts";
import { acceptDrift, readBaseline } from "../../src/store/baseline.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());
const path = () => join(space.dir, "iopctl.baseline.yaml");
const entry = (more: Partial<Accepted> = {}): Accepted => ({
  ...{
    address: "productions.A.B.items.In.pool_size",
    reason: "load test",
    until: "2026-06-30",
    target: undefined,
    value: undefined,
  },
  ...more,
});

describe("accepted drift, a file in git", () => {
  it("what is accepted is read back; without a file nothing is", () => {
    expect(readBaseline(path())).toEqual([]);
    const entries = [entry(), entry({ target: "prod", value: "4" }), entry({ address: 'productions.A.B.items."x.y"' })];
    acceptDrift(path(), entries);
    expect(readBaseline(path())).toEqual(entries);
    expect(readFileSync(path(), "utf8")).toMatch(/^# yaml-language-server: .*\n# Drift that is accepted/);
  });

  it("what is there is moved and not written twice; comments, order and other targets' entries stay", () => {
    writeFileSync(
      path(),
      "# ours\naccepted:\n  # until the move\n  - { address: default, reason: old, until: 2026-01-01, value: A.B }\n  - { address: default, target: prod, reason: other, until: 2026-01-01 }\n",
    );
    acceptDrift(path(), [
      entry({ address: "default", until: "2026-02-02", value: undefined }),
      entry({ address: "state" }),
    ]);
    expect(
      readBaseline(path()).map(({ address, target, reason, until, value }) => [address, target, reason, until, value]),
    ).toEqual([
      ["default", undefined, "load test", "2026-02-02", undefined],
      ["default", "prod", "other", "2026-01-01", undefined],
      ["state", undefined, "load test", "2026-06-30", undefined],
    ]);
    expect(readFileSync(path(), "utf8")).toMatch(/^# ours\naccepted:\n {2}# until the move\n/);
  });

  it("a new value takes the place of the accepted one", () => {
    acceptDrift(path(), [entry({ value: "4" })]);
    acceptDrift(path(), [entry({ value: "5" })]);
    expect(readBaseline(path())).toEqual([entry({ value: "5" })]);
  });

  it.each([
    ["accepted: x\n", 'it needs a list "accepted"'],
    ["- x\n", 'it needs a list "accepted"'],
    ["accepted: [\n", 'it needs a list "accepted"'],
    ["accepted: [{ address: default, until: 2026-01-01 }]\n", "entry 1 needs address, reason and until"],
    ["accepted: [{ address: default, reason: x, until: 2026-02-30 }]\n", "entry 1 needs"],
    ["accepted: [x]\n", "entry 1 needs"],
    ['accepted: [{ address: productions."x, reason: x, until: 2026-01-01 }]\n', "a quote that is not closed"],
  ])("%j is refused, and never taken for nothing", (text, words) => {
    writeFileSync(path(), text);
    expect(() => readBaseline(path())).toThrow(words);
  });

  it.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2024-02-29", true],
    ["2026-2-1", false],
    ["2026-02-01T00:00", false],
    ["", false],
  ])("%j is a day: %s", (text, is) => expect(isDay(text)).toBe(is));
});

describe("which entry silences a difference", () => {
  const found = (entries: readonly Accepted[], value = "4", target = "prod", today = "2026-06-30") => {
    const { now, expired, other } = findAccepted(
      entries,
      { address: ["productions", "A.B", "items", "In", "pool_size"], value },
      target,
      today,
    );
    return [now?.reason, expired?.reason, other?.reason];
  };

  it.each([
    ["its last day still counts", [entry()], ["load test", undefined, undefined]],
    ["one day later it has passed", [entry({ until: "2026-06-29" })], [undefined, "load test", undefined]],
    ["of this target", [entry({ target: "prod" })], ["load test", undefined, undefined]],
    ["of another", [entry({ target: "test" })], [undefined, undefined, undefined]],
    ["the value that was accepted", [entry({ value: "4" })], ["load test", undefined, undefined]],
    ["another value", [entry({ value: "5" })], [undefined, undefined, "load test"]],
    ["a pattern", [entry({ address: "productions.*.items.In" })], ["load test", undefined, undefined]],
    ["a pattern that does not fit", [entry({ address: "productions.*.items.Out" })], [undefined, undefined, undefined]],
    [
      "one that counts beside one that does not",
      [entry({ value: "5", reason: "a" }), entry({ reason: "b" })],
      ["b", undefined, "a"],
    ],
  ])("%s", (_, entries, result) => expect(found(entries)).toEqual(result));
});
