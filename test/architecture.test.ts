import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The rules of the house (CONTRIBUTING.md), read off the imports. */
const SRC = fileURLToPath(new URL("../src/", import.meta.url));
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const sources = new Map(files.map((name) => [name, readFileSync(`${SRC}${name}`, "utf8")]));

function importsOf(name: string, typesToo = true): string[] {
  const text = sources.get(name) ?? "";
  const found = [...text.matchAll(/(import|export)( type)?[^;]*?from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)];
  return found
    .filter((match) => typesToo || match[2] === undefined)
    .map((match) => relative(SRC, resolve(dirname(`${SRC}${name}`), (match[3] ?? match[4]) as string)));
}
const folderOf = (name: string) => (name.includes("/") ? (name.split("/")[0] as string) : "");

/** What each folder may know. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  model: ["generated"],
  wire: ["model"],
  api: ["wire", "model"],
  desired: ["model", "generated"],
  aspects: ["model"],
  planner: ["model", "aspects", "wire"],
  engine: ["api", "aspects", "planner", "model", "wire"],
  report: ["model", "planner", "wire", "generated"],
  config: ["desired", "api", "model", "generated"],
  store: ["config", "desired", "aspects", "planner", "report", "model", "generated"],
  // The sandbox is started where a target names it (`sandbox:DIR`).
  app: ["store", "config", "engine", "report", "planner", "aspects", "desired", "api", "model", "generated", "sandbox"],
  sandbox: ["wire"],
};

describe("the house", () => {
  it.each(Object.entries(KNOWS))("%s knows only %j", (folder, known) => {
    const wrong = files
      .filter((name) => folderOf(name) === folder)
      .flatMap((name) => importsOf(name).map((imported) => [name, imported] as const))
      .filter(([, imported]) => ![folder, ...known].includes(folderOf(imported)));
    expect(wrong).toEqual([]);
  });

  it("has no import cycles", () => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      expect(path, `a cycle: ${[...path, name].join(" → ")}`).not.toContain(name);
      if (done.has(name)) return;
      for (const next of importsOf(name, false)) if (sources.has(next)) visit(next, [...path, name]);
      done.add(name);
    };
    for (const name of files) visit(name, []);
  });

  it("does HTTP in api, and beside it only for the sandbox's control interface", () => {
    const callers = files.filter((name) => /\bfetch\(|createFetch\(/.test(sources.get(name) ?? ""));
    expect(callers.sort()).toEqual([
      "api/http.ts",
      "api/webhook.ts",
      "cli/commands/sandbox-ctl.ts",
      "cli/commands/sandbox.ts",
    ]);
  });

  it("reads the process and writes to the terminal in cli only; what a process may know of itself stands in one file; the sandbox knows what it starts Python with", () => {
    const users = files.filter(
      (name) =>
        /\bprocess\.|console\./.test((sources.get(name) ?? "").replace(/^\s*\/\*[\s\S]*?\*\//gm, "")) &&
        folderOf(name) !== "cli",
    );
    expect(users.sort()).toEqual([
      "config/this-machine.ts",
      ...["sandbox/interpreter.ts", "sandbox/server.ts", "sandbox/snapshot.ts", "sandbox/store.ts", "sandbox/walls.ts"],
    ]);
  });

  it("is pure in model, wire, aspects, planner and report: no files, no clock, no chance but a salt", () => {
    for (const name of files.filter((file) =>
      ["model", "wire", "aspects", "planner", "report"].includes(folderOf(file)),
    )) {
      const text = sources.get(name) ?? "";
      expect(text, name).not.toMatch(/node:(fs|http|https|net|child_process|os)|Date\.now|new Date\(\)|Math\.random/);
    }
  });
});
