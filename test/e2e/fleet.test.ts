import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { endSilent } from "../../src/store/fleet-queue.ts";
import { openSession } from "../../src/store/fleet-session.ts";
import { type Result, run, workspace } from "../helpers/cli.ts";
import { halfDead } from "../helpers/half-dead.ts";
import { noPostgres, type Postgres, postgres } from "../helpers/postgres.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { type Seen, watchedProxy } from "../helpers/watched-proxy.ts";

const WARDS = ["W1", "W2", "W3", "W4", "W5", "W6"];
const DEFINITION = { Item: [{ "@Name": "In", "@ClassName": "X.Y" }], Setting: [] };
const STATE = "version: 1\ndefault: A.B\nstate: running\n";

describe.skipIf(noPostgres() !== undefined)("a fleet, over a real PostgreSQL", () => {
  let database: Postgres;
  let sandbox: TestSandbox;
  let space: ReturnType<typeof workspace>;
  let sql: pg.Client;

  const iopctl = (args: readonly string[], onStart?: (child: ChildProcess) => void, env = {}): Promise<Result> => {
    const { IOP_URL: _url, ...own } = sandbox.env;
    return run(args, {
      cwd: space.dir,
      env: { ...own, IOPCTL_QUEUE: database.url, ...env },
      ...(onStart ? { onStart } : {}),
    });
  };
  const fleet = (...args: string[]) => iopctl(["fleet", ...args]);
  const submitted = ({ stdout }: Result) => /(?:Submitted: |submission )([\w-]+)/.exec(stdout)?.[1] as string;
  const rows = async (text: string, ...values: unknown[]) => (await sql.query(text, values)).rows;

  const clear = () => sql.query("DROP SCHEMA IF EXISTS iopctl CASCADE; DROP SCHEMA IF EXISTS iopctl_boss CASCADE");
  /** A worker that goes on until it is told to end. */
  function worker(...args: string[]): { readonly child: ChildProcess; readonly ended: Promise<Result> } {
    let child: ChildProcess | undefined;
    const ended = iopctl(["fleet", "worker", ...args], (started) => {
      child = started;
    });
    return { child: child as unknown as ChildProcess, ended };
  }

  function config(more = "", waves = ""): void {
    const targets = WARDS.map((name, at) => {
      const zone = at < 4 ? "ward" : "lab";
      return `  ${name.toLowerCase()}: { url: ${sandbox.url}, namespace: ${name}, state: s.iop.yaml, labels: { zone: ${zone} }${more} }\n`;
    });
    space.write({ "iopctl.config.yaml": `targets:\n${targets.join("")}${waves}`, "s.iop.yaml": STATE });
  }
  /** Writing calls as `METHOD /path NAMESPACE`, since the last time. */
  async function writes(): Promise<string[]> {
    const all = await sandbox.requests();
    await sandbox.control("DELETE", "/requests");
    return all
      .filter(({ method }) => method !== "GET")
      .map((request) => {
        const { namespace } = JSON.parse(String((request as { body?: unknown }).body ?? "{}")) as {
          namespace?: string;
        };
        return `${request.method} ${request.path} ${namespace ?? ""}`.trim();
      })
      .sort();
  }
  const both = (...names: string[]) => names.flatMap((name) => [`POST /start ${name}`, `PUT /default ${name}`]).sort();

  beforeAll(async () => {
    [database, sandbox] = await Promise.all([postgres(), testSandbox("4.1", WARDS)]);
    for (const namespace of WARDS)
      await sandbox.control("POST", "/productions", { name: "A.B", definition: DEFINITION, namespace });
    sql = new pg.Client({ connectionString: database.url });
    sql.on("error", () => undefined);
    await sql.connect();
  });
  beforeEach(async () => {
    space?.remove();
    space = workspace();
    config();
    await sandbox.control("DELETE", "/faults");
    for (const namespace of WARDS)
      await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {}, namespace });
    await sandbox.control("DELETE", "/requests");
    await clear();
  });
  afterAll(async () => {
    await sql?.end();
    await sandbox?.close();
    await database?.stop();
    space?.remove();
  });

  it("what the workers have planned is reviewed, and just that is applied; each worker takes only its own", async () => {
    const plan = await fleet("submit", "plan", "--target", "*");
    expect([plan.code, plan.stderr]).toEqual([0, expect.stringContaining("iopctl fleet status")]);
    const id = submitted(plan);
    const again = await fleet("submit", "plan", "--target", "*");
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining(`not over: submission ${id}`)]);
    const ward = await fleet("worker", "--label", "zone=ward", "--once");
    expect([ward.code, ward.stderr]).toEqual([0, expect.stringContaining("w1  done: +1 ~1 -0, 2 calls")]);
    expect(ward.stderr).not.toContain("w5");
    const half = await fleet("status", id);
    expect(half.stdout).toContain("Under way: 4 with changes, 2 waiting.");
    expect((await fleet("submit", "apply", "--reviewed", id)).stderr).toContain("w5, w6 have no plan in it");
    await fleet("worker", "--label", "zone=lab", "--once");
    expect((await fleet("status", id)).stdout).toContain("Planned: 6 with changes.");
    expect(await writes()).toEqual([]);

    const apply = await fleet("submit", "apply", "--reviewed", id, "--json");
    const made = JSON.parse(apply.stdout).submission.id as string;
    // One of them is changed by hand meanwhile: it is not what was reviewed any more.
    await sandbox.control("POST", "/state", { default: "X.Y", namespace: "W2" });
    const all = await fleet("worker", "--once");
    expect(all.stderr).toContain("w1  done:");
    expect(await writes()).toEqual(both("W1", "W3", "W4", "W5", "W6"));
    const end = await fleet("status", made);
    expect(end.stdout).toContain("Done: 5 applied, 1 stale.");
    expect(end.stdout).toMatch(/w2 +stale +0 +the saved plan is stale/);
    // It was not all well: the same once more is a new submission. A plan without anything to do is none to wait for.
    expect((await fleet("submit", "apply", "--reviewed", id)).stdout).toMatch(/^Submitted: /);
    expect(
      await rows("SELECT target, ending, calls FROM iopctl.results WHERE submission = $1 ORDER BY target", made),
    ).toEqual(
      WARDS.map((name) => ({
        target: name.toLowerCase(),
        ending: name === "W2" ? "stale" : "done",
        calls: name === "W2" ? 0 : 2,
      })),
    );
    const types = await rows(
      "SELECT type, count(*)::int AS n FROM iopctl.events WHERE submission = $1 AND target = 'w1' GROUP BY type",
      made,
    );
    expect(types).toContainEqual({ type: "call_finished", n: 2 });
    // Nothing that a worker knows of its server is in the database, nor the queue's own password in any output.
    const dump = JSON.stringify([
      await rows("SELECT * FROM iopctl.submissions"),
      await rows("SELECT * FROM iopctl.jobs"),
      await rows("SELECT * FROM iopctl.plans"),
      await rows("SELECT * FROM iopctl.events"),
      await rows("SELECT * FROM iopctl_boss.job"),
    ]);
    expect(dump).not.toContain("p4ssw0rd");
    for (const { stdout, stderr } of [plan, ward, apply, all, end]) {
      expect(stdout + stderr).not.toContain(database.password);
      expect(stdout + stderr).not.toContain(encodeURIComponent(database.password));
    }
  });

  it("one part of the targets at a time, and then only what was not well", async () => {
    const parts = await Promise.all(
      ["1/2", "2/2"].map((part) => fleet("submit", "plan", "--target", "*", "--shard", part, "--json")),
    );
    const targetsOf = ({ stdout }: Result) =>
      (JSON.parse(stdout).submission.targets as { target: string }[]).map(({ target }) => target);
    expect(parts.map(targetsOf)).toEqual([
      ["w1", "w3", "w5"],
      ["w2", "w4", "w6"],
    ]);
    const none = await fleet("submit", "plan", "--target", "w1", "--shard", "2/2");
    expect([none.code, none.stdout]).toEqual([0, "No target is in this part (--shard 2/2): nothing to do.\n"]);
    const rollout = await fleet("submit", "rollout", "--reviewed", "x", "--shard", "1/2");
    expect([rollout.code, rollout.stderr]).toEqual([64, expect.stringContaining("submit it once")]);

    await clear();
    await sandbox.fault({ kind: "fail", match: "PUT /default", times: 2 });
    const all = submitted(await fleet("submit", "apply", "--target", "*", "--auto-approve"));
    const early = await fleet("submit", "apply", "--target", "*", "--auto-approve", "--resume", all);
    expect([early.code, early.stderr]).toEqual([1, expect.stringContaining("that submission is not over")]);
    await fleet("worker", "--once");
    const bad = (await rows("SELECT target FROM iopctl.results WHERE submission = $1 AND ending <> 'done'", all)).map(
      ({ target }) => target,
    );
    expect(bad).toHaveLength(2);
    const again = await fleet("submit", "apply", "--target", "*", "--auto-approve", "--resume", all, "--json");
    expect(targetsOf(again).sort()).toEqual(bad.sort());
    await fleet("worker", "--once");
    expect((await Promise.all(WARDS.map((name) => sandbox.inspect(name)))).map(({ status }) => status)).toEqual(
      WARDS.map(() => "running"),
    );
    const left = await fleet(
      ...["submit", "apply", "--target", "*", "--auto-approve", "--resume"],
      JSON.parse(again.stdout).submission.id as string,
    );
    expect([left.code, left.stdout]).toEqual([0, expect.stringContaining("Nothing to resume")]);
    expect((await fleet("submit", "plan", "--target", "*", "--resume", all)).stderr).toContain("of this kind (plan)");
  });

  it("what nobody has reviewed is applied only where that is said; what is wrong is said before anything is written", async () => {
    const none = await fleet("submit", "apply", "--target", "w1");
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("nobody has reviewed")]);
    expect((await fleet("submit", "plan")).stderr).toContain("which targets?");
    expect((await fleet("submit", "apples", "--target", "w1")).code).toBe(64);
    expect((await iopctl(["fleet", "status"], undefined, { IOPCTL_QUEUE: "" })).code).toBe(64);
    expect((await iopctl(["fleet", "status"], undefined, { IOPCTL_QUEUE: "mysql://h/d" })).code).toBe(64);
    const away = await iopctl(["fleet", "status"], undefined, { IOPCTL_QUEUE: "postgres://u:topsecret@127.0.0.1:9/d" });
    expect([away.code, away.stderr]).toEqual([7, expect.stringContaining("127.0.0.1:9/d cannot be reached")]);
    const wrong = await iopctl(["fleet", "status"], undefined, {
      IOPCTL_QUEUE: database.url.replace(/:[^:@]*@/, ":topsecret@"),
    });
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining("password authentication failed")]);
    expect(away.stderr + wrong.stderr).not.toContain("topsecret");
    const elsewhere = await iopctl(["fleet", "status"], undefined, { IOPCTL_ALLOWED_HOSTS: "iris.example" });
    expect(elsewhere.code).toBe(5);
    // Who looks makes nothing.
    await clear();
    expect((await fleet("status")).stdout).toContain("Nothing was submitted yet");
    expect(await rows("SELECT to_regclass('iopctl.submissions')::text AS name")).toEqual([{ name: null }]);
    const waited = iopctl(["fleet", "submit", "apply", "--target", "w1", "--auto-approve", "--wait"]);
    const { child, ended } = worker();
    const { code, stdout } = await waited;
    expect([code, stdout]).toEqual([0, expect.stringContaining("Done: 1 applied.")]);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(143);
    // It has said good-bye.
    expect(await rows("SELECT id FROM iopctl.workers")).toEqual([]);
  });

  /** Numbers from 0 to 1, the same ones for a seed. */
  function chance(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return state / 4_294_967_296;
    };
  }

  it.each([1])(
    "workers are killed at random (seed %i): every target converges, none is worked on by two at once",
    async (seed) => {
      const random = chance(seed);
      const seen: Seen[] = [];
      // The queue's locks alone keep workers apart here, and each of them knows the server by another address.
      space.write({
        "iopctl.config.yaml": `targets:\n${WARDS.map(
          (name) =>
            `  ${name.toLowerCase()}: { url: "\${PROXY}", namespace: ${name}, state: s.iop.yaml, lock: none, timeout: 1s, migrate_timeout: 1s }\n`,
        ).join("")}`,
      });
      await sandbox.fault({ kind: "slow", match: "PUT /default", times: 0, delay: 120 } as never);
      await sandbox.fault({ kind: "slow", match: "POST /start", times: 0, delay: 200 } as never);
      const submit = await iopctl(["fleet", "submit", "apply", "--target", "*", "--auto-approve"], undefined, {
        PROXY: sandbox.url,
      });
      const id = submitted(submit);
      const living = new Map<string, { readonly child: ChildProcess; readonly ended: Promise<unknown> }>();
      const proxies: { readonly close: () => void }[] = [];
      const all: Promise<Result>[] = [];
      let count = 0;
      const begin = async () => {
        count += 1;
        const name = `worker-${count}`;
        const proxy = await watchedProxy(name, sandbox.url, seen);
        proxies.push(proxy);
        let child: ChildProcess | undefined;
        const ended = iopctl(
          ["fleet", "worker", "--name", name, "--parallelism", "1"],
          (started) => (child = started),
          {
            PROXY: proxy.url,
          },
        );
        all.push(ended);
        living.set(name, { child: child as unknown as ChildProcess, ended });
      };
      const isOpen = async () =>
        (await rows("SELECT state FROM iopctl.submissions WHERE id = $1", id))[0]?.["state"] === "open";
      for (let at = 0; at < 3; at += 1) await begin();
      let killed = 0;
      // A worker dies once it has just written something, some milliseconds later: between two calls, or in one.
      for (let heard = 0; await isOpen(); ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (seen.length === heard || killed >= 6) continue;
        heard = seen.length;
        if (killed > 2 && random() < 0.4) continue;
        const name = seen[seen.length - 1]?.client ?? "";
        const victim = living.get(name);
        if (victim === undefined) continue;
        await new Promise((resolve) => setTimeout(resolve, random() * 260));
        victim.child.kill("SIGKILL");
        killed += 1;
        living.delete(name);
        await begin();
      }
      for (const { child } of living.values()) child.kill("SIGTERM");
      const ends = await Promise.all(all);
      for (const proxy of proxies) proxy.close();
      expect(ends.map(({ stderr }) => stderr).join("")).not.toContain("defect");
      expect(killed).toBeGreaterThan(2);
      const results = await rows("SELECT target, ending, message FROM iopctl.results WHERE submission = $1", id);
      expect(results.map(({ ending, message }) => [ending, message])).toEqual(
        WARDS.map(() => ["done", expect.not.stringContaining("given up")]),
      );
      for (const namespace of WARDS) {
        expect(await sandbox.inspect(namespace)).toMatchObject({ default: "A.B", status: "running" });
        const own = seen.filter((one) => one.namespace === namespace).sort((a, b) => a.from - b.from);
        expect(own.length).toBeGreaterThanOrEqual(2);
        // No call begins before the one before it has ended, and who is taken over from never comes back.
        for (const [at, one] of own.entries()) expect(one.from, one.call).toBeGreaterThanOrEqual(own[at - 1]?.to ?? 0);
        const turns = own.map(({ client }) => client).filter((client, at, list) => client !== list[at - 1]);
        expect(turns).toEqual([...new Set(turns)]);
      }
    },
  );

  /** Until it is so. */
  async function until(so: () => Promise<boolean>): Promise<void> {
    while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const field = async (id: string, name: string) =>
    (await rows(`SELECT ${name} AS value FROM iopctl.submissions WHERE id = $1`, id))[0]?.["value"];

  it("a rollout goes on in waves when the worker that decides them is killed in a soak; each call once", async () => {
    config(
      "",
      "rollout:\n  waves:\n    - { name: canary, targets: [w1], soak: 3s }\n    - { name: rest, targets: ['w*'] }\n  gates: [log]\n",
    );
    const plan = submitted(await fleet("submit", "plan", "--target", "*", "--exclude-target", "w6"));
    expect((await fleet("submit", "rollout", "--target", "*")).stderr).toContain("nobody has reviewed");
    const first = worker("--name", "first");
    await until(async () => (await field(plan, "state")) === "done");
    const id = submitted(await fleet("submit", "rollout", "--reviewed", plan));
    await until(async () => (await field(id, "record->>'state'")) === "soaking");
    const end = await field(id, "record->>'soak_until'");
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await writes()).toEqual(both("W1"));
    // Nobody is there: it says so, and what somebody wishes is heard by whoever comes.
    expect((await fleet("pause", id, "--reason", "lunch")).stdout).toContain("Paused");
    const second = worker("--name", "second");
    await until(async () => (await field(id, "record->>'state'")) === "paused");
    expect(await field(id, "record->>'soak_until'")).toBe(end);
    expect((await fleet("status", id)).stdout).toContain("lunch");
    await fleet("resume", id);
    await until(async () => (await field(id, "state")) !== "open");
    const status = await fleet("status", id);
    expect(status.stdout).toContain("Done: 5 of 5 targets applied.");
    expect(await writes()).toEqual(both("W2", "W3", "W4", "W5"));
    expect((await fleet("submit", "rollout", "--reviewed", plan)).stdout).toContain("Nothing to do");
    second.child.kill("SIGTERM");
    await second.ended;
  });

  it("a canary that fails stops the rollout, and goes back on the worker that has its records", async () => {
    config(
      "",
      "rollout:\n  waves:\n    - { name: canary, targets: [w1] }\n    - { name: rest, targets: ['w*'] }\n  on_failure: rollback\n",
    );
    space.write({ "s.iop.yaml": `${STATE}checks:\n  - { name: answers, test: { target: Nobody } }\n` });
    const plan = submitted(await fleet("submit", "plan", "--target", "*"));
    await fleet("worker", "--once");
    const waited = iopctl(["fleet", "submit", "rollout", "--reviewed", plan, "--wait"]);
    const only = worker("--name", "only");
    const { code, stdout } = await waited;
    expect([code, stdout]).toEqual([8, expect.stringContaining("stopped at wave canary")]);
    expect(stdout).toContain("went back");
    expect(await sandbox.inspect("W1")).toMatchObject({ status: "stopped", default: "" });
    only.child.kill("SIGTERM");
    await only.ended;
  });

  it("a way back whose worker is killed is finished by the next: what its marker owes is done before it counts", async () => {
    const waves = "rollout:\n  waves: [{ name: canary, targets: [w1] }]\n  on_failure: rollback\n";
    config(", lock: none, timeout: 5s, migrate_timeout: 12s", waves);
    const changed = "productions: { A.B: { items: { In: { settings: { Host: { tag: new } } } } } }\n";
    const failing = "checks:\n  - { name: answers, test: { target: Nobody } }\n";
    await sandbox.api("PUT", "/default", { production: "A.B", namespace: "W1" });
    await sandbox.api("POST", "/start", { production: "A.B", namespace: "W1" });
    space.write({ "s.iop.yaml": STATE + changed + failing });
    const plan = submitted(await fleet("submit", "plan", "--target", "w1"));
    await fleet("worker", "--once");
    const id = submitted(await fleet("submit", "rollout", "--reviewed", plan));
    // The second upload is that of the way back.
    await sandbox.fault({ kind: "slow_after", match: "PUT /migrate", skip: 1, delay: 60_000 });
    const first = worker("--name", "one");
    await sandbox.held();
    first.child.kill("SIGKILL");
    await first.ended;
    await sandbox.quiet();
    expect(Object.keys((await sandbox.inspect("W1")).bindings).join()).toContain("IopCtl.Pending");
    await sandbox.writes();
    const second = worker("--name", "one");
    await until(async () => (await field(id, "state")) !== "open");
    // The record of what was applied, since there was none before, and the marker.
    expect(await sandbox.writes()).toEqual(["POST /update", "DELETE /binding", "DELETE /binding"]);
    const { stale, bindings } = await sandbox.inspect("W1");
    expect([stale, Object.keys(bindings).join()]).toEqual([[], expect.not.stringContaining("IopCtl.Pending")]);
    expect((await fleet("status", id)).stdout).toContain("went back");
    second.child.kill("SIGTERM");
    await second.ended;
  });

  it("a worker with other files leaves the work to others in words, and takes it once it has the same", async () => {
    const id = submitted(await fleet("submit", "apply", "--target", "w1", "--auto-approve"));
    space.write({ "s.iop.yaml": STATE.replace("running", "stopped") });
    const other = await fleet("worker", "--once");
    expect([other.code, other.stderr]).toEqual([
      0,
      expect.stringMatching(
        /left for others: this worker has no commit, submission \S+ is of no commit; its files of w1, or the server that its config names, are others/,
      ),
    ]);
    expect(await writes()).toEqual([]);
    space.write({ "s.iop.yaml": STATE });
    await fleet("worker", "--once");
    expect(await writes()).toEqual(both("W1"));
    expect((await fleet("status", id)).stdout).toContain("Done: 1 applied.");
    // One that was aborted is no longer there for anybody.
    const gone = submitted(await fleet("submit", "apply", "--target", "w2", "--auto-approve"));
    expect((await fleet("abort", gone)).stdout).toContain("Aborted");
    await fleet("worker", "--once");
    expect((await fleet("status", gone)).stdout).toContain("Aborted: 1 dropped.");
    expect((await fleet("resume", gone)).code).toBe(1);
    expect(await writes()).toEqual([]);
  });

  it("the database is restarted in the middle: the worker stops before its next call, and goes on when it is back", async () => {
    config(", lock: none, timeout: 1s, migrate_timeout: 1s");
    await sandbox.fault({ kind: "slow", match: "PUT /default", times: 0, delay: 400 } as never);
    const id = submitted(await fleet("submit", "apply", "--target", "w1", "--target", "w2", "--auto-approve"));
    const one = worker("--parallelism", "1");
    await until(async () => (await sandbox.requests()).some(({ method }) => method === "PUT"));
    await database.restart();
    sql = new pg.Client({ connectionString: database.url });
    sql.on("error", () => undefined);
    await sql.connect();
    await until(async () => (await field(id, "state")) === "done");
    one.child.kill("SIGTERM");
    const { stderr } = await one.ended;
    expect(stderr).toContain("is lost; what was under way stops");
    const results = await rows(
      "SELECT target, ending, attempt FROM iopctl.results WHERE submission = $1 ORDER BY target",
      id,
    );
    expect(results.map(({ ending }) => ending)).toEqual(["done", "done"]);
    // One of them was begun before.
    expect(results.map(({ attempt }) => attempt).sort()).toEqual([1, 2]);
    // The call under way was finished and is not made again.
    expect(await writes()).toEqual(both("W1", "W2"));
  });

  it("a call that outlives its worker has its time: the next one begins after it", async () => {
    const seen: Seen[] = [];
    const proxy = await watchedProxy("first", sandbox.url, seen);
    space.write({
      "iopctl.config.yaml": `targets:\n  w1: { url: "\${PROXY}", namespace: W1, state: s.iop.yaml, lock: none, timeout: 4s, migrate_timeout: 4s }\n`,
    });
    await sandbox.fault({ kind: "slow", match: "PUT /default", times: 1, delay: 3_500 } as never);
    const env = { PROXY: proxy.url };
    const submit = await iopctl(["fleet", "submit", "apply", "--target", "w1", "--auto-approve"], undefined, env);
    let first: ChildProcess | undefined;
    const ended = iopctl(["fleet", "worker"], (child) => (first = child), env);
    await until(async () => seen.length > 0);
    first?.kill("SIGKILL");
    await ended;
    const next = await iopctl(["fleet", "worker", "--once"], undefined, env);
    proxy.close();
    expect(next.stderr).toContain("was lost");
    expect((await fleet("status", submitted(submit))).stdout).toContain("Done: 1 applied.");
    expect(seen.map(({ call }) => call)).toEqual(["PUT /default", "POST /start"]);
    expect(seen[1]?.from).toBeGreaterThanOrEqual(seen[0]?.to ?? 0);
  });

  it("a worker that says nothing, its process stopped, loses its connection and its locks with it; one that speaks does not", async () => {
    const [silent, other, living] = await Promise.all(
      ["iopctl fleet worker", "another program", "iopctl fleet worker"].map((name) => openSession(database.url, name)),
    );
    if (!silent || !other || !living) throw new Error("no sessions");
    await silent.query("SELECT pg_try_advisory_lock(1)");
    const free = async () =>
      (await living.query<{ free: boolean }>("SELECT pg_try_advisory_lock(1) AS free"))[0]?.free === true;
    await endSilent(living, 30);
    expect(await free()).toBe(false);
    await until(async () => {
      await endSilent(living, 1);
      return free();
    });
    await until(async () => silent.lost.aborted);
    expect([other.lost.aborted, living.lost.aborted]).toEqual([false, false]);
    await Promise.all([silent, other, living].map((session) => session.close()));
  });

  it("a target of the same name on another server is left alone; a call that may be under way holds its target", async () => {
    const id = submitted(await fleet("submit", "apply", "--target", "w1", "--auto-approve"));
    space.write({
      "iopctl.config.yaml": `targets:\n  w1: { url: ${sandbox.url}/, namespace: W2, state: s.iop.yaml, lock: none }\n`,
    });
    expect((await fleet("worker", "--once")).stderr).toContain("the server that its config names, are others");
    expect(await writes()).toEqual([]);
    config(", lock: none");
    const jobOf = async (submission: string) =>
      (await rows("SELECT state, remark FROM iopctl.jobs WHERE submission = $1 AND step = 'apply'", submission))[0];
    // As after a worker that was lost in its call.
    await sql.query(
      `INSERT INTO iopctl.jobs (id, submission, target, step, queue, files, notes, state, calling_until)
       SELECT gen_random_uuid(), submission, target, 'plan', queue, files, notes, 'active', now() + interval '2 seconds'
       FROM iopctl.jobs WHERE submission = $1`,
      [id],
    );
    const held = worker();
    await until(async () => /may not be over/.test((await jobOf(id)).remark ?? ""));
    expect(await writes()).toEqual([]);
    await until(async () => (await jobOf(id)).state === "done");
    held.child.kill("SIGTERM");
    await held.ended;
    expect(await writes()).toEqual(both("W1"));
  });

  it("servers that take connections and never answer hold nobody else, and end as not reached", async () => {
    const mute = await halfDead("mute", "localhost");
    try {
      const held = ["m1", "m2", "m3"].map(
        (name) => `  ${name}: { url: ${mute.url}, state: s.iop.yaml, timeout: 300ms, retries: 0 }\n`,
      );
      config();
      const text = readFileSync(`${space.dir}/iopctl.config.yaml`, "utf8");
      space.write({ "iopctl.config.yaml": text.replace("targets:\n", `targets:\n${held.join("")}`) });
      const id = submitted(await fleet("submit", "apply", "--target", "*", "--auto-approve"));
      expect((await fleet("worker", "--once", "--parallelism", "2")).code).toBe(0);
      const found = await rows("SELECT target, ending, calls FROM iopctl.results WHERE submission = $1", id);
      const endings = Object.fromEntries(found.map(({ target, ending }) => [target, ending]));
      expect(endings).toEqual({
        ...Object.fromEntries(WARDS.map((name) => [name.toLowerCase(), "done"])),
        ...Object.fromEntries(["m1", "m2", "m3"].map((name) => [name, "unreachable"])),
      });
      expect(await writes()).toEqual(both(...WARDS));
    } finally {
      mute.close();
    }
  });

  it("workers that end jobs of one submission at the same time do not stand in each other's way", async () => {
    const targets = Array.from(
      { length: 90 },
      (_, at) => `  t${at}: { url: ${sandbox.url}, namespace: ${WARDS[at % WARDS.length]}, state: s.iop.yaml }\n`,
    );
    space.write({ "iopctl.config.yaml": `targets:\n${targets.join("")}` });
    const id = submitted(await fleet("submit", "plan", "--target", "*"));
    const ended = await Promise.all(["a", "b", "c"].map((name) => fleet("worker", "--once", "--name", name)));
    for (const { code, stderr } of ended) expect([code, stderr]).toEqual([0, expect.not.stringContaining("warning")]);
    expect(
      await rows("SELECT ending, attempt, count(*)::int AS n FROM iopctl.jobs WHERE submission = $1 GROUP BY 1, 2", id),
    ).toEqual([{ ending: "done", attempt: 1, n: 90 }]);
    expect((await rows("SELECT state FROM iopctl.submissions WHERE id = $1", id))[0].state).toBe("done");
  });

  it("what three workers were lost over is given up, and it is said", async () => {
    config(", lock: none, timeout: 1s, migrate_timeout: 1s");
    const id = submitted(await fleet("submit", "apply", "--target", "w1", "--auto-approve"));
    // It never gets further than its first call.
    await sandbox.fault({ kind: "slow", match: "PUT /default", times: 0, delay: 30_000 } as never);
    for (let lost = 0; lost < 3; lost += 1) {
      const one = worker();
      await until(
        async () =>
          (await rows("SELECT 1 FROM iopctl.jobs WHERE state = 'active' AND lost = $1 AND calling_until > now()", lost))
            .length > 0,
      );
      one.child.kill("SIGKILL");
      await one.ended;
    }
    await until(async () => (await rows("SELECT 1 FROM iopctl.jobs WHERE calling_until > now()")).length === 0);
    await fleet("worker", "--once");
    const status = await fleet("status", id);
    expect(status.stdout).toMatch(/w1 +failed +\d+ +given up: 3 workers were lost over it/);
    expect(status.stdout).toContain("Done: 1 failed.");
  });
});
