// Tries each way out that Node has, and says which one led somewhere. GOT OUT must never be said.
import fs from "node:fs";

const say = (text) => fs.writeSync(1, `${text}\n`);
const ways = {
  "read a file": () => say(fs.readFileSync("SECRET", "utf8")),
  "read the environment of the host": () => say(fs.readFileSync("/proc/HOST_PROCESS/environ", "utf8")),
  "read its own environment": () => say(`environment ${fs.readFileSync("/proc/self/environ", "utf8")}GOT OUT`),
  "an environment": () => Object.keys(process.env).some((name) => name !== "TZ") && say("GOT OUT"),
  "write a file": () => fs.writeFileSync("WRITTEN", "x"),
  "write beside itself": () => {
    fs.writeFileSync("here.txt", "x");
    say("GOT OUT");
  },
  "a link to a file": () => {
    fs.symlinkSync("SECRET", "./link");
    say("GOT OUT");
  },
  "a program": async () => {
    const { execFileSync } = await import("node:child_process");
    execFileSync("/bin/true");
    say("GOT OUT");
  },
  "a thread": async () => {
    const { Worker } = await import("node:worker_threads");
    new Worker("1", { eval: true });
    say("GOT OUT");
  },
  binding: () => {
    process.binding("fs");
    say("GOT OUT");
  },
  "an add-on": () => {
    process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6");
    say("GOT OUT");
  },
  wasi: async () => {
    const { WASI } = await import("node:wasi");
    new WASI({ version: "preview1", preopens: { "/": "/" } });
    say("GOT OUT");
  },
  inspector: async () => {
    const inspector = await import("node:inspector");
    inspector.open(0, "127.0.0.1");
    if (inspector.url() !== undefined) say("GOT OUT");
  },
  "a report": () => say(`GOT OUT ${process.report.writeReport("report.json")}`),
  "a heap snapshot": async () => say(`GOT OUT ${(await import("node:v8")).writeHeapSnapshot("heap.json")}`),
  "code from text": () => {
    const made = new Function("return 1");
    if (made() === 1) say("GOT OUT");
  },
  "the host's process": () => {
    process.kill(HOST_PROCESS, 0);
    say("SAW THE HOST");
  },
  "a socket in a folder": async () => {
    const net = await import("node:net");
    await new Promise((resolve, reject) => {
      const socket = net.connect("SOCKET");
      socket.on("connect", resolve);
      socket.on("error", reject);
    });
    say("REACHED IT");
  },
  network: async () => {
    const net = await import("node:net");
    await new Promise((resolve, reject) => {
      const socket = net.connect(PORT, "127.0.0.1");
      socket.on("connect", resolve);
      socket.on("error", reject);
    });
    say("NETWORK");
  },
};
say("BEGAN");
for (const [name, way] of Object.entries(ways)) {
  try {
    await way();
  } catch (error) {
    say(`${name}: ${error.code ?? error.message}`);
  }
}
say("ENDED");
process.exit(0);
