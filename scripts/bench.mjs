// Timings and memory, side by side in one run: start-up next to an empty Node process, plans of 50 to 100,000 items, of 10 to
// 1,000 targets, a fleet of four workers, Terraform where it is on the machine, and the sandbox's answers. Medians; nothing
// here decides whether a test passes. Each row is printed as soon as it is known; what there is no time left for is said to be
// left out. `--against PROGRAM`: the same of another build, such as an older one, by turns with this one. `--quick`: less of
// all, in 3 minutes instead of 15. `--part NAME`: that alone (start, items, targets, fleets, sandbox, pictures).
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { fleetRows } from "./bench/fleet.mjs";
import { measure, median } from "./bench/measure.mjs";
import { definition, startServer, stateFiles } from "./bench/server.mjs";
import { terraformCase } from "./bench/terraform.mjs";
import { pictureRows } from "./bench-pictures.mjs";

const { values: flags } = parseArgs({
  options: {
    against: { type: "string" },
    quick: { type: "boolean", default: false },
    part: { type: "string", multiple: true },
  },
});
const program = fileURLToPath(new URL("../dist/iopctl.js", import.meta.url));
const builds = [...(flags.against ? [["before", resolve(flags.against)]] : []), ["now", program]];
const work = mkdtempSync(join(tmpdir(), "iopctl-bench-"));
const server = await startServer(program, join(work, "sandbox"));
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  IOP_URL: server.url,
  IOP_USERNAME: "u",
  IOP_PASSWORD: "p",
};
const WIDTHS = [66, 9, 12, 14];
const ends = performance.now() + (flags.quick ? 3 : 15) * 60_000;

function row(name, time, ratio = "", memory = "") {
  const [first, ...rest] = WIDTHS;
  const cells = [time, ratio, memory].map((cell, at) => cell.padStart(rest[at]));
  console.log([name.padEnd(first), ...cells].join("  ").trimEnd());
}

/** Whether there is time for what takes so many seconds at most; where there is none, that is said. */
function isTimeFor(name, seconds) {
  if (performance.now() + seconds * 1_000 <= ends) return true;
  row(name, "left out", "no time left");
  return false;
}

function show(name, { milliseconds, memory }, empty) {
  const ratio = empty === undefined ? "" : `${(milliseconds / empty).toFixed(2)} x`;
  const time = milliseconds < 10_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  row(name, time, ratio, memory === undefined ? "" : `${memory.toFixed(0)} MiB`);
}

/** The same arguments for each build. */
function cases(name, args, runs, options, remember) {
  return builds.map(([build, path]) => ({
    name: builds.length > 1 ? `${name} (${build})` : name,
    command: [process.execPath, path, ...args],
    options: { env, cwd: work, ...options },
    runs,
    remember,
  }));
}

async function startUp() {
  await server.post("productions", { name: "Bench.P50", definition: definition(50) });
  mkdirSync(join(work, "p50"));
  writeFileSync(join(work, "p50", "s.iop.yaml"), stateFiles("Bench.P50", 50)[0]);
  const runs = flags.quick ? 5 : 21;
  const empty = { name: "node -e 0", command: [process.execPath, "-e", "0"], options: { env }, runs, remember: true };
  const terraform = terraformCase(work, 50);
  const measured = await measure([
    empty,
    ...cases("iopctl --version", ["--version"], runs, {}),
    ...cases("iopctl --help", ["--help"], runs, {}),
    ...cases("iopctl validate, 50 items", ["validate", "p50"], runs, {}),
    ...cases("iopctl plan, 50 items", ["plan", "p50"], runs, {}, true),
    ...(terraform
      ? [{ name: "terraform plan, 50 resources", ...terraform, runs: flags.quick ? 3 : 7, remember: true }]
      : []),
  ]);
  const base = measured[0].milliseconds;
  for (const one of measured) show(one.name, one, base);
  if (!terraform) row("terraform plan", "-", "not here");
}

