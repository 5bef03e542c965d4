import { relative, resolve } from "node:path";
import { Refusal } from "../model/refusal.ts";
import { controlFiles } from "../sandbox/http/gate.ts";
import { isLoopback } from "../this-machine.ts";
import type { World } from "./world.ts";

/** How a running sandbox is reached: its address, and the token of its control interface. */
export interface SandboxAddress {
  readonly url: string;
  readonly token: string;
}

/** One call of the control interface, below `/_sandbox`. */
export type ControlCall = readonly [method: string, path: string, body?: object];

/** What it answered: as text, since what answers may be no sandbox. Throws what fetch throws. */
export async function control(
  { url, token }: SandboxAddress,
  [method, path, body]: ControlCall,
): Promise<{ readonly status: number; readonly ok: boolean; readonly text: string }> {
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { "x-sandbox-control": token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, ok: response.ok, text: await response.text() };
}

/** Where a sandbox listens that was given no port. */
const DEFAULT_URL = "http://127.0.0.1:52773";

/** Which sandbox is meant: by its directory, or by an address. */
export interface SandboxMeant {
  readonly dir: string;
  readonly url?: string;
}

/** Makes one call of a sandbox that runs, and gives its answer as JSON. Throws Refusal. */
export async function controlSandbox(call: ControlCall, meant: SandboxMeant, world: World): Promise<unknown> {
  const address = reach(meant, world);
  const { url } = address;
  const { status, ok, text } = await control(address, call).catch((error: Error) => {
    throw new Refusal("unreachable", `no sandbox answers at ${url}: ${reasonOf(error)}.\n${startHint(meant)}`);
  });
  if (status === 403) {
    const where = "is --dir the directory of the sandbox, as it was given to it?";
    throw new Refusal("error", `the sandbox at ${url} does not take this token: ${where}`);
  }
  const answer = parsed(text);
  if (answer === undefined) throw new Refusal("error", `what answers at ${url} is not a sandbox of iopctl`);
  if (!ok) throw new Refusal("error", `the sandbox refused: ${wordsOf(answer, text)}`);
  return answer;
}

/** Where to call, and with what: the directory says both as long as its sandbox runs. */
function reach({ dir, url: named }: SandboxMeant, { env, cwd, secrets }: World): SandboxAddress {
  const { url: found, token: written, tokenFile } = controlFiles(resolve(cwd, dir));
  const given = env["IOPCTL_SANDBOX_TOKEN"] || undefined;
  const token = given ?? written;
  if (token === undefined) {
    throw new Refusal(
      "unreachable",
      `no sandbox runs on ${dir}: there is no token in ${relative(cwd, tokenFile)}.\n${startHint({ dir })}\n` +
        "  For one elsewhere give --url, and its token in IOPCTL_SANDBOX_TOKEN.",
    );
  }
  secrets.add(token);
  // A token of the environment goes to no other machine because a file says so.
  const believed = found !== undefined && (given === undefined || isLoopback(hostOf(found))) ? found : undefined;
  return { url: (named ?? believed ?? DEFAULT_URL).replace(/\/+$/, ""), token };
}

function startHint({ dir }: SandboxMeant): string {
  return `  Start it with \`iopctl sandbox --dir ${dir}\`, or name the directory of the one that runs with --dir.`;
}

/** What the system says, which fetch hides. */
function reasonOf({ message, cause }: Error): string {
  const { code } = (cause ?? {}) as { readonly code?: string };
  if (code === "ECONNREFUSED") return "nothing listens there";
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}

function wordsOf(answer: unknown, text: string): string {
  const { error } = Object(answer) as { readonly error?: unknown };
  return typeof error === "string" ? error : text;
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
