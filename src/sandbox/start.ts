import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Faults } from "./http/faults.ts";
import { newToken } from "./http/gate.ts";
import type { RequestLine } from "./http/options.ts";
import { createSandboxServer } from "./http/server.ts";
import { openStore } from "./http/store.ts";
import { start as startProduction } from "./rules/lifecycle.ts";
import { entryOf, newNamespace, put, type SandboxState } from "./rules/state.ts";
import { irisTime, type Profile } from "./rules/values.ts";
import { Python } from "./runtime/python.ts";

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Where the state is kept. */
  readonly dir: string;
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly profile: string;
  readonly username: string;
  readonly password: string;
  /** Namespaces that exist, beside those of the stored state. */
  readonly namespaces?: readonly string[];
  /** Components live from the start of their production on, and polling services poll. */
  readonly eager?: boolean;
  readonly strictImports?: boolean;
  /** A folder of this user's where a started interpreter is kept, for the next one to start fast; absent: nowhere. */
  readonly cache?: string;
  /** Milliseconds, and bytes, that Python may take. */
  readonly timeLimit?: number;
  readonly memoryLimit?: number;
  /** Milliseconds that an item may take to start before it is interrupted. */
  readonly startLimit?: number;
  /** Milliseconds: `ServerOptions`. */
  readonly patience?: number;
  readonly onRequest?: (line: RequestLine) => void;
  /** Is told what the sandbox itself has to say: missing modules, what components write to the console */
  readonly onNotice?: (text: string) => void;
}

/** One that listens. */
export interface RunningSandbox {
  readonly url: string;
  /** Opens the control interface; it lies in the directory too, for this user alone. */
  readonly token: string;
  /** Makes namespaces that do not exist yet. */
  readonly addNamespaces: (names: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

const PROFILES: readonly string[] = ["4.1", "documented", "3.6", "3.5"];

/** Starts the embedded server. Rejects with an Error where the directory is taken or the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  if (!PROFILES.includes(options.profile))
    throw new Error(`there is no profile ${options.profile}: ${PROFILES.join(", ")}`);
  const namespaces = options.namespaces ?? [];
  const store = openStore(options.dir, ["USER", ...namespaces]);
  if (addNamespaces(store.state, namespaces)) store.save();
  resume(store.state);
  store.save();
  const python = pythonOf(options);
  const { token, announce, remove: removeToken } = newToken(options.dir);
  const server = createSandboxServer({ ...settingsOf(options), store, python, faults: new Faults(), token });
  try {
    await listen(server, options);
  } catch (error) {
    removeToken();
    store.close();
    throw error;
  }
  // Who stays will be asked for Python: it starts while the first requests come in.
  if (options.eager === true) python.warm();
  const url = urlOf(server, options.host);
  announce(url);
  return {
    url,
    token,
    addNamespaces: (names) => {
      if (addNamespaces(store.state, names)) store.save();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await python.close();
      removeToken();
      store.close();
    },
  };
}

/** Gives whether there was any that did not exist. */
function addNamespaces(state: SandboxState, names: readonly string[]): boolean {
  const missing = names.filter((name) => entryOf(state.namespaces, name) === undefined);
  for (const name of missing) put(state.namespaces, name, newNamespace());
  return missing.length > 0;
}

/** What ran runs again: from the definition and the code that are there now, as after a restart of the instance. */
function resume(state: SandboxState): void {
  for (const ns of Object.values(state.namespaces)) {
    if (ns.status !== "running") continue;
    ns.status = "stopped";
    startProduction(state, ns, ns.active, irisTime(new Date()));
  }
}

function pythonOf({ strictImports, cache, timeLimit, startLimit, memoryLimit, onNotice }: SandboxOptions): Python {
  return new Python({
    strictImports: strictImports === true,
    ...(cache === undefined ? {} : { cache }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(startLimit === undefined ? {} : { startLimit }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    onMissing: (module) =>
      onNotice?.(`the sandbox has no module ${module}: a stand-in takes its place, and fails when used`),
    onSaid: (line) => onNotice?.(line),
  });
}

function settingsOf({ profile, username, password, host, patience, eager, onNotice, onRequest }: SandboxOptions) {
  return {
    profile: profile as Profile,
    username,
    password,
    host,
    ...(patience === undefined ? {} : { patience }),
    eager: eager === true,
    notice: (text: string) => onNotice?.(text),
    ...(onRequest === undefined ? {} : { onRequest }),
  };
}

function listen(server: Server, { port, host }: SandboxOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
