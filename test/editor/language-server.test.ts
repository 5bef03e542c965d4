import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LanguageServer, languageServer } from "../helpers/language-server.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const files = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.iop\.ya?ml$|iopctl\.config\.yaml$/.test(name) && !/\.iopctl|node_modules/.test(name))
  .sort();
const read = (name: string) => readFileSync(join(EXAMPLES, name), "utf8");
const states = files.filter((name) => name.endsWith(".iop.yaml"));
const configs = files.filter((name) => name.endsWith("iopctl.config.yaml"));

/** An item more in the file's production, with something written last. */
const withItem = (text: string, written: string) =>
  text.replace(
    /^ {4}items:\n/m,
    (items) => `${items}      Extra:\n        classname: Python.Extra\n        ${written}\n`,
  );

let server: LanguageServer;
beforeAll(async () => {
  server = await languageServer();
});
afterAll(() => server.close());

/** Opens a text beside an example, the place of its `|` being where the cursor stands. */
function openAt(name: string, marked: string) {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const at = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const path = join(EXAMPLES, dirname(name), `${Math.random()}.${name.endsWith(".iop.yaml") ? "iop" : "config"}.yaml`);
  return { file: server.open(path, marked.replace("|", "")), at };
}

it("there are examples", () => {
  expect(states.length).toBeGreaterThan(7);
  expect(configs.length).toBeGreaterThan(6);
});

describe.each(files)("%s in an editor", (name) => {
  it("names its schema, which is a file here, and nothing is wrong with it", async () => {
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(name))?.[1];
    expect(schema, "the first line").toMatch(/^\.\.?\//);
    expect(existsSync(resolve(EXAMPLES, dirname(name), schema as string))).toBe(true);
    expect(await server.open(join(EXAMPLES, name), read(name)).diagnostics()).toEqual([]);
  });
});

describe.each(states)("%s", (name) => {
  const text = read(name);

  it("the keys of an item are offered, but for those that it has", async () => {
    const { file, at } = openAt(name, withItem(text, "|"));
    const offered = await file.complete(at);
    expect(offered).toEqual(expect.arrayContaining(["category", "comment", "foreground", "schedule"]));
    expect(offered).not.toContain("classname");
  });

  it("what a key means is shown, with its example", async () => {
    const { file, at } = openAt(name, text.replace(/^version/m, "vers|ion"));
    expect(await file.hover(at)).toContain("The version of this file format. Always 1.");
    const { file: other, at: there } = openAt(name, text.replace(/^( {4})items:/m, "$1it|ems:"));
    const shown = await other.hover(there);
    expect(shown).toContain("The items (services, processes, operations), by name.");
    expect(shown).toMatch(/API: `Item`[\s\S]*FileOut/);
  });

  it("a wrong key is an error where it stands", async () => {
    const { file, at } = openAt(name, withItem(text, "|poolsize: 2"));
    const found = await file.diagnostics();
    expect(found.map(({ message }) => message)).toEqual(["Property poolsize is not allowed."]);
    expect(found[0]?.range.start).toEqual(at);
  });
});

describe.each(configs)("%s", (name) => {
  const text = read(name);

  it("keys of a target are offered and explained; a wrong one is an error where it stands", async () => {
    const config = "# yaml-language-server: $schema=../../schemas/config.schema.json\ntargets:\n  a:\n";
    expect(text.startsWith(config.split("\n")[0] as string)).toBe(true);
    const { file, at } = openAt(name, `${config}    url: http://localhost\n    |`);
    const offered = await file.complete(at);
    expect(offered).toEqual(expect.arrayContaining(["namespace", "verify_ssl", "timeout", "labels", "state"]));
    expect(offered).not.toContain("url");
    const wrong = openAt(name, text.replace(/^targets:/m, "|tragets: {}\ntargets:"));
    const found = await wrong.file.diagnostics();
    expect(found.map(({ message }) => message)).toEqual(["Property tragets is not allowed."]);
    expect(found[0]?.range.start).toEqual(wrong.at);
    const { file: hovered, at: there } = openAt(name, text.replace(/^targets/m, "tar|gets"));
    expect(await hovered.hover(there)).toContain("Servers with a namespace and its state files, by name.");
  });
});

it("an overlay takes back what lies below with null, and a file of the lowest layer does not", async () => {
  const text = (schema: string) => `# yaml-language-server: $schema=../../schemas/${schema}.schema.json
version: 1
packages: { a: { keep_releases: 5 } }
productions:
  A.B:
    description: null
    items: { Simulator: null, X: { pool_size: null, settings: { Host: { Port: null } } } }
`;
  const open = (schema: string) => openAt("orders/iopctl.config.yaml", `${text(schema)}|`).file.diagnostics();
  expect(await open("overlay")).toEqual([]);
  expect((await open("desired-state")).length).toBeGreaterThan(3);
});

it("a variable stands for a number, a switch or an address, and nothing else does", async () => {
  const text = (value: string) => `# yaml-language-server: $schema=../../schemas/desired-state.schema.json
version: 1
state: ${value}
productions:
  A.B:
    prune: ${value}
    actor_pool_size: ${value}
    items: { X: { pool_size: ${value}, enabled: ${value} } }
guards: { prune_limit: ${value}, queues: ${value} }
`;
  const open = (value: string) => openAt("orders/iopctl.config.yaml", `${text(value)}|`).file.diagnostics();
  expect(await open('"${OF_THIS_SERVER}"')).toEqual([]);
  expect((await open("some text")).length).toBeGreaterThan(6);
});
