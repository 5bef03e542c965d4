import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseJson } from "../model/json-text.ts";
import { Refusal } from "../model/refusal.ts";
import type { SandboxOptions } from "../sandbox/start.ts";
import { cacheOf } from "./embedded.ts";
import { control, type SandboxAddress } from "./sandbox-control.ts";
import type { World } from "./world.ts";

/** A sandbox that listens. Its password is IOP_PASSWORD of the environment. */
export interface OpenSandbox extends SandboxAddress {
  /** Absolute. */
  readonly dir: string;
  /** new: nothing was in its directory before. */
  readonly state: "new" | "kept";
  /** none: everybody may come in with the name alone. */
  readonly password: "set" | "none";
  readonly close: () => Promise<void>;
}

/** Starts a sandbox on a directory; relative: to the working directory. Throws Refusal. */
export async function openSandbox(
  options: Omit<SandboxOptions, "password" | "cache" | "eager">,
  { env, cwd, secrets }: World,
): Promise<OpenSandbox> {
  const password = env["IOP_PASSWORD"] ?? "";
  if (password !== "") secrets.add(password);
  const dir = resolve(cwd, options.dir);
  const state = existsSync(join(dir, "state.json")) ? "kept" : "new";
  const { startSandbox } = await import("../sandbox/start.ts");
  const running = await startSandbox({ ...options, dir, password, eager: true, ...cacheOf(env) }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        throw new Refusal("error", `port ${options.port} is taken: choose another with --port`);
      throw new Refusal("error", `the sandbox did not start: ${error.message}`);
    },
  );
  const { url, token, close } = running;
  return { url, token, dir, state, password: password === "" ? "none" : "set", close: () => close.call(running) };
}

/** Puts an exported definition into a namespace of a sandbox as it is. Gives the production's name. Throws Refusal. */
export async function seedDefinition(
  path: string,
  namespace: string,
  sandbox: SandboxAddress,
  { cwd }: World,
): Promise<string> {
  const { readExport } = await import("../wire/export.ts");
  const { definitionEntries, plainEntries } = await import("../wire/definition.ts");
  const parsed = parseJson(readFileSync(resolve(cwd, path), "utf8"));
  if ("problem" in parsed)
    throw new Refusal("error", `the seed ${path} is not JSON, at ${parsed.place}: ${parsed.problem}`);
  const production = readExport(parsed.value, "");
  const definition = plainEntries(definitionEntries(production, "as it was"));
  await control(sandbox, ["POST", "/productions", { namespace, name: production.name, definition }]);
  return production.name;
}
