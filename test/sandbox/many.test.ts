import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStateFile, readState } from "../../src/sandbox/http/state-file.ts";
import { newState, put, type SandboxState } from "../../src/sandbox/rules/state.ts";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { ServerFiles } from "../../src/sandbox/runtime/server-files.ts";
import { CACHE } from "../helpers/sandbox.ts";

/** What a call costs does not grow with the namespaces and packages that a sandbox has. */

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "iopctl-many-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const changes = () => join(dir, "changes.ndjson");
const names = (count: number) => Array.from({ length: count }, (_, at) => `N${at}`);
/** So many namespaces, and a package in each. */
function filled(count: number): SandboxState {
  const state = newState(names(count));
  for (const name of names(count)) {
    put(state.files, `/mgr/${name}/p/settings.py`, `X = "${name}"\n`.repeat(20));
    put(state.directories, `/mgr/${name}/p`, true);
  }
  return state;
}

describe("the state on disk", () => {
  it("a call writes its own namespace and the files that changed, however many there are", () => {
    const sizes = [2, 1_000].map((count) => {
      const state = filled(count);
      const file = openStateFile(dir, state);
      file.save();
      state.namespaces["N1"] = { ...(state.namespaces["N1"] as SandboxState["namespaces"][string]), default: "A.B" };
      put(state.files, "/mgr/N1/p/settings.py", "X = 2\n");
      file.save("N1");
      expect(readState(dir)).toEqual(state);
      const { size, mode } = statSync(changes());
      expect(mode & 0o777).toBe(0o600);
      file.close();
      rmSync(dir, { recursive: true });
      dir = mkdtempSync(join(tmpdir(), "iopctl-many-"));
      return size;
    });
    expect(sizes[1]).toBe(sizes[0]);
  });

  it("is after a kill at any byte what it was after the last whole line; who opens it next begins a new document", () => {
    const state = filled(3);
    const file = openStateFile(dir, state);
    file.save();
    const document = readFileSync(join(dir, "state.json"));
    const seen = [structuredClone(state)];
    const step = (change: () => void, namespace: string) => {
      change();
      file.save(namespace);
      seen.push(structuredClone(state));
    };
    step(() => put(state.files, "/mgr/N0/p/é.py", "ü = '\n'\n"), "N0");
    step(() => delete state.files["/mgr/N1/p/settings.py"], "N1");
    step(() => delete state.directories["/mgr/N2/p"], "N2");
    step(() => put(state.namespaces, "__proto__", { ...(state.namespaces["N0"] as object) } as never), "__proto__");
    file.close();
    const whole = readFileSync(changes());
    for (let length = 0; length <= whole.length; length += 1) {
      writeFileSync(changes(), whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString("latin1").split("\n").length - 1;
      expect(readState(dir)).toEqual(seen[lines]);
    }
    writeFileSync(join(dir, "state.json"), document);
    writeFileSync(changes(), whole.subarray(0, whole.length - 5));
    const next = readState(dir) as SandboxState;
    const again = openStateFile(dir, next);
    expect(existsSync(changes())).toBe(false);
    next.namespaces["N0"] = { ...(next.namespaces["N0"] as SandboxState["namespaces"][string]), default: "Z" };
    again.save("N0");
    expect(readState(dir)).toEqual(next);
    // Killed between the document and the end of the lines that it holds.
    const kept = readFileSync(changes());
    again.save();
    writeFileSync(changes(), kept);
    expect(readState(dir)).toEqual(next);
    again.close();
  });

  it("what has changed is written whole again before it is longer than that", () => {
    const state = filled(1);
    const file = openStateFile(dir, state);
    file.save();
    for (let at = 0; at < 60; at += 1) {
      put(state.files, "/mgr/N0/p/big.py", `${at}`.padEnd(200_000));
      file.save("N0");
    }
    expect(statSync(changes()).size).toBeLessThan(5 * 1024 * 1024);
    expect(readState(dir)).toEqual(state);
    file.close();
  });
});

describe("what Python has of the server's files", () => {
  it("is told what is new, what is another and what is gone; in doubt all of it", () => {
    const known = new ServerFiles();
    const first = { files: { "/a/x": "1", "/b/y": "2" }, directories: ["/a", "/b"] };
    expect(known.lacking(first)).toEqual({ ...first, gone: [] });
    expect(known.lacking(first)).toEqual({ files: {}, directories: [], gone: [] });
    const second = { files: { "/a/x": "3", "/c/z": "4" }, directories: ["/a", "/c"] };
    expect(known.lacking(second)).toEqual({ files: second.files, directories: ["/c"], gone: ["/b/y"] });
    known.doubt();
    expect(known.lacking(second)).toEqual(second);
    expect(known.isSure).toBe(false);
    known.after(second.files, ["/a", "/c"], second.files);
    expect(known.lacking(second)).toEqual({ files: {}, directories: [], gone: [] });
    known.begin();
    expect(known.lacking(second)).toEqual({ ...second, gone: [] });
  });

  it("afterwards it is what was read back, and what another call has placed meanwhile", () => {
    const known = new ServerFiles();
    const files: Record<string, string> = { "/a/x": "1", "/a/w": "1", "/b/y": "2" };
    known.lacking({ files, directories: ["/a", "/b"] });
    files["/a/other/z"] = "placed meanwhile";
    files["/b/y"] = "placed anew";
    expect(known.after(files, ["/a"], { "/a/x": "9", "/a/v": "8" })).toEqual({
      "/a/x": "9",
      "/a/v": "8",
      "/b/y": "placed anew",
      "/a/other/z": "placed meanwhile",
    });
    expect(known.lacking({ files, directories: ["/a", "/b"] }).files).toMatchObject({ "/b/y": "placed anew" });
  });
});

describe("uploads in a real Python", () => {
  const python = new Python({ cache: CACHE });
  afterAll(() => python.close());
  const state = { files: {} as Record<string, string>, directories: [] as string[] };
  /** Replaces a package and runs it; gives what it printed of itself, and takes the files as they are then. */
  async function upload(name: string, code: string, more: Readonly<Record<string, string>> = {}) {
    const root = `/mgr/${name}`;
    for (const path of Object.keys(state.files)) if (path.startsWith(`${root}/`)) delete state.files[path];
    state.directories = [...new Set([...state.directories, root])];
    for (const [file, text] of Object.entries({ ...more, "settings.py": code })) state.files[`${root}/${file}`] = text;
    const { files, error } = await python.migrate({
      ...state,
      roots: state.directories,
      clear: [root],
      entry: `${root}/settings.py`,
      namespace: "USER",
      proxies: {},
      strict: false,
    });
    state.files = { ...files };
    return error;
  }

  it("of which one changes the files of another is seen at once, and the next one finds them so", async () => {
    expect(await upload("a", "import a_part\nX = a_part.X\n", { "a_part.py": "X = 1\n" })).toBeNull();
    const rewrite = 'open("/mgr/a/a_part.py", "w").write("X = 2\\n")\nopen("/mgr/a/new.txt", "w").write("new")\n';
    expect(await upload("b", rewrite)).toBeNull();
    expect(state.files).toMatchObject({ "/mgr/a/a_part.py": "X = 2\n", "/mgr/a/new.txt": "new" });
    expect(
      await upload("c", 'import os\nos.remove("/mgr/a/new.txt") if os.path.exists("/mgr/a/new.txt") else None\n'),
    ).toBeNull();
    expect(Object.keys(state.files)).not.toContain("/mgr/a/new.txt");
    expect(
      await upload("d", 'print(open("/mgr/a/a_part.py").read())\nassert "2" in open("/mgr/a/a_part.py").read()\n'),
    ).toBeNull();
  });

  it("of a package that was uploaded again nothing of the one before is left", async () => {
    expect(await upload("e", 'open(__file__[:-11] + "left.txt", "w").write("x")\n', { "old.py": "" })).toBeNull();
    expect(Object.keys(state.files)).toContain("/mgr/e/left.txt");
    expect(
      await upload(
        "e",
        'import os\nassert not os.path.exists("/mgr/e/left.txt"), "left"\nassert not os.path.exists("/mgr/e/old.py"), "old"\n',
      ),
    ).toBeNull();
    expect(Object.keys(state.files).filter((path) => path.startsWith("/mgr/e/"))).toEqual(["/mgr/e/settings.py"]);
  });
});
