import type { AddressInfo } from "node:net";
import { Faults } from "./http/faults.ts";
import { newToken } from "./http/gate.ts";
import type { RequestLine } from "./http/options.ts";
import { now } from "./http/routes.ts";
import { createSandboxServer } from "./http/server.ts";
import { openStore } from "./http/store.ts";
import { start as startProduction } from "./rules/lifecycle.ts";
import type { Profile } from "./rules/route.ts";
import { newNamespace, own, put } from "./rules/state.ts";
import { Python } from "./runtime/python.ts";

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

export interface RunningSandbox {
  readonly url: string;
  /** Opens the control interface; it lies in the directory too, for this user alone. */
  readonly token: string;
  /** Makes namespaces that do not exist yet. */
  readonly addNamespaces: (names: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

const PROFILES: readonly string[] = ["4.1", "documented", "3.6", "3.5"];

/** Starts the embedded server. Throws an Error where the directory is taken or the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  if (!PROFILES.includes(options.profile))
    throw new Error(`there is no profile ${options.profile}: ${PROFILES.join(", ")}`);
  const namespaces = options.namespaces ?? [];
  const store = openStore(options.dir, ["USER", ...namespaces]);
  const { state } = store;
  const addNamespaces = (names: readonly string[]) => {
    const missing = names.filter((name) => own(state.namespaces, name) === undefined);
    for (const name of missing) put(state.namespaces, name, newNamespace());
    return missing.length > 0;
  };
  addNamespaces(namespaces);
  for (const ns of Object.values(state.namespaces)) {
    if (ns.status !== "running") continue;
    // What ran runs again: from the definition and the code that are there now, as after a restart of the instance.
    ns.status = "stopped";
    startProduction(state, ns, ns.active, now());
  }
  store.save();
  const notice = (text: string) => options.onNotice?.(text);
  const python = new Python({
    strictImports: options.strictImports === true,
    ...(options.cache === undefined ? {} : { cache: options.cache }),
    ...(options.timeLimit === undefined ? {} : { timeLimit: options.timeLimit }),
    ...(options.startLimit === undefined ? {} : { startLimit: options.startLimit }),
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    onMissing: (module) =>
      notice(`the sandbox has no module ${module}: a stand-in takes its place, and fails when used`),
    onSaid: notice,
  });
  const { onRequest } = options;
  const { token, announce, remove: removeToken } = newToken(options.dir);
  const server = createSandboxServer({
    store,
    python,
    faults: new Faults(),
    profile: options.profile as Profile,
    username: options.username,
    password: options.password,
    token,
    host: options.host,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    eager: options.eager === true,
    notice,
    ...(onRequest === undefined ? {} : { onRequest }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, options.host, resolve);
    });
  } catch (error) {
    removeToken();
    store.close();
    throw error;
  }
  // Who stays will be asked for Python: it starts while the first requests come in.
  if (options.eager === true) python.warm();
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  const url = `http://${host}:${port}`;
  announce(url);
  return {
    url,
    token,
    addNamespaces: (names) => {
      if (addNamespaces(names)) store.save();
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
