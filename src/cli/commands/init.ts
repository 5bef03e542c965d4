import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { CommonFlags, Context } from "../context.ts";

/** The example project, as the build has put it beside the program. */
const TEMPLATE = fileURLToPath(new URL("./init", import.meta.url));

/** Writes a project that works at once on the embedded sandbox: config, state, Python, a CI job. Overwrites nothing. */
export async function initCommand([dir]: [string | undefined], _flags: CommonFlags, context: Context): Promise<Ending> {
  const root = resolve(context.cwd, dir ?? ".");
  // A repository has its own .gitignore: that one stays.
  const files = listFiles(TEMPLATE).filter((file) => file !== "gitignore" || !existsSync(join(root, ".gitignore")));
  const there = files.filter((file) => existsSync(join(root, target(file))));
  if (there.length > 0) {
    throw new Refusal("error", `nothing was written: ${there.map(target).join(", ")} exists already in ${root}`);
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
  for (const file of files) terminal.note(`wrote ${join(relative(context.cwd, root), target(file))}`);
  const cd = dir === undefined ? "" : `cd ${dir} && `;
  terminal.note("The CI job installs iopctl from your lock file: npm install --save-exact ./vendor/iopctl-VERSION.tgz");
  terminal.out(`Next: ${cd}iopctl plan, which needs no server: the target is the embedded sandbox.`);
  return "done";
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
