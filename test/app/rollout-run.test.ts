import fc from "fast-check";
import { expect, it } from "vitest";
import { endingsOf } from "../../src/app/ending.ts";
import { type AppliedTarget, drive, type RolloutPorts } from "../../src/app/rollout-run.ts";
import type { RolloutEvent, RolloutRecord, Wave, Wish } from "../../src/model/rollout.ts";
import { newProgress } from "../../src/planner/rollout.ts";

const WAVES: readonly Wave[] = [
  { name: "canary", soak: 900_000, targets: ["a"] },
  { name: "half", soak: 0, targets: ["b", "c"] },
  { name: "rest", soak: 60_000, targets: ["d", "e", "f"] },
];
const begin = (more: Partial<RolloutRecord> = {}): RolloutRecord => ({
  format_version: "1",
  id: "r1",
  started: "2026-01-01T00:00:00.000Z",
  by: "me",
  digest: "sha256:x",
  waves: WAVES,
  gates: ["checks"],
  max_failures: 0,
  on_failure: "stop",
  state: "applying",
  wave: 0,
  targets: newProgress(more.waves ?? WAVES),
  limits: {},
  ...more,
});

/** What is dead when a process is killed: nothing after it happens. */
class Killed extends Error {}

/** A fleet in memory: what it is told outlives the process that tells it. */
class Fleet {
  saved: RolloutRecord;
  now = Date.parse("2026-01-01T00:00:00.000Z");
  wish: Wish = { wanted: "run", by: "" };
  /** Which targets match the files. */
  readonly done = new Set<string>();
  readonly did: string[] = [];
  readonly events: RolloutEvent[] = [];
  fails: Readonly<Record<string, AppliedTarget["ending"]>> = {};
  /** Gates of these fail from that instant on. */
  bad: Readonly<Record<string, number>> = {};
  shut: (now: number) => readonly string[] = () => [];
  /** Steps that are made before the process is killed. */
  lives = Number.POSITIVE_INFINITY;
  abort = new AbortController();
  onSleep: () => void = () => undefined;

  constructor(record: RolloutRecord) {
    this.saved = record;
  }

  private tick(): void {
    if (this.lives <= 0) throw new Killed();
    this.lives -= 1;
  }

  ports(): RolloutPorts {
    return {
      now: () => this.now,
      signal: this.abort.signal,
      parallelism: 2,
      serverOf: (name) => name,
      save: async (record) => {
        this.tick();
        this.saved = JSON.parse(JSON.stringify(record)) as RolloutRecord;
      },
      wished: async () => this.wish,
      sleep: async (milliseconds) => {
        this.tick();
        this.now += milliseconds;
        this.onSleep();
      },
      apply: async (name, _begun, notes) => {
        this.tick();
        notes.before({ USER: { log: 1 } });
        const ending = this.fails[name] ?? "done";
        if (this.done.has(name)) return { ending: "done", calls: 0, message: "" };
        await notes.run(`run-${name}`);
        this.did.push(`apply ${name}`);
        if (ending === "done") this.done.add(name);
        // The calls are made, and the process may die before it hears of it.
        this.tick();
        return { ending, calls: 2, message: ending };
      },
      look: async (name, before) => {
        this.tick();
        expect(before).toEqual({ USER: { log: 1 } });
        const ok = this.now < (this.bad[name] ?? Number.POSITIVE_INFINITY);
        return [{ gate: "log", ok, message: ok ? "as expected" : "an Error" }];
      },
      undo: async (name, runs) => {
        this.tick();
        expect(runs).toContain(`run-${name}`);
        if (this.done.delete(name) || !this.did.includes(`undo ${name}`)) this.did.push(`undo ${name}`);
        this.tick();
        return undefined;
      },
      closed: async (names) =>
        names.filter((name) => this.shut(this.now).includes(name)).map((name) => `${name}: shut`),
      onEvent: (event) => this.events.push(event),
    };
  }

