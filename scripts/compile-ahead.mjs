// Keeps what V8 compiles of the program on the way of a plan, so that a start does not compile it again. It holds for this
// version of Node and this kind of processor; any other does without it.
import { spawn } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STATE = "version: 1\ndefault: P.X\nproductions: { P.X: { description: new, items: { A: { pool_size: 2 } } } }\n";
/** What is compiled ahead; of the rest each command needs little. */
const PARTS = ["program", "files", "plans"];
/** Runs the program with these arguments and writes down what was compiled by then, beside what was before. */
const RECORD = `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { Script } = require("node:vm");
const [dist, suffix, parts] = process.argv.splice(1, 3);
process.argv.splice(1, 0, dist + "/iopctl.js");
const scripts = new Map();
function load(part) {
  const filename = dist + "/" + part + ".cjs";
  const known = dist + "/" + part + suffix;
  const cachedData = existsSync(known) ? readFileSync(known) : undefined;
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData });
  if (parts.split(",").includes(part)) scripts.set(known, script);
  return script.runInThisContext();
}
process.on("exit", () => {
  for (const [known, script] of scripts) writeFileSync(known, script.createCachedData());
});
const url = "file://" + dist + "/iopctl.js";
load("program")(load, createRequire(url), (name) => import(name), { url });
`;

export async function compileAhead(dist) {
  const { startSandbox } = await import(`${dist}/sandbox.mjs`);
  const work = await mkdtemp(join(tmpdir(), "iopctl-build-"));
  const options = { dir: join(work, "sandbox"), port: 0, host: "127.0.0.1", profile: "4.1", namespaces: [] };
  const server = await startSandbox({ ...options, username: "u", password: "p" });
  try {
    const definition = { Item: [{ "@Name": "A", "@ClassName": "EnsLib.X", "@PoolSize": "1" }] };
    await fetch(`${server.url}/_sandbox/productions`, {
      method: "POST",
      headers: { "x-sandbox-control": server.token },
      body: JSON.stringify({ name: "P.X", definition }),
    });
    await writeFile(join(work, "s.iop.yaml"), STATE);
    await writeFile(join(work, "iopctl.config.yaml"), `targets:\n  t: { url: "${server.url}", state: s.iop.yaml }\n`);
    const suffix = `-${process.version}-${process.arch}.bin`;
    const env = { PATH: process.env.PATH, IOP_USERNAME: "u", IOP_PASSWORD: "p" };
    // Each begins with what those before it have compiled, and adds its own.
    for (const command of ["plan", "validate", "--help"]) {
      const args = ["-e", RECORD, "--", dist, suffix, PARTS.join(","), command];
      const child = spawn(process.execPath, args, { cwd: work, env, stdio: ["ignore", "ignore", "inherit"] });
      const code = await new Promise((done) => child.on("close", done));
      if (code !== 0) throw new Error(`${command} of the build ended with ${code}`);
    }
    for (const part of PARTS)
      if ((await stat(join(dist, `${part}${suffix}`))).size < 10_000)
        throw new Error(`${part}: nothing was compiled ahead`);
  } finally {
    await server.close();
    await rm(work, { recursive: true, force: true });
  }
}
