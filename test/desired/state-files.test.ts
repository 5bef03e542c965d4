import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";
import { workspace } from "../helpers/cli.ts";

const spaces: { remove: () => void }[] = [];
afterEach(() => {
  for (const space of spaces.splice(0)) space.remove();
});
function space(files: Record<string, string>) {
  const made = workspace(files);
  spaces.push(made);
  return made.dir;
}
const load = (cwd: string, ...paths: string[]) =>
  loadDesired(paths, { cwd, env: {}, onSecret: () => undefined, namespace: "USER" });
const STATE = "version: 1\ndefault: A.B\n";

describe("state files behind symbolic links", () => {
  it("a ConfigMap's directory: links to files in a hidden directory that is a link itself", async () => {
    const dir = space({ "mnt/..2026_01/demo.iop.yaml": STATE });
    symlinkSync("..2026_01", join(dir, "mnt/..data"));
    symlinkSync("..data/demo.iop.yaml", join(dir, "mnt/demo.iop.yaml"));
    const [state] = await load(dir, "mnt");
    expect(state?.desired.default).toBe("A.B");
    expect(state?.tree.entries.get("default")?.key.source.path).toBe("mnt/demo.iop.yaml");
  });

  it("a directory elsewhere in the repository is walked, a file of two names is read once", async () => {
    const dir = space({ "shared/one.iop.yaml": STATE, "state/two.iop.yaml": "version: 1\nstate: stopped\n" });
    mkdirSync(join(dir, ".git"));
    symlinkSync("../shared", join(dir, "state/base"));
    symlinkSync("two.iop.yaml", join(dir, "state/again.iop.yaml"));
    const [state] = await load(dir, "state");
    expect(state?.desired).toMatchObject({ default: "A.B", state: "stopped" });
    expect(state?.tree.entries.get("state")?.key.source.path).toBe("state/two.iop.yaml");
  });

  it("links that point above themselves, also in a circle, are not walked", async () => {
    const dir = space({ "state/a/one.iop.yaml": STATE, "state/b/two.iop.yaml": "version: 1\n" });
    for (const [target, at] of [
      ["..", "state/up"],
      ["../..", "state/a/above"],
      ["../b", "state/a/b"],
      ["../a", "state/b/a"],
      ["/", "state/root"],
    ] as const)
      symlinkSync(target, join(dir, at));
    const [state] = await load(dir, "state");
    expect(state?.tree.entries.get("default")?.key.source.path).toBe("state/a/one.iop.yaml");
  });

  it("what leads outside or nowhere is an error, not left out", async () => {
    const outside = space({ "x.iop.yaml": STATE, "folder/y.iop.yaml": STATE });
    const dir = space({ "state/s/one.iop.yaml": STATE });
    symlinkSync(join(outside, "x.iop.yaml"), join(dir, "state/s/x.iop.yaml"));
    symlinkSync(join(outside, "folder"), join(dir, "state/folder"));
    symlinkSync("gone.iop.yaml", join(dir, "state/gone.iop.yaml"));
    symlinkSync("gone.txt", join(dir, "state/readme.txt"));
    const error = (await load(dir, "state").catch((problem: unknown) => problem)) as Error;
    expect(error.message).toContain("state/s/x.iop.yaml is a link to");
    expect(error.message).toContain("state/folder is a link to");
    expect(error.message).toContain("state/gone.iop.yaml is a link that leads nowhere");
    expect(error.message).not.toContain("readme");
  });
});

