import { join, relative } from "node:path";
import { type OpenSandbox, openSandbox, seedDefinition } from "../../app/sandbox.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";
import { stopped } from "../stopped.ts";

interface SandboxFlags {
  readonly port: number;
  readonly host: string;
  readonly dir: string;
  readonly profile: string;
  readonly username: string;
  readonly namespace?: readonly string[];
  readonly strictImports?: boolean;
  readonly seed?: string;
  readonly ui?: boolean;
}

/** Serves until Ctrl-C. */
export async function sandboxCommand(_args: [], flags: SandboxFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const { port, host, dir, profile, username, strictImports = false } = flags;
  const style = terminal.errorStyle;
  const namespaces = ["IRISAPP", "EMPTY", ...(flags.namespace ?? [])];
  const running = await openSandbox(
    {
      ...{ dir, port, host, profile, username, strictImports, namespaces },
      onNotice: (text) => terminal.note(style.dim(text)),
      onRequest: ({ method, path, status, milliseconds }) => {
        // The page asks all the time.
        if (flags.ui && method === "GET" && status < 400) return;
        const color = status < 400 ? style.green : style.red;
        terminal.note(`${color(String(status))} ${method.padEnd(6)} ${path}  ${style.dim(`${milliseconds} ms`)}`);
      },
    },
    context,
  );
  tellOf(running, flags, context);
  if (flags.seed !== undefined && running.state === "new") await seed(flags.seed, running, flags, context);
  if (flags.ui) await (await import("../sandbox-ui.ts")).openSandboxUi(running, flags, context);
  await stopped(context.signal);
  await running.close();
  return "done";
}

function tellOf({ url, token, dir, password }: OpenSandbox, flags: SandboxFlags, { terminal, cwd }: Context): void {
  const shown = (path: string) => relative(cwd, path) || ".";
  const { profile, username } = flags;
  terminal.say(`sandbox ${profile} on ${url}, user ${username}, state in ${shown(dir)}`);
  terminal.note(`Its control interface takes the token ${token} (in ${shown(join(dir, "control-token"))}).`);
  terminal.note(
    `${password === "none" ? "The password is empty; set IOP_PASSWORD for another. " : ""}Try: IOP_USERNAME=${username} iopctl status --url ${url}\nCtrl-C ends it.`,
  );
}

/** Fills a new sandbox: with an exported definition as it is, or by applying state files. */
async function seed(path: string, running: OpenSandbox, flags: SandboxFlags, context: Context): Promise<void> {
  const { terminal, env } = context;
  if (path.endsWith(".json")) {
    const namespace = flags.namespace?.[0] ?? "USER";
    terminal.out(`seeded ${await seedDefinition(path, namespace, running, context)} into ${namespace}`);
    return;
  }
  const { applyCommand } = await import("./apply.ts");
  const seeding = { ...context, env: { ...env, IOP_URL: running.url, IOP_USERNAME: flags.username } };
  const ending = await applyCommand([[path]], { autoApprove: true }, seeding);
  if (ending !== "done") throw new Refusal(ending, `the seed ${path} could not be applied`);
}
