import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drive } from "../../src/app/rollout-run.ts";
import type { PlanDocument } from "../../src/generated/plan.ts";
import type { RolloutRecord } from "../../src/model/rollout.ts";
import { newProgress } from "../../src/planner/rollout.ts";
import { folderRollouts, type RolloutStore } from "../../src/store/rollouts.ts";

/** What goes to the disk: calls, and characters in them. */
const written = vi.hoisted(() => ({ calls: 0, characters: 0 }));
function count(text: unknown): void {
  written.calls += 1;
  written.characters += String(text).length;
}
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (path, text, options) => {
    count(text);
    fs.writeFileSync(path, text, options);
  };
  return { ...fs, writeFileSync };
});
vi.mock("node:fs/promises", async (original) => {
  const fs = await original<typeof import("node:fs/promises")>();
  const open: typeof fs.open = async (...args) => {
    const file = await fs.open(...args);
    const append = file.appendFile.bind(file);
    file.appendFile = (text, options) => {
      count(text);
      return append(text, options);
    };
    return file;
  };
  return { ...fs, open };
});

const PLAN: PlanDocument = { format_version: "1", created_at: "2026-01-01T00:00:00.000Z", plans: [] };
const names = (size: number) => Array.from({ length: size }, (_, at) => `ward-${String(at).padStart(4, "0")}`);
const begin = (size: number): RolloutRecord => {
  const waves = [{ name: "all", soak: 0, targets: names(size) }];
  return {
    format_version: "1",
    id: "r1",
    started: "2026-01-01T00:00:00.000Z",
    by: "me",
    digest: "sha256:x",
    waves,
    gates: [],
    max_failures: 0,
    on_failure: "stop",
    state: "applying",
    wave: 0,
    targets: newProgress(waves),
    limits: {},
  };
};

let base: string;
const store = () => folderRollouts(base, () => 0, vi.fn());
const place = (name: string) => join(base, ".iopctl", "rollouts", "r1", name);
const steps = () => place("steps.ndjson");
const onDisk = () => JSON.parse(readFileSync(place("rollout.json"), "utf8")) as RolloutRecord & { steps?: number };
const read = async (from: RolloutStore = store()) => (await from.list())[0];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "iopctl-rollouts-"));
  Object.assign(written, { calls: 0, characters: 0 });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

async function begun(size: number) {
  const record = begin(size);
  const kept = store();
  await kept.create(record, PLAN);
  const lock = await kept.drive("r1", "me");
  return { record, kept, lock };
}

/** A rollout of so many targets, a run of two calls at each; what it wrote. */
async function rollOut(size: number): Promise<{ calls: number; characters: number }> {
  base = mkdtempSync(join(base, "of-"));
  const { record, kept, lock } = await begun(size);
  Object.assign(written, { calls: 0, characters: 0 });
  const end = await drive(record, {
    save: kept.save,
    wished: () => kept.wished("r1"),
    now: () => 0,
    sleep: () => Promise.resolve(),
    signal: new AbortController().signal,
    parallelism: 8,
    serverOf: (name) => name,
    apply: async (name, _begun, notes) => {
      notes.before({ USER: { log: 1 } });
      await notes.run(`20260101T000000Z-${name}`);
      return { ending: "done", calls: 2, message: "2 calls; the namespace matches the files" };
    },
    look: () => Promise.resolve([]),
    undo: () => Promise.resolve(undefined),
    closed: () => Promise.resolve([]),
    onEvent: () => undefined,
  });
  expect(end.state).toBe("done");
  expect(await read()).toEqual(end);
  const { calls, characters } = written;
  await lock.release();
  return { calls, characters };
}

it("what a rollout writes grows as the number of its targets does", async () => {
  const few = await rollOut(100);
  const many = await rollOut(1_000);
  // Two steps a target, and some of them are written together.
  expect(few.calls).toBeLessThan(2 * 100 + 20);
  expect(many.calls).toBeLessThan(2 * 1_000 + 20);
  expect(many.characters).toBeLessThan(11 * few.characters);
  expect(many.characters / 1_000).toBeLessThan(1_500);
});

it("a step writes no more for a thousand targets than for two", async () => {
  for (const size of [2, 1_000]) {
    base = mkdtempSync(join(base, "of-"));
    const { record, kept, lock } = await begun(size);
    Object.assign(written, { calls: 0, characters: 0 });
    const progress = { state: "applying", runs: ["run-1"], calls: 0, message: "" } as const;
    await kept.save({ ...record, targets: { ...record.targets, "ward-0001": progress } }, ["ward-0001"]);
    expect(written.calls).toBe(1);
    expect(written.characters).toBeLessThan(200);
    expect((await read())?.targets["ward-0001"]).toEqual(progress);
    await lock.release();
  }
});

