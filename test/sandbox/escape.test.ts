import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { commandBehind, WALLS, type Wall } from "../../src/sandbox/runtime/walls.ts";
import { CACHE } from "../helpers/sandbox.ts";

const CANARY = `canary-${process.pid}-${Math.random().toString(36).slice(2)}`;
const folder = mkdtempSync(join(tmpdir(), "iopctl-escape-"));
const secret = join(folder, "secret.txt");
const written = join(folder, "written.txt");
/** Whoever gets out to the network is seen here. */
let visits = 0;
const listener = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
/** As an agent's or docker's: whoever connects to it is served. */
const agent = createServer((socket) => socket.destroy());
const socketPath = join(folder, "agent.sock");
const python = new Python({ cache: CACHE, memoryLimit: 512 * 1024 * 1024 });

beforeAll(async () => {
  writeFileSync(secret, CANARY);
  process.env["IOP_PASSWORD"] = CANARY;
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => agent.listen(socketPath, resolve));
});
afterAll(async () => {
  await python.close();
  listener.close();
  agent.close();
  rmSync(folder, { recursive: true });
});

const port = () => (listener.address() as { port: number }).port;
const source = (attack: string) =>
  readFileSync(new URL("./escape.py", import.meta.url), "utf8")
    .replace("ATTACK", attack)
    .replaceAll("SECRET", secret)
    .replaceAll("WRITTEN", written)
    .replaceAll("PORT", String(port()))
    .replaceAll("HOST_PROCESS", String(process.pid));

/** What the attack printed, or how it ended. */
const attack = (name: string) =>
  python
    .migrate({
      files: { "/opt/p/settings.py": source(name) },
      directories: ["/opt/p"],
      roots: ["/opt/p"],
      clear: [],
      entry: "/opt/p/settings.py",
      namespace: "USER",
      proxies: {},
      strict: false,
    })
    .then(
      ({ printed, error }) => `${printed}\n${error}`,
      (error: Error) => error.message,
    );

function expectNothingOut(report: string): void {
  expect(report).not.toContain(CANARY);
  expect(report).not.toContain("GOT OUT");
  expect(existsSync(written)).toBe(false);
}

const ATTACKS = [
  ...["mount_host", "environ_of_host", "mount_nodefs", "write_through_nodefs", "code_from_text"],
  ...["load_package", "node_socket", "globals_of_node", "kill_the_host"],
];

describe("Python that gets hold of the interpreter's own JavaScript", () => {
  it("does get hold of it: that is no wall, and is not one that these tests stand on", async () => {
    expect(await attack("reach")).toContain("HAS THE API");
  });

  it.each(ATTACKS)("reaches nothing of the host: %s", async (name) => {
    expectNothingOut(await attack(name));
    if (name === "node_socket" && python.wall !== "limits" && python.wall !== "none") expect(visits).toBe(0);
  });

  it("cannot take the machine's memory: its process is ended, and the next call works", async () => {
    expect(await attack("take_memory")).toMatch(/MemoryError|RangeError|used more than|crashed/);
    expect(await attack("reach")).toContain("HAS THE API");
  });
});

/**
 * Should all of that fail: a program of JavaScript, with all of Node before it, behind the same walls. Each wall that this
 * system has; the network is shut where there is a namespace for it, or a Node whose permission model has it.
 */
describe("a program that runs in the place of the interpreter", () => {
  const program = join(folder, "probe.mjs");
  const begun = new Set<Wall>();
  const inside = { memory: 256 * 1024 * 1024, makeSnapshot: false };
  const run = (command: readonly string[]) =>
    new Promise<string>((resolve) => {
      const [file = "", ...args] = command;
      const child = spawn(file, args, {
        cwd: mkdtempSync(join(folder, "cwd-")),
        env: {},
        stdio: ["pipe", "pipe", "pipe"],
      });
      let text = "";
      child.stdout.on("data", (data) => {
        text += String(data);
      });
      child.on("error", (error) => resolve(`no such program: ${error.message}`));
      child.on("close", () => resolve(text));
      child.stdin.end();
    });
  beforeAll(() => {
    const text = readFileSync(new URL("./escape-probe.mjs", import.meta.url), "utf8");
    writeFileSync(
      program,
      text
        .replaceAll("SECRET", secret)
        .replaceAll("WRITTEN", written)
        .replaceAll("SOCKET", socketPath)
        .replaceAll("PORT", String(port()))
        .replaceAll("HOST_PROCESS", String(process.pid)),
    );
  });

  it.each(WALLS)("behind %s", async (wall) => {
    const command = commandBehind(wall, inside, program);
    const report = command === undefined ? "" : await run(command);
    // A system that lets a user make the other namespaces lets him make that of mounts.
    if (report.includes("BEGAN")) begun.add(wall);
    if (wall === "namespaces" && begun.has(wall)) expect(begun).toContain("room");
    // What the system has not: the process never began, and the next wall is taken.
    if (!report.includes("BEGAN")) return expect(wall).not.toBe("none");
    expectNothingOut(report);
    expect(report).toContain("ENDED");
    const major = Number(process.versions.node.split(".")[0]);
    if (wall === "room") expect(report).not.toContain("REACHED IT");
    if (wall === "room" || wall === "namespaces" || wall === "network" || major >= 25)
      expect(report).not.toContain("NETWORK");
    if (wall === "room" || wall === "namespaces") expect(report).not.toContain("SAW THE HOST");
  });

  it("the interpreter runs behind the best of those that the system has", () => {
    expect(python.wall).toBe(WALLS.find((wall) => begun.has(wall)));
  });
});
