// CPython on WebAssembly, in a process of its own that the host starts with empty hands (interpreter.ts, walls.ts): no
// environment, no file but this one and the packages it runs, no programs, no threads, and where the system has them no
// network and no other processes. It speaks JSON, one document a line: requests on standard input, answers on standard
// output. What runs here may be hostile: nothing that it says is trusted on the other side.
import { Buffer } from "node:buffer";
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import v8 from "node:v8";

/** `{ pyodide, python, snapshot?, makeSnapshot, memory (bytes), timeZone? }` */
const boot = JSON.parse(process.argv[2]);
const { readSync, writeSync, readFileSync, readdirSync, constants } = fs;
const exit = process.reallyExit.bind(process);
const wait = new Int32Array(new SharedArrayBuffer(4));
let deadline = Number.POSITIVE_INFINITY;
/** When Python is interrupted as by a keyboard: what it was at fails, and all else that lives in it goes on. */
let soft = Number.POSITIVE_INFINITY;
let rest = [];

/** Modules of Node that are left without what they can do, and what the language itself has of that kind. */
const EMPTIED = [
  ...["child_process", "cluster", "dgram", "dns", "dns/promises", "fs", "fs/promises", "http", "http2", "https"],
  ...["inspector", "module", "net", "os", "repl", "tls", "v8", "vm", "wasi", "worker_threads"],
];
const GLOBALS = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "require", "navigator", "Buffer"];

// Nobody reads a console here, and with Node's streams emptied its own would fail, and hide what it was to tell.
for (const name of ["debug", "error", "info", "log", "trace", "warn"]) console[name] = () => {};
// Said in our words: Node would print the line of source, which is a megabyte long.
process.on("uncaughtException", (error) => {
  write({ failed: String(error?.stack ?? error).slice(0, 4_000) });
  exit(1);
});
write({ hello: true, permission: process.permission !== undefined && !process.permission.has("fs.read") });
v8.setFlagsFromString(`--wasm-max-mem-pages=${Math.floor(boot.memory / 65_536)}`);
if (boot.timeZone) process.env.TZ = boot.timeZone;
// Under the permission model this is refused; pyodide asks it for these constants.
process.binding = () => ({ fs: constants });

const { loadPyodide } = await import(boot.pyodide);
const require = createRequire(import.meta.url);
const pyodide = await load();
const call = pyodide.pyimport("sandbox_host").call;
if (boot.makeSnapshot) write({ snapshot: Buffer.from(pyodide.makeMemorySnapshot()).toString("base64") });
closeTheDoors();
write({ ready: true });
serve();

async function load() {
  // Python's `sys.executable` and `os.environ["_"]` are made of it: they name no path of this machine.
  process.argv = ["python", "/usr/irissys/bin/irispython"];
  const globals = Object.assign(Object.create(null), { Object, Array, Map, Set, Promise, Uint8Array });
  const python = await loadPyodide({
    jsglobals: globals,
    stdout: () => {},
    stderr: () => {},
    _makeSnapshot: boot.makeSnapshot,
    ...(boot.snapshot === undefined ? {} : { _loadSnapshot: readFileSync(boot.snapshot) }),
  });
  // A snapshot is memory only: the files that it was made with are written again.
  const modules = install(boot.python, "/sandbox", python.FS).map(moduleOf);
  if (boot.snapshot === undefined) {
    python.runPython(`import sys, importlib
sys.path.insert(0, '/sandbox')
for name in ${JSON.stringify(modules)}: importlib.import_module(name)`);
  } else {
    // What chance there is in a snapshot is the same each time.
    python.runPython("import sys\nif 'random' in sys.modules: sys.modules['random'].seed()");
  }
  // The source of chance is opened before the doors are closed.
  python.runPython("import os; os.urandom(1)");
  return python;
}

/** Gives the paths of what was written. */
function install(from, to, files) {
  files.mkdirTree(to);
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const path = `${to}/${entry.name}`;
    if (entry.isDirectory()) return install(`${from}/${entry.name}`, path, files);
    if (!entry.name.endsWith(".py")) return [];
    files.writeFile(path, readFileSync(`${from}/${entry.name}`));
    return [path];
  });
}

