import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { exampleProject, withPipeline } from "../../app/example-project.ts";
import { differencesOf, type ServerProject, serverProject } from "../../app/init.ts";
import { plural } from "../../model/plural.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { CommonFlags, Context } from "../context.ts";
import { pin } from "../pin.ts";

/** The example project, as the build has put it beside the program. */
const TEMPLATE = fileURLToPath(new URL("./init", import.meta.url));

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
  } = flags.fromServer ? withPipeline(await serverProject(flags, context), TEMPLATE) : exampleProject(TEMPLATE);
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
  const cd = dir === undefined ? "" : `cd ${asWord(dir)} && `;
  if (flags.fromServer) await tellOfServer({ packages, remarks }, { root, cd }, flags, context);
  else terminal.say(`Next: ${cd}iopctl plan, which needs no server: the target is the embedded sandbox.`);
  terminal.say(`For the pipeline: ${install}, then commit package-lock.json too.`);
  return "done";
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

/** A path as a shell takes it for one word. */
function asWord(path: string): string {
  return /^[\w./@%+,:=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
