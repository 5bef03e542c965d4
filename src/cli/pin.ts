import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { documentText } from "../model/json.ts";
import { VERSION } from "../version.ts";

/** The package that this program is of: it lies in its `dist`. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

/**
 * Puts this very iopctl into the project, for its pipeline: a lock file holds its checksum then, and no registry is asked for
 * a name while a password is in the environment. Gives the command that installs it.
 */
export function pin(root: string, wrote: (name: string) => void, note: (text: string) => void): string {
  const vendor = join(root, "vendor");
  const name = `iopctl-${VERSION}.tgz`;
  mkdirSync(vendor, { recursive: true });
  const args = ["pack", OWN, "--ignore-scripts", "--silent", "--pack-destination", vendor];
  const packed = spawnSync("npm", args, { cwd: OWN, stdio: "ignore", shell: process.platform === "win32" });
  if (packed.status === 0 && existsSync(join(vendor, name))) wrote(`vendor/${name}`);
  else note(`npm could not pack iopctl into vendor/: put ${name} there yourself`);
  if (existsSync(join(root, "package.json"))) return `npm install --save-dev --save-exact ./vendor/${name}`;
  const manifest = { private: true, devDependencies: { iopctl: `file:vendor/${name}` } };
  writeFileSync(join(root, "package.json"), documentText(manifest));
  wrote("package.json");
  return "npm install";
}