function moduleOf(path) {
  return path
    .replace(/^\/sandbox\//, "")
    .replace(/(\/__init__)?\.py$/, "")
    .replaceAll("/", ".");
}

/**
 * One request after the other, each read and answered without a turn of the event loop: nothing that uploaded code puts
 * there ever runs.
 */
function serve() {
  for (let line = readLine(); line !== undefined; line = readLine()) {
    const { id, method, text, limit, soft: interrupt } = JSON.parse(line);
    deadline = Date.now() + limit;
    soft = Date.now() + interrupt;
    try {
      write({ id, text: call(method, text) });
    } catch (error) {
      write({ id, error: String(error?.message ?? error) });
    }
    deadline = Number.POSITIVE_INFINITY;
    soft = Number.POSITIVE_INFINITY;
  }
  exit(0);
}

/** undefined: the host is gone. */
function readLine() {
  for (;;) {
    const buffer = Buffer.allocUnsafe(1 << 16);
    const size = readSome(buffer);
    if (size === 0) return undefined;
    const chunk = buffer.subarray(0, size);
    const end = chunk.indexOf(10);
    if (end === -1) {
      rest.push(chunk);
      continue;
    }
    // The host sends the next request when it has the answer to the last: there is nothing behind a line's end.
    const line = Buffer.concat([...rest, chunk.subarray(0, end)]).toString("utf8");
    rest = [];
    return line;
  }
}

function readSome(buffer) {
  for (;;) {
    try {
      return readSync(0, buffer);
    } catch (error) {
      if (error.code === "EOF") return 0;
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(wait, 0, 0, 1);
    }
  }
}

function write(message) {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`, "utf8");
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(wait, 0, 0, 1);
    }
  }
}

/**
 * The walls are the process's. What stands here only makes the way to them long: Python can name JavaScript's objects
 * through its own, and none that is left is of use. Text becomes code nowhere: V8 is told so when the process starts.
 */
function closeTheDoors() {
  pyodide.setInterruptBuffer(watch());
  for (const name of ["js", "pyodide_js"]) pyodide.unregisterJsModule(name);
  pyodide.runPython("import sys\nfor name in ('js', 'pyodide_js'): sys.modules.pop(name, None)");
  for (const module of EMPTIED.map((name) => require(name))) hollow(module);
  syncBuiltinESMExports();
  hollow(process, ["emit", "reallyExit"]);
  process.reallyExit = exit;
  // Emscripten asks for these when Python asks for the user, and sets the exit code when it exits.
  const stub = { __proto__: null, exitCode: 0, getuid: () => 1, umask: () => 0o22, platform: process.platform };
  for (const name of GLOBALS) conceal(name, undefined);
  conceal("process", stub);
}

/** Is looked at every few steps of Python: one whose host died, and that none can end, ends itself. */
function watch() {
  return {
    get 0() {
      const now = Date.now();
      if (now > deadline) exit(3);
      if (now <= soft) return 0;
      // Again a second later, for one that catches it and goes on.
      soft = now + 1_000;
      return 2;
    },
    set 0(_signal) {},
  };
}

function conceal(name, value) {
  try {
    Object.defineProperty(globalThis, name, { value, configurable: false, writable: false });
  } catch {
    globalThis[name] = value;
  }
}

function hollow(module, kept = []) {
  for (const key of Reflect.ownKeys(module)) {
    if (kept.includes(key)) continue;
    const property = Object.getOwnPropertyDescriptor(module, key);
    const useful =
      property.get !== undefined || typeof property.value === "function" || typeof property.value === "object";
    if (useful && property.configurable) Object.defineProperty(module, key, { value: refuse, configurable: true });
    else if (useful && property.writable) module[key] = refuse;
  }
}

function refuse() {
  throw new Error("the sandbox has no network, no programs and no files of this machine");
}
