// Bundles the program into dist/: one file for all commands, compiled ahead for this Node; the library and the sandbox as
// modules, with a chunk for each part that is loaded when it is needed.
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { APART, lazyBuiltins, lazyColors, loadedApart, ofetchFactory, sandboxApart } from "./bundle-plugins.mjs";
import { compileAhead } from "./compile-ahead.mjs";
import { declarations } from "./declarations.mjs";
import { bundledPackages, notices } from "./notices.mjs";
import { buildPage } from "./page.mjs";

const root = new URL("..", import.meta.url).pathname;
const dist = `${root}dist`;

await rm(dist, { recursive: true, force: true });
const shared = {
  metafile: true,
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: true,
  legalComments: "none",
  external: ["elkjs", "pg", "pg-boss", "pyodide"],
};
const modules = await build({
  ...shared,
  entryPoints: { index: `${root}src/app/index.ts`, sandbox: `${root}src/sandbox/start.ts` },
  splitting: true,
  format: "esm",
  outExtension: { ".js": ".mjs" },
  chunkNames: "chunk-[hash]",
  plugins: [ofetchFactory, lazyColors],
  banner: {
    js: 'import __module from "node:module"; const require = __module.createRequire(import.meta.url);',
  },
});
const parts = [];
for (const [name, { contents }] of Object.entries(APART)) {
  const stdin = { contents, resolveDir: root, sourcefile: `${name}.js` };
  const outfile = `${dist}/${name}.cjs`;
  const { outdir: _outdir, ...options } = shared;
  parts.push(await build({ ...options, stdin, outfile, format: "cjs", plugins: [lazyBuiltins] }));
}
const program = await build({
  ...shared,
  entryPoints: { program: `${root}src/cli/main.ts` },
  outExtension: { ".js": ".mjs" },
  chunkNames: "[hash]",
  splitting: true,
  format: "esm",
  write: false,
  plugins: [ofetchFactory, lazyBuiltins, lazyColors, sandboxApart, loadedApart],
  define: { "import.meta.url": "__meta.url" },
});
await cp(`${root}scripts/launcher.cjs`, `${dist}/iopctl.js`);
// The program is no module: Node's loader of modules, and what it loads itself, would cost a start a third more.
await writeFile(`${dist}/package.json`, `${JSON.stringify({ type: "commonjs" })}\n`);
await declarations(root, "src/app/index.ts", `${dist}/types`);
await writeFile(`${dist}/types/package.json`, `${JSON.stringify({ type: "module" })}\n`);
// The generated validators hold two helpers of ajv (scripts/generate.mjs).
const helpers = ["node_modules/ajv", "node_modules/fast-deep-equal", ...(await buildPage(root, `${dist}/ui.html`))];
const bundled = [modules, program, ...parts].flatMap(({ metafile }) => bundledPackages(metafile));
await writeFile(`${dist}/THIRD-PARTY-NOTICES`, notices(root, [...new Set([...bundled, ...helpers])].sort()));
await cp(`${root}src/sandbox/runtime/worker.mjs`, `${dist}/worker.mjs`);
await cp(`${root}src/sandbox/python`, `${dist}/python`, {
  recursive: true,
  filter: (path) => !path.includes("__pycache__"),
});
// What `iopctl init` writes is the example, which the tests run.
await cp(`${root}examples/orders`, `${dist}/init`, {
  recursive: true,
  filter: (path) => !/\.iopctl|__pycache__/.test(path.slice(root.length)),
});
await mkdir(`${dist}/init/github/workflows`, { recursive: true });
const workflow = await readFile(`${root}examples/ci/github-actions.yml`, "utf8");
const copy = "# Copy to .github/workflows/iopctl.yml. ";
if (!workflow.startsWith(copy)) throw new Error("the workflow's head has another form");
await writeFile(`${dist}/init/github/workflows/iopctl.yml`, `# ${workflow.slice(copy.length)}`);
await writeFile(`${dist}/init/gitignore`, ".iopctl/\nnode_modules/\n");
await chmod(`${dist}/iopctl.js`, 0o755);
await compileAhead(dist, program);
