import { lstatSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exportNamespace } from "../../app/export.ts";
import { targetOf } from "../../app/targets.ts";
import { exportFiles, exportYaml, SCHEMA } from "../../documents/export-yaml.ts";
import { plural } from "../../model/plural.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { CommonFlags, Context } from "../context.ts";

interface ExportFlags extends CommonFlags {
  readonly enabled?: "keep" | "omit";
  /** A directory: one file for each item. */
  readonly split?: string;
}

/** Reads all of a namespace, or the named productions only, and prints it as a state file. */
export async function exportCommand([names]: [string[]], flags: ExportFlags, context: Context): Promise<Ending> {
  const { live, secret } = await exportNamespace(names, await targetOf(flags, context), flags, context);
  const options = { enabled: flags.enabled ?? ("keep" as const), secret };
  if (flags.split === undefined) context.terminal.out(exportYaml(live, SCHEMA, options));
  else writeSplit(flags.split, exportFiles(live, SCHEMA, options), context);
  return "done";
}

/** Never over what is there: the files may have been edited since. Nor through a link that stands in the folder. */
function writeSplit(folder: string, files: ReadonlyMap<string, string>, { cwd, terminal }: Context): void {
  const root = resolve(cwd, folder);
  const there = [...files.keys()].filter((name) => isThere(join(root, name)) || isLink(join(root, dirname(name))));
  if (there.length > 0) {
    throw new Refusal("error", `nothing was written: ${there.slice(0, 5).join(", ")} exists already in ${folder}`);
  }
  for (const [name, text] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    terminal.sourceFile(join(root, name), text);
  }
  terminal.out(`Wrote ${plural(files.size, "file")} to ${folder}.`);
}

/** Also a link that leads nowhere: writing would make its target. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
