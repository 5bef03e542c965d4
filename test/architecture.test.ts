import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { exportsOf, lineAt, syntaxOf } from "./helpers/syntax.ts";

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
/** Without the comments that stand on lines of their own. */
const codeOf = (name: string) => (sources.get(name) ?? "").replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
const roomOf = (name: string) => (name.startsWith("sandbox/") ? name.split("/").slice(0, 2).join("/") : folderOf(name));
const folderOf = (name: string) => (name.includes("/") ? (name.split("/")[0] as string) : name);

/**
 * What each folder may import, beside itself. Whoever is in a row stands further down the list: the house has no way up.
 * The sandbox stands beside it, and knows nothing of it but the wire and how a directory is locked.
 */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  cli: ["app", "report", "documents", "model", "generated", "version.ts"],
  // In the browser: data and styles, nothing that runs.
  ui: ["report"],
  // The sandbox is started where a target names it (`sandbox:DIR`).
  app: [
    "engine",
    "store",
    "config",
    "report",
    "documents",
    "planner",
    "aspects",
    "desired",
    "api",
    "wire",
    "model",
    "generated",
    "version.ts",
    "sandbox",
    "this-machine.ts",
  ],
  engine: ["planner", "aspects", "api", "wire", "model"],
  store: ["documents", "model", "generated", "lock-file.ts", "this-machine.ts"],
  config: ["desired", "api", "model", "generated", "this-machine.ts"],
  report: ["documents", "model", "generated"],
  documents: ["planner", "model", "generated"],
  planner: ["aspects", "wire", "model"],
  aspects: ["model"],
  desired: ["model", "generated", "this-machine.ts"],
  api: ["wire", "model"],
  sandbox: ["wire", "lock-file.ts", "this-machine.ts"],
  wire: ["model"],
  model: ["generated"],
  generated: [],
  "version.ts": [],
  "lock-file.ts": ["this-machine.ts"],
  "this-machine.ts": [],
};

/**
 * The sandbox's rooms, in the same way: the rules, what is around them (HTTP, disk, clock), and the process that runs
 * Python. What rules and Python say to each other is plain data, and belongs to neither.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "sandbox/start.ts": ["sandbox/http", "sandbox/rules", "sandbox/runtime"],
  "sandbox/http": [
    "sandbox/rules",
    "sandbox/runtime",
    "sandbox/python-says.ts",
    "wire",
    "lock-file.ts",
    "this-machine.ts",
  ],
  "sandbox/rules": ["sandbox/python-says.ts", "wire"],
  "sandbox/runtime": ["sandbox/python-says.ts"],
  "sandbox/python-says.ts": [],
};

/** Folders that have no effects: no files, no network, no clock, no chance. */
const PURE = ["model", "wire", "aspects", "planner", "documents", "report", "sandbox/rules"];
/** Of Node they may use what computes: digests, and whether two values are equal. */
const PURE_MODULES = ["node:crypto", "node:util"];

