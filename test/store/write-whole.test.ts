import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { writeWhole } from "../../src/store/write-whole.ts";

const dir = mkdtempSync(join(tmpdir(), "iopctl-whole-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it("replaces a file by another, for this user only", () => {
  writeWhole(dir, "run.json", "old");
  const { ino } = statSync(join(dir, "run.json"));
  writeWhole(dir, "run.json", "new");
  const now = statSync(join(dir, "run.json"));
  expect([readFileSync(join(dir, "run.json"), "utf8"), now.ino === ino, now.mode & 0o777]).toEqual([
    "new",
    false,
    0o600,
  ]);
  expect(readdirSync(dir)).toEqual(["run.json"]);
});

it("a process that dies in the middle of it leaves what was there", () => {
  const program = join(dir, "write.mjs");
  const contents = `import { writeWhole } from "./write-whole.ts"; writeWhole(process.argv[2], "run.json", "x".repeat(5_000_000));`;
  const resolveDir = fileURLToPath(new URL("../../src/store/", import.meta.url));
  buildSync({
    stdin: { contents, resolveDir, loader: "ts" },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const place = mkdtempSync(join(dir, "place-"));
  writeFileSync(join(place, "run.json"), "what was there");
  // The operating system ends who writes a file larger than that, or refuses the rest, as a full disk does.
  const { status } = spawnSync("sh", ["-c", 'ulimit -f 1024; exec "$0" "$@"', process.execPath, program, place], {
    stdio: "ignore",
  });
  expect(status).not.toBe(0);
  expect(readFileSync(join(place, "run.json"), "utf8")).toBe("what was there");
});

it("what cannot be written is thrown, and no draft stays", () => {
  expect(() => writeWhole(join(dir, "nowhere"), "run.json", "x")).toThrow("ENOENT");
  const place = mkdtempSync(join(dir, "taken-"));
  // A folder of that name cannot be replaced by a file.
  mkdtempSync(join(place, "x-"));
  const [name] = readdirSync(place) as [string];
  expect(() => writeWhole(place, name, "x")).toThrow();
  expect(readdirSync(place)).toEqual([name]);
});