async function items() {
  const grown = [];
  for (const count of flags.quick ? [1_000, 10_000] : [1_000, 10_000, 100_000]) {
    const name = `Bench.P${count}`;
    if (!isTimeFor(`iopctl plan, ${count.toLocaleString("en")} items`, count / 500)) break;
    await server.post("productions", { name, definition: definition(count) });
    mkdirSync(join(work, `p${count}`));
    for (const [at, text] of stateFiles(name, count).entries())
      writeFileSync(join(work, `p${count}`, `s${at}.iop.yaml`), text);
    const runs = count >= 100_000 ? 1 : flags.quick ? 3 : 5;
    const terraform = count === 1_000 && !flags.quick ? terraformCase(work, count) : undefined;
    const label = `${count.toLocaleString("en")} items`;
    const measured = await measure([
      ...cases(`iopctl plan, ${label}`, ["plan", `p${count}`], runs, {}, true),
      ...(terraform
        ? [{ name: `terraform plan, ${count.toLocaleString("en")} resources`, ...terraform, runs: 3, remember: true }]
        : []),
    ]);
    for (const one of measured) show(one.name, one);
    grown.push({ count, milliseconds: measured[builds.length - 1].milliseconds });
  }
  growth("items", grown);
}

/** On a server of their own: the sandbox writes down all that it has at each change, and by now it has much. */
async function targets() {
  const server = await startServer(program, join(work, "sandbox-targets"));
  try {
    await ofTargets(server);
  } finally {
    server.stop();
  }
}

async function ofTargets(server) {
  const grown = [];
  const most = flags.quick ? 100 : 1_000;
  if (!isTimeFor("targets on one server", flags.quick ? 20 : 60)) return;
  for (let at = 0; at < most; at += 1) {
    await server.post("namespaces", { namespace: `T${at}` });
    await server.post("productions", { namespace: `T${at}`, name: "Bench.P20", definition: definition(20) });
  }
  mkdirSync(join(work, "many", "own"), { recursive: true });
  writeFileSync(join(work, "many", "base.iop.yaml"), stateFiles("Bench.P20", 20)[0]);
  const own = (value) => {
    const text = `version: 1\nproductions:\n  Bench.P20:\n    items:\n      "Item 0":\n        settings: { Host: { Setting0: ${value} } }\n`;
    for (let at = 0; at < most; at += 1) writeFileSync(join(work, "many", "own", `t${at}.iop.yaml`), text);
  };
  own("value 0");
  const { IOP_URL: _url, ...rest } = env;
  for (const count of [10, 100, 1_000].filter((n) => n <= most)) {
    const entries = Array.from(
      { length: count },
      (_, at) => `  t${at}: { url: "${server.url}", namespace: T${at}, state: [base.iop.yaml, own/t${at}.iop.yaml] }\n`,
    );
    const config = join(work, "many", `c${count}.yaml`);
    writeFileSync(config, `targets:\n${entries.join("")}`);
    const options = { cwd: join(work, "many"), env: rest };
    const runs = count < 1_000 ? 3 : 1;
    // An older build takes minutes for a thousand.
    const measuredBuilds = count < 1_000 ? builds.length : 1;
    const all = cases(
      `iopctl plan, ${count.toLocaleString("en")} targets of 20 items`,
      ["plan", "-t", "*", "--config", config],
      runs,
      options,
      true,
    );
    const measured = await measure(all.slice(-measuredBuilds));
    for (const one of measured) show(one.name, one);
    grown.push({ count, milliseconds: measured.at(-1).milliseconds });
  }
  growth("targets", grown);
  own("another");
  const config = (count) => join(work, "many", `c${count}.yaml`);
  const options = { cwd: join(work, "many"), env: rest };
  const name = `the same of ${most.toLocaleString("en")} targets, a change in each`;
  for (const one of await measure(
    cases(name, ["plan", "-t", "*", "--config", config(most)], 1, options, true).slice(-1),
  ))
    show(one.name, one);
  const applied = [];
  // Its Python is started.
  const warm = [{ name: "settings.py", data: "CLASSES = {}\n" }];
  await server.api("PUT", "/migrate", { package: "warm", namespace: "T0", body: warm });
  for (const count of [10, 100, 1_000].filter((n) => n <= most)) {
    const name = `iopctl apply, ${count.toLocaleString("en")} targets, a change in each`;
    if (!isTimeFor(name, count / 4)) break;
    const args = ["apply", "-t", "*", "--config", config(count), "--auto-approve"];
    let value = 0;
    const before = () => {
      value += 1;
      own(`of ${count}, ${value}`);
    };
    const busy = server.busy();
    const [one] = await measure(
      cases(name, args, 1, options, true)
        .slice(-1)
        .map((entry) => ({ ...entry, before })),
    );
    show(one.name, one);
    row(
      `  of it the server's own work, and its Python's`,
      `${((server.busy() - busy) / 1000).toFixed(1)} s`,
      "processor",
    );
    applied.push({ count, milliseconds: one.milliseconds });
  }
  growth("targets, apply", applied);
}

