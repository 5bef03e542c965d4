import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { allowedHosts } from "../api/allowed-hosts.ts";
import type { HttpOptions } from "../api/http.ts";
import { programGate } from "../config/secret-programs.ts";
import {
  type ConfigContext,
  type ConfigFlags,
  loadTarget,
  readCa,
  selectTargets,
  type Target,
} from "../config/target.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { LoadedState } from "../desired/load.ts";
import { isInside, rootsOf } from "../desired/reach.ts";
import { realOf } from "../desired/repository.ts";
import { Refusal } from "../model/refusal.ts";
import type { Terminal } from "./terminal.ts";
import { terminalQuestion } from "./terminal-question.ts";

/** The flags that all commands share. */
export interface CommonFlags extends Omit<ConfigFlags, "target"> {
  readonly target?: readonly string[];
  readonly label?: readonly string[];
  readonly only?: readonly string[];
  readonly parallelism?: number;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly untrusted?: boolean;
  /** false (`--no-secrets`): no secret is asked for; what holds one is unknown, and never counts as a difference. */
  readonly secrets?: boolean;
}

/** What a command works with: the process's edges, so that nothing below `cli` touches them. */
export interface Context {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Why the files are a stranger's, who may make nothing run and nothing known; absent: they are not. */
  readonly untrusted?: string | undefined;
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

function configContext({ terminal, cwd, env, untrusted }: Context): ConfigContext {
  const onSecret = (text: string) => void terminal.secrets.add(text);
  const warn = (message: string) => terminal.error(`warning: ${message}`);
  return { cwd, env, onSecret, warn, untrusted, ask: terminalQuestion(env, terminal.interactive) };
}

/** The state files of a run: the arguments, else the target's, else the current directory. */
export async function statesOf(
  paths: readonly string[],
  target: Target,
  { terminal, cwd, env, untrusted }: Context,
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
    allowProgram: programGate({
      env,
      roots: target.roots,
      url: target.url,
      untrusted,
      ask: terminalQuestion(env, terminal.interactive),
    }),
    // What is named on the command line is the person's own.
    roots: [...target.roots, ...paths.flatMap((path) => rootsOf(folderOf(resolve(cwd, path)), env))],
    offline,
    placeholders,
  });
  refuseOtherNamespace(states, target);
  return { states, sources };
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false ? dirname(path) : path;
}

/** What the files say is not overridden in silence. */
function refuseOtherNamespace(states: readonly LoadedState[], { namespaceFlag: flag }: Target): void {
  if (flag === undefined) return;
  for (const { tree, desired } of states) {
    const written = tree.entries.get("namespace");
    if (written === undefined || desired.namespace === flag) continue;
    const place = formatPlace(written.value.place);
    throw new Refusal(
      "usage",
      `--namespace ${flag}: the files are for ${desired.namespace} (${place}).\n` +
        "  Leave the flag out, or take the key out of the files.",
    );
  }
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
  if (sandbox !== undefined) refuseSandbox(target, flags, context);
  const server =
    sandbox === undefined
      ? target
      : await (await import("./embedded.ts")).embeddedServer(sandbox, target.base, namespaces, {
          cwd,
          env,
          onSecret: (text) => void terminal.secrets.add(text),
          onEnd: context.onEnd,
          onNotice: (text) => terminal.note(text),
        });
  const allowed = allowedHosts(env);
  const ca = readCa(target);
  const { verbose } = flags;
  if (sandbox === undefined) refusePlainPassword(server, context);
  if (sandbox === undefined) warnOfPlainPassword(server, terminal);
  // What a proxy's page may quote of a request's head.
  if (server.password !== "")
    terminal.secrets.add(Buffer.from(`${server.username}:${server.password}`, "utf8").toString("base64"));
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
    hide: (text) => terminal.hide(text),
    ...(allowed === undefined || sandbox !== undefined ? {} : { allowedHosts: allowed }),
    ...(verbose
      ? {
          onAttempt: ({ method, path, milliseconds, outcome }) =>
            terminal.note(`  ${method} ${path}  ${milliseconds} ms  ${outcome.split("\n")[0]}`),
        }
      : {}),
  };
}

/** The sandbox runs Python of its directory, and writes to it: it is the repository's own, and no stranger's. */
function refuseSandbox({ url, base, roots }: Target, flags: CommonFlags, { untrusted, env }: Context): void {
  if (untrusted !== undefined) {
    throw new Refusal("guard", `untrusted: ${url} would run the Python of its directory, and ${untrusted}`);
  }
  if (flags.url !== undefined || env["IOP_URL"]) return;
  const dir = realOf(resolve(base, url.slice("sandbox:".length).split("?")[0] ?? ""));
  if (roots.some((root) => isInside(realOf(root), dir))) return;
  throw new Refusal("error", `${url} is outside of ${roots.join(", ")}; --url or IOP_URL name one elsewhere`);
}

const warned = new Set<string>();

/** A stranger's config could turn https into http and listen: only the machine's own IOP_URL may say so. */
function refusePlainPassword({ url, password }: { url: string; password: string }, { untrusted, env }: Context): void {
  if (untrusted === undefined || password === "" || !isPlain(url) || url === env["IOP_URL"]) return;
  throw new Refusal("guard", `untrusted: no password is sent to ${url} over plain http, and ${untrusted}. Use https.`);
}

function isPlain(url: string): boolean {
  if (!url.startsWith("http:")) return false;
  const { hostname } = new URL(url);
  return !(hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname));
}

/** A password in the clear on a network: said once for each server. */
function warnOfPlainPassword({ url, password }: { url: string; password: string }, terminal: Terminal): void {
  if (password === "" || !isPlain(url) || warned.has(url)) return;
  warned.add(url);
  terminal.error(`warning: ${url} is plain http: the password goes over the network in the clear. Use https.`);
}
