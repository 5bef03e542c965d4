import { basename, resolve } from "node:path";
import type { WriteClient } from "../api/client.ts";
import { readPackage } from "../desired/package-files.ts";
import { rootsOf } from "../desired/reach.ts";
import type { MigrateFlags } from "./hand.ts";
import type { World } from "./world.ts";

/** Uploads a directory as it is. Gives what the server printed. Throws ApiError, and Error where it cannot be read. */
export async function migrateFolder(
  client: WriteClient,
  folder: string | undefined,
  flags: MigrateFlags,
  { cwd, env }: Pick<World, "cwd" | "env">,
): Promise<string> {
  const path = resolve(cwd, folder ?? ".");
  const files = await readPackage(path, rootsOf(path, env), ["**/*.py", "**/*.cls"], []);
  if ("problem" in files) throw new Error(files.problem);
  return client.migrate({
    package: flags.package ?? basename(path),
    settings_file: flags.settingsFile ?? "settings.py",
    ...(flags.remoteFolder === undefined ? {} : { remote_folder: flags.remoteFolder }),
    ...(flags.strict ? { strict_production_validation: true } : {}),
    body: files.map(({ name, text }) => ({ name, data: text })),
  });
}
