import { CHECKS, rememberTarget } from "./checks.ts";
import { createContext, reset } from "./context.ts";

/**
 * Runs the checks against any server and says in which it differs. Against a server that is no sandbox only with
 * `destructive`, since the checks stop productions and overwrite definitions in their namespace.
 */
export async function report(options: {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly namespace: string;
  readonly profile: string;
  readonly destructive: boolean;
  /** Of a sandbox's control interface; empty: the server is none, or its faults are not to be brought about. */
  readonly token: string;
}): Promise<{ readonly passed: number; readonly differs: number; readonly skipped: number }> {
  const probe = await fetch(`${options.url}/_sandbox/faults`, {
    headers: { "x-sandbox-control": options.token },
  }).catch(() => undefined);
  const isSandbox = probe?.ok === true;
  const context = createContext({ ...options, isSandbox });
  rememberTarget(context, options.url, options.username, options.password);
  if (isSandbox) await context.control("POST", "/namespaces", { namespace: "EMPTY" });
  const counts = { passed: 0, differs: 0, skipped: 0 };
  for (const check of CHECKS) {
    const name = `${String(check.id).padStart(2)}${check.inferred ? "†" : " "} ${check.title}`;
    const readsOnly = check.id < 11;
    const unfit = (check.profile ?? "4.1") !== options.profile || (check.sandbox && !isSandbox);
    if (unfit || (!isSandbox && !options.destructive && !readsOnly)) {
      counts.skipped += 1;
      continue;
    }
    try {
      if (isSandbox || options.destructive) await reset(context, isSandbox);
      await check.run(context);
      counts.passed += 1;
      console.log(`same     ${name}`);
    } catch (error) {
      counts.differs += 1;
      console.log(`DIFFERS  ${name}\n         ${(error as Error).message.split("\n").join("\n         ")}`);
    }
  }
  return counts;
}
