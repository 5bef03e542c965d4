import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { VERSION } from "../../version.ts";
import type { CommonFlags, Context } from "../context.ts";

/** The example project, as the build has put it beside the program. */
const TEMPLATE = fileURLToPath(new URL("./init", import.meta.url));

/** The package that this program is of: it lies in its `dist`. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

/** Writes a project that works at once on the embedded sandbox: config, state, Python, a CI job. Overwrites nothing. */
export async function initCommand([dir]: [string | undefined], _flags: CommonFlags, context: Context): Promise<Ending> {
  const root = resolve(context.cwd, dir ?? ".");
  // A repository has its own .gitignore: that one stays.
  const files = listFiles(TEMPLATE).filter((file) => file !== "gitignore" || !existsSync(join(root, ".gitignore")));
  const there = files.filter((file) => existsSync(join(root, target(file))));
  if (there.length > 0) {
    throw new Refusal(
      "error",
      `nothing was written: ${there.map(target).join(", ")} exists already in ${relative(context.cwd, root) || "this folder"}`,
    );
  }
  for (const file of files) {
    const to = join(root, target(file));
    mkdirSync(dirname(to), { recursive: true });
    // Not a copy: where iopctl is installed read-only, the project is its user's all the same.
    if (file.endsWith(".yaml")) {
      const text = readFileSync(join(TEMPLATE, file), "utf8");
      writeFileSync(
        to,
        // Of the iopctl that the project installs, wherever the file stands in it.
        text.replace(
          /\$schema=[./]+\/schemas\//,
          () => `$schema=${"../".repeat(file.split("/").length - 1) || "./"}node_modules/iopctl/schemas/`,
        ),
      );
    } else writeFileSync(to, readFileSync(join(TEMPLATE, file)));
  }
  const { terminal } = context;
  const wrote = (name: string) => terminal.note(`wrote ${join(relative(context.cwd, root), name)}`);
  for (const file of files) wrote(target(file));
  const install = pin(root, wrote, terminal.note.bind(terminal));
  if (!files.includes("gitignore"))
    terminal.note("your .gitignore stays as it is: .iopctl/ and node_modules/ belong into it");
  const cd = dir === undefined ? "" : `cd ${dir} && `;
  terminal.say(`Next: ${cd}iopctl plan, which needs no server: the target is the embedded sandbox.`);
  terminal.say(`For the pipeline: ${install}, then commit package-lock.json too.`);
  return "done";
}

/**
 * Puts this very iopctl into the project, for its pipeline: a lock file holds its checksum then, and no registry is asked for
 * a name while a password is in the environment. Gives the command that installs it.
 */
function pin(root: string, wrote: (name: string) => void, note: (text: string) => void): string {
  const vendor = join(root, "vendor");
  const name = `iopctl-${VERSION}.tgz`;
  mkdirSync(vendor, { recursive: true });
  const args = ["pack", OWN, "--ignore-scripts", "--silent", "--pack-destination", vendor];
  const packed = spawnSync("npm", args, { cwd: OWN, stdio: "ignore", shell: process.platform === "win32" });
  if (packed.status === 0 && existsSync(join(vendor, name))) wrote(`vendor/${name}`);
  else note(`npm could not pack iopctl into vendor/: put ${name} there yourself`);
  if (existsSync(join(root, "package.json"))) return `npm install --save-dev --save-exact ./vendor/${name}`;
  const manifest = { private: true, devDependencies: { iopctl: `file:vendor/${name}` } };
  writeFileSync(join(root, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  wrote("package.json");
  return "npm install";
}

/** A package leaves out files with these names, so they travel under others. */
function target(file: string): string {
  return file.replace(/^gitignore$/, ".gitignore").replace(/^github\//, ".github/");
}

function listFiles(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, name) : [name];
  });
}
