import { relative, resolve } from "node:path";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { controlFiles, isLoopback } from "../../sandbox/http/gate.ts";
import type { Context } from "../context.ts";

interface CtlFlags {
  readonly url?: string;
  readonly dir: string;
  readonly namespace: string;
  readonly match?: string;
  readonly times?: number;
  readonly skip?: number;
  readonly delay?: number;
  readonly text?: string;
}

/** Where a sandbox listens that was given no port. */
const DEFAULT_URL = "http://127.0.0.1:52773";

type Call = readonly [method: string, path: string, body?: object];

/** Each verb as one call of the control interface, which takes local calls only. */
const VERBS: Readonly<Record<string, (args: readonly string[], flags: CtlFlags) => Call>> = {
  inspect: (_args, { namespace }) => ["GET", `/inspect?namespace=${encodeURIComponent(namespace)}`],
  requests: () => ["GET", "/requests"],
  faults: () => ["GET", "/faults"],
  clear: () => ["DELETE", "/faults"],
  fault: ([kind = ""], { match, times, skip, delay, text }) => [
    "POST",
    "/faults",
    { kind, match, times, skip, delay, text },
  ],
  status: ([status = "", active], { namespace }) => ["POST", "/state", { namespace, status, active }],
  queue: ([item = "", count = "1"], { namespace }) => [
    "POST",
    "/state",
    { namespace, queues: { [item]: Number(count) } },
  ],
  namespace: ([name = ""]) => ["POST", "/namespaces", { namespace: name }],
  reset: (_args, { namespace }) => ["POST", "/reset", { namespace }],
};

/** Brings about faults and rare states in a running sandbox, and shows what runs in it. */
export async function ctlCommand([verb, args]: [string, string[]], flags: CtlFlags, context: Context): Promise<Ending> {
  const make = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (make === undefined) throw new Refusal("usage", `there is no "${verb}": ${Object.keys(VERBS).join(", ")}`);
  const [method, path, body] = make(args, flags);
  const { url, token } = reach(flags, context);
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { "x-sandbox-control": token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new Refusal("unreachable", `no sandbox answers at ${url}: ${reasonOf(error)}.\n${startHint(flags)}`);
  });
  const text = await response.text();
  if (response.status === 403) {
    const where = "is --dir the directory of the sandbox, as it was given to it?";
    throw new Refusal("error", `the sandbox at ${url} does not take this token: ${where}`);
  }
  const answer = parsed(text);
  if (answer === undefined) throw new Refusal("error", `what answers at ${url} is not a sandbox of iopctl`);
  if (!response.ok) throw new Refusal("error", `the sandbox refused: ${text}`);
  context.terminal.out(JSON.stringify(answer, null, 2));
  return "done";
}

/** Where to call, and with what: the directory says both as long as its sandbox runs. */
function reach(flags: CtlFlags, { env, cwd, terminal }: Context): { readonly url: string; readonly token: string } {
  const { url: found, token: written, tokenFile } = controlFiles(resolve(cwd, flags.dir));
  const given = env["IOPCTL_SANDBOX_TOKEN"] || undefined;
  const token = given ?? written;
  if (token === undefined) {
    throw new Refusal(
      "unreachable",
      `no sandbox runs on ${flags.dir}: there is no token in ${relative(cwd, tokenFile)}.\n${startHint(flags)}\n` +
        "  For one elsewhere give --url, and its token in IOPCTL_SANDBOX_TOKEN.",
    );
  }
  terminal.secrets.add(token);
  // A token of the environment goes to no other machine because a file says so.
  const believed = found !== undefined && (given === undefined || isLoopback(hostOf(found))) ? found : undefined;
  return { url: (flags.url ?? believed ?? DEFAULT_URL).replace(/\/+$/, ""), token };
}

function startHint({ dir }: CtlFlags): string {
  return `  Start it with \`iopctl sandbox --dir ${dir}\`, or name the directory of the one that runs with --dir.`;
}

/** What the system says, which fetch hides. */
function reasonOf({ message, cause }: Error): string {
  const { code } = (cause ?? {}) as { readonly code?: string };
  if (code === "ECONNREFUSED") return "nothing listens there";
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
}
