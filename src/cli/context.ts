import type { HttpOptions } from "../api/http.ts";
import type { LoadedState } from "../desired/load.ts";
import { type ConfigContext, type ConfigFlags, loadTarget, readCa, selectTargets, type Target } from "./config.ts";
import { Refusal } from "./exit.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that all commands share. */
export interface CommonFlags extends Omit<ConfigFlags, "target"> {
  readonly target?: readonly string[];
  readonly label?: readonly string[];
  readonly only?: readonly string[];
  readonly parallelism?: number;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** false (`--no-secrets`): no secret is asked for; what holds one is unknown, and never counts as a difference. */
  readonly secrets?: boolean;
}

/** What a command works with: the process's edges, so that nothing below `cli` touches them. */
export interface Context {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C (`interrupted`) or SIGTERM (`terminated`). */
  readonly signal: AbortSignal;
  /** Runs when the command has ended, in reverse order. */
  readonly onEnd: (close: () => Promise<void>) => void;
}

/** The one target of a command that speaks to one server. */
export async function targetOf(flags: CommonFlags, context: Context, offline = false): Promise<Target> {
  const names = await targetNames(flags, context);
  if (names.length > 1) throw new Refusal("error", `this command takes one target; these fit: ${names.join(", ")}`);
  return namedTarget(names[0], flags, context, offline);
}

/** The names of the targets that the flags mean; [undefined]: the default one, or none of a config. */
export async function targetNames(flags: CommonFlags, context: Context): Promise<readonly (string | undefined)[]> {
  return (await selectTargets(flags, configContext(context))) ?? [undefined];
}

export function namedTarget(
  name: string | undefined,
  flags: CommonFlags,
  context: Context,
  offline = false,
): Promise<Target> {
  const { target: _patterns, label: _labels, ...rest } = flags;
  return loadTarget({ ...rest, ...(name === undefined ? {} : { target: name }) }, configContext(context), offline);
}

function configContext({ terminal, cwd, env }: Context): ConfigContext {
  const onSecret = (text: string) => void terminal.secrets.add(text);
  const warn = (message: string) => terminal.error(`warning: ${message}`);
  return { cwd, env, onSecret, warn };
}

/** The state files of a run: the arguments, else the target's, else the current directory. */
export async function statesOf(
  paths: readonly string[],
  target: Target,
  { terminal, cwd, env }: Context,
  offline = false,
  placeholders = false,
): Promise<{ readonly states: readonly LoadedState[]; readonly sources: readonly string[] }> {
  const { loadDesired } = await import("../desired/load.ts");
  const sources = paths.length > 0 ? paths : (target.state ?? ["."]);
  const onSecret = (text: string) => void terminal.secrets.add(text);
  const states = await loadDesired(sources, {
    cwd,
    env,
    onSecret,
    namespace: target.namespace,
    secretCommands: target.secretCommands,
    offline,
    placeholders,
  });
  return { states, sources };
}

/** How to reach the target's server; a `sandbox:` url starts the embedded one first. */
export async function connect(
  target: Target,
  flags: CommonFlags,
  context: Context,
  namespaces: readonly string[] = [target.namespace],
): Promise<Omit<HttpOptions, "namespace">> {
  const { terminal, env, cwd } = context;
  const sandbox = /^sandbox:(.+)$/.exec(target.url)?.[1];
  const server = sandbox === undefined ? target : await embedded(sandbox, target, context);
  const allowed = env["IOPCTL_ALLOWED_HOSTS"];
  const ca = readCa(target);
  const { verbose } = flags;
  if (sandbox === undefined) warnOfPlainPassword(server, terminal);
  return {
    ...(target.name === "" ? {} : { target: target.name }),
    url: server.url,
    username: server.username,
    password: server.password,
    verifySsl: target.verifySsl,
    ...(ca === undefined ? {} : { ca }),
    timeout: target.timeout,
    longTimeout: target.migrateTimeout,
    retries: target.retries,
    ...(allowed === undefined || sandbox !== undefined
      ? {}
      : { allowedHosts: allowed.split(/[\s,]+/).filter((host) => host !== "") }),
    ...(verbose
      ? {
          onAttempt: ({ method, path, milliseconds, outcome }) =>
            terminal.note(`  ${method} ${path}  ${milliseconds} ms  ${outcome.split("\n")[0]}`),
        }
      : {}),
  };

  async function embedded(spec: string, { base }: Target, { onEnd }: Context) {
    const { resolve } = await import("node:path");
    const { startSandbox } = await import("../sandbox/start.ts");
    const [dir = "", query = ""] = spec.split("?");
    const profile = new URLSearchParams(query).get("profile") ?? "4.1";
    const { randomBytes } = await import("node:crypto");
    const password = randomBytes(18).toString("base64url");
    terminal.secrets.add(password);
    const running = await startSandbox({
      dir: resolve(base || cwd, dir),
      port: 0,
      host: "127.0.0.1",
      profile,
      username: "sandbox",
      password,
      namespaces,
      ...cacheOf(env),
      onNotice: (text) => terminal.note(text),
    }).catch((error: unknown) => {
      throw new Refusal("error", `the embedded sandbox did not start: ${(error as Error).message}`);
    });
    onEnd(running.close);
    return { url: running.url, username: "sandbox", password };
  }
}

/** Where a started Python of the sandbox is kept: of the user's own caches; nowhere for a user without a home. */
export function cacheOf(env: Context["env"]): { readonly cache?: string } {
  const { XDG_CACHE_HOME: caches, HOME: home } = env;
  if (caches?.startsWith("/")) return { cache: `${caches}/iopctl` };
  return home?.startsWith("/") ? { cache: `${home}/.cache/iopctl` } : {};
}

const warned = new Set<string>();

/** A password in the clear on a network: said once for each server. */
function warnOfPlainPassword({ url, password }: { url: string; password: string }, terminal: Terminal): void {
  if (password === "" || !url.startsWith("http:") || warned.has(url)) return;
  const { hostname } = new URL(url);
  if (hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname)) return;
  warned.add(url);
  terminal.error(`warning: ${url} is plain http: the password goes over the network in the clear. Use https.`);
}
