import { resolve } from "node:path";
import { allowedHosts } from "../api/allowed-hosts.ts";
import type { HttpOptions } from "../api/http.ts";
import { readCa, type Target } from "../config/target.ts";
import { isInside } from "../desired/reach.ts";
import { Reading } from "../desired/reading.ts";
import { Refusal } from "../model/refusal.ts";
import { isLoopback, realOf } from "../this-machine.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** How to reach the target's server; a `sandbox:` url starts the embedded one first. */
export async function connect(
  target: Target,
  options: Pick<TargetOptions, "url">,
  world: World,
  namespaces: readonly string[] = [target.namespace],
  reading = new Reading(),
): Promise<Omit<HttpOptions, "namespace">> {
  const { env, cwd, secrets, onAttempt, until } = world;
  const sandbox = /^sandbox:(.+)$/.exec(target.url)?.[1];
  if (sandbox !== undefined) refuseSandbox(target, options, world);
  const embedded = sandbox === undefined ? undefined : await import("./embedded.ts");
  // Nothing is waited for between this and who holds the sandbox: it ends with whoever has just ended.
  until?.throwIfAborted();
  const server =
    sandbox === undefined || embedded === undefined
      ? target
      : await embedded.embeddedServer(sandbox, target.base, namespaces, {
          cwd,
          env,
          onSecret: (text) => secrets.add(text),
          onEnd: world.onEnd,
          onNotice: (text) => world.note(text),
        });
  const allowed = allowedHosts(env);
  const ca = await reading.once(`ca ${target.caFile}`, [], async () => readCa(target));
  if (sandbox === undefined) refusePlainPassword(server, world);
  if (sandbox === undefined) warnOfPlainPassword(server, world);
  // What a proxy's page may quote of a request's head.
  if (server.password !== "")
    secrets.add(Buffer.from(`${server.username}:${server.password}`, "utf8").toString("base64"));
  return {
    ...(target.name === "" ? {} : { target: target.name }),
    url: server.url,
    ...("calledAs" in server ? { calledAs: server.calledAs } : {}),
    username: server.username,
    password: server.password,
    verifySsl: target.verifySsl,
    ...(ca === undefined ? {} : { ca }),
    timeout: target.timeout,
    longTimeout: target.migrateTimeout,
    retries: target.retries,
    hide: (text) => secrets.hide(text),
    ...(allowed === undefined || sandbox !== undefined ? {} : { allowedHosts: allowed }),
    ...(onAttempt === undefined ? {} : { onAttempt }),
    ...(until === undefined ? {} : { until }),
  };
}

/** The sandbox runs Python of its directory, and writes to it: it is the repository's own, and no stranger's. */
function refuseSandbox(
  { url, base, roots }: Target,
  options: Pick<TargetOptions, "url">,
  { untrusted, env }: World,
): void {
  if (untrusted !== undefined) {
    throw new Refusal("guard", `untrusted: ${url} would run the Python of its directory, and ${untrusted}`);
  }
  if (options.url !== undefined || env["IOP_URL"]) return;
  const dir = realOf(resolve(base, url.slice("sandbox:".length).split("?")[0] ?? ""));
  if (roots.some((root) => isInside(realOf(root), dir))) return;
  throw new Refusal("error", `${url} is outside of ${roots.join(", ")}; --url or IOP_URL name one elsewhere`);
}

const warned = new Set<string>();

/** A stranger's config could turn https into http and listen: only the machine's own IOP_URL may say so. */
function refusePlainPassword({ url, password }: { url: string; password: string }, { untrusted, env }: World): void {
  if (untrusted === undefined || password === "" || !isPlain(url) || url === env["IOP_URL"]) return;
  throw new Refusal("guard", `untrusted: no password is sent to ${url} over plain http, and ${untrusted}. Use https.`);
}

function isPlain(url: string): boolean {
  if (!url.startsWith("http:")) return false;
  return !isLoopback(new URL(url).hostname);
}

/** A password in the clear on a network: said once for each server. */
function warnOfPlainPassword({ url, password }: { url: string; password: string }, { warn }: World): void {
  if (password === "" || !isPlain(url) || warned.has(url)) return;
  warned.add(url);
  warn(`${url} is plain http: the password goes over the network in the clear. Use https.`);
}