it("steps and the record are one; who takes it up writes it whole, and no step counts twice", async () => {
  const { record, kept, lock } = await begun(3);
  const first = { state: "applying", runs: ["run-1"], calls: 0, message: "" } as const;
  const later = { ...record, state: "waiting" as const, message: "closed", targets: { ...record.targets } };
  later.targets["ward-0000"] = first;
  await kept.save(later, ["ward-0000"]);
  const last = { ...record, targets: { ...later.targets, "ward-0000": { ...first, state: "applied" as const } } };
  await kept.save(last, ["ward-0000"]);
  expect(await read()).toEqual(last);
  expect(onDisk()).toEqual(record);
  const old = readFileSync(steps());
  await lock.release();
  const next = store();
  const again = await next.drive("r1", "me");
  expect([onDisk(), existsSync(steps())]).toEqual([{ ...last, steps: 2 }, false]);
  // Killed between the record and the end of the old steps.
  writeFileSync(steps(), old);
  expect(await read()).toEqual(last);
  rmSync(steps());
  const over = { ...last, state: "aborted" as const, message: "aborted by me" };
  await next.save(over, []);
  expect([await read(), existsSync(steps())]).toEqual([over, false]);
  await again.release();
});

it("steps that are as long as the record and more than a little go into it, and it is read back whole", async () => {
  const { record, kept, lock } = await begun(300);
  let now = record;
  for (const name of names(300)) {
    const progress = { state: "failed", runs: [], calls: 0, message: name.repeat(2_000) } as const;
    now = { ...now, targets: { ...now.targets, [name]: progress } };
    await kept.save(now, [name]);
  }
  expect(await read()).toEqual(now);
  expect(onDisk().steps).toBeGreaterThan(200);
  expect(statSync(steps()).size).toBeLessThan(5 * 1024 * 1024);
  await lock.release();
});

it("killed in the middle of a line it is where it was before that line, and goes on", async () => {
  const { record, kept, lock } = await begun(2);
  const states = ["applying", "applied"] as const;
  let now = record;
  const seen: RolloutRecord[] = [record];
  for (const name of ["ward-0000", "ward-0001"])
    for (const state of states) {
      const progress = { state, runs: [`run-${name}`], calls: 0, message: 'a "line"\nof a — server' };
      now = { ...now, targets: { ...now.targets, [name]: progress } };
      await kept.save(now, [name]);
      seen.push(now);
    }
  await lock.release();
  const whole = readFileSync(steps());
  const base64 = readFileSync(place("rollout.json"));
  for (let length = 0; length <= whole.length; length += 1) {
    writeFileSync(place("rollout.json"), base64);
    writeFileSync(steps(), whole.subarray(0, length));
    const lines = whole.subarray(0, length).toString("latin1").split("\n").length - 1;
    expect(await read()).toEqual(seen[lines]);
    if (length % 40 !== 0) continue;
    const next = store();
    const again = await next.drive("r1", "me");
    await next.save({ ...(seen[lines] as RolloutRecord), state: "paused" }, []);
    expect(await read()).toEqual({ ...seen[lines], state: "paused" });
    await again.release();
  }
});

it("a line that is none, or a file of somebody else's, makes no record", async () => {
  const { record, kept, lock } = await begun(2);
  await kept.save({ ...record, state: "paused" }, []);
  const good = readFileSync(steps(), "utf8");
  expect((await read())?.state).toBe("paused");
  for (const bad of ["null\n", "{}\n", "not JSON\n", '{"n":2,"state":"sideways","wave":0,"targets":{}}\n']) {
    writeFileSync(steps(), good);
    appendFileSync(steps(), bad);
    expect(await read()).toBeUndefined();
  }
  writeFileSync(steps(), good, { mode: 0o666 });
  const { chmodSync } = await import("node:fs");
  chmodSync(steps(), 0o666);
  if (process.getuid !== undefined) expect(await read()).toBeUndefined();
  chmodSync(steps(), 0o600);
  expect((await read())?.state).toBe("paused");
  expect(statSync(steps()).mode & 0o777).toBe(0o600);
  await lock.release();
});

it("a target of any name is recorded as itself", async () => {
  const { record, kept, lock } = await begun(2);
  const progress = { state: "failed", runs: [], calls: 0, message: "no" } as const;
  const targets = { ...record.targets, ["__proto__"]: progress, constructor: progress };
  await kept.save({ ...record, targets }, ["__proto__", "constructor"]);
  const found = await read();
  expect(Object.keys(found?.targets ?? {})).toEqual(["ward-0000", "ward-0001", "__proto__", "constructor"]);
  await lock.release();
});
