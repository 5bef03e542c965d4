import { describe, expect, it } from "vitest";
import { ApiError } from "../../src/api/error.ts";
import { type Clock, Poller } from "../../src/app/poller.ts";
import { Watch, type WatchSource } from "../../src/app/watch.ts";
import type { LiveMessage } from "../../src/report/live.ts";

/** Time that goes on when it is told to. */
function fakeClock() {
  let now = 1_000_000;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    // No jitter: the middle.
    chance: () => 0.5,
  };
  const settle = async () => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  };
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      await settle();
      const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers = timers.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
    await settle();
  };
  return { clock, pass, settle, waiting: () => timers.length };
}

describe("a poller", () => {
  it("looks only while somebody wants to know, and at once when somebody comes", async () => {
    const { clock, pass, waiting } = fakeClock();
    let every: number | undefined;
    let looks = 0;
    const poller = new Poller({
      clock,
      every: () => every,
      look: async () => {
        looks += 1;
      },
      failed: () => undefined,
    });
    poller.wake();
    await pass(100_000);
    expect(looks).toBe(0);
    every = 2_000;
    poller.wake();
    await pass(0);
    expect(looks).toBe(1);
    await pass(10_000);
    expect(looks).toBe(6);
    every = undefined;
    poller.wake();
    await pass(100_000);
    expect([looks, waiting()]).toEqual([6, 0]);
  });

  it("asks who fails more and more rarely, and as before once it answers", async () => {
    const { clock, pass } = fakeClock();
    const at: number[] = [];
    let broken = true;
    const began = clock.now();
    const poller = new Poller({
      clock,
      every: () => 2_000,
      look: async () => {
        at.push((clock.now() - began) / 1_000);
        if (broken) throw new Error("away");
      },
      failed: () => undefined,
    });
    poller.wake();
    await pass(130_000);
    expect(at).toEqual([0, 4, 12, 28, 60, 120]);
    broken = false;
    await pass(56_000);
    expect(at.slice(6)).toEqual([180, 182, 184, 186]);
  });

  it("never looks twice at once, whoever asks", async () => {
    const { clock, pass, settle } = fakeClock();
    let release = () => {};
    let looks = 0;
    const poller = new Poller({
      clock,
      every: () => 1_000,
      look: () => {
        looks += 1;
        return new Promise((done) => {
          release = done;
        });
      },
      failed: () => undefined,
    });
    poller.wake();
    poller.now();
    poller.now();
    await pass(10_000);
    expect(looks).toBe(1);
    release();
    await settle();
    // What was asked for meanwhile is looked at right after.
    expect(looks).toBe(2);
  });
});

/** A target that counts how often it is asked. */
function source(target: string, asked: string[], answers: Partial<WatchSource> = {}): WatchSource {
  const none = { not_known: "none" };
  return {
    target,
    url: "https://iris",
    namespace: "APP",
    glance: async () => {
      asked.push(`${target} glance`);
      return { production: "P", status: "running", queues: [], packages: [], unfinished: null, locks: [] };
    },
    plan: async () => {
      asked.push(`${target} plan`);
      return {
        counts: { server: 1, files: 0, unknown: 0, accepted: 0 },
        plan: { html: "plan" },
        drift: { html: "drift" },
      };
    },
    picture: async () => {
      asked.push(`${target} picture`);
      return none;
    },
    redraw: () => undefined,
    log: async () => {
      asked.push(`${target} log`);
      return [];
    },
    runs: async () => [],
    ...answers,
  };
}

const OPTIONS = { sandbox: false, hide: (text: string) => text.replaceAll("s3cret", "(sensitive)") };

