// What esbuild does not do by itself.
import { readFile } from "node:fs/promises";

const root = new URL("..", import.meta.url).pathname;

/**
 * Of ofetch its factory alone: its index looks at the global Headers, and Node then loads its whole fetch at every start
 * (some 20 ms and 30 MB), which the client does not use.
 */
export const ofetchFactory = {
  name: "ofetch-factory",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ofetch$/ }, () => ({ path: "ofetch", namespace: "factory" }));
    onLoad({ filter: /.*/, namespace: "factory" }, async () => {
      const folder = `${root}node_modules/ofetch/dist`;
      const index = await readFile(`${folder}/index.mjs`, "utf8");
      const [, name, file] = /import \{ (\w+) as createFetch \} from '(\.[^']+)'/.exec(index) ?? [];
      if (file === undefined) throw new Error("ofetch's index has another form: see where its createFetch is now");
      return { contents: `export { ${name} as createFetch } from ${JSON.stringify(file)};`, resolveDir: folder };
    });
  },
};

/**
 * A module that exports what another does, and loads it when one of these is asked for. What it exports stands in its
 * prototype: esbuild copies each property of its own, by a function each, into every chunk that imports it.
 */
function lazily(path) {
  return `let loaded; const load = () => (loaded ??= require(${JSON.stringify(path)}));
module.exports = Object.create(new Proxy({}, { get: (_, name) => (name === "__esModule" ? undefined : load()[name]) }));`;
}

/** Node's own modules that cost a start something, and that not every command needs. */
const HEAVY =
  /^(?:node:)?(child_process|crypto|http|https|net|os|readline|readline\/promises|stream|stream\/promises|tls|tty|worker_threads|zlib|fs\/promises)$/;

/** Node's own modules are loaded when something of them is used first, and not when the program starts. */
export const lazyBuiltins = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: HEAVY }, ({ path, namespace, kind }) =>
      namespace === "lazy" || kind === "dynamic-import"
        ? { path: path.startsWith("node:") ? path : `node:${path}`, external: true }
        : { path: path.replace(/^node:/, ""), namespace: "lazy" },
    );
    onLoad({ filter: /.*/, namespace: "lazy" }, ({ path }) => ({ contents: lazily(`node:${path}`), loader: "js" }));
  },
};

/** Colours are loaded for a terminal: at its own start the package looks at standard output, and makes Node load its streams. */
export const lazyColors = {
  name: "lazy-colors",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^picocolors$/ }, ({ namespace }) =>
      namespace === "colors" ? undefined : { path: "picocolors", namespace: "colors" },
    );
    onLoad({ filter: /.*/, namespace: "colors" }, ({ path }) => ({ contents: lazily(path), resolveDir: root }));
  },
};

/** What a plan of files that are right does not use, a file each: what is loaded at every start is read at every start. */
export const APART = {
  validators: { filter: /generated\/validators\.js$/, contents: 'export * from "./src/generated/validators.js";' },
  yaml: { filter: /^yaml$/, contents: 'export * from "yaml";' },
  metrics: { filter: /^prom-client$/, contents: 'export * from "prom-client";' },
};

/** These are loaded when something of them is used first. */
export const loadedApart = {
  name: "loaded-apart",
  setup({ onResolve, onLoad }) {
    for (const [file, { filter }] of Object.entries(APART)) {
      onResolve({ filter }, () => ({ path: file, namespace: "apart" }));
      onResolve({ filter: new RegExp(`^\\./${file}\\.cjs$`) }, ({ path }) => ({ path, external: true }));
    }
    onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => ({ contents: lazily(`./${path}.cjs`), loader: "js" }));
  },
};

/** The embedded server is a bundle of its own, loaded when a command starts one. */
export const sandboxApart = {
  name: "sandbox-apart",
  setup({ onResolve }) {
    onResolve({ filter: /sandbox\/start\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./sandbox.mjs", external: true } : undefined,
    );
  },
};
