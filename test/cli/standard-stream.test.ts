import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { StandardStream } from "../../src/cli/standard-stream.ts";

const never = (): never => {
  throw new Error("nobody needs Node's own stream here");
};
/** Node keeps the number of an open socket to itself. */
const handleOf = (stream: unknown) => (stream as { readonly _handle: { readonly fd: number } })._handle.fd;

it("writes a file at once and whole; it is no terminal", async () => {
  const folder = mkdtempSync(join(tmpdir(), "iopctl-standard-"));
  const path = join(folder, "out");
  const handle = openSync(path, "w");
  const stream = new StandardStream(handle, never, never);
  stream.write("one ");
  stream.write("twö\n");
  expect([stream.isTTY, stream.columns, readFileSync(path, "utf8")]).toEqual([false, 80, "one twö\n"]);
  await stream.written();
  closeSync(handle);
  rmSync(folder, { recursive: true });
});

it("nowhere is no terminal either", () => {
  const handle = openSync("/dev/null", "w");
  expect(new StandardStream(handle, never, never).isTTY).toBe(false);
  closeSync(handle);
});

it("a reader that takes nothing for now gets all of it in the end, and in order", async () => {
  // A pipe of Node's is one that does not wait.
  const reader = spawn("/bin/sh", ["-c", "sleep 0.3; cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const read = reader.stdout.toArray();
  let asked = 0;
  const own = () => {
    asked += 1;
    return reader.stdin as unknown as NodeJS.WriteStream;
  };
  const stream = new StandardStream(handleOf(reader.stdin), own, never);
  const lines = Array.from({ length: 20 }, (_, at) => `${at} ${"x".repeat(100_000)}\n`);
  for (const line of lines) stream.write(line);
  await stream.written();
  reader.stdin.end();
  expect(Buffer.concat(await read).toString()).toBe(lines.join(""));
  expect(asked).toBe(1);
});

it("a reader that takes nothing holds nothing else up: it begins when somebody else has gone on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "iopctl-standard-"));
  const reader = spawn("/bin/sh", ["-c", "until [ -e go ]; do sleep 0.02; done; cat"], {
    cwd: folder,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const stream = new StandardStream(handleOf(reader.stdin), () => reader.stdin as unknown as NodeJS.WriteStream, never);
  stream.write("x".repeat(1_000_000));
  closeSync(openSync(join(folder, "go"), "w"));
  await stream.written();
  reader.stdin.end();
  rmSync(folder, { recursive: true });
});
