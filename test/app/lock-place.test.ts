import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { WriteClient } from "../../src/api/client.ts";
import { takeLock } from "../../src/app/lock.ts";
import type { Target } from "../../src/config/target.ts";

const folder = mkdtempSync(join(tmpdir(), "iopctl-lock-place-"));
beforeAll(() => {
  vi.stubEnv("TMPDIR", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const take = (url: string) =>
  takeLock({ url, base: folder, lock: "file" } as Target, "USER", {} as WriteClient, Date.now, () => undefined);

it("this machine has several names, and one server on it one lock", async () => {
  const lock = await take("http://localhost:52773");
  for (const url of [
    "http://127.0.0.1:52773",
    "http://127.0.1.1:52773",
    "http://[::1]:52773",
    "http://localhost:52773",
  ])
    await expect(take(url), url).rejects.toThrow("holds the lock");
  const others = ["http://localhost:52774", "https://localhost:52773", "http://127.0.0.1.example.org:52773"];
  for (const url of others) await (await take(url))?.release();
  await lock?.release();
});
