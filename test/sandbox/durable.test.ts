import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/start.ts";
import { run, workspace } from "../helpers/cli.ts";
import { type SandboxProcess, sandboxProcess } from "../helpers/sandbox-process.ts";
import { until } from "../helpers/until.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serve(dir: string, ...more: string[]): Promise<SandboxProcess> {
  const started = await sandboxProcess(dir, ...more);
  cleanups.push(() => started.child.kill("SIGKILL"));
  return started;
}

const api = (url: string, method: string, path: string, body?: object) =>
  fetch(`${url}/api/iop${path}`, {
    method,
    headers: { authorization: `Basic ${btoa("u:p")}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then((response) => response.json() as Promise<Record<string, unknown>>);

describe("the sandbox's state", () => {
  it("survives kill -9 at any moment, whole: what was answered is there, and what ran runs again", async () => {
    const space = workspace();
    cleanups.push(space.remove);
    const dir = join(space.dir, "state");
    let answered = 0;
    for (let round = 0; round < 8; round += 1) {
      const { url, token, child, ended } = await serve(dir);
      if (round === 0) {
        const control = {
          method: "POST",
          headers: { "x-sandbox-control": token },
          body: JSON.stringify({ name: "P.X", definition: { Item: [] } }),
        };
        await fetch(`${url}/_sandbox/productions`, control);
        await api(url, "POST", "/start", { production: "P.X" });
      } else {
        expect(await api(url, "GET", "/status")).toEqual({ production: "P.X", status: "running" });
        const { production } = await api(url, "GET", "/default");
        // The call under way at the kill may have had its effect or not; none that was answered is lost.
        expect([answered, answered + 1]).toContain(Number(String(production).slice(2)));
      }
      setTimeout(() => child.kill("SIGKILL"), 20 + Math.random() * 120);
      try {
        for (;;) {
          await api(url, "PUT", "/default", { production: `N.${answered + 1}` });
          answered += 1;
        }
      } catch {
        await ended;
      }
      expect(() => JSON.parse(readFileSync(join(dir, "state.json"), "utf8"))).not.toThrow();
    }
    expect(answered).toBeGreaterThan(8);
  });

  it("belongs to one sandbox: the second on its directory refuses, and a killed one leaves no lock", async () => {
    const space = workspace();
    cleanups.push(space.remove);
    const options = { dir: space.dir, port: 0, host: "127.0.0.1", profile: "4.1", username: "u", password: "p" };
    const first = await startSandbox(options);
    await expect(startSandbox(options)).rejects.toThrow(/already runs a sandbox/);
    const second = await run(["sandbox", "--port", "0", "--dir", space.dir], { cwd: space.dir });
    expect([second.code, second.stderr.includes("another sandbox")]).toEqual([1, true]);
    await first.close();
    const killed = await serve(space.dir);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(existsSync(join(space.dir, "lock"))).toBe(true);
    await (await startSandbox(options)).close();
    // Killed in a container and started again there, it has the same number.
    writeFileSync(join(space.dir, "lock"), String(process.pid));
    await (await startSandbox(options)).close();
  });

  it("begins with a seed, and faults are brought about by ctl", async () => {
    const space = workspace({
      "export.json": JSON.stringify({ "P.X": { "@Name": "P.X", Item: { "@Name": "A", "@ClassName": "X.Y" } } }),
    });
    cleanups.push(space.remove);
    const { url } = await serve(join(space.dir, "s"), "--seed", join(space.dir, "export.json"));
    await until(async () => "P.X" in (await api(url, "GET", "/list")));
    expect(Object.keys(await api(url, "GET", "/list"))).toEqual(["P.X"]);
    const ctl = (...args: string[]) => run(["sandbox", "ctl", ...args, "--url", url, "--dir", "s"], { cwd: space.dir });
    expect((await ctl("fault", "fail", "--match", "GET /status", "--text", "ERROR #5001: asked for")).code).toBe(0);
    expect(await api(url, "GET", "/status")).toEqual({ error: "ERROR #5001: asked for" });
    expect(JSON.parse((await ctl("inspect")).stdout)).toMatchObject({ status: "stopped", stale: [] });
    expect((await ctl("status", "troubled", "P.X")).code).toBe(0);
    expect(await api(url, "GET", "/status")).toEqual({ production: "P.X", status: "troubled" });
    expect((await ctl("status", "troubled", "Q.Y", "--namespace", "IRISAPP")).code).toBe(0);
    expect(await api(url, "GET", "/status?namespace=IRISAPP")).toMatchObject({ production: "Q.Y" });
    expect(await api(url, "GET", "/status")).toMatchObject({ production: "P.X" });
    const refused = await ctl("fault", "nosuch");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/^error: the sandbox refused: kind must be/),
    ]);
    expect((await ctl("nothing")).code).toBe(64);
  });
});