  drive(): Promise<RolloutRecord> {
    return drive(this.saved, this.ports());
  }
}

it("applies wave after wave, and each soaks as long as it says, watched", async () => {
  const fleet = new Fleet(begin());
  const start = fleet.now;
  const end = await fleet.drive();
  expect([end.state, end.message]).toEqual(["done", "6 of 6 targets in 3 waves match the files"]);
  expect(fleet.did.map((text) => text.slice(-1)).join("")).toMatch(/^a[bc]{2}[def]{3}$/);
  expect(fleet.now - start).toBe(960_000);
  expect(endingsOf(end)).toEqual(["done"]);
  expect(fleet.saved).toEqual(end);
});

it("a canary that fails stops it, whatever max_failures says; nothing of the next wave is touched", async () => {
  const fleet = new Fleet(begin({ max_failures: 3 }));
  fleet.fails = { a: "not_converged" };
  const end = await fleet.drive();
  expect([end.state, fleet.did]).toEqual(["stopped", ["apply a"]]);
  expect(end.message).toBe("no target of wave canary succeeded: a; a: not_converged");
  expect(endingsOf(end)).toEqual(["not_converged"]);
});

it("as many may fail as max_failures says, and one more stops it", async () => {
  const fleet = new Fleet(begin({ max_failures: 1 }));
  fleet.fails = { b: "unreachable" };
  const good = await fleet.drive();
  expect([good.state, good.message]).toEqual(["done", "5 of 6 targets in 3 waves match the files, 1 failed"]);
  expect(endingsOf(good)).toEqual(["unreachable"]);
  const other = new Fleet(begin({ max_failures: 1 }));
  other.fails = { b: "unreachable", d: "failed" };
  const bad = await other.drive();
  expect([bad.state, bad.message]).toEqual(["stopped", "2 failed (max_failures 1): b, d; d: failed"]);
});

it("a gate that fails while it soaks stops it at the next look; with rollback the wave goes back, and no other", async () => {
  const fleet = new Fleet(
    begin({ on_failure: "rollback", waves: [WAVES[0] as Wave, { ...(WAVES[1] as Wave), soak: 600_000 }] }),
  );
  fleet.bad = { c: fleet.now + 900_000 + 200_000 };
  const end = await fleet.drive();
  expect(end.state).toBe("stopped");
  expect(end.message).toBe("1 failed: c; c: gate log: an Error");
  expect([...fleet.done]).toEqual(["a"]);
  expect(fleet.did.slice(-2).sort()).toEqual(["undo b", "undo c"]);
  expect(end.targets).toMatchObject({ a: { state: "applied" }, b: { state: "undone" }, c: { state: "undone" } });
  expect(fleet.now).toBeLessThan(Date.parse("2026-01-01T00:00:00.000Z") + 900_000 + 300_000);
  expect(endingsOf(end)).toEqual(["not_converged"]);
});

it("a wave whose window is closed waits for it; one that closes within a wave is waited for too", async () => {
  const fleet = new Fleet(begin());
  const opens = fleet.now + 7_200_000;
  fleet.shut = (now) => (now < opens ? ["b", "c"] : []);
  const end = await fleet.drive();
  expect(end.state).toBe("done");
  expect(fleet.events).toContainEqual({ type: "waits_for_window", wave: "half", message: "b: shut; c: shut" });
  expect(fleet.events.filter(({ type }) => type === "waits_for_window")).toHaveLength(1);
  expect(fleet.now).toBeGreaterThanOrEqual(opens);
});

