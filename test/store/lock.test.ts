import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { holderOf, LockHeld, lockHere, whoAmI } from "../../src/store/lock.ts";

/** A folder of locks of its own, and a program that takes locks in it and keeps them as long as it lives. */
const folder = mkdtempSync(join(tmpdir(), "iopctl-lock-test-"));
const program = join(folder, "hold.mjs");
const locks = join(folder, "iopctl-locks");
const children = new Set<ChildProcess>();

beforeAll(() => {
  vi.stubEnv("TMPDIR", folder);
  const contents = `
    import { createInterface } from "node:readline";
    import { lockHere, LockHeld } from "./lock.ts";
    for await (const line of createInterface({ input: process.stdin })) {
      const [place, count] = line.split(" ");
      const held = [];
      for (let round = 0; round < Number(count); round += 1) {
        try {
          if (lockHere(place + round, "USER", "child " + process.pid, Date.now(), () => undefined)) held.push(round);
        } catch (error) {
          if (!(error instanceof LockHeld)) held.push(String(error));
        }
      }
      console.log(JSON.stringify(held));
    }`;
  const resolveDir = fileURLToPath(new URL("../../src/store/", import.meta.url));
  buildSync({
    stdin: { contents, resolveDir, loader: "ts" },
    ...{ outfile: program, bundle: true, platform: "node", format: "esm", logLevel: "error" },
  });
});
afterEach(async () => {
  await Promise.all([...children].map(killed));
  rmSync(locks, { recursive: true, force: true });
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Holder {
  readonly child: ChildProcess;
  /** Tries to take so many locks; gives the numbers of those that it has. */
  readonly take: (place: string, count?: number) => Promise<(number | string)[]>;
}

function holder(): Holder {
  const child = spawn(process.execPath, [program], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: folder },
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    child,
    take: async (place, count = 1) => {
      child.stdin?.write(`${place} ${count}\n`);
      return JSON.parse((await lines.next()).value as string) as number[];
    },
  };
}

function killed(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

const warnings: string[] = [];
const here = (place: string, holds = "me", since = 1_000) =>
  lockHere(place, "USER", holds, since, (text) => warnings.push(text));
const pathOf = (place: string) =>
  join(locks, `${createHash("sha256").update(`${place}\nUSER`).digest("hex").slice(0, 24)}.json`);

describe("a lock among the processes of a machine (contract, section 3: exit 6)", () => {
  it("another process's is refused, with who and since when; it is free when that ends", async () => {
    const other = holder();
    expect(await other.take("a")).toEqual([0]);
    expect(() => here("a0")).toThrow(LockHeld);
    expect(() => here("a0")).toThrow(
      new RegExp(
        `another run holds the lock of USER: child ${other.child.pid}, since .*\\n {2}Nothing was changed\\. Wait for it to end`,
      ),
    );
    expect(holderOf("a0", "USER")).toBe(`child ${other.child.pid}`);
    // Of another place, and of another namespace, it says nothing.
    expect([holderOf("b0", "USER"), holderOf("a0", "OTHER")]).toEqual([undefined, undefined]);
    await killed(other.child);
    expect(holderOf("a0", "USER")).toBeUndefined();
    const lock = here("a0");
    expect(lock).toMatchObject({ kind: "file", holder: "me" });
    expect(await holder().take("a")).toEqual([]);
    await lock?.release();
    expect(await holder().take("a")).toEqual([0]);
    expect(warnings).toEqual([]);
  });

  it("what a killed process has left is taken over by one, whoever else wants it at the same time", async () => {
    const dead = holder();
    const rounds = 150;
    expect(await dead.take("race", rounds)).toHaveLength(rounds);
    await killed(dead.child);
    const rivals = Array.from({ length: 5 }, holder);
    // All of them run before any begins.
    await Promise.all(rivals.map(({ take }, index) => take(`warm-${index}-`)));
    const held = await Promise.all(rivals.map(({ take }) => take("race", rounds)));
    const counts = Array.from({ length: rounds }, (_, round) => held.filter((list) => list.includes(round)).length);
    expect(held.flat().filter((one) => typeof one === "string")).toEqual([]);
    expect(counts).toEqual(counts.map(() => 1));
    // Nothing of the takeover stays behind.
    expect(readdirSync(locks).filter((name) => !/^[0-9a-f]{24}\.json$/.test(name))).toEqual([]);
  });

  it("one that had our number before us has died: the first process of a container always has the same", async () => {
    mkdirSync(locks, { recursive: true });
    writeFileSync(
      pathOf("again"),
      JSON.stringify({ pid: process.pid, host: hostname(), holder: "before us", since: 0 }),
    );
    expect(holderOf("again", "USER")).toBeUndefined();
    const lock = here("again");
    expect(() => here("again")).toThrow(LockHeld);
    await lock?.release();
    expect(here("again")).toMatchObject({ holder: "me" });
  });

  it("a process that dies while it takes a dead one's away keeps nobody out", () => {
    mkdirSync(locks, { recursive: true });
    const dead = JSON.stringify({ pid: 999_999_999, host: hostname(), holder: "dead", since: 0 });
    for (const end of ["", ".claim", ".claim.claim"]) writeFileSync(`${pathOf("twice")}${end}`, dead);
    expect(here("twice")).toMatchObject({ holder: "me" });
    expect(readdirSync(locks)).toHaveLength(1);
  });

  it("a file that is none is nobody's lock", async () => {
    mkdirSync(locks, { recursive: true });
    writeFileSync(pathOf("torn"), '{"pid": 1');
    expect(holderOf("torn", "USER")).toBeUndefined();
    expect(here("torn")).toMatchObject({ holder: "me" });
    expect(JSON.parse(readFileSync(pathOf("torn"), "utf8"))).toMatchObject({
      holder: "me",
      host: hostname(),
      pid: process.pid,
    });
  });

  it("of another machine that shares the folder nobody can say whether it lives: it is held", () => {
    mkdirSync(locks, { recursive: true });
    writeFileSync(pathOf("far"), JSON.stringify({ pid: 999_999_999, host: "elsewhere", holder: "them", since: 0 }));
    expect(() => here("far")).toThrow(
      `them, since 1970-01-01T00:00:00.000Z.\n  Nothing was changed. Wait for it to end; if no such process is there, remove ${pathOf("far")}.`,
    );
    expect(holderOf("far", "USER")).toBe("them");
  });

  it("who releases late takes nobody else's away", async () => {
    const first = here("late", "first", 1);
    rmSync(pathOf("late"));
    const second = here("late", "second", 2);
    await first?.release();
    expect(holderOf("late", "USER")).toBe("second");
    await second?.release();
    await second?.release();
    expect(holderOf("late", "USER")).toBeUndefined();
  });

  it("each user of the machine may lock, and none may remove another's", () => {
    here("mode");
    expect((statSync(locks).mode & 0o7777).toString(8)).toBe("1777");
  });

  it("where nothing can be written no other process can lock either: that is said, and the run goes on", () => {
    vi.stubEnv("TMPDIR", program);
    expect(here("none")).toBeUndefined();
    expect(warnings.pop()).toMatch(/^no lock is held on this machine: ENOTDIR/);
    vi.stubEnv("TMPDIR", folder);
  });
});

it("a holder is told to people by user, machine and process", () => {
  expect(whoAmI()).toMatch(new RegExp(`^\\S+@${hostname()} \\(process ${process.pid}\\)$`));
});
