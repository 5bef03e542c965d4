// How long a program takes and how much memory it needs at most: what it was asked, several times, by turns with the others.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Runs a program once, without blocking: an idle connection that a server closes must be seen to be closed. */
function once([command, ...args], options, onStart) {
  return new Promise((done, failed) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], ...options });
    let errors = "";
    child.stderr.on("data", (data) => {
      if (errors.length < 2_000) errors += String(data);
    });
    onStart?.(child);
    child.on("error", failed);
    child.on("close", (code) => {
      const milliseconds = performance.now() - began;
      if (code === 0) done(milliseconds);
      else failed(new Error(`${args.join(" ")} ended with ${code}: ${errors}`));
    });
  });
}

/** How long a process took, and the most memory that it had, in MiB, looked up every few milliseconds (Linux alone tells). */
async function watched(command, options) {
  if (process.platform !== "linux") return { milliseconds: await once(command, options), memory: undefined };
  let most = 0;
  let timer;
  const milliseconds = await once(command, options, ({ pid }) => {
    const look = () => {
      try {
        const found = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
        most = Math.max(most, Number(found?.[1] ?? 0) / 1024);
      } catch {
        // It has ended.
      }
    };
    timer = setInterval(look, 3);
  });
  clearInterval(timer);
  return { milliseconds, memory: most };
}

/**
 * Measures what is asked in turns, so that a machine that is busy for a while is so for all: `cases` are
 * `{ name, command, options, runs, remember, before }`; `before` prepares each run. Gives for each `{ name, milliseconds, all, memory }`.
 */
export async function measure(cases) {
  const all = cases.map(() => []);
  const memories = cases.map(() => []);
  const most = Math.max(...cases.map(({ runs }) => runs));
  // What runs once takes so long that a first run weighs nothing.
  for (const { command, options, runs, before } of cases) {
    if (runs === 1) continue;
    before?.();
    await once(command, options);
  }
  for (let round = 0; round < most; round += 1) {
    for (const [at, { command, options, runs, before, remember }] of cases.entries()) {
      if (round >= runs) continue;
      before?.();
      if (runs > 1 || !remember) {
        all[at].push(await once(command, options));
        continue;
      }
      const { milliseconds, memory } = await watched(command, options);
      all[at].push(milliseconds);
      memories[at].push(memory);
    }
  }
  const out = [];
  for (const [at, { name, command, options, runs, remember, before }] of cases.entries()) {
    const seen = memories[at];
    for (let round = 0; remember && runs > 1 && round < Math.min(3, runs); round += 1) {
      before?.();
      seen.push((await watched(command, options)).memory);
    }
    out.push({ name, milliseconds: median(all[at]), all: all[at], memory: median(seen) });
  }
  return out;
}