/** Whether a docstring is only the words of the name, and small ones. */
function saysNothing(name: string, says: string): boolean {
  const small = ["a", "an", "the", "of"];
  const words = (text: string) =>
    (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((word) => !small.includes(word));
  const named = words(name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])(?=[A-Z])/g, "$1 "));
  return words(says).every((word) => named.includes(word));
}

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

  it.each([
    ["the house", KNOWS, folderOf],
    ["the sandbox", ROOMS, roomOf],
  ] as const)("%s needs all that the rows allow", (_, table, placeOf) => {
    for (const [row, knows] of Object.entries(table)) {
      const used = new Set(
        files
          .filter((name) => placeOf(name) === row)
          .flatMap(importsOf)
          .map(placeOf),
      );
      expect(
        knows.filter((folder) => !used.has(folder)),
        row,
      ).toEqual([]);
    }
  });

  it("is told by the map of CONTRIBUTING.md as it is", () => {
    const map = readFileSync(fileURLToPath(new URL("../CONTRIBUTING.md", import.meta.url)), "utf8");
    const rows = [...map.matchAll(/^\| `src\/([\w.-]+)\/?` +\|[^|]*\| ([^|]*?) +\|$/gm)];
    const told = rows.map(([, folder, knows]) => [folder, knows === "nothing" ? [] : knows?.split(", ")]);
    expect(Object.fromEntries(told)).toEqual(KNOWS);
  });

  it("has a row for each room of the sandbox", () => {
    const rooms = files.filter((name) => folderOf(name) === "sandbox").map(roomOf);
    expect(Object.keys(ROOMS).toSorted()).toEqual([...new Set(rooms)].sort());
  });

  it.each(Object.entries(ROOMS))("%s knows only %j", (room, known) => {
    const wrong = files
      .filter((name) => roomOf(name) === room)
      .flatMap((name) => importsOf(name).map((imported) => `${name} → ${imported}`))
      .filter((entry) => ![room, ...known].includes(roomOf(entry.split(" → ")[1] as string)));
    expect(wrong).toEqual([]);
  });

  it("answers and throws in the sandbox's rules at once: nothing there waits", () => {
    const waits = files.filter((name) => /\basync\b|\bawait\b|\bPromise\b/.test(codeOf(name)));
    expect(waits.filter((name) => roomOf(name) === "sandbox/rules")).toEqual([]);
  });

  it("says one call and two calls: a count in what people read has its noun by `plural`, or where one is told apart", () => {
    const nouns =
      "binding|call|change|check|component|edit|error|file|item|message|namespace|package|production|record|run|span|target|value|wave|worker";
    const counted = new RegExp(
      `\\$\\{(?!plural\\()[^}]*\\b(\\w*[cC]ount|calls|length|lost|lost \\+ 1|size|total)\\} (${nouns})s\\b`,
    );
    const wrong = files
      .filter((name) => !name.startsWith("generated/"))
      .flatMap((name) =>
        codeOf(name)
          .split("\n")
          .map((line) => `${name}: ${line.trim()}`),
      )
      .filter((line) => counted.test(line) && !line.includes("=== 1 ?"));
    expect(wrong).toEqual([]);
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
      "app/sandbox-control.ts",
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
      "sandbox/http/instance.ts",
      ...["sandbox/runtime/interpreter.ts", "sandbox/runtime/snapshot.ts", "sandbox/runtime/walls.ts"],
      "this-machine.ts",
    ]);
  });

  it("reads the clock where a command begins and where the library is opened, and nowhere else; how long something takes is no moment", () => {
    const rooms = ["cli", "app", "engine", "store", "config", "desired"];
    const readers = files
      .filter((name) => rooms.includes(folderOf(name)))
      .filter((name) => /\bDate\.now\b|new Date\(\)/.test(codeOf(name)));
    expect(readers.toSorted()).toEqual(["app/handles.ts", "cli/cli.ts"]);
  });

  it.each(PURE)("%s is pure: no files, no clock, no chance but a salt", (folder) => {
    for (const name of files.filter((file) => file.startsWith(`${folder}/`))) {
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

  it("has no file over 300 lines, but where its head says why", () => {
    const long = files
      .filter((name) => folderOf(name) !== "generated")
      .filter((name) => {
        const lines = (sources.get(name) ?? "").split("\n");
        return lines.length - 1 > 300 && !lines.slice(0, 40).some((line) => line.includes("Over 300 lines:"));
      });
    expect(long).toEqual([]);
  });

  const written = files.filter((name) => folderOf(name) !== "generated");
  const syntax = new Map(written.map((name) => [name, syntaxOf(name, sources.get(name) ?? "")]));

  it("has no function over 60 lines", () => {
    const long = written.flatMap((file) => {
      const text = sources.get(file) ?? "";
      return (syntax.get(file)?.functions ?? [])
        .filter(({ lines }) => lines > 60)
        .map(({ name, start, lines }) => `${file}:${lineAt(text, start)} ${name}: ${lines} lines`);
    });
    expect(long).toEqual([]);
  });

  it("says of all that it exports what it is, beside the name", () => {
    const found = written.flatMap((file) => {
      const text = sources.get(file) ?? "";
      const exported = exportsOf(file, text);
      // Of several forms of one function the first says it.
      const said = new Set(exported.filter(({ says }) => says !== undefined).map(({ name }) => name));
      return exported
        .filter(({ name, says }) => !said.has(name) || (says !== undefined && saysNothing(name, says)))
        .map(({ name, start }) => `${file}:${lineAt(text, start)} ${name}`);
    });
    expect(found).toEqual([]);
  });

  it("begins no docstring of an export with what the thing belongs to: first what it is", () => {
    const found = written.flatMap((file) => {
      const text = sources.get(file) ?? "";
      return exportsOf(file, text)
        .filter(({ says }) => /^Of\b/.test(says ?? ""))
        .map(({ name, start }) => `${file}:${lineAt(text, start)} ${name}`);
    });
    expect(found).toEqual([]);
  });

  it("knows a docstring from a comment, and one that only says the name again", () => {
    const found = exportsOf(
      "x.ts",
      "/** What it is. */\nexport const a = 1;\n/* no */\nexport type B = 1;\n// no\nexport function cD() {}\nexport { a };\n/** The c d. */\nexport class CD {}\n",
    );
    expect(found.map(({ name, says }) => [name, says])).toEqual([
      ["a", "What it is."],
      ["B", undefined],
      ["cD", undefined],
      ["CD", "The c d."],
    ]);
    expect(found.flatMap(({ name, says }) => (says === undefined ? [] : [saysNothing(name, says)]))).toEqual([
      false,
      true,
    ]);
  });

  it("gives each name that is exported to one thing", () => {
    // The library's face calls a use case as the use case is called. Behind their walls the sandbox and the page stand alone.
    const house = written.filter((file) => !/^(?:sandbox|ui)\/|^app\/library/.test(file));
    const places = new Map<string, Set<string>>();
    for (const file of house)
      for (const { name } of exportsOf(file, sources.get(file) ?? ""))
        places.set(name, (places.get(name) ?? new Set()).add(file));
    const twice = [...places].filter(([, where]) => where.size > 1);
    expect(twice.map(([name, where]) => `${name}: ${[...where].join(", ")}`)).toEqual([]);
  });

  /** Words that say nothing of what they name. */
  const EMPTY = ["of", "own", "as", "it", "at", "made", "data", "info"];
  /** Where one is a key of a document or of the API, and so a field here; `data`: what a file holds, or a state as data. */
  const KEYS = [
    ...["at field model/validation.ts", "at field planner/left.ts", "made field documents/run-record.ts"],
    ...["data field wire/types.ts", "data field app/library.ts", "data field sandbox/rules/package-files.ts"],
  ];
  /** Who takes such a field out may use its name. */
  const isKey = (name: string, kind: string, file: string) =>
    kind === "taken" ? KEYS.some((key) => key.startsWith(`${name} `)) : KEYS.includes(`${name} ${kind} ${file}`);
  /**
   * One name for one thing. What is left to do is *owed*, and a *marker* on the server says so; what is planned is a
   * *NamespacePlan*, a *TargetPlan* or *TargetPlans*; who says no gives a *Refusal*, a *PassedLimit* or an *obstacle*.
   */
  const OTHER_WORDS = {
    anything: /^(?:marks?|marked|obligations?|followUp|leftOver|leftBehind|plannings?|relies|relied|hinderedBy)$/i,
    /** A field of this name is the flag `--no-pending`. */
    bound: /^pending$/i,
    type: /^(?:Refused|Planned|Pending|Of)$/,
  };

  it("finds names wherever they are declared", () => {
    const { names, functions } = syntaxOf(
      "x.ts",
      "interface A { of: B }\nconst f = ({ own, a: [as = 1] }, ...made) => {\n  for (const at of made) g(at);\n};",
    );
    expect(names.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual(
      ["A type", "f bound", "of field", "own taken", "as bound", "made bound", "at bound"].sort(),
    );
    expect(functions.map(({ name, lines }) => [name, lines])).toEqual([["f", 3]]);
  });

  it("has no name that is a preposition or says nothing", () => {
    const found = written.flatMap((file) => {
      const text = sources.get(file) ?? "";
      return (syntax.get(file)?.names ?? [])
        .filter(({ name, kind }) => EMPTY.includes(name) && !isKey(name, kind, file))
        .map(({ name, start }) => `${file}:${lineAt(text, start)} ${name}`);
    });
    expect(found).toEqual([]);
  });

  it("calls a thing by its one name", () => {
    const found = written.flatMap((file) => {
      const text = sources.get(file) ?? "";
      return (syntax.get(file)?.names ?? [])
        .filter(
          ({ name, kind }) =>
            OTHER_WORDS.anything.test(name) || ((kind === "bound" || kind === "type") && OTHER_WORDS[kind].test(name)),
        )
        .map(({ name, start }) => `${file}:${lineAt(text, start)} ${name}`);
    });
    expect(found).toEqual([]);
  });
});
