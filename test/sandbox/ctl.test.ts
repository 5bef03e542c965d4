import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { controlSandbox } from "../../src/app/sandbox-control.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { controlFiles } from "../../src/sandbox/http/gate.ts";
import { snapshots } from "../../src/sandbox/runtime/snapshot.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { worldIn } from "../helpers/world.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "iopctl-ctl-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const start = (dir = "box") =>
  startSandbox({ dir: join(cwd, dir), port: 0, host: "127.0.0.1", profile: "4.1", username: "u", password: "p" });

async function ctl(path: string, meant: object = {}, env: Record<string, string> = {}): Promise<unknown> {
  const { world } = worldIn(cwd, { env });
  return controlSandbox(["GET", path], { dir: "box", ...meant }, world);
}
const failure = async (...args: Parameters<typeof ctl>) => {
  const error: unknown = await ctl(...args).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

describe("sandbox ctl", () => {
  it("finds the sandbox of a directory by itself, whatever its port is", async () => {
    const running = await start();
    const other = await start("other");
    try {
      expect(running.url).not.toBe(other.url);
      expect(await ctl("/faults")).toEqual([]);
      expect(await ctl("/faults", { dir: join(cwd, "other") })).toEqual([]);
      // From elsewhere: the url and the token in words.
      expect(await ctl("/faults", { dir: "none", url: other.url }, { IOPCTL_SANDBOX_TOKEN: other.token })).toEqual([]);
      const wrong = await failure("/faults", { url: other.url });
      expect(wrong.message).toContain("does not take this token");
    } finally {
      await running.close();
      await other.close();
    }
    expect(controlFiles(join(cwd, "box"))).toMatchObject({ token: undefined, url: undefined });
  });

  it("says what to do where none runs, and where one was killed", async () => {
    const none = await failure("/faults");
    expect([none.ending, none.message]).toEqual(["unreachable", expect.stringContaining("no sandbox runs on box")]);
    expect(none.message).toContain("`iopctl sandbox --dir box`");
    const running = await start();
    const left = { url: running.url, token: running.token };
    await running.close();
    writeFileSync(join(cwd, "box/control-token"), left.token);
    writeFileSync(join(cwd, "box/control-url"), left.url);
    const killed = await failure("/faults");
    expect(killed.ending).toBe("unreachable");
    expect(killed.message).toContain(`no sandbox answers at ${left.url}: nothing listens there.`);
    expect(killed.message).not.toContain("fetch failed");
  });

  it("sends a token of the environment to no machine that only a file names", async () => {
    const running = await start();
    try {
      writeFileSync(join(cwd, "box/control-url"), "http://192.0.2.1:1");
      const error = await failure("/faults", {}, { IOPCTL_SANDBOX_TOKEN: "mine" });
      expect(error.message).not.toContain("192.0.2.1");
    } finally {
      await running.close();
    }
  });
});

describe("a started interpreter that is kept", () => {
  it("is taken from no folder and no file that another user could write", () => {
    const folder = join(cwd, "cache");
    const kept = snapshots(folder);
    kept.keep(Buffer.from("memory"));
    const path = kept.find();
    expect(path).toBeDefined();
    chmodSync(folder, 0o777);
    expect(kept.find()).toBeUndefined();
    kept.keep(Buffer.from("planted"));
    expect(readdirSync(folder)).toHaveLength(1);
    chmodSync(folder, 0o700);
    expect(kept.find()).toBe(path);
    chmodSync(path as string, 0o666);
    expect(kept.find()).toBeUndefined();
    chmodSync(path as string, 0o600);
    writeFileSync(path as string, "forged");
    expect(kept.find()).toBeUndefined();
    expect(existsSync(path as string)).toBe(true);
  });
});
