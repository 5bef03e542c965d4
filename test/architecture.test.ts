import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The rules of the house (CONTRIBUTING.md), read off the imports. */
const SRC = fileURLToPath(new URL("../src/", import.meta.url));
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
const sources = new Map(files.map((name) => [name, readFileSync(`${SRC}${name}`, "utf8")]));

/** All that a file imports of the house, types too: what a reader must know to read it. */
function importsOf(name: string): string[] {
  const text = sources.get(name) ?? "";
  const found = [...text.matchAll(/(?:import|export)[^;]*?from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)];
  const paths = found.map((match) =>
    relative(SRC, resolve(dirname(`${SRC}${name}`), (match[1] ?? match[2]) as string)),
  );
  return paths.filter((path) => !path.startsWith(".."));
}
const folderOf = (name: string) => (name.includes("/") ? (name.split("/")[0] as string) : name);

/**
 * What each folder may import, beside itself. Whoever is in a row stands further down the list: the house has no way up.
 * The sandbox stands beside it, and knows nothing of it but the wire.
 */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  cli: [
    "app",
    "store",
    "config",
    "report",
    "planner",
    "desired",
    "api",
    "wire",
    "model",
    "generated",
    "version.ts",
    "sandbox",
  ],
  // In the browser: data and styles, nothing that runs.
  ui: ["report"],
  // The sandbox is started where a target names it (`sandbox:DIR`).
  app: [
    "engine",
    "store",
    "config",
    "report",
    "planner",
    "aspects",
    "desired",
    "api",
    "wire",
    "model",
    "generated",
    "sandbox",
  ],
  engine: ["planner", "aspects", "api", "wire", "model"],
  store: ["config", "report", "planner", "aspects", "desired", "model", "generated"],
  config: ["desired", "api", "model", "generated"],
  report: ["planner", "wire", "model", "generated"],
  planner: ["aspects", "wire", "model"],
  aspects: ["model"],
  desired: ["model", "generated"],
  api: ["wire", "model"],
  sandbox: ["wire"],
  wire: ["model"],
  model: ["generated"],
  generated: [],
  "version.ts": [],
};

/** Folders that have no effects: no files, no network, no clock, no chance. */
const PURE = ["model", "wire", "aspects", "planner", "report"];
/** Of Node they may use what computes: digests, and whether two values are equal. */
const PURE_MODULES = ["node:crypto", "node:util"];

describe("the house", () => {
  it("has a row for each folder, and no row leads up", () => {
    const rows = Object.keys(KNOWS);
    expect(rows.toSorted()).toEqual([...new Set(files.map(folderOf))].sort());
    for (const [row, knows] of Object.entries(KNOWS))
      expect(knows.filter((folder) => rows.indexOf(folder) <= rows.indexOf(row))).toEqual([]);
  });

  it.each(Object.entries(KNOWS))("%s knows only %j", (folder, known) => {
    const wrong = files
      .filter((name) => folderOf(name) === folder)
      .flatMap((name) => importsOf(name).map((imported) => `${name} → ${imported}`))
      .filter((entry) => ![folder, ...known].includes(folderOf(entry.split(" → ")[1] as string)));
    expect(wrong).toEqual([]);
  });

  it("needs all that the rows allow", () => {
    for (const [row, knows] of Object.entries(KNOWS)) {
      const used = new Set(
        files
          .filter((name) => folderOf(name) === row)
          .flatMap(importsOf)
          .map(folderOf),
      );
      expect(
        knows.filter((folder) => !used.has(folder)),
        row,
      ).toEqual([]);
    }
  });

  it("has no circles, of types neither", () => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): void => {
      expect(path, `a circle: ${[...path, name].join(" → ")}`).not.toContain(name);
      if (done.has(name)) return;
      for (const next of importsOf(name)) if (sources.has(next)) visit(next, [...path, name]);
      done.add(name);
    };
    for (const name of files) visit(name, []);
  });

  it("does HTTP in api, and beside it only for the sandbox's control interface and in the browser", () => {
    const callers = files.filter((name) => /\bfetch\(|createFetch\(/.test(sources.get(name) ?? ""));
    expect(callers.sort()).toEqual([
      "api/http.ts",
      "api/otlp.ts",
      "api/webhook.ts",
      "cli/commands/sandbox-ctl.ts",
      "cli/commands/sandbox.ts",
      "cli/sandbox-ui.ts",
      "ui/stream.ts",
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
      ...["sandbox/http/server.ts", "sandbox/http/store.ts"],
      ...["sandbox/runtime/interpreter.ts", "sandbox/runtime/snapshot.ts", "sandbox/runtime/walls.ts"],
    ]);
  });

  it.each(PURE)("%s is pure: no files, no clock, no chance but a salt", (folder) => {
    for (const name of files.filter((file) => folderOf(file) === folder)) {
      const text = sources.get(name) ?? "";
      const modules = [...text.matchAll(/(?:from |import\()"(node:[^"]+)"/g)].map(([, module]) => module as string);
      expect(
        modules.filter((module) => !PURE_MODULES.includes(module)),
        name,
      ).toEqual([]);
      expect(text, name).not.toMatch(/Date\.now|new Date\(\)|Math\.random|setTimeout|\bprocess\./);
    }
  });

  it("has no parameter that is a boolean, where plans are made and calls follow: a word says more", () => {
    const found = files
      .filter((name) => ["model", "wire", "aspects", "planner", "engine"].includes(folderOf(name)))
      .flatMap((name) => {
        const text = sources.get(name) ?? "";
        const parameters = [...text.matchAll(/^ *(?:.*[(,] ?)?(\w+)(?:\??: boolean| = true| = false)[,)]/gm)];
        return parameters.map((match) => `${name}: ${match[1]}`);
      });
    expect(found).toEqual([]);
  });

  /** This was longer before the rule, and is to be split. */
  const TO_SPLIT = ["sandbox/http/server.ts"];

  it("has no file over 300 lines, but where its head says why", () => {
    const long = files
      .filter((name) => folderOf(name) !== "generated" && !TO_SPLIT.includes(name))
      .filter((name) => {
        const lines = (sources.get(name) ?? "").split("\n");
        return lines.length - 1 > 300 && !lines.slice(0, 40).some((line) => line.includes("Over 300 lines:"));
      });
    expect(long).toEqual([]);
  });
});
