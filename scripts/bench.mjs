// Timings, side by side in one run: start-up next to an empty Node process, a plan of 50 items and of 1,000, and the
// sandbox's answers, and layouts of pictures. Medians of several runs; nothing here decides whether a test passes.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { pictureRows } from "./bench-pictures.mjs";

const program = fileURLToPath(new URL("../dist/iopctl.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "iopctl-bench-"));
const rows = [];

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Milliseconds of a function, median of several runs after one that is not counted. */
async function time(name, runs, run) {
  await run();
  const times = [];
  for (let at = 0; at < runs; at += 1) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  rows.push([
    name,
    `${median(times).toFixed(1)} ms`,
    `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}`,
  ]);
}

/** The server is a process of its own: one that is waited for must not block it. */
async function startServer() {
  const began = performance.now();
  const args = [program, "sandbox", "--port", "0", "--quiet", "--username", "u", "--dir", join(work, "sandbox")];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, IOP_PASSWORD: "p" } });
  const line = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  return {
    url: /http:\S+(?=,)/.exec(line)[0],
    milliseconds: performance.now() - began,
    memory: () => (process.platform === "linux" ? `${Math.round(memory())} MB` : "only on Linux"),
    stop: () => child.kill(),
  };
}

const server = await startServer();
rows.push(["iopctl sandbox, process start to listening", `${server.milliseconds.toFixed(1)} ms`, "once"]);
const env = { PATH: process.env.PATH, IOP_URL: server.url, IOP_USERNAME: "u", IOP_PASSWORD: "p" };
const api = async (method, path, body) => {
  const response = await fetch(`${server.url}/api/iop${path}`, {
    method,
    headers: { authorization: `Basic ${btoa("u:p")}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
};

function production(name, count) {
  const Item = Array.from({ length: count }, (_, at) => ({
    "@Name": `Item ${at}`,
    "@ClassName": "EnsLib.Native",
    "@PoolSize": "1",
    Setting: Array.from({ length: 5 }, (_, n) => ({
      "@Target": "Host",
      "@Name": `Setting${n}`,
      "#text": `value ${n}`,
    })),
  }));
  return fetch(`${server.url}/_sandbox/productions`, {
    method: "POST",
    headers: { "x-sandbox-control": readFileSync(join(work, "sandbox", "control-token"), "utf8").trim() },
    body: JSON.stringify({ name, definition: { Item } }),
  });
}

try {
  for (const count of [50, 1000]) {
    const name = `Bench.P${count}`;
    await production(name, count);
    mkdirSync(join(work, name));
    const yaml = spawnSync(process.execPath, [program, "export", name], { env, encoding: "utf8" }).stdout;
    writeFileSync(join(work, name, "s.iop.yaml"), yaml);
  }
  // Waited for without blocking: an idle connection that the server closes must be seen to be closed.
  const node = (args) =>
    new Promise((done) => spawn(process.execPath, args, { env, cwd: work, stdio: "ignore" }).on("close", done));
  await time("node -e 0", 9, () => node(["-e", "0"]));
  await time("iopctl --version", 9, () => node([program, "--version"]));
  await time("iopctl plan, 50 items", 9, () => node([program, "plan", "Bench.P50"]));
  await time("iopctl plan, 1,000 items", 5, () => node([program, "plan", "Bench.P1000"]));
  await time("GET /status", 200, () => api("GET", "/status"));
  await time("GET /export, 1,000 items", 20, () => api("GET", "/export?production=Bench.P1000"));
  const body = Array.from({ length: 19 }, (_, at) => ({ name: `m${at}.py`, data: `X = ${at}\n`.repeat(50) }));
  const migrate = () =>
    api("PUT", "/migrate", { package: "bench", body: [...body, { name: "settings.py", data: "CLASSES = {}\n" }] });
  const began = performance.now();
  await migrate();
  rows.push(["PUT /migrate, 20 files, first", `${(performance.now() - began).toFixed(1)} ms`, "once"]);
  await time("PUT /migrate, 20 files, warm", 9, migrate);
  const { requests, latency } = await autocannon({
    url: `${server.url}/api/iop/status`,
    connections: 32,
    duration: 4,
    headers: { authorization: `Basic ${btoa("u:p")}` },
  });
  rows.push(["GET /status at 32 connections", `${Math.round(requests.average)} requests/s`, `p99 ${latency.p99} ms`]);
  rows.push(["memory of the sandbox with Python", server.memory(), ""]);
} finally {
  server.stop();
  rmSync(work, { recursive: true, force: true });
}
rows.push(...(await pictureRows()));
for (const [name, value, spread] of rows) console.log(`${name.padEnd(44)}${value.padStart(16)}  ${spread}`);
