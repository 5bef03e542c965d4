import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";

interface CtlFlags {
  readonly url: string;
  readonly dir: string;
  readonly namespace: string;
  readonly match?: string;
  readonly times?: number;
  readonly skip?: number;
  readonly delay?: number;
  readonly text?: string;
}

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
  const response = await fetch(`${flags.url.replace(/\/+$/, "")}/_sandbox${path}`, {
    method,
    headers: { "x-sandbox-control": tokenOf(flags.dir, context) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new Refusal("unreachable", `no sandbox answers at ${flags.url}: ${error.message}`);
  });
  const text = await response.text();
  if (response.status === 403) {
    const where = "is --dir the directory of the sandbox, as it was given to it?";
    throw new Refusal("error", `the sandbox at ${flags.url} does not take this token: ${where}`);
  }
  if (!response.ok) throw new Refusal("error", `the sandbox refused: ${text || response.status}`);
  context.terminal.out(JSON.stringify(JSON.parse(text), null, 2));
  return "done";
}

/** From the environment, else from the sandbox's directory, where it lies for its user alone. */
function tokenOf(dir: string, { env, cwd, terminal }: Context): string {
  const file = join(resolve(cwd, dir), "control-token");
  let token = env["IOPCTL_SANDBOX_TOKEN"] ?? "";
  try {
    if (token === "") token = readFileSync(file, "utf8").trim();
  } catch {
    throw new Refusal(
      "error",
      `there is no token in ${file}: name the directory of the sandbox with --dir, or give its token in IOPCTL_SANDBOX_TOKEN`,
    );
  }
  terminal.secrets.add(token);
  return token;
}
