import { resolve } from "node:path";
import { startSandbox } from "../../sandbox/start.ts";
import type { Context } from "../context.ts";
import { type Ending, Refusal } from "../exit.ts";

interface SandboxFlags {
  readonly port: number;
  readonly host: string;
  readonly dir: string;
  readonly profile: string;
  readonly username: string;
  readonly namespace?: readonly string[];
  readonly strictImports?: boolean;
  readonly quiet?: boolean;
}

/** Serves until Ctrl-C. */
export async function sandboxCommand(
  _args: [],
  flags: SandboxFlags,
  { terminal, env, cwd, signal }: Context,
): Promise<Ending> {
  const style = terminal.errorStyle;
  const password = env["IOP_PASSWORD"] ?? "";
  if (password !== "") terminal.secrets.add(password);
  const dir = resolve(cwd, flags.dir);
  const running = await startSandbox({
    dir,
    port: flags.port,
    host: flags.host,
    profile: flags.profile,
    username: flags.username,
    password,
    eager: true,
    strictImports: flags.strictImports === true,
    namespaces: ["IRISAPP", ...(flags.namespace ?? [])],
    onRequest: ({ method, path, status, milliseconds }) => {
      const color = status < 400 ? style.green : style.red;
      terminal.note(`${color(String(status))} ${method.padEnd(6)} ${path}  ${style.dim(`${milliseconds} ms`)}`);
    },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new Refusal("error", `port ${flags.port} is taken: choose another with --port`);
    throw new Refusal("error", `the sandbox did not start: ${error.message}`);
  });
  terminal.out(`sandbox ${flags.profile} on ${running.url}, user ${flags.username}, state in ${dir}`);
  terminal.note(
    `${password === "" ? "The password is empty; set IOP_PASSWORD for another. " : ""}Try: IOP_USERNAME=${flags.username} iopctl status --url ${running.url}\nCtrl-C ends it.`,
  );
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
  await running.close();
  return "done";
}
