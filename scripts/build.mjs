// Bundles the program into dist/: one small entry, and a chunk for each part that is loaded when it is needed.
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { declarations } from "./declarations.mjs";
import { bundledPackages, notices } from "./notices.mjs";

const root = new URL("..", import.meta.url).pathname;

/**
 * Of ofetch its factory alone: its index looks at the global Headers, and Node then loads its whole fetch at every start
 * (some 20 ms and 30 MB), which the client does not use.
 */
function ofetchFactory({ onResolve, onLoad }) {
  onResolve({ filter: /^ofetch$/ }, () => ({ path: "ofetch", namespace: "factory" }));
  onLoad({ filter: /.*/, namespace: "factory" }, async () => {
    const folder = `${root}node_modules/ofetch/dist`;
    const index = await readFile(`${folder}/index.mjs`, "utf8");
    const [, name, file] = /import \{ (\w+) as createFetch \} from '(\.[^']+)'/.exec(index) ?? [];
    if (file === undefined) throw new Error("ofetch's index has another form: see where its createFetch is now");
    return { contents: `export { ${name} as createFetch } from ${JSON.stringify(file)};`, resolveDir: folder };
  });
}

await rm(`${root}dist`, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: {
    iopctl: `${root}src/cli/main.ts`,
    index: `${root}src/app/index.ts`,
    sandbox: `${root}src/sandbox/start.ts`,
  },
  outdir: `${root}dist`,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  chunkNames: "chunk-[hash]",
  minify: true,
  legalComments: "none",
  plugins: [{ name: "ofetch-factory", setup: ofetchFactory }],
  external: ["elkjs", "pyodide"],
  banner: {
    js: '#!/usr/bin/env node\nimport __module from "node:module"; const require = __module.createRequire(import.meta.url);',
  },
});
// From Node 22 on what was compiled is kept for the next start: of the program, and not of who uses the library.
const program = await readFile(`${root}dist/iopctl.js`, "utf8");
const line = 'import __module from "node:module";';
if (!program.includes(line)) throw new Error("the program's banner has another form");
await writeFile(`${root}dist/iopctl.js`, program.replace(line, `${line} __module.enableCompileCache?.();`));
await declarations(root, "src/app/index.ts", `${root}dist/types`);
// The generated validators hold two helpers of ajv (scripts/generate.mjs).
const helpers = ["node_modules/ajv", "node_modules/fast-deep-equal"];
const packages = [...new Set([...bundledPackages(metafile), ...helpers])].sort();
await writeFile(`${root}dist/THIRD-PARTY-NOTICES`, notices(root, packages));
await cp(`${root}src/sandbox/worker.mjs`, `${root}dist/worker.mjs`);
await cp(`${root}src/sandbox/python`, `${root}dist/python`, {
  recursive: true,
  filter: (path) => !path.includes("__pycache__"),
});
// What `iopctl init` writes is the example, which the tests run.
await cp(`${root}examples/orders`, `${root}dist/init`, {
  recursive: true,
  filter: (path) => !/\.iopctl|__pycache__/.test(path.slice(root.length)),
});
await mkdir(`${root}dist/init/github/workflows`, { recursive: true });
const workflow = await readFile(`${root}examples/ci/github-actions.yml`, "utf8");
const copy = "# Copy to .github/workflows/iopctl.yml. ";
if (!workflow.startsWith(copy)) throw new Error("the workflow's head has another form");
await writeFile(`${root}dist/init/github/workflows/iopctl.yml`, `# ${workflow.slice(copy.length)}`);
await writeFile(`${root}dist/init/gitignore`, ".iopctl/\nnode_modules/\n");
await chmod(`${root}dist/iopctl.js`, 0o755);
