import { createWriteClient } from "../api/client.ts";
import { sourceOf } from "../app/watch-target.ts";
import { Refusal } from "../model/refusal.ts";
import type { LiveMessageClass } from "../report/live.ts";
import type { RunningSandbox } from "../sandbox/start.ts";
import type { Context } from "./context.ts";
import { openUi } from "./open-ui.ts";
import type { SandboxActions } from "./ui-server.ts";

interface Flags {
  readonly username: string;
  readonly namespace?: readonly string[];
  readonly seed?: string;
}

/** Whom a page of the sandbox shows beside the namespaces of `--namespace`. */
const NAMESPACES = ["IRISAPP", "USER"];

/** The live page of a sandbox: each of its namespaces, with test messages and faults. Throws Refusal. */
export async function openSandboxUi(
  { url, token }: RunningSandbox,
  { username, namespace = [], seed }: Flags,
  context: Context,
): Promise<void> {
  const { terminal, env } = context;
  const password = env["IOP_PASSWORD"] ?? "";
  // Whatever the environment and a config name else: it is this server that is looked at.
  const world = { ...context, env: { ...env, IOP_URL: url, IOP_USERNAME: username } };
  const names = [...new Set([...NAMESPACES, ...namespace])];
  const paths = seed !== undefined && !seed.endsWith(".json") ? [seed] : [];
  const flags = { url, parallelism: 4 };
  const sources = await Promise.all(
    names.map((name) => sourceOf({ name: undefined, namespace: name, shown: name }, paths, flags, world)),
  );
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      headers: { "x-sandbox-control": token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { readonly error?: string };
    if (!response.ok) throw new Error(answer.error ?? String(response.status));
    return answer;
  };
  const known = (target: string) => {
    if (!names.includes(target)) throw new Refusal("error", `there is no namespace ${target}`);
    return target;
  };
  const actions: SandboxActions = {
    test: async ({ target, item, classname, body }) => {
      const client = createWriteClient({
        url,
        username,
        password,
        namespace: known(target),
        verifySsl: true,
        timeout: 30_000,
        longTimeout: 120_000,
        retries: 0,
        hide: (text) => terminal.secrets.hide(text),
      });
      const asked = { target: item, ...(classname === "" ? {} : { classname }), body, restart: false };
      const answer = await client.test(asked);
      return answer.body === undefined ? answer : { ...answer, body: terminal.hide(answer.body) };
    },
    messages: (target) =>
      control("GET", `/messages?namespace=${encodeURIComponent(known(target))}`) as Promise<LiveMessageClass[]>,
    faults: () => control("GET", "/faults"),
    arm: (fault) => control("POST", "/faults", fault),
    clear: () => control("DELETE", "/faults"),
  };
  await openUi("127.0.0.1:0", sources, world, (text) => terminal.say(text), actions);
}
