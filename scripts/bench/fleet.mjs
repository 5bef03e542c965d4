// A fleet on one machine: one process that answers as many servers, a PostgreSQL of its own, and four workers.
import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** As many servers as addresses below `/N` are asked for; each has one production, stopped at first, and no default. */
async function simulatedServers() {
  const states = new Map();
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      calls += 1;
      const [, name, route] = /^\/([^/]+)\/api\/iop(\/[^?]*)/.exec(request.url) ?? [];
      const state = states.get(name) ?? { production: "", status: "stopped" };
      states.set(name, state);
      const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
      const answer = (data) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(data));
      };
      switch (`${request.method} ${route}`) {
        case "GET /default":
          return answer({ production: state.production });
        case "GET /status":
          return answer({ production: state.status === "running" ? "A.B" : "", status: state.status });
        case "GET /list":
          return answer({ "A.B": { Status: state.status, LastStartTime: "", LastStopTime: "", AutoStart: 0 } });
        case "GET /log":
          return answer([]);
        case "PUT /default":
          state.production = body.production;
          return answer({ production: body.production });
        case "POST /start":
          state.status = "running";
          return answer({ status: "started", production: "A.B" });
        default:
          response.statusCode = 404;
          return answer({ error: `no route ${request.method} ${route}` });
      }
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    reset: () => {
      states.clear();
      calls = 0;
    },
    calls: () => calls,
    running: () => [...states.values()].filter(({ status }) => status === "running").length,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** undefined: there is none on this machine. */
