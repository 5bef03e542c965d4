import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { cacheOf } from "../../app/embedded.ts";
import { parseJson } from "../../model/json-text.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { RunningSandbox } from "../../sandbox/start.ts";
import type { Context } from "../context.ts";

interface SandboxFlags {
  readonly port: number;
  readonly host: string;
  readonly dir: string;
  readonly profile: string;
  readonly username: string;
  readonly namespace?: readonly string[];
  readonly strictImports?: boolean;
  readonly seed?: string;
  readonly quiet?: boolean;
  readonly ui?: boolean;
}

/** Serves until Ctrl-C. */
export async function sandboxCommand(_args: [], flags: SandboxFlags, context: Context): Promise<Ending> {
  const { terminal, env, cwd, signal } = context;
  const style = terminal.errorStyle;
  const password = env["IOP_PASSWORD"] ?? "";
  if (password !== "") terminal.secrets.add(password);
  const dir = resolve(cwd, flags.dir);
  const isNew = !existsSync(join(dir, "state.json"));
  const { startSandbox } = await import("../../sandbox/start.ts");
  const running = await startSandbox({
    dir,
    port: flags.port,
    host: flags.host,
    profile: flags.profile,
    username: flags.username,
    password,
    eager: true,
    ...cacheOf(env),
    strictImports: flags.strictImports === true,
    namespaces: ["IRISAPP", "EMPTY", ...(flags.namespace ?? [])],
    onNotice: (text) => terminal.note(style.dim(text)),
    onRequest: ({ method, path, status, milliseconds }) => {
      // The page asks all the time.
      if (flags.ui && method === "GET" && status < 400) return;
      const color = status < 400 ? style.green : style.red;
      terminal.note(`${color(String(status))} ${method.padEnd(6)} ${path}  ${style.dim(`${milliseconds} ms`)}`);
    },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new Refusal("error", `port ${flags.port} is taken: choose another with --port`);
    throw new Refusal("error", `the sandbox did not start: ${error.message}`);
  });
  const shown = (path: string) => relative(context.cwd, path) || ".";
  terminal.say(`sandbox ${flags.profile} on ${running.url}, user ${flags.username}, state in ${shown(dir)}`);
  terminal.note(`Its control interface takes the token ${running.token} (in ${shown(join(dir, "control-token"))}).`);
  terminal.note(
    `${password === "" ? "The password is empty; set IOP_PASSWORD for another. " : ""}Try: IOP_USERNAME=${flags.username} iopctl status --url ${running.url}\nCtrl-C ends it.`,
  );
  if (flags.seed !== undefined && isNew) await seed(flags.seed, running, flags, context);
  if (flags.ui) await (await import("../sandbox-ui.ts")).openSandboxUi(running, flags, context);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
  await running.close();
  return "done";
}

/** Fills a new sandbox: with an exported definition as it is, or by applying state files. */
async function seed(
  path: string,
  { url, token }: RunningSandbox,
  flags: SandboxFlags,
  context: Context,
): Promise<void> {
  const { terminal, cwd, env } = context;
  if (!path.endsWith(".json")) {
    const { applyCommand } = await import("./apply.ts");
    const seeding = { ...context, env: { ...env, IOP_URL: url, IOP_USERNAME: flags.username } };
    const ending = await applyCommand([[path]], { autoApprove: true }, seeding);
    if (ending !== "done") throw new Refusal(ending, `the seed ${path} could not be applied`);
    return;
  }
  const { readExport } = await import("../../wire/export.ts");
  const { definitionEntries, plainEntries } = await import("../../wire/definition.ts");
  const parsed = parseJson(readFileSync(resolve(cwd, path), "utf8"));
  if ("problem" in parsed)
    throw new Refusal("error", `the seed ${path} is not JSON, at ${parsed.at}: ${parsed.problem}`);
  const production = readExport(parsed.value, "");
  const namespace = flags.namespace?.[0] ?? "USER";
  await fetch(`${url}/_sandbox/productions`, {
    method: "POST",
    headers: { "x-sandbox-control": token },
    body: JSON.stringify({
      namespace,
      name: production.name,
      definition: plainEntries(definitionEntries(production, "as it was")),
    }),
  });
  terminal.out(`seeded ${production.name} into ${namespace}`);
}
