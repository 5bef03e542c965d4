import { afterAll, describe, expect, it } from "vitest";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { CACHE } from "../helpers/sandbox.ts";

const python = new Python({ cache: CACHE });
afterAll(() => python.close());

const run = (source: string, limited = python) =>
  limited.migrate({
    files: { "/opt/p/settings.py": source },
    directories: ["/opt/p"],
    roots: [],
    clear: [],
    entry: "/opt/p/settings.py",
    namespace: "USER",
    proxies: {},
    strict: false,
  });

/** Each of these would print something of the host if it could. */
const ESCAPES: Record<string, string> = {
  "the js module": "import js\nprint('OUT', js.process.version)",
  pyodide_js: "import pyodide_js\nprint('OUT', pyodide_js.version)",
  run_js: "from pyodide.code import run_js\nprint('OUT', run_js('globalThis.process.version'))",
  "the Function constructor":
    "from pyodide.ffi import to_js\nprint('OUT', to_js([1]).constructor.constructor('return globalThis.process.version')())",
  "the Function constructor and import()":
    "from pyodide.ffi import to_js\nprint('OUT', to_js([1]).constructor.constructor(\"return import('node:fs')\")())",
  "the host's files": "print('OUT', open('/etc/hostname').read())",
  "a socket": "import socket\ns = socket.create_connection(('127.0.0.1', 1), timeout=1)\nprint('OUT')",
  "a subprocess": "import subprocess\nprint('OUT', subprocess.check_output(['id']))",
  "the environment": "import os\nprint('OUT', os.environ['PATH_OF_THE_HOST'])",
  urlopen: "import urllib.request\nprint('OUT', urllib.request.urlopen('http://127.0.0.1:1/').read())",
};

describe("uploaded Python reaches nothing of the host", () => {
  it.each(Object.entries(ESCAPES))("%s", async (_name, source) => {
    const { error, printed } = await run(source);
    expect(printed).not.toContain("OUT");
    expect(error).not.toBeNull();
  });

  it("an endless loop is ended by the time limit, and the next call works", async () => {
    const limited = new Python({ timeLimit: 2_000, cache: CACHE });
    expect((await run("while True: pass", limited)).error).toContain(
      "it ran longer than the sandbox waits, and was ended",
    );
    expect((await run("CLASSES = {}", limited)).error).toBeNull();
    await limited.close();
  });

  it.each([
    ["the end of the process", "import os\nos._exit(3)"],
    ["an abort", "import os\nos.abort()"],
    ["more memory than there is", "x = 'a' * (1 << 33)"],
    ["SystemExit", "raise SystemExit(1)"],
  ])("%s fails the call and nothing else: the next one works", async (_name, source) => {
    const failed = await run(source).then(
      ({ error }) => error,
      (error: Error) => error.message,
    );
    expect(failed).toMatch(/./);
    expect((await run("CLASSES = {}")).error).toBeNull();
  });

  it("an import that the sandbox has not is an error where that is asked for", async () => {
    const strict = new Python({ strictImports: true, cache: CACHE });
    expect((await run("import requests", strict)).error).toContain("No module named 'requests'");
    await strict.close();
    expect((await run("import requests")).error).toBeNull();
  });
});