async function database() {
  const root = "/usr/lib/postgresql";
  const version = existsSync(root) ? readdirSync(root).sort((a, b) => b - a)[0] : undefined;
  if (version === undefined) return undefined;
  const bin = join(root, version, "bin");
  const folder = mkdtempSync(join(tmpdir(), "iopctl-bench-postgres-"));
  const id = (flag) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  const user = process.getuid() === 0 ? { uid: id("-u"), gid: id("-g") } : {};
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" } };
  const data = join(folder, "data");
  spawnSync(join(bin, "initdb"), ["-D", data, "-U", "iop", "-A", "trust", "--no-sync"], options);
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories="];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const child = spawn(join(bin, "postgres"), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  await new Promise((resolve, reject) => {
    child.stderr.on("data", (text) => String(text).includes("ready to accept") && resolve());
    child.once("exit", () => reject(new Error("PostgreSQL did not start")));
  });
  return {
    url: `postgres://iop@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the program; gives what it told where that is asked for, its time, that of the processor (both in milliseconds), and the most memory that it had (MiB). */
function timed(program, args, options, output = "ignored") {
  const began = performance.now();
  const stdio = ["ignore", output === "told" ? "pipe" : "ignore", "pipe"];
  const child = spawn(process.execPath, [program, ...args], { stdio, ...options });
  let told = "";
  child.stdout?.on("data", (text) => {
    told += text;
  });
  let most = 0;
  let busy = 0;
  let errors = "";
  child.stderr.on("data", (text) => {
    if (errors.length < 2_000) errors += text;
  });
  const timer = setInterval(() => {
    try {
      most = Math.max(
        most,
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
      );
      // The fields after the name: 14 and 15 are the ticks of user and system, a hundredth of a second each.
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      busy = Math.max(busy, (Number(fields[11]) + Number(fields[12])) * 10);
    } catch {
      // It has ended.
    }
  }, 20);
  return new Promise((resolve, reject) =>
    child.once("close", (code) => {
      clearInterval(timer);
      if (code !== 0) return reject(new Error(`${args.join(" ")} ended with ${code}: ${errors}`));
      resolve({ milliseconds: performance.now() - began, busy, memory: most, told });
    }),
  );
}

const time = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Four workers until nothing is left; the time, the processor's of all of them, and the most memory of one. */
async function fourWorkers(program, options) {
  const began = performance.now();
  const workers = await Promise.all(
    Array.from({ length: 4 }, (_, at) => timed(program, ["fleet", "worker", "--once", "--name", `w${at}`], options)),
  );
  return {
    milliseconds: performance.now() - began,
    busy: workers.reduce((sum, worker) => sum + worker.busy, 0),
    memory: Math.max(...workers.map((worker) => worker.memory)),
  };
}

/** Servers that all are stopped, a config of them, and how the program is run there. */
function fleetOf(work, count, servers, queue) {
  servers.reset();
  const dir = join(work, `fleet-${count}`);
  mkdirSync(dir, { recursive: true });
  const targets = Array.from(
    { length: count },
    (_, at) => `  t${at}: { url: "${servers.url}/s${at}", state: s.iop.yaml }\n`,
  );
  const waves = `rollout:
  waves:
    - { name: canary, targets: [t0] }
    - { name: half, targets: ['*'], percent: 50 }
    - { name: rest, targets: ['*'] }
  gates: [checks]
`;
  writeFileSync(join(dir, "iopctl.config.yaml"), `targets:\n${targets.join("")}${waves}`);
  writeFileSync(join(dir, "s.iop.yaml"), "version: 1\ndefault: A.B\nstate: running\n");
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    IOP_USERNAME: "u",
    IOP_PASSWORD: "p",
    IOPCTL_QUEUE: queue.url,
  };
  return { cwd: dir, env };
}

/** What a fleet of four workers, its rollout in three waves, and one rollout of this machine alone, take for so many targets. */
async function ofCount(program, work, count, servers, queue, row) {
  const options = fleetOf(work, count, servers, queue);
  const name = `${count.toLocaleString("en")} targets`;
  const calls = () => `${servers.calls().toLocaleString("en")} calls`;
  const allRun = () => {
    if (servers.running() !== count) throw new Error(`${servers.running()} of ${count} run`);
  };
  const memory = ({ memory }) => `${memory.toFixed(0)} MiB`;
  const submit = await timed(program, ["fleet", "submit", "apply", "-t", "*", "--auto-approve"], options);
  row(`fleet submit apply, ${name}`, time(submit.milliseconds), "", memory(submit));
  const apply = await fourWorkers(program, options);
  allRun();
  row(`4 fleet workers, ${name} (processor ${time(apply.busy)})`, time(apply.milliseconds), calls(), memory(apply));
  servers.reset();
  const asked = await timed(program, ["fleet", "submit", "plan", "-t", "*", "--json"], options, "told");
  const { id } = JSON.parse(asked.told).submission;
  await fourWorkers(program, options);
  await timed(program, ["fleet", "submit", "rollout", "--reviewed", id], options);
  const waves = await fourWorkers(program, options);
  allRun();
  row(
    `4 fleet workers, a rollout of ${name} (processor ${time(waves.busy)})`,
    time(waves.milliseconds),
    calls(),
    memory(waves),
  );
  servers.reset();
  const alone = await timed(program, ["rollout", "apply", "--auto-approve", "--json"], options);
  allRun();
  row(`rollout apply, ${name} (processor ${time(alone.busy)})`, time(alone.milliseconds), calls(), memory(alone));
  return { count, apply: apply.milliseconds, rollout: waves.milliseconds, alone: alone.milliseconds };
}

/** `row`: prints one; `isTimeFor`: whether there is time for what takes so many seconds. */
export async function fleetRows(program, work, counts, row, isTimeFor) {
  const queue = await database();
  if (queue === undefined) return row("fleet, 4 workers", "-", "no PostgreSQL");
  const servers = await simulatedServers();
  const grown = [];
  try {
    for (const count of counts) {
      if (!isTimeFor(`a fleet of ${count.toLocaleString("en")} targets`, 10 + count / 8)) break;
      grown.push(await ofCount(program, work, count, servers, queue, row));
    }
    const [first, last] = [grown[0], grown.at(-1)];
    if (grown.length < 2) return;
    for (const [key, what] of [
      ["apply", "a fleet's apply"],
      ["rollout", "a fleet's rollout"],
      ["alone", "a rollout alone"],
    ]) {
      const exponent = Math.log(last[key] / first[key]) / Math.log(last.count / first.count);
      row(`growth from ${first.count} to ${last.count} targets of ${what}`, `n^${exponent.toFixed(2)}`);
    }
  } finally {
    servers.stop();
    await queue.stop();
  }
}
