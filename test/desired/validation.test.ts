import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { InvalidFiles } from "../../src/desired/diagnostic.ts";
import { loadDesired } from "../../src/desired/load.ts";
import { workspace } from "../helpers/cli.ts";

const spaces: { remove: () => void }[] = [];
afterEach(() => {
  for (const space of spaces.splice(0)) space.remove();
});

function space(files: Record<string, string>) {
  const made = workspace(files);
  spaces.push(made);
  return made;
}
const load = (dir: string, paths = ["."], env: Record<string, string> = {}) =>
  loadDesired(paths, { cwd: dir, env, onSecret: () => undefined, namespace: "USER" });
const problems = (files: Record<string, string>, paths?: string[], env?: Record<string, string>) =>
  problemsIn(space(files).dir, paths, env);
async function problemsIn(dir: string, paths?: string[], env?: Record<string, string>): Promise<string> {
  const error = await load(dir, paths, env).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(InvalidFiles);
  return (error as InvalidFiles).message;
}
const one = (text: string) => problems({ "s.iop.yaml": text });

describe("errors of the files", () => {
  it("are all reported at once, with place, frame and the nearest key", async () => {
    const text = await problems({
      "state/demo.iop.yaml": `version: 1
namespace: IRISAPP
productions:
  Demo.Production:
    test_enabled: maybe
    items:
      FileOut:
        classname: Python.FileOperation
        poolsize: 2
      FileOut: { classname: X.Y }
      Other: gone
      Third: { classname: 5, pool_size: -1, enabled: "yes" }
  Old.Production: absent
state: runing
packages:
  demo: { path: ../nowhere }
  ../up: { path: . }
bindings:
  present: [Python.A]
  absent: [Python.A, IopCtl.Release.x]
guards: { max_disruption: all, prune_limit: many, queues: wait a while, drian: true }
checks:
  - { name: both, routes: exist, queues: { max: 1 } }
  - { name: odd, test: { target: Out, expect: { regex: "(" } } }
  - { name: log, log: { types: [Eror], for: soon } }
`,
      "state/more.iop.yml":
        "version: 2\nnamespace: OTHER\non_failure: undo\nchecks: {}\nproductions: { A.B: { protect: 1, auto_start: true } }\n",
    });
    await expect(text).toMatchFileSnapshot("../golden/validation-errors.txt");
  });

  it.each([
    ["a list instead of a map", "- a\n", "a document must be a map"],
    ["no version", "default: A.B\n", 'add "version: 1"'],
    ["a later version", "version: 2\n", "reads version 1"],
    ["a version as text", 'version: "1"\n', 'write "version: 1"'],
    ["broken YAML", "version: 1\n  default: x\n", "s.iop.yaml:2:3: this line is indented too far"],
    ["an empty file", "", "s.iop.yaml:1:1: the file is empty"],
    ["only a comment", "# later\n", "s.iop.yaml:1:1: the file is empty"],
    ["an open quote", 'version: 1\ndefault: "A.B\nstate: running\n', "2:10: the quote opened at 2:10 is never closed"],
    ["an open single quote", "version: 1\ndefault: 'A.B\n", "2:10: the quote opened at 2:10 is never closed"],
    ["an escaped last quote", 'version: 1\ndefault: "A\\"\nstate: running\n', "2:10: the quote opened at 2:10"],
    [
      "an open brace",
      "version: 1\nproductions: {A: {items: {}\nstate: x\n",
      "2:14: the { opened at 2:14 is never closed",
    ],
    ["two colons", "version: 1\ndefault: a: b\n", '2:10: a second ": " in one line'],
    ["a tab", "version: 1\n\tdefault: x\n", "2:2: a tab cannot indent"],
    [
      "siblings out of line",
      "version: 1\nproductions:\n  A.B:\n    items:\n   X: 1\n",
      "5:4: this line is indented differently",
    ],
    ["an unknown alias", "version: 1\ndefault: *x\n", "anchor"],
    ["a key without a value", "version: 1\nstate:\n", '"state" has no value'],
    ["no version", "default: A.B\n", 'a document needs the key "version"'],
    ["running without a production", 'version: 1\ndefault: ""\nstate: running\n', "state: running needs a production"],
    ["prune without items", "version: 1\nproductions: { A.B: { prune: true } }\n", "would remove every item"],
    ["a control character", 'version: 1\nproductions: { A.B: { description: "\\u0001" } }\n', "U+0001"],
    ["a broken ignore", "version: 1\nproductions: { A.B: { ignore: [nothing.x] } }\n", "names nothing of a production"],
    ["an unset variable", "version: 1\ndefault: ${NOPE}\n", "NOPE is not set"],
    ["an unset secret", "version: 1\ndefault: ${secret:NOPE}\n", "the secret NOPE is not set"],
    ["a missing file", "version: 1\ndefault: ${file:nope.txt}\n", "nope.txt cannot be read"],
    ["an unclosed variable", "version: 1\ndefault: ${X\n", "is not closed"],
    [
      "settings_file and components",
      "version: 1\npackages: { a: { path: ., settings_file: s.py, components: { A.B: m.C } } }\n",
      "either a settings_file or components",
    ],
  ])("%s", async (_name, text, words) => {
    expect(await one(text)).toContain(words);
  });

  it("a state path that is not there, is no state file, or holds none", async () => {
    expect(await problems({}, ["nope"])).toContain("there is no file or directory nope");
    const { dir } = space({});
    const gone = (name: string, path: string) =>
      loadDesired([path], { cwd: join(dir, name), namespace: "USER", env: {}, onSecret: () => undefined }).catch(
        ({ diagnostics }) => diagnostics,
      );
    mkdirSync(join(dir, "l"));
    mkdirSync(join(dir, "states"));
    // A folder that was removed while one is in it.
    for (const path of [".", "./"])
      expect(await gone("gone", path)).toEqual([{ message: `there is no file or directory ${dir}/gone` }]);
    expect(await gone("state", ".")).toEqual([
      { message: `there is no file or directory ${dir}/state`, hint: `did you mean ${dir}/states?` },
    ]);
    expect(await problems({ "x.yaml": "" }, ["x.yaml"])).toContain("not a state file");
    expect(await problems({ "x.yaml": "" })).toContain("no state files");
  });

  it("an alias bomb is refused, and anchors and merge keys work", async () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(", ")}]`,
    );
    expect(await one(`version: 1\nl0: &l0 [x, x]\n${levels.join("\n")}\n`)).toContain("too large to be meant");
    const made = space({
      "s.iop.yaml":
        "version: 1\nproductions:\n  A.B:\n    items:\n      One: &one { classname: X.Y, pool_size: 2 }\n      Two: *one\n      Three: { <<: *one, pool_size: 3 }\n",
    });
    const [state] = await load(made.dir);
    const items = state?.desired.productions[0]?.items;
    expect(
      [...(items ?? [])].map(([name, item]) => [name, item === "absent" ? "" : item.attributes.pool_size?.text]),
    ).toEqual([
      ["One", "2"],
      ["Two", "2"],
      ["Three", "3"],
    ]);
  });
});

describe("packages on disk", () => {
  it("names what is missing: the settings file, a component's module, any file at all", async () => {
    expect(await problems({ "s.iop.yaml": "version: 1\npackages: { p: { path: src } }\n", "src/a.py": "" })).toContain(
      "no settings file settings.py",
    );
    expect(
      await problems({
        "s.iop.yaml": "version: 1\npackages: { p: { path: src, components: { A.B: b.C } } }\n",
        "src/a.py": "",
      }),
    ).toContain("no file for the module b");
    expect(await problems({ "s.iop.yaml": "version: 1\npackages: { p: { path: src } }\n", "src/a.txt": "" })).toContain(
      "holds no file",
    );
  });

  it("may not leave the repository through a symbolic link", async () => {
    const outside = space({ "secret/settings.py": "x = 1\n" });
    const made = space({
      "repo/s.iop.yaml": "version: 1\npackages: { p: { path: src } }\n",
      "repo/src/settings.py": "",
    });
    mkdirSync(join(made.dir, "repo/.git"));
    symlinkSync(join(outside.dir, "secret/settings.py"), join(made.dir, "repo/src/linked.py"));
    expect(await problemsIn(join(made.dir, "repo"))).toContain("linked.py leads out of the repository");
    const whole = space({ "s.iop.yaml": "version: 1\npackages: { p: { path: src } }\n" });
    mkdirSync(join(whole.dir, ".git"));
    symlinkSync(join(outside.dir, "secret"), join(whole.dir, "src"));
    expect(await problemsIn(whole.dir)).toContain("leads out of the repository");
  });

  it("takes what include names, without caches, hidden files and virtual environments", async () => {
    const made = space({
      "s.iop.yaml": "version: 1\npackages: { p: { path: src, exclude: [tests/**] } }\n",
      "src/settings.py": "",
      "src/sub/a.py": "",
      "src/b.cls": "",
      "src/c.txt": "",
      "src/tests/t.py": "",
      "src/__pycache__/x.py": "",
      "src/.hidden/x.py": "",
      "src/.venv/x.py": "",
      "src/myenv/pyvenv.cfg": "",
      "src/myenv/lib/x.py": "",
    });
    const [state] = await load(made.dir);
    const pack = state?.desired.packages[0];
    expect(pack?.absent === false && pack.files.map(({ name }) => name)).toEqual(["b.cls", "settings.py", "sub/a.py"]);
  });

  it("refuses what is no UTF-8 text", async () => {
    const made = space({ "s.iop.yaml": "version: 1\npackages: { p: { path: src } }\n", "src/settings.py": "" });
    const { writeFileSync } = await import("node:fs");
    writeFileSync(join(made.dir, "src/bad.py"), Buffer.from([0xff, 0xfe, 0x41]));
    expect(await problemsIn(made.dir)).toContain("bad.py is not UTF-8");
  });
});

describe("variables", () => {
  it("are resolved in values, typed where they stand plainly, and secrets are marked", async () => {
    const made = space({
      "text.txt": "line 1\nline 2\n",
      "s.iop.yaml":
        'version: 1\nproductions:\n  A.B:\n    actor_pool_size: ${POOL:-4}\n    description: "${NAME} $${KEPT}"\n    settings: { A: "${secret:PW}", B: "${file:text.txt}", C: "${EMPTY:-x}", D: 007, E: 1.10, F: yes }\n',
    });
    const secrets: string[] = [];
    const [state] = await loadDesired(["."], {
      cwd: made.dir,
      env: { NAME: "n", PW: "hush", EMPTY: "" },
      onSecret: (text) => secrets.push(text),
      namespace: "USER",
    });
    const production = state?.desired.productions[0];
    expect(production?.attributes).toEqual({
      actor_pool_size: { text: "4", sensitive: false },
      description: { text: "n ${KEPT}", sensitive: false },
    });
    expect(Object.fromEntries(production?.settings ?? [])).toEqual({
      A: { text: "hush", sensitive: true, source: "${secret:PW}" },
      B: { text: "line 1\nline 2\n", sensitive: false },
      C: { text: "x", sensitive: false },
      D: { text: "007", sensitive: false },
      E: { text: "1.10", sensitive: false },
      F: { text: "yes", sensitive: false },
    });
    expect(secrets).toEqual(["hush"]);
  });

  it("without secrets stand for themselves, are marked unknown, ask nobody and hurt no schema", async () => {
    const made = space({
      "s.iop.yaml":
        'version: 1\nproductions: { A.B: { description: "${secret:WHO}", settings: { A: "x ${secret:vault:PW} ${N}" } } }\n',
    });
    const secrets: string[] = [];
    const [state] = await loadDesired(["."], {
      cwd: made.dir,
      env: { N: "n", WHO: "known" },
      onSecret: (text) => secrets.push(text),
      namespace: "USER",
      placeholders: true,
    });
    const production = state?.desired.productions[0];
    const unknown = (source: string) => ({ text: source, sensitive: true, source, unknown: true });
    expect(production?.attributes).toEqual({ description: unknown("${secret:WHO}") });
    expect(production?.settings?.get("A")).toEqual(unknown("x ${secret:vault:PW} ${N}"));
    expect(secrets).toEqual([]);
  });

  it.each([
    ["plainly", "actor_pool_size: ${POOL}", { POOL: "many" }, '; ${POOL} is "many"'],
    ["in quotes", "actor_pool_size: '${POOL}'", { POOL: "many" }, '; ${POOL} is "many"'],
    ["as a part", "actor_pool_size: 1${POOL}", { POOL: "x" }, '; 1${POOL} is "1x"'],
  ])("that give what does not fit are named with what they gave: %s", async (_, line, env, words) => {
    const text = await problems({ "s.iop.yaml": `version: 1\nproductions:\n  A.B:\n    ${line}\n` }, ["."], env);
    expect(text).toContain(words);
  });

  it("that are secrets are never shown where they do not fit", async () => {
    const files = { "s.iop.yaml": "version: 1\nproductions: { A.B: { actor_pool_size: '${secret:PW}' } }\n" };
    const text = await problems(files, ["."], { PW: "hush" });
    expect(text).toContain("actor_pool_size");
    expect(text).not.toContain("hush");
  });

  it.each([
    ["default: ${secret:S}", '"default"'],
    ["state: ${secret:S}", '"state"'],
    ["packages: { p: { path: ., remote_folder: '${secret:S}' } }", '"remote_folder"'],
    ["productions: { A.B: { items: { I: { classname: '${secret:S}' } } } }", '"classname"'],
    ["bindings: { absent: ['${secret:S}'] }", 'an entry of "absent"'],
    ["checks: [{ name: '${secret:S}', routes: exist }]", '"name"'],
  ])("are refused as secrets where a plan would show them: %s", async (line, key) => {
    const text = await problems({ "s.iop.yaml": `version: 1\n${line}\n` }, ["."], { S: "A.B" });
    expect(text).toContain(`a secret cannot be ${key}: `);
  });
});

describe("several files", () => {
  const base = "version: 1\nproductions: { A.B: { description: base, settings: { X: 1, Y: 2 } } }\n";
  it("of one layer together, and an error names both places where they disagree", async () => {
    const both = {
      "s/a.iop.yaml": base,
      "s/b.iop.yaml": "version: 1\nproductions: { A.B: { settings: { X: 9 } } }\n---\nversion: 1\nnamespace: OTHER\n",
    };
    expect(await problems(both, ["s"])).toMatch(
      /s\/b\.iop\.yaml:2:\d+: "productions\.A\.B\.settings\.X" has another value at s\/a\.iop\.yaml:2:/,
    );
  });

  it("of later layers over earlier ones: maps deeply, scalars replaced, null removes", async () => {
    const made = space({
      "a.iop.yaml": base,
      "b.iop.yaml": "version: 1\nproductions: { A.B: { description: null, settings: { X: 9, Z: null } } }\n",
    });
    const [state] = await load(made.dir, ["a.iop.yaml", "b.iop.yaml"]);
    const production = state?.desired.productions[0];
    expect(production?.attributes).toEqual({});
    expect([...(production?.settings ?? [])].map(([name, { text }]) => [name, text])).toEqual([
      ["X", "9"],
      ["Y", "2"],
    ]);
  });

  it("__proto__ and constructor are only names", async () => {
    expect(await one("version: 1\n__proto__: { polluted: 1 }\n")).toContain('unknown key "__proto__"');
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const made = space({
      "s.iop.yaml":
        "version: 1\nproductions: { A.B: { items: { __proto__: { classname: X.Y }, constructor: absent } } }\n",
    });
    const [state] = await load(made.dir);
    expect([...(state?.desired.productions[0]?.items?.keys() ?? [])]).toEqual(["__proto__", "constructor"]);
  });
});

describe("a key without a value", () => {
  const text = `version: 1
default:
packages:
  demo:
productions:
  A.P:
    description: ~
    items:
      In:
        classname:
        pool_size: null
        settings:
          Host:
          Adapter: { X: , Y: 1 }
      Out:
  B.P:
bindings:
  present:
  absent: [~]
checks:
  - { name: a, log: { types: [Error], for: } }
  -
guards:
on_failure:
`;

  it("is one error, at its key, that says what belongs there", async () => {
    const found = await one(text);
    expect(found.match(/^s\.iop\.yaml:.*$/gm)).toEqual([
      's.iop.yaml:2:1: "default" has no value',
      's.iop.yaml:4:3: "demo" has no value',
      's.iop.yaml:7:5: "description" has no value',
      's.iop.yaml:10:9: "classname" has no value',
      's.iop.yaml:11:9: "pool_size" has no value',
      's.iop.yaml:13:11: "Host" has no value',
      's.iop.yaml:14:22: "X" has no value',
      's.iop.yaml:15:7: "Out" has no value',
      's.iop.yaml:16:3: "B.P" has no value',
      's.iop.yaml:18:3: "present" has no value',
      's.iop.yaml:19:12: entry 1 of "absent" has no value',
      's.iop.yaml:21:39: "for" has no value',
      's.iop.yaml:22:4: entry 2 of "checks" has no value',
      's.iop.yaml:23:1: "guards" has no value',
      's.iop.yaml:24:1: "on_failure" has no value',
    ]);
    for (const words of [
      'write a text, such as "Demo.Production", or remove the key',
      "write a whole number, such as 1, or remove the key",
      'write a text, such as "Python.FileOperation", or remove the entry',
      'write "stop" or "rollback", or remove the key',
    ])
      expect(found).toContain(words);
    expect(await one("version:\n")).toMatch(/^s\.iop\.yaml:1:1: "version" has no value.*\^ write 1$/s);
  });

  it("is one in the lowest layer also where a later one has a value", async () => {
    const found = await problems(
      {
        "a.iop.yaml": "version: 1\nproductions: { A.B: { description: } }\n",
        "b.iop.yaml": "version: 1\nproductions: { A.B: { description: x } }\n",
      },
      ["a.iop.yaml", "b.iop.yaml"],
    );
    expect(found.match(/has no value/g)).toHaveLength(1);
  });
});
