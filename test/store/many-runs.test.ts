import { rmSync } from "node:fs";
import { afterAll, describe, expect, it, vi } from "vitest";

const reads = vi.hoisted(() => [] as string[]);
const looks = vi.hoisted(() => [] as string[]);
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const readFileSync = (path: string, ...rest: never[]) => {
    if (String(path).endsWith("run.json")) reads.push(String(path));
    return (fs.readFileSync as never as (...args: unknown[]) => unknown)(path, ...rest);
  };
  const lstatSync = (path: string, ...rest: never[]) => {
    if (String(path).endsWith("run.json")) looks.push(String(path));
    return (fs.lstatSync as never as (...args: unknown[]) => unknown)(path, ...rest);
  };
  return { ...fs, readFileSync, lstatSync };
});
const { readRuns } = await import("../../src/store/run-records.ts");
const { outdated } = await import("../../src/store/runs.ts");
const { workspace } = await import("../helpers/cli.ts");
type Found = ReturnType<typeof readRuns>["runs"][number];

const record = (at: number, more: object = {}) => ({
  format_version: "1",
  id: `r${String(at).padStart(5, "0")}`,
  started: new Date(at * 1000).toISOString(),
  finished: new Date(at * 1000 + 500).toISOString(),
  command: "apply",
  target: `t${at}`,
  url: "http://localhost",
  namespace: "USER",
  summary: { create: 0, update: 1, delete: 0, calls: 1 },
  packages: [],
  bindings: [],
  removed: [],
  cannot: [],
  ...more,
});
const space = workspace();
afterAll(() => space.remove());

describe("records of many runs", () => {
  it("each is read once, however often a run over many targets looks for its own; one that changed is read again", () => {
    const put = (at: number, more: object = {}) =>
      space.write({ [`.iopctl/runs/${record(at).id}/run.json`]: JSON.stringify(record(at, more)) });
    for (let at = 0; at < 30; at += 1) {
      put(at);
      expect(readRuns(space.dir).runs).toHaveLength(at + 1);
    }
    expect(reads).toHaveLength(30);
    put(7, { outcome: "check_failed" });
    expect(readRuns(space.dir).runs.find(({ record: found }) => found.target === "t7")?.record.outcome).toBe(
      "check_failed",
    );
    expect(reads).toHaveLength(31);
  });

  it("who asks about one target looks at its records on the disk, and at no other's that it knows", () => {
    const put = (at: number, more: object = {}) =>
      space.write({ [`.iopctl/runs/${record(at).id}/run.json`]: JSON.stringify(record(at, more)) });
    for (let at = 100; at < 140; at += 1) put(at);
    const count = readRuns(space.dir).runs.length;
    put(107, { outcome: "check_failed" });
    put(108, { outcome: "check_failed" });
    looks.length = 0;
    const { runs } = readRuns(space.dir, ({ target }) => target === "t107");
    expect([runs.length, looks.length <= 3]).toEqual([count, true]);
    const outcomeOf = (name: string) => runs.find(({ record: { target } }) => target === name)?.record.outcome;
    expect(outcomeOf("t107")).toBe("check_failed");
    // Nobody has asked about that one.
    expect(outcomeOf("t108")).toBeUndefined();
    rmSync(`${space.dir}/.iopctl/runs/${record(107).id}`, { recursive: true });
    put(200);
    const later = readRuns(space.dir, () => false).runs.map(({ record: { target } }) => target);
    expect([later.includes("t107"), later.includes("t200")]).toEqual([false, true]);
  });

  it("a run over a thousand targets leaves each its way back; of one target the newest two hundred stay", () => {
    const runs = (count: number, target: (at: number) => string) =>
      Array.from(
        { length: count },
        (_, at) => ({ folder: `/${at}`, record: record(count - at, { target: target(at) }) }) as unknown as Found,
      );
    expect(outdated(runs(1000, (at) => `t${at}`))).toEqual([]);
    const fleet = outdated(runs(3000, (at) => `t${at % 300}`));
    expect(fleet.map(({ folder }) => folder)).toEqual(Array.from({ length: 1500 }, (_, at) => `/${1500 + at}`));
    const one = outdated(runs(250, () => "t"));
    expect(one.map(({ folder }) => folder)).toEqual(Array.from({ length: 51 }, (_, at) => `/${199 + at}`));
    const held = new Set([record(1).id, record(2).id]);
    expect(
      outdated(
        runs(250, () => "t"),
        held,
      ),
    ).toHaveLength(49);
  });
});