describe("names that are not those of state files", () => {
  const notes: string[] = [];
  const noting = (cwd: string, path: string) =>
    loadDesired([path], {
      cwd,
      env: {},
      onSecret: () => undefined,
      namespace: "USER",
      onNote: (text) => notes.push(text),
    }).catch((error: unknown) => (error as Error).message);

  it("what looks like a state file and has another ending is named; other YAML is not", async () => {
    const dir = space({
      "state/one.iop.yaml": STATE,
      "state/two.yaml": STATE,
      "state/sub/three.yml": "productions:\n  A.B: {}\n",
      "state/compose.yml": "version: '3'\nservices: {}\n",
    });
    await noting(dir, "state");
    expect(notes.splice(0)).toEqual([
      "not read, since state files end in .iop.yaml or .iop.yml: state/sub/three.yml, state/two.yaml",
    ]);
  });

  it("a folder with nothing else is an error that names them and what to do", async () => {
    const dir = space({ "state/two.yaml": STATE });
    expect(await noting(dir, "state")).toContain(
      "no state files in state; what is there has another ending: state/two.yaml",
    );
    expect(await noting(dir, "state")).toContain("Rename it to state/two.iop.yaml");
    expect(await noting(dir, "state/two.yaml")).toContain("Rename it to state/two.iop.yaml");
    expect(await noting(dir, "stat")).toContain("did you mean state?");
  });
});

describe("null in an overlay", () => {
  it("removes nothing of a namespace that only the overlay has, and is no error", async () => {
    const dir = space({
      "base.iop.yaml": STATE,
      "over.iop.yaml":
        "version: 1\nnamespace: OTHER\nstate:\ndefault: C.D\nproductions:\n  C.D: { description: , items: { X: ~ } }\n  E.F: null\n",
      "more.iop.yaml": "version: 1\nnamespace: OTHER\ndefault: ~\n",
    });
    const states = await load(dir, "base.iop.yaml", "over.iop.yaml", "more.iop.yaml");
    expect(states.map(({ desired }) => [desired.namespace, desired.default, desired.state])).toEqual([
      ["USER", "A.B", undefined],
      ["OTHER", undefined, undefined],
    ]);
    expect(states[1]?.desired.productions.map(({ name, items }) => [name, [...(items ?? [])]])).toEqual([["C.D", []]]);
  });

  it("of the namespace gives the target's own", async () => {
    const dir = space({ "base.iop.yaml": STATE, "over.iop.yaml": "version: 1\nnamespace: ~\nstate: running\n" });
    const states = await load(dir, "base.iop.yaml", "over.iop.yaml");
    expect(states.map(({ desired }) => [desired.namespace, desired.state])).toEqual([["USER", "running"]]);
  });

  it("is an error in the lowest layer", async () => {
    const dir = space({ "base.iop.yaml": "version: 1\nnamespace: OTHER\nstate:\n" });
    await expect(load(dir, "base.iop.yaml")).rejects.toThrow('"state" has no value');
  });
});

describe("YAML tags", () => {
  it.each([
    ["!foo", "default: !foo A.B"],
    ["!foo", "bindings: { present: [!foo A.B] }"],
    ["!foo", "productions: !foo { A.B: {} }"],
    ["!foo", "!foo default: A.B"],
    ["!!timestamp", "productions: { A.B: { description: !!timestamp 2001-01-01 } }"],
    ["!!binary", "productions: { A.B: { description: !!binary aGk= } }"],
    ["!!set", "productions: !!set { A.B }"],
    ["!!float", "productions: { A.B: { description: !!float x } }"],
  ])("%s is an error: %s", async (tag, line) => {
    const dir = space({ "s.iop.yaml": `version: 1\n${line}\n` });
    await expect(load(dir, ".")).rejects.toThrow(new RegExp(`s.iop.yaml:2:\\d+: the tag ${tag} is not supported here`));
  });

  it("those of the core schema, and dates of YAML 1.1, are what stands there", async () => {
    const dir = space({
      "s.iop.yaml":
        '%YAML 1.1\n---\nversion: 1\nproductions: !!map { A.B: { settings: { A: !!str 05, B: ! x, C: 2001-01-01, D: !!int "7" } } }\n',
    });
    const [state] = await load(dir, ".");
    expect([...(state?.desired.productions[0]?.settings ?? [])].map(([name, { text }]) => [name, text])).toEqual([
      ["A", "05"],
      ["B", "x"],
      ["C", "2001-01-01"],
      ["D", "7"],
    ]);
  });

  it("a directive of no meaning is an error", async () => {
    const dir = space({ "s.iop.yaml": "%FOO x\n---\nversion: 1\n" });
    await expect(load(dir, ".")).rejects.toThrow("s.iop.yaml:1:1: unknown directive %FOO");
  });
});
