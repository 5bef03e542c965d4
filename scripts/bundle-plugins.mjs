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

/** A module that exports what another does, and loads it when one of these is asked for. */
function lazily(path, names) {
  const getters = names.map((name) => `${JSON.stringify(name)}: { enumerable: true, get: () => load().${name} }`);
  return `let loaded; const load = () => (loaded ??= require(${JSON.stringify(path)}));
Object.defineProperties(module.exports, { ${getters.join(", ")} });`;
}

/** Node's own modules that cost a start something, and that not every command needs. */
const HEAVY =
  /^(?:node:)?(child_process|crypto|http|https|net|os|readline|readline\/promises|stream|stream\/promises|tls|worker_threads|zlib|fs\/promises)$/;

/** Node's own modules are loaded when something of them is used first, and not when the program starts. */
export const lazyBuiltins = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: HEAVY }, ({ path, namespace, kind }) =>
      namespace === "lazy" || kind === "dynamic-import"
        ? { path: path.startsWith("node:") ? path : `node:${path}`, external: true }
        : { path: path.replace(/^node:/, ""), namespace: "lazy" },
    );
    onLoad({ filter: /.*/, namespace: "lazy" }, async ({ path }) => {
      const names = Object.keys(await import(`node:${path}`)).filter((name) => name !== "default");
      return { contents: lazily(`node:${path}`, names), loader: "js" };
    });
  },
};

/** What a plan of files that are right does not use, a file each: what is loaded at every start is read at every start. */
export const APART = {
  validators: { filter: /generated\/validators\.js$/, contents: 'export * from "./src/generated/validators.js";' },
  yaml: { filter: /^yaml$/, contents: 'export * from "yaml";' },
  metrics: { filter: /^prom-client$/, contents: 'export * from "prom-client";' },
};

/** These are loaded when something of them is used first. `names`: what each exports, by file. */
export function loadedApart(names) {
  return {
    name: "loaded-apart",
    setup({ onResolve, onLoad }) {
      for (const [file, { filter }] of Object.entries(APART)) {
        onResolve({ filter }, () => ({ path: file, namespace: "apart" }));
        onResolve({ filter: new RegExp(`^\\./${file}\\.cjs$`) }, ({ path }) => ({ path, external: true }));
      }
      onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => {
        return { contents: lazily(`./${path}.cjs`, names[path]), loader: "js" };
      });
    },
  };
}

/** The embedded server is a bundle of its own, loaded when a command starts one. */
export const sandboxApart = {
  name: "sandbox-apart",
  setup({ onResolve }) {
    onResolve({ filter: /sandbox\/start\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./sandbox.mjs", external: true } : undefined,
    );
  },
};
