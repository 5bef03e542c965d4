import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { lock } from "../../src/sandbox/http/lock.ts";

/** Directories of sandboxes, and a program that takes some of them and keeps them as long as it lives. */
const folder = mkdtempSync(join(tmpdir(), "iopctl-sandbox-lock-"));
const program = join(folder, "hold.mjs");
const children = new Set<ChildProcess>();

beforeAll(() => {
  const contents = `
    import { createInterface } from "node:readline";
    import { lock } from "./lock.ts";
    for await (const line of createInterface({ input: process.stdin })) {
      const held = [];
      for (const file of JSON.parse(line)) {
        try {
          lock(file);
          held.push(file);
        } catch (error) {
          if (!/another sandbox \\(process \\d+\\) works on this directory/.test(error.message)) held.push(String(error));
        }
      }
      console.log(JSON.stringify(held));
    }`;
  const resolveDir = fileURLToPath(new URL("../../src/sandbox/http/", import.meta.url));
  buildSync({
    stdin: { contents, resolveDir, loader: "ts" },
    ...{ outfile: program, bundle: true, platform: "node", format: "esm", logLevel: "error" },
  });
});
afterEach(() => Promise.all([...children].map(killed)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function killed(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

/** A process that tries to take each of the files, and gives those that it has. */
function sandbox(): { readonly child: ChildProcess; readonly take: (files: readonly string[]) => Promise<string[]> } {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  children.add(child);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    child,
    take: async (files) => {
      child.stdin?.write(`${JSON.stringify(files)}\n`);
      return JSON.parse((await lines.next()).value as string) as string[];
    },
  };
}

/** The locks of so many directories. */
function places(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const dir = join(folder, `${name}-${index}`);
    mkdirSync(dir);
    return join(dir, "lock");
  });
}

it("the directory of a killed sandbox goes to one, whoever else is started on it at the same time", async () => {
  const files = places("race", 150);
  const dead = sandbox();
  expect(await dead.take(files)).toEqual(files);
  expect(await sandbox().take(files)).toEqual([]);
  await killed(dead.child);
  const rivals = Array.from({ length: 5 }, sandbox);
  // All of them run before any begins.
  await Promise.all(rivals.map(({ take }) => take([])));
  const held = (await Promise.all(rivals.map(({ take }) => take(files)))).flat();
  expect(held.toSorted()).toEqual(files.toSorted());
  // Nothing of the take-over stays behind.
  expect(files.map((file) => readdirSync(join(file, "..")))).toEqual(files.map(() => ["lock"]));
});

it("one that dies while it takes a dead one's directory keeps nobody out", () => {
  const [file] = places("twice", 1) as [string];
  for (const end of ["", ".claim", ".claim.claim"]) writeFileSync(`${file}${end}`, "999999999");
  const unlock = lock(file);
  expect([readFileSync(file, "utf8"), readdirSync(join(file, ".."))]).toEqual([String(process.pid), ["lock"]]);
  expect(() => lock(file)).toThrow("this process already runs a sandbox on this directory");
  unlock();
  expect(readdirSync(join(file, ".."))).toEqual([]);
});

it("a sandbox that ends takes nobody else's lock away", () => {
  const [file] = places("late", 1) as [string];
  const unlock = lock(file);
  writeFileSync(file, "1");
  unlock();
  expect(readFileSync(file, "utf8")).toBe("1");
});
