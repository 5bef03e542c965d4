import { randomBytes } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Refusal } from "../model/refusal.ts";
import type { RunningSandbox } from "../sandbox/start.ts";

interface Edges {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onSecret: (text: string) => void;
  readonly onNotice: (text: string) => void;
  readonly onEnd: (close: () => Promise<void>) => void;
}

interface Server {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** What people are told that it is: its address is of this process only. */
  readonly calledAs: string;
}

interface Embedded {
  readonly profile: string;
  readonly password: string;
  readonly running: Promise<RunningSandbox>;
  /** Who has opened it, by what is told when that one ends: it ends with the last of them. */
  readonly holders: Set<Edges["onEnd"]>;
}

/** One server a process and directory: a command that looks twice, or at two targets of one directory, shares it. */
const servers = new Map<string, Embedded>();
const USER = "sandbox";

/** The server of a `sandbox:DIR?profile=…` url, which ends with the last command or target that has it. Throws Refusal. */
export async function embeddedServer(
  spec: string,
  base: string,
  namespaces: readonly string[],
  { cwd, env, onSecret, onNotice, onEnd }: Edges,
): Promise<Server> {
  const [path = "", query = ""] = spec.split("?");
  const profile = new URLSearchParams(query).get("profile") ?? "4.1";
  const dir = resolve(base || cwd, path);
  const key = existsSync(dir) ? realpathSync(dir) : dir;
  let server = servers.get(key);
  if (server === undefined) {
    const password = randomBytes(18).toString("base64url");
    server = { profile, password, running: start(dir, profile, password), holders: new Set() };
    servers.set(key, server);
    const { running } = server;
    // The key may be another once the directory exists.
    const keep = (started: Embedded) => {
      // It may have ended meanwhile.
      if (servers.get(key) === started) servers.set(realpathSync(dir), started);
    };
    void running.then(() => keep(server as Embedded)).catch(() => servers.delete(key));
  }
  onSecret(server.password);
  hold(server, onEnd);
  if (server.profile !== profile)
    throw new Refusal("error", `${path} is one sandbox: it cannot be ${server.profile} and ${profile} in one run`);
  const running = await server.running.catch((error: unknown) => {
    throw new Refusal("error", `the embedded sandbox did not start: ${(error as Error).message}`);
  });
  running.addNamespaces(namespaces);
  const calledAs = `the embedded sandbox (state in ${relative(cwd, dir) || "."})`;
  return { url: running.url, username: USER, password: server.password, calledAs };

  async function start(folder: string, name: string, password: string): Promise<RunningSandbox> {
    const { startSandbox } = await import("../sandbox/start.ts");
    const options = { dir: folder, port: 0, host: "127.0.0.1", profile: name, username: USER, password };
    return startSandbox({ ...options, namespaces, ...cacheOf(env), onNotice });
  }
}

/** Whoever looks twice holds it once. */
function hold(server: Embedded, onEnd: Edges["onEnd"]): void {
  const { holders, running } = server;
  if (holders.has(onEnd)) return;
  holders.add(onEnd);
  onEnd(async () => {
    holders.delete(onEnd);
    if (holders.size > 0) return;
    for (const [place, known] of servers) if (known === server) servers.delete(place);
    // One that did not start has nothing to end; why was told to who opened it.
    await (await running.catch(() => undefined))?.close();
  });
}

/** Where a started Python of the sandbox is kept: of the user's own caches; nowhere for a user without a home. */
export function cacheOf(env: Edges["env"]): { readonly cache?: string } {
  const { XDG_CACHE_HOME: caches, HOME: home } = env;
  if (caches?.startsWith("/")) return { cache: `${caches}/iopctl` };
  return home?.startsWith("/") ? { cache: `${home}/.cache/iopctl` } : {};
}
