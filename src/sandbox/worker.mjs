// CPython on WebAssembly in a thread of its own: what runs here reaches neither the host's files nor its network, an
// endless loop ends with the thread, and a crash takes nothing else down.
import { readdirSync, readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { loadPyodide } from "pyodide";

const globals = Object.assign(Object.create(null), { Object, Array, Map, Set, Promise, Uint8Array });
const pyodide = await loadPyodide({ jsglobals: globals, stdout: () => {}, stderr: () => {} });
install(workerData.python, "/sandbox");
pyodide.runPython("import sys; sys.path.insert(0, '/sandbox'); import sandbox_host");
const call = pyodide.globals.get("sandbox_host").call;
closeTheDoors();
parentPort.on("message", ({ id, method, text }) => {
  try {
    parentPort.postMessage({ id, text: call(method, text) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error) });
  }
});
parentPort.postMessage({ ready: true });

function install(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) install(`${from}/${entry.name}`, `${to}/${entry.name}`);
    else if (entry.name.endsWith(".py"))
      pyodide.FS.writeFile(`${to}/${entry.name}`, readFileSync(`${from}/${entry.name}`));
  }
}

/** Text becomes code nowhere: `f.constructor("…")` of any function that Python can name would reach everything. */
function forbidCode() {
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  function refuse() {
    throw new Error("the sandbox makes no code from text");
  }
  // `x instanceof Function` goes on working.
  refuse.prototype = Function.prototype;
  for (const kind of kinds) {
    const prototype = Object.getPrototypeOf(kind);
    Object.defineProperty(prototype, "constructor", { value: refuse, configurable: false, writable: false });
  }
  for (const name of ["Function", "eval"]) Object.defineProperty(globalThis, name, { value: refuse });
}

/** Python can name JavaScript's objects through its own: none that is left leads outside. */
function closeTheDoors() {
  forbidCode();
  for (const name of ["js", "pyodide_js"]) pyodide.unregisterJsModule(name);
  pyodide.runPython("import sys\nfor name in ('js', 'pyodide_js'): sys.modules.pop(name, None)");
  for (const name of [
    "process",
    "fetch",
    "WebSocket",
    "EventSource",
    "XMLHttpRequest",
    "require",
    "navigator",
    "Buffer",
  ]) {
    try {
      Object.defineProperty(globalThis, name, { value: undefined, configurable: false, writable: false });
    } catch {
      globalThis[name] = undefined;
    }
  }
}
