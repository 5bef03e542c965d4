import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const text = read("docs/security.md");

it("each test that a promise names exists, by file and by name", () => {
  const cited = [...text.matchAll(/`(test\/[^`]+)`((?:[^`|\n]*?"[^"]+",?)*)/g)];
  expect(cited.length).toBeGreaterThan(20);
  for (const [, path = "", names = ""] of cited) {
    expect(existsSync(join(root, path)), path).toBe(true);
    const source = read(path);
    for (const [, name = ""] of names.matchAll(/"([^"]+)"/g)) {
      // The words of a test's title, also where a title goes on after them.
      const isThere = [`"${name}`, ` ${name}`, `'${name}`, `\`${name}`].some((form) => source.includes(form));
      expect(isThere, `${path}: ${name}`).toBe(true);
    }
  }
});

it("each promise of a table has a test", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && line.split("|").length === 5);
  const promises = rows.filter((line) => !/^\| (want|-)/.test(line));
  expect(promises.length).toBeGreaterThan(20);
  for (const row of promises) expect(row, row).toMatch(/`test\/[^`]+\.test\.ts`/);
});

it("what it says of the environment is what the program reads, and every command is in it", () => {
  const folder = join(root, "src");
  const sources = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  for (const [name] of new Set(text.matchAll(/\bIOPCTL_[A-Z_]+[A-Z]/g))) expect(sources, name).toContain(name);
  const commands = COMMANDS.map(({ usage }) => usage.split(" ")[0] as string);
  expect(commands.length).toBeGreaterThan(25);
  for (const name of commands) expect(text, name).toMatch(new RegExp(`\`${name}[ \`]`));
});