/** The exponent between the ends: 1 is linear. */
function growth(what, grown) {
  if (grown.length < 2) return;
  const [first, last] = [grown[0], grown.at(-1)];
  const exponent = Math.log(last.milliseconds / first.milliseconds) / Math.log(last.count / first.count);
  row(`growth from ${first.count} to ${last.count} ${what}`, `n^${exponent.toFixed(2)}`);
}

/** Over a queue, and one machine alone: 1,000 servers, one process that answers for all. */
async function fleets() {
  await fleetRows(program, work, flags.quick ? [10, 100] : [10, 100, 1_000], row, isTimeFor);
}

async function sandbox() {
  if (!isTimeFor("the sandbox's answers", 20)) return;
  row("iopctl sandbox, process start to listening", `${server.milliseconds.toFixed(0)} ms`);
  const timed = async (name, runs, run) => {
    await run();
    const times = [];
    for (let at = 0; at < runs; at += 1) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
    row(name, `${median(times).toFixed(1)} ms`);
  };
  await timed("GET /status", 200, () => server.api("GET", "/status"));
  await server.post("productions", { name: "Bench.P1000", definition: definition(1_000) });
  await timed("GET /export, 1,000 items", 20, () => server.api("GET", "/export?production=Bench.P1000"));
  const body = Array.from({ length: 19 }, (_, at) => ({ name: `m${at}.py`, data: `X = ${at}\n`.repeat(50) }));
  const files = [...body, { name: "settings.py", data: "CLASSES = {}\n" }];
  await timed("PUT /migrate, 20 files", 9, () => server.api("PUT", "/migrate", { package: "bench", body: files }));
  const { requests, latency } = await autocannon({
    url: `${server.url}/api/iop/status`,
    connections: 32,
    duration: 4,
    headers: { authorization: `Basic ${btoa("u:p")}` },
  });
  row("GET /status at 32 connections", `${Math.round(requests.average)} /s`, "", `p99 ${latency.p99} ms`);
}

async function pictures() {
  if (!isTimeFor("pictures", 30)) return;
  for (const cells of await pictureRows()) row(...cells);
}

const PARTS = { start: startUp, items, targets, fleets, sandbox, pictures };
const version = spawnSync(process.execPath, ["--version"], { encoding: "utf8" }).stdout.trim();
console.log(`Node ${version}, ${cpus().length} processors; medians; x: of node -e 0; MiB: the most at once\n`);
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (flags.part?.includes(name) === false) continue;
    // What one part fails at takes nothing from the others.
    await part().catch((error) => {
      process.exitCode = 1;
      row(name, "failed", "", String(error.message).split("\n")[0]);
    });
  }
} finally {
  server.stop();
  rmSync(work, { recursive: true, force: true });
}
