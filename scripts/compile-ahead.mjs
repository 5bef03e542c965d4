// Keeps what V8 compiles of the program on the way of a plan, so that a start does not compile it again. It holds for this
// version of Node and this kind of processor; any other does without it.
import { spawn } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const STATE = "version: 1\ndefault: P.X\nproductions: { P.X: { description: new, items: { A: { pool_size: 2 } } } }\n";
/** Runs the program with these arguments and writes down what was compiled by then. */
const RECORD = `
const { readFileSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");
const [dist, out] = process.argv.splice(1, 2);
process.argv.splice(1, 0, dist + "/iopctl.js");
const filename = dist + "/program.cjs";
const script = new Script(readFileSync(filename, "latin1"), { filename });
process.on("exit", () => writeFileSync(out, script.createCachedData()));
script.runInThisContext()(require, (name) => import(name), { url: "file://" + filename });
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
    const out = join(dist, `program-${process.version}-${process.arch}.bin`);
    const env = { PATH: process.env.PATH, IOP_USERNAME: "u", IOP_PASSWORD: "p" };
    const args = ["-e", RECORD, "--", dist, out, "plan"];
    const child = spawn(process.execPath, args, { cwd: work, env, stdio: ["ignore", "ignore", "inherit"] });
    const code = await new Promise((done) => child.on("close", done));
    if (code !== 0) throw new Error(`the plan of the build ended with ${code}`);
    if ((await stat(out)).size < 10_000) throw new Error("nothing was compiled ahead");
  } finally {
    await server.close();
    await rm(work, { recursive: true, force: true });
  }
}
