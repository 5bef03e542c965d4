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

/** Runs the program; gives its time, that of the processor (both in milliseconds), and the most memory that it had (MiB). */
function timed(program, args, options) {
  const began = performance.now();
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "ignore", "pipe"], ...options });
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
      resolve({ milliseconds: performance.now() - began, busy, memory: most });
    }),
  );
}

/** Rows of the table: what a fleet of four workers, and one rollout of this machine alone, take for so many targets. */
export async function fleetRows(program, work, counts) {
  const queue = await database();
  if (queue === undefined) return [["fleet, 4 workers", "no PostgreSQL on this machine", "", ""]];
  const servers = await simulatedServers();
  const rows = [];
  const time = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    IOP_USERNAME: "u",
    IOP_PASSWORD: "p",
    IOPCTL_QUEUE: queue.url,
  };
  const grown = [];
  try {
    for (const count of counts) {
      servers.reset();
      const dir = join(work, `fleet-${count}`);
      mkdirSync(dir, { recursive: true });
      const targets = Array.from(
        { length: count },
        (_, at) => `  t${at}: { url: "${servers.url}/s${at}", state: s.iop.yaml }\n`,
      );
      const waves = "rollout:\n  waves:\n    - { name: all, targets: ['*'] }\n  gates: [checks]\n";
      writeFileSync(join(dir, "iopctl.config.yaml"), `targets:\n${targets.join("")}${waves}`);
      writeFileSync(join(dir, "s.iop.yaml"), "version: 1\ndefault: A.B\nstate: running\n");
      const options = { cwd: dir, env };
      const name = `${count.toLocaleString("en")} targets`;
      const submit = await timed(program, ["fleet", "submit", "apply", "-t", "*", "--auto-approve"], options);
      const began = performance.now();
      const workers = await Promise.all(
        Array.from({ length: 4 }, (_, at) =>
          timed(program, ["fleet", "worker", "--once", "--name", `w${at}`], options),
        ),
      );
      const milliseconds = performance.now() - began;
      if (servers.running() !== count) throw new Error(`${servers.running()} of ${count} run`);
      const memory = Math.max(...workers.map((worker) => worker.memory));
      rows.push([`fleet submit apply, ${name}`, time(submit.milliseconds), "", `${submit.memory.toFixed(0)} MiB`]);
      const busy = workers.reduce((sum, worker) => sum + worker.busy, 0);
      const calls = () => `${servers.calls().toLocaleString("en")} calls`;
      rows.push([
        `4 fleet workers, ${name} (processor ${time(busy)})`,
        time(milliseconds),
        calls(),
        `${memory.toFixed(0)} MiB each`,
      ]);
      grown.push({ count, milliseconds });
      servers.reset();
      const rollout = await timed(program, ["rollout", "apply", "--auto-approve", "--json"], options);
      if (servers.running() !== count) throw new Error(`${servers.running()} of ${count} run`);
      rows.push([
        `rollout apply, ${name} (processor ${time(rollout.busy)})`,
        time(rollout.milliseconds),
        calls(),
        `${rollout.memory.toFixed(0)} MiB`,
      ]);
    }
    const [first, last] = [grown[0], grown.at(-1)];
    const exponent = Math.log(last.milliseconds / first.milliseconds) / Math.log(last.count / first.count);
    rows.push([`growth from ${first.count} to ${last.count} targets of a fleet`, `n^${exponent.toFixed(2)}`, "", ""]);
  } finally {
    servers.stop();
    await queue.stop();
  }
  return rows;
}
