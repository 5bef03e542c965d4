import { createWriteClient } from "../api/client.ts";
import { Refusal } from "../model/refusal.ts";
import type { LiveMessageClass } from "../report/live.ts";
import { type ControlCall, control, type SandboxAddress } from "./sandbox-control.ts";
import type { SandboxActions } from "./ui-server.ts";
import type { WatchSource } from "./watch.ts";
import { watchSource } from "./watch-target.ts";
import type { World } from "./world.ts";

/** Whom a page of the sandbox shows beside the namespaces that were named. */
const NAMESPACES = ["IRISAPP", "USER"];

interface PageOptions {
  readonly username: string;
  readonly namespaces: readonly string[];
  /** State paths that the sandbox was filled from. */
  readonly paths: readonly string[];
}

/** What the live page of a sandbox shows, each of its namespaces, and what may be done from it. Throws Refusal. */
export async function sandboxPage(
  sandbox: SandboxAddress,
  { username, namespaces, paths }: PageOptions,
  world: World,
): Promise<{ readonly sources: readonly WatchSource[]; readonly actions: SandboxActions }> {
  const { url } = sandbox;
  const names = [...new Set([...NAMESPACES, ...namespaces])];
  // Whatever the environment and a config name else: it is this server that is looked at.
  const there = { ...world, env: { ...world.env, IOP_URL: url, IOP_USERNAME: username } };
  const flags = { url, parallelism: 4 };
  const sources = await Promise.all(
    names.map((name) => watchSource({ name: undefined, namespace: name, shown: name }, paths, flags, there)),
  );
  return { sources, actions: actionsOf(sandbox, names, username, world) };
}

function actionsOf(sandbox: SandboxAddress, names: readonly string[], username: string, world: World): SandboxActions {
  const known = (target: string) => {
    if (!names.includes(target)) throw new Refusal("error", `there is no namespace ${target}`);
    return target;
  };
  const called = async (...call: ControlCall): Promise<unknown> => {
    const { ok, status, text } = await control(sandbox, call);
    const answer = JSON.parse(text) as { readonly error?: string };
    if (!ok) throw new Error(answer.error ?? String(status));
    return answer;
  };
  return {
    test: async ({ target, item, classname, body }) => {
      const client = clientOf(sandbox, known(target), username, world);
      const asked = { target: item, ...(classname === "" ? {} : { classname }), body, restart: false };
      const answer = await client.test(asked);
      return answer.body === undefined ? answer : { ...answer, body: world.secrets.hide(answer.body) };
    },
    messages: (target) =>
      called("GET", `/messages?namespace=${encodeURIComponent(known(target))}`) as Promise<LiveMessageClass[]>,
    faults: () => called("GET", "/faults"),
    arm: (fault) => called("POST", "/faults", fault),
    clear: () => called("DELETE", "/faults"),
  };
}

function clientOf({ url }: SandboxAddress, namespace: string, username: string, { env, secrets }: World) {
  return createWriteClient({
    ...{ url, username, namespace },
    password: env["IOP_PASSWORD"] ?? "",
    verifySsl: true,
    timeout: 30_000,
    longTimeout: 120_000,
    retries: 0,
    hide: (text) => secrets.hide(text),
  });
}