it("paused: nothing new begins until it is resumed; aborted: nothing new begins at all", async () => {
  const fleet = new Fleet(begin());
  fleet.wish = { wanted: "pause", by: "eve", reason: "lunch" };
  let sleeps = 0;
  fleet.onSleep = () => {
    sleeps += 1;
    expect(fleet.did).toEqual([]);
    if (sleeps === 3) {
      fleet.wish = { wanted: "run", by: "eve" };
      fleet.onSleep = () => undefined;
    }
  };
  const end = await fleet.drive();
  expect([end.state, fleet.did.length]).toEqual(["done", 6]);
  expect(fleet.events.map(({ type }) => type).slice(0, 2)).toEqual(["paused", "resumed"]);
  const other = new Fleet(begin());
  other.onSleep = () => {
    other.wish = { wanted: "abort", by: "eve", reason: "no" };
  };
  const aborted = await other.drive();
  expect([aborted.state, aborted.message, other.did]).toEqual(["aborted", "aborted by eve: no", ["apply a"]]);
  expect(endingsOf(aborted)).toEqual(["failed"]);
});

it("the record is written twice for a target that is changed, and no more", async () => {
  const many = Array.from({ length: 100 }, (_, at) => `t${at}`);
  const fleet = new Fleet(begin({ waves: [{ name: "all", soak: 0, targets: many }] }));
  let saves = 0;
  const ports = fleet.ports();
  const save: RolloutPorts["save"] = (record, targets) => {
    saves += 1;
    return ports.save(record, targets);
  };
  expect((await drive(fleet.saved, { ...ports, save })).state).toBe("done");
  // Beside them the soak, the next wave and the end.
  expect(saves).toBe(2 * many.length + 3);
});

it("interrupted: it stays where it is, and goes on from there", async () => {
  const fleet = new Fleet(begin());
  fleet.onSleep = () => fleet.abort.abort();
  const half = await fleet.drive();
  expect([half.state, endingsOf(half)]).toEqual(["soaking", ["interrupted"]]);
  fleet.abort = new AbortController();
  fleet.onSleep = () => undefined;
  expect((await fleet.drive()).state).toBe("done");
  expect(fleet.did).toHaveLength(6);
});

it("property: killed anywhere, any number of times, it ends as if it had not been; nothing is done twice, no wave early", async () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const anyFails = fc.dictionary(fc.constantFrom(...names), fc.constantFrom("failed", "not_converged", "unreachable"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }),
      anyFails,
      fc.constantFrom("stop", "rollback"),
      fc.integer({ min: 0, max: 2 }),
      async (deaths, fails, after, most) => {
        const record = begin({ on_failure: after as "stop", max_failures: most });
        const whole = new Fleet(record);
        whole.fails = fails as typeof whole.fails;
        // One at a time, so that which of a wave are begun before it stops does not depend on the deaths.
        const alone = (fleet: Fleet) => drive(fleet.saved, { ...fleet.ports(), parallelism: 1 });
        const expected = await alone(whole);
        const fleet = new Fleet(record);
        fleet.fails = fails as typeof fleet.fails;
        for (const lives of deaths) {
          fleet.lives = lives;
          await alone(fleet).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
        }
        fleet.lives = Number.POSITIVE_INFINITY;
        const end = await alone(fleet);
        expect(end.state).toBe(expected.state);
        const states = (of: RolloutRecord) => Object.entries(of.targets).map(([name, { state }]) => [name, state]);
        expect(states(end)).toEqual(states(expected));
        expect([...fleet.done].sort()).toEqual([...whole.done].sort());
        // What went well is applied once, and what goes back goes back once.
        for (const name of names) {
          const times = fleet.did.filter((text) => text === `apply ${name}`).length;
          if (fails[name] === undefined) expect(times).toBeLessThanOrEqual(1);
        }
        const order = fleet.did
          .filter((text) => text.startsWith("apply"))
          .map((text) => "abcdef".indexOf(text.slice(-1)));
        const waveOf = (at: number) => (at === 0 ? 0 : at < 3 ? 1 : 2);
        const waves = order.map(waveOf);
        expect(waves).toEqual([...waves].sort());
      },
    ),
    { numRuns: 300 },
  );
});
