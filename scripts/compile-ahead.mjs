// Puts into one script what the same commands use, and keeps what V8 compiles of it on the way of these commands, so that a
// start neither reads nor compiles more than it needs. What was compiled holds for this version of Node and this kind of
// processor; any other does without it.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack } from "./pack.mjs";

/** What differs from the server: the default alone, which no Python is needed for. */
const STATE = "version: 1\ndefault: P.X\nproductions: { P.X: { items: { A: { pool_size: 1 } } } }\n";
const DEFINITION = { Item: [{ "@Name": "A", "@ClassName": "EnsLib.X", "@PoolSize": "1" }] };
/**
 * The scripts, and the commands that they are for, with how each ends: a script holds what its commands use and no script
 * before it has.
 */
const PARTS = [
  { part: "program", commands: [["--help", 0]] },
  { part: "files", commands: [["validate", 0]] },
  { part: "plans", commands: [["plan", 0]] },
  {
    part: "apply",
    commands: [
      ["drift", 2],
      ["apply --auto-approve", 0],
    ],
  },
];
const SUFFIX = `-${process.version}-${process.arch}.bin`;
/** Runs the program with these arguments and writes down what it used and what was compiled of it by then. */
const RECORD = `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { Script } = require("node:vm");
const [dist, suffix, kept, used] = process.argv.splice(1, 4);
process.argv.splice(1, 0, dist + "/iopctl.js");
const scripts = new Map();
const chunks = new Set();
function load(part) {
  const filename = dist + "/" + part + ".cjs";
  const known = dist + "/" + part + suffix;
  const cachedData = existsSync(known) ? readFileSync(known) : undefined;
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData });
  if (kept.split(",").includes(part)) scripts.set(known, script);
  const make = script.runInThisContext();
  if (part === "program") return make;
  return (...args) => new Proxy(make(...args), { get: (table, id) => { chunks.add(id); return table[id]; } });
}
process.on("exit", () => {
  for (const [known, script] of scripts) writeFileSync(known, script.createCachedData());
  writeFileSync(used, JSON.stringify([...chunks]));
});
const url = "file://" + dist + "/iopctl.js";
load("program")(load, createRequire(url), (name) => import(name), { url });
`;

/** Writes the program's scripts into `dist`. `program`: what esbuild made of it. */
export async function compileAhead(dist, program) {
  const run = await commandsOf(dist);
  try {
    await writeScripts(dist, program, [{ part: "program", ids: ["program"] }]);
    const parts = [];
    const placed = new Set(["program"]);
    for (const { part, commands } of PARTS) {
      const ids = parts.length === 0 ? ["program"] : [];
      for (const command of commands) {
        const more = (await run(command, [])).filter((id) => !placed.has(id));
        ids.push(...more);
        for (const id of more) placed.add(id);
      }
      parts.push({ part, ids });
    }
    await writeScripts(dist, program, parts);
    // Each command adds to what those before it have compiled of the scripts that it uses; those of `apply` to its own alone,
    // since a plan reads what is kept of the others.
    for (const [at, { part, commands }] of PARTS.entries()) {
      const kept = part === "apply" ? [part] : PARTS.slice(0, at + 1).map((one) => one.part);
      for (const command of commands) await run(command, kept);
      if ((await stat(join(dist, `${part}${SUFFIX}`))).size < 10_000) throw new Error(`${part}: nothing was compiled`);
    }
  } finally {
    await run.end();
  }
}

async function writeScripts(dist, program, parts) {
  for (const [file, text] of Object.entries(pack(program, [...parts, { part: "rest", ids: [] }]))) {
    // Who runs the file says how modules are loaded from it: a compiled script cannot do it by itself.
    const code = text
      .replace(/\bimport\("(node:[^"]+)"\)/g, 'Promise.resolve(require("$1"))')
      .replace(/\bimport\("/g, '__import("');
    // As a module it exports the function; as a script its last value is the function.
    const script = `var __${file} = ${code};\ntypeof module === "object" && (module.exports = __${file});\n__${file};`;
    await writeFile(`${dist}/${file}.cjs`, script);
  }
}

/** A function that runs a command against a sandbox, and gives the names of the chunks that it used beside the first script's. */
async function commandsOf(dist) {
  const { startSandbox } = await import(`${dist}/sandbox.mjs`);
  const work = await mkdtemp(join(tmpdir(), "iopctl-build-"));
  const options = { dir: join(work, "sandbox"), port: 0, host: "127.0.0.1", profile: "4.1", namespaces: [] };
  const server = await startSandbox({ ...options, username: "u", password: "p" });
  await writeFile(join(work, "s.iop.yaml"), STATE);
  await writeFile(join(work, "iopctl.config.yaml"), `targets:\n  t: { url: "${server.url}", state: s.iop.yaml }\n`);
  const set = async (path, body) => {
    const headers = { "x-sandbox-control": server.token };
    const answer = await fetch(`${server.url}/_sandbox/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const env = { PATH: process.env.PATH, IOP_USERNAME: "u", IOP_PASSWORD: "p" };
  const run = async ([command, ending], kept) => {
    // Whatever the one before it has done: there is a difference.
    await set("reset", {});
    await set("productions", { name: "P.X", definition: DEFINITION });
    const used = join(work, "used.json");
    const args = ["-e", RECORD, "--", dist, SUFFIX, kept.join(","), used, ...command.split(" ")];
    const child = spawn(process.execPath, args, { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] });
    const errors = child.stderr.toArray();
    const code = await new Promise((done) => child.on("close", done));
    if (code !== ending) throw new Error(`${command} of the build ended with ${code}: ${(await errors).join("")}`);
    return JSON.parse(await readFile(used, "utf8"));
  };
  run.end = async () => {
    await server.close();
    await rm(work, { recursive: true, force: true });
  };
  return run;
}
