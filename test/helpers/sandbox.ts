import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fault } from "../../src/sandbox/http/faults.ts";
import type { RecordedRequest } from "../../src/sandbox/http/recorder.ts";
import type { Stale } from "../../src/sandbox/rules/jobs.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { type SandboxOptions, startSandbox } from "../../src/sandbox/start.ts";

export interface TestSandbox {
  readonly url: string;
  /** Its disk: what a search of it finds is what an intruder finds. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly control: (method: string, path: string, body?: object) => Promise<unknown>;
  readonly fault: (fault: Fault) => Promise<unknown>;
  readonly inspect: (
    namespace?: string,
  ) => Promise<NamespaceState & { readonly stale: Stale[]; readonly files: string[]; readonly directories: string[] }>;
  /** `METHOD /path` of the writing calls since the last time, in order. */
  readonly writes: () => Promise<string[]>;
  readonly requests: () => Promise<RecordedRequest[]>;
  /** Waits until a fault holds a call. */
  readonly held: () => Promise<void>;
  /** Lets go what faults hold, disarms them, and waits until no call is under way, also of clients that are gone. */
  readonly quiet: () => Promise<void>;
  readonly api: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; text: string; json: () => unknown }>;
  readonly close: () => Promise<void>;
}

/** Of the tests: Python starts from what an earlier one left here. */
export const CACHE = fileURLToPath(new URL("../../node_modules/.cache/iopctl", import.meta.url));

/** A sandbox over real sockets, on a directory of its own. */
export async function testSandbox(
  profile = "4.1",
  namespaces: readonly string[] = ["IRISAPP"],
  limits: Partial<Pick<SandboxOptions, "timeLimit" | "startLimit" | "memoryLimit" | "eager">> = {},
): Promise<TestSandbox> {
  const dir = mkdtempSync(join(tmpdir(), "iopctl-sandbox-"));
  const running = await startSandbox({
    dir,
    port: 0,
    host: "127.0.0.1",
    profile,
    username: "u",
    password: "p4ssw0rd",
    namespaces,
    cache: CACHE,
    ...limits,
  });
  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${running.url}/_sandbox${path}`, {
      method,
      headers: { "x-sandbox-control": running.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const calls = async () => (await control("GET", "/calls")) as { readonly underWay: number; readonly held: number };
  const until = async (reached: (now: { readonly underWay: number; readonly held: number }) => boolean) => {
    while (!reached(await calls())) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const requests = async () => (await control("GET", "/requests")) as RecordedRequest[];
  return {
    url: running.url,
    dir,
    env: { IOP_URL: running.url, IOP_USERNAME: "u", IOP_PASSWORD: "p4ssw0rd" },
    control,
    fault: (fault) => control("POST", "/faults", fault),
    inspect: (namespace = "USER") => control("GET", `/inspect?namespace=${namespace}`) as never,
    requests,
    held: () => until(({ held }) => held > 0),
    quiet: async () => {
      await control("DELETE", "/faults");
      await until(({ underWay }) => underWay === 0);
    },
    writes: async () => {
      const all = await requests();
      await control("DELETE", "/requests");
      return all.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
    },
    api: async (method, path, body) => {
      const response = await fetch(`${running.url}/api/iop${path}`, {
        method,
        headers: { authorization: `Basic ${Buffer.from("u:p4ssw0rd").toString("base64")}` },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: () => JSON.parse(text) as unknown };
    },
    close: async () => {
      await running.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
