import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { differencesOf, type ServerProject, serverProject } from "../../app/init.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { plural } from "../../report/style.ts";
import { VERSION } from "../../version.ts";
import type { CommonFlags, Context } from "../context.ts";

/** The example project, as the build has put it beside the program. */
const TEMPLATE = fileURLToPath(new URL("./init", import.meta.url));

/** The package that this program is of: it lies in its `dist`. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

interface InitFlags extends CommonFlags {
  readonly fromServer?: boolean;
}

/**
 * Writes a project that works at once: config, state, a CI job. Without a server it is an example with its Python on the
 * embedded sandbox; else the server's own namespace, whose plan is empty. Overwrites nothing.
 */
export async function initCommand([dir]: [string | undefined], flags: InitFlags, context: Context): Promise<Ending> {
  const root = resolve(context.cwd, dir ?? ".");
  const {
    files: found,
    packages,
    remarks,
  } = flags.fromServer ? withPipeline(await serverProject(flags, context)) : example();
  // A repository has its own .gitignore: that one stays.
  const files = [...found].filter(([file]) => file !== ".gitignore" || !existsSync(join(root, ".gitignore")));
  const there = files.map(([file]) => file).filter((file) => existsSync(join(root, file)));
  if (there.length > 0) {
    throw new Refusal(
      "error",
      `nothing was written: ${there.join(", ")} exists already in ${relative(context.cwd, root) || "this folder"}`,
    );
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    context.terminal.sourceFile(join(root, file), text);
  }
  const { terminal } = context;
  const wrote = (name: string) => terminal.note(`wrote ${join(relative(context.cwd, root), name)}`);
  for (const [file] of files) wrote(file);
  const install = pin(root, wrote, terminal.note.bind(terminal));
  if (!files.some(([file]) => file === ".gitignore"))
    terminal.note("your .gitignore stays as it is: .iopctl/ and node_modules/ belong into it");
  const cd = dir === undefined ? "" : `cd ${dir} && `;
  if (flags.fromServer) await tellOfServer({ packages, remarks }, { root, cd }, flags, context);
  else terminal.say(`Next: ${cd}iopctl plan, which needs no server: the target is the embedded sandbox.`);
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

/** Whether the plan is empty, and what the user must still bring. */
async function tellOfServer(
  { packages, remarks }: Pick<ServerProject, "packages" | "remarks">,
  { root, cd }: { readonly root: string; readonly cd: string },
  flags: InitFlags,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  for (const remark of remarks) terminal.error(`warning: ${remark}`);
  const count = await differencesOf(root, flags, context).catch((error: Error) => error);
  if (count instanceof Error) {
    terminal.error(`warning: the project is written, and its plan could not be made: ${count.message}`);
    terminal.say(`Next: ${cd}iopctl plan.`);
    return;
  }
  terminal.say(
    count === 0
      ? `The plan is empty: the files say what the server has. Next: ${cd}git init && git add .`
      : `${plural(count, "difference")} between these files and the server: ${cd}iopctl plan shows them.`,
  );
  if (packages.length > 0)
    terminal.say(
      `Python that runs there and is not in git yet: ${packages.join(", ")}. state/packages.iop.yaml says what to put where.`,
    );
}

/** What every project has, beside its config and state. */
function withPipeline(project: ServerProject): ServerProject {
  const common = [...example().files].filter(([file]) => file.startsWith(".git"));
  return { ...project, files: new Map([...project.files, ...common]) };
}

/** The example project, its schema lines those of the iopctl that the project installs, wherever a file stands in it. */
function example(): ServerProject {
  const files = listFiles(TEMPLATE).map((file): [string, string] => {
    const text = readFileSync(join(TEMPLATE, file), "utf8");
    const modules = `${"../".repeat(file.split("/").length - 1) || "./"}node_modules/iopctl/schemas/`;
    const content = file.endsWith(".yaml")
      ? text.replace(/\$schema=[./]+\/schemas\//, () => `$schema=${modules}`)
      : text;
    return [target(file), content];
  });
  return { files: new Map(files), packages: [], remarks: [] };
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