describe("what is watched", () => {
  it("is asked once, however many browsers look, and not at all when the last has gone", async () => {
    const { clock, pass } = fakeClock();
    const asked: string[] = [];
    const watch = new Watch([source("a", asked), source("b", asked)], clock, OPTIONS);
    await pass(60_000);
    expect(asked).toEqual([]);
    const leave = Array.from({ length: 20 }, () => watch.join({ target: "a", tell: () => undefined }));
    await pass(1_000);
    const count = (what: string) => asked.filter((one) => one === what).length;
    expect([count("a glance"), count("a log"), count("a plan"), count("b glance"), count("b log")]).toEqual([
      1, 1, 1, 1, 0,
    ]);
    await pass(20_000);
    // The one that is looked at every two seconds, the other every ten.
    expect([count("a glance"), count("b glance"), count("a plan"), count("b log")]).toEqual([11, 3, 1, 0]);
    for (const one of leave) one();
    asked.length = 0;
    await pass(600_000);
    expect(asked).toEqual([]);
  });

  it("tells a newcomer what is known, and everybody only what is new to him", async () => {
    const { clock, pass } = fakeClock();
    const watch = new Watch([source("a", []), source("b", [])], clock, OPTIONS);
    const first: LiveMessage[] = [];
    watch.join({ target: "a", tell: (message) => first.push(message) });
    await pass(1_000);
    const kinds = first.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "plan")).toHaveLength(1);
    first.length = 0;
    await pass(30_000);
    // Nothing has changed.
    expect(first).toEqual([]);
    const second: LiveMessage[] = [];
    watch.join({ target: "b", tell: (message) => second.push(message) });
    const known = second.flatMap((message) => (message.kind === "glance" ? [message.glance.phase] : []));
    expect(known).toEqual(["known", "known"]);
    expect(second.some((message) => "target" in message && message.target === "a")).toBe(false);
  });

  it("says who is away and why, keeps what was known, and says when he is back", async () => {
    const { clock, pass } = fakeClock();
    let away = false;
    const own = source("a", []);
    const watch = new Watch(
      [
        {
          ...own,
          glance: () => (away ? Promise.reject(new Error("refused with s3cret\nmore")) : own.glance()),
        },
      ],
      clock,
      OPTIONS,
    );
    const glances: object[] = [];
    watch.join({ tell: (message) => message.kind === "glance" && glances.push(message.glance) });
    await pass(1_000);
    away = true;
    await pass(15_000);
    expect(glances.at(-1)).toMatchObject({ phase: "away", why: "refused with (sensitive)", status: "running" });
    away = false;
    await pass(60_000);
    expect(glances.at(-1)).toMatchObject({ phase: "known", status: "running" });
    expect(glances.at(-1)).not.toHaveProperty("why");
  });

  it("asks who does not answer one question only, and who refuses the password hardly ever", async () => {
    const { clock, pass } = fakeClock();
    const asked: string[] = [];
    const kind = "unauthorized" as const;
    const refuse = () => {
      asked.push("a glance");
      return Promise.reject(new ApiError({ kind, method: "GET", path: "/status", status: 401, words: "no" }));
    };
    const parts: LiveMessage[] = [];
    const watch = new Watch([source("a", asked, { glance: refuse })], clock, OPTIONS);
    watch.join({ target: "a", tell: (message) => parts.push(message) });
    await pass(1_500_000);
    expect(asked).toEqual(["a glance", "a glance", "a glance"]);
    for (const wanted of ["plan", "drift", "log", "picture"])
      expect(parts.filter(({ kind: one }) => one === wanted)).toMatchObject([
        { value: { not_known: expect.any(String) } },
      ]);
  });

  it("asks fifty targets a few at a time", async () => {
    const { clock, pass } = fakeClock();
    let under = 0;
    let most = 0;
    const sources = Array.from({ length: 50 }, (_, at) => {
      const own = source(`t${at}`, []);
      return {
        ...own,
        glance: async () => {
          under += 1;
          most = Math.max(most, under);
          await new Promise<void>((done) => void clock.after(100, done));
          under -= 1;
          return own.glance();
        },
      };
    });
    const known = new Set<string>();
    new Watch(sources, clock, OPTIONS).join({
      tell: (message) =>
        message.kind === "glance" && message.glance.phase === "known" && known.add(message.glance.target),
    });
    await pass(2_000);
    expect(known.size).toBe(50);
    expect(most).toBeLessThanOrEqual(8);
  });

  it("draws the picture anew with the queues, not with those of a production that has stopped", async () => {
    const { clock, pass } = fakeClock();
    const drawn: unknown[] = [];
    let status: "running" | "stopped" = "running";
    const own = source("a", [], {
      redraw: (queues) => {
        drawn.push(queues);
        return { html: JSON.stringify(queues ?? null) };
      },
    });
    const queues = [{ item: "X", count: 3 }];
    const watch = new Watch(
      [{ ...own, glance: async () => ({ ...(await own.glance()), status, queues }) }],
      clock,
      OPTIONS,
    );
    const pictures: LiveMessage[] = [];
    watch.join({ target: "a", tell: (message) => message.kind === "picture" && pictures.push(message) });
    await pass(1_000);
    expect(pictures.at(-1)).toMatchObject({ value: { html: JSON.stringify(queues) } });
    status = "stopped";
    await pass(3_000);
    expect(pictures.at(-1)).toMatchObject({ value: { html: "null" } });
  });
});
