// A sandbox in a process of its own, and what is put into it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export async function startServer(program, dir) {
  const began = performance.now();
  const args = [program, "sandbox", "--port", "0", "--quiet", "--username", "u", "--dir", dir];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, IOP_PASSWORD: "p" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const url = /http:\S+(?=,)/.exec(line)[0];
  const milliseconds = performance.now() - began;
  const token = readFileSync(join(dir, "control-token"), "utf8").trim();
  const post = async (path, body) => {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method: "POST",
      headers: { "x-sandbox-control": token },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const api = async (method, path, body) => {
    const response = await fetch(`${url}/api/iop${path}`, {
      method,
      headers: { authorization: `Basic ${btoa("u:p")}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  return {
    url,
    milliseconds,
    post,
    api,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    /** Milliseconds of the processor that it and what it started have used. */
    busy: () => busyOf(child.pid),
    stop: () => child.kill(),
  };
}

/** The fields behind the name: the 12th and 13th are the ticks of user and system, a hundredth of a second each. */
function busyOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return (Number(fields[11]) + Number(fields[12])) * 10 + children.reduce((sum, one) => sum + busyOf(one), 0);
  } catch {
    // It has ended.
    return 0;
  }
}

const SETTINGS = 5;

/** A definition as the server holds it. */
export function definition(count) {
  const setting = (n) => ({ "@Target": "Host", "@Name": `Setting${n}`, "#text": `value ${n}` });
  const Item = Array.from({ length: count }, (_, at) => ({
    "@Name": `Item ${at}`,
    "@ClassName": "EnsLib.Native",
    "@PoolSize": "1",
    Setting: Array.from({ length: SETTINGS }, (_, n) => setting(n)),
  }));
  return { Item };
}

/** The same as state files, at most ten thousand items each: a file above 16 MiB is refused. */
export function stateFiles(name, count) {
  const files = [];
  for (let from = 0; from < count; from += 10_000) {
    const items = Array.from({ length: Math.min(10_000, count - from) }, (_, at) => {
      const settings = Array.from({ length: SETTINGS }, (_, n) => `            Setting${n}: value ${n}\n`).join("");
      return `      "Item ${from + at}":\n        classname: EnsLib.Native\n        pool_size: 1\n        settings:\n          Host:\n${settings}`;
    });
    files.push(`version: 1\nproductions:\n  ${name}:\n    items:\n${items.join("")}`);
  }
  return files;
}
