import { lstatSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createReadClient } from "../../api/client.ts";
import { ApiError, hasToken } from "../../api/error.ts";
import type { Address } from "../../model/address.ts";
import { isRecord } from "../../model/names.ts";
import type { Production } from "../../model/production.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { sensitivityOf } from "../../model/sensitive.ts";
import { exportFiles, exportYaml, type LiveNamespace, SCHEMA } from "../../report/export-yaml.ts";
import { type CommonFlags, type Context, connect, targetOf } from "../context.ts";

interface ExportFlags extends CommonFlags {
  readonly enabled?: "keep" | "omit";
  /** A directory: one file for each item. */
  readonly split?: string;
}

/** Reads all of a namespace, or the named productions only, and prints it as a state file. */
export async function exportCommand([names]: [string[]], flags: ExportFlags, context: Context): Promise<Ending> {
  const target = await targetOf(flags, context);
  const client = createReadClient({ ...(await connect(target, flags, context)), namespace: target.namespace });
  const whole = names.length === 0;
  const remarks: string[] = [];
  const [fallback, status, list, bindings] = await Promise.all([
    whole ? client.getDefault() : undefined,
    whole ? client.status() : undefined,
    whole ? client.list() : undefined,
    // Of named productions too: the records say which values are secret.
    client.bindings().catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.kind !== "missing_route") throw error;
      if (whole) remarks.push("bindings are not exported: this server is older than IoP 4.0");
      return [];
    }),
  ]);
  const wanted = whole ? Object.keys(list ?? {}) : names;
  const productions = (await Promise.all(wanted.map(read))).filter((found) => found !== undefined);
  const running = status?.status === "running" ? status.production : undefined;
  const sayable = running !== undefined ? running === fallback : status?.status === "stopped";
  if (status !== undefined && !sayable) {
    remarks.push(
      `state is not exported: ${status.production} is ${status.status}, and the default production is ${fallback || "not set"}`,
    );
  }
  const live: LiveNamespace = {
    namespace: target.namespace,
    default: fallback === "" ? undefined : fallback,
    state: sayable ? (running === undefined ? "stopped" : "running") : undefined,
    productions,
    bindings: whole ? bindings.map(({ className }) => className).filter((name) => !isRecord(name)) : [],
    remarks,
  };
  const sensitive = sensitivityOf(bindings, target.sensitiveNames);
  const secret = (address: Address, text: string) => (text !== "" && sensitive(address, text) ? null : undefined);
  const options = { enabled: flags.enabled ?? ("keep" as const), secret };
  if (flags.split === undefined) context.terminal.out(exportYaml(live, SCHEMA, options));
  else writeSplit(flags.split, exportFiles(live, SCHEMA, options), context);
  return "done";

  async function read(name: string): Promise<Production | undefined> {
    try {
      const production = await client.exportProduction(name);
      return { ...production, name };
    } catch (error) {
      if (!hasToken(error, "#5001")) throw error;
      if (!whole)
        throw new Refusal(
          "error",
          `there is no production ${name} in ${target.namespace}, or it inherits its definition`,
        );
      remarks.push(`not exported: ${name} inherits its definition`);
      return undefined;
    }
  }
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
    terminal.file(join(root, name), text);
  }
  terminal.out(`Wrote ${files.size} files to ${folder}.`);
}

/** Also a link that leads nowhere: writing would make its target. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
